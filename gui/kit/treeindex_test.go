package kit

import (
	"testing"

	"github.com/google/go-cmp/cmp"
)

// sample is 0(1 2(3 4)) 5 6(7(8)).
func sample() *TreeIndex {
	ends := []int{5, 2, 5, 4, 5, 6, 9, 9, 9}
	return NewTreeIndex(len(ends), func(i int) int { return ends[i] })
}

func shownNodes(t *TreeIndex) []int {
	var out []int
	for row := range t.Rows() {
		out = append(out, t.Node(row))
	}
	return out
}

func TestTreeOpensAndCloses(t *testing.T) {
	tree := sample()
	steps := []struct {
		do   func()
		want []int
	}{
		{func() {}, []int{0, 5, 6}},
		{func() { tree.Toggle(0) }, []int{0, 1, 2, 5, 6}},
		{func() { tree.Toggle(2) }, []int{0, 1, 2, 3, 4, 5, 6}},
		{func() { tree.Toggle(0) }, []int{0, 5, 6}},
		{func() { tree.Toggle(0) }, []int{0, 1, 2, 3, 4, 5, 6}}, // 2 stayed open
		{func() { tree.Toggle(5) }, []int{0, 1, 2, 3, 4, 5, 6}}, // a leaf
		{func() { tree.OpenTo(8) }, []int{0, 1, 2, 3, 4, 5, 6, 7, 8}},
		{tree.CollapseAll, []int{0, 5, 6}},
		{tree.ExpandAll, []int{0, 1, 2, 3, 4, 5, 6, 7, 8}},
	}
	for i, s := range steps {
		s.do()
		if diff := cmp.Diff(s.want, shownNodes(tree)); diff != "" {
			t.Errorf("step %d: %s", i, diff)
		}
	}
}

func TestTreeKnowsRowsDepthsAndParents(t *testing.T) {
	tree := sample()
	if row := tree.OpenTo(4); row != 4 {
		t.Errorf("row of 4 is %d", row)
	}
	if tree.Row(8) != -1 {
		t.Error("a hidden node has a row")
	}
	for node, want := range map[int][2]int{0: {0, -1}, 2: {1, 0}, 4: {2, 2}, 5: {0, -1}, 8: {2, 7}} {
		if tree.Depth(node) != want[0] || tree.Parent(node) != want[1] {
			t.Errorf("node %d: depth %d, parent %d", node, tree.Depth(node), tree.Parent(node))
		}
	}
	if tree.Disclosure(0) != Opened || tree.Disclosure(6) != Closed || tree.Disclosure(5) != NoDisclosure {
		t.Error("triangles")
	}
	for _, node := range []int{-1, 9} {
		if tree.Row(node) != -1 || tree.OpenTo(node) != -1 || tree.HasChildren(node) || tree.Parent(node) != -1 {
			t.Errorf("node %d is taken for one", node)
		}
	}
	if tree.Node(-1) != -1 || tree.Node(99) != -1 {
		t.Error("rows that are not there have nodes")
	}
}

func TestTreeKeepsWhatIsOpenWhileItGrows(t *testing.T) {
	tree := NewTreeIndex(3, func(i int) int { return []int{3, 2, 3}[i] })
	tree.Toggle(0)
	tree.Update(5, func(i int) int { return []int{4, 2, 4, 4, 5}[i] })
	if diff := cmp.Diff([]int{0, 1, 2, 4}, shownNodes(tree)); diff != "" {
		t.Error(diff)
	}
	tree.Update(1, func(int) int { return 1 })
	if diff := cmp.Diff([]int{0}, shownNodes(tree)); diff != "" {
		t.Error(diff)
	}
}

func TestTreePutsSenselessEndsRight(t *testing.T) {
	tree := NewTreeIndex(4, func(i int) int { return []int{2, 99, -7, 1 << 40}[i] })
	tree.ExpandAll()
	if diff := cmp.Diff([]int{0, 1, 2, 3}, shownNodes(tree)); diff != "" {
		t.Error(diff)
	}
	if tree.Parent(1) != 0 || tree.Parent(2) != -1 || tree.HasChildren(1) {
		t.Error("a node reaches beyond the one above it")
	}
}

// million is a tree of 1 M nodes as fragments make it.
func million() (int, func(int) int) {
	const n = 1_000_000
	return n, func(i int) int {
		switch i % 7 { // moof(mfhd traf(tfhd trun tfxd)) mdat
		case 0:
			return min(i+6, n)
		case 2:
			return min(i+4, n)
		}
		return i + 1
	}
}

func TestTreeOfAMillionNodes(t *testing.T) {
	n, end := million()
	tree := NewTreeIndex(n, end)
	closed := tree.Rows()
	tree.ExpandAll()
	if tree.Rows() != int64(n) || closed != 2*142857+1 {
		t.Errorf("%d rows open, %d closed", tree.Rows(), closed)
	}
	if row := tree.Row(n - 1); row != int64(n-1) {
		t.Errorf("last row %d", row)
	}
}

func BenchmarkTreeFlattenMillion(b *testing.B) {
	n, end := million()
	tree := NewTreeIndex(n, end)
	for b.Loop() {
		tree.ExpandAll()
	}
}

func BenchmarkTreeUpdateMillion(b *testing.B) {
	n, end := million()
	tree := NewTreeIndex(n, end)
	for b.Loop() {
		tree.Update(n, end)
	}
}

func BenchmarkTreeToggleInMillion(b *testing.B) {
	n, end := million()
	tree := NewTreeIndex(n, end)
	tree.ExpandAll()
	for b.Loop() {
		tree.Toggle(7)
	}
}
