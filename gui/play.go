package gui

import (
	"context"
	"math"
	"slices"
	"strconv"

	"fyne.io/fyne/v2/lang"

	"smoothscope/gui/offsets"
	"smoothscope/gui/session"
	"smoothscope/inspect/asset"
	"smoothscope/tasks/preview"
)

// contentOf is the asset behind a site, nil when it is not open.
func (h *Hall) contentOf(site string) *asset.Asset {
	if a := h.assetOf(site); a != nil {
		return a.Content
	}
	return nil
}

func (h *Hall) assetOf(site string) *session.Asset {
	for a, s := range h.previews.sites {
		if s.site.Name == site {
			return a
		}
	}
	return nil
}

// pickRequest selects the chunk that a request asked for, everywhere.
func (h *Hall) pickRequest(r preview.Request, open bool) {
	a := h.assetOf(r.Site)
	if a == nil || a.Content == nil {
		h.say(lang.L("{{.Name}} is not open any more", map[string]any{"Name": r.Site}))
		return
	}
	h.chunksOf(a, func(m *chunkMap) {
		if e, ok := entryOf(m.entries, a.Content, r); ok && h.session.Has(a) {
			h.session.Activate(a)
			h.pickChunk(e, open)
		}
	})
}

// entryOf is the chunk that a request asked for.
func entryOf(entries []offsets.Entry, content *asset.Asset, r preview.Request) (offsets.Entry, bool) {
	if r.Stream < 0 || r.Stream >= len(content.Streams) || r.Level < 0 || r.Level >= len(content.Streams[r.Stream].Levels) {
		return offsets.Entry{}, false
	}
	file, path := content.Streams[r.Stream].Levels[r.Level].File, content.ChunkPath(r.Stream, r.Level, r.Time)
	i := slices.IndexFunc(entries, func(e offsets.Entry) bool { return e.Path == path && e.File == file })
	if i < 0 {
		return offsets.Entry{}, false
	}
	return entries[i], true
}

// playRequest plays from the chunk that a request asked for.
func (h *Hall) playRequest(r preview.Request) {
	a := h.assetOf(r.Site)
	if a == nil || a.Content == nil || r.Stream < 0 || r.Stream >= len(a.Content.Streams) {
		return
	}
	h.startPreview(a, true, hashAt(a.Content, r.Time, a.Content.Streams[r.Stream].TimeScale))
}

// playEntry plays from a chunk of the current asset.
func (h *Hall) playEntry(e offsets.Entry) {
	if a := h.session.Current(); a != nil && a.Content != nil {
		h.startPreview(a, true, hashAt(a.Content, e.Time, e.TimeScale))
	}
}

// playFromHere plays from the chunk in which the selection begins, or from the
// selected caption.
func (h *Hall) playFromHere() {
	if h.tabs.Selected() == tabCaptions && h.captions.Play() {
		return
	}
	sel := h.session.Selection()
	if sel.File == nil || sel.File.Asset.Content == nil {
		return
	}
	a := sel.File.Asset
	if a.Content.URL != "" {
		h.say(asset.ErrRemote.Error())
		return
	}
	h.chunksOf(a, func(m *chunkMap) {
		e, ok := chunkAround(m.entries, memberPath(a, sel.File), sel.From)
		if !ok {
			h.say(lang.L("The selection is in no chunk: select a moof or mdat, or something in it"))
			return
		}
		h.playEntry(e)
	})
}

// chunkAround is the chunk of a file that holds a byte.
func chunkAround(entries []offsets.Entry, file string, off int64) (offsets.Entry, bool) {
	i := slices.IndexFunc(entries, func(e offsets.Entry) bool {
		return e.File == file && e.Offset <= off && off < e.Offset+e.Size
	})
	if i < 0 {
		return offsets.Entry{}, false
	}
	return entries[i], true
}

// playAt plays the current asset, as it is seen, from a time of its own time
// line in seconds.
func (h *Hall) playAt(seconds float64) {
	a := h.session.Current()
	if a == nil || a.Content == nil || a.Content.URL != "" {
		return
	}
	const scale = 10_000_000
	h.editor.rested(a, func() {
		// What was just edited may still be on its way to the server.
		h.previews.do(func(context.Context) {}, func() {
			if h.session.Has(a) && a.Content != nil {
				h.startPreview(a, true, hashAt(a.Content, uint64(max(0, seconds)*scale+0.5), scale))
			}
		})
	})
}

// hashAt is the part of the player's address that begins at a time of a stream:
// seconds from the start of the asset, rounded up, so that the player does not
// ask for the chunk before.
func hashAt(content *asset.Asset, time, scale uint64) string {
	if scale == 0 {
		return ""
	}
	at := max(0, float64(time)/float64(scale)-startOf(content))
	at = math.Ceil(at*1000-1e-6) / 1000
	return "#t=" + strconv.FormatFloat(at, 'f', -1, 64)
}

// startOf is when the first chunk of an asset begins, in seconds, as the player
// has it.
func startOf(content *asset.Asset) float64 {
	start := math.Inf(1)
	for i := range content.Streams {
		s := &content.Streams[i]
		if len(s.Chunks) > 0 && s.TimeScale > 0 && !s.Embedded {
			start = min(start, float64(s.Chunks[0].Time)/float64(s.TimeScale))
		}
	}
	if math.IsInf(start, 1) {
		return 0
	}
	return start
}
