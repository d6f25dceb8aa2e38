package gui

import (
	"context"
	"slices"
	"strings"
	"time"

	"fyne.io/fyne/v2/lang"

	"smoothscope/gui/captions"
	"smoothscope/gui/session"
	"smoothscope/inspect/asset"
	"smoothscope/inspect/caption"
	"smoothscope/inspect/check"
)

// newCaptions makes the screen of the captions.
func (h *Hall) newCaptions() {
	h.captions = captions.New(background{h}, h.splits(captions.FirstSizes()))
	h.captions.OnLoad = h.loadCaptions
	h.captions.OnEdit = func(what string, t captions.Track, d *caption.Document) { h.captionsEdited(what, t, d, false) }
	h.captions.OnAmend = func(what string, t captions.Track, d *caption.Document) { h.captionsEdited(what, t, d, true) }
	h.captions.OnImport = h.importCaptions
	h.captions.OnAdd = h.addCaptions
	h.captions.OnExport = h.exportCaptions
	h.captions.OnRemove = h.removeCaptions
	h.captions.OnPlay = func(at time.Duration) { h.playAt(at.Seconds()) }
	h.captions.OnCopy = h.copied
	h.captions.Paste = h.app.Clipboard().Content
	h.captions.OnMenu = h.showMenu
	h.captions.OnSplit = h.rememberSplit
	h.captions.OnStatus = h.says(tabCaptions)
}

// showTracks shows the text tracks of an asset.
func (h *Hall) showTracks(a *session.Asset) {
	if a == nil || a.Content == nil {
		h.captions.SetFilm(captions.Film{})
		h.captions.Show(nil)
		return
	}
	h.captions.SetFilm(h.film(a))
	h.captions.Show(h.tracksOf(a))
	h.findRate(a)
}

// readCaptions is what was read from media, to be shown again after an undo
// without reading it once more.
type readCaptions struct {
	of  *byte // the content of the file that is not the disk's, nil for that
	doc *asset.Captions
}

// loadCaptions brings the captions of a track.
func (h *Hall) loadCaptions(t captions.Track) {
	a := h.session.Current()
	if a == nil || a.Content == nil {
		return
	}
	if a.Draft != nil {
		if doc := a.Draft.State().Captions[t.Name]; doc != nil {
			h.setCaptions(t, doc, nil, nil) // what it counts from is known: it was read before
			return
		}
	}
	of := fileOfTrack(a.Content, t)
	if was, ok := h.editor.bench(a).read[t.Name]; ok && was.of == of && !t.Embedded {
		h.setCaptions(t, was.doc.Document, was.doc.Warnings, nil)
		return
	}
	if a.Content.URL != "" && !t.Embedded && h.tabs.Selected() != tabCaptions {
		return // each of its chunks is a request: not before somebody looks
	}
	h.readTrack(a, t, of)
}

// fileOfTrack tells contents of the file of a track apart: nil is that of the
// disk.
func fileOfTrack(content *asset.Asset, t captions.Track) *byte {
	if m, _ := content.Member(t.File); len(m.Content) > 0 {
		return &m.Content[0]
	}
	return nil
}

// readTrack reads the captions of a track beside the window.
func (h *Hall) readTrack(a *session.Asset, t captions.Track, of *byte) {
	b, content := h.editor.bench(a), a.Content
	var doc *asset.Captions
	var err error
	background{h}.Do(func(ctx context.Context) { doc, err = content.Captions(ctx, t.Stream) }, func() {
		switch {
		case a != h.session.Current() || content != a.Content:
			return // it was asked for again
		case doc == nil:
			h.setCaptions(t, nil, nil, err)
			return
		case err == nil:
			b.read[t.Name], b.bases[t.Name] = readCaptions{of, doc}, doc.Base
		}
		h.setCaptions(t, doc.Document, doc.Warnings, err)
	})
}

// wantedCue is a caption to choose when its track is there: the one with an
// index, or where that is -1 the one that is shown at a time, or the next.
type wantedCue struct {
	track string
	cue   int
	at    time.Duration
}

// goToCue chooses the caption of a stream that is shown at the chunk of a place,
// or the next one.
func (h *Hall) goToCue(a *session.Asset, stream int, p check.Place) bool {
	s := &a.Content.Streams[stream]
	if !s.HasCaptions() || s.TimeScale == 0 {
		return false
	}
	at := time.Duration(float64(p.Time) / float64(s.TimeScale) * float64(time.Second))
	if p.Chunk < 0 {
		at = 0
	}
	return h.showCue(wantedCue{track: s.Name, cue: -1, at: at})
}

// showCue brings a track to its screen and chooses a caption of it.
func (h *Hall) showCue(c wantedCue) bool {
	h.wanted = c
	if !h.captions.ShowTrack(c.track) {
		return false
	}
	if t, ok := h.captions.Track(); ok {
		h.loadCaptions(t)
	}
	return true
}

// setCaptions brings captions to their screen, and chooses the one that was asked
// for.
func (h *Hall) setCaptions(t captions.Track, d *caption.Document, warnings []string, err error) {
	h.captions.SetDocument(t, d, warnings, err)
	if h.wanted.track != t.Name || d == nil {
		return
	}
	c := h.wanted
	h.wanted = wantedCue{}
	if c.cue < 0 {
		c.cue = slices.IndexFunc(d.Cues, func(one caption.Cue) bool { return one.End > c.at })
	}
	if c.cue >= 0 {
		h.captions.Choose(c.cue)
	}
}

// captionEndings are those of files with captions.
func captionEndings() []string {
	var all []string
	for _, f := range caption.Formats() {
		for _, ending := range f.Endings {
			all = append(all, "."+strings.TrimPrefix(ending, "."))
		}
	}
	return all
}

func (h *Hall) importCaptions() {
	h.readFile(lang.L("Import captions"), captionEndings(), h.takeCaptions)
}

// takeCaptions shows what a file of captions would become.
func (h *Hall) takeCaptions(name string, content []byte) {
	h.captions.Import(name, content)
	h.showTab(tabCaptions)
}
