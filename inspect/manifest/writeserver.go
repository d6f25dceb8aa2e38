package manifest

import (
	"slices"
	"strconv"
	"strings"
)

// WriteServer is a server manifest for an asset that has none (SMIL, MS-SSTR
// 2.2.7.1.1), in UTF-8: the metas, of which the first names the client
// manifest, and one element per track with its params. See InsertTrack for
// what is written of a track.
func WriteServer(s *Server) []byte {
	w := newWriter()
	w.open("smil")
	w.attr("xmlns", "http://www.w3.org/2001/SMIL20/Language")
	w.nest()
	w.open("head")
	w.nest()
	if s.ClientPath != "" {
		w.meta("clientManifestRelativePath", s.ClientPath)
	}
	for _, a := range s.Metas {
		if s.ClientPath == "" || !strings.EqualFold(a.Name, "clientManifestRelativePath") {
			w.meta(a.Name, a.Value)
		}
	}
	w.close("head")
	w.open("body")
	w.nest()
	w.open("switch")
	w.nest()
	for i := range s.Tracks {
		w.track(&s.Tracks[i])
	}
	w.close("switch")
	w.close("body")
	w.close("smil")
	return w.document()
}

func (w *writer) meta(name, content string) {
	w.open("meta")
	w.attr("name", name)
	w.attr("content", content)
	w.done()
}

func (w *writer) track(t *ServerTrack) {
	w.open(t.Element)
	w.filled("src", t.Src)
	bitrate := t.BitrateText
	if bitrate == "" {
		bitrate = strconv.FormatUint(t.Bitrate, 10)
	}
	w.attr("systemBitrate", bitrate)
	w.filled("systemLanguage", t.Language)
	w.nest()
	for _, p := range t.params() {
		w.param(p.Name, p.Value, "valuetype")
	}
	w.close(t.Element)
}

// params are those of a track, and what its fields say beyond them.
func (t *ServerTrack) params() []Attr {
	all := slices.Clone(t.Params)
	add := func(name, value string, needed bool) {
		if _, ok := t.Param(name); needed && !ok {
			all = append(all, Attr{name, value})
		}
	}
	add("trackID", strconv.FormatUint(uint64(t.TrackID), 10), t.TrackID != 0)
	add("trackName", t.TrackName, t.TrackName != "")
	add("timeScale", strconv.FormatUint(t.TimeScale, 10), t.TimeScale != 0 && t.TimeScale != DefaultTimeScale)
	add("parentTrackName", t.Parent, t.Parent != "")
	add("manifestOutput", "TRUE", t.ManifestOutput)
	return all
}

func (w *writer) param(name, value, typed string) {
	w.open("param")
	w.attr("name", name)
	w.attr("value", value)
	w.attr(typed, "data")
	w.done()
}
