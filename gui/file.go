package gui

import (
	"context"

	"fyne.io/fyne/v2/lang"

	"smoothscope/gui/async"
	"smoothscope/gui/explorer"
	"smoothscope/gui/kit"
	"smoothscope/gui/session"
	"smoothscope/inspect/box"
	"smoothscope/inspect/source"
)

// showFile brings a member into view, and opens it the first time.
func (h *Hall) showFile(a *session.Asset, path string) *session.File {
	f := a.File(path)
	if f == nil {
		f = h.session.Open(a, path)
		h.scan(f)
	}
	sel, known := h.last[f]
	if !known {
		sel = session.Selection{File: f, Node: -1}
	}
	h.session.Select(sel)
	return f
}

// seen is what is known of a file at a moment of its scan.
type seen struct {
	src  source.Source
	tree *box.Tree
}

// scan finds the boxes of a file; the first ones show while it goes on.
func (h *Hall) scan(f *session.File) {
	f.Scanning, f.Instead = true, insteadOf(f)
	instead := f.Instead
	news := async.NewLatest(h.run, func(s seen) { h.fileSeen(f, s) })
	var end seen
	var foreign bool
	var faults int
	var err error
	h.run.Do(func(ctx context.Context) {
		if instead != nil {
			end.src = source.Memory(f.Path, instead)
		} else if end.src, err = source.Open(ctx, f.Path); err != nil {
			return
		}
		end.tree, err = box.Scan(ctx, end.src, box.Options{Snapshot: func(t *box.Tree) { news.Set(seen{end.src, t}) }})
		foreign = isForeign(end.tree)
		if !foreign {
			faults = len(end.tree.Faults())
		}
	}, func() {
		news.Close()
		f.Scanning, f.Err, f.Foreign, f.Faults = false, err, foreign && err == nil, faults
		if foreign {
			end.tree = nil
		}
		h.fileSeen(f, end)
	})
}

// insteadOf is what stands for the bytes of a file while that is not saved.
func insteadOf(f *session.File) []byte {
	if f.Asset.Draft == nil {
		return nil
	}
	return f.Asset.Draft.Instead()[f.Path]
}

// fileSeen takes what is known of a file now. What comes after it was closed
// is closed, too.
func (h *Hall) fileSeen(f *session.File, s seen) {
	if !h.session.Has(f.Asset) || f.Asset.File(f.Path) != f {
		if s.src != nil && !f.Scanning {
			h.close([]session.Closer{s.src})
		}
		return
	}
	f.Source, f.Tree = s.src, s.tree
	h.explorer.FileChanged(f)
	h.badge()
	if !f.Scanning && h.settled(f.Asset) {
		return
	}
	sel := h.session.Selection()
	if sel.File == f && sel.Node < 0 && f.Tree != nil && f.Tree.Len() > 0 {
		h.firstSelection(f)
	}
	h.describe()
}

// firstSelection selects the first box, or the place that was selected before
// the file was read anew.
func (h *Hall) firstSelection(f *session.File) {
	if sel, ok := h.find.restored(f); ok {
		h.session.Select(sel)
		return
	}
	if h.find.restore.file == f && f.Scanning {
		return
	}
	n := f.Tree.Node(0)
	h.session.Replace(session.Selection{File: f, Node: 0, From: n.Offset, To: n.Offset + n.Size})
}

// isForeign tells that a file holds no boxes at all.
func isForeign(t *box.Tree) bool {
	for i := range t.Roots() {
		if !t.Node(i).Gap {
			return false
		}
	}
	return true
}

// badge tells on the tab how many boxes of the shown file are broken.
func (h *Hall) badge() {
	text := ""
	if f := h.session.Selection().File; f != nil && f.Faults > 0 {
		text = kit.Group(int64(f.Faults))
	}
	h.tabs.SetBadge(tabBoxes, text, kit.Error)
}

// nextBroken goes to the next box with something wrong in it.
func (h *Hall) nextBroken() {
	sel := h.session.Selection()
	if sel.File == nil || sel.File.Tree == nil {
		return
	}
	h.showTab(tabBoxes)
	h.seek(lang.L("Looking for broken boxes"), lang.L("{{.Name}} has no broken boxes", map[string]any{"Name": sel.File.Name}),
		func(ctx context.Context) (explorer.Hit, error) {
			return explorer.FindBroken(ctx, sel.File.Tree, sel.Node)
		})
}
