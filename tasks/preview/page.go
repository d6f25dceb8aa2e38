package preview

import (
	"bytes"
	"errors"
	"html/template"
	"io"
	"io/fs"
	"mime"
	"net/http"
	"net/url"
	"path"
	"strings"
	"time"

	"smoothscope/assets"
)

// onlyOwn forbids pages to ask for anything but this server; media that a
// player has put together come from blobs.
const onlyOwn = "default-src 'self'; media-src 'self' blob:; worker-src 'self' blob:; img-src 'self' data: blob:; " +
	"style-src 'self' 'unsafe-inline'; object-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"

// fixed answers the addresses that belong to no site: the player's files and
// the policy files. It says whether it did.
func (s *Server) fixed(x *exchange) (bool, error) {
	switch site := strings.ToLower(x.target.site); {
	case site == "player" && x.target.folder:
		x.note.Kind = Page
		return true, s.playerFile(x, x.target.rest)
	case x.target.folder:
		return false, nil
	case site == "clientaccesspolicy.xml" || site == "crossdomain.xml":
		x.note.Kind = Policy
		return true, x.file(assets.Policy(), site)
	case site == "favicon.ico":
		x.note.Kind = Page
		x.private()
		x.Header().Set("Content-Type", "image/png")
		http.ServeContent(x, x.req, "", time.Time{}, bytes.NewReader(assets.Icon()))
		return true, nil
	}
	return false, nil
}

// playerFile answers with a file of the player page.
func (s *Server) playerFile(x *exchange, name string) error {
	if s.options.Player == nil || !fs.ValidPath(name) {
		return errNotFound
	}
	x.private()
	return x.file(s.options.Player, name)
}

// page answers with the player page of a site.
func (s *Server) page(x *exchange, site *Site) error {
	x.note.Kind = Page
	x.private()
	if !x.target.folder {
		x.Header().Set("Location", "/"+url.PathEscape(site.Name)+"/")
		x.WriteHeader(http.StatusPermanentRedirect)
		return nil
	}
	if s.options.Player != nil {
		if err := x.file(s.options.Player, "index.html"); !errors.Is(err, errNotFound) {
			return err
		}
	}
	return x.page(site.Name, []*Site{site})
}

// list answers with what is served.
func (s *Server) list(x *exchange) error {
	x.note.Kind = Page
	x.private()
	return x.page("Smoothscope", s.sites.Load().list)
}

// private keeps an answer to pages of this server, and them to it.
func (x *exchange) private() {
	h := x.Header()
	h.Del("Access-Control-Allow-Origin")
	h.Del("Access-Control-Expose-Headers")
	h.Set("Content-Security-Policy", onlyOwn)
	h.Set("X-Content-Type-Options", "nosniff")
	h.Set("Referrer-Policy", "no-referrer")
}

// file answers with a file that the program carries along.
func (x *exchange) file(from fs.FS, name string) error {
	f, err := from.Open(name)
	if err != nil {
		return errNotFound
	}
	defer func() { _ = f.Close() }()
	info, err := f.Stat()
	if err != nil || !info.Mode().IsRegular() {
		return errNotFound
	}
	content, ok := f.(io.ReadSeeker)
	if !ok {
		b, err := io.ReadAll(f)
		if err != nil {
			return err
		}
		content = bytes.NewReader(b)
	}
	h := x.Header()
	h.Set("Content-Type", typeOf(name))
	h["Cache-Control"] = noCache
	http.ServeContent(x, x.req, "", info.ModTime(), content)
	return nil
}

// typeOf is the media type of a file of the page. The usual ones do not depend
// on what this computer thinks of their endings.
func typeOf(name string) string {
	switch ending := strings.ToLower(path.Ext(name)); ending {
	case ".html":
		return "text/html; charset=utf-8"
	case ".js", ".mjs":
		return "text/javascript; charset=utf-8"
	case ".css":
		return "text/css; charset=utf-8"
	case ".json", ".map":
		return "application/json"
	case ".svg":
		return "image/svg+xml"
	case ".png":
		return "image/png"
	case ".xml":
		return "text/xml"
	default:
		if t := mime.TypeByExtension(ending); t != "" {
			return t
		}
		return "application/octet-stream"
	}
}

var listPage = template.Must(template.New("list").Parse(`<!doctype html>
<html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>{{.Title}}</title>
<style>
:root{color-scheme:light dark}
body{font:16px/1.5 system-ui,sans-serif;max-width:46rem;margin:4rem auto;padding:0 1.5rem}
h1{font-size:1.5rem;font-weight:600}
ul{list-style:none;padding:0}
li{padding:.9rem 0;border-top:1px solid color-mix(in srgb,currentColor 18%,transparent);display:flex;gap:1.5rem;align-items:baseline;flex-wrap:wrap}
li a:first-child{font-weight:600;flex:1 1 16rem}
p{opacity:.7}
</style>
<h1>{{.Title}}</h1>
{{if .Sites}}<ul>{{range .Sites}}
<li><a href="{{.Page}}">{{.Name}}</a> <a href="{{.Smooth}}">Smooth</a>{{if .DASH}} <a href="{{.DASH}}">DASH</a>{{end}}</li>{{end}}
</ul>{{else}}<p>Nothing is served at this moment.</p>{{end}}
`))

// page answers with a small page that leads to sites.
func (x *exchange) page(title string, list []*Site) error {
	type row struct{ Name, Page, Smooth, DASH string }
	rows := make([]row, len(list))
	for i, site := range list {
		at := "/" + url.PathEscape(site.Name) + "/"
		rows[i] = row{Name: site.Name, Page: at, Smooth: at + "Manifest"}
		if site.DASH != "" {
			rows[i].DASH = at + "dash/manifest.mpd"
		}
	}
	var b bytes.Buffer
	err := listPage.Execute(&b, map[string]any{"Title": title, "Sites": rows})
	if err != nil {
		return err
	}
	h := x.Header()
	h.Set("Content-Type", "text/html; charset=utf-8")
	h["Cache-Control"] = noCache
	http.ServeContent(x, x.req, "", time.Time{}, bytes.NewReader(b.Bytes()))
	return nil
}
