package gui

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"time"

	"fyne.io/fyne/v2/lang"

	"smoothscope/gui/captions"
	"smoothscope/gui/session"
	"smoothscope/inspect/asset"
	"smoothscope/inspect/caption"
	"smoothscope/inspect/check"
	"smoothscope/inspect/codec"
	"smoothscope/tasks/edit"
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

// film is what the captions of an asset are for.
func (h *Hall) film(a *session.Asset) captions.Film {
	f := captions.Film{Name: a.Content.Name, Why: whyNot(a)}
	f.From, f.Length = lastingOf(a.Content)
	for i := range a.Content.Streams {
		f.Names = append(f.Names, a.Content.Streams[i].Name)
	}
	for _, m := range a.Content.Members {
		f.Files = append(f.Files, m.Path)
	}
	if now := h.manifestsOf(a); f.Why == "" && (now.client.raw == nil || now.server.raw == nil) {
		f.Why = lang.L("It takes both a client and a server manifest to add a track.")
	}
	return f
}

// lastingOf is when the first video, or else the first audio, begins and how long
// it lasts: captions outside of that have no place in a track.
func lastingOf(content *asset.Asset) (from, length time.Duration) {
	for _, kind := range []string{"video", "audio"} {
		for i := range content.Streams {
			s := &content.Streams[i]
			n := len(s.Chunks)
			if s.Type != kind || s.Embedded || n == 0 || s.TimeScale == 0 {
				continue
			}
			at := func(ticks uint64) time.Duration {
				return time.Duration(float64(ticks) / float64(s.TimeScale) * float64(time.Second))
			}
			from = at(s.Chunks[0].Time)
			return from, at(s.Chunks[n-1].Time+s.Chunks[n-1].Duration) - from
		}
	}
	return 0, 0
}

// tracksOf are the tracks with captions.
func (h *Hall) tracksOf(a *session.Asset) []captions.Track {
	var tracks []captions.Track
	now := h.manifestsOf(a)
	for i := range a.Content.Streams {
		s := &a.Content.Streams[i]
		if !s.HasCaptions() {
			continue
		}
		t := captions.Track{Asset: a.Content.Folder + "/" + a.Content.Name, Stream: i, Name: s.Name, Language: s.Language, Subtype: s.Subtype, Embedded: s.Embedded}
		if len(s.Levels) > 0 && !s.Embedded {
			t.File = s.Levels[0].File
		}
		t.Why = h.whyNoTrack(a, now, &t)
		t.Editable = t.Why == ""
		tracks = append(tracks, t)
	}
	return tracks
}

// whyNoTrack is why the captions of a track cannot be changed, "" where they can.
func (h *Hall) whyNoTrack(a *session.Asset, now manifestPair, t *captions.Track) string {
	m, known := a.Content.Member(t.File)
	switch why := whyNot(a); {
	case why != "":
		return why
	case now.client.raw == nil:
		return lang.L("It has no client manifest.")
	case t.Embedded:
		return ""
	case now.server.raw == nil:
		return lang.L("It has no server manifest.")
	case !known || !m.Present:
		return lang.L("The file with its captions is missing.")
	}
	return ""
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

// wantedCue is a caption to choose when its track is there.
type wantedCue struct {
	track string
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
	h.wanted = wantedCue{s.Name, at}
	if !h.captions.ShowTrack(s.Name) {
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
	at := h.wanted.at
	h.wanted = wantedCue{}
	if i := slices.IndexFunc(d.Cues, func(c caption.Cue) bool { return c.End > at }); i >= 0 {
		h.captions.Choose(i)
	}
}

// carried are the captions that the manifest itself carries: an edit of the
// manifest may have changed them.
func (h *Hall) carried(a *session.Asset) map[string]*caption.Document {
	var gone map[string]*caption.Document
	known := a.Draft.State().Captions
	for i := range a.Content.Streams {
		if s := &a.Content.Streams[i]; s.Embedded && known[s.Name] != nil {
			if gone == nil {
				gone = map[string]*caption.Document{}
			}
			gone[s.Name] = nil
		}
	}
	return gone
}

// trackOf is a track with other captions.
func trackOf(content *asset.Asset, name string, base asset.CaptionBase, d *caption.Document) (edit.CaptionTrack, error) {
	i := slices.IndexFunc(content.Streams, func(s asset.Stream) bool { return s.Name == name && s.HasCaptions() })
	if i < 0 {
		return edit.CaptionTrack{}, fmt.Errorf("%s: there is no such track any more", name)
	}
	t, err := edit.CaptionsOf(content, i, base)
	t.Captions = d
	return t, err
}

// stateOf is what an edit of captions has changed. The captions are those that
// are carried, so that the next edit begins there; none where they were removed.
func stateOf(now manifestPair, t edit.CaptionTrack, made *edit.AddedCaptions) edit.State {
	s := edit.State{Files: map[string][]byte{now.client.path: made.Client}, Captions: map[string]*caption.Document{t.Name: made.Captions}}
	if now.server.path != "" && made.Server != nil {
		s.Files[now.server.path] = made.Server
	}
	if made.Media != nil {
		s.Files[t.File] = made.Media
	}
	return s
}

// captionsEdited takes an edit of the captions of a track; amend lets it take the
// place of the last one.
func (h *Hall) captionsEdited(what string, t captions.Track, d *caption.Document, amend bool) {
	a := h.session.Current()
	if a == nil {
		return
	}
	base := h.editor.bench(a).bases[t.Name]
	h.editor.compute(a, tabCaptions, what, amend, func(_ context.Context, now manifestPair) (edit.State, error) {
		track, err := trackOf(now.content, t.Name, base, d)
		if err != nil {
			return edit.State{}, err
		}
		made, err := edit.ReplaceCaptions(now.client.raw, now.server.raw, track)
		if err != nil {
			return edit.State{}, err
		}
		return stateOf(now, track, made), nil
	}, func(err error) {
		h.captions.Answered(d)
		if err != nil {
			h.fail(lang.L("The captions cannot be changed like that"), err)
			h.fillEditors(a)
		}
	})
}

// addCaptions adds a track.
func (h *Hall) addCaptions(track edit.CaptionTrack) {
	a := h.session.Current()
	var warnings []string
	h.editor.compute(a, tabCaptions, lang.L("add the captions {{.Name}}", map[string]any{"Name": track.Name}), false, func(_ context.Context, now manifestPair) (edit.State, error) {
		made, err := edit.AddCaptions(now.client.raw, now.server.raw, track)
		if err != nil {
			return edit.State{}, err
		}
		warnings = made.Warnings
		return stateOf(now, track, made), nil
	}, func(err error) {
		if err != nil {
			h.fail(lang.L("The captions cannot be added"), err)
			return
		}
		if len(warnings) > 0 {
			h.say("▲ " + strings.Join(warnings, "; "))
		}
	})
}

// removeCaptions takes a track out of the asset.
func (h *Hall) removeCaptions(t captions.Track) {
	a := h.session.Current()
	text := lang.L("The track {{.Name}} goes from the manifests.", map[string]any{"Name": t.Name})
	if t.File != "" {
		text += " " + lang.L("{{.File}} stays where it is.", map[string]any{"File": t.File})
	}
	h.ask(lang.L("Remove the captions?"), text, answer{lang.L("Remove"), func() {
		what := lang.L("remove the captions {{.Name}}", map[string]any{"Name": t.Name})
		h.editor.compute(a, tabCaptions, what, false, func(_ context.Context, now manifestPair) (edit.State, error) {
			made, err := edit.RemoveCaptions(now.client.raw, now.server.raw, t.Name, t.File)
			if err != nil {
				return edit.State{}, err
			}
			s := stateOf(now, edit.CaptionTrack{Name: t.Name}, made)
			if t.File != "" {
				s.Files[t.File] = nil
			}
			return s, nil
		}, func(err error) {
			if err != nil {
				h.fail(lang.L("The captions cannot be removed"), err)
			}
		})
	}})
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

// exportCaptions writes the captions of a track in a format.
func (h *Hall) exportCaptions(t captions.Track, format string) {
	a := h.session.Current()
	if a == nil || a.Content == nil {
		return
	}
	doc, content := (*caption.Document)(nil), a.Content
	if a.Draft != nil {
		doc = a.Draft.State().Captions[t.Name]
	}
	var raw []byte
	var ending string
	var err error
	background{h}.Do(func(ctx context.Context) { raw, ending, err = exported(ctx, content, t.Stream, doc, format) }, func() {
		if err != nil {
			h.fail(lang.L("The captions cannot be exported"), err)
			return
		}
		h.export(content.Name+"-"+t.Name+"."+ending, raw)
	})
}

// exported is captions as a file of a format; doc is nil where they have to be
// read.
func exported(ctx context.Context, content *asset.Asset, stream int, doc *caption.Document, format string) (raw []byte, ending string, err error) {
	if doc == nil {
		read, err := content.Captions(ctx, stream)
		if err != nil {
			return nil, "", err
		}
		doc = read.Document
	}
	if doc, _, err = caption.Convert(doc, format); err != nil {
		return nil, "", err
	}
	raw, err = doc.Bytes()
	return raw, strings.TrimPrefix(doc.Format.Endings[0], "."), err
}

// findRate tells the captions how many frames the video has in a second.
func (h *Hall) findRate(a *session.Asset) {
	content := a.Content
	b := h.editor.bench(a)
	if b.rate.Known() || content.URL != "" {
		h.captions.SetRate(caption.Rate{Num: int64(b.rate.Num), Den: int64(b.rate.Den)})
		return
	}
	var rate codec.Rate
	background{h}.Do(func(ctx context.Context) { rate = rateOf(ctx, content) }, func() {
		if b.rate = rate; a == h.session.Current() && rate.Known() {
			h.captions.SetRate(caption.Rate{Num: int64(rate.Num), Den: int64(rate.Den)})
		}
	})
}

// rateOf is the frame rate of the first video whose file says one.
func rateOf(ctx context.Context, content *asset.Asset) codec.Rate {
	for i := range content.Streams {
		s := &content.Streams[i]
		for j := range s.Levels {
			if s.Type != "video" || s.Levels[j].File == "" {
				continue
			}
			f, err := content.Media(ctx, s.Levels[j].File)
			if err != nil {
				continue
			}
			if t, ok := f.Track(s.Levels[j].TrackID); ok && t.Codec.FrameRate.Known() {
				return t.Codec.FrameRate
			}
		}
	}
	return codec.Rate{}
}
