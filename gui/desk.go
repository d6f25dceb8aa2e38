package gui

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"net/url"
	"path"
	"slices"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/dialog"
	"fyne.io/fyne/v2/lang"
	"fyne.io/fyne/v2/widget"

	"smoothscope/gui/async"
	"smoothscope/gui/kit"
	"smoothscope/gui/prefs"
	"smoothscope/gui/publish"
	"smoothscope/tasks"
)

// desk gives the publish screen what it needs of the hall.
type desk struct {
	*Hall
	keys prefs.Keys
}

var _ publish.Desk = desk{}

// Do is for the publish screen.
func (d desk) Do(work func(context.Context), done func()) context.CancelFunc {
	release := d.inUse()
	return d.run.Do(func(ctx context.Context) {
		defer release()
		work(ctx)
	}, done)
}

// inUse keeps open what is shown.
func (d desk) inUse() (release func()) {
	if a := d.session.Current(); a != nil {
		return d.keeper.use(a.Content)
	}
	return func() {}
}

// Start is for the publish screen.
func (d desk) Start(title string, job tasks.Job, f async.Follow) *async.Task {
	release, ended := d.inUse(), f.Ended
	f.Ended = func(t *async.Task) {
		release()
		if ended != nil {
			ended(t)
		}
	}
	return d.follow(title, shown, job, f)
}

// Rested is for the publish screen.
func (d desk) Rested(done func()) {
	a := d.session.Current()
	d.settle()
	d.editor.rested(a, func() {
		if a != nil && a == d.session.Current() {
			done()
		}
	})
}

// Targets is for the publish screen.
func (d desk) Targets() []publish.Target {
	var list []publish.Target
	for _, t := range d.prefs.Targets() {
		list = append(list, publish.Target(t))
	}
	return list
}

// Remember is for the publish screen.
func (d desk) Remember(t publish.Target) { d.prefs.AddTarget(prefs.Target(t)) }

// secretName tells secrets of different targets apart. The names of the
// settings are in order, so that the same target has the same name.
func secretName(t publish.Target, field string) string {
	parts := []string{t.Kind, field}
	for _, key := range slices.Sorted(maps.Keys(t.Settings)) {
		if key == "container" && t.Settings["account"] != "" {
			continue // an account's key opens all of its containers
		}
		parts = append(parts, key+"="+t.Settings[key])
	}
	return strings.Join(parts, " ")
}

// KeepSecrets is for the publish screen.
func (d desk) KeepSecrets(t publish.Target, secrets map[string]string) error {
	var all []error
	for field, secret := range secrets {
		if secret != "" {
			all = append(all, d.keys.Set(secretName(t, field), secret))
		}
	}
	return errors.Join(all...)
}

// Secrets is for the publish screen.
func (d desk) Secrets(t publish.Target, names []string) (map[string]string, error) {
	secrets := map[string]string{}
	for _, name := range names {
		secret, err := d.keys.Get(secretName(t, name))
		if err != nil {
			return secrets, fmt.Errorf("type the secret again: %w", err)
		}
		secrets[name] = secret
	}
	return secrets, nil
}

// ForgetSecrets is for the publish screen.
func (d desk) ForgetSecrets(t publish.Target, names []string) error {
	var all []error
	for _, name := range names {
		all = append(all, d.keys.Delete(secretName(t, name)))
	}
	return errors.Join(all...)
}

// KeyStore is for the publish screen.
func (d desk) KeyStore() error { return d.keys.Answers() }

// OpenAddress is for the publish screen. Of what was published to a folder it
// shows the folder.
func (d desk) OpenAddress(address string) {
	u, err := url.Parse(address)
	if err == nil {
		if u.Scheme == "file" {
			u.Path = path.Dir(u.Path)
		}
		err = d.openURLOf()(u)
	}
	if err != nil {
		d.fail(lang.L("The address cannot be opened"), err)
	}
}

// AskContainer is for the publish screen.
func (d desk) AskContainer(proposal string, done func(name string, public bool)) {
	name := newEntry(d.escape)
	name.SetText(proposal)
	name.SetPlaceHolder("videos")
	public := kit.NewCheck(lang.L("Everyone may read what is in it"), nil)
	hint := kit.NewSmall(lang.L("Private unless you tick this. Players need public reading or a SAS address."))
	var box *dialog.CustomDialog
	accept := func() {
		if text := strings.TrimSpace(name.Text); text != "" {
			box.Hide()
			done(text, public.Checked())
		}
	}
	name.OnSubmitted = func(string) { accept() }
	box = dialog.NewCustomWithoutButtons(lang.L("New container"),
		container.NewVBox(kit.Gap(460, 0), kit.NewField(lang.L("Name"), name), public, hint), d.win)
	box.SetButtons([]fyne.CanvasObject{kit.NewButton(lang.L("Cancel"), func() { box.Hide() }), kit.NewPrimary(lang.L("Create"), accept)})
	d.openDialog(box)
	d.win.Canvas().Focus(name)
}

// Confirm is for the publish screen.
func (d desk) Confirm(title, text, ok string, done func()) {
	label := widget.NewLabel(text)
	label.Wrapping = fyne.TextWrapWord
	box := dialog.NewCustomWithoutButtons(title, container.NewStack(kit.Gap(520, 90), label), d.win)
	leave := kit.NewPrimary(lang.L("Cancel"), func() { box.Hide() })
	box.SetButtons([]fyne.CanvasObject{
		kit.NewButton(lang.L("Show the checks"), func() { box.Hide(); d.showTab(tabChecks) }),
		kit.NewButton(ok, func() { box.Hide(); done() }), leave,
	})
	d.openDialog(box)
	d.win.Canvas().Focus(leave)
}

// Choose is for the publish screen.
func (d desk) Choose(below fyne.CanvasObject, options []string, done func(string)) {
	menu := fyne.NewMenu("")
	for _, o := range options {
		menu.Items = append(menu.Items, fyne.NewMenuItem(o, func() { done(o) }))
	}
	at := d.app.Driver().AbsolutePositionForObject(below).AddXY(0, below.Size().Height)
	widget.ShowPopUpMenuAtPosition(menu, d.win.Canvas(), at)
}
