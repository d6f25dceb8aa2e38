package caption

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
)

// Query is what Find and Replace look for.
type Query struct {
	Text    string
	Pattern bool // Text is a regular expression (RE2)
	AnyCase bool
	Words   bool // whole words only
}

// Match is a place in the text of a cue, in bytes of Cue.Text.
type Match struct{ Cue, From, To int }

func (q Query) compile() (*regexp.Regexp, error) {
	text := q.Text
	if !q.Pattern {
		text = regexp.QuoteMeta(text)
	}
	if q.Words {
		text = `\b(?:` + text + `)\b`
	}
	if q.AnyCase {
		text = "(?i)" + text
	}
	re, err := regexp.Compile(text)
	if err != nil {
		return nil, fmt.Errorf("%q is no regular expression: %w", q.Text, err)
	}
	return re, nil
}

// Find looks for text in all cues. Empty text is found nowhere.
func Find(cues []Cue, q Query) ([]Match, error) {
	re, err := q.compile()
	if err != nil || q.Text == "" {
		return nil, err
	}
	var found []Match
	for i, c := range cues {
		for _, at := range re.FindAllStringIndex(c.Text(), -1) {
			if at[0] < at[1] {
				found = append(found, Match{i, at[0], at[1]})
			}
		}
	}
	return found, nil
}

// Replace puts other text in the place of what is found and tells how often.
// With Query.Pattern, $1 is the first group. New text looks like the first
// character that it replaces; markup stays.
func Replace(cues []Cue, q Query, with string) ([]Cue, int, error) {
	re, err := q.compile()
	if err != nil || q.Text == "" {
		return cues, 0, err
	}
	out, count := slices.Clone(cues), 0
	for i, c := range out {
		text := c.Text()
		var swaps []swap
		for _, at := range re.FindAllStringSubmatchIndex(text, -1) {
			if at[0] < at[1] {
				swaps = append(swaps, swap{at[0], at[1], q.words(re, with, text, at)})
			}
		}
		if len(swaps) > 0 {
			c.Runs = replaced(c.Runs, swaps)
			out[i] = c
			count += len(swaps)
		}
	}
	return out, count, nil
}

// ReplaceOne puts other text in the place of one match, as Replace does with
// all of them. It is an error where that is not found there any more.
func ReplaceOne(cues []Cue, m Match, q Query, with string) ([]Cue, error) {
	re, err := q.compile()
	if err != nil {
		return nil, err
	}
	if m.Cue >= 0 && m.Cue < len(cues) {
		c := cues[m.Cue]
		text := c.Text()
		for _, at := range re.FindAllStringSubmatchIndex(text, -1) {
			if at[0] == m.From && at[1] == m.To && at[0] < at[1] {
				c.Runs = replaced(c.Runs, []swap{{at[0], at[1], q.words(re, with, text, at)}})
				return Set(cues, m.Cue, c), nil
			}
		}
	}
	return nil, fmt.Errorf("%q does not stand in caption %d any more", q.Text, m.Cue+1)
}

// words is what comes in the place of a match.
func (q Query) words(re *regexp.Regexp, with, text string, at []int) string {
	if !q.Pattern {
		return with
	}
	return string(re.ExpandString(nil, with, text, at))
}

// swap is other text for what stands between two places of a cue's text.
type swap struct {
	from, to int
	with     string
}

// replaced is runs with other text at some places, which are in order.
func replaced(runs []Run, swaps []swap) []Run {
	out := make([]Run, 0, len(runs))
	at := 0
	for _, r := range runs {
		for len(swaps) > 0 && swaps[0].to <= at {
			swaps = swaps[1:]
		}
		size := len(r.Text)
		if r.Markup == "" {
			r.Text = swapped(r.Text, at, swaps)
		}
		out = append(out, r)
		at += size
	}
	return normal(out)
}

// swapped is the text of a run that begins at a place. What is new stands where
// the old text begins, in whichever run that is.
func swapped(text string, begin int, swaps []swap) string {
	end := begin + len(text)
	var b strings.Builder
	done := begin
	for _, s := range swaps {
		if s.from >= end {
			break
		}
		if s.from >= begin {
			b.WriteString(text[done-begin : s.from-begin])
			b.WriteString(s.with)
		}
		done = min(s.to, end)
	}
	b.WriteString(text[done-begin:])
	return b.String()
}
