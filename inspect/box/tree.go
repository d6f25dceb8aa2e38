// Package box knows ISO base media boxes: where they lie (Scan), and which
// bits of them say what (Tree.Fields). It never reads the payload of an mdat
// and never trusts a size or a count that the file claims.
//
// To add a box type, write its definition in a file of its own and name it in
// table.go. To make a type a container, add it to children.go.
package box

import (
	"iter"
	"sort"

	"smoothscope/inspect/source"
)

// MaxDepth is how deep boxes may nest; what lies deeper is one error node.
const MaxDepth = 64

// Type is a box's four-character code.
type Type [4]byte

// UUID is the extended type of a uuid box, in textual (big-endian) order.
type UUID [16]byte

// Node is one box, or a gap: bytes that no box claims.
type Node struct {
	Offset int64 // first byte of the header, from the start of the file
	Size   int64 // header and payload, cut to what the parent has left
	Parent int32 // index in the Tree; -1 at the top level
	End    int32 // index after the last descendant, in pre-order
	Type   Type  // zero for a gap
	Header uint8 // 8, 16, 24 or 32 bytes; 0 for a gap
	Depth  uint8 // 0 at the top level
	Gap    bool
	uuid   int32 // index into Tree.uuids, -1 for none
	fault  int32 // index into Tree.faults, -1 for none
}

// Tree is the boxes of one source in pre-order. Nodes do not change once Scan
// has returned; a Tree may be read from several goroutines.
type Tree struct {
	src    source.Source
	nodes  []Node
	uuids  []UUID
	faults []fault
}

// Len is the number of nodes, gaps included.
func (t *Tree) Len() int { return len(t.nodes) }

// Node is the i-th node in pre-order.
func (t *Tree) Node(i int) Node { return t.nodes[i] }

// Source is where the boxes were read from; the Tree does not close it.
func (t *Tree) Source() source.Source { return t.src }

// Foreign reports whether the source holds no box at all, only bytes that are
// something else; an empty source too.
func (t *Tree) Foreign() bool {
	for i := range t.Roots() {
		if !t.nodes[i].Gap {
			return false
		}
	}
	return true
}

// Parent is the index of the box around node i; -1 at the top level.
func (t *Tree) Parent(i int) int { return int(t.nodes[i].Parent) }

// UUID is the extended type of a uuid box.
func (t *Tree) UUID(i int) (UUID, bool) {
	if u := t.nodes[i].uuid; u >= 0 {
		return t.uuids[u], true
	}
	return UUID{}, false
}

// Roots are the nodes of the top level in file order. They tile the file.
func (t *Tree) Roots() iter.Seq[int] { return t.Children(-1) }

// Children are the direct children of node i in file order; -1 is the top
// level. With the node's own fields they tile its payload.
func (t *Tree) Children(i int) iter.Seq[int] {
	first, end := 0, len(t.nodes)
	if i >= 0 {
		first, end = i+1, int(t.nodes[i].End)
	}
	return func(yield func(int) bool) {
		for c := first; c < end; c = int(t.nodes[c].End) {
			if !yield(c) {
				return
			}
		}
	}
}

// Child goes down from node i (-1 is the top level) along types, each the
// first child of that type, and returns the last; -1 when one is missing.
func (t *Tree) Child(i int, types ...string) int {
	for _, want := range types {
		found := -1
		for c := range t.Children(i) {
			if n := &t.nodes[c]; !n.Gap && string(n.Type[:]) == want {
				found = c
				break
			}
		}
		if found < 0 {
			return -1
		}
		i = found
	}
	return i
}

// near is Child for a box that stands among the first of its siblings in every
// sound file. Where each of many siblings asks for another one, a hostile file
// must not make all of them look at all.
func (t *Tree) near(i int, code string) int {
	const first = 256
	seen := 0
	for c := range t.Children(i) {
		if n := &t.nodes[c]; !n.Gap && string(n.Type[:]) == code {
			return c
		}
		if seen++; seen == first {
			break
		}
	}
	return -1
}

// Own is the span of node i's own fields: from the end of its header to its
// first child, or to its end where it has none. Offsets are from the start of
// the file.
func (t *Tree) Own(i int) (from, to int64) {
	n := &t.nodes[i]
	from, to = n.Offset+int64(n.Header), n.Offset+n.Size
	if int(n.End) > i+1 {
		to = t.nodes[i+1].Offset
	}
	return from, to
}

// At is the innermost node that holds the byte at off; -1 when off lies
// outside the file. In pre-order the offsets never fall, so that the last node
// that begins at or before off, or a box around it, is the one.
func (t *Tree) At(off int64) int {
	i := sort.Search(len(t.nodes), func(i int) bool { return t.nodes[i].Offset > off }) - 1
	for i >= 0 && off >= t.nodes[i].Offset+t.nodes[i].Size {
		i = int(t.nodes[i].Parent)
	}
	return i
}
