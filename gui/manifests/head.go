package manifests

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"

	"smoothscope/gui/kit"
)

// head chooses the file and acts on the selected element; below it stands what
// is wrong with the file, or why it cannot be changed.
type head struct {
	room    *Room
	files   *fyne.Container
	buttons []*kit.Button // in the order of shownActs
	notice  *notice
	object  *fyne.Container
}

func newHead(r *Room) *head {
	h := &head{room: r, files: kit.Cols(kit.Tight), notice: newNotice()}
	add := kit.NewButton(lang.L("Add"), nil).WithIcon("+").WithHeight(26)
	add.OnTapped = func() { r.addMenu(add) }
	row := []fyne.CanvasObject{add}
	h.buttons = append(h.buttons, add)
	for _, a := range shownActs() {
		b := kit.NewButton(a.label, func() { r.do(a.act) }).WithHeight(26)
		h.buttons = append(h.buttons, b)
		row = append(row, b)
	}
	bar := kit.Dock(nil, nil, nil, kit.Cols(kit.Tight, row...), kit.Cols(0, h.files))
	h.object = kit.Rows(0, kit.NewPanel(kit.Panel, kit.Pad(5, 10, 5, 10, bar)), kit.HLine(), h.notice.object)
	return h
}

// show offers the files and says what is to be said about the shown one.
func (h *head) show() {
	h.files.Objects = nil
	for _, f := range h.room.files {
		text := titleOf(f.Path) + " · " + kindWord(f.Kind)
		look := kit.QuietButton
		if f.Path == h.room.path {
			look = kit.RaisedButton
		}
		b := kit.NewQuiet(text, func() { h.room.choose(f.Path) }).WithHeight(26)
		b.SetLook(look)
		h.files.Add(b)
		if f.Dirty {
			dot := kit.NewLabel("●", kit.Warning)
			dot.Whole = true
			h.files.Add(kit.Pad(0, kit.Space, 0, 0, dot))
		}
	}
	h.files.Refresh()
	h.warn()
	h.enable()
}

// warn says what is wrong with the file.
func (h *head) warn() {
	r := h.room
	d := r.shown
	switch {
	case r.why() != "":
		h.notice.say(r.why(), kit.Dim)
	case d == nil || d.err == nil:
		h.notice.say("", "")
	default:
		text := d.err.Error()
		if d.broken() {
			text += " · " + lang.L("Mend it with a text editor, then read it again with F5.")
		}
		h.notice.say(text, kit.Error)
	}
	if warnings := h.warnings(); h.notice.text.Text == "" && len(warnings) > 0 {
		text := warnings[0]
		if len(warnings) > 1 {
			text += " · " + several(len(warnings)-1, lang.L("and 1 more"), lang.L("and {{.Count}} more", count(len(warnings)-1)))
		}
		h.notice.say(text, kit.Warning)
	}
	h.object.Refresh()
}

// warnings are the oddities that were tolerated.
func (h *head) warnings() []string {
	switch d := h.room.shown; {
	case d == nil:
		return nil
	case d.server != nil:
		return d.server.Warnings
	default:
		return d.client.Warnings
	}
}

// enable lets a person do what is possible with the selected element.
func (h *head) enable() {
	able(h.buttons[0], h.room.editable())
	for i, a := range shownActs() {
		able(h.buttons[i+1], h.room.can(a.act))
	}
}

// notice is a line about the file, not there while there is nothing to say.
type notice struct {
	text   *kit.Label
	object *fyne.Container
}

func newNotice() *notice {
	n := &notice{text: kit.NewLabel("", kit.Dim)}
	n.object = kit.Rows(0, kit.Pad(kit.Tight, 12, kit.Tight, 12, n.text), kit.HLine())
	n.object.Hide()
	return n
}

func (n *notice) say(text string, token kit.Token) {
	n.object.Hidden = text == ""
	n.text.Text, n.text.Token = text, token
	switch token {
	case kit.Error:
		n.text.Text = "✕ " + text
	case kit.Warning:
		n.text.Text = "▲ " + text
	}
	n.text.Refresh()
	n.object.Refresh()
}
