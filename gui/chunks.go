package gui

import (
	"bytes"
	"context"
	"io"
	"path/filepath"
	"slices"
	"strings"

	"fyne.io/fyne/v2/lang"

	room "smoothscope/gui/offsets"

	"smoothscope/gui/async"
	"smoothscope/gui/session"
	"smoothscope/inspect/asset"
	"smoothscope/inspect/box"
	"smoothscope/tasks"
	"smoothscope/tasks/offsets"
	"smoothscope/tasks/save"
)

// chunkMap is where the chunks of an asset lie, once somebody has asked.
type chunkMap struct {
	entries  []room.Entry
	warnings []string
	err      error
	waiting  []func() // for what is on its way
	done     bool
}

// chunksOf finds the chunks of an asset, once, and then calls ready.
func (h *Hall) chunksOf(a *session.Asset, ready func(*chunkMap)) {
	if a.Content == nil {
		return
	}
	m := h.chunks[a]
	if m != nil && m.done {
		ready(m)
		return
	}
	if m != nil {
		m.waiting = append(m.waiting, func() { ready(m) })
		return
	}
	m = &chunkMap{waiting: []func(){func() { ready(m) }}}
	h.chunks[a] = m
	content := a.Content
	release := h.keeper.use(content)
	var found *offsets.Map
	job := func(ctx context.Context, p *tasks.Progress) (err error) {
		found, err = offsets.Entries(ctx, content, p)
		return err
	}
	h.start(lang.L("Finding the chunks of {{.Name}}", map[string]any{"Name": a.Title}), quiet, job, func(t *async.Task) {
		release()
		m.done, m.err = true, t.Err
		if found != nil {
			m.entries, m.warnings = withScales(content, found.Entries), found.Warnings
		}
		if t.State == async.Cancelled && h.chunks[a] == m {
			delete(h.chunks, a)
		}
		for _, f := range m.waiting {
			f()
		}
	})
}

// withScales adds to each entry the ticks of its stream.
func withScales(content *asset.Asset, entries []offsets.Entry) []room.Entry {
	scales := map[[2]string]uint64{}
	for _, s := range content.Streams {
		scales[[2]string{s.Type, s.Name}] = s.TimeScale
	}
	list := make([]room.Entry, len(entries))
	for i, e := range entries {
		list[i] = room.Entry{Entry: e, TimeScale: scales[[2]string{e.Type, e.Stream}]}
	}
	return list
}

// fillOffsets shows the chunks of the current asset.
func (h *Hall) fillOffsets(a *session.Asset) {
	if h.offsetsOf == a && h.offsetsAt == a.Content || a.Content == nil {
		h.markChunk()
		return
	}
	if h.offsetsOf != a {
		h.offsets.Clear(lang.L("Finding the chunks…"))
		h.offsetsShown = nil
	}
	h.offsetsOf, h.offsetsAt = a, a.Content
	content := a.Content
	h.chunksOf(a, func(m *chunkMap) {
		if h.session.Current() != a || h.offsetsOf != a || h.offsetsAt != content {
			return // what was found of it before an edit may come last
		}
		if m.err != nil {
			h.offsets.Clear("✕ " + m.err.Error())
			h.offsetsShown = nil
			return
		}
		if !slices.Equal(h.offsetsShown, m.entries) {
			h.offsets.Set(m.entries, m.warnings)
			h.offsetsShown = m.entries
		}
		h.markChunk()
	})
}

// markChunk marks the chunk of the selection in the list of offsets.
func (h *Hall) markChunk() {
	sel := h.session.Selection()
	if h.tabs.Selected() != tabOffsets || sel.File == nil || sel.File.Asset != h.offsetsOf {
		return
	}
	h.offsets.Mark(memberPath(sel.File.Asset, sel.File), sel.From)
}

func (h *Hall) forgetChunks(a *session.Asset) {
	delete(h.chunks, a)
	if h.offsetsOf == a {
		h.offsetsOf, h.offsetsAt, h.offsetsShown = nil, nil, nil
	}
}

// pickChunk selects the bytes of a chunk's moof, or of all of it where it has
// none.
func (h *Hall) pickChunk(e room.Entry, open bool) {
	a := h.session.Current()
	if a == nil || a.Content == nil {
		return
	}
	member, ok := a.Content.Member(e.File)
	if !ok {
		return
	}
	size := e.MoofSize
	if size == 0 {
		size = e.Size
	}
	h.goTo(a, member.Full, e.Offset, size)
	if open {
		h.showTab(tabBoxes)
	}
}

// goTo selects bytes of a member, opening it where it is not open yet.
func (h *Hall) goTo(a *session.Asset, path string, off, size int64) {
	f := a.File(path)
	if f == nil {
		f = h.session.Open(a, path)
		h.scan(f)
	}
	sel := session.Selection{File: f, Node: -1, From: off, To: off + size}
	if f.Tree == nil || f.Scanning {
		h.find.restore = restore{file: f, sel: sel, byOffset: true}
		h.session.Select(session.Selection{File: f, Node: -1})
		return
	}
	h.session.Select(placed(f, sel))
}

// placed finds the box that begins where a selection does, else the innermost
// one around it.
func placed(f *session.File, sel session.Selection) session.Selection {
	if f.Tree == nil {
		return sel
	}
	sel.Node = f.Tree.At(sel.From)
	for i := sel.Node; i >= 0; i = f.Tree.Parent(i) {
		if n := f.Tree.Node(i); n.Offset == sel.From && n.Size == sel.To-sel.From {
			sel.Node = i
			break
		}
	}
	return sel
}

// exportOffsets asks where to and writes the chunk map there.
func (h *Hall) exportOffsets(format offsets.Format, entries []offsets.Entry) {
	a := h.session.Current()
	if a == nil {
		return
	}
	name := strings.TrimSuffix(a.Title, filepath.Ext(a.Title)) + format.Ending
	h.askSave(lang.L("Export the offsets"), name, func(path string) {
		h.writeOffsets(path, format, entries)
	})
}

func (h *Hall) writeOffsets(path string, format offsets.Format, entries []offsets.Entry) {
	title := lang.L("Exporting {{.Name}}", map[string]any{"Name": filepath.Base(path)})
	var written []string
	job := func(ctx context.Context, p *tasks.Progress) error {
		parts := []offsets.FileEntries{{Entries: entries}}
		if format.PerFile {
			parts = offsets.ByFile(entries)
		}
		p.Start(tasks.Count, int64(len(parts)))
		for _, part := range parts {
			to := partPath(path, part.File, len(parts))
			p.Doing(to)
			err := save.Save(ctx, to, func(w io.Writer) error { return format.Write(w, part.Entries) })
			if err != nil {
				return err
			}
			written = append(written, to)
			p.Add(1)
		}
		return nil
	}
	h.start(title, shown, job, func(t *async.Task) {
		t.Result = lang.L("wrote {{.Path}}", map[string]any{"Path": strings.Join(written, ", ")})
	})
}

// partPath is where a part goes: formats that cannot name the media file get
// one file for each, with the media file's name in it.
func partPath(path, file string, parts int) string {
	if parts < 2 {
		return path
	}
	ending := filepath.Ext(path)
	base := filepath.Base(filepath.FromSlash(file))
	return strings.TrimSuffix(path, ending) + "-" + strings.TrimSuffix(base, filepath.Ext(base)) + ending
}

// copyJSON puts the selected box on the clipboard.
func (h *Hall) copyJSON() {
	sel := h.session.Selection()
	if sel.File == nil || sel.File.Tree == nil || sel.Node < 0 {
		return
	}
	tree, node := sel.File.Tree, sel.Node
	var b bytes.Buffer
	var err error
	h.run.Do(func(ctx context.Context) { _, err = tree.WriteJSON(ctx, &b, box.DumpOptions{Root: node, Fields: true}) }, func() {
		if err != nil {
			h.fail(lang.L("The box cannot be copied"), err)
			return
		}
		h.copied(b.String())
	})
}
