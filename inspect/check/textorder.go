package check

import (
	"fmt"
	"strings"
	"time"

	"golang.org/x/text/language"

	"smoothscope/inspect/caption"
)

func textOrder() *Rule {
	return &Rule{
		ID: "TXT-ORDER", Title: "Captions overlap or are out of order", Severity: Warning,
		Help: "Two captions of one region are shown at the same time: the one hides the other or pushes it away. Captions that stand behind later ones are dropped by players that read them in order. " +
			"End each caption before the next one begins, and sort them by their times.",
		Clause: "TTML1 9.3",
		whole: func(c *Case, to *Reporter) {
			c.captionDocs(func(l *captionList, d *captionDoc) { l.judgeOrder(to, d) })
		},
	}
}

func (l *captionList) judgeOrder(to *Reporter, d *captionDoc) {
	zero := l.zero(d)
	longest := map[string]heardCue{} // by region, the cue that ends last
	last := time.Duration(0)
	for i, cue := range d.cues {
		from, end := cue.on(zero)
		before, there := longest[cue.region]
		switch f := (Finding{Place: d.place}); {
		case i > 0 && cue.start < last-edge:
			f.Message = fmt.Sprintf("the caption %q of chunk %d of %s stands behind one that begins later", cue.text, d.n, l.name)
			f.Measured, f.Expected = "from "+caption.Clock(from)+" on", "a begin not before "+caption.Clock(last+zero)
			f.Hint = "Sort the captions by their times."
			to.Add("order", f)
		case there && before.end != caption.Open && cue.start < before.end-edge && cue.start > before.start+edge:
			_, until := before.on(zero)
			f.Message = fmt.Sprintf("the captions %q and %q of chunk %d of %s overlap", before.text, cue.text, d.n, l.name)
			f.Measured, f.Expected = fmt.Sprintf("%s to %s", caption.Clock(from), caption.Clock(end)), "a begin at "+caption.Clock(until)+" or later"
			f.Off = Distance{Ticks: int64(from - until), TimeScale: uint64(time.Second)}
			f.Hint = "End the first where the second begins, or give one of them a region of its own."
			to.Add("overlap", f)
		}
		last = max(last, cue.start)
		if !there || cue.end > before.end {
			longest[cue.region] = cue
		}
	}
}

func textLanguage() *Rule {
	return &Rule{
		ID: "TXT-LANG", Title: "A caption document is in another language than its stream", Severity: Warning,
		Help: "Viewers choose captions by the Language of the stream, and some players and screen readers go by the xml:lang of the document. Where the two differ, two streams may have been mixed up. " +
			"Read a caption, and correct the one that is wrong.",
		Clause: "TTML1 7.2.2",
		whole: func(c *Case, to *Reporter) {
			c.captionDocs(func(l *captionList, d *captionDoc) {
				if !otherTongue(d.language, l.language) {
					return
				}
				to.Add("", Finding{
					Place:    d.place,
					Message:  fmt.Sprintf("the captions of chunk %d of %s are %s by their document but %s by the stream", d.n, l.name, quoted(d.language), quoted(l.language)),
					Measured: "xml:lang " + quoted(d.language), Expected: quoted(l.language) + ", as the Language of the stream",
					Hint: "Read a caption, and correct the one that is wrong: the Language in both manifests, or xml:lang in the captions.",
				})
			})
		},
	}
}

// otherTongue tells two languages apart. What is not said, or in no way that is
// known, differs from none.
func otherTongue(a, b string) bool {
	if unknownLanguage(a) || unknownLanguage(b) {
		return false
	}
	x, errX := language.Parse(strings.TrimSpace(a))
	y, errY := language.Parse(strings.TrimSpace(b))
	if errX != nil || errY != nil {
		return false
	}
	one, _ := x.Base()
	two, _ := y.Base()
	return one != two
}
