package gui

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/dialog"
	"fyne.io/fyne/v2/lang"
	"fyne.io/fyne/v2/widget"

	"smoothscope/gui/async"
	"smoothscope/gui/kit"
	"smoothscope/gui/session"
	"smoothscope/inspect/asset"
	"smoothscope/tasks"
	"smoothscope/tasks/edit"
)

// loose tells an asset without any manifest, on this machine.
func loose(a *session.Asset) bool {
	return a != nil && a.Content != nil && a.Content.URL == "" && a.Draft == nil && len(a.Content.Members) > 0
}

// makeManifests asks for a name and a folder, works the manifests of loose files
// out, and shows what is odd about them before they are written.
func (h *Hall) makeManifests() {
	a := h.session.Current()
	if !loose(a) {
		return
	}
	name, folder := newEntry(h.escape), newEntry(h.escape)
	name.SetText(a.Content.Name)
	folder.SetText(commonFolder(a.Content))
	field, place := kit.NewField(lang.L("Name"), name), kit.NewField(lang.L("Folder"), folder)
	place.SetHint(lang.L("Beside the media files, or above the folders that they are in."))
	var d *dialog.CustomDialog
	accept := func() {
		text, wrong := checkName(name.Text)
		field.SetError(wrong)
		if wrong == nil {
			d.Hide()
			h.makeIn(a, strings.TrimSpace(folder.Text), text)
		}
	}
	name.OnSubmitted = func(string) { accept() }
	folder.OnSubmitted = name.OnSubmitted
	browse := kit.NewButton(lang.L("Folder…"), func() { h.AskFolder(lang.L("Make manifests in which folder?"), folder.SetText) })
	d = dialog.NewCustomWithoutButtons(lang.L("Make manifests"), container.NewVBox(kit.Gap(620, 0), field, place, kit.Gap(0, kit.Space)), h.win)
	d.SetButtons([]fyne.CanvasObject{browse, kit.NewButton(lang.L("Cancel"), func() { d.Hide() }), kit.NewPrimary(lang.L("Go on"), accept)})
	h.openDialog(d)
	h.win.Canvas().Focus(name)
	name.TypedShortcut(&fyne.ShortcutSelectAll{})
}

// checkName is the name of an asset as it was typed, without its ending.
func checkName(text string) (string, error) {
	text = strings.TrimSpace(text)
	if ending := filepath.Ext(text); strings.EqualFold(ending, ".ism") || strings.EqualFold(ending, ".ismc") {
		text = strings.TrimSuffix(text, ending)
	}
	if text == "" || strings.ContainsAny(text, `/\:*?"<>|`) || strings.HasPrefix(text, ".") {
		return "", errors.New(lang.L("a name of a file, without a folder"))
	}
	return text, nil
}

// commonFolder is the innermost folder that all files of an asset are below.
func commonFolder(content *asset.Asset) string {
	folder := ""
	for _, m := range content.Members {
		at := filepath.Dir(m.Full)
		for folder != "" && folder != at && !strings.HasPrefix(at, strings.TrimRight(folder, string(filepath.Separator))+string(filepath.Separator)) {
			up := filepath.Dir(folder)
			if up == folder {
				break
			}
			folder = up
		}
		if folder == "" {
			folder = at
		}
	}
	return folder
}

// makeIn works the manifests out.
func (h *Hall) makeIn(a *session.Asset, folder, name string) {
	content := a.Content
	release := h.keeper.use(content)
	var made *edit.Made
	job := func(ctx context.Context, p *tasks.Progress) (err error) {
		p.Doing(name)
		if made, err = edit.MakeManifests(ctx, content, folder, name); err != nil {
			return err
		}
		for _, file := range []string{name + ".ismc", name + ".ism"} {
			path := filepath.Join(folder, file)
			if _, err := os.Lstat(path); err == nil {
				made.Warnings = append(made.Warnings, lang.L("{{.Name}} is there already; it is kept as {{.Backup}}", map[string]any{"Name": file, "Backup": filepath.Base(edit.BackupName(path))}))
			}
		}
		return nil
	}
	h.start(lang.L("Making manifests for {{.Name}}", map[string]any{"Name": name}), quiet, job, func(t *async.Task) {
		release()
		switch {
		case !h.session.Has(a):
		case t.Err != nil:
			h.fail(lang.L("The manifests cannot be made"), t.Err)
		case len(made.Warnings) == 0:
			h.writeMade(a, folder, name, made)
		default:
			h.warnMade(made.Warnings, func() { h.writeMade(a, folder, name, made) })
		}
	})
}

// warnMade shows what is odd about the media before anything is written.
func (h *Hall) warnMade(warnings []string, write func()) {
	label := widget.NewLabel("• " + strings.Join(warnings, "\n• "))
	label.Wrapping, label.Selectable = fyne.TextWrapWord, true
	d := dialog.NewCustomWithoutButtons(lang.L("Make manifests"), kit.Dock(kit.NewSmall(lang.L("Good to know before anything is written:")), nil, nil, nil,
		container.NewStack(kit.Gap(620, 220), container.NewVScroll(label))), h.win)
	ok := kit.NewPrimary(lang.L("Write them all the same"), func() { d.Hide(); write() })
	d.SetButtons([]fyne.CanvasObject{kit.NewButton(lang.L("Cancel"), func() { d.Hide() }), ok})
	h.openDialog(d)
	h.win.Canvas().Focus(ok)
}

// writeMade writes the manifests and opens the asset that they make.
func (h *Hall) writeMade(a *session.Asset, folder, name string, made *edit.Made) {
	change := edit.Change{
		Client: []edit.File{edit.Content(name+".ismc", made.Client, nil)},
		Server: []edit.File{edit.Content(name+".ism", made.Server, nil)},
	}
	job := func(ctx context.Context, _ *tasks.Progress) error {
		return edit.Save(ctx, folder, change, edit.Options{})
	}
	h.start(lang.L("Saving {{.Name}}", map[string]any{"Name": name + ".ism"}), shown, job, func(t *async.Task) {
		if t.Err != nil {
			h.fail(lang.L("The manifests cannot be written"), t.Err)
			return
		}
		t.Result = lang.L("wrote {{.Names}}", map[string]any{"Names": listed([]string{name + ".ismc", name + ".ism"})})
		tab := h.tabs.Selected()
		if h.session.Has(a) {
			h.closeAsset(a)
		}
		h.Open([]string{filepath.Join(folder, name+".ism")})
		opened := h.session.Current()
		h.comeBack = func(a *session.Asset) {
			if a == opened && a == h.session.Current() {
				h.showTab(tab)
			}
		}
	})
}
