package edit

import (
	"errors"
	"fmt"
	"strings"
	"time"

	"smoothscope/inspect/caption"
	"smoothscope/inspect/manifest"
	"smoothscope/inspect/media"
)

// CaptionTrack is captions to be added to an asset as a track of their own.
type CaptionTrack struct {
	Name     string // of the stream; also in the addresses of its chunks
	Language string // ISO 639-2, such as eng; "" where unknown
	Subtype  string // CAPT or SUBT
	File     string // path of the .ismt to be made, relative to the server manifest
	Captions *caption.Document
}

// AddedCaptions is the new content of the files.
type AddedCaptions struct {
	Media, Client, Server []byte
	Losses                []caption.Loss // what TTML cannot say
	Warnings              []string
}

// maxSpan bounds the duration of a fragment, which its header has 32 bits for.
const maxSpan = 1<<32 - 1

// AddCaptions makes an .ismt with one TTML document for each chunk of the
// video, times relative to the chunk, in which a cue that goes on over an edge
// is repeated, and names it in both manifests. Nothing else of these changes.
func AddCaptions(client, server []byte, t CaptionTrack) (*AddedCaptions, error) {
	c, err := manifest.ParseClient(client)
	if err != nil {
		return nil, err
	}
	s, err := manifest.ParseServer(server)
	if err != nil {
		return nil, err
	}
	if err := t.fits(c); err != nil {
		return nil, err
	}
	added := &AddedCaptions{}
	said := t.Captions.With(t.Captions.Cues)
	if said.Language == "" {
		said.Language = t.Language
	}
	doc, losses, err := caption.Convert(said, "ttml")
	if err != nil {
		return nil, err
	}
	added.Losses = losses
	samples, err := cutCaptions(doc, edges(c))
	if err != nil {
		anew, more, fault := caption.Anew(doc)
		if fault != nil {
			return nil, fault
		}
		added.Losses = append(added.Losses, more...)
		if samples, err = cutCaptions(anew, edges(c)); err != nil {
			return nil, err
		}
		doc = anew
	}
	added.Warnings = beyondEnd(doc, samples)
	added.Media = ismt(t.Language, samples)
	bitrate := rateOf(samples)
	if added.Client, err = t.inClient(client, c, samples, bitrate); err != nil {
		return nil, err
	}
	added.Server, err = t.inServer(server, s, bitrate)
	return added, err
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
	if len(edges(c)) < 2 {
		return errors.New("has no video or audio whose chunks the captions could follow")
	}
	return manifest.CheckPath(t.File)
}

// edges are the starts of the chunks of the first video, else of the first
// audio, and the end of the last, in ticks of textScale.
func edges(c *manifest.Client) []uint64 {
	for _, kind := range []string{"video", "audio"} {
		for i := range c.Streams {
			s := &c.Streams[i]
			if s.Type != kind || len(s.Chunks) == 0 || s.Embedded {
				continue
			}
			var out []uint64
			for _, chunk := range s.Chunks {
				out = append(out, media.Rescale(chunk.Time, s.TimeScale, textScale))
			}
			last := s.Chunks[len(s.Chunks)-1]
			return append(out, media.Rescale(last.Time+last.Duration, s.TimeScale, textScale))
		}
	}
	return nil
}

// cutCaptions makes one document for each chunk.
func cutCaptions(doc *caption.Document, edges []uint64) ([]sampleOf, error) {
	cues := caption.Sort(doc.Cues)
	longest := make([]time.Duration, len(cues)+1) // the last end among the cues before
	for i, c := range cues {
		longest[i+1] = max(longest[i], c.End)
	}
	var out []sampleOf
	first := 0
	for i := range edges[:len(edges)-1] {
		if edges[i+1] <= edges[i] || edges[i+1]-edges[i] > maxSpan {
			return nil, fmt.Errorf("chunk %d of the video does not end after it begins, or lasts for more than seven minutes", i)
		}
		from, to := time.Duration(edges[i])*100, time.Duration(edges[i+1])*100
		for first < len(cues) && longest[first+1] <= from {
			first++
		}
		raw, err := doc.With(within(cues[first:], from, to)).Bytes()
		if err != nil {
			return nil, err
		}
		out = append(out, sampleOf{edges[i], edges[i+1] - edges[i], raw})
	}
	return out, nil
}

// within is the cues that are shown between two times, relative to the first.
func within(cues []caption.Cue, from, to time.Duration) []caption.Cue {
	var out []caption.Cue
	for _, c := range cues {
		if c.Start >= to {
			break
		}
		if c.End <= from {
			continue
		}
		c.Start, c.End = max(c.Start, from)-from, min(c.End, to)-from
		out = append(out, c)
	}
	return out
}

// beyondEnd tells of cues that are never shown.
func beyondEnd(doc *caption.Document, samples []sampleOf) []string {
	first, last := samples[0], samples[len(samples)-1]
	from, to := time.Duration(first.time)*100, time.Duration(last.time+last.duration)*100
	n := 0
	for _, c := range doc.Cues {
		if c.Start >= to || c.End <= from || c.End > to && c.End != caption.Open {
			n++
		}
	}
	if n == 0 {
		return nil
	}
	return []string{fmt.Sprintf("%d captions lie in whole or in part outside of the video, which lasts from %s to %s: what lies outside is left out", n, caption.Clock(from), caption.Clock(to))}
}

// rateOf is the bits per second of the documents, 1000 at least.
func rateOf(samples []sampleOf) uint64 {
	var bits, ticks uint64
	for _, s := range samples {
		bits += 8 * uint64(len(s.document))
		ticks += s.duration
	}
	return max(1000, media.Rescale(bits, max(1, ticks), textScale))
}

func (t *CaptionTrack) inClient(raw []byte, c *manifest.Client, samples []sampleOf, bitrate uint64) ([]byte, error) {
	stream := &manifest.Stream{
		Type: "text", Subtype: t.Subtype, Name: t.Name, Language: t.Language, TimeScale: textScale,
		URL:    "QualityLevels({bitrate})/Fragments(" + t.Name + "={start time})",
		Levels: []manifest.Level{{Bitrate: bitrate, BitrateText: fmt.Sprint(bitrate), FourCC: "TTML", Attrs: []manifest.Attr{{Name: "CodecPrivateData"}}}},
	}
	for i, s := range samples {
		stream.Chunks = append(stream.Chunks, manifest.Chunk{N: i, Time: s.time, Duration: s.duration, DurationKnown: true})
	}
	edits, err := c.InsertStream(len(c.Streams), stream)
	if err != nil {
		return nil, err
	}
	return manifest.Apply(raw, edits)
}

func (t *CaptionTrack) inServer(raw []byte, s *manifest.Server, bitrate uint64) ([]byte, error) {
	edits, err := s.InsertTrack(len(s.Tracks), &manifest.ServerTrack{
		Element: "textstream", Src: t.File, Bitrate: bitrate, BitrateText: fmt.Sprint(bitrate), Language: t.Language, TrackID: 1, TrackName: t.Name,
	})
	if err != nil {
		return nil, err
	}
	return manifest.Apply(raw, edits)
}
