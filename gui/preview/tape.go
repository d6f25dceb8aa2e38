package preview

import (
	"slices"
	"strings"

	"smoothscope/tasks/preview"
)

// row is a request with what it means in words.
type row struct {
	preview.Request
	stream string // its name, "" where it is none's
	level  string // "84 kb/s"
	kind   string // of stream: video, audio or text
	at     string // "4.000 s"
}

// tape is the requests that are kept, oldest first, and which of them a filter
// lets through. Requests have numbers, counted from the first that ever came.
type tape struct {
	rows  []row
	first int64 // number of rows[0]
	sift  sift
	shown []int64 // numbers of those that the filter lets through; unused without one
	pages int     // how many of the rows are the player's own files
}

// sift is what a person wants to see: what has all the words, errors only, and
// the player's own files or not. The zero value lets everything through.
type sift struct {
	words   []string // in lower case
	errors  bool
	nopages bool
}

func (s sift) all() bool { return len(s.words) == 0 && !s.errors && !s.nopages }

// lets tells whether a row is to be seen.
func (s sift) lets(r *row) bool {
	if s.errors && !failed(r.Request) || s.nopages && ownFile(r.Request) {
		return false
	}
	if len(s.words) == 0 {
		return true
	}
	text := strings.ToLower(line(r) + " " + r.Agent)
	return !slices.ContainsFunc(s.words, func(w string) bool { return !strings.Contains(text, w) })
}

// add appends rows and says how many of the shown ones had to go.
func (t *tape) add(rows []row) (gone int64) {
	from := t.first + int64(len(t.rows))
	if over := len(t.rows) + len(rows) - Most; over > 0 {
		gone = t.drop(min(over, len(t.rows)))
	}
	for i := range rows {
		if ownFile(rows[i].Request) {
			t.pages++
		}
		if !t.sift.all() && t.sift.lets(&rows[i]) {
			t.shown = append(t.shown, from+int64(i))
		}
	}
	t.rows = append(t.rows, rows...)
	return gone
}

// drop lets go of the oldest rows.
func (t *tape) drop(n int) (gone int64) {
	for i := range t.rows[:n] {
		if ownFile(t.rows[i].Request) {
			t.pages--
		}
	}
	clear(t.rows[:n]) // their words may go at once
	t.rows = t.rows[n:]
	t.first += int64(n)
	if t.sift.all() {
		return int64(n)
	}
	i, _ := slices.BinarySearch(t.shown, t.first)
	t.shown = t.shown[i:]
	return int64(i)
}

// filter shows only some of the rows.
func (t *tape) filter(s sift) {
	t.sift, t.shown = s, nil
	if s.all() {
		return
	}
	for i := range t.rows {
		if s.lets(&t.rows[i]) {
			t.shown = append(t.shown, t.first+int64(i))
		}
	}
}

// count is how many rows are shown.
func (t *tape) count() int64 {
	if t.sift.all() {
		return int64(len(t.rows))
	}
	return int64(len(t.shown))
}

// number is the number of a shown row, -1 for none.
func (t *tape) number(shown int64) int64 {
	switch {
	case shown < 0 || shown >= t.count():
		return -1
	case t.sift.all():
		return t.first + shown
	}
	return t.shown[shown]
}

// place is where the row of a number is shown, -1 for nowhere.
func (t *tape) place(number int64) int64 {
	if t.sift.all() {
		if at := number - t.first; number >= 0 && at >= 0 && at < int64(len(t.rows)) {
			return at
		}
		return -1
	}
	if i, ok := slices.BinarySearch(t.shown, number); ok {
		return int64(i)
	}
	return -1
}

// at is a shown row, nil for none.
func (t *tape) at(shown int64) *row {
	n := t.number(shown)
	if n < t.first || n >= t.first+int64(len(t.rows)) {
		return nil
	}
	return &t.rows[n-t.first]
}

// clear forgets all rows.
func (t *tape) clear() {
	t.first += int64(len(t.rows))
	t.rows, t.shown, t.pages = nil, nil, 0
}

// total is how many rows there are, the player's own files counted only where
// they are shown.
func (t *tape) total() int64 {
	if t.sift.nopages {
		return int64(len(t.rows) - t.pages)
	}
	return int64(len(t.rows))
}
