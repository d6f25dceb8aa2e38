package preview

import (
	"errors"
	"fmt"
	"net/url"
	"path/filepath"
	"slices"
	"strings"

	"smoothscope/inspect/asset"
)

// Site is what is served below one address. Its fields do not change; where
// they would, another Site takes its place.
type Site struct {
	Name     string   // with ending: ladder.ism
	Page     string   // address of the player page
	Smooth   string   // address of the client manifest
	DASH     string   // address of the DASH manifest, "" where there is none
	Warnings []string // what cannot be served, and why
	Others   []*Site  // that came from the same folder: they end with this one

	number  int // of the address: the same for those that take its place
	content content
}

// sites is what is served, by name in lower case. It is replaced, not changed.
type sites struct {
	byName map[string]*Site
	list   []*Site // in the order of adding
	next   int     // number that no site has had
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

// Replace serves another asset at the address of a site from now on, as after
// an edit, and returns the Site that tells of it. Answers under way still come
// from the old one, which the caller may close once they have ended; until then
// they fail at worst. It is an error where the site is not served any more, and
// where Add has one: then all stays as it was.
func (s *Server) Replace(site *Site, a *asset.Asset) (*Site, error) {
	c, err := s.contentOf(a)
	if err != nil {
		return nil, err
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	old := s.sites.Load()
	i := old.index(site)
	if i < 0 {
		c.close()
		return nil, fmt.Errorf("%s: %w", site.Name, errRemoved)
	}
	before := old.list[i]
	after := s.siteOf(before.Name, before.number, c)
	after.Others = before.Others
	list := slices.Clone(old.list)
	list[i] = after
	s.sites.Store(sitesOf(list, old.next))
	before.content.close()
	return after, nil
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
	site := s.siteOf(old.free(name), old.next, c)
	s.sites.Store(sitesOf(append(slices.Clone(old.list), site), old.next+1))
	return site, nil
}

// siteOf says where content is served.
func (s *Server) siteOf(name string, number int, c content) *Site {
	at := s.URL() + "/" + url.PathEscape(name) + "/"
	site := &Site{Name: name, Page: at, Smooth: at + "Manifest", Warnings: c.warnings(), number: number, content: c}
	if c.hasDASH() {
		site.DASH = at + "dash/manifest.mpd"
	}
	return site
}

// sitesOf lists sites by name, as it is written and in lower case.
func sitesOf(list []*Site, next int) *sites {
	t := &sites{byName: make(map[string]*Site, 2*len(list)), list: list, next: next}
	for _, site := range list {
		t.byName[strings.ToLower(site.Name)] = site
		t.byName[site.Name] = site
	}
	return t
}

// index is where a site, or the one in its place, is listed; -1 for nowhere.
func (t *sites) index(site *Site) int {
	return slices.IndexFunc(t.list, func(x *Site) bool { return x.number == site.number })
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
	i := old.index(site)
	if i < 0 {
		return
	}
	s.sites.Store(sitesOf(slices.Delete(slices.Clone(old.list), i, i+1), old.next))
	old.list[i].content.close()
}

// Sites is what is served, in the order of adding.
func (s *Server) Sites() []*Site { return slices.Clone(s.sites.Load().list) }

// clear ends serving all sites.
func (s *Server) clear() {
	for _, site := range s.sites.Load().list {
		s.Remove(site)
	}
}

// What keeps an asset from being served.
var (
	errClosed  = errors.New("the preview server is closed")
	errRemoved = errors.New("is not served any more")
)
