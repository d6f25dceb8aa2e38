package publish

import (
	"maps"
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/lang"
	"fyne.io/fyne/v2/widget"

	"smoothscope/gui/kit"
	"smoothscope/tasks/publish"
)

// containerField is the setting that names a container, where a kind has them.
const containerField = "container"

// folderField is the setting that names a folder on this machine.
const folderField = "path"

// form is the left side: where to, and how.
type form struct {
	room   *Room
	kinds  []publish.Kind
	kind   int
	values []map[string]string // of each kind
	asked  []string            // names of the fields that are shown

	target     *kit.Select
	remembered *kit.Select
	earlier    []Target
	again      *kit.Field
	settings   *kit.Form
	browse     *kit.Button
	browsing   *fyne.Container // its row
	containers *fyne.Container
	listing    *kit.Button
	prefix     *kit.Entry
	verify     *kit.Check
	cors       *kit.Check
	keep       *kit.Check
	forget     *kit.Button
	kept       *Target // whose secrets are in the key store, nil for none
	note       *widget.Label
	verdict    *widget.Label
	submit     *kit.Button
	object     fyne.CanvasObject
}

func newForm(r *Room, kinds []publish.Kind) *form {
	f := &form{room: r, kinds: kinds}
	labels := make([]string, len(kinds))
	for i, k := range kinds {
		labels[i] = lang.L(k.Label)
		f.values = append(f.values, k.Defaults())
	}
	f.target = kit.NewSelect(labels, nil)
	f.remembered = kit.NewSelect(nil, nil)
	f.remembered.PlaceHolder = lang.L("choose…")
	f.again = kit.NewField(lang.L("Published to before"), f.remembered)
	f.settings = kit.NewForm(nil)
	f.settings.OnChanged = f.changed
	f.settings.OnSubmit = f.publish
	f.browse = kit.NewButton(lang.L("Choose a folder…"), f.chooseFolder)
	f.browsing = container.NewHBox(f.browse)
	f.listing = kit.NewButton(lang.L("Containers…"), f.listContainers)
	f.containers = kit.Cols(kit.Space, f.listing, kit.NewButton(lang.L("New container…"), func() {
		f.createContainer("", func() {})
	}))
	f.prefix = kit.NewEntry(lang.L("none: at the top"))
	f.prefix.OnChanged = func(string) { r.plan(); r.refresh() }
	f.prefix.OnSubmitted = func(string) { f.publish() }
	f.verify = kit.NewCheck(lang.L("Verify every chunk afterwards"), nil)
	f.cors = kit.NewCheck(lang.L("Cross-origin rule for browsers"), nil)
	f.keep = kit.NewCheck(lang.L("Keep the secret in the system's key store"), f.wantKeyStore)
	f.forget = kit.NewLink(lang.L("Forget the stored secret"), f.forgetSecrets)
	f.note = widget.NewLabel("")
	f.note.Wrapping, f.note.Selectable = fyne.TextWrapWord, true
	f.verdict = widget.NewLabel("")
	f.verdict.Wrapping = fyne.TextWrapWord
	f.verdict.Hide()
	f.submit = kit.NewPrimary("", f.publish).WithHeight(34)
	f.layOut()
	f.target.SetSelectedIndex(0)
	f.target.OnChanged = func(string) { f.choose(f.target.SelectedIndex()) }
	f.remembered.OnChanged = func(string) { f.recall(f.remembered.SelectedIndex()) }
	f.choose(0)
	f.recent(Target{})
	return f
}

func (f *form) layOut() {
	fields := kit.Rows(12,
		kit.NewHeading(lang.L("Where to")),
		kit.NewField(lang.L("Target"), f.target), f.again, f.settings,
		f.browsing, f.containers,
		kit.NewField(lang.L("Folder in the target"), f.prefix),
		kit.Rows(0, f.verify, f.cors, f.keep, container.NewHBox(f.forget)))
	scroll := container.NewVScroll(kit.Pad(kit.Wide, kit.Wide, kit.Space, kit.Wide, fields))
	end := kit.Rows(0, kit.Pad(0, kit.Space, 0, 10, f.verdict), kit.Pad(kit.Space, kit.Wide, kit.Space, kit.Wide, f.submit), kit.Pad(0, kit.Tight, 0, kit.Tight, f.note))
	f.object = container.New(sticky{}, scroll, end)
}

// sticky puts a button below what scrolls, as long as there is room; then the
// button stays in view.
type sticky struct{}

// Layout is for Fyne.
func (sticky) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	scroll, end := objects[0].(*container.Scroll), objects[1]
	below := end.MinSize().Height
	height := max(0, min(scroll.Content.MinSize().Height, size.Height-below))
	scroll.Resize(fyne.NewSize(size.Width, height))
	end.Move(fyne.NewPos(0, height))
	end.Resize(fyne.NewSize(size.Width, below))
}

// MinSize is for Fyne.
func (sticky) MinSize(objects []fyne.CanvasObject) fyne.Size {
	scroll, end := objects[0].MinSize(), objects[1].MinSize()
	return fyne.NewSize(max(scroll.Width, end.Width), scroll.Height+end.Height)
}

// choose shows the settings of a kind.
func (f *form) choose(kind int) {
	if kind < 0 {
		return
	}
	f.kind = kind
	f.dress()
	f.note.Hide()
	f.refresh()
}

// dress draws the fields that matter beside the values so far.
func (f *form) dress() {
	kind, values := f.kinds[f.kind], f.values[f.kind]
	var fields []kit.FormField
	f.asked = nil
	secret := false
	for _, one := range kind.Asked(values) {
		fields = append(fields, inWords(one, values[one.Name]))
		f.asked = append(f.asked, one.Name)
		secret = secret || one.Secret
	}
	f.settings.SetFields(nil) // no value of another kind may stay
	f.settings.SetFields(fields)
	f.browsing.Hidden = !slices.Contains(f.asked, folderField)
	f.containers.Hidden = !slices.Contains(f.asked, containerField)
	f.cors.Hidden = f.containers.Hidden
	f.keep.Hidden = !secret
	f.showKept(nil)
	f.object.Refresh()
}

// inWords is a setting in the person's language. The values of a choice are
// fixed English words: meant gets them back.
func inWords(one publish.Field, value string) kit.FormField {
	d := kit.FormField{Name: one.Name, Label: words(one.Label), Placeholder: words(one.Placeholder), Secret: one.Secret, Default: value, Check: one.Check}
	for _, option := range one.Options {
		d.Options = append(d.Options, words(option))
	}
	if i := slices.Index(one.Options, value); i >= 0 {
		d.Default = d.Options[i]
	}
	return d
}

func words(text string) string {
	if text == "" {
		return ""
	}
	return lang.L(text)
}

// meant is the value of a setting that the form shows in words.
func (f *form) meant(name, text string) string {
	for _, one := range f.kinds[f.kind].Fields {
		if one.Name != name {
			continue
		}
		for _, option := range one.Options {
			if words(option) == text {
				return option
			}
		}
	}
	return text
}

// changed takes a value; other fields may matter now.
func (f *form) changed(name, value string) {
	values := f.values[f.kind]
	value = f.meant(name, value)
	if values[name] == value {
		return
	}
	f.showKept(nil)
	values[name] = value
	var names []string
	for _, one := range f.kinds[f.kind].Asked(values) {
		names = append(names, one.Name)
	}
	if !slices.Equal(names, f.asked) {
		f.dress()
		f.focus(name)
	}
	f.refresh()
}

// focus gives the keys back to a field whose input was made anew.
func (f *form) focus(name string) {
	row, canvas := f.settings.Row(name), fyne.CurrentApp().Driver().CanvasForObject(f.object)
	if row == nil || canvas == nil {
		return
	}
	if input, ok := row.Input().(fyne.Focusable); ok {
		canvas.Focus(input)
	}
}

func (f *form) refresh() {
	v := f.room.shown
	text, ready := lang.L("Publish"), false
	switch {
	case v == nil:
	case v.running():
		text = lang.L("Publishing…")
	case v.planErr != nil: // the list says why
	case v.plan == nil:
		text = lang.L("Counting…")
	default:
		text = lang.L("Publish {{.What}}", map[string]any{"What": counts(len(v.plan.Items), v.plan.Bytes)})
		ready = len(v.plan.Items) > 0
	}
	if v != nil && v.running() {
		f.prefix.Disable() // it says where the running items go
	} else {
		f.prefix.Enable()
	}
	f.judge(v)
	f.submit.SetText(text)
	if ready {
		f.submit.Enable()
	} else {
		f.submit.Disable()
	}
}

// say puts a line below the button; an empty one takes it away.
func (f *form) say(text string, importance widget.Importance) {
	f.note.Importance = importance
	f.note.SetText(text)
	f.note.Hidden = text == ""
	f.object.Refresh()
}

// checked is the settings when all of them are right; else the form says what
// is not.
func (f *form) checked() (map[string]string, bool) {
	f.say("", widget.MediumImportance)
	if !f.settings.Validate() {
		f.say("✕ "+f.settings.Check().Error(), widget.DangerImportance) // whole: the field's own line is short
		return nil, false
	}
	values := maps.Clone(f.values[f.kind])
	if name, err := f.kinds[f.kind].Check(values); err != nil {
		if row := f.settings.Row(name); row != nil {
			row.SetError(err)
		} else {
			f.say(err.Error(), widget.DangerImportance)
		}
		return nil, false
	}
	return values, true
}

func (f *form) publish() {
	if f.submit.Disabled() || f.room.shown == nil || f.room.shown.plan == nil {
		return
	}
	f.room.desk.Rested(f.publishSeen)
}

// publishSeen publishes what is shown, as soon as its items are known.
func (f *form) publishSeen() {
	v := f.room.shown
	if f.room.ready = nil; v == nil || v.planErr != nil || v.running() {
		return
	}
	if v.plan == nil {
		f.room.ready = v
		return
	}
	values, ok := f.checked()
	if !ok {
		return
	}
	kind := f.kinds[f.kind]
	send := func() {
		if f.room.shown == v && v.plan != nil && !v.running() {
			f.room.send(v.plan, kind, values)
		}
	}
	if doubt := f.doubt(v); doubt != "" {
		f.room.desk.Confirm(lang.L("Publish it all the same?"), doubt, lang.L("Publish anyway"), send)
		return
	}
	send()
}

// parts are the settings without the secrets, and the secrets.
func (f *form) parts(kind publish.Kind, values map[string]string) (public, secrets map[string]string) {
	public, secrets = map[string]string{}, map[string]string{}
	for _, one := range kind.Asked(values) {
		if one.Secret {
			secrets[one.Name] = values[one.Name]
		} else {
			public[one.Name] = values[one.Name]
		}
	}
	return public, secrets
}

func (f *form) chooseFolder() {
	f.room.desk.AskFolder(lang.L("Publish to a folder"), func(path string) {
		f.settings.Set(folderField, path)
	})
}

// first is what wants to be filled in or pressed next.
func (f *form) first() fyne.Focusable {
	for _, name := range f.asked {
		if f.values[f.kind][name] != "" {
			continue
		}
		if input, ok := f.settings.Row(name).Input().(fyne.Focusable); ok {
			return input
		}
	}
	return f.submit
}
