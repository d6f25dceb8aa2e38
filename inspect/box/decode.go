package box

import "fmt"

// Fields decodes node i: by its own definition, else by that of go-mp4, else as
// bytes. A gap has no fields; nor has a container that starts with a child.
func (t *Tree) Fields(i int) *Decoded {
	c := Decoder{Notes: true, d: D{tree: t}}
	from, to := t.Own(i)
	c.d.win.limit = to
	c.d.out = make([]Field, 0, min((to-from)/2+1, 12))
	return c.Fields(i)
}

// Decoder decodes many nodes of a tree one after the other with few
// allocations: what Fields returns is good until it is called again. A Decoder
// is for one goroutine.
type Decoder struct {
	Notes bool // whether fields get the meanings that cost time to find
	d     D
	out   Decoded
}

// NewDecoder makes a decoder for the nodes of t.
func NewDecoder(t *Tree) *Decoder { return &Decoder{d: D{tree: t}} }

// Fields decodes node i as Tree.Fields does.
func (c *Decoder) Fields(i int) *Decoded {
	d := &c.d
	d.reset(i)
	d.notes = c.Notes
	if !d.tree.nodes[i].Gap && d.pos < d.end {
		d.read(definition(d))
	}
	c.out = Decoded{Fields: d.out}
	if d.first != nil {
		c.out.Err = &brokenBox{d.tree, i, d.first}
	}
	return &c.out
}

// brokenBox finds its path only when someone reads it, because that asks all
// siblings and a hostile file may be broken in every box.
type brokenBox struct {
	tree  *Tree
	node  int
	cause error
}

func (e *brokenBox) Error() string {
	return fmt.Sprintf("%s at %#x: %v", e.tree.Path(e.node), e.tree.nodes[e.node].Offset, e.cause)
}

func (e *brokenBox) Unwrap() error { return e.cause }

// reset makes d ready to read the payload of node i.
func (d *D) reset(i int) {
	from, to := d.tree.Own(i)
	d.node, d.pos, d.end = i, from*8, to*8
	d.out, d.items, d.cols, d.tabs = d.out[:0], d.items[:0], d.cols[:0], d.tabs[:0]
	d.made, d.err, d.first = 0, nil, nil
	d.Version, d.Flags = 0, 0
}

// definition is how the payload is read.
func definition(d *D) func(*D) {
	if def, ok := define(d.tree, d.node); ok {
		return def.Fields
	}
	return undefined
}

// undefined reads a box without an own definition.
func undefined(d *D) {
	if !fallback(d) {
		payload(d)
	}
}

// read reads the payload. Whatever a definition does, also a panic, ends in
// fields that tile the payload.
func (d *D) read(fields func(*D)) {
	defer func() {
		if cause := recover(); cause != nil {
			d.fail(fmt.Errorf("its definition broke down: %v", cause))
		}
		d.finish()
	}()
	fields(d)
}

// finish makes a field of what nobody read.
func (d *D) finish() {
	_, to := d.tree.Own(d.node)
	d.end = to * 8
	if d.pos < d.end {
		d.rest("(leftover)", d.err)
	}
}
