package publish

import (
	"context"
	"maps"
	"slices"

	"fyne.io/fyne/v2/lang"
	"fyne.io/fyne/v2/widget"

	"smoothscope/tasks/publish"
)

// recent offers the targets of earlier times; what the form shows now is one
// of them, or none.
func (f *form) recent(now Target) {
	f.earlier = f.room.desk.Targets()
	labels := make([]string, len(f.earlier))
	for i, t := range f.earlier {
		labels[i] = t.Label
	}
	f.remembered.SetOptions(labels)
	f.again.Hidden = len(labels) == 0
	if now.Kept {
		f.showKept(&now)
	}
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
	f.say("", widget.MediumImportance)
	f.refresh()
	if t.Kept {
		f.fetchSecrets(kind, t)
	}
}

func (f *form) fetchSecrets(kind int, t Target) {
	names := f.secretNames(kind)
	var secrets map[string]string
	var err error
	f.room.desk.Do(func(context.Context) { secrets, err = f.room.desk.Secrets(t, names) }, func() {
		if f.kind != kind {
			return
		}
		if err != nil {
			f.say(lang.L("Type the secret again: {{.Why}}", map[string]any{"Why": err}), widget.WarningImportance)
			return
		}
		for name, secret := range secrets {
			f.settings.Set(name, secret)
		}
		f.keep.SetChecked(true)
		f.showKept(&t)
	})
}

func (f *form) secretNames(kind int) []string {
	var names []string
	for _, one := range f.kinds[kind].Asked(f.values[kind]) {
		if one.Secret {
			names = append(names, one.Name)
		}
	}
	return names
}

// showKept offers to forget the secrets of a target; nil: there are none.
func (f *form) showKept(t *Target) {
	f.kept = t
	f.forget.Hidden = t == nil
	f.object.Refresh()
}

// isKept reports whether the secrets of a target are in the key store.
func (f *form) isKept(t Target) bool {
	for _, old := range f.earlier {
		if old.Kind == t.Kind && maps.Equal(old.Settings, t.Settings) {
			return old.Kept
		}
	}
	return false
}

// forgetSecrets removes what is stored, and what the form holds of it.
func (f *form) forgetSecrets() {
	if f.kept == nil {
		return
	}
	t, kind := *f.kept, f.kind
	names := f.secretNames(kind)
	var err error
	f.room.desk.Do(func(context.Context) { err = f.room.desk.ForgetSecrets(t, names) }, func() {
		if err != nil {
			f.say(lang.L("The secret is still stored: {{.Why}}", map[string]any{"Why": err}), widget.DangerImportance)
			return
		}
		t.Kept = false
		f.room.desk.Remember(t)
		f.keep.SetChecked(false)
		if f.kind == kind {
			for _, name := range names {
				f.settings.Set(name, "")
				f.settings.Row(name).SetError(nil)
			}
		}
		f.recent(t)
		f.showKept(nil)
		f.say(lang.L("The stored secret is forgotten."), widget.MediumImportance)
	})
}

// wantKeyStore looks whether there is a key store as soon as a person wants
// one: then it may ask for its password.
func (f *form) wantKeyStore(on bool) {
	if !on || f.kept != nil {
		return
	}
	var err error
	f.room.desk.Do(func(context.Context) { err = f.room.desk.KeyStore() }, func() {
		if err != nil {
			f.notKept(err)
		}
	})
}

// notKept says that a secret stays in the form only.
func (f *form) notKept(why error) {
	f.keep.SetChecked(false)
	f.say(lang.L("The secret is not kept anywhere: {{.Why}}", map[string]any{"Why": why}), widget.WarningImportance)
}
