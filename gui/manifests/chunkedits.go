package manifests

import (
	"bytes"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"smoothscope/inspect/manifest"
)

// Edits of chunk lists. Times of chunks that are left out of the list follow
// from their neighbours, so that what must not change is written where it has
// to be: manifest.Client.SetChunks.

// setChunks makes the list of the stream that holds an element say chunks, and
// selects the one that begins at a time.
func setChunks(d *doc, element int, chunks []manifest.Chunk, chosen uint64) (result, error) {
	_, i := d.stream(element)
	if i < 0 {
		return result{}, errGone
	}
	edits, err := d.client.SetChunks(i, chunks)
	return built(d, edits, err, func(fresh *doc) int64 {
		for _, c := range fresh.chunks[i] {
			if fresh.client.Streams[i].Chunks[c.first].Time == chosen {
				return fresh.outline.Elements[c.element].Span.From
			}
		}
		return -1
	})
}

func removeChunk(d *doc, element int) (result, error) {
	at, s, ok := d.chunk(element)
	if !ok {
		return result{}, errGone
	}
	chunks := slices.Delete(slices.Clone(s.Chunks), at.first, at.first+at.count)
	if len(chunks) == 0 {
		return setChunks(d, element, chunks, 0)
	}
	return setChunks(d, element, chunks, chunks[min(at.first, len(chunks)-1)].Time)
}

// removeChunks takes several c elements of a document away.
func removeChunks(of *doc, elements []int) func(*doc, int) (result, error) {
	return func(d *doc, element int) (result, error) {
		s, i := d.stream(element)
		if s == nil || d != of {
			return result{}, errGone
		}
		var chunks []manifest.Chunk
		for _, c := range d.chunks[i] {
			if _, gone := slices.BinarySearch(elements, c.element); !gone {
				chunks = append(chunks, s.Chunks[c.first:c.first+c.count]...)
			}
		}
		return setChunks(d, element, chunks, 0)
	}
}

// addChunk puts a chunk behind the one of an element, as long as that.
func addChunk(d *doc, element int) (result, error) {
	at, s, ok := d.chunk(element)
	if !ok {
		return result{}, errGone
	}
	return addChunkBehind(d, element, s, at.first+at.count-1)
}

func addChunkBehind(d *doc, element int, s *manifest.Stream, i int) (result, error) {
	last := s.Chunks[i]
	length := max(last.Duration, 1)
	if !last.DurationKnown && i > 0 {
		length = max(last.Time-s.Chunks[i-1].Time, 1)
	}
	fresh := manifest.Chunk{Time: last.Time + length, Duration: length, DurationKnown: true}
	if i+1 < len(s.Chunks) {
		room := s.Chunks[i+1].Time - last.Time - last.Duration
		if last.Duration == 0 || int64(room) <= 0 {
			return result{}, fmt.Errorf("the next chunk begins at %d, where this one ends: make this one shorter first", s.Chunks[i+1].Time)
		}
		fresh.Duration = min(length, room)
	}
	return setChunks(d, element, slices.Insert(slices.Clone(s.Chunks), i+1, fresh), fresh.Time)
}

// setChunkValue changes t, d or r of a c element. It is written as it is where
// that leaves all other chunks as they are.
func setChunkValue(name, value string) func(*doc, int) (result, error) {
	return func(d *doc, element int) (result, error) {
		at, s, ok := d.chunk(element)
		v, err := strconv.ParseUint(strings.TrimSpace(value), 10, 64)
		if !ok || err != nil || !strings.EqualFold(name, "t") && !strings.EqualFold(name, "d") || at.count > 1 {
			return setPlainly(d, element, name, value)
		}
		chunks := slices.Clone(s.Chunks)
		c := &chunks[at.first]
		if strings.EqualFold(name, "t") {
			c.Time = v
		} else {
			c.Duration, c.DurationKnown = v, true
		}
		if _, i := d.stream(element); i >= 0 {
			if made, err := setPlainly(d, element, name, value); err == nil {
				if fresh := parse(d.path, made.raw); i < len(fresh.client.Streams) && sameTimes(fresh.client.Streams[i].Chunks, chunks) {
					return made, nil
				}
			}
		}
		return setChunks(d, element, chunks, c.Time)
	}
}

// setPlainly changes an attribute where it stands; the number of chunks that
// the stream says follows.
func setPlainly(d *doc, element int, name, value string) (result, error) {
	edits, err := d.outline.SetAttr(element, name, value)
	if err != nil {
		return result{}, err
	}
	raw, err := manifest.Apply(d.raw, edits)
	if err != nil || bytes.Equal(raw, d.raw) {
		return result{raw, -1}, err
	}
	raw, err = recount(d, element, raw)
	return result{raw, -1}, err
}

// recount brings the attribute Chunks of the stream that holds an element up to
// date where it counted before.
func recount(d *doc, element int, raw []byte) ([]byte, error) {
	s, i := d.stream(element)
	if s == nil {
		return raw, nil
	}
	said, ok := s.Attr("Chunks")
	if !ok || strings.TrimSpace(said) != strconv.Itoa(len(s.Chunks)) {
		return raw, nil
	}
	fresh, err := manifest.ParseClient(raw)
	if err != nil || i >= len(fresh.Streams) || len(fresh.Streams[i].Chunks) == len(s.Chunks) {
		return raw, err
	}
	edits, err := fresh.SetAttr(fresh.Streams[i].Span, "Chunks", strconv.Itoa(len(fresh.Streams[i].Chunks)))
	if err != nil {
		return nil, err
	}
	return manifest.Apply(raw, edits)
}

// sameTimes compares when chunks begin and how long they are.
func sameTimes(a, b []manifest.Chunk) bool {
	return slices.EqualFunc(a, b, func(a, b manifest.Chunk) bool {
		return a.Time == b.Time && a.Duration == b.Duration && a.DurationKnown == b.DurationKnown
	})
}
