package kit

import "slices"

// TreeIndex knows which rows of a tree are shown. Nodes are numbered in
// pre-order: what is below a node follows it. A million nodes cost fifteen
// bytes each and opening all of them some milliseconds.
type TreeIndex struct {
	end     []int32 // the number after the last node below
	parent  []int32 // the node above, -1 for a root
	depth   []uint16
	open    []bool
	visible []int32 // the node of each row, ascending
}

// NewTreeIndex returns a tree of n nodes, all closed. end tells the number
// after the last node below i, i+1 for a leaf.
func NewTreeIndex(n int, end func(i int) int) *TreeIndex {
	t := &TreeIndex{}
	t.Update(n, end)
	return t
}

// Update takes a tree that has grown or shrunk; a node that was open stays so.
// An end that makes no sense is put right: a node never reaches beyond the one
// above it.
func (t *TreeIndex) Update(n int, end func(i int) int) {
	n = max(0, n)
	t.end = slices.Grow(t.end[:0], n)[:n]
	t.parent = slices.Grow(t.parent[:0], n)[:n]
	t.depth = slices.Grow(t.depth[:0], n)[:n]
	var above []int32 // the nodes around i
	for i := range t.end {
		for len(above) > 0 && int(t.end[above[len(above)-1]]) <= i {
			above = above[:len(above)-1]
		}
		limit, parent := n, int32(-1)
		if len(above) > 0 {
			parent = above[len(above)-1]
			limit = int(t.end[parent])
		}
		t.end[i], t.parent[i] = int32(min(max(end(i), i+1), limit)), parent
		t.depth[i] = uint16(min(len(above), 1<<16-1))
		above = append(above, int32(i))
	}
	t.keepOpen(n)
	t.flatten()
}

func (t *TreeIndex) keepOpen(n int) {
	if n <= len(t.open) {
		t.open = t.open[:n]
		return
	}
	t.open = append(t.open, make([]bool, n-len(t.open))...)
}

// flatten lists the nodes that are shown, from the top.
func (t *TreeIndex) flatten() {
	t.visible = t.appendShown(t.visible[:0], 0, int32(len(t.end)))
}

// appendShown lists the nodes that are shown among from to before to.
func (t *TreeIndex) appendShown(list []int32, from, to int32) []int32 {
	for i := from; i < to; {
		list = append(list, i)
		if t.open[i] {
			i++
		} else {
			i = t.end[i]
		}
	}
	return list
}

// Len is the number of nodes, shown or not.
func (t *TreeIndex) Len() int { return len(t.end) }

// Rows is the number of rows shown.
func (t *TreeIndex) Rows() int64 { return int64(len(t.visible)) }

// Node is the node in a row, -1 when there is no such row.
func (t *TreeIndex) Node(row int64) int {
	if row < 0 || row >= t.Rows() {
		return -1
	}
	return int(t.visible[row])
}

// Row is the row of a node, -1 while it is hidden in a closed one.
func (t *TreeIndex) Row(node int) int64 {
	if !t.has(node) {
		return -1
	}
	if row, ok := slices.BinarySearch(t.visible, int32(node)); ok {
		return int64(row)
	}
	return -1
}

func (t *TreeIndex) has(node int) bool { return node >= 0 && node < len(t.end) }

// Parent is the node above, -1 for a root.
func (t *TreeIndex) Parent(node int) int {
	if !t.has(node) {
		return -1
	}
	return int(t.parent[node])
}

// Depth is how many nodes are above a node.
func (t *TreeIndex) Depth(node int) int {
	if !t.has(node) {
		return 0
	}
	return int(t.depth[node])
}

// HasChildren tells whether a node can be opened.
func (t *TreeIndex) HasChildren(node int) bool {
	return t.has(node) && int(t.end[node]) > node+1
}

// IsOpen tells whether a node is open.
func (t *TreeIndex) IsOpen(node int) bool { return t.HasChildren(node) && t.open[node] }

// Disclosure is the triangle for a node.
func (t *TreeIndex) Disclosure(node int) Disclosure {
	switch {
	case !t.HasChildren(node):
		return NoDisclosure
	case t.open[node]:
		return Opened
	default:
		return Closed
	}
}

// Toggle opens or closes a node.
func (t *TreeIndex) Toggle(node int) { t.SetOpen(node, !t.IsOpen(node)) }

// SetOpen opens or closes a node; what was open below it stays so.
func (t *TreeIndex) SetOpen(node int, open bool) {
	if !t.HasChildren(node) || t.open[node] == open {
		return
	}
	t.open[node] = open
	row := t.Row(node)
	if row < 0 {
		return
	}
	first, end := int32(node+1), t.end[node]
	if open {
		t.visible = slices.Insert(t.visible, int(row)+1, t.appendShown(nil, first, end)...)
		return
	}
	last, _ := slices.BinarySearch(t.visible, end)
	t.visible = slices.Delete(t.visible, int(row)+1, last)
}

// OpenTo opens everything above a node and returns its row, -1 when there is
// no such node.
func (t *TreeIndex) OpenTo(node int) int64 {
	var above []int
	for up := t.Parent(node); up >= 0; up = t.Parent(up) {
		above = append(above, up)
	}
	for _, up := range slices.Backward(above) {
		t.SetOpen(up, true)
	}
	return t.Row(node)
}

// ExpandAll opens every node.
func (t *TreeIndex) ExpandAll() { t.openAll(true) }

// CollapseAll closes every node.
func (t *TreeIndex) CollapseAll() { t.openAll(false) }

func (t *TreeIndex) openAll(open bool) {
	for i := range t.open {
		t.open[i] = open && t.HasChildren(i)
	}
	t.flatten()
}
