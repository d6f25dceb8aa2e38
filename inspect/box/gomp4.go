package box

import (
	"reflect"

	"github.com/abema/go-mp4"
)

// fallback reads a box whose type has no own definition by the definition that
// go-mp4 has for it. It reports whether there is one.
//
// Only the definitions are used: the tags of go-mp4's structs and the methods
// that answer sizes and lengths. Its reading is not, because that trusts what
// the file claims.
func fallback(d *D) bool {
	code, ctx := mp4.BoxType(d.tree.nodes[d.node].Type), mp4Context(d.tree, d.node)
	box, err := code.New(ctx)
	if err != nil {
		return false
	}
	box.SetVersion(anyVersion)
	w := tagWalk{d: d, box: box, ctx: ctx}
	w.fields(reflect.ValueOf(box).Elem())
	return true
}

// anyVersion is what go-mp4 takes for a version that was not read yet.
const anyVersion = 255

// mp4Context is what go-mp4 wants to know of the place of node i.
func mp4Context(t *Tree, i int) mp4.Context {
	ctx := mp4.Context{IsQuickTimeCompatible: t.quickTime()}
	for p := t.Parent(i); p >= 0; p = t.Parent(p) {
		switch string(t.nodes[p].Type[:]) {
		case "wave":
			ctx.UnderWave = true
		case "udta":
			ctx.UnderUdta = true
		case "----":
			ctx.UnderIlstFreeMeta = true
		case "ilst":
			ctx.UnderIlst = true
			ctx.UnderIlstMeta = t.Parent(i) != p
		}
	}
	return ctx
}

// quickTime reports whether the file calls itself one of QuickTime's. The box
// that says so stands at the start.
func (t *Tree) quickTime() bool {
	if len(t.nodes) == 0 || string(t.nodes[0].Type[:]) != "ftyp" {
		return false
	}
	d := D{tree: t}
	d.reset(0)
	brands := d.peekBytes(windowSize)
	for ; len(brands) >= 4; brands = brands[4:] {
		if string(brands[:4]) == "qt  " {
			return true
		}
	}
	return false
}

// tagWalk reads one box by the tags of a go-mp4 struct. Numbers and codes are
// stored in the struct as they are read, so that its methods can answer for what follows.
type tagWalk struct {
	d   *D
	box mp4.IBox
	ctx mp4.Context
}

// fields reads all fields of a struct.
func (w *tagWalk) fields(v reflect.Value) {
	for _, t := range tagsOf(v.Type()) {
		if w.d.Failed() {
			return
		}
		if w.resolve(v, &t) {
			w.value(v.Field(t.index), &t)
		}
	}
}

// resolve asks the struct what its tag leaves open. It reports whether the
// field is there at all.
func (w *tagWalk) resolve(v reflect.Value, t *tag) bool {
	owner := w.owner(v)
	if !t.inVersion(w.box.GetVersion()) || !t.inFlags(w.box.GetFlags()) {
		return false
	}
	if t.optDynamic && !owner.IsOptFieldEnabled(t.goName, w.ctx) {
		return false
	}
	if t.sizeDynamic {
		t.size = uint64(owner.GetFieldSize(t.goName, w.ctx))
	}
	if t.lenDynamic {
		t.length = uint64(owner.GetFieldLength(t.goName, w.ctx))
	}
	return true
}

// owner is who answers for the fields of a struct: itself, else the box.
func (w *tagWalk) owner(v reflect.Value) mp4.ICustomFieldObject {
	if own, ok := v.Addr().Interface().(mp4.ICustomFieldObject); ok {
		return own
	}
	return w.box
}

func (w *tagWalk) value(v reflect.Value, t *tag) {
	switch v.Kind() {
	case reflect.Pointer:
		v.Set(reflect.New(v.Type().Elem()))
		w.value(v.Elem(), t)
	case reflect.Struct:
		w.structure(v, t)
	case reflect.Array:
		w.remember(v, t)
		w.list(v.Type().Elem(), t, uint64(v.Len()))
	case reflect.Slice:
		w.list(v.Type().Elem(), t, t.length)
	case reflect.String:
		w.text(t)
	default:
		w.number(v, t)
	}
}

// remember stores a short array of bytes: codes decide what follows them.
func (w *tagWalk) remember(v reflect.Value, t *tag) {
	if v.Type().Elem().Kind() == reflect.Uint8 && t.size == 8 {
		reflect.Copy(v, reflect.ValueOf(w.d.peekBytes(int64(v.Len()))))
	}
}

func (w *tagWalk) structure(v reflect.Value, t *tag) {
	switch {
	case v.Type() == reflect.TypeFor[mp4.FullBox]():
		w.d.Full(w.highestVersion())
		w.box.SetVersion(w.d.Version)
		w.box.SetFlags(w.d.Flags)
	case t.extend:
		w.fields(v)
	case t.size >= 8 && t.size%8 == 0:
		w.d.Sub(t.name, int64(t.size/8), func() { w.fields(v) })
	default:
		w.d.Group(t.name, func() { w.fields(v) })
	}
}

// highestVersion that go-mp4 knows of the box.
func (w *tagWalk) highestVersion() uint8 {
	versions, err := w.box.GetType().GetSupportedVersions(w.ctx)
	if err != nil || len(versions) == 0 {
		return anyVersion - 1
	}
	var highest uint8
	for _, v := range versions {
		highest = max(highest, v)
	}
	return highest
}

func (w *tagWalk) number(v reflect.Value, t *tag) {
	switch {
	case t.varint || t.size == 0 || t.size > 64:
		w.d.fail(errNoSize)
	case v.CanInt():
		v.SetInt(w.d.I(t.name, int(t.size)))
	case v.Kind() == reflect.Bool:
		v.SetBool(w.d.U(t.name, int(t.size)) != 0)
	default:
		v.SetUint(w.d.U(t.name, int(t.size)))
	}
}

func (w *tagWalk) text(t *tag) {
	if t.boxString {
		w.d.Chars(t.name, w.d.LeftBytes(), utf8Text)
		return
	}
	if w.d.LeftBytes() > 0 { // the last text may be left out
		w.d.CStr(t.name)
	}
}

// list reads n values of one kind; unlimited is as many as there are.
func (w *tagWalk) list(elem reflect.Type, t *tag, n uint64) {
	switch {
	case elem.Kind() == reflect.Uint8 && t.size == 8:
		w.bytes(t, n)
	case elem.Kind() == reflect.Uint8 && t.language:
		w.d.U(t.name, int(n*t.size))
	case elem.Kind() == reflect.Struct:
		w.structs(elem, t, n)
	case t.size > 0 && t.size <= 64:
		w.d.Table(t.name, w.rows(n, t.size), Column{Kind: columnKind(elem), Bits: int(t.size)})
	default:
		w.d.fail(errNoSize)
	}
}

func columnKind(t reflect.Type) Kind {
	switch t.Kind() {
	case reflect.Int8, reflect.Int16, reflect.Int32, reflect.Int64:
		return Int
	}
	return Uint
}

// rows is n, or as many rows as the bytes left hold where n is unlimited.
func (w *tagWalk) rows(n, bits uint64) uint64 {
	if n == unlimited && bits > 0 {
		return uint64(w.d.Left()) / bits
	}
	return n
}

// bytes reads n bytes. go-mp4 says 2^32-1 where it means all that is left; the
// same number as a count in the file cannot be kept either.
func (w *tagWalk) bytes(t *tag, n uint64) {
	if n == mp4.LengthUnlimited {
		n = unlimited
	}
	n = w.rows(n, 8)
	switch {
	case n > uint64(w.d.LeftBytes()):
		w.d.need(t.name, int64(min(n, 1<<40))*8)
	case t.uuid && n == 16:
		w.d.UUID(t.name)
	case t.text && n == 4:
		w.d.FourCC(t.name)
	case t.text:
		w.d.Chars(t.name, int64(n), utf8Text)
	default:
		w.d.Bytes(t.name, int64(n))
	}
}

// structs reads n structures: as rows where all have the same columns, else
// one by one.
func (w *tagWalk) structs(elem reflect.Type, t *tag, n uint64) {
	if cols, bits, ok := w.columns(elem); ok {
		w.d.Table(t.name, w.rows(n, bits), cols...)
		return
	}
	read := func(uint64) { w.fields(reflect.New(elem).Elem()) }
	if n == unlimited {
		w.d.Until(t.name, read)
		return
	}
	w.d.Each(t.name, n, read)
}

// columns are the fields of a structure; it is not ok where they differ from
// one to the next.
func (w *tagWalk) columns(elem reflect.Type) (cols []Column, bits uint64, ok bool) {
	v := reflect.New(elem).Elem()
	_, ownAnswers := v.Addr().Interface().(mp4.ICustomFieldObject)
	for _, t := range tagsOf(elem) {
		if ownAnswers && (t.optDynamic || t.sizeDynamic) || t.lenDynamic || t.varint {
			return nil, 0, false
		}
		if !w.resolve(v, &t) {
			continue
		}
		c, ok := column(elem.Field(t.index).Type, &t)
		if !ok {
			return nil, 0, false
		}
		cols, bits = append(cols, c), bits+uint64(c.Bits)
	}
	if len(cols) == 1 {
		cols[0].Name = ""
	}
	return cols, bits, true
}

func column(typ reflect.Type, t *tag) (c Column, ok bool) {
	c = Column{Name: t.name, Kind: columnKind(typ), Bits: int(t.size)}
	switch typ.Kind() {
	case reflect.Array:
		c.Kind, c.Bits = Bytes, int(t.size)*typ.Len()
		if t.text && c.Bits == 32 {
			c.Kind = FourCC
		}
		return c, typ.Elem().Kind() == reflect.Uint8 && t.size == 8
	case reflect.Slice, reflect.Struct, reflect.String, reflect.Pointer:
		return c, false
	}
	return c, t.size > 0 && t.size <= 64
}
