package manifests

import (
	"errors"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"

	"smoothscope/gui/kit"
)

// withAdded puts the field that is being added behind those of its place.
func withAdded(sections []section, added *field) []section {
	for i := range sections {
		if i == len(sections)-1 || added.place == inAttribute {
			sections[i].fields = append(sections[i].fields, *added)
			return sections
		}
	}
	return sections
}

// begin shows a field that is to be added.
func (f *form) begin(added field) {
	f.commit()
	added.adding = true
	f.added = &added
	f.show()
	for i := range f.used {
		if r := f.rows[i]; r.field.adding {
			if added.naming {
				f.take(r.named)
			} else {
				f.take(r.value)
			}
		}
	}
}

// moreLinks add a value to the form.
type moreLinks struct{ attribute, custom, param, meta *kit.Button }

func (f *form) newMore() {
	link := func(text string, do func()) *kit.Button { return kit.NewLink(text, do).WithIcon("+") }
	f.links.attribute = link(lang.L("Attribute…"), func() { f.addAttribute(f.links.attribute) })
	f.links.custom = link(lang.L("Custom attribute…"), f.addCustom)
	f.links.param, f.links.meta = link(lang.L("Param…"), f.addParam), link(lang.L("Meta…"), f.addMeta)
	f.more = kit.Pad(kit.Tight, 0, 0, rowInset-6, kit.Cols(kit.Space, f.links.attribute, f.links.custom, f.links.param, f.links.meta))
}

// moreOf are the links for an element.
func (f *form) moreOf(d *doc, element int) fyne.CanvasObject {
	f.links.custom.Hidden = !d.takesCustom(element)
	f.links.param.Hidden = d.trackAt(element) < 0
	f.links.meta.Hidden = d.server == nil || !d.outline.Is(element, "head")
	f.more.Refresh()
	return f.more
}

// addAttribute offers the attributes that the element does not have.
func (f *form) addAttribute(below fyne.CanvasObject) {
	d := f.room.shown
	if d == nil || d.selected < 0 {
		return
	}
	menu := fyne.NewMenu("")
	for _, k := range d.absent(d.element(d.selected)) {
		menu.Items = append(menu.Items, fyne.NewMenuItem(k.name, func() { f.begin(field{known: k}) }))
	}
	if len(menu.Items) > 0 {
		menu.Items = append(menu.Items, fyne.NewMenuItemSeparator())
	}
	menu.Items = append(menu.Items, fyne.NewMenuItem(lang.L("Another name…"), func() { f.begin(field{naming: true}) }))
	at := fyne.CurrentApp().Driver().AbsolutePositionForObject(below)
	f.room.OnMenu(menu, at.AddXY(0, below.Size().Height))
}

func (f *form) addCustom() {
	f.begin(field{place: inCustom, naming: true, known: known{help: lang.L("Custom attribute: can tell levels of one bitrate apart")}})
}

// takesCustom tells whether an element can have custom attributes.
func (d *doc) takesCustom(element int) bool {
	return d.client != nil && (element == 0 || d.outline.Is(element, "StreamIndex") || d.outline.Is(element, "QualityLevel") ||
		d.outline.Is(element, "CustomAttributes"))
}

func (f *form) addParam() { f.begin(field{place: inParam, naming: true}) }

func (f *form) addMeta() { f.begin(field{place: inMeta, naming: true}) }

// judgeName is for the name of a field that is being added.
func (f *form) judgeName(in place, name string) verdict {
	name = strings.TrimSpace(name)
	if name == "" {
		return wrong(lang.L("a name is needed"))
	}
	for i := range f.used {
		if other := &f.rows[i].field; other.place == in && !other.adding && strings.EqualFold(other.known.name, name) {
			return verdict{err: errors.New(lang.L("{{.What}} is there already", named(name)))}
		}
	}
	if in == inAttribute && strings.ContainsAny(name, " \t\"'<>&=/") {
		return wrong(lang.L("no name of an attribute"))
	}
	return verdict{}
}
