package edit

import (
	"fmt"
	"path"
	"slices"
	"strings"
	"time"

	"smoothscope/inspect/caption"
	"smoothscope/inspect/manifest"
)

// ReplaceCaptions gives the text stream t.Name other captions. Its element
// keeps all that it has, and they go where they were: into an .ismt, which is
// made anew, or into the client manifest. Chunks stay where they are as long
// as one follows the other and all captions fall into one; else they become
// those of the video. Of t, Subtype does not count, and File only where the
// captions shall go into another file than the server manifest names for
// them: one that holds other tracks cannot be made anew.
func ReplaceCaptions(client, server []byte, t CaptionTrack) (*AddedCaptions, error) {
	c, err := manifest.ParseClient(client)
	if err != nil {
		return nil, err
	}
	at, err := captionStream(c, t.Name)
	if err != nil {
		return nil, err
	}
	stream := &c.Streams[at]
	video := gridOf(c)
	if len(video.edges) < 2 {
		return nil, errNoEdges
	}
	w, err := t.work(video)
	if err != nil {
		return nil, err
	}
	w.out.Server = server
	var chunks []manifest.Chunk
	if stream.Embedded {
		chunks, _, err = w.embedded(payloadOf(stream), stream.TimeScale)
	} else {
		chunks, err = w.replaced(server, stream)
	}
	if err != nil {
		return nil, err
	}
	edits, err := c.SetChunks(at, chunks)
	if err != nil {
		return nil, err
	}
	w.out.Client, err = manifest.Apply(client, edits)
	return w.out, err
}

// captionStream finds a stream whose captions can be written.
func captionStream(c *manifest.Client, name string) (int, error) {
	at := -1
	for i := range c.Streams {
		if c.Streams[i].Type != "text" || !strings.EqualFold(c.Streams[i].Title(), name) {
			continue
		}
		if at >= 0 {
			return 0, fmt.Errorf("there are two text streams %q: give one of them another name first", name)
		}
		at = i
	}
	if at < 0 {
		return 0, fmt.Errorf("the client manifest has no text stream %q", name)
	}
	return at, writable(&c.Streams[at])
}

// writable says why captions cannot be written into a stream.
func writable(s *manifest.Stream) error {
	switch {
	case len(s.Levels) != 1:
		return fmt.Errorf("%s has %d quality levels; captions can be written where there is one", s.Title(), len(s.Levels))
	case len(s.Content) > 0:
		return fmt.Errorf("%s holds its data in a Content element, not in chunks", s.Title())
	case s.TimeScale > 1<<32-1:
		return fmt.Errorf("%s counts %d ticks per second, more than a media file can", s.Title(), s.TimeScale)
	}
	switch strings.ToUpper(s.Levels[0].FourCC) {
	case "", "TTML", "DFXP", "STPP":
		return nil
	}
	return fmt.Errorf("%s carries %s, and captions can be written as TTML only", s.Title(), s.Levels[0].FourCC)
}

// replaced makes the media of a stream anew, and its chunks.
func (w *captionWork) replaced(raw []byte, stream *manifest.Stream) ([]manifest.Chunk, error) {
	s, err := manifest.ParseServer(raw)
	if err != nil {
		return nil, err
	}
	at, err := w.track.serverTrack(s, stream)
	if err != nil {
		return nil, err
	}
	track := &s.Tracks[at]
	if w.out.File, err = manifest.LocalPath(track.Src); err != nil {
		return nil, err
	}
	var edits []manifest.Edit
	if file := w.track.File; file != "" && path.Clean(file) != path.Clean(w.out.File) {
		if w.out.File = file; manifest.CheckPath(file) != nil {
			return nil, manifest.CheckPath(file)
		}
		if edits, err = s.SetAttr(track.Span, "src", file); err != nil {
			return nil, err
		}
	}
	if n := sharing(s, w.out.File, at); n > 0 {
		return nil, fmt.Errorf("%s: holds %d other tracks too: give the captions a file of their own", w.out.File, n)
	}
	id := track.TrackID
	if id == 0 || id == 1<<32-1 {
		id = 1
	}
	w.ownGrid(stream)
	chunks, _, err := w.fragments(id)
	if err != nil {
		return nil, err
	}
	if w.grid.of == stream {
		chunks = stream.Chunks
	}
	w.out.Server, err = manifest.Apply(raw, edits)
	return chunks, err
}

// serverTrack finds the track of a stream in the server manifest: by its name,
// where several have that by bitrate too, else by its file.
func (t *CaptionTrack) serverTrack(s *manifest.Server, stream *manifest.Stream) (int, error) {
	var named, exact, filed []int
	for i := range s.Tracks {
		track := &s.Tracks[i]
		if !strings.EqualFold(track.Element, "textstream") || track.ManifestOutput {
			continue
		}
		if strings.EqualFold(track.TrackName, stream.Title()) || track.TrackName == "textstream" && stream.Title() == "text" {
			named = append(named, i)
			if track.Bitrate == stream.Levels[0].Bitrate {
				exact = append(exact, i)
			}
		}
		if local, err := manifest.LocalPath(track.Src); err == nil && t.File != "" && path.Clean(local) == path.Clean(t.File) {
			filed = append(filed, i)
		}
	}
	for _, list := range [][]int{named, exact, filed} {
		if len(list) == 1 {
			return list[0], nil
		}
	}
	return 0, fmt.Errorf("the server manifest has no track that is certainly that of %s", stream.Title())
}

// sharing counts the other tracks of the same file.
func sharing(s *manifest.Server, file string, but int) int {
	n := 0
	for i := range s.Tracks {
		if local, err := manifest.LocalPath(s.Tracks[i].Src); i != but && err == nil && strings.EqualFold(path.Clean(local), path.Clean(file)) {
			n++
		}
	}
	return n
}

// ownGrid cuts the captions at the chunks that the stream has, where that
// loses none.
func (w *captionWork) ownGrid(stream *manifest.Stream) {
	video := w.grid
	own := gridFrom(stream)
	if n := len(own.edges); n > 1 && own.edges[n-1] == own.edges[n-2] {
		own.edges[n-1] = max(own.edges[n-1], video.in(own.scale).edges[len(video.edges)-1]) // its last chunk tells no duration
	}
	if tiled(stream) && own.check() == nil && (own.covers(video) || own.holds(shown(w.doc.Cues, from(video), until(video)))) {
		w.grid = own
		return
	}
	w.grid = video.in(stream.TimeScale)
	if len(stream.Chunks) > 0 {
		w.out.Warnings = append(w.out.Warnings, fmt.Sprintf("the chunks of %s had gaps, overlapped or did not reach as far as its captions: now they are those of %s", stream.Title(), video.of.Title()))
	}
}

func from(g *grid) time.Duration  { at, _ := g.span(); return at }
func until(g *grid) time.Duration { _, at := g.span(); return at }

// nearTicks is how far the end of a chunk may be from the begin of the next:
// encoders round.
const nearTicks = 3

// tiled says whether each chunk begins where the one before ends.
func tiled(s *manifest.Stream) bool {
	for i := 1; i < len(s.Chunks); i++ {
		if before := s.Chunks[i-1]; max(before.Time+before.Duration, s.Chunks[i].Time)-min(before.Time+before.Duration, s.Chunks[i].Time) > nearTicks {
			return false
		}
	}
	return len(s.Chunks) > 0
}

// covers says whether nothing of another grid lies outside of this one.
func (g *grid) covers(other *grid) bool {
	return from(g) <= from(other) && until(g) >= until(other)
}

// holds says whether cues lie within the grid, but for less than a
// millisecond.
func (g *grid) holds(cues []caption.Cue) bool {
	first, last := g.span()
	return !slices.ContainsFunc(cues, func(c caption.Cue) bool {
		return c.Start+time.Millisecond < first || c.End > last+time.Millisecond
	})
}
