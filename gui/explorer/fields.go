package explorer

import (
	"context"
	"errors"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"
	"fyne.io/fyne/v2/widget"

	"smoothscope/gui/kit"
	"smoothscope/inspect/box"
	"smoothscope/inspect/source"
)

// pageRows is how many rows of the fields pane are made at once.
const pageRows = 64

// fieldsPane shows the fields of one box. Rows are made in pages beside the UI
// goroutine when they come into view.
type fieldsPane struct {
	room   *Room
	grid   *kit.Grid
	reason *widget.Label // what is wrong with the box
	object *fyne.Container

	node    int // whose fields these are, -1 for none
	tree    *box.Tree
	decoded *box.Decoded
	layout  *layout
	toggled map[string]bool
	pages   map[int64][]row
	asked   map[int64]bool
	cancel  context.CancelFunc
}

func newFieldsPane(r *Room) *fieldsPane {
	p := &fieldsPane{room: r, node: -1, cancel: func() {}}
	p.grid = kit.NewGrid(p,
		kit.Column{Title: lang.L("field"), Width: 226, Mono: true, Tree: true},
		kit.Column{Title: lang.L("value"), Width: 134, Mono: true},
		kit.Column{Title: lang.L("meaning"), Token: kit.Dim},
		kit.Column{Title: lang.L("bytes"), Width: 84, Mono: true, Small: true, Token: kit.Dim},
	)
	p.grid.Header = true
	p.grid.OnSelect = p.selected
	p.grid.OnActivate, p.grid.OnToggle = p.toggle, p.toggle
	p.grid.OnCopy = p.copy
	p.grid.OnMenu = func(row int64, pos fyne.Position) {
		if row >= 0 {
			p.selected(row)
		}
		r.OnMenu(pos)
	}
	p.reason = widget.NewLabel("")
	p.reason.Wrapping = fyne.TextWrapWord
	p.reason.Importance = widget.DangerImportance
	p.reason.Selectable = true
	p.reason.Hide()
	p.object = kit.Dock(p.reason, nil, nil, nil, p.grid)
	p.clear()
	return p
}

func (p *fieldsPane) clear() {
	p.cancel()
	p.node, p.tree, p.decoded, p.layout = -1, nil, nil, &layout{}
	p.toggled, p.pages, p.asked = map[string]bool{}, map[int64][]row{}, map[int64]bool{}
	p.grid.Empty = ""
	p.grid.SetModel(p)
}

func (p *fieldsPane) dress(d *doc) {
	if d == nil || d.file.Tree != p.tree {
		p.clear()
	}
	p.explain()
}

// explain shows why a box or the file is not as it should be.
func (p *fieldsPane) explain() {
	text := p.problem()
	if p.reason.Text != text {
		p.reason.SetText(text)
	}
	if p.reason.Hidden != (text == "") {
		p.reason.Hidden = text == ""
		p.object.Refresh()
	}
}

func (p *fieldsPane) problem() string {
	d := p.room.doc
	if d == nil {
		return ""
	}
	p.reason.Importance = widget.DangerImportance
	switch {
	case d.file.Err != nil:
		return d.file.Err.Error()
	case d.file.Foreign:
		p.reason.Importance = widget.MediumImportance
		return lang.L("{{.Name}} holds text, not boxes: its lines are on the left, its bytes below.", map[string]any{"Name": d.file.Name})
	}
	var lines []string
	if err := d.fault(p.room.sel.Node); err != nil {
		lines = append(lines, "✕ "+err.Error())
	}
	if p.decoded != nil && p.decoded.Err != nil && p.node == p.room.sel.Node {
		lines = append(lines, "✕ "+p.decoded.Err.Error())
	}
	return strings.Join(lines, "\n")
}

// short is an error without the place that is shown beside it anyway.
func short(err error) string {
	var fault *box.Fault
	if errors.As(err, &fault) {
		return fault.Message
	}
	return err.Error()
}

func (p *fieldsPane) show(sel Selection) {
	tree := p.room.doc.file.Tree
	if tree == nil || sel.Node < 0 || sel.Node >= tree.Len() {
		p.clear()
		p.explain()
		return
	}
	if p.node == sel.Node && p.decoded != nil {
		p.mark()
		return
	}
	p.decode(tree, sel.Node)
}

// decode reads the fields of a box and makes the first rows, so that they come
// in one piece.
func (p *fieldsPane) decode(tree *box.Tree, node int) {
	if p.node == node && p.tree == tree {
		return // on its way
	}
	p.clear()
	p.node, p.tree = node, tree
	p.explain()
	var decoded *box.Decoded
	var plan *layout
	var first []row
	p.cancel = p.room.queue.Do(func(context.Context) {
		decoded = tree.Fields(node)
		plan = newLayout(decoded.Fields, nil)
		first = plan.page(0)
	}, func() {
		p.decoded, p.layout = decoded, plan
		p.grid.Empty = nothing(tree, node)
		p.pages[0] = first
		p.explain()
		p.grid.Refresh()
		p.mark()
	})
}

// nothing says why a box shows no fields.
func nothing(tree *box.Tree, node int) string {
	n := tree.Node(node)
	switch {
	case n.Gap:
		return lang.L("These bytes belong to no box.")
	case int(n.End) > node+1:
		return lang.L("A container without fields of its own: open it in the tree.")
	}
	return lang.L("This box is empty.")
}

// mark selects the row of the selected field.
func (p *fieldsPane) mark() {
	row := int64(-1)
	if sel := p.room.sel; sel.Field != "" {
		row = p.layout.find(sel.Field, sel.From)
	}
	p.explain()
	p.grid.Select(row)
}

// page makes the rows of one page. It reads: not for the UI goroutine.
func (l *layout) page(n int64) []row {
	rows := make([]row, 0, pageRows)
	for i := n * pageRows; i < min(l.total, (n+1)*pageRows); i++ {
		rows = append(rows, l.row(i))
	}
	return rows
}

// at is a row, ok false while it is being made.
func (p *fieldsPane) at(i int64) (row, bool) {
	page, have := p.pages[i/pageRows]
	if !have {
		p.ask(i / pageRows)
		return row{}, false
	}
	if k := int(i % pageRows); k < len(page) {
		return page[k], true
	}
	return row{}, false
}

func (p *fieldsPane) ask(page int64) {
	if p.asked[page] || p.decoded == nil {
		return
	}
	p.asked[page] = true
	plan := p.layout
	var rows []row
	p.room.queue.Do(func(context.Context) { rows = plan.page(page) }, func() {
		if p.layout != plan {
			return
		}
		delete(p.asked, page)
		if len(p.pages) > 64 {
			clear(p.pages)
		}
		p.pages[page] = rows
		p.grid.Refresh()
	})
}

// Rows is for the grid.
func (p *fieldsPane) Rows() int64 { return p.layout.total }

// Cell is for the grid.
func (p *fieldsPane) Cell(i int64, col int) kit.Cell {
	r, ok := p.at(i)
	if !ok {
		return kit.Cell{Text: "…", Color: kit.Dim}
	}
	switch col {
	case 0:
		cell := kit.Cell{Text: r.name, Indent: r.indent}
		if r.branch {
			cell.Disclosure = kit.Closed
			if r.open {
				cell.Disclosure = kit.Opened
			}
		}
		return cell
	case 1:
		return kit.Cell{Text: r.value}
	case 2:
		if r.bad {
			return kit.Cell{Text: "✕ " + r.meaning, Color: kit.Error}
		}
		return kit.Cell{Text: r.meaning}
	}
	return kit.Cell{Text: r.where(p.room.base)}
}

func (p *fieldsPane) selected(i int64) {
	if r, ok := p.at(i); ok {
		p.room.choose(Selection{Node: p.node, Field: r.path, From: r.from, To: r.to})
	}
}

func (p *fieldsPane) toggle(i int64) {
	s := p.layout.at(i)
	if s == nil || s.table != nil || (len(s.field.Items) == 0 && s.field.Rows.Count() == 0) {
		return
	}
	p.toggled[s.path] = !p.toggled[s.path]
	p.layout = newLayout(p.decoded.Fields, p.toggled)
	clear(p.pages)
	clear(p.asked)
	p.grid.Refresh()
	p.mark()
}

func (p *fieldsPane) copy(rows []int64) {
	text := ""
	for _, i := range rows {
		if r, ok := p.at(i); ok {
			text += strings.Join([]string{r.name, r.value, r.meaning, "0x" + r.where(hexadecimal)}, "\t") + "\n"
		}
	}
	p.room.OnCopy(text)
}

// byteAt finds the innermost field that holds a byte. done gets its path and
// whole bytes; the path is "" where the byte belongs to no field.
func (p *fieldsPane) byteAt(tree *box.Tree, node int, off int64, done func(path string, from, to int64)) {
	decoded := p.decoded
	if p.tree != tree || p.node != node {
		decoded = nil
	}
	var path string
	var from, to int64
	p.room.queue.Do(func(context.Context) {
		if decoded == nil {
			decoded = tree.Fields(node)
		}
		f, at, ok := decoded.At(off * 8)
		if ok {
			path = at
			from, to = span(&f)
		}
	}, func() { done(path, from, to) })
}

// loadText reads a file that holds no boxes as text.
func (d *doc) loadText() {
	if d.file.Source == nil {
		return
	}
	d.lines = []line{}
	var lines []line
	src := d.file.Source
	d.room.bg.Do(func(ctx context.Context) {
		p, err := source.ReadRange(source.WithContext(ctx, src), 0, min(src.Size(), maxText), maxText)
		if err == nil {
			lines, _ = textLines(p)
		}
	}, func() {
		d.lines = lines
		if d.room.doc == d {
			d.room.text.dress(d)
			d.room.text.show(d.room.sel)
		}
	})
}
