package manifests

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/lang"

	"smoothscope/gui/kit"
	"smoothscope/inspect/manifest"
)

// source shows the text of the manifest and finds in it.
type source struct {
	room   *Room
	text   *kit.Source
	finder *finder
	doc    *doc
	object *fyne.Container
}

func newSource(r *Room) *source {
	s := &source{room: r, text: kit.NewSource()}
	s.finder = newFinder(s)
	s.text.OnPick = s.pick
	s.text.OnCopy = func(text string) { r.OnCopy(text) }
	s.text.OnMenu = s.menu
	s.text.OnKey = s.key
	s.text.OnShortcut = s.shortcut
	s.object = kit.Dock(s.finder.object, nil, nil, nil, s.text)
	return s
}

// dress shows the text of the document that is shown now.
func (s *source) dress(keep bool) {
	s.doc = s.room.shown
	if s.doc == nil {
		s.text.SetText(kit.SourceText{}, false)
	} else {
		s.text.SetText(kit.SourceText{Text: s.doc.text, Lines: s.doc.lines, Colors: s.doc.colors}, keep)
		s.text.SetFault(s.doc.fault)
		if s.doc.broken() {
			s.text.SetCursor(s.doc.fault)
			s.text.Reveal(kit.SourceSpan{From: s.doc.fault, To: s.doc.fault})
		}
	}
	s.finder.again()
}

// mark shows the selected element.
func (s *source) mark(reveal bool) {
	if s.doc == nil || s.doc.selected < 0 {
		s.text.Mark(kit.SourceSpan{}, kit.SourceSpan{})
		return
	}
	all := s.doc.span(s.doc.selected)
	head := s.doc.outline.Elements[s.doc.nodes[s.doc.selected].element].Open
	if s.doc.list(s.doc.selected) {
		head = all
		head.To = head.From
	}
	s.text.Mark(kit.SourceSpan(all), kit.SourceSpan(head))
	if reveal {
		s.text.Reveal(kit.SourceSpan{From: head.From, To: max(head.To, head.From+1)})
	}
}

// show marks a part of the text and scrolls to it.
func (s *source) show(at manifest.Span) {
	s.text.Mark(kit.SourceSpan(at), kit.SourceSpan(at))
	s.text.Reveal(kit.SourceSpan(at))
}

// pick selects the element at a place of the text.
func (s *source) pick(off int64) {
	if s.doc == nil {
		return
	}
	node := s.doc.nodeOf(s.doc.outline.At(off))
	if node < 0 || node == s.doc.selected {
		return
	}
	s.room.form.commit()
	s.doc.selected = node
	s.room.picks++
	s.room.tree.choose(node)
	s.room.form.show()
	s.room.mark(false)
}

func (s *source) key(name fyne.KeyName) bool {
	if name == fyne.KeyF3 {
		s.finder.step(backwards())
		return true
	}
	return false
}

// backwards tells that Shift is held.
func backwards() bool {
	d, ok := fyne.CurrentApp().Driver().(desktop.Driver)
	return ok && d.CurrentKeyModifiers()&fyne.KeyModifierShift != 0
}

func (s *source) shortcut(shortcut fyne.Shortcut) bool {
	c, ok := shortcut.(*desktop.CustomShortcut)
	if ok && c.KeyName == fyne.KeyF3 {
		s.finder.step(c.Modifier&fyne.KeyModifierShift != 0)
		return true
	}
	return false
}

func (s *source) menu(_ int64, pos fyne.Position) {
	if s.doc == nil {
		return
	}
	items := []*fyne.MenuItem{fyne.NewMenuItem(lang.L("Copy"), func() { s.room.OnCopy(s.text.Copied()) })}
	if s.doc.selected >= 0 {
		items = append(items, fyne.NewMenuItem(lang.L("Copy the element"), func() { s.room.OnCopy(s.doc.xml(s.doc.selected)) }))
	}
	items = append(items, fyne.NewMenuItem(lang.L("Copy all of it"), func() { s.room.OnCopy(s.doc.text) }))
	s.room.OnMenu(fyne.NewMenu("", items...), pos)
}
