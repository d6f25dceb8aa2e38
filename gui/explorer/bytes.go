package explorer

import (
	"fyne.io/fyne/v2"

	"smoothscope/gui/kit"
	"smoothscope/inspect/box"
)

// bytesPane is the hex view.
type bytesPane struct {
	room *Room
	hex  *kit.Hex
	doc  *doc      // whose bytes these are
	own  Selection // chosen here: its bytes are in view already
}

func newBytesPane(r *Room) *bytesPane {
	p := &bytesPane{room: r, hex: kit.NewHex(nil)}
	p.hex.OnPick = p.pick
	p.hex.OnSelect = p.selected
	p.hex.OnCopy = func(from, to int64) { r.CopyBytes(CopyFormats()[0], from, to) }
	p.hex.OnMenu = func(_ int64, pos fyne.Position) { r.OnMenu(pos) }
	return p
}

func (p *bytesPane) dress(d *doc) {
	if d != nil && d.blocks == nil {
		d = nil
	}
	if d == p.doc {
		p.hex.Refresh()
		return
	}
	p.doc = d
	if d == nil {
		p.hex.SetModel(nil)
		return
	}
	p.hex.SetModel(&hexModel{doc: d})
}

func (p *bytesPane) show(sel Selection) {
	p.hex.Select(sel.From, sel.To)
	if sel != p.own && sel.To > sel.From {
		p.hex.Reveal(sel.From, sel.To)
	}
	p.own = Selection{}
}

// pick is a click on a byte: the innermost box and field that hold it.
func (p *bytesPane) pick(off int64) {
	d := p.room.doc
	if d == nil {
		return
	}
	tree := d.file.Tree
	if tree == nil || tree.At(off) < 0 {
		p.choose(Selection{Node: -1, From: off, To: off + 1})
		return
	}
	node := tree.At(off)
	p.room.fields.byteAt(tree, node, off, func(path string, from, to int64) {
		if p.room.doc != d {
			return
		}
		sel := Selection{Node: node, Field: path, From: from, To: to}
		switch {
		case path == "":
			sel.From, sel.To = headerSpan(tree, node, off)
		case to-from > maxMeaning:
			sel.From, sel.To = off, off+1 // bytes without parts: the one that was meant
		}
		p.choose(sel)
	})
}

func (p *bytesPane) choose(sel Selection) {
	p.own = sel
	p.own.File = p.room.doc.file
	p.room.choose(sel)
}

// headerSpan is what a byte that is in no field belongs to: the size, the
// type or the rest of its box's header.
func headerSpan(tree *box.Tree, node int, off int64) (from, to int64) {
	n := tree.Node(node)
	at := off - n.Offset
	switch {
	case n.Header == 0 || at >= int64(n.Header):
		return off, off + 1
	case at < 4:
		return n.Offset, n.Offset + 4
	case at < 8:
		return n.Offset + 4, n.Offset + 8
	}
	return n.Offset + 8, n.Offset + int64(n.Header)
}

// selected is a span drawn by hand: it stays as it was drawn.
func (p *bytesPane) selected(from, to int64) {
	d := p.room.doc
	if d == nil || to <= from {
		return
	}
	node := -1
	if d.file.Tree != nil {
		node = d.file.Tree.At(from)
	}
	p.choose(Selection{Node: node, From: from, To: to})
}

// hexModel is one file for the hex grid.
type hexModel struct{ doc *doc }

// Size is for the grid.
func (m *hexModel) Size() int64 { return m.doc.file.Source.Size() }

// Read is for the grid.
func (m *hexModel) Read(off int64, p []byte) (int, bool) { return m.doc.blocks.read(off, p) }

// Colors is for the grid: each byte has the colour of the innermost box.
func (m *hexModel) Colors(off int64, tokens []kit.Token) {
	tree := m.doc.file.Tree
	if tree == nil {
		return
	}
	for i := 0; i < len(tokens); {
		node := tree.At(off + int64(i))
		if node < 0 {
			return
		}
		end := ownEnd(tree, node, off+int64(i))
		color := token(tree.Category(node))
		for ; i < len(tokens) && off+int64(i) < end; i++ {
			tokens[i] = color
		}
	}
}

// ownEnd is where the innermost box at off stops being the innermost.
func ownEnd(tree *box.Tree, node int, off int64) int64 {
	n := tree.Node(node)
	if _, to := tree.Own(node); off < to {
		return to
	}
	return min(off+1, n.Offset+n.Size)
}
