package edit

import (
	"bytes"
	"cmp"
	"encoding/base64"
	"encoding/xml"
	"fmt"
	"slices"
	"strings"
	"time"

	"smoothscope/inspect/caption"
	"smoothscope/inspect/manifest"
	"smoothscope/inspect/media"
)

// payload is what a chunk in the manifest says of captions.
type payload int

const (
	timedTextPayload payload = iota // a TTML document, times relative to the chunk
	elementPayload                  // Caption elements, which say what comes and what goes
)

// payloadOf is what the first data of a stream are.
func payloadOf(s *manifest.Stream) payload {
	at := slices.IndexFunc(s.Chunks, func(c manifest.Chunk) bool { return len(c.Data) > 0 })
	if at < 0 {
		return timedTextPayload
	}
	var e struct{ XMLName xml.Name }
	raw, err := base64.StdEncoding.DecodeString(s.Chunks[at].Data[0])
	if err == nil && xml.Unmarshal(raw, &e) == nil && strings.EqualFold(e.XMLName.Local, "Caption") {
		return elementPayload
	}
	return timedTextPayload
}

// embedded makes the chunks that carry the captions, in ticks of a scale, and
// tells their bitrate.
func (w *captionWork) embedded(kind payload, scale uint64) ([]manifest.Chunk, uint64, error) {
	from, to := w.grid.span()
	if kind == elementPayload {
		return w.elements(shown(w.doc.Cues, from, to), scale)
	}
	var times []uint64
	var ends []time.Duration
	raws, err := w.documents(func(d *caption.Document) [][]caption.Cue {
		var lists [][]caption.Cue
		lists, times, ends = begins(shown(d.Cues, from, to), scale)
		return lists
	})
	if err != nil {
		return nil, 0, err
	}
	var chunks []manifest.Chunk
	for i, raw := range raws {
		end := media.Rescale(uint64(ends[i]), uint64(time.Second), scale)
		if i+1 < len(times) {
			end = min(end, times[i+1])
		}
		c := manifest.Chunk{N: i, Time: times[i], Data: []string{base64.StdEncoding.EncodeToString(raw)}}
		if end > c.Time {
			c.Duration, c.DurationKnown = end-c.Time, true
		}
		chunks = append(chunks, c)
	}
	return chunks, w.grid.rate(raws), nil
}

// shown is the cues between two times, in order, without what of them lies
// outside.
func shown(cues []caption.Cue, from, to time.Duration) []caption.Cue {
	out := within(caption.Sort(cues), from, to)
	for i := range out {
		out[i].Start, out[i].End = max(out[i].Start, from), min(out[i].End, to)
	}
	return caption.Sort(out)
}

// begins is the cues that begin at one tick, with times relative to it, that
// tick, and when the last of them ends.
func begins(cues []caption.Cue, scale uint64) (lists [][]caption.Cue, times []uint64, ends []time.Duration) {
	for _, c := range cues {
		begin := media.Rescale(uint64(c.Start), uint64(time.Second), scale)
		n := len(times) - 1
		if n < 0 || times[n] != begin {
			lists, times, ends = append(lists, nil), append(times, begin), append(ends, 0)
			n++
		}
		ends[n] = max(ends[n], c.End)
		at := ticksAt(begin, scale)
		c.Start, c.End = max(c.Start-at, 0), max(c.End-at, 0)
		lists[n] = append(lists[n], c)
	}
	return lists, times, ends
}

// elements makes a Caption element for the begin of each cue and one for its
// end. They say plain text only.
func (w *captionWork) elements(cues []caption.Cue, scale uint64) ([]manifest.Chunk, uint64, error) {
	at := map[uint64]*manifest.Chunk{}
	put := func(time uint64, id int, action, text string, front bool) []byte {
		var b bytes.Buffer
		fmt.Fprintf(&b, `<Caption Id="{%d}" Action="%s">`, id, action)
		_ = xml.EscapeText(&b, []byte(text)) // a buffer takes everything
		b.WriteString("</Caption>")
		if at[time] == nil {
			at[time] = &manifest.Chunk{Time: time}
		}
		data := base64.StdEncoding.EncodeToString(b.Bytes())
		if front {
			at[time].Data = slices.Insert(at[time].Data, 0, data)
		} else {
			at[time].Data = append(at[time].Data, data)
		}
		return b.Bytes()
	}
	var raws [][]byte
	for i, c := range cues {
		if w.decorated(c) {
			w.out.Losses = append(w.out.Losses, caption.Loss{Cue: i, What: "how it looks and where it stands: this stream carries plain text only"})
		}
		start, end := tick(c.Start, scale), tick(c.End, scale)
		raws = append(raws, put(start, i+1, "ADD", c.Text(), false), put(max(end, start+1), i+1, "REMOVE", "", true))
	}
	var chunks []manifest.Chunk
	for _, c := range at {
		chunks = append(chunks, *c)
	}
	slices.SortFunc(chunks, func(a, b manifest.Chunk) int { return cmp.Compare(a.Time, b.Time) })
	return chunks, w.grid.rate(raws), nil
}

// tick is the tick nearest to a time.
func tick(at time.Duration, scale uint64) uint64 {
	return (media.Rescale(2*uint64(at), uint64(time.Second), scale) + 1) / 2
}

// decorated says whether a cue is more than plain text at its usual place.
func (w *captionWork) decorated(c caption.Cue) bool {
	return slices.ContainsFunc(c.Runs, func(r caption.Run) bool { return r.Markup != "" || r.Style != (caption.Style{}) })
}
