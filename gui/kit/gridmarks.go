package kit

import "slices"

// gridMarks is what is selected: one row, and where a grid allows it, more.
type gridMarks struct {
	row    int64 // the last one chosen, -1 without one
	anchor int64 // where a span begins
	more   map[int64]bool
	span   [2]int64 // from anchor to row when Shift was held; empty is [1,0]
}

// mostCopied bounds the list of a span: nobody copies more rows by hand.
const mostCopied = 1 << 20

func (m *gridMarks) clear() {
	m.row, m.anchor, m.more, m.span = -1, -1, nil, [2]int64{1, 0}
}

func (m *gridMarks) set(row int64) {
	m.clear()
	m.row, m.anchor = row, row
}

// extend selects everything from the anchor to a row.
func (m *gridMarks) extend(row int64) {
	if m.anchor < 0 {
		m.set(row)
		return
	}
	m.row, m.more = row, nil
	m.span = [2]int64{min(m.anchor, row), max(m.anchor, row)}
}

// toggle adds a row or takes it away.
func (m *gridMarks) toggle(row int64) {
	if m.row < 0 {
		m.set(row)
		return
	}
	if m.more == nil {
		before := m.rows()
		m.more = map[int64]bool{}
		for _, r := range before {
			m.more[r] = true
		}
		m.span = [2]int64{1, 0}
	}
	if m.more[row] && len(m.more) > 1 {
		delete(m.more, row)
	} else {
		m.more[row] = true
	}
	m.row, m.anchor = row, row
}

// all selects all of n rows; the last one chosen stays that.
func (m *gridMarks) all(n int64) {
	row := max(0, m.row)
	m.clear()
	m.row, m.anchor, m.span = row, row, [2]int64{0, n - 1}
}

// these selects some rows of n, row the last one chosen; rows that are not
// there are left out.
func (m *gridMarks) these(rows []int64, row, n int64) {
	m.clear()
	more := make(map[int64]bool, len(rows))
	for _, r := range rows {
		if r >= 0 && r < n {
			more[r] = true
		}
	}
	if row < 0 || row >= n {
		return
	}
	m.row, m.anchor = row, row
	if len(more) > 1 {
		m.more = more
	}
}

func (m *gridMarks) has(row int64) bool {
	if m.more != nil {
		return m.more[row]
	}
	return row == m.row && row >= 0 || row >= m.span[0] && row <= m.span[1]
}

func (m *gridMarks) rows() []int64 {
	var out []int64
	switch {
	case m.row < 0:
	case m.more != nil:
		for r := range m.more {
			out = append(out, r)
		}
		slices.Sort(out)
	case m.span[0] <= m.span[1]:
		for r := m.span[0]; r <= m.span[1] && len(out) < mostCopied; r++ {
			out = append(out, r)
		}
	default:
		out = []int64{m.row}
	}
	return out
}
