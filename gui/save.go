package gui

import (
	"context"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/dialog"
	"fyne.io/fyne/v2/lang"

	"smoothscope/gui/async"
	"smoothscope/gui/choose"
	"smoothscope/gui/kit"
	"smoothscope/inspect/source"
	"smoothscope/tasks"
	"smoothscope/tasks/save"
)

// askSave asks for the path of a file to write, with the system's dialog or the
// window's own.
func (h *Hall) askSave(title, name string, done func(path string)) {
	ask := choose.Ask{Title: title, At: filepath.Join(h.saveFolder(), name), Parent: choose.WindowID(h.win), Filters: endingFilters(filepath.Ext(name))}
	h.choose(func(ctx context.Context, c Chooser) ([]string, error) {
		path, err := c.Save(ctx, ask)
		return []string{path}, err
	}, func() { h.typeSave(title, name, done) }, func(paths []string) {
		h.prefs.SetFolder(filepath.Dir(paths[0]))
		done(paths[0])
	})
}

// typeSave is a line that can be typed into at once, and a button for who
// rather looks for the folder.
func (h *Hall) typeSave(title, name string, done func(path string)) {
	path := newEntry(h.escape)
	path.SetText(filepath.Join(h.saveFolder(), name))
	field := kit.NewField(lang.L("File"), path)
	var d *dialog.CustomDialog
	looking := false // at what is there; another Enter must not save twice
	accept := func() {
		if looking {
			return
		}
		looking = true
		to := strings.TrimSpace(path.Text)
		var wrong error
		var exists bool
		h.run.Do(func(context.Context) { exists, wrong = checkSave(to) }, func() {
			looking = false
			if wrong != nil {
				field.SetError(wrong)
				return
			}
			d.Hide()
			h.prefs.SetFolder(filepath.Dir(to))
			if exists {
				h.confirmOverwrite(to, done)
				return
			}
			done(to)
		})
	}
	path.OnSubmitted = func(string) { accept() }
	browse := kit.NewButton(lang.L("Folder…"), func() {
		h.AskFolder(title, func(folder string) { path.SetText(filepath.Join(folder, filepath.Base(path.Text))) })
	})
	d = dialog.NewCustomWithoutButtons(title, container.NewStack(kit.Gap(620, 76), field), h.win)
	d.SetButtons([]fyne.CanvasObject{browse, kit.NewButton(lang.L("Cancel"), func() { d.Hide() }), kit.NewPrimary(lang.L("Save"), accept)})
	h.openDialog(d)
	h.win.Canvas().Focus(path)
	path.TypedShortcut(&fyne.ShortcutSelectAll{})
}

func (h *Hall) saveFolder() string {
	if folder := h.prefs.Folder(); folder != "" {
		return folder
	}
	if a := h.session.Current(); a != nil && a.Content != nil && a.Content.Folder != "" {
		return a.Content.Folder
	}
	folder, err := os.UserHomeDir()
	if err != nil {
		return ""
	}
	return folder
}

// checkSave says whether a file can be written there, and whether one exists.
// It may have to wait for a network: not for the UI goroutine.
func checkSave(path string) (exists bool, err error) {
	if path == "" || strings.HasSuffix(path, string(filepath.Separator)) {
		return false, fmt.Errorf("%s", lang.L("name a file"))
	}
	info, err := os.Stat(filepath.Dir(path))
	if err != nil || !info.IsDir() {
		return false, fmt.Errorf("%s", lang.L("the folder {{.Path}} does not exist", map[string]any{"Path": filepath.Dir(path)}))
	}
	_, err = os.Stat(path)
	return err == nil, nil
}

func (h *Hall) confirmOverwrite(path string, done func(string)) {
	h.openDialog(dialog.NewConfirm(lang.L("Replace the file?"),
		lang.L("{{.Path}} exists already.", map[string]any{"Path": path}), func(yes bool) {
			if yes {
				done(path)
			}
		}, h.win))
}

// saveSelection writes the selected bytes to a file.
func (h *Hall) saveSelection() {
	sel := h.session.Selection()
	if sel.File == nil || sel.File.Source == nil || sel.To <= sel.From {
		h.say(lang.L("Select a box, a field or bytes first."))
		return
	}
	src := sel.File.Source
	name := fmt.Sprintf("%s-%x-%x.bin", strings.TrimSuffix(sel.File.Name, filepath.Ext(sel.File.Name)), sel.From, sel.To)
	h.askSave(lang.L("Save the selection"), name, func(path string) {
		job := func(ctx context.Context, p *tasks.Progress) error {
			p.Start(tasks.Bytes, sel.To-sel.From)
			return save.Save(ctx, path, func(w io.Writer) error {
				part := io.NewSectionReader(source.WithContext(ctx, src), sel.From, sel.To-sel.From)
				_, err := io.Copy(w, &counted{part, p})
				return err
			})
		}
		title := lang.L("Saving {{.Name}}", map[string]any{"Name": filepath.Base(path)})
		h.start(title, shown, job, func(t *async.Task) {
			t.Result = lang.L("wrote {{.Path}}", map[string]any{"Path": path})
		})
	})
}

// counted tells a progress what is read through it.
type counted struct {
	io.Reader
	p *tasks.Progress
}

func (c *counted) Read(b []byte) (int, error) {
	n, err := c.Reader.Read(b)
	c.p.Add(int64(n))
	return n, err
}
