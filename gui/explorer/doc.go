package explorer

import (
	"smoothscope/gui/kit"
	"smoothscope/gui/session"
	"smoothscope/inspect/box"
)

// doc is what the screen keeps for one file: which boxes are open, their
// summaries, and the bytes seen lately.
type doc struct {
	room      *Room
	file      *session.File
	index     *kit.TreeIndex
	summaries *summaries
	blocks    *blocks
	lines     []line // of a text file
}

func (r *Room) docOf(f *session.File) *doc {
	d := r.docs[f]
	if d == nil {
		d = &doc{room: r, file: f}
		r.docs[f] = d
		d.update()
	}
	return d
}

// update takes what is known of the file now.
func (d *doc) update() {
	if d.blocks == nil && d.file.Source != nil {
		d.blocks = newBlocks(d.room.bg, d.file.Source, d.loaded)
	}
	if d.file.Foreign && d.lines == nil {
		d.loadText()
	}
	tree := d.file.Tree
	if tree == nil {
		return
	}
	end := func(i int) int { return int(tree.Node(i).End) }
	if d.index == nil {
		d.index = kit.NewTreeIndex(tree.Len(), end)
		d.summaries = newSummaries(d)
		return
	}
	d.index.Update(tree.Len(), end)
}

// loaded tells that more bytes are there.
func (d *doc) loaded() {
	if d.room.doc != d {
		return
	}
	d.room.bytes.hex.Refresh()
	d.room.meaning.show(d.room.sel)
}

// fault is what is wrong with a box, as one line.
func (d *doc) fault(node int) error {
	if tree := d.file.Tree; tree != nil && node >= 0 && node < tree.Len() {
		return tree.Fault(node)
	}
	return nil
}

func token(c box.Category) kit.Token {
	switch c {
	case box.Structure:
		return kit.Structure
	case box.Time:
		return kit.Time
	case box.Index:
		return kit.Index
	case box.Media:
		return kit.Media
	case box.Protection:
		return kit.Protection
	}
	return kit.Unknown
}
