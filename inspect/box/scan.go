package box

import (
	"context"
	"encoding/binary"
	"fmt"
	"slices"
	"time"

	"smoothscope/inspect/source"
)

// maxNodes bounds the memory of a Tree (40 bytes a node) on a file that is
// nothing but tiny boxes; a day of two-second chunks in six tracks has a third.
const maxNodes = 8 << 20

// headerMax is the longest header: 64-bit size and extended type.
const headerMax = 32

const (
	firstSnapshot = 2 * time.Millisecond
	nextSnapshot  = 200 * time.Millisecond
)

// Options adjust a Scan.
type Options struct {
	// Snapshot, if set, is called now and then from the scanning goroutine
	// with what was found so far: whole boxes of the top level. The Tree it
	// gets stays as it is while the scan goes on.
	Snapshot func(*Tree)
}

// Scan finds all boxes of a source by their headers (ISO/IEC 14496-12, 4.2).
//
// What is wrong inside the file is no error: it stays with its node, see
// Tree.Faults. An error means that the source could not be read to the end or
// that ctx ended; the Tree then holds what was found before, and is never nil.
func Scan(ctx context.Context, src source.Source, opts Options) (*Tree, error) {
	s := &scanner{
		src:  source.WithContext(ctx, src),
		tree: &Tree{src: src},
		next: time.Now().Add(firstSnapshot),
		opts: opts,
	}
	s.level(ctx, 0, src.Size(), -1, 0)
	if s.err != nil {
		return s.tree, fmt.Errorf("scan the boxes of %s: %w", src.Name(), s.err)
	}
	return s.tree, nil
}

// scanner is the state of one Scan.
type scanner struct {
	src     source.Source // the tree's, which reads no longer than its context
	tree    *Tree
	win     window
	opts    Options
	next    time.Time // of the next snapshot
	handler Type      // of the track being scanned, tells its sample entries
	err     error     // ends the scan
}

// header is one box header as the file has it.
type header struct {
	code    Type
	uuid    UUID
	hasUUID bool
	size    uint64 // as claimed; 0 is to the end
	length  int64  // of the header itself
}

// level scans siblings from off to end.
func (s *scanner) level(ctx context.Context, off, end int64, parent int32, depth uint8) {
	for off < end && s.err == nil {
		if err := ctx.Err(); err != nil {
			s.err = err
			return
		}
		if depth >= MaxDepth {
			s.gap(off, end, parent, depth, fault{reason: tooDeep})
			return
		}
		if len(s.tree.nodes) >= maxNodes {
			s.gap(off, end, parent, depth, fault{reason: tooMany})
			return
		}
		off = s.box(ctx, off, end, parent, depth)
		if depth == 0 {
			s.snapshot()
		}
	}
}

// box scans the box or gap at off and returns where the next one begins.
func (s *scanner) box(ctx context.Context, off, end int64, parent int32, depth uint8) int64 {
	raw, err := s.peek(off, headerMax)
	if err != nil {
		s.gap(off, end, parent, depth, fault{reason: unreadable})
		s.err = err
		return end
	}
	left := end - off
	raw = raw[:min(int64(len(raw)), left)]
	h, bad := parseHeader(raw, left)
	if bad != nil {
		s.gap(off, end, parent, depth, *bad)
		return end
	}
	node := Node{Offset: off, Size: int64(h.size), Parent: parent, Type: h.code, Header: uint8(h.length), Depth: depth}
	wrong := s.fit(&node, h, left)
	if wrong != nil && wrong.reason == overrun && !s.credible(h.code, off) {
		s.gap(off, end, parent, depth, *wrong)
		return end
	}
	i := s.add(node, wrong)
	if h.hasUUID {
		s.tree.nodes[i].uuid = int32(len(s.tree.uuids))
		s.tree.uuids = append(s.tree.uuids, h.uuid)
	}
	s.descend(ctx, i)
	s.tree.nodes[i].End = int32(len(s.tree.nodes))
	return node.Offset + node.Size
}

// parseHeader reads a header of which left bytes may belong to the parent. A
// non-nil fault means that here is no box; one without a claim is no fault,
// but a plain gap.
func parseHeader(raw []byte, left int64) (h header, bad *fault) {
	if len(raw) < 8 {
		return h, leftover(raw, left)
	}
	size := uint64(binary.BigEndian.Uint32(raw))
	h.code, h.length, h.size = Type(raw[4:8]), 8, size
	switch {
	case size == 0 && h.code == Type{}:
		return h, &fault{reason: none}
	case size == 1 && len(raw) < 16:
		return h, &fault{reason: cutHeader, left: left}
	case size == 1:
		h.size, h.length = binary.BigEndian.Uint64(raw[8:]), 16
	}
	if size != 0 && h.size < uint64(h.length) {
		return h, &fault{reason: tooSmall, claimed: h.size, left: left}
	}
	if h.code == (Type{'u', 'u', 'i', 'd'}) && int64(len(raw)) >= h.length+16 && (h.size == 0 || h.size >= uint64(h.length)+16) {
		h.uuid, h.hasUUID = UUID(raw[h.length:h.length+16]), true
		h.length += 16
	}
	return h, nil
}

// leftover judges the fewer than eight bytes at the end of a parent. QuickTime
// ends some lists with four zero bytes, which is as it should be.
func leftover(raw []byte, left int64) *fault {
	for _, b := range raw {
		if b != 0 {
			return &fault{reason: cutHeader, left: left}
		}
	}
	return &fault{reason: none}
}

// fit cuts the node to what its parent has left and says what is wrong with
// its size.
func (s *scanner) fit(n *Node, h header, left int64) *fault {
	switch {
	case h.size == 0:
		n.Size = left
		if n.Depth > 0 {
			return &fault{reason: nestedZero, left: left}
		}
	case h.size > uint64(left):
		n.Size = left
		return &fault{reason: overrun, claimed: h.size, left: left}
	case h.code == (Type{'u', 'u', 'i', 'd'}) && !h.hasUUID:
		return &fault{reason: tooSmall, claimed: h.size, left: left}
	}
	return nil
}

// credible tells a box with a broken size from bytes that are no box at all.
// At the start of the file, where a foreign format shows its own first bytes,
// only a known type will do.
func (s *scanner) credible(code Type, off int64) bool {
	if off == 0 {
		return familiar(code)
	}
	for _, c := range code {
		if (c < 0x20 || c > 0x7e) && c != 0xa9 {
			return false
		}
	}
	return true
}

// add appends a node and returns its index.
func (s *scanner) add(n Node, wrong *fault) int32 {
	i := int32(len(s.tree.nodes))
	n.uuid, n.fault, n.End = -1, -1, i+1
	if wrong != nil {
		wrong.node, n.fault = i, int32(len(s.tree.faults))
		s.tree.faults = append(roomFor(s.tree.faults, n.Offset, s.src.Size()), *wrong)
	}
	s.tree.nodes = append(roomFor(s.tree.nodes, n.Offset, s.src.Size()), n)
	return i
}

// roomFor makes room for one more in a long list at once for as many as the
// whole file will have if it goes on like this: growing step by step would
// leave large arrays behind. Memory that is never used costs nothing.
func roomFor[T any](list []T, off, size int64) []T {
	const long, most = 1 << 15, 64
	n := int64(len(list))
	if n < long || n < int64(cap(list)) || off <= 0 {
		return list
	}
	whole := int64(float64(n) / float64(off) * float64(size))
	return slices.Grow(list, int(min(max(whole-n, n/4), most*n, maxNodes)))
}

// gap appends a node for the bytes from off to end, which no box claims.
func (s *scanner) gap(off, end int64, parent int32, depth uint8, wrong fault) {
	n := Node{Offset: off, Size: end - off, Parent: parent, Depth: depth, Gap: true}
	if wrong.reason == none {
		s.add(n, nil)
		return
	}
	s.add(n, &wrong)
}

// descend scans the children of node i, where its type has any.
func (s *scanner) descend(ctx context.Context, i int32) {
	n := s.tree.nodes[i] // a copy: the slice grows below
	payload, end := n.Offset+int64(n.Header), n.Offset+n.Size
	skip, ok := s.childrenAfter(&n, payload, end)
	if ok && payload+skip < end {
		s.level(ctx, payload+skip, end, i, n.Depth+1)
	}
}

// peek is the n bytes at off, fewer where the source ends. They are good until
// the next call.
func (s *scanner) peek(off int64, n int) ([]byte, error) {
	n = int(min(int64(n), s.src.Size()-off))
	if off < 0 || n <= 0 {
		return nil, nil
	}
	return s.win.bytes(s.src, off, n)
}

// snapshot hands out what is known. Nodes of finished boxes never change, so
// that the copy shares them.
func (s *scanner) snapshot() {
	if s.opts.Snapshot == nil || s.err != nil {
		return
	}
	now := time.Now()
	if now.Before(s.next) {
		return
	}
	s.next = now.Add(nextSnapshot)
	t := s.tree
	s.opts.Snapshot(&Tree{
		src:    t.src,
		nodes:  t.nodes[:len(t.nodes):len(t.nodes)],
		uuids:  t.uuids[:len(t.uuids):len(t.uuids)],
		faults: t.faults[:len(t.faults):len(t.faults)],
	})
}
