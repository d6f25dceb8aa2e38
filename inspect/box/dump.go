package box

import (
	"context"
	"fmt"
	"iter"
)

// DumpOptions say how much of a tree is written.
type DumpOptions struct {
	Root   int  // the node to write with what is in it; -1 is the whole file
	Depth  int  // levels that are written, the root's included; 0 is all
	Fields bool // write the fields of every box
	All    bool // write long arrays and long bytes to their end
}

// The bounds of what is written.
const (
	dumpRows     = 200      // entries of an array, without DumpOptions.All
	dumpBytes    = 512      // bytes of a field, without DumpOptions.All
	dumpBytesAll = 64 << 10 // bytes of a field: media data stays in the file
	dumpBuffer   = 32 << 10 // bytes that are gathered for one write
)

// visit is the node that a walk is at. What it holds is good until the walk
// goes on.
type visit struct {
	i       int
	level   int // below the root of the walk
	path    []byte
	decoder *Decoder // of decoded
	decoded *Decoded
	fault   string // what is wrong with the node, without its place
	hidden  bool   // the node has children that are not shown
}

// dumper walks a tree. It calls enter for a node, then for each of its
// children that is shown, then leave.
type dumper struct {
	tree   *Tree
	opts   DumpOptions
	enter  func(v *visit) error
	leave  func(i int) error
	open   []int32 // shown nodes that are not left yet
	broken []int32 // nodes whose header or fields are wrong
	damage Damage
}

// walk visits the nodes to show in order. Boxes that are not shown are
// decoded too, so that what is broken does not depend on what is shown.
func (d *dumper) walk(ctx context.Context) error {
	decoder := NewDecoder(d.tree)
	decoder.Notes = d.opts.Fields
	var paths pathCounter
	for i := range d.tree.nodes {
		if err := ctx.Err(); err != nil {
			return err
		}
		n := &d.tree.nodes[i]
		paths.enter(n)
		v := visit{i: i, path: paths.text, decoder: decoder, decoded: decoder.Fields(i)}
		if v.fault = d.tree.wrong(i, decoder); v.fault != "" {
			d.broken = append(d.broken, int32(i))
			d.damage.add(&v, n)
		}
		if !d.shows(n, &v) {
			continue
		}
		if err := d.leaveTo(i); err != nil {
			return err
		}
		if err := d.enter(&v); err != nil {
			return err
		}
		d.open = append(d.open, int32(i))
	}
	return d.leaveTo(len(d.tree.nodes))
}

// shows reports whether a node is to be written, and on which level.
func (d *dumper) shows(n *Node, v *visit) bool {
	v.level = int(n.Depth)
	if d.opts.Root >= 0 {
		root := &d.tree.nodes[d.opts.Root]
		if v.i < d.opts.Root || v.i >= int(root.End) {
			return false
		}
		v.level -= int(root.Depth)
	}
	if d.opts.Depth > 0 && v.level >= d.opts.Depth {
		return false
	}
	v.hidden = d.opts.Depth > 0 && v.level+1 >= d.opts.Depth && int(n.End) > v.i+1
	return true
}

// leaveTo leaves the nodes that end before node i.
func (d *dumper) leaveTo(i int) error {
	for len(d.open) > 0 {
		last := int(d.open[len(d.open)-1])
		if int(d.tree.nodes[last].End) > i {
			return nil
		}
		d.open = d.open[:len(d.open)-1]
		if err := d.leave(last); err != nil {
			return err
		}
	}
	return nil
}

// wrong says what is wrong with the header of node i, or else with the fields
// that were decoded last; empty where all is well.
func (t *Tree) wrong(i int, decoder *Decoder) string {
	if f := t.nodes[i].fault; f >= 0 {
		return t.faults[f].message()
	}
	if decoder.d.first != nil {
		return decoder.d.first.Error()
	}
	return ""
}

// faultsOf is what is wrong with some nodes, given in file order. It is found
// again instead of being kept, because a hostile file may have a fault in
// every box.
func (t *Tree) faultsOf(nodes []int32) iter.Seq[*Fault] {
	return func(yield func(*Fault) bool) {
		decoder := NewDecoder(t)
		for i, path := range t.paths() {
			if len(nodes) == 0 {
				return
			}
			if int32(i) != nodes[0] {
				continue
			}
			nodes = nodes[1:]
			decoder.Fields(i)
			if !yield(&Fault{Offset: t.nodes[i].Offset, Path: path(), Message: t.wrong(i, decoder)}) {
				return
			}
		}
	}
}

// Damage is what a dump found broken.
type Damage struct {
	Count int    // of nodes
	First *Fault // in file order; nil where nothing is broken
}

// Error says the first fault and how many follow.
func (d *Damage) Error() string {
	if d.Count > 1 {
		return fmt.Sprintf("%v (and %d more)", d.First, d.Count-1)
	}
	return d.First.Error()
}

func (d *Damage) add(v *visit, n *Node) {
	if d.Count++; d.First == nil {
		d.First = &Fault{Offset: n.Offset, Path: string(v.path), Message: v.fault}
	}
}
