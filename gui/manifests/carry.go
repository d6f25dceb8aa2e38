package manifests

import (
	"strings"

	"smoothscope/inspect/manifest"
)

// carrier finds the elements of one content of a file in another, by what both
// begin and end with alike.
type carrier struct {
	old, new *doc
	head     int64 // bytes that both begin with
	tail     int64 // bytes that both end with
}

func newCarrier(old, fresh *doc) *carrier {
	c := &carrier{old: old, new: fresh}
	a, b := old.text, fresh.text
	most := int64(min(len(a), len(b)))
	for c.head < most && a[c.head] == b[c.head] {
		c.head++
	}
	for c.tail < most && a[int64(len(a))-1-c.tail] == b[int64(len(b))-1-c.tail] {
		c.tail++
	}
	return c
}

// element is the number that an element has in the new content, -1 where it is
// gone.
func (c *carrier) element(i int) int {
	if i < 0 || i >= len(c.old.outline.Elements) {
		return -1
	}
	e := c.old.outline.Elements[i]
	at, moved := int64(-1), int64(-1)
	if e.Span.From < c.head {
		at = e.Span.From
	}
	if e.Span.From >= int64(len(c.old.text))-c.tail {
		moved = e.Span.From + int64(len(c.new.text)-len(c.old.text))
	}
	for _, same := range []func(a, b int) bool{c.alike, c.named} {
		for _, place := range []int64{at, moved} {
			if k := c.new.outline.Starting(place); k >= 0 && same(i, k) {
				return k
			}
		}
		if k := c.elsewhere(i); k >= 0 {
			return k
		}
	}
	return c.placed(i)
}

// placed is the element that has the same place among its siblings, and its
// parents among theirs.
func (c *carrier) placed(i int) int {
	parent := int(c.old.outline.Elements[i].Parent)
	if parent >= 0 {
		if parent = c.placed(parent); parent < 0 {
			return -1
		}
	}
	at := position(c.old.outline.Siblings(i), i)
	for _, k := range c.new.outline.Children(parent) {
		if c.named(i, k) {
			if at--; at < 0 {
				return k
			}
		}
	}
	return -1
}

// alike tells whether two elements have the same start tag.
func (c *carrier) alike(i, k int) bool { return openTag(c.old, i) == openTag(c.new, k) }

func (c *carrier) named(i, k int) bool {
	return c.old.outline.Elements[i].Name == c.new.outline.Elements[k].Name
}

func openTag(d *doc, i int) string {
	at := d.outline.Elements[i].Open
	return d.text[at.From:at.To]
}

// elsewhere finds an element with the same start tag in the part that changed:
// one that was moved.
func (c *carrier) elsewhere(i int) int {
	from, to := c.head, int64(len(c.new.text))-c.tail
	for k, e := range c.new.outline.Elements {
		if e.Span.From+e.Open.To-e.Open.From >= from && e.Span.From <= to && c.alike(i, k) {
			return k
		}
	}
	return -1
}

// node is the number that a node has in the new content, -1 where it is gone.
func (c *carrier) node(i int) int {
	if i < 0 || i >= len(c.old.nodes) {
		return -1
	}
	element := c.element(c.old.element(i))
	if c.old.nodes[i].list {
		return c.new.listOf(element)
	}
	return c.new.nodeOf(element)
}

// adopt opens and selects what was open and selected in another content of the
// same file.
func (d *doc) adopt(old *doc) {
	c := newCarrier(old, d)
	for i := range old.nodes {
		if old.index.IsOpen(i) {
			d.index.SetOpen(c.node(i), true)
		}
	}
	for node := old.selected; node >= 0 && d.selected < 0; node = old.index.Parent(node) {
		d.selected = c.node(node)
	}
	if d.selected < 0 && len(d.nodes) > 0 {
		d.selected = 0
	}
}

// fewNodes is how many rows the tree begins with at most.
const fewNodes = 60

// begin opens what is worth seeing first.
func (d *doc) begin() {
	if len(d.nodes) == 0 {
		return
	}
	d.selected = 0
	for _, closed := range []string{"", "streamindex", "*"} {
		d.index.CollapseAll()
		for i := range d.nodes {
			if !d.nodes[i].list && d.opensFirst(i, closed) {
				d.index.SetOpen(i, true)
			}
		}
		if d.index.Rows() <= fewNodes {
			return
		}
	}
}

func (d *doc) opensFirst(i int, closed string) bool {
	name := strings.ToLower(d.outline.Elements[d.nodes[i].element].Name)
	if closed == "*" || name == closed {
		return i == 0
	}
	switch name {
	case "c", "customattributes", "qualitylevel", "video", "audio", "textstream", "ref":
		return false
	}
	return d.kind != manifest.None
}
