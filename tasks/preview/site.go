package preview

import (
	"errors"
	"fmt"
	"maps"
	"net/url"
	"path/filepath"
	"slices"
	"strings"
	"sync/atomic"

	"smoothscope/inspect/asset"
)

// Site is what is served below one address. Its fields do not change.
type Site struct {
	Name     string   // with ending: ladder.ism
	Page     string   // address of the player page
	Smooth   string   // address of the client manifest
	DASH     string   // address of the DASH manifest, "" where there is none
	Warnings []string // what cannot be served, and why
	Others   []*Site  // that came from the same folder: they end with this one

	server  *Server
	content atomic.Pointer[content]
}

// sites is what is served, by name in lower case. It is replaced, not changed.
type sites struct {
	byName map[string]*Site
	list   []*Site // in the order of adding
}

// Add serves an asset until Remove or Close; one that is a published tree as it
// lies there, see Published. The asset stays the caller's, who closes it after
// that. It is an error where its chunks cannot be served at
// all: asset.ErrRemote, asset.ErrUnfragmented or asset.ErrNoStreams.
func (s *Server) Add(a *asset.Asset) (*Site, error) {
	c, err := s.contentOf(a)
	if err != nil {
		return nil, err
	}
	return s.add(nameOf(a), c)
}

// nameOf is the name of an asset, that of its folder for a published tree.
func nameOf(a *asset.Asset) string {
	if !Published(a) {
		return a.Name
	}
	if full, err := filepath.Abs(a.Folder); err == nil {
		return baseName(filepath.Base(full))
	}
	return a.Name
}

// Replace serves another asset at the same address from now on, as after an
// edit. Answers under way still come from the old one, which the caller may
// close once they have ended; until then they fail at worst.
func (site *Site) Replace(a *asset.Asset) error {
	c, err := site.server.contentOf(a)
	if err != nil {
		return err
	}
	site.put(c)
	return nil
}

func (site *Site) put(c content) {
	if old := site.content.Swap(&c); old != nil {
		(*old).close()
	}
}

// add gives content an address of its own.
func (s *Server) add(name string, c content) (*Site, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.life().Err() != nil {
		c.close()
		return nil, errClosed
	}
	old := s.sites.Load()
	site := &Site{Name: old.free(name), Warnings: c.warnings(), server: s}
	at := s.URL() + "/" + url.PathEscape(site.Name) + "/"
	site.Page, site.Smooth = at, at+"Manifest"
	if c.hasDASH() {
		site.DASH = at + "dash/manifest.mpd"
	}
	site.put(c)
	next := &sites{byName: maps.Clone(old.byName), list: append(slices.Clone(old.list), site)}
	if next.byName == nil {
		next.byName = map[string]*Site{}
	}
	next.byName[strings.ToLower(site.Name)] = site
	next.byName[site.Name] = site
	s.sites.Store(next)
	return site, nil
}

// reserved are first segments of addresses that no site may have.
var reserved = []string{"player", "clientaccesspolicy.xml", "crossdomain.xml"}

// free is NAME.ism, or the first of NAME-2.ism, NAME-3.ism … that no site has.
func (t *sites) free(name string) string {
	name = strings.Map(func(r rune) rune {
		if r < ' ' || r == '/' || r == '\\' || r >= 0x7f && r < 0xa0 {
			return '_'
		}
		return r
	}, strings.ToValidUTF8(name, "_"))
	if name == "" {
		name = "asset"
	}
	for i := 1; ; i++ {
		full := name + ".ism"
		if i > 1 {
			full = fmt.Sprintf("%s-%d.ism", name, i)
		}
		if _, taken := t.byName[strings.ToLower(full)]; !taken && !slices.Contains(reserved, strings.ToLower(full)) {
			return full
		}
	}
}

// named finds a site, in any case.
func (t *sites) named(name string) *Site {
	if site, ok := t.byName[name]; ok {
		return site
	}
	return t.byName[strings.ToLower(name)]
}

// Remove ends serving a site and its Others. Answers under way may still go on.
func (s *Server) Remove(site *Site) {
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, one := range append([]*Site{site}, site.Others...) {
		s.remove(one)
	}
}

func (s *Server) remove(site *Site) {
	old := s.sites.Load()
	i := slices.Index(old.list, site)
	if i < 0 {
		return
	}
	next := &sites{byName: maps.Clone(old.byName), list: slices.Delete(slices.Clone(old.list), i, i+1)}
	maps.DeleteFunc(next.byName, func(_ string, x *Site) bool { return x == site })
	s.sites.Store(next)
	(*site.content.Load()).close()
}

// Sites is what is served, in the order of adding.
func (s *Server) Sites() []*Site { return slices.Clone(s.sites.Load().list) }

// clear ends serving all sites.
func (s *Server) clear() {
	for _, site := range s.sites.Load().list {
		s.Remove(site)
	}
}

// errClosed says that a server has ended.
var errClosed = errors.New("the preview server is closed")
