package kit

// TreeIndex knows which rows of a tree are shown. Nodes are numbered in
// pre-order: the children of a node follow it.
type TreeIndex struct {
	end     []int32
	open    []bool
	visible []int32
}

// NewTreeIndex returns a tree of n nodes, all closed. end tells the number
// after the last node below i, i+1 for a leaf.
func NewTreeIndex(n int, end func(i int) int) *TreeIndex {
	t := &TreeIndex{}
	t.Update(n, end)
	return t
}

// Update takes a grown tree; what was open stays open.
func (t *TreeIndex) Update(n int, end func(i int) int) {}

// Rows is the number of rows shown.
func (t *TreeIndex) Rows() int64 { return int64(len(t.visible)) }

// Node is the node in a row, -1 when there is no such row.
func (t *TreeIndex) Node(row int64) int { return -1 }

// Row is the row of a node, -1 while it is hidden in a closed one.
func (t *TreeIndex) Row(node int) int64 { return -1 }

// Depth is how many nodes are above a node.
func (t *TreeIndex) Depth(node int) int { return 0 }

// Parent is the node above, -1 for a root.
func (t *TreeIndex) Parent(node int) int { return -1 }

// HasChildren tells whether a node can be opened.
func (t *TreeIndex) HasChildren(node int) bool { return false }

// IsOpen tells whether a node is open.
func (t *TreeIndex) IsOpen(node int) bool { return false }

// Disclosure is the triangle for a node.
func (t *TreeIndex) Disclosure(node int) Disclosure { return NoDisclosure }

// Toggle opens or closes a node.
func (t *TreeIndex) Toggle(node int) {}

// OpenTo opens everything above a node and returns its row.
func (t *TreeIndex) OpenTo(node int) int64 { return t.Row(node) }

// ExpandAll opens every node.
func (t *TreeIndex) ExpandAll() {}

// CollapseAll closes every node.
func (t *TreeIndex) CollapseAll() {}
