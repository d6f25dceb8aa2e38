package box

import (
	"bytes"
	"context"
	"io/fs"
	"os"
	"reflect"
	"strings"
	"testing"

	"github.com/abema/go-mp4"

	"smoothscope/inspect/source"
	"smoothscope/testdata"
)

// TestTagsAgainstUnmarshal reads every box that go-mp4 knows by its tags, also
// those that have an own definition, and demands what go-mp4's own reader
// gets. Only files with sound headers are shown to that.
func TestTagsAgainstUnmarshal(t *testing.T) {
	types := make(map[string]int)
	for _, path := range testdata.CorpusFiles(t) {
		if strings.Contains(path, "fuzz") {
			continue
		}
		file, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		tree, err := Scan(context.Background(), source.Memory(path, file), Options{})
		if err != nil {
			t.Fatal(err)
		}
		if tree.Foreign() || len(tree.Faults()) > 0 {
			continue
		}
		for i := range tree.Len() {
			if compareTags(t, tree, i, file) {
				types[tree.TypeString(i)]++
			}
		}
	}
	if len(types) < 65 {
		t.Errorf("%d types compared: %v", len(types), types)
	}
}

// overridden have readers of their own in go-mp4, which the tags do not tell;
// they have definitions of their own here.
func overridden(code string) bool {
	switch code {
	case "emsg", "hdlr", "avcC", "meta", "esds":
		return true
	}
	return false
}

// compareTags compares one box; it reports whether go-mp4 could read it.
func compareTags(t *testing.T, tree *Tree, i int, file []byte) bool {
	t.Helper()
	n := tree.Node(i)
	from, to := tree.Own(i)
	if n.Gap || from == to || overridden(string(n.Type[:])) {
		return false
	}
	want, read, err := unmarshal(mp4.BoxType(n.Type), file[from:to], mp4Context(tree, i))
	if err != nil {
		return false
	}
	d := &D{tree: tree}
	d.reset(i)
	w := tagWalk{d: d, ctx: mp4Context(tree, i)}
	if w.box, err = mp4.BoxType(n.Type).New(w.ctx); err != nil {
		t.Errorf("%s: %v", tree.Path(i), err)
		return false
	}
	w.box.SetVersion(anyVersion)
	w.fields(reflect.ValueOf(w.box).Elem())
	where := tree.src.Name() + ": " + tree.Path(i)
	if d.pos != from*8+int64(read)*8 || d.err != nil {
		t.Errorf("%s: read to bit %d of %d to %d, go-mp4 %d bytes: %v", where, d.pos, from*8, to*8, read, d.err)
	}
	got := Decoded{Fields: d.out}
	c := tagComparer{t, &w, where}
	c.structs(&got, reflect.ValueOf(w.box).Elem(), reflect.ValueOf(want).Elem())
	return true
}

// unmarshal is go-mp4's own reading, which may fall over.
func unmarshal(code mp4.BoxType, payload []byte, ctx mp4.Context) (b mp4.IBox, n uint64, err error) {
	defer func() {
		if cause := recover(); cause != nil {
			err = fs.ErrInvalid
		}
	}()
	return mp4.UnmarshalAny(bytes.NewReader(payload), code, uint64(len(payload)), ctx)
}

// tagComparer compares what the tags gave with what go-mp4 read.
type tagComparer struct {
	t     *testing.T
	walk  *tagWalk
	where string
}

func (c *tagComparer) differ(name string, got, want any) {
	c.t.Helper()
	c.t.Errorf("%s %s: %v, go-mp4 %v", c.where, name, got, want)
}

// structs compares the numbers that were stored in the struct with want, and
// the lists and texts of the fields.
func (c *tagComparer) structs(fields *Decoded, got, want reflect.Value) {
	c.t.Helper()
	for _, g := range tagsOf(got.Type()) {
		if !c.walk.resolve(want, &g) || g.name == "reserved" { // a name that several fields may have
			continue
		}
		a, b := got.Field(g.index), want.Field(g.index)
		switch {
		case a.Type() == reflect.TypeFor[mp4.FullBox](), a.CanInt(), a.CanUint(), a.Kind() == reflect.Bool:
			if !reflect.DeepEqual(a.Interface(), b.Interface()) {
				c.differ(g.name, a, b)
			}
		case a.Kind() == reflect.String:
			if text := fields.Text(g.name); text != b.String() {
				c.differ(g.name, text, b)
			}
		case a.Kind() == reflect.Struct:
			inner, ok := fields.Get(g.name)
			if !ok {
				inner.Items = fields.Fields // an extended struct
			}
			c.structs(&Decoded{Fields: inner.Items}, a, b)
		case a.Kind() == reflect.Slice, a.Kind() == reflect.Array:
			c.list(fields, &g, b)
		}
	}
}

func (c *tagComparer) list(fields *Decoded, g *tag, want reflect.Value) {
	c.t.Helper()
	f, ok := fields.Get(g.name)
	switch elem := want.Type().Elem(); {
	case want.Len() == 0 && (!ok || f.Bits == 0):
	case !ok:
		c.differ(g.name, "nothing", want)
	case f.Rows != nil:
		c.rows(f.Rows, want)
	case f.Kind == Array:
		if len(f.Items) != want.Len() {
			c.differ(g.name, len(f.Items), want.Len())
		}
	case g.language:
		if f.Bits != int64(g.size)*int64(want.Len()) {
			c.differ(g.name, f.Bits, want)
		}
	default:
		if p, err := f.Bytes(1 << 20); elem.Kind() != reflect.Uint8 || err != nil || !bytes.Equal(p, bytesOf(want)) {
			c.differ(g.name, p, want)
		}
	}
}

func bytesOf(v reflect.Value) []byte {
	p := make([]byte, v.Len())
	reflect.Copy(reflect.ValueOf(p), v)
	return p
}

func (c *tagComparer) rows(rows *Table, want reflect.Value) {
	c.t.Helper()
	if rows.RowBits == 0 && rows.Claimed == uint64(want.Len()) {
		return
	}
	if rows.Count() != want.Len() {
		c.differ(rows.Name, rows.Count(), want.Len())
		return
	}
	for row := range min(want.Len(), 300) {
		if cell := want.Index(row); cell.Kind() != reflect.Struct {
			c.cell(rows, row, 0, cell)
			continue
		}
		for _, g := range tagsOf(want.Type().Elem()) {
			if !c.walk.resolve(want.Index(row), &g) {
				continue
			}
			col := max(rows.Column(g.name), 0) // the only column has no name
			c.cell(rows, row, col, want.Index(row).Field(g.index))
		}
	}
}

func (c *tagComparer) cell(rows *Table, row, col int, want reflect.Value) {
	c.t.Helper()
	if !want.CanInt() && !want.CanUint() {
		return
	}
	if n := numberOf(want); n != rows.Uint(row, col) && n != uint64(rows.Int(row, col)) {
		c.differ(rows.RowName(row, col), rows.Uint(row, col), want)
	}
}

func numberOf(v reflect.Value) uint64 {
	if v.CanInt() {
		return uint64(v.Int())
	}
	return v.Uint()
}

func TestSnake(t *testing.T) {
	for in, want := range map[string]string{
		"TrackID": "track_id", "CreationTimeV0": "creation_time", "DurationV1": "duration", "SampleCount": "sample_count",
		"AVCLevelIndication": "avc_level_indication", "Opcolor": "opcolor", "DefaultKID": "default_kid", "SampleSize2": "sample_size2",
	} {
		if got := snake(in); got != want {
			t.Errorf("%s becomes %s, want %s", in, got, want)
		}
	}
}
