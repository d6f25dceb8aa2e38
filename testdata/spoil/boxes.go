package spoil

import (
	"bytes"
	"encoding/binary"
	"fmt"
	"slices"
	"strconv"
	"strings"
)

// Box is a box that can be changed: with children, or with a payload.
type Box struct {
	Type     string
	Payload  []byte
	Children []*Box
}

// Boxes is the top level of a file.
type Boxes struct{ root *Box }

// containers hold boxes and nothing else.
var containers = []string{"moov", "trak", "mdia", "minf", "stbl", "mvex", "moof", "traf", "mfra", "edts", "dinf"} //nolint:gochecknoglobals // a constant list

func parse(b []byte) []*Box {
	var list []*Box
	for len(b) >= 8 {
		size := int(binary.BigEndian.Uint32(b))
		box := &Box{Type: string(b[4:8])}
		if slices.Contains(containers, box.Type) {
			box.Children = parse(b[8:size])
		} else {
			box.Payload = bytes.Clone(b[8:size])
		}
		list = append(list, box)
		b = b[size:]
	}
	return list
}

// Bytes is the box as it is written.
func (b *Box) Bytes() []byte {
	body := b.body()
	out := binary.BigEndian.AppendUint32(nil, uint32(8+len(body)))
	return append(append(out, b.Type...), body...)
}

func (b *Box) body() []byte {
	if b.Children == nil {
		return b.Payload
	}
	var out []byte
	for _, c := range b.Children {
		out = append(out, c.Bytes()...)
	}
	return out
}

// At finds a box by its path, in which same-named siblings count from 1:
// "moof[2]/traf/trun". A path to nothing is a mistake of the case.
func (b Boxes) At(path string) *Box {
	box, _, _ := b.find(path)
	return box
}

// Remove takes a box out.
func (b Boxes) Remove(path string) *Box {
	box, parent, i := b.find(path)
	parent.Children = slices.Delete(parent.Children, i, i+1)
	return box
}

// Insert puts boxes before the one at a path.
func (b Boxes) Insert(path string, add ...*Box) {
	_, parent, i := b.find(path)
	parent.Children = slices.Insert(parent.Children, i, add...)
}

// Append puts boxes behind the last child of the one at a path; "" is the file.
func (b Boxes) Append(path string, add ...*Box) {
	parent := b.root
	if path != "" {
		parent = b.At(path)
	}
	parent.Children = append(parent.Children, add...)
}

func (b Boxes) find(path string) (box, parent *Box, index int) {
	box = b.root
	for _, step := range strings.Split(path, "/") {
		kind, rest, numbered := strings.Cut(step, "[")
		nth := 1
		if numbered {
			n, err := strconv.Atoi(strings.TrimSuffix(rest, "]"))
			if err != nil {
				panic(path + ": " + err.Error())
			}
			nth = n
		}
		parent = box
		if box, index = parent.child(kind, nth); box == nil {
			panic(fmt.Sprintf("there is no %s", path))
		}
	}
	return box, parent, index
}

func (b *Box) child(kind string, nth int) (*Box, int) {
	for i, c := range b.Children {
		if c.Type == kind {
			if nth--; nth == 0 {
				return c, i
			}
		}
	}
	return nil, 0
}

// Uint32 is the number at a byte of the payload.
func (b *Box) Uint32(at int) uint32 { return binary.BigEndian.Uint32(b.Payload[at:]) }

// Uint64 is the number at a byte of the payload.
func (b *Box) Uint64(at int) uint64 { return binary.BigEndian.Uint64(b.Payload[at:]) }

// SetUint32 writes a number at a byte of the payload.
func (b *Box) SetUint32(at int, v uint32) { binary.BigEndian.PutUint32(b.Payload[at:], v) }

// SetUint64 writes a number at a byte of the payload.
func (b *Box) SetUint64(at int, v uint64) { binary.BigEndian.PutUint64(b.Payload[at:], v) }

// Clone is a copy of a box with all that is in it.
func (b *Box) Clone() *Box {
	c := &Box{Type: b.Type, Payload: bytes.Clone(b.Payload)}
	for _, child := range b.Children {
		c.Children = append(c.Children, child.Clone())
	}
	return c
}

// In is the children of one box.
func (Boxes) In(b *Box) Boxes { return Boxes{b} }
