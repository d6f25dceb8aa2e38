package caption

import (
	"errors"
	"fmt"
	"slices"
	"strconv"
	"time"
)

// The functions of this file and of retime.go and find.go make new slices of
// cues and leave the old ones as they are.

// Add puts a cue behind those that begin no later, and tells its index.
func Add(cues []Cue, c Cue) ([]Cue, int) {
	at := len(cues)
	for at > 0 && cues[at-1].Start > c.Start {
		at--
	}
	return slices.Insert(slices.Clone(cues), at, c), at
}

// Delete leaves out the cues of some indexes.
func Delete(cues []Cue, which ...int) []Cue {
	out := make([]Cue, 0, len(cues))
	for i, c := range cues {
		if !slices.Contains(which, i) {
			out = append(out, c)
		}
	}
	return out
}

// Set is the cues with another one at an index.
func Set(cues []Cue, i int, c Cue) []Cue {
	out := slices.Clone(cues)
	out[i] = c
	return out
}

// Split makes two of one cue: at a time within it, and before a character of
// its text, counted from 0. Blanks at the cut go; markup that is open there is
// closed and opened again.
func Split(cues []Cue, i int, at time.Duration, char int) ([]Cue, error) {
	if i < 0 || i >= len(cues) {
		return nil, fmt.Errorf("there is no caption %d", i+1)
	}
	c := cues[i]
	if at <= c.Start || at >= c.End {
		return nil, fmt.Errorf("caption %d lasts from %s to %s: %s is not in it", i+1, Clock(c.Start), Clock(c.End), Clock(at))
	}
	first, second := c, c
	first.End, second.Start = at, at
	first.Runs, second.Runs = cut(c.Runs, char)
	second.ID = ""
	return slices.Replace(slices.Clone(cues), i, i+1, first, second), nil
}

// Merge makes one cue of those from i to j, both included; their texts become
// its lines.
func Merge(cues []Cue, i, j int) ([]Cue, error) {
	if i < 0 || j >= len(cues) || i >= j {
		return nil, errors.New("captions that stand one after the other can be merged, two at least")
	}
	one := cues[i]
	one.Runs = slices.Clone(one.Runs)
	for _, c := range cues[i+1 : j+1] {
		one.Start, one.End = min(one.Start, c.Start), max(one.End, c.End)
		if len(one.Runs) > 0 && len(c.Runs) > 0 {
			one.Runs = append(one.Runs, Run{Text: "\n"})
		}
		one.Runs = append(one.Runs, c.Runs...)
	}
	one.Runs = normal(one.Runs)
	return slices.Replace(slices.Clone(cues), i, j+1, one), nil
}

// Sort orders cues by when they begin; those that begin together stay as they
// are.
func Sort(cues []Cue) []Cue {
	out := slices.Clone(cues)
	slices.SortStableFunc(out, func(a, b Cue) int { return int(min(1, max(-1, a.Start-b.Start))) })
	return out
}

// Numbered tells whether the cues have the numbers from 1 on.
func Numbered(cues []Cue) bool {
	for i, c := range cues {
		if c.ID != strconv.Itoa(i+1) {
			return false
		}
	}
	return true
}

// Renumber gives the cues the numbers from 1 on, as SRT has them.
func Renumber(cues []Cue) []Cue {
	out := slices.Clone(cues)
	for i := range out {
		out[i].ID = strconv.Itoa(i + 1)
	}
	return out
}
