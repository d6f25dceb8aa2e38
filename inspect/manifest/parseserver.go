package manifest

import (
	"fmt"
	"strings"
)

// ParseServer reads a server manifest, also one from the box of a live stream.
// The result is never nil; with an error it is what was understood.
func ParseServer(raw []byte) (*Server, error) {
	s := &Server{}
	r, encoding := newReader(raw)
	s.Encoding, s.Text = encoding, r.text
	root, ok := r.root()
	switch {
	case !ok:
	case kindOf(root) == ServerManifest:
		p := &serverParser{reader: r, out: s}
		p.smil(root)
		r.rest()
	default:
		r.fail(fmt.Errorf("the root element is %s, not smil: this is no server manifest", quoted(root.name)))
	}
	s.Warnings = r.notes()
	return s, r.result()
}

// serverParser fills a Server.
type serverParser struct {
	*reader
	out      *Server
	nameless int // tracks without trackID
}

func (p *serverParser) smil(e *element) {
	_, to := p.children(p.inside)
	p.out.Span = Span{e.from, to}
	if p.nameless > 0 {
		p.warn("smil: no trackID on %d of %d tracks", p.nameless, len(p.out.Tracks))
	}
	if len(p.out.Tracks) == 0 && p.err == nil {
		p.warn("smil: no video, audio or textstream")
	}
}

// inside reads what lies anywhere below smil: head, body, switch, par and seq
// only group.
func (p *serverParser) inside(e *element) {
	switch {
	case e.is("meta"):
		p.meta(e)
	case e.is("video"), e.is("audio"), e.is("textstream"), e.is("ref"):
		p.track(e)
	default:
		p.children(p.inside)
	}
}

func (p *serverParser) meta(e *element) {
	name, _ := p.value(e, "name")
	content, _ := p.value(e, "content")
	p.skip()
	if !p.keep(1) {
		return
	}
	p.out.Metas = append(p.out.Metas, Attr{name, content})
	if strings.EqualFold(name, "clientManifestRelativePath") {
		if p.out.ClientPath != "" {
			p.warn("smil: several metas clientManifestRelativePath; the first counts")
			return
		}
		p.out.ClientPath = content
		p.path("clientManifestRelativePath", content)
	}
}

// path warns of a path that cannot be followed as it is.
func (p *serverParser) path(name, written string) {
	if strings.Contains(written, `\`) {
		p.warn("%s: the path %s is written with backslashes", name, quoted(written))
	}
	if _, err := LocalPath(written); err != nil {
		p.warn("%s: %v", name, err)
	}
}

func (p *serverParser) track(e *element) {
	t := ServerTrack{Element: strings.ToLower(e.name), TimeScale: DefaultTimeScale}
	t.Src, _ = p.value(e, "src")
	t.BitrateText, _ = p.value(e, "systemBitrate")
	t.Language, _ = p.value(e, "systemLanguage")
	_, to := p.children(func(child *element) {
		if child.is("param") && p.keep(1) {
			name, _ := p.value(child, "name")
			value, _ := p.value(child, "value")
			t.Params = append(t.Params, Attr{name, value})
		}
		p.skip()
	})
	t.Span = Span{e.from, to}
	p.complete(&t, len(p.out.Tracks))
	if p.keep(1) {
		p.out.Tracks = append(p.out.Tracks, t)
	}
}

// complete derives a track's fields from its params.
func (p *serverParser) complete(t *ServerTrack, at int) {
	name := fmt.Sprintf("%s number %d", t.Element, at)
	if t.Src != "" && !strings.EqualFold(t.Src, "Streams") {
		p.path(name, t.Src)
	}
	if t.BitrateText == "" {
		t.BitrateText, _ = t.Param("systemBitrate")
	}
	if t.Language == "" {
		t.Language, _ = t.Param("systemLanguage")
	}
	t.Bitrate = p.param(name, "systemBitrate", t.BitrateText, 64)
	id, identified := t.Param("trackID")
	t.TrackID = uint32(p.param(name, "trackID", id, 32))
	if !identified && t.Element != "ref" {
		p.nameless++
	}
	if scale, ok := t.Param("timeScale"); ok {
		if n := p.param(name, "timeScale", scale, 64); n != 0 {
			t.TimeScale = n
		}
	}
	output, _ := t.Param("manifestOutput")
	t.ManifestOutput = truth(output)
	t.Parent, _ = t.Param("parentTrackName")
	t.TrackName, _ = t.Param("trackName")
	if t.TrackName == "" && t.Element != "ref" {
		t.TrackName = t.Element
	}
}

// param is a number written in an attribute or a param.
func (p *serverParser) param(track, name, text string, bits int) uint64 {
	if text == "" {
		return 0
	}
	n, ok := p.number(&element{name: track, attrs: []Attr{{name, text}}}, name, bits)
	if !ok {
		return 0
	}
	return n
}
