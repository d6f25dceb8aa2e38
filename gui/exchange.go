package gui

import (
	"context"
	"fmt"
	"io"
	"os"
	"path/filepath"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/dialog"
	"fyne.io/fyne/v2/lang"
	"fyne.io/fyne/v2/storage"

	"smoothscope/gui/async"
	"smoothscope/gui/choose"
	"smoothscope/tasks"
	"smoothscope/tasks/save"
)

// largestImport is the size of a file that editors take, in bytes.
const largestImport = 32 << 20

// readFile asks for a file, reads it beside the window and hands it on.
func (h *Hall) readFile(title string, endings []string, done func(name string, content []byte)) {
	filter := choose.Filter{Name: title}
	for _, ending := range endings {
		filter.Patterns = append(filter.Patterns, "*"+ending)
	}
	ask := choose.Ask{Title: title, At: h.openFolderAt(), Parent: choose.WindowID(h.win), Filters: []choose.Filter{filter, allFiles()}}
	h.choose(func(ctx context.Context, c Chooser) ([]string, error) {
		ask.At = existing(ask.At)
		return c.Files(ctx, ask)
	}, func() { h.findFile(endings, func(path string) { h.readPath(path, done) }) }, func(paths []string) { h.readPath(paths[0], done) })
}

// findFile asks for a file with one of some endings in the window.
func (h *Hall) findFile(endings []string, done func(path string)) {
	d := dialog.NewFileOpen(func(r fyne.URIReadCloser, err error) {
		if err != nil {
			h.fail(lang.L("The file cannot be opened"), err)
			return
		}
		if r == nil {
			return
		}
		path := r.URI().Path()
		_ = r.Close() // it is opened again where it is read
		done(filepath.FromSlash(path))
	}, h.win)
	d.SetFilter(storage.NewExtensionFileFilter(endings))
	h.fileDialog(d)
}

// readPath reads a small file beside the window.
func (h *Hall) readPath(path string, done func(name string, content []byte)) {
	h.prefs.SetFolder(filepath.Dir(path))
	var content []byte
	var err error
	h.run.Do(func(context.Context) { content, err = readSmall(path) }, func() {
		if err != nil {
			h.fail(lang.L("{{.Name}} cannot be read", map[string]any{"Name": filepath.Base(path)}), err)
			return
		}
		done(filepath.Base(path), content)
	})
}

func readSmall(path string) ([]byte, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer func() { _ = f.Close() }() // only read from
	content, err := io.ReadAll(io.LimitReader(f, largestImport+1))
	if err == nil && len(content) > largestImport {
		return nil, fmt.Errorf("%s: is larger than 32 MB, which no such file is", path)
	}
	return content, err
}

// export asks where to and writes a file there.
func (h *Hall) export(name string, content []byte) {
	h.askSave(lang.L("Export {{.Name}}", map[string]any{"Name": name}), name, func(path string) {
		job := func(ctx context.Context, _ *tasks.Progress) error {
			return save.Save(ctx, path, func(w io.Writer) error {
				_, err := w.Write(content)
				return err
			})
		}
		h.start(lang.L("Saving {{.Name}}", map[string]any{"Name": filepath.Base(path)}), shown, job, func(t *async.Task) {
			t.Result = lang.L("wrote {{.Path}}", map[string]any{"Path": path})
		})
	})
}
