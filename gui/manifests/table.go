package manifests

import (
	"errors"
	"strconv"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"

	"smoothscope/gui/kit"
	"smoothscope/inspect/manifest"
)

// table shows a chunk list, one c element a row; start and length are edited in
// place.
type table struct {
	room   *Room
	grid   *kit.Grid
	doc    *doc
	stream *manifest.Stream
	number int       // of the stream
	rows   []chunkAt // of the list
	chosen uint64    // when the chosen chunk begins: it is found again by that
	any    bool      // a chunk is chosen
}

// The columns of a chunk list.
const (
	colNumber = iota
	colTime
	colLength
	colRepeat
	colStart
	colSeconds
	colBlank
	colGap
)

func newTable(r *Room) *table {
	t := &table{room: r}
	number := func(title string, width float32) kit.Column {
		return kit.Column{Title: title, Width: width, Align: fyne.TextAlignTrailing, Mono: true, Small: true}
	}
	t.grid = kit.NewGrid(t, number("#", 64), number("t", 150), number("d", 124), number("r", 48),
		number(lang.L("start"), 108), number(lang.L("length"), 96), kit.Column{Width: 20}, kit.Column{Title: lang.L("before it"), Small: true})
	t.grid.EditColumn = colLength
	t.grid.Editable = t.editable
	t.grid.OnCommit = t.commit
	t.grid.OnSelect = t.selected
	t.grid.OnCopy = t.copy
	t.grid.OnKey = t.key
	t.grid.OnMenu = t.menu
	t.grid.Multi = true
	return t
}

// show shows the list of a node; the chosen chunk stays chosen.
func (t *table) show(d *doc, node int) {
	same := t.doc != nil && t.doc.path == d.path && t.number >= 0
	s, i := d.stream(d.element(node))
	same = same && i == t.number
	t.doc, t.stream, t.number, t.rows = d, s, i, nil
	if s != nil {
		from, to := d.nodes[node].element, d.nodes[d.nodes[node].end-1].element
		for _, c := range d.chunks[i] {
			if c.element >= from && c.element <= to {
				t.rows = append(t.rows, c)
			}
		}
	}
	if !same {
		t.any = false
		t.grid.SetModel(t)
		return
	}
	t.grid.Refresh()
	t.choose()
}

// choose selects the chosen chunk where it is now.
func (t *table) choose() {
	if !t.any {
		return
	}
	for i, c := range t.rows {
		if t.stream.Chunks[c.first].Time == t.chosen {
			if t.grid.Selected() != int64(i) {
				t.grid.Select(int64(i))
			}
			return
		}
	}
}

// Rows is for the grid.
func (t *table) Rows() int64 { return int64(len(t.rows)) }

// Cell is for the grid.
func (t *table) Cell(row int64, col int) kit.Cell {
	if row < 0 || row >= t.Rows() {
		return kit.Cell{}
	}
	c := t.rows[row]
	chunk := t.stream.Chunks[c.first]
	attr := func(name string, implied string) kit.Cell {
		if text, ok := t.doc.outline.Attr(c.element, name); ok {
			return kit.Cell{Text: text}
		}
		return kit.Cell{Text: implied, Color: kit.Dim}
	}
	switch col {
	case colNumber:
		return kit.Cell{Text: kit.Group(int64(c.first)), Color: kit.Dim}
	case colTime:
		return attr("t", strconv.FormatUint(chunk.Time, 10))
	case colLength:
		return attr("d", t.length(chunk, chunk.Duration))
	case colRepeat:
		return attr("r", "")
	case colStart:
		return kit.Cell{Text: seconds(chunk.Time, t.stream.TimeScale)}
	case colSeconds:
		last := t.stream.Chunks[c.first+c.count-1]
		if !last.DurationKnown {
			return kit.Cell{}
		}
		return kit.Cell{Text: seconds(last.Time+last.Duration-chunk.Time, t.stream.TimeScale)}
	}
	if g := gap(t.stream, c.first); g != 0 && col == colGap {
		cell := kit.Cell{Text: gapWords(g, t.stream.TimeScale), Color: kit.Dim}
		if t.stream.Parent == "" {
			cell.Text, cell.Color = "▲ "+cell.Text, kit.Warning
		}
		return cell
	}
	return kit.Cell{}
}

func (t *table) length(c manifest.Chunk, n uint64) string {
	if !c.DurationKnown {
		return ""
	}
	return strconv.FormatUint(n, 10)
}

// names of the attributes that can be edited.
func attrOf(col int) string {
	switch col {
	case colTime:
		return "t"
	case colLength:
		return "d"
	case colRepeat:
		return "r"
	}
	return ""
}

func (t *table) editable(row int64, col int) (string, bool) {
	name := attrOf(col)
	if name == "" || row < 0 || row >= t.Rows() || !t.room.editable() {
		return "", false
	}
	if text, ok := t.doc.outline.Attr(t.rows[row].element, name); ok || name == "r" {
		return text, true
	}
	return t.Cell(row, col).Text, true
}

// commit takes a new start or length.
func (t *table) commit(row int64, col int, text string) error {
	if row < 0 || row >= t.Rows() {
		return nil
	}
	c, name := t.rows[row], attrOf(col)
	k, _ := find(chunkAttributes(), name)
	f := field{known: k}
	if name == "r" && strings.TrimSpace(text) == "" {
		t.make(lang.L("Remove {{.What}}", named(name)), c.element, f.remove)
		return nil
	}
	if v := judge(asked{doc: t.doc, element: c.element, known: f.known, value: text}); v.err != nil {
		return v.err
	}
	if name == "t" {
		t.chosen, _ = strconv.ParseUint(strings.TrimSpace(text), 10, 64)
	}
	t.make(lang.L("Change {{.What}}", named(name)), c.element, f.set(strings.TrimSpace(text)))
	return nil
}

// chunkOrder refuses a start that is before that of the chunk above, or behind
// that of the one below: players read the list in its order.
func chunkOrder(s *manifest.Stream, c chunkAt, start uint64) error {
	if c.first > 0 && start <= s.Chunks[c.first-1].Time {
		return errors.New(lang.L("the chunk before begins at {{.Time}}", map[string]any{"Time": s.Chunks[c.first-1].Time}))
	}
	if next := c.first + c.count; next < len(s.Chunks) && start >= s.Chunks[next].Time {
		return errors.New(lang.L("the next chunk begins at {{.Time}}", map[string]any{"Time": s.Chunks[next].Time}))
	}
	return nil
}

// make makes an edit after which the list stays selected.
func (t *table) make(what string, element int, do func(*doc, int) (result, error)) {
	t.room.change(change{what: what, base: t.doc, element: element, make: func(d *doc, element int) (result, error) {
		made, err := do(d, element)
		made.at = -1
		return made, err
	}})
}

// selected takes the choice of a chunk.
func (t *table) selected(row int64) {
	if row < 0 || row >= t.Rows() {
		return
	}
	t.any, t.chosen = true, t.stream.Chunks[t.rows[row].first].Time
	t.mark()
	t.room.head.enable()
}

// mark shows the chosen chunk in the source.
func (t *table) mark() {
	row := t.grid.Selected()
	if !t.any || row < 0 || row >= t.Rows() {
		return
	}
	t.room.source.show(t.doc.outline.Elements[t.rows[row].element].Span)
	t.room.OnStatus(t.doc.words(t.doc.nodeOf(t.rows[row].element)))
}

// picked tells whether there are chunks to remove.
func (t *table) picked() bool { return t.any && t.grid.Selected() >= 0 }

func (t *table) copy(rows []int64) {
	var b strings.Builder
	for _, row := range rows {
		for col := range t.grid.Columns {
			if col > 0 {
				b.WriteByte('\t')
			}
			b.WriteString(t.Cell(row, col).Text)
		}
		b.WriteByte('\n')
	}
	t.room.OnCopy(b.String())
}

// key removes and adds chunks.
func (t *table) key(name fyne.KeyName) bool {
	row := t.grid.Selected()
	switch {
	case name == fyne.KeyEscape:
		t.room.form.leave()
	case row < 0 || row >= t.Rows() || !t.room.editable():
		return false
	case name == fyne.KeyDelete:
		t.remove()
	case name == fyne.KeyInsert:
		t.add()
	default:
		return false
	}
	return true
}

// remove takes the selected chunks away.
func (t *table) remove() {
	rows := t.grid.SelectedRows()
	if len(rows) == 0 {
		return
	}
	var elements []int
	for _, row := range rows {
		elements = append(elements, t.rows[row].element)
	}
	if next := rows[len(rows)-1] + 1; next < t.Rows() {
		t.chosen = t.stream.Chunks[t.rows[next].first].Time
	}
	what := several(len(rows), lang.L("Remove a chunk"), lang.L("Remove {{.Count}} chunks", count(len(rows))))
	t.make(what, t.doc.element(t.doc.selected), removeChunks(t.doc, elements))
}

// add puts a chunk behind the selected one, or the last.
func (t *table) add() {
	row := t.grid.Selected()
	if row < 0 || row >= t.Rows() {
		row = t.Rows() - 1
	}
	if row < 0 {
		return
	}
	c := t.rows[row]
	t.any = true
	last := t.stream.Chunks[c.first+c.count-1]
	t.chosen = last.Time + last.Duration
	t.make(lang.L("Add {{.What}}", named(lang.L("Chunk"))), c.element, addChunk)
}

func (t *table) menu(row int64, pos fyne.Position) {
	if row < 0 {
		return
	}
	var items []*fyne.MenuItem
	if t.room.editable() {
		items = append(items,
			fyne.NewMenuItem(lang.L("Chunk behind this one"), t.add),
			fyne.NewMenuItem(lang.L("Remove"), t.remove), fyne.NewMenuItemSeparator())
	}
	items = append(items, fyne.NewMenuItem(lang.L("Copy the rows"), func() { t.copy(t.grid.SelectedRows()) }))
	t.room.OnMenu(fyne.NewMenu("", items...), pos)
}
