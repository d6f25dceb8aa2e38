package gui

import (
	"context"
	"fmt"
	"slices"
	"time"

	"fyne.io/fyne/v2/lang"

	"smoothscope/gui/captions"
	"smoothscope/gui/session"
	"smoothscope/inspect/asset"
	"smoothscope/inspect/caption"
	"smoothscope/inspect/codec"
	"smoothscope/tasks/edit"
)

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
