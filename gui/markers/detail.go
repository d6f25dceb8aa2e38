package markers

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/lang"

	"smoothscope/gui/kit"
	"smoothscope/inspect/marker"
)

// detail is all about one marker.
type detail struct {
	room   *Room
	row    *row
	title  *kit.Label
	place  *kit.Label
	play   *kit.Button
	base64 *kit.Button
	hexed  *kit.Button
	wrong  *kit.Label
	why    *fyne.Container

	form   *form   // of a section
	text   *text   // of a text or XML
	fields *fields // all of a section
	bytes  *payload
	left   *fyne.Container
	right  *kit.Split
	body   *fyne.Container
	object *fyne.Container
}

func newDetail(r *Room) *detail {
	d := &detail{room: r, title: kit.NewLabel("", kit.Text), place: kit.NewSmall(""), wrong: kit.NewSmall("")}
	d.title.Bold = true
	d.title.Whole, d.place.Whole, d.wrong.Whole = false, false, false
	d.play = kit.NewLink(lang.L("Play from here"), r.play)
	d.base64 = kit.NewLink(lang.L("Copy base64"), func() { r.OnCopy(d.row.Payload.Base64()) })
	d.hexed = kit.NewLink(lang.L("Copy hex"), func() { r.OnCopy(hexOf(d.row.Payload.Bytes)) })
	links := kit.Cols(kit.Space, d.play, d.base64, d.hexed)
	top := kit.Pad(6, kit.Wide, 4, kit.Wide, kit.Dock(nil, nil, nil, links, container.New(&beside{}, d.title, d.place)))
	d.why = kit.Pad(0, kit.Wide, 6, kit.Wide, d.wrong)
	d.form, d.text, d.fields, d.bytes = newForm(r), newText(r), newFields(r), newPayload(r)
	d.fields.bytes, d.bytes.fields = d.bytes, d.fields
	d.left = container.NewStack(d.form.object, d.text.object)
	d.right = kit.NewVSplit(d.fields.grid, d.bytes.hex, 96).KeepTrail()
	d.body = container.New(&columns{detail: d}, d.left, kit.VLine(), d.right)
	d.object = kit.NewPanel(kit.Panel, kit.Dock(kit.Rows(0, top, d.why, kit.HLine()), nil, nil, nil, d.body))
	return d
}

// beside puts a small text behind another, both cut where the room ends.
type beside struct{}

// Layout is for Fyne.
func (beside) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	title, small := objects[0].(*kit.Label), objects[1]
	wide := min(fyne.MeasureText(title.Text, kit.TextSize, fyne.TextStyle{Bold: true}).Width+1, size.Width*0.62)
	title.Resize(fyne.NewSize(wide, size.Height))
	small.Move(fyne.NewPos(wide+12, 0))
	small.Resize(fyne.NewSize(max(0, size.Width-wide-12), size.Height))
}

// MinSize is for Fyne.
func (beside) MinSize(objects []fyne.CanvasObject) fyne.Size {
	return fyne.NewSize(80, objects[0].MinSize().Height)
}

// columns puts what can be edited to the left, and what it comes to in bits to
// the right, where there is any.
type columns struct {
	detail *detail
	bytes  float32 // the height of the bytes as it was set last
}

const (
	formWidth = 372
	slimForm  = 316
	slimRoom  = 900

	usualBytes float32 = 96 // four rows
	lowBytes   float32 = 52
	lowRoom            = 290
)

// Layout is for Fyne.
func (c *columns) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	left := float32(formWidth)
	if size.Width < slimRoom {
		left = slimForm
	}
	if !c.detail.left.Visible() {
		left = -1
	} else if c.detail.row != nil && c.detail.row.section == nil {
		left = float32(int(size.Width * 0.55))
	}
	objects[0].Resize(fyne.NewSize(max(0, left), size.Height))
	objects[1].Move(fyne.NewPos(max(0, left), 0))
	objects[1].Resize(fyne.NewSize(1, size.Height))
	bytes := usualBytes
	if size.Height < lowRoom {
		bytes = lowBytes
	}
	if bytes != c.bytes {
		c.bytes = bytes
		c.detail.right.SetKept(bytes)
	}
	objects[2].Move(fyne.NewPos(left+1, 0))
	objects[2].Resize(fyne.NewSize(max(0, size.Width-left-1), size.Height))
}

// MinSize is for Fyne.
func (c *columns) MinSize([]fyne.CanvasObject) fyne.Size { return fyne.NewSize(600, 120) }

// tell tells about a marker, nothing without one.
func (d *detail) tell(one *row) {
	d.row = one
	for _, b := range []*kit.Button{d.play, d.base64, d.hexed} {
		b.Hidden = one == nil
	}
	if one == nil {
		d.title.SetText(lang.L("No marker is selected"))
		d.place.SetText("")
		d.why.Hide()
		d.body.Hide()
		d.object.Refresh()
		return
	}
	d.play.Hidden = !d.room.playable()
	d.head(one)
	section := one.section != nil
	d.form.object.Hidden, d.text.object.Hidden = !section, section
	d.left.Hidden = section && !one.section.Editable() || !section && one.Payload.Kind == marker.Bytes
	if section {
		d.form.tell(one)
	} else {
		d.text.tell(one)
	}
	d.fields.tell(one)
	d.fields.grid.Hidden = !section
	d.bytes.tell(one)
	d.body.Show()
	d.right.Refresh()
	d.object.Refresh()
}

func (d *detail) head(one *row) {
	r := d.room
	d.title.SetText(one.says())
	place := lang.L("at {{.At}} in {{.Stream}}", map[string]any{"At": r.timeText(one.time()), "Stream": one.Stream})
	if one.lasts() > 0 {
		place += " · " + lang.L("for {{.Time}}", map[string]any{"Time": r.timeText(one.lasts())})
	}
	if one.ID != "" {
		place += " · " + lang.L("event {{.ID}}", map[string]any{"ID": one.ID})
	}
	d.place.SetText(place)
	d.why.Hidden = len(one.problems) == 0
	if len(one.problems) > 0 {
		p := one.problems[0]
		d.wrong.Token = severityToken(p.severity)
		text := ""
		for i, p := range one.problems {
			if i > 0 {
				text += " · "
			}
			text += "● " + p.text()
			if p.rule != "" {
				text += " (" + p.rule + ")"
			}
		}
		d.wrong.SetText(text)
	}
}

// focus gives the keys to the first thing that can be edited.
func (d *detail) focus() {
	c := fyne.CurrentApp().Driver().CanvasForObject(d.object)
	if c == nil || d.row == nil || !d.room.editable() {
		return
	}
	if d.row.section == nil && d.left.Visible() {
		c.Focus(d.text.entry)
	} else if d.left.Visible() {
		c.Focus(d.form.lasts)
	}
}
