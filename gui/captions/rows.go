package captions

import "slices"

// Rows is for the grid.
func (t *table) Rows() int64 {
	if t.only {
		return int64(len(t.rows))
	}
	return int64(len(t.room.cues()))
}

// cue is the caption of a row, -1 where there is none.
func (t *table) cue(row int64) int {
	if row < 0 || row >= t.Rows() {
		return -1
	}
	if t.only {
		return t.rows[row]
	}
	return int(row)
}

// row is where a caption is listed, -1 where it is not.
func (t *table) row(cue int) int64 {
	if !t.only {
		if cue >= len(t.room.cues()) {
			return -1
		}
		return int64(cue)
	}
	if at, ok := slices.BinarySearch(t.rows, cue); ok {
		return int64(at)
	}
	return -1
}

// forget shows none, and none is selected.
func (t *table) forget() {
	t.rows, t.fresh = nil, true
	t.grid.SetModel(t)
}

// sift lists captions with warnings, or all. What is selected is listed too.
func (t *table) sift(only bool) {
	kept, last := t.selected(), t.current()
	t.only = only
	t.list(kept)
	t.mark(kept, last)
	t.grid.ScrollTo(t.row(last))
	t.refresh()
}

// relist lists anew what is listed now: other captions have warnings.
func (t *table) relist() {
	if t.only {
		kept, last := t.selected(), t.current()
		t.list(kept)
		t.mark(kept, last)
	}
	t.refresh()
}

// list notes the captions with warnings and some more.
func (t *table) list(more []int) {
	if !t.only {
		t.rows = nil
		return
	}
	rows := slices.Clone(more)
	for i := range t.room.judge.of {
		rows = append(rows, i)
	}
	slices.Sort(rows)
	t.rows = slices.Compact(rows)
}

// selected are the selected captions in their order.
func (t *table) selected() []int {
	var out []int
	for _, row := range t.grid.SelectedRows() {
		if i := t.cue(row); i >= 0 {
			out = append(out, i)
		}
	}
	return out
}

// current is the caption that was chosen last, -1 without one.
func (t *table) current() int { return t.cue(t.grid.Selected()) }

// choose selects captions and shows the first of them.
func (t *table) choose(cues []int) {
	if t.only {
		t.list(cues)
	}
	t.mark(cues, cues[0])
	t.grid.ScrollTo(t.row(cues[0]))
	t.room.words.follow()
	t.room.strip.show()
}

// mark selects captions, last the current one.
func (t *table) mark(cues []int, last int) {
	rows := make([]int64, 0, len(cues))
	for _, i := range cues {
		rows = append(rows, t.row(i))
	}
	t.grid.SelectRows(rows, t.row(last))
}

// follow keeps what was selected when the captions have become others; place
// tells where each is now.
func (t *table) follow(kept []int, last int, place func(int) int) {
	cues := make([]int, 0, len(kept))
	for _, i := range kept {
		if to := place(i); to >= 0 {
			cues = append(cues, to)
		}
	}
	if last >= 0 {
		last = place(last)
	}
	t.list(cues)
	switch {
	case last >= 0:
		t.mark(cues, last)
	case len(kept) == 0 && t.Rows() > 0 && t.fresh:
		t.grid.SelectRows(nil, 0)
	default:
		t.grid.SelectRows(nil, -1)
	}
	t.fresh = false
	t.refresh()
	t.room.words.follow()
}
