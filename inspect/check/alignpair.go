package check

import (
	"cmp"
	"slices"
)

// pairing is how the fragments of a level match those of the reference. All
// numbers are ordinals.
type pairing struct {
	same    []pair // begin together
	moved   []pair // stand for each other but begin apart
	extra   []int  // of the level, without a partner
	missing []int  // of the reference, without a partner
}

type pair struct{ level, ref int }

// matching is the walk along two lines.
type matching struct {
	pairing
	level, ref []int // not matched since the last fragments that begin together
}

// match pairs by time, so that one lost fragment does not move all that follow.
// It is linear in the number of fragments.
func match(level, ref *line) pairing {
	m := matching{}
	i, j := 0, 0
	for i < len(level.byTime) && j < len(ref.byTime) {
		a, b := level.byTime[i], ref.byTime[j]
		switch level.moment(a).compare(ref.moment(b)) {
		case 0:
			m.flush()
			m.same = append(m.same, pair{a, b})
			i, j = i+1, j+1
		case -1:
			m.level = append(m.level, a)
			i++
		default:
			m.ref = append(m.ref, b)
			j++
		}
	}
	m.level, m.ref = append(m.level, level.byTime[i:]...), append(m.ref, ref.byTime[j:]...)
	m.flush()
	if len(level.begins) == len(ref.begins) {
		m.trade()
	}
	return m.pairing
}

// unlike is how many fragments of two lines do not match, without listing them.
func unlike(a, b *line) int {
	n, i, j, onlyA, onlyB := 0, 0, 0, 0, 0
	for i < len(a.byTime) && j < len(b.byTime) {
		switch a.moment(a.byTime[i]).compare(b.moment(b.byTime[j])) {
		case 0:
			n += max(onlyA, onlyB)
			onlyA, onlyB = 0, 0
			i, j = i+1, j+1
		case -1:
			onlyA++
			i++
		default:
			onlyB++
			j++
		}
	}
	return n + max(onlyA+len(a.byTime)-i, onlyB+len(b.byTime)-j)
}

// flush pairs what lies between two fragments that match, in order.
func (m *matching) flush() {
	n := min(len(m.level), len(m.ref))
	for k := range n {
		m.moved = append(m.moved, pair{m.level[k], m.ref[k]})
	}
	m.extra, m.missing = append(m.extra, m.level[n:]...), append(m.missing, m.ref[n:]...)
	m.level, m.ref = m.level[:0], m.ref[:0]
}

// trade takes what is too much here for what is missing there: with equal
// numbers of fragments they begin apart, nothing is lost.
func (m *matching) trade() {
	n := min(len(m.extra), len(m.missing))
	if n == 0 {
		return
	}
	for k := range n {
		m.moved = append(m.moved, pair{m.extra[k], m.missing[k]})
	}
	m.extra, m.missing = m.extra[n:], m.missing[n:]
	slices.SortFunc(m.moved, func(a, b pair) int { return cmp.Compare(a.level, b.level) })
}

// misfits is how many fragments do not match.
func (p *pairing) misfits() int { return len(p.moved) + len(p.extra) + len(p.missing) }

// moment is where a fragment begins; before 0 it is 0, as in addresses.
func (l *line) moment(n int) moment {
	return moment{uint64(max(0, l.begins[n])), uint64(l.track.TimeScale)}
}
