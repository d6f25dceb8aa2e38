package box

import (
	"context"
	"io"
	"strconv"
)

// WriteText writes the tree for people: a line for each box with its type,
// its offset, its size and a summary, in columns.
func (t *Tree) WriteText(ctx context.Context, w io.Writer, o DumpOptions) (Damage, error) {
	d := &textDump{tree: t, opts: o, w: w, about: newSummarizer(t)}
	walk := &dumper{tree: t, opts: o, enter: d.enter, leave: func(int) error { return nil }}
	d.measure()
	if err := walk.walk(ctx); err != nil {
		return Damage{}, err
	}
	return walk.damage, d.flush(0)
}

// textDump writes lines whose columns begin at the same place.
type textDump struct {
	tree                 *Tree
	opts                 DumpOptions
	w                    io.Writer
	buf                  []byte
	about                *summarizer
	label, offset, width int // columns: characters
}

const (
	indentText = "  "
	maxLabel   = 40
)

// measure finds how wide the columns must be.
func (d *textDump) measure() {
	last := max(d.tree.src.Size(), 1)
	d.offset = len(strconv.FormatInt(last, 16))
	d.width = len(strconv.FormatInt(last, 10))
	for i := range d.tree.nodes {
		if d.label >= maxLabel {
			break
		}
		d.label = max(d.label, len(indentText)*int(d.tree.nodes[i].Depth)+d.tree.labelSize(i))
	}
	d.label = min(d.label, maxLabel)
}

// labelSize is how long the label of node i is.
func (t *Tree) labelSize(i int) int {
	n := &t.nodes[i]
	if n.Gap {
		return len(gapText)
	}
	size := 0
	for _, c := range n.Type {
		size++
		if c < 0x20 || c > 0x7e {
			size += 3
		}
	}
	if name := t.Name(i); name != "" {
		size += 1 + len(name)
	}
	return size
}

func (d *textDump) enter(v *visit) error {
	n := &d.tree.nodes[v.i]
	from := len(d.buf)
	d.indent(v.level)
	d.typeAndName(v.i)
	d.pad(from + d.label)
	d.buf = append(d.buf, "  0x"...)
	d.right(strconv.FormatInt(n.Offset, 16), d.offset, '0')
	d.buf = append(d.buf, ' ')
	d.right(strconv.FormatInt(n.Size, 10), d.width+1, ' ')
	d.more(v)
	d.buf = append(d.buf, '\n')
	if d.opts.Fields {
		d.fields(v.decoded.Fields, v.level+2, "")
	}
	return d.flush(dumpBuffer)
}

func (d *textDump) typeAndName(i int) {
	n := &d.tree.nodes[i]
	if n.Gap {
		d.buf = append(d.buf, gapText...)
		return
	}
	d.buf = n.Type.append(d.buf)
	if name := d.tree.Name(i); name != "" {
		d.buf = append(append(d.buf, ' '), name...)
	}
}

// more is the summary and what is wrong.
func (d *textDump) more(v *visit) {
	// The boxes that a summary asks lie around this one, so that one window
	// serves both decoders in turn.
	d.about.ask.d.win = v.decoder.d.win
	text := d.about.summary(v.i, v.decoded)
	v.decoder.d.win = d.about.ask.d.win
	if text != "" {
		d.buf = append(append(d.buf, "  "...), text...)
	}
	if v.fault != "" {
		d.buf = append(append(d.buf, "  ! "...), v.fault...)
	}
}

// fields writes a line for each field. array is the name of the array that
// they are the entries of, else empty.
func (d *textDump) fields(fields []Field, level int, array string) {
	for i := range fields {
		if i == dumpRows && array != "" && !d.opts.All {
			d.left(len(fields)-i, level)
			return
		}
		name := fields[i].Name
		if name == "" && array != "" {
			name = array + "[" + strconv.Itoa(i) + "]"
		}
		d.field(&fields[i], name, level)
	}
}

func (d *textDump) field(f *Field, name string, level int) {
	d.indent(level)
	d.buf = append(d.buf, name...)
	if f.Kind != Group && f.Kind != Array {
		d.buf = append(d.buf, " = "...)
		d.value(f)
	}
	if f.Note != "" {
		d.buf = append(append(append(d.buf, " ("...), f.Note...), ')')
	}
	if f.Err != nil {
		d.buf = append(append(d.buf, "  ! "...), f.Err.Error()...)
	}
	d.buf = append(d.buf, '\n')
	if f.Rows != nil {
		d.rows(f.Rows, level+1)
		return
	}
	array := ""
	if f.Kind == Array {
		array = f.Name
	}
	d.fields(f.Items, level+1, array)
}

func (d *textDump) value(f *Field) {
	switch {
	case f.Hex:
		d.buf = append(d.buf, "0x"...)
		d.right(strconv.FormatUint(f.Uint(), 16), int(f.Bits+3)/4, '0')
	case f.Kind == Text:
		d.buf = strconv.AppendQuote(d.buf, f.Text())
	case f.Kind == Bytes && f.Bits > 8*dumpBytes && !d.opts.All:
		d.buf = append(strconv.AppendInt(d.buf, f.Bits/8, 10), " bytes"...)
	default:
		d.buf = append(d.buf, f.Text()...)
	}
}

// rows writes a line for each row of a table: all its columns.
func (d *textDump) rows(t *Table, level int) {
	shown := t.Count()
	if !d.opts.All {
		shown = min(shown, dumpRows)
	}
	for i := range shown {
		d.indent(level)
		d.buf = append(d.buf, '[')
		d.buf = append(strconv.AppendInt(d.buf, int64(i), 10), ']')
		row := t.Row(i)
		for c := range row {
			d.buf = append(d.buf, ' ', ' ')
			if row[c].Name != "" {
				d.buf = append(append(d.buf, row[c].Name...), '=')
			}
			d.value(&row[c])
		}
		d.buf = append(d.buf, '\n')
		if d.flush(dumpBuffer) != nil {
			return
		}
	}
	d.left(t.Count()-shown, level)
}

// left says how many entries are not written.
func (d *textDump) left(n, level int) {
	if n <= 0 {
		return
	}
	d.indent(level)
	d.buf = append(d.buf, "... "...)
	d.buf = append(strconv.AppendInt(d.buf, int64(n), 10), " more\n"...)
}

func (d *textDump) indent(level int) {
	for range level {
		d.buf = append(d.buf, indentText...)
	}
}

// pad fills the line with spaces up to a place in the buffer.
func (d *textDump) pad(to int) {
	for len(d.buf) < to {
		d.buf = append(d.buf, ' ')
	}
}

// right writes text that ends at a column.
func (d *textDump) right(text string, width int, fill byte) {
	for range width - len(text) {
		d.buf = append(d.buf, fill)
	}
	d.buf = append(d.buf, text...)
}

// flush writes the buffer when it holds at least enough bytes.
func (d *textDump) flush(enough int) error {
	if len(d.buf) < enough {
		return nil
	}
	_, err := d.w.Write(d.buf)
	d.buf = d.buf[:0]
	return err
}
