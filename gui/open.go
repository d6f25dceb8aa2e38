package gui

import (
	"context"
	"errors"
	"path/filepath"
	"strings"

	"fyne.io/fyne/v2/lang"

	"smoothscope/gui/async"
	"smoothscope/gui/session"
	"smoothscope/inspect/asset"
	"smoothscope/inspect/source"
	"smoothscope/tasks"
)

// Open opens what the names are together, or shows it where it is open. A
// media file shows its boxes at once, while the rest of its asset is found.
func (h *Hall) Open(names []string) {
	names = absolute(names)
	if a := h.session.Find(names); a != nil {
		h.session.Activate(a)
		return
	}
	a := h.session.Add(names, titleOf(names))
	if len(names) == 1 && looksLikeMedia(names[0]) {
		h.showFile(a, names[0])
	}
	h.load(a)
}

func (h *Hall) load(a *session.Asset) {
	var content *asset.Asset
	var read map[string][]byte
	job := func(ctx context.Context, p *tasks.Progress) (err error) {
		p.Doing(a.Title)
		content, err = asset.Open(ctx, a.Names, asset.Options{Broken: true})
		read = readManifests(ctx, content)
		return err
	}
	h.start(lang.L("Opening {{.Name}}", map[string]any{"Name": a.Title}), quiet, job, func(t *async.Task) {
		a.Read = read
		h.loaded(a, content, t)
	})
}

func (h *Hall) loaded(a *session.Asset, content *asset.Asset, t *async.Task) {
	if !h.session.Has(a) {
		if content != nil {
			h.close([]session.Closer{content})
		}
		return
	}
	a.Loading, a.Content, a.Err = false, content, t.Err
	draft(a)
	if t.State == async.Cancelled {
		h.closeAsset(a)
		return
	}
	h.previews.renew(a)
	if h.settled(a) {
		return
	}
	if content != nil {
		h.prefs.AddRecent(a.Names)
		h.refreshRecent()
		if path := firstMember(content, a.Names); path != "" && h.fileOf(a) == nil {
			h.showFile(a, path)
		}
	}
	h.session.Update()
	h.checker.opened(a)
	h.comeBack(a)
}

// settled looks, when an asset or its file has been read, whether there is
// anything to show. If not, it closes the asset, says why, and is true. Boxes
// without an asset around them stay: they may tell what is wrong.
func (h *Hall) settled(a *session.Asset) bool {
	if a.Loading || a.Content != nil {
		return false
	}
	for _, f := range a.Files() {
		if f.Scanning {
			return false // its end asks again
		}
		if f.Tree != nil && f.Tree.Len() > 0 {
			h.say(oneLine(a.Err))
			return false
		}
	}
	h.closeAsset(a)
	var several *asset.SeveralError
	if errors.As(a.Err, &several) {
		h.askWhich(several)
		return true
	}
	h.fail(lang.L("{{.Name}} cannot be opened", map[string]any{"Name": a.Title}), a.Err)
	return true
}

// fileOf is the file of an asset that is or was shown, nil before any was.
func (h *Hall) fileOf(a *session.Asset) *session.File {
	if sel := h.session.Selection(); sel.File != nil && sel.File.Asset == a {
		return sel.File
	}
	return nil
}

// firstMember is the member to show first: the one that was asked for when it
// is media, else the best level that the panel lists, else anything that is
// there.
func firstMember(content *asset.Asset, names []string) string {
	first := ""
	for _, m := range content.Members {
		if !m.Present {
			continue
		}
		if m.Role == asset.MediaRole && len(names) == 1 && m.Full == names[0] {
			return m.Full
		}
		if first == "" {
			first = m.Full
		}
	}
	for _, kind := range kinds() {
		for _, row := range levelsOf(content, kind) {
			if m, ok := content.Member(row.level.File); ok && m.Present {
				return m.Full
			}
		}
	}
	return first
}

// closeAsset closes an asset and lets go of its files.
func (h *Hall) closeAsset(a *session.Asset) { h.previews.remove(h.previews.leave(a), h.letGo(a)) }

// letGo forgets an asset and answers what is to be closed.
func (h *Hall) letGo(a *session.Asset) []session.Closer {
	for _, f := range a.Files() {
		h.explorer.Forget(f)
		delete(h.last, f)
		delete(h.codecs, f)
	}
	h.forgetChunks(a)
	h.checker.forget(a)
	h.editor.forget(a)
	h.publish.Forget(a.Content)
	return h.session.Remove(a)
}

func (h *Hall) close(list []session.Closer) {
	if len(list) == 0 {
		return
	}
	h.run.Do(func(context.Context) {
		for _, c := range list {
			_ = c.Close() // only read from
		}
	}, func() {})
}

// reload reads the current asset anew, when nothing is lost by that.
func (h *Hall) reload() {
	if a := h.session.Current(); a != nil && !a.Loading {
		h.unlessUnsaved([]*session.Asset{a}, func() {
			if a == h.session.Current() {
				h.readAgain()
			}
		})
	}
}

// readAgain reads the current asset anew, at the same place. What is not saved
// is lost.
func (h *Hall) readAgain() {
	a, sel := h.session.Current(), h.session.Selection()
	if a == nil || a.Loading {
		return
	}
	path, tab := "", h.tabs.Selected()
	if sel.File != nil {
		path = sel.File.Path
	}
	site, list := h.previews.leave(a), h.letGo(a)
	again := h.session.Add(a.Names, a.Title)
	h.previews.hand(again, site, list)
	h.comeBack = func(a *session.Asset) {
		if a == again && a == h.session.Current() {
			h.showTab(tab)
		}
	}
	if path != "" {
		f := h.showFile(again, path)
		h.find.restore = restore{file: f, sel: sel}
	}
	h.load(again)
}

func absolute(names []string) []string {
	out := make([]string, len(names))
	for i, name := range names {
		out[i] = name
		if source.IsURL(name) {
			continue
		}
		if full, err := filepath.Abs(name); err == nil {
			out[i] = full
		}
	}
	return out
}

func titleOf(names []string) string {
	first := names[0]
	if source.IsURL(first) {
		first, _, _ = strings.Cut(first, "?")
		parts := strings.Split(strings.TrimRight(first, "/"), "/")
		if n := len(parts); n > 1 && strings.EqualFold(parts[n-1], "manifest") {
			return parts[n-2]
		}
		return parts[len(parts)-1]
	}
	if len(names) == 1 {
		return filepath.Base(first)
	}
	return lang.L("{{.Name}} and {{.Count}} more", map[string]any{"Name": filepath.Base(first), "Count": len(names) - 1})
}

func looksLikeMedia(name string) bool {
	_, _, media := split([]string{name})
	return len(media) == 1
}

// OpenSample opens the asset that comes with the program.
func (h *Hall) OpenSample() {
	var path string
	var err error
	h.run.Do(func(context.Context) { path, err = h.options.Sample() }, func() {
		if err != nil {
			h.fail(lang.L("The sample cannot be opened"), err)
			return
		}
		h.Open([]string{path})
	})
}

// cancelled tells whether an error only says that somebody stopped it.
func cancelled(err error) bool { return errors.Is(err, context.Canceled) }
