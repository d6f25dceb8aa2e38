package markers

import (
	"encoding/hex"
	"fmt"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"

	"smoothscope/gui/kit"
	"smoothscope/inspect/marker"
)

func hexOf(b []byte) string { return strings.ToUpper(hex.EncodeToString(b)) }

// fields are all fields of a section, in the order of their bits.
type fields struct {
	room  *Room
	grid  *kit.Grid
	list  []marker.Field
	bytes *payload
}

func newFields(r *Room) *fields {
	f := &fields{room: r}
	f.grid = kit.NewGrid(f,
		kit.Column{Title: lang.L("field"), Width: 264, Mono: true, Least: 180},
		kit.Column{Title: lang.L("value"), Width: 128, Mono: true},
		kit.Column{Title: lang.L("meaning"), Least: 90, Token: kit.Dim},
		kit.Column{Title: lang.L("bits"), Width: 76, Align: fyne.TextAlignTrailing, Mono: true, Token: kit.Dim})
	f.grid.Surface = kit.Panel
	f.grid.OnSelect = func(int64) { f.picked() }
	f.grid.OnCopy = func(rows []int64) {
		var b strings.Builder
		for _, at := range rows {
			if x := f.at(at); x != nil {
				fmt.Fprintf(&b, "%s\t%s\t%s\n", x.Name, x.Text(), x.Note)
			}
		}
		r.OnCopy(b.String())
	}
	f.grid.Multi = true
	return f
}

// Rows is for the grid.
func (f *fields) Rows() int64 { return int64(len(f.list)) }

func (f *fields) at(row int64) *marker.Field {
	if row < 0 || row >= int64(len(f.list)) {
		return nil
	}
	return &f.list[row]
}

// Cell is for the grid.
func (f *fields) Cell(row int64, col int) kit.Cell {
	x := f.at(row)
	if x == nil {
		return kit.Cell{}
	}
	switch col {
	case 0:
		cell := kit.Cell{Text: x.Name, Indent: x.Depth}
		if x.Name == "reserved" || strings.HasPrefix(x.Name, "(") {
			cell.Color = kit.Dim
		}
		return cell
	case 1:
		return kit.Cell{Text: x.Text()}
	case 2:
		return kit.Cell{Text: x.Note}
	}
	if x.Bit%8 == 0 && x.Bits%8 == 0 {
		return kit.Cell{Text: fmt.Sprintf("%x +%d", x.Bit/8, x.Bits/8)}
	}
	return kit.Cell{Text: fmt.Sprintf("%x.%d :%d", x.Bit/8, x.Bit%8, x.Bits)}
}

// tell lists the fields of a marker's section. What is selected and in view
// stays.
func (f *fields) tell(one *row) {
	var list []marker.Field
	if one.section != nil {
		list = one.section.Fields
	}
	same := len(list) == len(f.list)
	for i := 0; same && i < len(list); i++ {
		same = list[i].Name == f.list[i].Name
	}
	f.list = list
	if !same {
		f.grid.SetModel(f)
		return
	}
	f.grid.Refresh()
}

// picked marks the bytes of the chosen field.
func (f *fields) picked() {
	if x := f.at(f.grid.Selected()); x != nil {
		from, to := int64(x.Bit/8), int64((x.Bit+x.Bits+7)/8)
		f.bytes.hex.Select(from, max(to, from+1))
		f.room.OnStatus(fmt.Sprintf("%s · 0x%x.%d, %s", x.Name, x.Bit/8, x.Bit%8, lang.L("{{.Count}} bits", map[string]any{"Count": x.Bits})))
	}
}

// follow chooses the innermost field that holds a byte.
func (f *fields) follow(off int64) {
	best := int64(-1)
	for i := range f.list {
		x := &f.list[i]
		if !x.Group && int64(x.Bit/8) <= off && off < int64((x.Bit+x.Bits+7)/8) {
			best = int64(i)
			break
		}
	}
	if best >= 0 {
		f.grid.Select(best)
		f.picked()
	}
}

// payload is the bytes of a marker.
type payload struct {
	room   *Room
	hex    *kit.Hex
	bytes  []byte
	fields *fields
}

func newPayload(r *Room) *payload {
	p := &payload{room: r}
	p.hex = kit.NewHex(p)
	p.hex.OnPick = func(off int64) { p.fields.follow(off) }
	p.hex.OnCopy = func(from, to int64) {
		if from >= 0 && to <= int64(len(p.bytes)) && from < to {
			r.OnCopy(hexOf(p.bytes[from:to]))
		}
	}
	return p
}

// tell shows the payload of a marker.
func (p *payload) tell(one *row) {
	if string(p.bytes) == string(one.Payload.Bytes) {
		return
	}
	p.bytes = one.Payload.Bytes
	p.hex.SetModel(p)
	p.fields.picked()
}

// Size is for the hex grid.
func (p *payload) Size() int64 { return int64(len(p.bytes)) }

// Read is for the hex grid.
func (p *payload) Read(off int64, b []byte) (int, bool) {
	if off < 0 || off >= int64(len(p.bytes)) {
		return 0, true
	}
	return copy(b, p.bytes[off:]), true
}

// Colors is for the hex grid: what is reserved is dim.
func (p *payload) Colors(off int64, tokens []kit.Token) {
	for i := range tokens {
		tokens[i] = kit.Text
	}
}
