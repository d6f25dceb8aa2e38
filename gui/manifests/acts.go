package manifests

import "fyne.io/fyne/v2/lang"

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
		return d.movable(element)
	}
	if !d.movable(element) {
		return false
	}
	all := d.outline.Siblings(element)
	at := position(all, element)
	return a == actUp && at > 0 || a == actDown && at+1 < len(all)
}

// movable tells whether an element may stand elsewhere or twice: those of
// chunks have their order from their times.
func (d *doc) movable(element int) bool {
	return !d.bearing(element) && !d.outline.Is(element, "c") && !d.outline.Is(element, "f")
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
