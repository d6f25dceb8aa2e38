package box

import (
	"bytes"
	"context"
	"encoding/hex"
	"encoding/json"
	"errors"
	"io"
	"strconv"
	"unicode/utf8"
)

// WriteJSON writes the tree as one JSON document:
// {"file","size","boxes":[Box],"errors":[{"offset","path","message"}]}.
// It writes as it goes, so that a large file takes no more memory than its
// tree. The Damage has a Count of 0 where nothing is broken.
func (t *Tree) WriteJSON(ctx context.Context, w io.Writer, o DumpOptions) (Damage, error) {
	j := &jsonDump{tree: t, opts: o, w: w}
	j.raw(`{"file":`)
	j.text(t.src.Name())
	j.key("size")
	j.int(t.src.Size())
	j.raw(`,"boxes":[`)
	d := &dumper{tree: t, opts: o, enter: j.enter, leave: j.leave}
	if err := d.walk(ctx); err != nil {
		if ctx.Err() != nil {
			err = j.cutShort(d, err)
		}
		return Damage{}, err
	}
	j.raw(`],"errors":[`)
	j.errors(d.broken)
	j.raw("]}\n")
	return d.damage, j.flush(0)
}

// cutShort ends the document where the walk ended, so that it is one.
func (j *jsonDump) cutShort(d *dumper, why error) error {
	if err := d.leaveTo(len(j.tree.nodes)); err != nil {
		return errors.Join(why, err)
	}
	j.raw(`],"errors":[]`)
	j.key("error")
	j.text(why.Error())
	j.raw("}\n")
	return errors.Join(why, j.flush(0))
}

// jsonDump writes boxes and fields. It gathers text in buf until that is worth a write.
type jsonDump struct {
	tree  *Tree
	opts  DumpOptions
	w     io.Writer
	buf   []byte
	level int  // of the node entered or left last
	some  bool // a node was written
}

func (j *jsonDump) enter(v *visit) error {
	n := &j.tree.nodes[v.i]
	switch {
	case v.level > j.level && j.some: // the first child
		j.raw(`,"children":[`)
	case j.some:
		j.raw(",\n")
	}
	j.level, j.some = v.level, true
	j.raw(`{"type":`)
	j.text(j.tree.TypeString(v.i))
	if id, ok := j.tree.UUID(v.i); ok {
		j.key("uuid")
		j.text(id.String())
		if name := j.tree.Name(v.i); name != "" {
			j.key("name")
			j.text(name)
		}
	}
	j.key("path")
	j.text(string(v.path))
	j.key("offset")
	j.int(n.Offset)
	j.key("headerSize")
	j.int(int64(n.Header))
	j.key("size")
	j.int(n.Size)
	j.content(v)
	return j.flush(dumpBuffer)
}

// content is what only some boxes have.
func (j *jsonDump) content(v *visit) {
	fields := v.decoded.Fields
	if len(fields) >= 2 && fields[0].Name == "version" && fields[1].Name == "flags" {
		j.key("version")
		j.uint(fields[0].Uint())
		j.key("flags")
		j.uint(fields[1].Uint())
	}
	if j.opts.Fields && len(fields) > 0 {
		j.key("fields")
		j.fields(fields, "")
	}
	if v.fault != "" {
		j.key("error")
		j.text(v.fault)
	}
}

func (j *jsonDump) leave(i int) error {
	n := &j.tree.nodes[i]
	level := int(n.Depth)
	if j.opts.Root >= 0 {
		level -= int(j.tree.nodes[j.opts.Root].Depth)
	}
	if j.level > level { // children were written
		j.raw("]")
	}
	j.level = level
	j.raw("}")
	return nil
}

func (j *jsonDump) errors(nodes []int32) {
	comma := ""
	for f := range j.tree.faultsOf(nodes) {
		j.raw(comma)
		comma = ",\n"
		j.raw(`{"offset":`)
		j.int(f.Offset)
		j.key("path")
		j.text(f.Path)
		j.key("message")
		j.text(f.Message)
		j.raw("}")
		if j.flush(dumpBuffer) != nil {
			return
		}
	}
}

// fields writes a list of fields. array is the name of the array that they
// are the entries of, else empty.
func (j *jsonDump) fields(fields []Field, array string) {
	j.raw("[")
	for i := range fields {
		if i == dumpRows && array != "" && !j.opts.All {
			break
		}
		if i > 0 {
			j.raw(",")
		}
		name := fields[i].Name
		if name == "" && array != "" {
			name = array + "[" + strconv.Itoa(i) + "]"
		}
		j.field(&fields[i], name)
	}
	j.raw("]")
}

func (j *jsonDump) field(f *Field, name string) {
	j.raw(`{"name":`)
	j.text(name)
	j.key("value")
	omitted := j.value(f)
	if note := j.note(f); note != "" {
		j.key("text")
		j.text(note)
	}
	j.key("bitOffset")
	j.int(f.Bit)
	j.key("bitLength")
	j.int(f.Bits)
	if f.LittleEndian {
		j.raw(`,"littleEndian":true`)
	}
	if f.Err != nil {
		j.key("error")
		j.text(f.Err.Error())
	}
	switch {
	case f.Rows != nil:
		j.key("items")
		omitted = j.rows(f.Rows)
	case f.Kind == Array || len(f.Items) > 0:
		j.key("items")
		j.fields(f.Items, j.entries(f))
		omitted += j.cut(f)
	}
	if omitted > 0 {
		j.key("omitted")
		j.int(omitted)
	}
	j.raw("}")
}

func (j *jsonDump) entries(f *Field) string {
	if f.Kind == Array {
		return f.Name
	}
	return ""
}

func (j *jsonDump) cut(f *Field) int64 {
	if f.Kind != Array || j.opts.All {
		return 0
	}
	return int64(max(0, len(f.Items)-dumpRows))
}

// rows writes the rows of a table and returns how many it left out.
func (j *jsonDump) rows(t *Table) int64 {
	shown := t.Count()
	if !j.opts.All {
		shown = min(shown, dumpRows)
	}
	j.raw("[")
	for i := range shown {
		if i > 0 {
			j.raw(",")
		}
		j.row(t, i)
		if j.flush(dumpBuffer) != nil {
			break
		}
	}
	j.raw("]")
	return int64(t.Count() - shown)
}

func (j *jsonDump) row(t *Table, i int) {
	fields, name := t.Row(i), t.Name+"["+strconv.Itoa(i)+"]"
	if len(fields) == 1 && fields[0].Name == "" {
		j.field(&fields[0], name)
		return
	}
	j.raw(`{"name":`)
	j.text(name)
	j.raw(`,"value":null`)
	j.key("bitOffset")
	j.int(t.Bit + int64(i)*t.RowBits)
	j.key("bitLength")
	j.int(t.RowBits)
	j.key("items")
	j.fields(fields, "")
	j.raw("}")
}

// note is the meaning of a field. That of a little-endian integer begins with
// its number, because its value shows the bytes as they stand in the file.
func (j *jsonDump) note(f *Field) string {
	switch {
	case !f.LittleEndian:
		return f.Note
	case f.Note == "":
		return strconv.FormatUint(f.Uint(), 10)
	}
	return strconv.FormatUint(f.Uint(), 10) + ", " + f.Note
}

// value writes what a field says and returns how many bytes it left out. A
// number is what its bits say read from the highest to the lowest, so that a
// reader needs no more than the range; little-endian ones are bytes.
func (j *jsonDump) value(f *Field) (omitted int64) {
	if f.LittleEndian {
		return j.bytes(f)
	}
	switch f.Kind {
	case Uint:
		j.uint(f.Uint())
	case Int:
		j.int(f.Int())
	case Fixed:
		j.fixed(f.Float())
	case Bytes:
		return j.bytes(f)
	case Text, FourCC, GUID:
		j.text(f.Text())
	default:
		j.raw("null")
	}
	return 0
}

// fixed writes a fixed-point number always with its point, so that nobody
// takes it for the integer in its bits.
func (j *jsonDump) fixed(v float64) {
	from := len(j.buf)
	j.buf = strconv.AppendFloat(j.buf, v, 'f', -1, 64)
	if !bytes.ContainsRune(j.buf[from:], '.') {
		j.raw(".0")
	}
}

// bytes writes hexadecimal through a small buffer.
func (j *jsonDump) bytes(f *Field) (omitted int64) {
	size := (f.Bits + 7) / 8
	end := min(size, dumpBytesAll)
	if !j.opts.All {
		end = min(size, dumpBytes)
	}
	j.raw(`"`)
	at := int64(0)
	for at < end {
		part := Field{Kind: Bytes, Bit: f.Bit + at*8, Bits: min(end-at, windowSize) * 8, tree: f.tree}
		p, err := part.Bytes(windowSize)
		j.buf = hex.AppendEncode(j.buf, p)
		at += int64(len(p))
		if err != nil || len(p) == 0 || j.flush(dumpBuffer) != nil {
			break
		}
	}
	j.raw(`"`)
	return size - at
}

func (j *jsonDump) raw(s string)  { j.buf = append(j.buf, s...) }
func (j *jsonDump) int(v int64)   { j.buf = strconv.AppendInt(j.buf, v, 10) }
func (j *jsonDump) uint(v uint64) { j.buf = strconv.AppendUint(j.buf, v, 10) }

func (j *jsonDump) key(name string) {
	j.buf = append(j.buf, ',', '"')
	j.buf = append(j.buf, name...)
	j.buf = append(j.buf, '"', ':')
}

// text writes a string; most are plain and need no escapes.
func (j *jsonDump) text(s string) {
	for i := range len(s) {
		if c := s[i]; c < 0x20 || c >= utf8.RuneSelf || c == '"' || c == '\\' {
			b, _ := json.Marshal(s) // a string always marshals
			j.buf = append(j.buf, b...)
			return
		}
	}
	j.buf = append(j.buf, '"')
	j.buf = append(j.buf, s...)
	j.buf = append(j.buf, '"')
}

// flush writes the buffer when it holds at least enough bytes.
func (j *jsonDump) flush(enough int) error {
	if len(j.buf) < enough {
		return nil
	}
	_, err := j.w.Write(j.buf)
	j.buf = j.buf[:0]
	return err
}
