package gui

import (
	"context"
	"net"
	"strconv"

	room "smoothscope/gui/preview"

	"smoothscope/gui/session"
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
	before string         // where it listened the last time, so that open pages go on
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
	server, content, options, before := p.server, a.Content, p.options(), p.before
	release := p.hall.keeper.use(content)
	var site *preview.Site
	var err error
	p.do(func(ctx context.Context) {
		if server == nil {
			if server, err = start(ctx, options, before); err != nil {
				return
			}
		}
		site, err = server.Add(content) //nolint:contextcheck // it reads no file
	}, func() {
		p.started(a, server, site, err, ready)
		if s := p.sites[a]; s == nil || s.site != site || a.Content == content {
			release()
			return
		}
		p.hold(a, lease(release)) // edited meanwhile
		p.renew(a)
	})
}

// start starts a server, on a free port at the one of the last time where that
// is free still.
func start(ctx context.Context, o preview.Options, before string) (*preview.Server, error) {
	if _, port, err := net.SplitHostPort(o.Addr); err == nil && port == "0" && before != "" {
		again := o
		again.Addr = before
		if s, err := preview.Start(ctx, again); err == nil {
			return s, nil
		}
	}
	return preview.Start(ctx, o)
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
		p.phase, p.before = room.Running, server.Addr()
		p.look()
	}
	switch {
	case site != nil && !p.hall.session.Has(a):
		p.remove(&served{site: site}, nil)
	case site != nil:
		p.sites[a] = &served{site: site}
	}
	p.refresh()
	p.refocus()
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
	p.do(func(context.Context) { _ = server.Close() }, func() { //nolint:contextcheck // it bounds itself
		p.rest()
		held := p.sites
		p.server, p.phase, p.sites = nil, room.Stopped, map[*session.Asset]*served{}
		for _, s := range held {
			p.hall.close(s.held)
		}
		p.hall.preview.Look()
		p.refresh()
		p.refocus()
	})
}

// refocus gives the keys to what the screen shows now: what had them may be
// gone.
func (p *previewer) refocus() {
	h := p.hall
	if h.tabs.Selected() == tabPreview && h.session.Current() != nil && h.win.Canvas().Overlays().Top() == nil {
		h.focusScreen()
	}
}

// end ends the server when the program ends, which waits for it a little.
func (p *previewer) end() {
	p.rest()
	if server := p.server; server != nil {
		p.server = nil
		p.hall.run.Do(func(context.Context) { _ = server.Close() }, func() {}) //nolint:contextcheck // it bounds itself
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

// hold keeps what a site reads from open until it reads from something newer.
func (p *previewer) hold(a *session.Asset, c session.Closer) {
	if s := p.sites[a]; s != nil {
		s.held = append(s.held, c)
		return
	}
	p.hall.close([]session.Closer{c})
}

// renew serves what was read anew.
func (p *previewer) renew(a *session.Asset) {
	s := p.sites[a]
	if s == nil || p.server == nil {
		return
	}
	if a.Content == nil {
		p.remove(p.leave(a), nil)
		return
	}
	server, site, content, held := p.server, s.site, a.Content, s.held
	s.held = nil
	var next *preview.Site
	var err error
	p.do(func(context.Context) { next, err = server.Replace(site, content) }, func() { //nolint:contextcheck // it bounds itself
		p.hall.close(held)
		switch {
		case err == nil:
			s.site = next
		case p.sites[a] == s:
			p.err, p.failed = err, a
			p.remove(p.leave(a), nil)
		}
		p.hall.preview.Mended()
		p.refresh()
	})
}
