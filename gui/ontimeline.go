package gui

import (
	"context"

	"smoothscope/gui/markers"
	"smoothscope/gui/session"
	"smoothscope/gui/timeline"
	"smoothscope/inspect/caption"
	"smoothscope/inspect/manifest"
	"smoothscope/inspect/marker"
)

// fillTimeline shows the markers and captions of an asset on the timeline, as
// they are now. They are read beside the window.
func (h *Hall) fillTimeline(a *session.Asset) {
	if a == nil || a.Content == nil {
		return
	}
	content, raw := a.Content, clientOf(a, h.manifestsOf(a))
	var known map[string]*caption.Document
	if a.Draft != nil {
		known = a.Draft.State().Captions
	}
	var marks []marker.Marker
	cues := map[int][]caption.Cue{}
	background{h}.Do(func(ctx context.Context) {
		client, _ := manifest.ParseClient(raw) // of a broken one what was understood
		marks = marker.All(client)
		for i := range content.Streams {
			s := &content.Streams[i]
			doc := known[s.Name]
			if doc == nil && s.HasCaptions() && (content.URL == "" || s.Embedded) {
				if read, _ := content.Captions(ctx, i); read != nil {
					doc = read.Document
				}
			}
			if doc != nil {
				cues[i] = doc.Cues
			}
		}
	}, func() {
		if a != h.session.Current() || content != a.Content {
			return // it will be asked for again
		}
		h.timeline.SetMarkers(marks)
		for i, list := range cues {
			h.timeline.SetCaptions(i, list)
		}
	})
}

// chooseMarker chooses the marker of a chunk, or the first of a stream. It is
// false where there is none.
func (h *Hall) chooseMarker(stream, chunk int) bool {
	h.fillMarkers()
	return h.markers.Choose(stream, chunk)
}

// pickMarker chooses a marker of the timeline on its screen, and goes there.
func (h *Hall) pickMarker(m marker.Marker, open bool) {
	h.chooseMarker(m.At.Stream, m.At.Chunk)
	h.markers.SetCursor(-1) // what comes next goes behind it
	if open {
		h.showTab(tabMarkers)
	}
}

// pickCue chooses a caption of the timeline on its screen, and goes there.
func (h *Hall) pickCue(stream, cue int, open bool) {
	a := h.session.Current()
	if t, ok := h.captions.Track(); ok && t.Stream == stream {
		h.captions.Choose(cue)
	} else if a != nil && a.Content != nil && stream < len(a.Content.Streams) {
		h.showCue(wantedCue{track: a.Content.Streams[stream].Name, cue: cue})
	}
	if open {
		h.showTab(tabCaptions)
	}
}

// pickTime follows a choice on the timeline: a marker that is added next goes
// there.
func (h *Hall) pickTime(p timeline.Pick, open bool) {
	h.fillMarkers() // another asset forgets the cursor
	h.markers.SetCursor(p.At)
	h.pickFragment(p, open)
}

// rememberTimes shows the times of markers as they were shown last.
func (h *Hall) rememberTimes() {
	h.markers.OnTimes = func(t markers.Times) { h.prefs.SetTimes(int(t)) }
	h.markers.SetTimes(markers.Times(h.prefs.Times(markers.AllTimes)))
}
