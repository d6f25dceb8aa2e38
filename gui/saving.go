package gui

import (
	"context"
	"errors"
	"maps"
	"path/filepath"

	"fyne.io/fyne/v2/lang"

	"smoothscope/gui/async"
	"smoothscope/gui/checks"
	"smoothscope/gui/session"
	"smoothscope/inspect/asset"
	"smoothscope/inspect/caption"
	"smoothscope/inspect/check"
	"smoothscope/inspect/source"
	"smoothscope/tasks"
	"smoothscope/tasks/edit"
)

// saveChanges saves what has changed of the current asset, after a look at it.
func (h *Hall) saveChanges() {
	if a := h.session.Current(); a != nil {
		h.settle()
		h.saveThen(a, func() {})
	}
}

// settle ends the typing: what stands in a line of text is taken.
func (h *Hall) settle() {
	if h.typing() != nil {
		h.win.Canvas().Unfocus()
	}
	h.captions.Settle()
	h.markers.Settle()
	h.manifests.Settle()
}

// leaving finishes what is under way for the current asset, before another one
// takes its place.
func (h *Hall) leaving() {
	h.settle()
	h.captions.LeaveImport()
}

// saveThen saves an asset and then, when all of it is saved, goes on.
func (h *Hall) saveThen(a *session.Asset, then func()) {
	h.editor.rested(a, func() {
		if !dirty(a) {
			h.say(lang.L("There is nothing to save."))
			return
		}
		h.review(a, func() { h.write(a, then) })
	})
}

// write saves the changes of an asset as a task. Whatever goes wrong, they stay.
func (h *Hall) write(a *session.Asset, then func()) {
	b := h.editor.bench(a)
	h.editor.enqueue(a, func(next func()) {
		_, at := a.Draft.Steps()
		files := a.Draft.State().Files
		names := a.Draft.Dirty()
		paths := pathsOf(a, files)
		h.disk.rest(paths)
		before := maps.Clone(a.Read)
		reads(a, files)
		job := func(ctx context.Context, p *tasks.Progress) error {
			p.Doing(lang.L("writing"))
			return a.Draft.Save(ctx, edit.Options{})
		}
		h.start(lang.L("Saving {{.Name}}", map[string]any{"Name": a.Title}), shown, job, func(t *async.Task) {
			h.disk.wake(paths, t.Err == nil)
			defer next()
			if t.Err != nil {
				a.Read = before
				h.notSaved(a, t.Err)
				return
			}
			b.saved = at
			clear(b.read)
			t.Result = lang.L("wrote {{.Names}}", map[string]any{"Names": listed(names)})
			h.editor.changed(a)
			h.checker.tell(a, func(r *check.Report) {
				h.say(lang.L("Saved. {{.Verdict}}", map[string]any{"Verdict": checks.Verdict(r.Judgement())}))
			})
			then()
		})
	})
}

// reads notes what the manifests on the disk are going to be. The draft takes what
// is written for saved before the window hears of it.
func reads(a *session.Asset, files map[string][]byte) {
	for path, content := range files {
		if _, manifest := a.Read[path]; manifest {
			a.Read[path] = content
		}
	}
}

// pathsOf are the full paths of files of an asset.
func pathsOf(a *session.Asset, files map[string][]byte) []string {
	var paths []string
	for path := range files {
		paths = append(paths, filepath.Join(a.Content.Folder, filepath.FromSlash(path)))
	}
	return paths
}

// listed is some names in a line.
func listed(names []string) string {
	const most = 4
	text := ""
	for i, name := range names {
		if i == most {
			return text + ", …"
		}
		if i > 0 {
			text += ", "
		}
		text += name
	}
	return text
}

// notSaved says why nothing was saved, and what can be done.
func (h *Hall) notSaved(a *session.Asset, err error) {
	if cancelled(err) {
		h.say(lang.L("Not saved; your changes are still here."))
		return
	}
	text := oneLine(err) + "\n\n" + lang.L("Your changes are still here.")
	copied := answer{lang.L("Save a copy…"), func() { h.saveCopy() }}
	if errors.Is(err, edit.ErrChanged) {
		h.ask(lang.L("A file was changed by another program"), text,
			answer{lang.L("Read again and lose my changes"), h.readAgain}, copied)
		return
	}
	h.ask(lang.L("{{.Name}} cannot be saved", map[string]any{"Name": a.Title}), text, copied)
}

// saveCopy writes the asset, as it is seen, into another folder.
func (h *Hall) saveCopy() {
	a := h.session.Current()
	if a == nil || a.Content == nil || a.Draft == nil {
		return
	}
	h.settle()
	h.AskFolder(lang.L("Save a copy in which folder?"), func(folder string) {
		h.editor.rested(a, func() {
			if h.session.Has(a) {
				h.writeCopy(a, folder)
			}
		})
	})
}

func (h *Hall) writeCopy(a *session.Asset, folder string) {
	o := edit.Options{Out: folder, Rest: presentOf(a)}
	job := func(ctx context.Context, p *tasks.Progress) error {
		p.Doing(folder)
		return a.Draft.Save(ctx, o)
	}
	h.start(lang.L("Copying {{.Name}}", map[string]any{"Name": a.Title}), shown, job, func(t *async.Task) {
		if t.Err != nil {
			h.fail(lang.L("The copy cannot be written"), t.Err)
			return
		}
		t.Result = lang.L("wrote a copy into {{.Path}}", map[string]any{"Path": folder})
		h.say(lang.L("A copy is in {{.Path}}", map[string]any{"Path": folder}))
	})
}

// presentOf are the files of an asset that are on this disk, as they are seen.
func presentOf(a *session.Asset) []string {
	unsaved := a.Draft.State().Files
	var paths []string
	for _, m := range a.Content.Members {
		if _, changed := unsaved[m.Path]; m.Present && !changed && !source.IsURL(m.Full) && local(m) {
			paths = append(paths, m.Path)
		}
	}
	return paths
}

// local tells a member that lies below the asset's folder.
func local(m asset.Member) bool { return filepath.IsLocal(filepath.FromSlash(m.Path)) }

// discard goes back to what is saved; the changes stay in the history.
func (h *Hall) discard() {
	a := h.session.Current()
	if !dirty(a) {
		return
	}
	h.settle()
	h.editor.rested(a, func() {
		h.ask(lang.L("Discard the changes of {{.Name}}?", map[string]any{"Name": a.Title}),
			lang.L("The asset is shown again as it is saved. {{.Redo}} brings the changes back.", map[string]any{"Redo": "Ctrl+Y"}),
			answer{lang.L("Discard"), func() { h.editor.discard(a) }})
	})
}

// discard goes to the step that was saved.
func (e *editor) discard(a *session.Asset) {
	b := e.bench(a)
	if b.saved >= 0 {
		e.goTo(a, b.saved)
		return
	}
	// The way back is gone: what is on the disk is one more step.
	now, folder := a.Draft.State(), a.Content.Folder
	e.compute(a, tabManifest, lang.L("discard changes"), false, func(ctx context.Context, _ manifestPair) (edit.State, error) {
		s := edit.State{Files: map[string][]byte{}, Captions: map[string]*caption.Document{}}
		for path := range now.Files {
			// What cannot be read is not there.
			s.Files[path], _, _ = edit.Read(ctx, filepath.Join(folder, filepath.FromSlash(path)))
		}
		for name := range now.Captions {
			s.Captions[name] = nil
		}
		return s, nil
	}, func(error) {})
}
