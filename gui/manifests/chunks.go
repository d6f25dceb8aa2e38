package manifests

import (
	"sort"
	"strconv"
	"strings"

	"smoothscope/inspect/manifest"
)

// chunkAt is a c element: it stands for one chunk, or with r for several.
type chunkAt struct {
	element int
	first   int // of its chunks, in Stream.Chunks
	count   int
}

// spread finds the chunks of each c element.
func (d *doc) spread() {
	d.chunks = make([][]chunkAt, len(d.client.Streams))
	for element, i := range d.streams {
		at, all := 0, len(d.client.Streams[i].Chunks)
		for _, c := range d.outline.Children(element) {
			if !d.outline.Is(c, "c") {
				continue
			}
			n := 1
			if text, ok := d.outline.Attr(c, "r"); ok {
				if r, err := strconv.Atoi(strings.TrimSpace(text)); err == nil && r > 1 {
					n = r
				}
			}
			if n = min(n, all-at); n <= 0 {
				break
			}
			d.chunks[i] = append(d.chunks[i], chunkAt{c, at, n})
			at += n
		}
	}
}

// chunk is what a c element stands for, and its stream.
func (d *doc) chunk(element int) (at chunkAt, s *manifest.Stream, ok bool) {
	s, i := d.stream(element)
	if s == nil {
		return at, nil, false
	}
	list := d.chunks[i]
	k := sort.Search(len(list), func(k int) bool { return list[k].element >= element })
	if k == len(list) || list[k].element != element {
		return at, s, false
	}
	return list[k], s, true
}

// gap is how far a chunk begins behind the end of the one before it: negative
// where they overlap, 0 for the first and where nobody knows.
func gap(s *manifest.Stream, i int) int64 {
	if i <= 0 || i >= len(s.Chunks) || !s.Chunks[i-1].DurationKnown {
		return 0
	}
	return int64(s.Chunks[i].Time - s.Chunks[i-1].Time - s.Chunks[i-1].Duration)
}
