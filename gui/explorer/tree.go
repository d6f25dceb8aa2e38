package explorer

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"

	"smoothscope/gui/kit"
)

// treePane shows the boxes.
type treePane struct {
	room *Room
	grid *kit.Grid
	doc  *doc // whose boxes these are
}

func newTreePane(r *Room) *treePane {
	p := &treePane{room: r}
	p.grid = kit.NewGrid(p,
		kit.Column{Title: lang.L("box"), Tree: true},
		kit.Column{Title: lang.L("size"), Width: 84, Align: fyne.TextAlignTrailing, Mono: true, Small: true},
		kit.Column{Title: lang.L("offset"), Width: 84, Align: fyne.TextAlignTrailing, Mono: true, Small: true, Token: kit.Dim},
	)
	p.grid.Header = true
	p.grid.OnSelect = p.selected
	p.grid.OnActivate = p.toggle
	p.grid.OnToggle = p.toggle
	p.grid.OnCopy = p.copy
	p.grid.OnMenu = func(row int64, pos fyne.Position) {
		if row >= 0 {
			p.selected(row)
		}
		r.OnMenu(pos)
	}
	return p
}

func (p *treePane) index() *kit.TreeIndex {
	if p.room.doc == nil {
		return nil
	}
	return p.room.doc.index
}

// Rows is for the grid.
func (p *treePane) Rows() int64 {
	if index := p.index(); index != nil {
		return index.Rows()
	}
	return 0
}

// Cell is for the grid.
func (p *treePane) Cell(row int64, col int) kit.Cell {
	index, tree := p.index(), p.room.doc.file.Tree
	node := index.Node(row)
	if node < 0 || node >= tree.Len() {
		return kit.Cell{}
	}
	n := tree.Node(node)
	switch col {
	case 1:
		return kit.Cell{Text: kit.Group(n.Size)}
	case 2:
		return kit.Cell{Text: p.room.base.offset(n.Offset)}
	}
	cell := kit.Cell{
		Text: tree.TypeString(node), Dim: p.room.doc.summaries.of(node), Mono: true,
		Bar: token(tree.Category(node)), Indent: index.Depth(node), Disclosure: index.Disclosure(node),
	}
	if name := tree.Name(node); name != "" {
		cell.Text = name
	}
	if err := tree.Fault(node); err != nil {
		cell.Text, cell.Color, cell.DimColor = "✕ "+cell.Text, kit.Error, kit.Error
		cell.Dim = short(err)
	}
	return cell
}

func (p *treePane) dress(d *doc) {
	if p.doc == d {
		p.fit(d)
		p.grid.Refresh()
		return
	}
	p.doc = d
	p.fit(d)
	p.grid.SetModel(p)
}

// fit makes the columns of numbers as wide as the file's largest ones, so that
// the rest is for what the boxes say.
func (p *treePane) fit(d *doc) {
	const digit, around = 7.3, 12
	var largest, last int64
	if d != nil && d.file.Tree != nil {
		for i := range d.file.Tree.Roots() {
			n := d.file.Tree.Node(i)
			largest, last = max(largest, n.Size), n.Offset+n.Size
		}
	}
	p.grid.Columns[1].Width = max(54, float32(len([]rune(kit.Group(largest))))*digit+around)
	p.grid.Columns[2].Width = max(54, float32(len([]rune(p.room.base.offset(last))))*digit+around)
}

func (p *treePane) show(sel Selection) {
	index := p.index()
	if index == nil {
		return
	}
	if sel.Node < 0 || sel.Node >= p.room.doc.file.Tree.Len() {
		p.grid.Select(-1)
		return
	}
	p.grid.Select(index.OpenTo(sel.Node))
}

func (p *treePane) selected(row int64) {
	if node := p.index().Node(row); node >= 0 {
		p.choose(node)
	}
}

func (p *treePane) choose(node int) {
	n := p.room.doc.file.Tree.Node(node)
	p.room.choose(Selection{Node: node, From: n.Offset, To: n.Offset + n.Size})
}

func (p *treePane) toggle(row int64) {
	index := p.index()
	node := index.Node(row)
	if node < 0 || !index.HasChildren(node) {
		return
	}
	index.Toggle(node)
	if selected := p.room.sel.Node; selected >= 0 && index.Row(selected) < 0 {
		p.choose(node)
		return
	}
	p.grid.Refresh()
	if selected := p.room.sel.Node; selected >= 0 {
		p.grid.Select(index.Row(selected))
	}
}

func (p *treePane) copy(rows []int64) {
	text := ""
	for _, row := range rows {
		cell := p.Cell(row, 0)
		text += cell.Text + "\t" + cell.Dim + "\t" + p.Cell(row, 1).Text + "\t0x" + p.Cell(row, 2).Text + "\n"
	}
	p.room.OnCopy(text)
}
