package check

import (
	"fmt"
	"time"

	"smoothscope/inspect/asset"
	"smoothscope/inspect/caption"
)

func textTimeBase() *Rule {
	return &Rule{
		ID: "TXT-TIMEBASE", Title: "Captions lie outside of their chunk", Severity: Warning,
		Help: "The times in a caption document count either from the begin of its chunk or from that of the film. Players find out which once, or take one for granted, and then show captions at wrong times or not at all where some documents do otherwise, or where a time fits neither. " +
			"Write all documents with times from the begin of their chunk, as Smooth Streaming players expect it.",
		Clause: "TTML1 6.2.11, ISO/IEC 14496-30 5",
		whole: func(c *Case, to *Reporter) {
			for _, l := range c.captionLists() {
				l.judgeBases(to)
			}
		},
	}
}

// edge is how far times may be apart that mean the same edge: writers round to
// the millisecond.
const edge = time.Millisecond

// common is what the times of most documents count from.
func (l *captionList) common() asset.CaptionBase {
	votes := map[asset.CaptionBase]int{}
	for i := range l.docs {
		votes[l.docs[i].base]++
	}
	if votes[asset.AbsoluteBase] > votes[asset.RelativeBase] {
		return asset.AbsoluteBase
	}
	return asset.RelativeBase
}

// zero is what the times of a document count from, on the time line.
func (l *captionList) zero(d *captionDoc) time.Duration {
	base := d.base
	if base == asset.UnknownBase {
		base = l.base
	}
	if base == asset.RelativeBase {
		return d.from
	}
	return 0
}

func (l *captionList) judgeBases(to *Reporter) {
	const hint = "Pack the captions again with one tool; smoothctl captions extract and add write them with times from the begin of each chunk."
	for i := range l.docs {
		d := &l.docs[i]
		if v := d.base; v != asset.UnknownBase && v != l.base {
			to.Add("mix", Finding{
				Place:    d.place,
				Message:  fmt.Sprintf("the times in the captions of chunk %d of %s count from %s, those of most others from %s", d.n, l.name, zeroName(v), zeroName(l.base)),
				Measured: "times from " + zeroName(v), Expected: "times from " + zeroName(l.base), Hint: hint,
			})
			continue
		}
		if d.to <= d.from {
			continue
		}
		zero := l.zero(d)
		for _, cue := range d.cues {
			from, end := cue.on(zero)
			if from < d.to+edge && end > d.from-edge {
				continue
			}
			to.Add("outside", Finding{
				Place:    d.place,
				Message:  fmt.Sprintf("the caption %q of chunk %d of %s lies outside of its chunk, which lasts from %s to %s", cue.text, d.n, l.name, caption.Clock(d.from), caption.Clock(d.to)),
				Measured: fmt.Sprintf("from %s to %s", caption.Clock(from), caption.Clock(end)),
				Expected: fmt.Sprintf("between %s and %s", caption.Clock(d.from), caption.Clock(d.to)), Hint: hint,
			})
		}
	}
}

// on is a cue on the time line.
func (h *heardCue) on(zero time.Duration) (from, end time.Duration) {
	if h.end == caption.Open {
		return h.start + zero, caption.Open
	}
	return h.start + zero, h.end + zero
}

func zeroName(b asset.CaptionBase) string {
	if b == asset.RelativeBase {
		return "the begin of their chunk"
	}
	return "the begin of the film"
}

func textSplit() *Rule {
	return &Rule{
		ID: "TXT-SPLIT", Title: "A caption ends with its chunk though it goes on", Severity: Warning,
		Help: "A player shows of a caption what its document says while it plays the chunk of that document. A caption that goes on over the end of the chunk has to stand in the next one again; else it vanishes there, or is not seen at all by who begins to play behind the edge. " +
			"Repeat it in each document whose chunk it is shown in.",
		Clause: "ISO/IEC 14496-30 5.3",
		whole: func(c *Case, to *Reporter) {
			for _, l := range c.captionLists() {
				if !l.embedded { // a player reads those in a manifest all at once
					l.judgeEdges(to)
				}
			}
		},
	}
}

func (l *captionList) judgeEdges(to *Reporter) {
	for i := 0; i+1 < len(l.docs); i++ {
		d, next := &l.docs[i], &l.docs[i+1]
		if gap := next.from - d.to; d.to <= d.from || gap > edge || gap < -edge {
			continue
		}
		zero := l.zero(d)
		for _, cue := range d.cues {
			from, end := cue.on(zero)
			if end == caption.Open || end <= d.to+edge || from >= d.to || l.repeats(next, cue) {
				continue
			}
			to.Add("", Finding{
				Place:    d.place,
				Message:  fmt.Sprintf("the caption %q of chunk %d of %s goes on until %s, and the next chunk, from %s on, does not repeat it", cue.text, d.n, l.name, caption.Clock(end), caption.Clock(d.to)),
				Measured: fmt.Sprintf("from %s to %s", caption.Clock(from), caption.Clock(end)),
				Expected: "it again in the document of chunk " + fmt.Sprint(next.n),
				Hint:     "Repeat a caption in each document whose chunk it is shown in; smoothctl captions extract and add do so.",
				Off:      Distance{Ticks: int64(end - d.to), TimeScale: uint64(time.Second)},
			})
		}
	}
}

// repeats tells whether a document begins with a cue that goes on in it.
func (l *captionList) repeats(d *captionDoc, cue heardCue) bool {
	zero := l.zero(d)
	for _, other := range d.cues {
		if from, _ := other.on(zero); other.said == cue.said && from <= d.from+edge {
			return true
		}
	}
	return false
}
