package asset

import (
	"bytes"
	"errors"
	"slices"
	"strings"
	"time"

	"smoothscope/inspect/caption"
	"smoothscope/inspect/media"
)

// timedDocument is one document of a stream and the time that it is for.
type timedDocument struct {
	doc      *caption.Document
	from, to time.Duration // of its fragment; to is from where its length is unknown
}

// nanos is a time in ticks as a duration.
func nanos(ticks, scale uint64) time.Duration {
	return time.Duration(min(media.Rescale(ticks, max(1, scale), uint64(time.Second)), uint64(caption.Open-1)))
}

// add reads the document of a fragment; an empty one is none.
func (c *Captions) add(docs []timedDocument, raw []byte, l Location, scale uint64) []timedDocument {
	raw = bytes.TrimRight(raw, "\x00")
	if len(bytes.TrimSpace(raw)) == 0 {
		return docs
	}
	d, err := caption.Parse(raw, caption.Options{Format: "ttml"})
	if err != nil {
		c.warn("the document of chunk %d: %v", l.Chunk, err)
	}
	if d == nil {
		return docs
	}
	return append(docs, timedDocument{d, nanos(l.Time, scale), nanos(l.Time+l.Duration, scale)})
}

// BaseOf tells what the times of one document count from, by which cues can be
// seen between the begin and the end of its fragment; UnknownBase where both
// would do.
func BaseOf(cues []caption.Cue, from, to time.Duration) CaptionBase {
	length, relative, absolute := to-from, 0, 0
	for _, c := range cues {
		if c.Start < length && c.End > 0 {
			relative++
		}
		if c.Start < to && c.End > from {
			absolute++
		}
	}
	switch {
	case relative > absolute:
		return RelativeBase
	case absolute > relative:
		return AbsoluteBase
	}
	return UnknownBase
}

func (t timedDocument) vote() CaptionBase { return BaseOf(t.doc.Cues, t.from, t.to) }

// base asks all documents, as those near the begin of the time line cannot
// tell. Without an answer times count from the fragment, as most writers have
// them.
func (c *Captions) base(docs []timedDocument) CaptionBase {
	relative, absolute := 0, 0
	for _, d := range docs {
		switch d.vote() {
		case RelativeBase:
			relative++
		case AbsoluteBase:
			absolute++
		}
	}
	if relative > 0 && absolute > 0 {
		c.warn("the times of %d documents count from their fragment and those of %d from the begin of the asset; each is read by its own", relative, absolute)
	}
	switch {
	case absolute > relative:
		return AbsoluteBase
	case relative == 0 && !cued(docs):
		return UnknownBase
	}
	return RelativeBase
}

func cued(docs []timedDocument) bool {
	return slices.ContainsFunc(docs, func(d timedDocument) bool { return len(d.doc.Cues) > 0 })
}

// join makes one document of all.
func (c *Captions) join(docs []timedDocument, s *Stream) error {
	if c.Base == "" {
		c.Base = c.base(docs)
	}
	var all []caption.Cue
	var open []int // of all, those that may go on
	for _, d := range docs {
		open = slices.DeleteFunc(open, func(i int) bool { return all[i].End < d.from-edge })
		open = open[max(0, len(open)-maxOpen):]
		left := slices.Clone(open)
		for _, cue := range c.placed(d) {
			if at := goesOn(all, left, cue, d); at >= 0 {
				left = slices.Delete(left, at, at+1) // two that say the same are two
				continue
			}
			if all = append(all, cue); c.Base != ManifestBase {
				open = append(open, len(all)-1)
			}
		}
	}
	return c.collect(docs, caption.Sort(all), s)
}

// placed is the cues of a document on the time line.
func (c *Captions) placed(d timedDocument) []caption.Cue {
	relative := c.Base == RelativeBase
	if v := d.vote(); v != UnknownBase && c.Base != ManifestBase {
		relative = v == RelativeBase
	}
	cues := slices.Clone(d.doc.Cues)
	for i := range cues {
		if relative {
			cues[i].Start += d.from
			if cues[i].End != caption.Open {
				cues[i].End += d.from
			}
		}
		if cues[i].End == caption.Open && d.to > d.from {
			cues[i].End = d.to
		}
	}
	return cues
}

// edge is how far times may be apart that mean the same edge: writers round
// to the millisecond.
const edge = time.Millisecond

// maxOpen bounds the cues that are looked through for the one that goes on.
const maxOpen = 256

// goesOn finds the cue, among those of all that are left, which another is the
// rest of, and lengthens it; -1 for none. Writers keep the order of cues.
func goesOn(all []caption.Cue, left []int, cue caption.Cue, d timedDocument) int {
	if cue.Start > d.from+edge {
		return -1
	}
	return slices.IndexFunc(left, func(i int) bool {
		was := &all[i]
		if was.End != caption.Open && was.Start > cue.Start+edge || !same(*was, cue) {
			return false
		}
		was.End = max(was.End, cue.End)
		return true
	})
}

func same(a, b caption.Cue) bool {
	return a.Settings == b.Settings && slices.Equal(a.Runs, b.Runs)
}

// collect puts the cues into the first document that has any, as its head has
// the regions and styles that they name.
func (c *Captions) collect(docs []timedDocument, cues []caption.Cue, s *Stream) error {
	for _, d := range docs {
		if len(d.doc.Cues) == 0 || d.doc.Format.Name != "ttml" {
			continue
		}
		whole := d.doc.With(cues)
		_, err := whole.Bytes()
		if err == nil {
			c.Document = whole
			return nil
		}
		c.warn("the captions do not fit into one document as they are, so they are written anew: %v", err)
		break
	}
	fresh, err := caption.Fresh(cues, "ttml", strings.ToLower(s.Language))
	if err != nil {
		return err
	}
	if len(fresh.Cues) != len(cues) {
		return errors.New("the captions do not fit into one document")
	}
	c.Document = fresh
	return nil
}
