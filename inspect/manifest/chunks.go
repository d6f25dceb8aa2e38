package manifest

import (
	"fmt"
	"strconv"
	"strings"
)

// chunkRun expands the c elements of a stream into its chunks (MS-SSTR 2.2.2.6
// and 3.1.5.1):
//
//   - without t, a chunk starts where the one before ends, the first at 0;
//   - without d, it lasts until the next one starts;
//   - r is the number of chunks in all, not of further ones as in DASH.
//
// Gaps and overlaps are legal, so an explicit t always wins.
type chunkRun struct {
	parser *clientParser
	stream *Stream
	name   string // of the stream, for messages
	next   uint64 // where a chunk without t starts
	open   int    // chunks at the end that wait for their duration
	back   int    // chunks whose t is below the one before
	same   int    // chunks whose t is that of the one before
	nought int    // chunks of a stream that is not sparse with d = 0

	lost    bool // next does not fit in 64 bits
	stopped bool // the rest of the list makes no sense
}

// stop ends the list, but not the reading of other streams.
func (c *chunkRun) stop(err error) {
	c.stopped = true
	c.parser.wrong(err)
}

// overflow stops before the chunk whose time is too large.
func (c *chunkRun) overflow(chunk int) {
	c.stop(fmt.Errorf("%s: the times from chunk number %d on do not fit in 64 bits", c.name, chunk))
}

// add expands one c element and reads it to its end.
func (c *chunkRun) add(e *element) {
	p := c.parser
	number, counted := p.number(e, "n", 31)
	time, timed := c.time(e)
	duration, lasting := p.number(e, "d", 64)
	repeat := c.repeat(e)
	data := c.data()
	if p.err != nil || c.stopped {
		return
	}
	if !timed && c.lost {
		c.overflow(len(c.stream.Chunks))
		return
	}
	if !timed {
		time = c.next
		if c.open > 0 {
			p.warn("%s: chunk number %d has no t and the one before no d: its time is not known", c.name, len(c.stream.Chunks))
		}
	}
	if timed && !c.follows(time) {
		c.back++
	}
	c.close(time, timed)
	if !counted {
		number = c.ordinal()
	}
	first := Chunk{N: int(number), Time: time, Duration: duration, DurationKnown: lasting, Data: data}
	c.repeated(first, repeat)
}

// time is the attribute t. A negative one, which the signed times of fragments
// can suggest to a writer, counts as 0.
func (c *chunkRun) time(e *element) (uint64, bool) {
	text, _ := lookup(e.attrs, "t")
	if n, err := strconv.ParseInt(strings.TrimSpace(text.Value), 10, 64); err == nil && n < 0 {
		c.parser.warn("%s: chunk number %d has the negative time %d, taken as 0", c.name, len(c.stream.Chunks), n)
		return 0, true
	}
	return c.parser.number(e, "t", 64)
}

// repeat is the attribute r, at least 1.
func (c *chunkRun) repeat(e *element) uint64 {
	text, ok := c.parser.value(e, "r")
	if !ok || text == "" {
		return 1
	}
	n, err := strconv.ParseInt(text, 10, 64)
	if err != nil || n < 1 {
		c.parser.warn("%s: chunk number %d has r=%s, which must be 1 or more: taken as 1", c.name, len(c.stream.Chunks), quoted(text))
		return 1
	}
	return uint64(n)
}

// data is the text of the f children. An f without text only gives sizes.
func (c *chunkRun) data() []string {
	var all []string
	c.parser.children(func(child *element) {
		text, _ := c.parser.children(nil)
		if text = compact(text); child.is("f") && text != "" && c.parser.keep(1) {
			all = append(all, text)
		}
	})
	return all
}

// follows says whether a chunk may start at time.
func (c *chunkRun) follows(time uint64) bool {
	n := len(c.stream.Chunks)
	if n == 0 {
		return true
	}
	last := c.stream.Chunks[n-1].Time
	if last == time {
		c.same++
	}
	return last <= time
}

// ordinal is the number after the last.
func (c *chunkRun) ordinal() uint64 {
	if n := len(c.stream.Chunks); n > 0 {
		return uint64(c.stream.Chunks[n-1].N) + 1
	}
	return 0
}

// close gives the chunks that wait for their duration what is left until time.
func (c *chunkRun) close(time uint64, known bool) {
	waiting := c.stream.Chunks[len(c.stream.Chunks)-c.open:]
	c.open = 0
	if len(waiting) == 0 || !known || time <= waiting[0].Time {
		return
	}
	share := (time - waiting[0].Time) / uint64(len(waiting))
	for i := range waiting {
		waiting[i].Time = waiting[0].Time + uint64(i)*share
		waiting[i].Duration, waiting[i].DurationKnown = share, true
	}
	last := &waiting[len(waiting)-1]
	last.Duration = time - last.Time
}

// repeated appends first and what follows it.
func (c *chunkRun) repeated(first Chunk, n uint64) {
	p, s := c.parser, c.stream
	room := uint64(min(MaxChunks-len(s.Chunks), maxAllChunks-p.chunks))
	if n > room {
		c.stop(fmt.Errorf("%s has more chunks than the %d allowed: number %d asks for %d more", c.name, MaxChunks, len(s.Chunks), n))
		n = room
	}
	if _, fits := end(first.Time, first.Duration, max(n, 1)-1); !fits {
		c.overflow(len(s.Chunks) + 1)
		n = 1 // the first has its time all the same
	}
	for k := range n {
		chunk := first
		chunk.N += int(k)
		chunk.Time += k * first.Duration
		s.Chunks = append(s.Chunks, chunk)
	}
	p.chunks += int(n)
	next, fits := end(first.Time, first.Duration, n)
	c.next, c.lost = next, !fits
	if !first.DurationKnown {
		c.open = int(n)
	} else if first.Duration == 0 && s.Parent == "" && !s.Embedded {
		c.nought += int(n)
	}
}

// finish settles the last chunk and warns of the list as a whole.
func (c *chunkRun) finish() {
	c.lonely()
	for _, note := range []struct {
		n    int
		text string
	}{
		{c.back, "start before the one before them"},
		{c.same, "start at the time of the one before them"},
		{c.nought, "have the duration 0"},
	} {
		if note.n > 0 {
			c.parser.warn("%s: %d of the c elements %s", c.name, note.n, note.text)
		}
	}
}

// lonely gives a single chunk without d the rest of the presentation. One of a
// sparse stream is an event and has no such length.
func (c *chunkRun) lonely() {
	s, root := c.stream, c.parser.out
	if len(s.Chunks) != 1 || c.open != 1 || s.Parent != "" || s.Embedded || root.Live {
		return
	}
	if whole := rescale(root.Duration, root.TimeScale, s.TimeScale); whole > s.Chunks[0].Time {
		s.Chunks[0].Duration, s.Chunks[0].DurationKnown = whole-s.Chunks[0].Time, true
	}
}
