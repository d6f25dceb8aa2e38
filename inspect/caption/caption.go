// Package caption knows cues and the formats that they live in: SRT, WebVTT
// and TTML (with DFXP). A document that is written unchanged gives the bytes
// that were read, and a change of one cue changes the bytes of that cue only.
// It knows nothing of media files, fragments or manifests.
//
// A format is one file that fills a Format and one line in formats.go. Its
// split function cuts a document's text into cues and what lies between; its
// block function writes one cue.
package caption

import (
	"math"
	"slices"
	"strings"
	"sync/atomic"
	"time"
)

// Open is the End of a cue that is shown until its document ends.
const Open time.Duration = math.MaxInt64

// Style is how characters look.
type Style struct {
	Italic, Bold, Underline bool
}

// Run is characters that look alike, or a piece of markup of the document's
// own format that has no equal in Style. Exactly one of Text and Markup is
// set. Lines end with "\n".
type Run struct {
	Text   string
	Style  Style
	Markup string // as written, such as <c.yellow>, {\an8} or <span style="s1">
}

// Cue is one caption. It is a value: nothing in it is changed in place, so that
// keeping an older slice of cues is all that undo needs.
type Cue struct {
	ID         string        // the number of SRT, the identifier of WebVTT, xml:id of TTML
	Start, End time.Duration // from the document's time 0; End may be Open
	Settings   string        // what stands behind the times in SRT and WebVTT, the region's name in TTML
	Runs       []Run

	origin *origin // where it was read, nil for a new one
}

// NewCue is a cue of plain text.
func NewCue(start, end time.Duration, text string) Cue {
	return Cue{Start: start, End: end, Runs: PlainRuns(text)}
}

// PlainRuns is text without any style.
func PlainRuns(text string) []Run {
	if text == "" {
		return nil
	}
	return []Run{{Text: text}}
}

// Text is the characters of the cue without markup; its lines end with "\n".
func (c Cue) Text() string {
	if len(c.Runs) == 1 {
		return c.Runs[0].Text
	}
	var b strings.Builder
	for _, r := range c.Runs {
		b.WriteString(r.Text)
	}
	return b.String()
}

// Same tells whether two cues say the same at the same time.
func (c Cue) Same(d Cue) bool {
	return c.Start == d.Start && c.End == d.End && c.ID == d.ID && c.Settings == d.Settings && slices.Equal(c.Runs, d.Runs)
}

// Document is a caption file. It does not change: With makes another one with
// other cues, which shares the text that was read.
type Document struct {
	Format   *Format
	Encoding string // utf-8, utf-16le, utf-16be or windows-1252
	BOM      bool   // the file begins with a byte order mark
	Language string // as the document says, often ""
	Cues     []Cue
	Warnings []string // what was tolerated, once each

	read *read
}

// With is the document with other cues: those that were read keep their bytes
// where they are the same.
func (d *Document) With(cues []Cue) *Document {
	other := *d
	other.Cues = cues
	return &other
}

// read is a document's text as it came, and what its format found in it.
type read struct {
	raw    []byte
	text   string
	eol    string // of its first line
	cues   []*origin
	gaps   []int         // cues that something stands before, and len(cues) where something stands at the end
	widest time.Duration // how far a time may be rounded when written
	tt     *timedText    // of TTML

	last atomic.Pointer[pieces] // that were written last, see Pieces
}

// origin is where a cue was read: text[from:to] is what goes when it is
// deleted, text[body:bodyEnd] is its words.
type origin struct {
	owner         *read
	n             int // in owner.cues
	from, to      int
	body, bodyEnd int
	cue           Cue // as read, without origin
	timing        timing
	element       *element // of TTML
}
