package publish

import (
	"context"
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
	note       *widget.Label
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
	f.containers = kit.Cols(kit.Space, f.listing, kit.NewButton(lang.L("New container…"), f.createContainer))
	f.prefix = kit.NewEntry(lang.L("none: at the top"))
	f.prefix.OnChanged = func(string) { r.plan(); r.refresh() }
	f.prefix.OnSubmitted = func(string) { f.publish() }
	f.verify = kit.NewCheck(lang.L("Verify every chunk afterwards"), nil)
	f.cors = kit.NewCheck(lang.L("Cross-origin rule for browsers"), nil)
	f.keep = kit.NewCheck(lang.L("Keep the secret in the system's key store"), nil)
	f.note = widget.NewLabel("")
	f.note.Wrapping, f.note.Selectable = fyne.TextWrapWord, true
	f.submit = kit.NewPrimary("", f.publish).WithHeight(34)
	f.layOut()
	f.target.SetSelectedIndex(0)
	f.target.OnChanged = func(string) { f.choose(f.target.SelectedIndex()) }
	f.remembered.OnChanged = func(string) { f.recall(f.remembered.SelectedIndex()) }
	f.choose(0)
	f.recent()
	return f
}

func (f *form) layOut() {
	fields := kit.Rows(12,
		kit.NewHeading(lang.L("Where to")),
		kit.NewField(lang.L("Target"), f.target), f.again, f.settings,
		f.browsing, f.containers,
		kit.NewField(lang.L("Folder in the target"), f.prefix),
		kit.Rows(0, f.verify, f.cors, f.keep), f.submit, f.note)
	f.object = container.NewVScroll(kit.Pad(kit.Wide, kit.Wide, kit.Wide, kit.Wide, fields))
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
		fields = append(fields, kit.FormField{
			Name: one.Name, Label: lang.L(one.Label), Placeholder: one.Placeholder, Secret: one.Secret,
			Default: values[one.Name], Options: one.Options, Check: one.Check,
		})
		f.asked = append(f.asked, one.Name)
		secret = secret || one.Secret
	}
	f.settings.SetFields(nil) // no value of another kind may stay
	f.settings.SetFields(fields)
	f.browsing.Hidden = !slices.Contains(f.asked, folderField)
	f.containers.Hidden = !slices.Contains(f.asked, containerField)
	f.cors.Hidden = f.containers.Hidden
	f.keep.Hidden = !secret
	f.object.Refresh()
}

// changed takes a value; other fields may matter now.
func (f *form) changed(name, value string) {
	values := f.values[f.kind]
	if values[name] == value {
		return
	}
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
	case v.planErr != nil:
		f.say(v.planErr.Error(), widget.DangerImportance)
	case v.plan == nil:
		text = lang.L("Counting…")
	default:
		text = lang.L("Publish {{.What}}", map[string]any{"What": counts(len(v.plan.Items), v.plan.Bytes)})
		ready = len(v.plan.Items) > 0
	}
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
	if values, ok := f.checked(); ok {
		f.room.send(f.room.shown.plan, f.kinds[f.kind], values)
	}
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

// recent offers the targets of earlier times.
func (f *form) recent() {
	f.earlier = f.room.desk.Targets()
	labels := make([]string, len(f.earlier))
	for i, t := range f.earlier {
		labels[i] = t.Label
	}
	f.remembered.SetOptions(labels)
	f.again.Hidden = len(labels) == 0
	f.object.Refresh()
}

// recall fills the form with an earlier target; its secrets come from the key
// store.
func (f *form) recall(i int) {
	if i < 0 || i >= len(f.earlier) {
		return
	}
	t := f.earlier[i]
	kind := slices.IndexFunc(f.kinds, func(k publish.Kind) bool { return k.Name == t.Kind })
	if kind < 0 {
		return
	}
	f.values[kind] = f.kinds[kind].Defaults()
	maps.Copy(f.values[kind], t.Settings)
	f.kind = kind
	f.target.SetSelectedIndex(kind)
	f.dress()
	f.refresh()
	f.fetchSecrets(kind, t)
}

func (f *form) fetchSecrets(kind int, t Target) {
	var names []string
	for _, one := range f.kinds[kind].Asked(f.values[kind]) {
		if one.Secret {
			names = append(names, one.Name)
		}
	}
	if len(names) == 0 {
		return
	}
	var secrets map[string]string
	var err error
	f.room.desk.Do(func(context.Context) { secrets, err = f.room.desk.Secrets(t, names) }, func() {
		if err != nil {
			f.say(err.Error(), widget.WarningImportance)
		}
		for name, secret := range secrets {
			if f.kind == kind && secret != "" {
				f.settings.Set(name, secret)
				f.keep.SetChecked(true)
			}
		}
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
