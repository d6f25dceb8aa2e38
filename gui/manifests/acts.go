package manifests

import (
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/lang"

	"smoothscope/gui/kit"
	"smoothscope/inspect/manifest"
)

// act is what can be done with the selected element.
type act int

const (
	actAdd act = iota
	actDuplicate
	actUp
	actDown
	actRemove
)

// actWord names an act on a button.
type actWord struct {
	act   act
	label string
}

// shownActs are the buttons beside that which adds.
func shownActs() []actWord {
	return []actWord{
		{actDuplicate, lang.L("Duplicate")}, {actUp, "↑"}, {actDown, "↓"}, {actRemove, lang.L("Remove")},
	}
}

// menuAct names an act in a menu, with its key.
type menuAct struct {
	act   act
	label string
	key   fyne.Shortcut
}

func menuActs() []menuAct {
	key := func(name fyne.KeyName, mod fyne.KeyModifier) fyne.Shortcut {
		return &desktop.CustomShortcut{KeyName: name, Modifier: mod}
	}
	return []menuAct{
		{actDuplicate, lang.L("Duplicate"), key(fyne.KeyD, fyne.KeyModifierShortcutDefault)},
		{actUp, lang.L("Move up"), key(fyne.KeyUp, fyne.KeyModifierAlt)},
		{actDown, lang.L("Move down"), key(fyne.KeyDown, fyne.KeyModifierAlt)},
		{actRemove, lang.L("Remove"), key(fyne.KeyDelete, 0)},
	}
}

// can tells whether an act is possible now.
func (r *Room) can(a act) bool {
	if !r.editable() || r.shown.selected < 0 {
		return false
	}
	d, node := r.shown, r.shown.selected
	if d.nodes[node].list {
		return a == actAdd || a == actRemove && r.form.table.picked()
	}
	element := d.nodes[node].element
	switch a {
	case actAdd:
		return true
	case actRemove:
		return !d.bearing(element)
	case actDuplicate:
		return !d.bearing(element) && !d.outline.Is(element, "c") && !d.outline.Is(element, "f")
	}
	if d.bearing(element) || d.outline.Is(element, "c") || d.outline.Is(element, "f") {
		return false
	}
	all := d.outline.Siblings(element)
	at := position(all, element)
	return a == actUp && at > 0 || a == actDown && at+1 < len(all)
}

// bearing tells whether a document is none without an element.
func (d *doc) bearing(element int) bool {
	if element < 0 || d.outline.Elements[element].Parent < 0 {
		return true
	}
	return d.server != nil && (d.outline.Is(element, "head") || d.outline.Is(element, "body"))
}

// do acts on the selected element.
func (r *Room) do(a act) {
	if a == actAdd {
		r.addMenu(r.head.buttons[0])
		return
	}
	if !r.can(a) {
		return
	}
	r.form.commit()
	d := r.shown
	if d.list(d.selected) {
		r.form.table.remove()
		return
	}
	element := d.element(d.selected)
	name := d.short(element)
	switch a {
	case actRemove:
		r.change(change{what: lang.L("Remove {{.What}}", named(name)), base: d, element: element, make: remove})
	case actDuplicate:
		r.change(change{what: lang.L("Duplicate {{.What}}", named(name)), base: d, element: element, make: duplicate})
	case actUp:
		r.change(change{what: lang.L("Move {{.What}} up", named(name)), base: d, element: element, make: mover(-1)})
	case actDown:
		r.change(change{what: lang.L("Move {{.What}} down", named(name)), base: d, element: element, make: mover(1)})
	}
}

func named(what string) map[string]any { return map[string]any{"What": what} }

// short names an element in the list of what was done.
func (d *doc) short(element int) string {
	if element < 0 {
		return ""
	}
	name := d.outline.Elements[element].Name
	for _, a := range []string{"Name", "Bitrate", "src", "t"} {
		if v, ok := d.outline.Attr(element, a); ok && v != "" {
			return name + " " + v
		}
	}
	return name
}

// remove takes an element away and selects what comes to stand in its place.
func remove(d *doc, element int) (result, error) {
	if d.outline.Is(element, "c") {
		return removeChunk(d, element)
	}
	edits, err := d.outline.Remove(element)
	if err != nil {
		return result{}, err
	}
	raw, err := manifest.Apply(d.raw, edits)
	at := int64(-1)
	all := d.outline.Siblings(element)
	switch k := position(all, element); {
	case k+1 < len(all): // the next one comes to where this was
		at = d.outline.Elements[all[k+1]].Span.From - removed(edits, d.outline.Elements[all[k+1]].Span.From)
	case k > 0:
		at = d.outline.Elements[all[k-1]].Span.From - removed(edits, d.outline.Elements[all[k-1]].Span.From)
	}
	return result{raw, at}, err
}

// removed is how many bytes less there are before a place after edits.
func removed(edits []manifest.Edit, before int64) int64 {
	n := int64(0)
	for _, e := range edits {
		if e.To <= before {
			n += e.To - e.From - int64(len(e.Text))
		}
	}
	return n
}

// mover moves an element among its siblings.
func mover(by int) func(*doc, int) (result, error) {
	return func(d *doc, element int) (result, error) {
		edits, err := d.outline.Move(element, by)
		if err != nil {
			return result{}, err
		}
		raw, err := manifest.Apply(d.raw, edits)
		if err != nil {
			return result{}, err
		}
		fresh, all := parse(d.path, raw), d.outline.Siblings(element)
		parent := newCarrier(d, fresh).element(int(d.outline.Elements[element].Parent))
		if parent < 0 {
			return result{raw, -1}, nil
		}
		children := fresh.outline.Children(parent)
		first := slices.IndexFunc(children, func(i int) bool { return fresh.outline.Is(i, d.outline.Elements[element].Name) })
		if first < 0 {
			return result{raw, -1}, nil
		}
		same := fresh.outline.Siblings(children[first])
		return result{raw, fresh.outline.Elements[same[position(all, element)+by]].Span.From}, nil
	}
}

// duplicate puts a copy behind an element, told apart from it by name, bitrate
// and index.
func duplicate(d *doc, element int) (result, error) {
	edits, err := d.outline.Duplicate(element)
	if err != nil {
		return result{}, err
	}
	raw, err := manifest.Apply(d.raw, edits)
	if err != nil {
		return result{}, err
	}
	all := d.outline.Siblings(element)
	fresh := parse(d.path, raw)
	copied := int(d.outline.Elements[element].End)
	if copied >= len(fresh.outline.Elements) {
		return result{}, errGone
	}
	at := fresh.outline.Elements[copied].Span.From
	more, err := tellApart(fresh, copied, d, all)
	if err != nil {
		return result{}, err
	}
	raw, err = manifest.Apply(raw, more)
	return result{raw, at}, err
}

// tellApart changes in a copy what has to be unique among its siblings.
func tellApart(fresh *doc, copied int, d *doc, all []int) ([]manifest.Edit, error) {
	var edits []manifest.Edit
	set := func(name, value string) error {
		more, err := fresh.outline.SetAttr(copied, name, value)
		edits = append(edits, more...)
		return err
	}
	switch strings.ToLower(fresh.outline.Elements[copied].Name) {
	case "streamindex":
		old := ""
		if s, _ := fresh.stream(copied); s != nil {
			old = s.Title()
		}
		name := freeName(d, all, "Name", old)
		if err := set("Name", name); err != nil {
			return nil, err
		}
		if url, ok := fresh.outline.Attr(copied, "Url"); ok {
			return edits, errors.Join(set("Url", strings.Replace(url, "("+old+"=", "("+name+"=", 1)))
		}
	case "qualitylevel":
		if err := set("Bitrate", freeNumber(d, all, "Bitrate", copied, fresh)); err != nil {
			return nil, err
		}
		if _, ok := fresh.outline.Attr(copied, "Index"); ok {
			return edits, set("Index", freeNumber(d, all, "Index", copied, fresh))
		}
	case "attribute", "meta", "param":
		for _, a := range fresh.outline.Attrs(copied) {
			if strings.EqualFold(a.Name, "name") {
				return edits, set(a.Name, freeName(d, all, a.Name, a.Value))
			}
		}
	}
	return edits, nil
}

// freeName is a name with a number that none of the elements has.
func freeName(d *doc, all []int, attr, name string) string {
	base := strings.TrimRight(name, "0123456789")
	base = strings.TrimSuffix(base, "_")
	for n := 2; ; n++ {
		name := fmt.Sprintf("%s_%d", base, n)
		if !slices.ContainsFunc(all, func(i int) bool { v, _ := d.outline.Attr(i, attr); return v == name }) {
			return name
		}
	}
}

// freeNumber is the next number from that of a copy on that none of the
// elements has.
func freeNumber(d *doc, all []int, attr string, copied int, fresh *doc) string {
	text, _ := fresh.outline.Attr(copied, attr)
	n, err := strconv.ParseUint(strings.TrimSpace(text), 10, 64)
	if err != nil {
		return text
	}
	for {
		n++
		taken := func(i int) bool {
			v, _ := d.outline.Attr(i, attr)
			return strings.TrimSpace(v) == strconv.FormatUint(n, 10)
		}
		if !slices.ContainsFunc(all, taken) {
			return strconv.FormatUint(n, 10)
		}
	}
}

// menu is what can be done with the selected element.
func (r *Room) menu(pos fyne.Position) {
	d := r.shown
	if d == nil || d.selected < 0 {
		return
	}
	var items []*fyne.MenuItem
	if r.editable() {
		add := fyne.NewMenuItem(lang.L("Add"), nil)
		add.ChildMenu = fyne.NewMenu("", r.additionItems()...)
		items = append(items, add, fyne.NewMenuItemSeparator())
		for _, a := range menuActs() {
			item := fyne.NewMenuItem(a.label, func() { r.do(a.act) })
			item.Disabled, item.Shortcut = !r.can(a.act), a.key
			items = append(items, item)
		}
		items = append(items, fyne.NewMenuItemSeparator())
	}
	items = append(items, fyne.NewMenuItem(lang.L("Copy the element"), func() { r.OnCopy(d.xml(d.selected)) }))
	r.OnMenu(fyne.NewMenu("", items...), pos)
}

// addMenu offers what can be added at the selected element.
func (r *Room) addMenu(below *kit.Button) {
	if !r.editable() {
		return
	}
	at := fyne.CurrentApp().Driver().AbsolutePositionForObject(below)
	r.OnMenu(fyne.NewMenu("", r.additionItems()...), at.AddXY(0, below.Size().Height))
}
