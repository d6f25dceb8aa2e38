package kit

// What a grid needs whose rows come and go by themselves: a log.

// AtEnd tells whether the last row is in view.
func (g *Grid) AtEnd() bool {
	g.measure()
	return g.scroll.atEnd()
}

func (s *scroller) atEnd() bool { return s.pos() >= s.most()-s.height/2 }

// keepEnd shows the last row where it was in view before the height changed.
func (g *Grid) keepEnd(was bool) {
	if g.KeepEnd && was && !g.scroll.atEnd() {
		g.scroll.to(g.scroll.most())
		g.redraw()
	}
}

// Dropped tells that the first rows of the model have gone: what is selected
// and what is in view stay the same rows, now further up, as far as they are
// still there. It is called after the model has changed.
func (g *Grid) Dropped(rows int64) {
	if rows <= 0 {
		return
	}
	g.marks.drop(rows)
	g.scroll.top -= rows
	g.scroll.clamp()
	g.redraw()
}

// drop moves what is selected up, and forgets what is no longer there.
func (m *gridMarks) drop(rows int64) {
	if m.row < 0 {
		return
	}
	left := *m
	m.clear()
	if left.row -= rows; left.row < 0 {
		return
	}
	m.row, m.anchor = left.row, max(0, left.anchor-rows)
	if left.span[0] <= left.span[1] {
		m.span = [2]int64{max(0, left.span[0]-rows), left.span[1] - rows}
	}
	if left.more != nil {
		m.more = map[int64]bool{}
		for row := range left.more {
			if row >= rows {
				m.more[row-rows] = true
			}
		}
	}
}
