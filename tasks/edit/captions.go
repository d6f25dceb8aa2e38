package edit

import (
	"errors"
	"fmt"
	"strings"

	"smoothscope/inspect/caption"
	"smoothscope/inspect/manifest"
	"smoothscope/inspect/media"
)

// CaptionTrack is captions as a stream of an asset.
type CaptionTrack struct {
	Name     string // of the stream; also in the addresses of its chunks
	Language string // ISO 639-2, such as eng; "" where unknown
	Subtype  string // CAPT or SUBT
	File     string // path of the .ismt, relative to the server manifest; not asked where they are Embedded
	Embedded bool   // in the client manifest, without a file
	Absolute bool   // ReplaceCaptions: times in the .ismt count from the begin of the asset, not of each fragment
	Captions *caption.Document
}

// AddedCaptions is the new content of the files.
type AddedCaptions struct {
	Media, Client, Server []byte            // Media is nil where the client manifest carries the captions
	File                  string            // path of Media, relative to the server manifest
	Captions              *caption.Document // as they are carried, all in one: those of the track where they were TTML
	Losses                []caption.Loss    // what that cannot say
	Warnings              []string
}

// maxSpan bounds the duration of a fragment, which its header has 32 bits for.
const maxSpan = 1<<32 - 1

// AddCaptions makes an .ismt with one TTML document for each chunk of the
// video, times relative to the chunk, in which a cue that goes on over an edge
// is repeated, and names it in both manifests. Where they shall be Embedded, a
// sparse stream in the client manifest has one TTML document for each time at
// which cues begin, in base64, with times relative to that; the server manifest is not asked
// then. Nothing else of the manifests changes.
func AddCaptions(client, server []byte, t CaptionTrack) (*AddedCaptions, error) {
	c, err := manifest.ParseClient(client)
	if err != nil {
		return nil, err
	}
	if err := t.fits(c); err != nil {
		return nil, err
	}
	w, err := t.work(gridOf(c))
	if err != nil {
		return nil, err
	}
	if err := w.grid.reach(w.doc); err != nil {
		return nil, err
	}
	stream := t.stream()
	var bitrate uint64
	if t.Embedded {
		stream.Embedded, stream.Parent = true, w.grid.of.Title()
		stream.Chunks, bitrate, err = w.embedded(timedTextPayload, textScale)
	} else {
		stream.Chunks, bitrate, err = w.fragments(1)
	}
	if err != nil {
		return nil, err
	}
	stream.Levels[0].Bitrate, stream.Levels[0].BitrateText = bitrate, fmt.Sprint(bitrate)
	edits, err := c.InsertStream(len(c.Streams), stream)
	if err != nil {
		return nil, err
	}
	if w.out.Client, err = manifest.Apply(client, edits); err != nil {
		return nil, err
	}
	w.out.Server = server
	if !t.Embedded {
		w.out.File = t.File
		w.out.Server, err = t.inServer(server, bitrate)
	}
	return w.out, err
}

// stream is the element of a new track, but for its chunks and their bitrate.
func (t *CaptionTrack) stream() *manifest.Stream {
	return &manifest.Stream{
		Type: "text", Subtype: t.Subtype, Name: t.Name, Language: t.Language, TimeScale: textScale,
		URL:    "QualityLevels({bitrate})/Fragments(" + t.Name + "={start time})",
		Levels: []manifest.Level{{FourCC: "TTML", Attrs: []manifest.Attr{{Name: "CodecPrivateData"}}}},
	}
}

// fits says why a track cannot be added.
func (t *CaptionTrack) fits(c *manifest.Client) error {
	if t.Name == "" || strings.Trim(t.Name, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-.") != "" {
		return fmt.Errorf("%q cannot be the name of a stream: it stands in addresses, so letters, digits and _ - . only", t.Name)
	}
	for i := range c.Streams {
		if strings.EqualFold(c.Streams[i].Title(), t.Name) {
			return fmt.Errorf("there is a stream %q already", t.Name)
		}
	}
	if len(gridOf(c).edges) < 2 {
		return errNoEdges
	}
	if t.Embedded {
		return nil
	}
	return manifest.CheckPath(t.File)
}

var errNoEdges = errors.New("has no video or audio whose chunks the captions could follow")

func (t *CaptionTrack) inServer(raw []byte, bitrate uint64) ([]byte, error) {
	s, err := manifest.ParseServer(raw)
	if err != nil {
		return nil, err
	}
	edits, err := s.InsertTrack(len(s.Tracks), &manifest.ServerTrack{
		Element: "textstream", Src: t.File, Bitrate: bitrate, BitrateText: fmt.Sprint(bitrate), Language: t.Language, TrackID: 1, TrackName: t.Name,
	})
	if err != nil {
		return nil, err
	}
	return manifest.Apply(raw, edits)
}

// captionWork is captions on their way into an asset.
type captionWork struct {
	track *CaptionTrack
	grid  *grid
	doc   *caption.Document // TTML
	out   *AddedCaptions
}

// work makes the captions TTML.
func (t *CaptionTrack) work(g *grid) (*captionWork, error) {
	said := t.Captions.With(t.Captions.Cues)
	if said.Language == "" {
		said.Language = t.Language
	}
	doc, losses, err := caption.Convert(said, "ttml")
	if err != nil {
		return nil, err
	}
	w := &captionWork{track: t, grid: g, doc: doc, out: &AddedCaptions{Captions: doc, Losses: losses}}
	if doc == said {
		w.out.Captions = t.Captions
	}
	w.out.Warnings = beyondEnd(doc, g)
	return w, nil
}

// documents writes one document for each list of cues, where need be in a new
// head.
func (w *captionWork) documents(lists func(*caption.Document) [][]caption.Cue) ([][]byte, error) {
	raws, err := w.doc.Pieces(lists(w.doc))
	if err == nil {
		return raws, nil
	}
	anew, losses, fault := caption.Anew(w.doc)
	if fault != nil {
		return nil, fault
	}
	w.doc, w.out.Captions = anew, anew
	w.out.Losses = append(w.out.Losses, losses...)
	return anew.Pieces(lists(anew))
}

// fragments makes the media and tells the chunks in it and their bitrate.
func (w *captionWork) fragments(track uint32) ([]manifest.Chunk, uint64, error) {
	if err := w.grid.check(); err != nil {
		return nil, 0, err
	}
	raws, err := w.documents(func(d *caption.Document) [][]caption.Cue { return w.grid.cut(d.Cues, w.track.Absolute) })
	if err != nil {
		return nil, 0, err
	}
	var samples []sampleOf
	var chunks []manifest.Chunk
	for i, raw := range raws {
		time, duration := w.grid.edges[i], w.grid.edges[i+1]-w.grid.edges[i]
		samples = append(samples, sampleOf{time, duration, raw})
		chunks = append(chunks, manifest.Chunk{N: i, Time: time, Duration: duration, DurationKnown: true})
	}
	w.out.Media = ismt(ismtTrack{id: track, scale: w.grid.scale, language: w.track.Language}, samples)
	return chunks, w.grid.rate(raws), nil
}

// rate is the bits per second of documents, 1000 at least.
func (g *grid) rate(raws [][]byte) uint64 {
	var bits uint64
	for _, raw := range raws {
		bits += 8 * uint64(len(raw))
	}
	return max(1000, media.Rescale(bits, max(1, g.edges[len(g.edges)-1]-g.edges[0]), g.scale))
}
