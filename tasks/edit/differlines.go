package edit

import "slices"

// differ finds which lines two texts share.
type differ struct {
	old, new []string
	a, b     []int32 // the lines as numbers, the same for the same
	partner  []int   // of each old line, the new one; -1 where it is gone
}

// How many lines may change for the shortest way from one text to the other to
// be looked for: at first, and where the texts have no line that could divide
// them.
const (
	fewChanges  = 200
	manyChanges = 1000
)

// compare finds the partners.
func (d *differ) compare() {
	numbers := map[string]int32{}
	number := func(lines []string) []int32 {
		out := make([]int32, len(lines))
		for i, line := range lines {
			n, ok := numbers[line]
			if !ok {
				n = int32(len(numbers))
				numbers[line] = n
			}
			out[i] = n
		}
		return out
	}
	d.a, d.b = number(d.old), number(d.new)
	d.partner = slices.Repeat([]int{-1}, len(d.a))
	d.match(0, len(d.a), 0, len(d.b))
}

// match compares old lines [i,iEnd) with new ones [j,jEnd). Where many changed,
// lines that are there just once in each divide them.
func (d *differ) match(i, iEnd, j, jEnd int) {
	for i < iEnd && j < jEnd && d.a[i] == d.b[j] {
		d.partner[i] = j
		i, j = i+1, j+1
	}
	for i < iEnd && j < jEnd && d.a[iEnd-1] == d.b[jEnd-1] {
		iEnd, jEnd = iEnd-1, jEnd-1
		d.partner[iEnd] = jEnd
	}
	if i == iEnd || j == jEnd {
		return
	}
	if d.shortest(i, iEnd, j, jEnd, fewChanges) {
		return
	}
	anchors := d.anchors(i, iEnd, j, jEnd)
	if len(anchors) == 0 {
		d.shortest(i, iEnd, j, jEnd, manyChanges)
		return
	}
	for _, at := range append(anchors, [2]int{iEnd, jEnd}) {
		d.match(i, at[0], j, at[1])
		if at[0] < iEnd {
			d.partner[at[0]] = at[1]
		}
		i, j = at[0]+1, at[1]+1
	}
}

// anchors is the lines that both texts have once, as long as their order is
// the same: the longest rising row of them.
func (d *differ) anchors(i, iEnd, j, jEnd int) [][2]int {
	type places struct{ inA, inB, a, b int }
	seen := make(map[int32]*places, iEnd-i)
	for n := i; n < iEnd; n++ {
		p := seen[d.a[n]]
		if p == nil {
			p = &places{}
			seen[d.a[n]] = p
		}
		p.inA, p.a = p.inA+1, n
	}
	for n := j; n < jEnd; n++ {
		if p := seen[d.b[n]]; p != nil {
			p.inB, p.b = p.inB+1, n
		}
	}
	var once [][2]int
	for n := i; n < iEnd; n++ {
		if p := seen[d.a[n]]; p.inA == 1 && p.inB == 1 {
			once = append(once, [2]int{n, p.b})
		}
	}
	return rising(once)
}

// rising is the longest row of pairs whose second numbers rise as well.
func rising(pairs [][2]int) [][2]int {
	var ends []int // of the best row of each length, its last pair
	before := make([]int, len(pairs))
	for n, p := range pairs {
		at, _ := slices.BinarySearchFunc(ends, p[1], func(end, want int) int { return pairs[end][1] - want })
		before[n] = -1
		if at > 0 {
			before[n] = ends[at-1]
		}
		if at == len(ends) {
			ends = append(ends, n)
		} else {
			ends[at] = n
		}
	}
	var out [][2]int
	if len(ends) > 0 {
		for n := ends[len(ends)-1]; n >= 0; n = before[n] {
			out = append(out, pairs[n])
		}
	}
	slices.Reverse(out)
	return out
}

// shortest looks for the fewest lines to be taken out and put in (Myers, "An
// O(ND) difference algorithm"), and gives up where they are more than most.
func (d *differ) shortest(i, iEnd, j, jEnd, most int) bool {
	n, m := iEnd-i, jEnd-j
	middle := min(n+m, most) + 1
	reach := make([]int32, 2*middle+1) // how far each diagonal goes, from the middle
	var trace [][]int32
	for changes := range middle {
		trace = append(trace, slices.Clone(reach[middle-changes:middle+changes+1]))
		for k := -changes; k <= changes; k += 2 {
			x := int(reach[middle+k-1]) + 1
			if k == -changes || k != changes && reach[middle+k-1] < reach[middle+k+1] {
				x = int(reach[middle+k+1])
			}
			if changes == 0 {
				x = 0
			}
			for x < n && x-k < m && d.a[i+x] == d.b[j+x-k] {
				x++
			}
			reach[middle+k] = int32(x)
			if x >= n && x-k >= m {
				d.back(trace, i, j, n, m)
				return true
			}
		}
	}
	return false
}

// back walks the way that was found from its end.
func (d *differ) back(trace [][]int32, i, j, x, y int) {
	for changes := len(trace) - 1; changes > 0; changes-- {
		last := func(k int) int32 { // how far the diagonal went with one change less
			if k < -changes || k > changes {
				return -1
			}
			return trace[changes][k+changes]
		}
		k := x - y
		from := k - 1
		if k == -changes || k != changes && last(k-1) < last(k+1) {
			from = k + 1
		}
		startX := int(last(from))
		startY := startX - from
		for x > startX && y > startY {
			x, y = x-1, y-1
			d.partner[i+x] = j + y
		}
		x, y = startX, startY
	}
	for x > 0 && y > 0 {
		x, y = x-1, y-1
		d.partner[i+x] = j + y
	}
}
