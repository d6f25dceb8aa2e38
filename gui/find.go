package gui

import (
	"context"
	"errors"
	"fmt"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"

	"smoothscope/gui/async"
	"smoothscope/gui/explorer"
	room "smoothscope/gui/offsets"
	"smoothscope/gui/session"
	"smoothscope/tasks"
)

// finder is the last search, and where to go when a file has been read.
type finder struct {
	words   string
	task    *async.Task
	restore restore
}

// restore is a place in a file whose boxes are not all known yet.
type restore struct {
	file     *session.File
	sel      session.Selection
	byOffset bool // find the box anew
}

// restored gives the place for a file that has been read, once.
func (f *finder) restored(file *session.File) (session.Selection, bool) {
	r := f.restore
	if r.file != file || file.Scanning {
		return session.Selection{}, false
	}
	f.restore = restore{}
	sel := r.sel
	sel.File = file
	if r.byOffset {
		return placed(file, sel), true
	}
	return sel, sel.Node >= 0 && sel.Node < file.Tree.Len()
}

// lookFor goes to what a person typed: an offset, a time, a box, a field.
func (h *Hall) lookFor(text string) {
	sel := h.session.Selection()
	if sel.File == nil || sel.File.Source == nil {
		return
	}
	if rule, ok := h.ruleOf(text); ok {
		h.find.words = text
		h.findRule(rule)
		return
	}
	q, err := explorer.ParseQuery(text, sel.From)
	if err != nil {
		h.say(err.Error())
		return
	}
	h.find.words = text
	if q.IsTime && h.tabs.Selected() == tabTimeline && h.timeline.GoTo(q.Time) {
		h.focusScreen()
		return
	}
	h.showTab(tabBoxes)
	switch {
	case q.IsOffset:
		h.goToOffset(q.Offset)
	case q.IsTime:
		h.goToTime(q.Time)
	default:
		h.findWords(q.Text)
	}
}

// findNext goes on with the last search.
func (h *Hall) findNext() {
	if h.tabs.Selected() == tabManifest {
		h.manifests.FindNext(false)
		return
	}
	if h.find.words == "" {
		h.focusSearch()
		return
	}
	h.lookFor(h.find.words)
}

// focusSearch goes to where words are typed that are looked for.
func (h *Hall) focusSearch() {
	if h.tabs.Selected() == tabManifest {
		h.manifests.Find()
		return
	}
	if h.tabs.Selected() == tabCaptions && h.captions.Find() {
		return
	}
	if h.search.Disabled() {
		return
	}
	h.win.Canvas().Focus(h.search)
	h.search.TypedShortcut(&fyne.ShortcutSelectAll{})
}

func (h *Hall) goToOffset(off int64) {
	f := h.session.Selection().File
	size := f.Source.Size()
	if off >= size {
		h.say(lang.L("0x{{.Offset}} lies behind the end: {{.Name}} has {{.Size}} bytes", map[string]any{
			"Offset": fmt.Sprintf("%x", off), "Name": f.Name, "Size": size,
		}))
		return
	}
	h.explorer.Pick(off)
}

// findWords looks through the boxes; the search shows as a task when it takes
// long.
func (h *Hall) findWords(words string) {
	sel := h.session.Selection()
	tree := sel.File.Tree
	if tree == nil || tree.Len() == 0 {
		h.say(lang.L("{{.Name}} has no boxes to look through", map[string]any{"Name": sel.File.Name}))
		return
	}
	h.seek(lang.L("Looking for {{.Words}}", map[string]any{"Words": words}),
		lang.L("{{.Words}} is no box, path or field of {{.Name}}", map[string]any{"Words": words, "Name": sel.File.Name}),
		func(ctx context.Context) (explorer.Hit, error) { return explorer.Find(ctx, tree, sel.Node, words) })
}

// seek looks for a place in the shown file, and says so where there is none.
func (h *Hall) seek(title, none string, look func(context.Context) (explorer.Hit, error)) {
	f := h.session.Selection().File
	if h.find.task != nil {
		h.find.task.Cancel()
	}
	var hit explorer.Hit
	job := func(ctx context.Context, _ *tasks.Progress) (err error) {
		hit, err = look(ctx)
		return err
	}
	h.find.task = h.start(title, quiet, job, func(t *async.Task) {
		switch {
		case cancelled(t.Err) || !h.session.Has(f.Asset):
		case errors.Is(t.Err, explorer.ErrNotFound):
			h.say(none)
		case t.Err != nil:
			h.say(oneLine(t.Err))
		default:
			h.session.Select(session.Selection{File: f, Node: hit.Node, Field: hit.Field, From: hit.From, To: hit.To})
		}
	})
}

// goToTime goes to the chunk of the shown file in which a moment lies.
func (h *Hall) goToTime(at time.Duration) {
	sel := h.session.Selection()
	a := sel.File.Asset
	if a.Content == nil {
		return
	}
	h.chunksOf(a, func(m *chunkMap) {
		if m.err != nil {
			h.say(m.err.Error())
			return
		}
		e, ok := chunkAt(m.entries, memberPath(a, sel.File), at)
		if !ok {
			h.say(lang.L("{{.Name}} has no chunk at {{.Time}}", map[string]any{"Name": sel.File.Name, "Time": at}))
			return
		}
		h.pickChunk(e, true)
	})
}

func memberPath(a *session.Asset, f *session.File) string {
	for _, m := range a.Content.Members {
		if m.Full == f.Path {
			return m.Path
		}
	}
	return ""
}

// chunkAt is the last chunk of a file that begins at or before a moment.
func chunkAt(entries []room.Entry, file string, at time.Duration) (room.Entry, bool) {
	var best room.Entry
	found := false
	for _, e := range entries {
		if e.File != file || e.TimeScale == 0 {
			continue
		}
		begin := float64(e.Time) / float64(e.TimeScale)
		end := begin + float64(e.Duration)/float64(e.TimeScale)
		if s := at.Seconds(); begin <= s+1e-9 && (e.Duration == 0 || s < end) && (!found || e.Time > best.Time) {
			best, found = e, true
		}
	}
	return best, found
}
