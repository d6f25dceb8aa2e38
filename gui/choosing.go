package gui

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/dialog"
	"fyne.io/fyne/v2/lang"
	"fyne.io/fyne/v2/storage"

	"smoothscope/gui/choose"
)

// Chooser asks a person for files and folders; its methods wait for the
// answer. They return choose.ErrCancelled for none, and any other error where
// they cannot ask: then the window does.
type Chooser interface {
	Files(ctx context.Context, a choose.Ask) ([]string, error)
	Folder(ctx context.Context, a choose.Ask) (string, error)
	Save(ctx context.Context, a choose.Ask) (string, error)
}

// choose asks with the system's dialog, or with the window's own where there
// is none. While one is open, another is not opened.
func (h *Hall) choose(ask func(context.Context, Chooser) ([]string, error), own func(), done func([]string)) {
	if h.asking {
		return
	}
	if h.options.Chooser == nil {
		own()
		return
	}
	h.asking = true
	var paths []string
	var err error
	h.run.Do(func(ctx context.Context) { paths, err = ask(ctx, h.options.Chooser) }, func() {
		h.asking = false
		switch {
		case errors.Is(err, choose.ErrCancelled):
		case err != nil:
			own()
		case len(paths) > 0 && paths[0] != "":
			done(paths)
		}
	})
}

func (h *Hall) openFiles() {
	ask := choose.Ask{Title: lang.L("Open"), At: h.openFolderAt(), Parent: choose.WindowID(h.win), Filters: openFilters()}
	h.choose(func(ctx context.Context, c Chooser) ([]string, error) {
		ask.At = existing(ask.At)
		return c.Files(ctx, ask)
	}, h.openFile, h.chosen)
}

// openFile asks for one file in the window.
func (h *Hall) openFile() {
	h.fileDialog(dialog.NewFileOpen(func(r fyne.URIReadCloser, err error) {
		if err != nil {
			h.fail(lang.L("The file cannot be opened"), err)
			return
		}
		if r == nil {
			return
		}
		path := r.URI().Path()
		_ = r.Close() // it is opened again where its bytes are read
		h.chosen([]string{filepath.FromSlash(path)})
	}, h.win))
}

func (h *Hall) openFolder() {
	h.AskFolder(lang.L("Open a folder"), func(path string) { h.chosen([]string{path}) })
}

// chosen opens what was chosen together.
func (h *Hall) chosen(paths []string) {
	h.prefs.SetFolder(filepath.Dir(paths[0]))
	h.OpenAll(paths)
}

// AskFolder lets a person choose a folder.
func (h *Hall) AskFolder(title string, done func(path string)) {
	ask := choose.Ask{Title: title, At: h.openFolderAt(), Parent: choose.WindowID(h.win)}
	h.choose(func(ctx context.Context, c Chooser) ([]string, error) {
		ask.At = existing(ask.At)
		path, err := c.Folder(ctx, ask)
		return []string{path}, err
	}, func() { h.findFolder(done) }, func(paths []string) { done(paths[0]) })
}

// findFolder asks for a folder in the window.
func (h *Hall) findFolder(done func(path string)) {
	h.fileDialog(dialog.NewFolderOpen(func(folder fyne.ListableURI, err error) {
		if err != nil {
			h.fail(lang.L("The folder cannot be opened"), err)
			return
		}
		if folder != nil {
			done(filepath.FromSlash(folder.Path()))
		}
	}, h.win))
}

// fileDialog shows a chooser at most of the window's size.
func (h *Hall) fileDialog(d *dialog.FileDialog) {
	d.SetView(dialog.ListView)
	if folder := h.openFolderAt(); folder != "" {
		if at, err := storage.ListerForURI(storage.NewFileURI(filepath.Clean(folder))); err == nil {
			d.SetLocation(at)
		}
	}
	h.openDialog(d)
	size := h.win.Canvas().Size() // a chooser has no size before it is shown
	d.Resize(fyne.NewSize(min(960, size.Width-64), min(640, size.Height-64)))
}

// openFolderAt is where to look first: beside what is shown, else where the
// last file was. It ends with a separator, so that nobody takes it for a file.
func (h *Hall) openFolderAt() string {
	folder := h.saveFolder()
	if a := h.session.Current(); a != nil && a.Content != nil && a.Content.Folder != "" {
		folder = a.Content.Folder
	}
	if folder == "" {
		return ""
	}
	return strings.TrimRight(folder, string(filepath.Separator)) + string(filepath.Separator)
}

// existing is a folder that is there, or empty. It may have to wait for a
// network: not for the UI goroutine.
func existing(folder string) string {
	if info, err := os.Stat(folder); err != nil || !info.IsDir() {
		return ""
	}
	return folder
}

// openFilters are the files that can be opened.
func openFilters() []choose.Filter {
	patterns := []string{"*.ism", "*.isml", "*.ismc"}
	for _, ending := range mediaEndings() {
		patterns = append(patterns, "*"+ending)
	}
	return []choose.Filter{{Name: lang.L("Smooth Streaming and MP4"), Patterns: patterns}, allFiles()}
}

// endingFilters are the files of one ending, and all.
func endingFilters(ending string) []choose.Filter {
	if ending == "" {
		return []choose.Filter{allFiles()}
	}
	return []choose.Filter{{Name: "*" + ending, Patterns: []string{"*" + ending}}, allFiles()}
}

func allFiles() choose.Filter {
	return choose.Filter{Name: lang.L("All files"), Patterns: []string{"*"}}
}
