package explorer

import (
	"fmt"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"

	"smoothscope/gui/kit"
	"smoothscope/inspect/hex"
)

// maxMeaning is how many bytes are looked at for what they could mean.
const (
	maxMeaning   = 16
	aheadMeaning = 8 // of one byte the numbers that begin there are of interest
)

// meaningPane is the data inspector.
type meaningPane struct {
	room   *Room
	list   *kit.KeyValues
	object fyne.CanvasObject
}

func newMeaningPane(r *Room) *meaningPane {
	p := &meaningPane{room: r, list: kit.NewKeyValues()}
	p.list.OnCopy = func(kv kit.KeyValue) { r.OnCopy(kv.Value) }
	p.object = p.list
	return p
}

func (p *meaningPane) dress(d *doc) {
	if d == nil {
		p.list.Set("", nil)
	}
}

func (p *meaningPane) show(sel Selection) {
	d := p.room.doc
	if d == nil || d.blocks == nil || sel.To <= sel.From {
		p.list.Set("", nil)
		return
	}
	n := sel.To - sel.From
	ahead := n
	if n == 1 {
		ahead = aheadMeaning
	}
	buf := make([]byte, min(ahead, maxMeaning))
	got, ok := d.blocks.read(sel.From, buf)
	if !ok {
		return // comes again when the bytes are there
	}
	var rows []kit.KeyValue
	for _, m := range hex.Inspect(buf[:got]) {
		if int64(got) > n && (m.Name == "hex" || m.Name == "text") {
			continue // only of what is selected
		}
		rows = append(rows, kit.KeyValue{Key: m.Name, Value: m.Text})
	}
	p.list.Set(p.heading(sel), append(rows, p.place(sel)...))
}

func (p *meaningPane) heading(sel Selection) string {
	at := p.room.base.offset(sel.From)
	if sel.To-sel.From == 1 {
		return lang.L("1 byte at {{.Offset}}", map[string]any{"Offset": at})
	}
	return lang.L("{{.Count}} bytes at {{.Offset}}", map[string]any{"Count": kit.Group(sel.To - sel.From), "Offset": at})
}

// place says where the bytes belong.
func (p *meaningPane) place(sel Selection) []kit.KeyValue {
	var rows []kit.KeyValue
	if sel.Field != "" {
		rows = append(rows, kit.KeyValue{Key: lang.L("field"), Value: sel.Field})
	}
	tree := p.room.doc.file.Tree
	if tree != nil && sel.Node >= 0 && sel.Node < tree.Len() {
		n := tree.Node(sel.Node)
		name := tree.TypeString(sel.Node)
		if known := tree.Name(sel.Node); known != "" {
			name = known
		}
		rows = append(rows,
			kit.KeyValue{Key: lang.L("in box"), Value: name},
			kit.KeyValue{Key: lang.L("at box +"), Value: fmt.Sprintf("0x%x", sel.From-n.Offset)})
	}
	return rows
}
