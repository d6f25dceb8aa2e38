package gui

import (
	"context"
	"errors"
	"fmt"
	"math"
	"net"
	"net/url"
	"slices"
	"strconv"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"
	"fyne.io/fyne/v2/widget"

	offsets "smoothscope/gui/offsets"
	room "smoothscope/gui/preview"

	"smoothscope/gui/kit"
	"smoothscope/gui/session"
	"smoothscope/inspect/asset"
	"smoothscope/tasks/preview"
)

// previewer owns the preview server and knows which assets it serves. Starting,
// adding and removing wait, so they run beside the UI goroutine, one after
// another in the order asked.
type previewer struct {
	hall   *Hall
	server *preview.Server // nil while it does not run
	sites  map[*session.Asset]*served
	phase  room.Phase
	err    error          // why the last start failed
	failed *session.Asset // for which asset
	rest   func()         // ends looking at what comes
	queue  []chore
}

// served is an asset that has a site. While the asset is read again, the old
// files stay open: the site serves from them until there are new ones.
type served struct {
	site *preview.Site
	held []session.Closer
}

// chore is one thing to do beside the UI goroutine.
type chore struct {
	work func(context.Context)
	done func()
}

func newPreviewer(h *Hall) *previewer {
	return &previewer{hall: h, sites: map[*session.Asset]*served{}, rest: func() {}}
}

// do runs work after all that was asked before, then done.
func (p *previewer) do(work func(context.Context), done func()) {
	p.queue = append(p.queue, chore{work, done})
	if len(p.queue) == 1 {
		p.next()
	}
}

func (p *previewer) next() {
	now := p.queue[0]
	p.hall.run.Do(now.work, func() {
		now.done()
		if p.queue = p.queue[1:]; len(p.queue) > 0 {
			p.next()
		}
	})
}

// serve starts the server where it does not run, gives the asset a site where
// it has none, and then calls ready.
func (p *previewer) serve(a *session.Asset, ready func(*preview.Site)) {
	if s := p.sites[a]; s != nil {
		ready(s.site)
		return
	}
	if p.phase == room.Starting || a.Content == nil {
		return
	}
	p.phase, p.err, p.failed = room.Starting, nil, nil
	p.refresh()
	server, content := p.server, a.Content
	var site *preview.Site
	var err error
	p.do(func(ctx context.Context) {
		if server == nil {
			if server, err = preview.Start(ctx, p.options()); err != nil {
				return
			}
		}
		site, err = server.Add(content)
	}, func() { p.started(a, server, site, err, ready) })
}

func (p *previewer) options() preview.Options {
	return preview.Options{
		Addr:   net.JoinHostPort("127.0.0.1", strconv.Itoa(p.hall.prefs.PreviewPort())),
		Player: p.hall.options.Player, OnRequest: p.hall.preview.Add,
	}
}

func (p *previewer) started(a *session.Asset, server *preview.Server, site *preview.Site, err error, ready func(*preview.Site)) {
	p.server, p.phase, p.err, p.failed = server, room.Stopped, err, a
	if server != nil {
		p.phase = room.Running
		p.look()
	}
	switch {
	case site != nil && !p.hall.session.Has(a):
		p.remove(&served{site: site}, nil)
	case site != nil:
		p.sites[a] = &served{site: site}
	}
	p.refresh()
	if p.sites[a] != nil {
		ready(site)
	}
}

// look looks at what comes, again and again while the server runs.
func (p *previewer) look() {
	p.rest()
	p.rest = p.hall.run.Every(room.Look, p.hall.preview.Look)
}

// stop ends the server.
func (p *previewer) stop() {
	if p.server == nil || p.phase != room.Running {
		return
	}
	server := p.server
	p.phase, p.err = room.Starting, nil
	p.refresh()
	p.do(func(context.Context) { _ = server.Close() }, func() {
		p.rest()
		held := p.sites
		p.server, p.phase, p.sites = nil, room.Stopped, map[*session.Asset]*served{}
		for _, s := range held {
			p.hall.close(s.held)
		}
		p.hall.preview.Look()
		p.refresh()
	})
}

// end ends the server when the program ends, which waits for it a little.
func (p *previewer) end() {
	p.rest()
	if server := p.server; server != nil {
		p.server = nil
		p.hall.run.Do(func(context.Context) { _ = server.Close() }, func() {})
	}
}

// leave takes the site away from an asset that is closed, nil where it has none.
func (p *previewer) leave(a *session.Asset) *served {
	s := p.sites[a]
	delete(p.sites, a)
	return s
}

// remove ends a site, and then closes what it read from.
func (p *previewer) remove(s *served, list []session.Closer) {
	if s == nil || p.server == nil {
		p.hall.close(list)
		return
	}
	server := p.server
	p.do(func(context.Context) { server.Remove(s.site) }, func() {
		p.hall.close(append(list, s.held...))
		p.refresh()
	})
}

// hand gives the site of a closed asset to the one that is read in its place;
// the old files stay open until then.
func (p *previewer) hand(to *session.Asset, s *served, list []session.Closer) {
	if s == nil {
		p.hall.close(list)
		return
	}
	s.held = append(s.held, list...)
	p.sites[to] = s
}

// renew serves what was read anew.
func (p *previewer) renew(a *session.Asset) {
	s := p.sites[a]
	if s == nil {
		return
	}
	if a.Content == nil {
		p.remove(p.leave(a), nil)
		return
	}
	content, held := a.Content, s.held
	s.held = nil
	var err error
	p.do(func(context.Context) { err = s.site.Replace(content) }, func() {
		p.hall.close(held)
		if err != nil && p.sites[a] == s {
			p.err, p.failed = err, a
			p.remove(p.leave(a), nil)
		}
		p.refresh()
	})
}

// refresh shows how it stands on the screen and its tab.
func (p *previewer) refresh() {
	h := p.hall
	text := ""
	if p.phase == room.Running {
		text = lang.L("on")
	}
	h.tabs.SetBadge(tabPreview, text, kit.OK)
	if a := h.session.Current(); a != nil && a.Content != nil {
		h.preview.Show(p.state(a))
	}
}

// state is how it stands for an asset.
func (p *previewer) state(a *session.Asset) room.State {
	s := room.State{Phase: p.phase, Asset: a.Title, Others: len(p.sites)}
	if p.server != nil {
		s.Address = p.server.Addr()
	}
	if p.failed == a {
		s.Err = p.err
	}
	if served := p.sites[a]; served != nil {
		s.Site = served.site
		s.Others--
		s.Changed = p.hall.disk.changed(a)
		return s
	}
	s.Waiting, s.Reason = p.hall.playable(a)
	return s
}

// playable tells why no chunk of an asset can be played; waiting is true while
// that is not known.
func (h *Hall) playable(a *session.Asset) (waiting bool, reason error) {
	if a.Content.URL != "" {
		return false, asset.ErrRemote
	}
	m := h.chunks[a]
	switch {
	case m == nil || !m.done:
		return true, nil
	case m.err != nil:
		return false, m.err
	case slices.ContainsFunc(m.entries, func(e offsets.Entry) bool { return e.MoofSize > 0 }):
		return false, nil
	case len(m.entries) > 0:
		return false, fmt.Errorf("%s: %w", a.Title, asset.ErrUnfragmented)
	}
	return false, errors.New(lang.L("none of its chunks is in a file that is there"))
}

// fillPreview shows how it stands, and finds out whether it can be played.
func (h *Hall) fillPreview(a *session.Asset) {
	h.previews.refresh()
	if waiting, _ := h.playable(a); waiting && h.previews.sites[a] == nil {
		h.chunksOf(a, func(*chunkMap) { h.previews.refresh() })
	}
}

// startPreview serves the current asset and, where asked, opens the player at
// a hash of its address. What cannot be played says why on the screen.
func (h *Hall) startPreview(a *session.Asset, open bool, hash string) {
	if a == nil || a.Content == nil {
		return
	}
	ready := func(site *preview.Site) {
		if open {
			h.openAddress(site.Page + hash)
		}
	}
	if h.previews.sites[a] != nil || a.Content.URL != "" {
		if waiting, reason := h.playable(a); waiting || reason == nil {
			h.previews.serve(a, ready)
		}
		return
	}
	h.chunksOf(a, func(*chunkMap) {
		if _, reason := h.playable(a); reason == nil && h.session.Has(a) {
			h.previews.serve(a, ready)
		}
		h.previews.refresh()
	})
}

// previewNow is the button in the toolbar: the screen, the server, the player.
func (h *Hall) previewNow() {
	a := h.session.Current()
	if a == nil || a.Content == nil {
		return
	}
	h.showTab(tabPreview)
	h.startPreview(a, true, "")
}

// openAddress shows an address in the browser.
func (h *Hall) openAddress(address string) {
	u, err := url.Parse(address)
	if err == nil {
		err = h.openURLOf()(u)
	}
	if err != nil {
		h.fail(lang.L("The address cannot be opened"), fmt.Errorf("%s: %w", address, err))
		return
	}
	h.say(lang.L("Opened {{.Address}} in the browser", map[string]any{"Address": address}))
}

func (h *Hall) openURLOf() func(*url.URL) error {
	if h.options.OpenURL != nil {
		return h.options.OpenURL
	}
	return h.app.OpenURL
}

// contentOf is the asset behind a site, nil when it is not open.
func (h *Hall) contentOf(site string) *asset.Asset {
	if a := h.assetOf(site); a != nil {
		return a.Content
	}
	return nil
}

func (h *Hall) assetOf(site string) *session.Asset {
	for a, s := range h.previews.sites {
		if s.site.Name == site {
			return a
		}
	}
	return nil
}

// pickRequest selects the chunk that a request asked for, everywhere.
func (h *Hall) pickRequest(r preview.Request, open bool) {
	a := h.assetOf(r.Site)
	if a == nil || a.Content == nil {
		h.say(lang.L("{{.Name}} is not open any more", map[string]any{"Name": r.Site}))
		return
	}
	h.chunksOf(a, func(m *chunkMap) {
		if e, ok := entryOf(m.entries, a.Content, r); ok && h.session.Has(a) {
			h.session.Activate(a)
			h.pickChunk(e, open)
		}
	})
}

// entryOf is the chunk that a request asked for.
func entryOf(entries []offsets.Entry, content *asset.Asset, r preview.Request) (offsets.Entry, bool) {
	if r.Stream < 0 || r.Stream >= len(content.Streams) || r.Level < 0 || r.Level >= len(content.Streams[r.Stream].Levels) {
		return offsets.Entry{}, false
	}
	file, path := content.Streams[r.Stream].Levels[r.Level].File, content.ChunkPath(r.Stream, r.Level, r.Time)
	i := slices.IndexFunc(entries, func(e offsets.Entry) bool { return e.Path == path && e.File == file })
	if i < 0 {
		return offsets.Entry{}, false
	}
	return entries[i], true
}

// playRequest plays from the chunk that a request asked for.
func (h *Hall) playRequest(r preview.Request) {
	a := h.assetOf(r.Site)
	if a == nil || a.Content == nil || r.Stream < 0 || r.Stream >= len(a.Content.Streams) {
		return
	}
	h.startPreview(a, true, hashAt(a.Content, r.Time, a.Content.Streams[r.Stream].TimeScale))
}

// playEntry plays from a chunk of the current asset.
func (h *Hall) playEntry(e offsets.Entry) {
	if a := h.session.Current(); a != nil && a.Content != nil {
		h.startPreview(a, true, hashAt(a.Content, e.Time, e.TimeScale))
	}
}

// playFromHere plays from the chunk in which the selection begins.
func (h *Hall) playFromHere() {
	sel := h.session.Selection()
	if sel.File == nil || sel.File.Asset.Content == nil {
		return
	}
	a := sel.File.Asset
	if a.Content.URL != "" {
		h.say(asset.ErrRemote.Error())
		return
	}
	h.chunksOf(a, func(m *chunkMap) {
		e, ok := chunkAround(m.entries, memberPath(a, sel.File), sel.From)
		if !ok {
			h.say(lang.L("The selection is in no chunk: select a moof or mdat, or something in it"))
			return
		}
		h.playEntry(e)
	})
}

// chunkAround is the chunk of a file that holds a byte.
func chunkAround(entries []offsets.Entry, file string, off int64) (offsets.Entry, bool) {
	i := slices.IndexFunc(entries, func(e offsets.Entry) bool {
		return e.File == file && e.Offset <= off && off < e.Offset+e.Size
	})
	if i < 0 {
		return offsets.Entry{}, false
	}
	return entries[i], true
}

// hashAt is the part of the player's address that begins at a time of a stream:
// seconds from the start of the asset, rounded up, so that the player does not
// ask for the chunk before.
func hashAt(content *asset.Asset, time, scale uint64) string {
	if scale == 0 {
		return ""
	}
	at := max(0, float64(time)/float64(scale)-startOf(content))
	at = math.Ceil(at*1000-1e-6) / 1000
	return "#t=" + strconv.FormatFloat(at, 'f', -1, 64)
}

// startOf is when the first picture or sound of an asset is, in seconds.
func startOf(content *asset.Asset) float64 {
	start := math.Inf(1)
	for i := range content.Streams {
		s := &content.Streams[i]
		if len(s.Chunks) > 0 && s.TimeScale > 0 && s.Type != "text" {
			start = min(start, float64(s.Chunks[0].Time)/float64(s.TimeScale))
		}
	}
	if math.IsInf(start, 1) {
		return 0
	}
	return start
}

// showMenu shows a menu that a screen made.
func (h *Hall) showMenu(menu *fyne.Menu, pos fyne.Position) {
	widget.ShowPopUpMenuAtPosition(menu, h.win.Canvas(), pos)
}
