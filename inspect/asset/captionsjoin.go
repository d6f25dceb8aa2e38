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

// vote tells whether the times of one document count from its fragment (-1) or
// from the begin of the time line (+1), and 0 where both would do.
func (t timedDocument) vote() int {
	length, relative, absolute := t.to-t.from, 0, 0
	for _, c := range t.doc.Cues {
		if c.Start < length && c.End > 0 {
			relative++
		}
		if c.Start < t.to && c.End > t.from {
			absolute++
		}
	}
	switch {
	case relative > absolute:
		return -1
	case absolute > relative:
		return 1
	}
	return 0
}

// base asks all documents, as those near the begin of the time line cannot
// tell. Without an answer times count from the fragment, as most writers have
// them.
func (c *Captions) base(docs []timedDocument) CaptionBase {
	relative, absolute := 0, 0
	for _, d := range docs {
		switch d.vote() {
		case -1:
			relative++
		case 1:
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
	last := -1 // of docs, that had cues
	for i, d := range docs {
		cues := c.placed(d)
		for _, cue := range cues {
			if last < 0 || c.Base == ManifestBase || !goesOn(all, cue, d) {
				all = append(all, cue)
			}
		}
		if len(cues) > 0 {
			last = i
		}
	}
	return c.collect(docs, caption.Sort(all), s)
}

// placed is the cues of a document on the time line.
func (c *Captions) placed(d timedDocument) []caption.Cue {
	relative := c.Base == RelativeBase
	if v := d.vote(); v != 0 && c.Base != ManifestBase {
		relative = v < 0
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

// goesOn says whether a cue is the rest of one of the fragment before, which
// it then lengthens.
func goesOn(all []caption.Cue, cue caption.Cue, d timedDocument) bool {
	if cue.Start > d.from+edge {
		return false
	}
	for i := len(all) - 1; i >= 0 && i >= len(all)-32; i-- {
		was := &all[i]
		if was.End < d.from-edge || was.End != caption.Open && was.Start > cue.Start+edge || !same(*was, cue) {
			continue
		}
		was.End = max(was.End, cue.End)
		return true
	}
	return false
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
