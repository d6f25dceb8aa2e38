package markers

import (
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"

	"smoothscope/gui/kit"
	"smoothscope/inspect/marker"
)

// narrow is the width below which streams are left to the details.
const narrow = 1000

// widths are those of the columns that do not share what is left.
type widths struct{ time, class, event, lasts, gap, edge, problem float32 }

func widthsOf(width float32) widths {
	if width < narrow {
		return widths{time: 88, class: 84, event: 60, lasts: 84, gap: 10, edge: 160, problem: 128}
	}
	return widths{time: 104, class: 92, event: 84, lasts: 92, gap: 14, edge: 176, problem: max(170, width*0.24)}
}

// fit chooses the columns that a width has room for.
func (t *table) fit(width float32) {
	t.width = width
	r, w := t.room, widthsOf(width)
	number := func(title string, width float32) kit.Column {
		return kit.Column{Title: title, Width: width, Align: fyne.TextAlignTrailing, Mono: true}
	}
	gap := column{Column: kit.Column{Width: w.gap}, cell: func(*row) kit.Cell { return kit.Cell{} }} // behind what is right-aligned
	t.columns = []column{
		{Column: number(lang.L("time"), w.time), what: lang.L("Move a marker"),
			cell: func(one *row) kit.Cell { return kit.Cell{Text: r.timeText(one.time())} },
			text: func(one *row) (string, bool) { return r.timeEntry(one.time()), true }, set: r.setTime},
		gap,
		{Column: kit.Column{Width: w.class}, cell: func(one *row) kit.Cell { return kit.Cell{Text: classWord(one.Class), Mark: classToken(one.Class)} }},
		{Column: number(lang.L("event"), w.event), what: lang.L("Change an event"),
			cell: func(one *row) kit.Cell { return kit.Cell{Text: one.ID} },
			text: func(one *row) (string, bool) { return one.ID, one.section != nil && one.section.Editable() },
			set:  func(one *row, text string) (marker.Marker, error) { return one.Named(text) }},
		gap,
		{Column: kit.Column{Title: lang.L("what"), Least: 150}, what: lang.L("Change a text"), cell: saysCell, text: plainText, set: setText},
		{Column: number(lang.L("duration"), w.lasts), what: lang.L("Change a duration"), cell: r.durationCell,
			text: func(one *row) (string, bool) { return r.durationEntry(one), one.At.Content < 0 }, set: r.setDuration},
		gap,
	}
	if width >= narrow {
		t.columns = append(t.columns, column{Column: kit.Column{Title: lang.L("stream"), Width: 104, Token: kit.Dim},
			cell: func(one *row) kit.Cell { return kit.Cell{Text: one.Stream} }})
	}
	t.columns = append(t.columns,
		column{Column: kit.Column{Title: lang.L("chunk, key frame"), Width: w.edge}, cell: r.edgeCell},
		column{Column: kit.Column{Title: lang.L("problem"), Width: w.problem}, cell: problemCell})
	t.grid.Columns = t.grid.Columns[:0:0]
	for _, c := range t.columns {
		t.grid.Columns = append(t.grid.Columns, c.Column)
	}
	t.grid.Refresh()
}

// Layout is for Fyne: the columns follow the width.
func (t *table) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	if size.Width != t.width {
		t.fit(size.Width)
	}
	objects[0].Resize(size)
}

// MinSize is for Fyne.
func (t *table) MinSize(objects []fyne.CanvasObject) fyne.Size { return objects[0].MinSize() }

func saysCell(one *row) kit.Cell { return kit.Cell{Text: one.says()} }

// plainText is the text of a marker that is nothing else, on one line.
func plainText(one *row) (string, bool) {
	text := string(one.Payload.Bytes)
	return text, one.Payload.Kind == marker.Text && !strings.ContainsAny(text, "\r\n")
}

func setText(one *row, text string) (marker.Marker, error) {
	return one.With(marker.Payload{Kind: marker.Text, Bytes: []byte(text)}), nil
}

// durationCell is dim where nobody says it.
func (r *Room) durationCell(one *row) kit.Cell {
	cell := kit.Cell{Text: r.durationText(one)}
	if one.implied {
		cell.Color = kit.Dim
	}
	return cell
}

// durationText is how long a marker lasts, "" where nobody says.
func (r *Room) durationText(one *row) string {
	if one.lasts() == 0 {
		return ""
	}
	return r.timeText(one.lasts())
}

func (r *Room) durationEntry(one *row) string {
	if one.lasts() == 0 || one.implied {
		return ""
	}
	return r.timeEntry(one.lasts())
}

func (r *Room) setTime(one *row, text string) (marker.Marker, error) {
	t, err := r.parseTime(text, one.time())
	if err != nil {
		return one.Marker, err
	}
	return one.movedTo(t), nil
}

// movedTo is the marker at a time in hns.
func (r *row) movedTo(t uint64) marker.Marker {
	if t == r.time() {
		return r.Marker
	}
	return r.Moved(marker.Rescale(t, hns, r.TimeScale))
}

func (r *Room) setDuration(one *row, text string) (marker.Marker, error) {
	if strings.TrimSpace(text) == "" {
		return one.Lasting(0)
	}
	t, err := r.parseTime(text, one.lasts())
	if err != nil {
		return one.Marker, err
	}
	if t == one.lasts() {
		return one.Marker, nil
	}
	return one.Lasting(marker.Rescale(t, hns, one.TimeScale))
}

// edgeCell tells how far the marker is from where the video can be cut.
func (r *Room) edgeCell(one *row) kit.Cell {
	e := &one.edge
	if !e.known {
		return kit.Cell{}
	}
	switch p := &r.points; {
	case p.exact(e.moved):
		return kit.Cell{Text: lang.L("at chunk {{.N}}", map[string]any{"N": e.chunk}), Color: kit.Dim}
	case e.key != nil && p.exact(*e.key):
		return kit.Cell{Text: lang.L("at a key frame"), Color: kit.Dim}
	default:
		color := kit.Dim
		if one.Class == marker.Ad {
			color = kit.Warning
		}
		return kit.Cell{Text: p.away(e), Color: color}
	}
}

// problemCell is the worst problem, and how many there are.
func problemCell(one *row) kit.Cell {
	if len(one.problems) == 0 {
		return kit.Cell{}
	}
	p := one.problems[0]
	cell := kit.Cell{Text: p.text(), Mark: severityToken(p.severity)}
	if more := len(one.problems) - 1; more > 0 {
		cell.End, cell.EndColor = "+"+kit.Group(int64(more)), kit.Dim
	}
	return cell
}
