package markers

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/lang"

	"smoothscope/gui/kit"
	"smoothscope/inspect/marker"
)

// bar is the filter, and what can be done.
type bar struct {
	room   *Room
	class  *kit.Select
	times  *kit.Select
	count  *kit.Label
	add    *kit.Button
	other  *kit.Button
	snap   *kit.Button
	shift  *kit.Button
	remove *kit.Button
	more   *kit.Button
	note   *kit.Label // why nothing can be changed
	why    *fyne.Container
	object *fyne.Container
}

// command is what can be done with the markers.
type command struct {
	name string
	do   func()
	able func() bool
}

func newBar(r *Room) *bar {
	b := &bar{room: r, count: kit.NewSmall(""), note: kit.NewSmall("")}
	b.note.Token, b.note.Whole, b.count.Whole = kit.Warning, false, false
	b.class = kit.NewSelect(nil, nil)
	b.times = kit.NewSelect([]string{lang.L("Seconds"), lang.L("Clock"), lang.L("Timecode")}, nil)
	b.times.SetSelectedIndex(0)
	b.times.OnChanged = func(string) {
		r.times = Times(max(0, b.times.SelectedIndex()))
		r.fresh()
		r.OnTimes(r.times)
	}
	b.add = kit.NewButton(lang.L("Ad break…"), r.addBreak).WithIcon("+")
	b.other = kit.NewButton(lang.L("Add…"), func() { b.drop(b.other, r.additions()) })
	b.snap = kit.NewButton(lang.L("Snap…"), r.snap)
	b.shift = kit.NewButton(lang.L("Shift…"), r.shift)
	b.remove = kit.NewButton(lang.L("Delete"), r.remove)
	b.more = kit.NewButton(lang.L("More…"), func() { b.drop(b.more, r.others()) })
	sized := func(o fyne.CanvasObject, width float32) fyne.CanvasObject {
		return container.NewGridWrap(fyne.NewSize(width, kit.ControlHeight), o)
	}
	times := sized(b.times, 112)
	row := container.New(&crowd{less: []fyne.CanvasObject{b.remove, b.shift, b.snap, times, b.other}},
		sized(b.class, 134), b.add, b.other, b.snap, b.shift, b.remove, b.more, times)
	b.why = kit.Pad(0, kit.Wide, kit.Space, kit.Wide, b.note)
	b.object = kit.Rows(0, kit.Pad(kit.Space, kit.Wide, kit.Space, kit.Wide, row), b.why)
	return b
}

// drop shows commands below a button.
func (b *bar) drop(below *kit.Button, list []*command) {
	at := fyne.CurrentApp().Driver().AbsolutePositionForObject(below).AddXY(0, below.Size().Height+2)
	b.room.OnMenu(b.room.menuOf(list), at)
}

// menuOf is commands as a menu; nil is a line between them.
func (r *Room) menuOf(list []*command) *fyne.Menu {
	var items []*fyne.MenuItem
	for _, c := range list {
		if c == nil {
			items = append(items, fyne.NewMenuItemSeparator())
			continue
		}
		item := fyne.NewMenuItem(c.name, c.do)
		item.Disabled = !c.able()
		items = append(items, item)
	}
	return fyne.NewMenu("", items...)
}

// classes are those of the filter in its order, "" for all.
func classes() []marker.Class {
	return []marker.Class{"", marker.Ad, marker.Chapter, marker.Script, marker.Data}
}

// show says how many markers there are, and why nothing can be changed.
func (b *bar) show() {
	n := map[marker.Class]int{}
	for i := range b.room.view.rows {
		n[b.room.view.rows[i].Class]++
	}
	count := func(n int) map[string]any { return map[string]any{"Count": kit.Group(int64(n))} }
	names := []string{
		lang.L("All · {{.Count}}", count(len(b.room.view.rows))), lang.L("Ads · {{.Count}}", count(n[marker.Ad])),
		lang.L("Chapters · {{.Count}}", count(n[marker.Chapter])), lang.L("Script · {{.Count}}", count(n[marker.Script])),
		lang.L("Data · {{.Count}}", count(n[marker.Data])),
	}
	at := max(0, b.class.SelectedIndex())
	b.class.OnChanged = nil
	b.class.Options = names
	b.class.SetSelectedIndex(at)
	b.class.OnChanged = func(string) {
		b.room.table.show()
		b.room.tell()
	}
	b.class.Refresh()
	b.note.SetText(b.room.why)
	b.why.Hidden = b.room.why == "" || b.room.asset == nil
	b.able()
}

// able lets a person do what is possible now.
func (b *bar) able() {
	on := b.room.editable()
	chosen := on && b.room.table.chosen() != nil
	enable(b.add, on)
	enable(b.other, on)
	enable(b.remove, chosen)
	enable(b.snap, on && len(b.room.view.rows) > 0)
	enable(b.shift, on && len(b.room.view.rows) > 0)
	enable(b.more, b.room.asset != nil)
}

func enable(o fyne.Disableable, on bool) {
	switch {
	case on && o.Disabled():
		o.Enable()
	case !on && !o.Disabled():
		o.Disable()
	}
}

// lets tells whether the filter lets a marker through.
func (b *bar) lets(r *row) bool {
	class := classes()[max(0, b.class.SelectedIndex())]
	return class == "" || class == r.Class
}

// showAll drops the filter where it would hide a marker.
func (b *bar) showAll(r *row) {
	if !b.lets(r) {
		b.class.SetSelectedIndex(0)
	}
}

// additions are the commands of what can be added besides ad breaks.
func (r *Room) additions() []*command {
	return []*command{
		{lang.L("Ad break…"), r.addBreak, r.editable},
		{lang.L("Chapter…"), r.addChapter, r.editable},
		{lang.L("Script command…"), r.addScript, r.editable},
		nil,
		{lang.L("SCTE-35 from base64 or hex…"), r.addRaw, r.editable},
		{lang.L("From a file…"), func() { r.OnImport() }, r.editable},
	}
}

// others are the commands that have no button.
func (r *Room) others() []*command {
	any := func() bool { return len(r.view.rows) > 0 }
	some := func() bool { return r.editable() && any() }
	return []*command{
		{lang.L("Play from here"), r.play, r.playable},
		nil,
		{lang.L("Snap…"), r.snap, some},
		{lang.L("Shift…"), r.shift, some},
		{lang.L("Delete"), r.remove, r.someEditable},
		nil,
		{lang.L("Copy the rows"), r.copyRows, r.someChosen},
		{lang.L("Paste rows"), func() { r.pasteText(r.Paste()) }, r.editable},
		{lang.L("Duplicate"), r.duplicate, r.someEditable},
		nil,
		{lang.L("Import…"), func() { r.OnImport() }, r.editable},
		{lang.L("Export as CSV…"), r.export, any},
		{lang.L("Save the payload…"), r.savePayload, r.someChosen},
	}
}

// commands are those of the menu of a row.
func (r *Room) commands() []*command {
	list := []*command{
		{lang.L("Play from here"), r.play, r.playable},
		nil,
		{lang.L("Snap…"), r.snap, r.someEditable},
		{lang.L("Shift…"), r.shift, r.someEditable},
		{lang.L("Duplicate"), r.duplicate, r.someEditable},
		{lang.L("Delete"), r.remove, r.someEditable},
		nil,
		{lang.L("Copy the rows"), r.copyRows, r.someChosen},
		{lang.L("Paste rows"), func() { r.pasteText(r.Paste()) }, r.editable},
	}
	if one := r.table.chosen(); one != nil && one.section != nil {
		list = append(list, nil,
			&command{lang.L("Copy as base64"), func() { r.OnCopy(one.section.Base64()) }, r.someChosen},
			&command{lang.L("Copy as hex"), func() { r.OnCopy(one.section.Hex()) }, r.someChosen})
	}
	return append(list, &command{lang.L("Save the payload…"), r.savePayload, r.someChosen})
}

func (r *Room) someChosen() bool   { return r.table.chosen() != nil }
func (r *Room) someEditable() bool { return r.editable() && r.someChosen() }
func (r *Room) playable() bool     { return r.someChosen() && r.asset != nil && r.asset.URL == "" }

// play plays from the chosen marker.
func (r *Room) play() {
	if one := r.table.chosen(); one != nil {
		r.OnPlay(float64(one.Time) / float64(max(1, one.TimeScale)))
	}
}
