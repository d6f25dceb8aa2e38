package gui

import (
	"context"
	"path/filepath"
	"strconv"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/dialog"
	"fyne.io/fyne/v2/lang"

	"smoothscope/gui/kit"
	"smoothscope/gui/session"
	"smoothscope/inspect/asset"
	"smoothscope/inspect/caption"
	"smoothscope/inspect/manifest"
	"smoothscope/tasks/edit"
)

// review shows what would be written before it is, unless a person has said
// that nothing needs to be asked.
func (h *Hall) review(a *session.Asset, save func()) {
	if h.prefs.SaveAtOnce() {
		save()
		return
	}
	now := a.Draft.State()
	names, content := a.Draft.Dirty(), a.Content
	var files []changedFile
	h.run.Do(func(ctx context.Context) {
		for _, name := range names {
			files = append(files, lookAt(ctx, content, name, now))
		}
	}, func() {
		if h.session.Has(a) && h.win.Canvas().Overlays().Top() == nil {
			h.showReview(a, files, save)
		}
	})
}

// changedFile is one file that would be written.
type changedFile struct {
	name   string
	what   string // is in it
	sum    string // how much changes
	backup string // the name that the present file gets, "" where there is none
	text   bool   // it is a manifest, whose lines can be compared
	diff   []diffLine
}

// lookAt compares a file with what is on the disk.
func lookAt(ctx context.Context, content *asset.Asset, name string, now edit.State) changedFile {
	f := changedFile{name: name, what: lang.L("media")}
	full := filepath.Join(content.Folder, filepath.FromSlash(name))
	old, was, err := edit.Read(ctx, full)
	raw := now.Files[name]
	switch {
	case raw == nil:
		f.sum = lang.L("is no part of the asset any more; the file stays")
		return f
	case err == nil && was.Present:
		f.backup = edit.BackupName(full)
	default:
		old = nil
	}
	switch manifest.Sniff(raw) {
	case manifest.ClientManifest:
		f.what = lang.L("client manifest")
	case manifest.ServerManifest:
		f.what = lang.L("server manifest")
	default:
		f.sum, f.diff = mediaLines(content, name, raw, now)
		return f
	}
	d := edit.Differ(old, raw)
	f.diff, f.sum, f.text = diffLines(d), comes+strconv.Itoa(d.Come)+" "+goes+strconv.Itoa(d.Gone), true
	return f
}

// mediaLines tells what is in a file of captions.
func mediaLines(content *asset.Asset, name string, raw []byte, now edit.State) (sum string, lines []diffLine) {
	sum = kit.Bytes(int64(len(raw)))
	for i := range content.Streams {
		s := &content.Streams[i]
		doc := now.Captions[s.Name]
		if len(s.Levels) == 0 || s.Levels[0].File != name || doc == nil {
			continue
		}
		sum = lang.L("{{.Cues}} cues, {{.Fragments}} fragments", map[string]any{"Cues": kit.Group(int64(len(doc.Cues))), "Fragments": kit.Group(int64(len(s.Chunks)))})
		for _, c := range doc.Cues {
			lines = append(lines, diffLine{text: caption.Clock(c.Start) + " → " + caption.Clock(c.End) + "  " + strings.ReplaceAll(c.Text(), "\n", " ⏎ ")})
		}
	}
	return sum, lines
}

// Rows is for the grid of files.
type changedFiles []changedFile

// Rows is for the grid.
func (c changedFiles) Rows() int64 { return int64(len(c)) }

// Cell is for the grid.
func (c changedFiles) Cell(row int64, col int) kit.Cell {
	f := &c[row]
	switch col {
	case 0:
		return kit.Cell{Text: strconv.FormatInt(row+1, 10), Color: kit.Dim}
	case 1:
		return kit.Cell{Text: f.name}
	case 2:
		return kit.Cell{Text: f.what, Color: kit.Dim}
	case 3:
		return kit.Cell{Text: f.sum}
	}
	if f.backup == "" {
		return kit.Cell{Text: lang.L("new"), Color: kit.OK}
	}
	return kit.Cell{Text: filepath.Base(f.backup), Color: kit.Dim}
}

// showReview is the dialog: the files in the order in which they are written,
// and below them what changes in the chosen one.
func (h *Hall) showReview(a *session.Asset, files []changedFile, save func()) {
	list := kit.NewGrid(changedFiles(files), kit.Column{Width: 20}, kit.Column{Title: lang.L("File"), Tail: true},
		kit.Column{Title: lang.L("What"), Width: 130}, kit.Column{Title: lang.L("Change"), Width: 196}, kit.Column{Title: lang.L("Kept as"), Width: 180})
	list.Surface = kit.Background
	diff := kit.NewGrid(nil, diffColumns()...)
	diff.Surface, diff.RowHeight, diff.Multi = kit.Panel, kit.HexRowHeight, true
	diff.Empty = lang.L("Nothing to compare.")
	show := func(row int64) {
		if row >= 0 && row < int64(len(files)) {
			diff.SetModel(diffModel(files[row].diff))
			diff.OnCopy = func(rows []int64) { h.copied(diffModel(files[row].diff).lines(rows)) }
		}
	}
	list.OnSelect = show
	for i := range files {
		if files[i].text {
			list.Select(int64(i))
			break
		}
	}
	if list.Selected() < 0 {
		list.Select(0)
	}
	show(list.Selected())
	again := kit.NewCheck(lang.L("Do not show this again"), nil)
	height := float32(min(max(len(files), 2), 5))*kit.RowHeight + kit.HeaderHeight
	upper := container.NewStack(kit.Gap(0, height), list)
	body := kit.Dock(kit.Pad(0, 0, kit.Space, 0, upper), kit.Pad(kit.Space, 0, 0, 0, again), nil, nil, diff)
	d := dialog.NewCustomWithoutButtons(lang.L("Save the changes of {{.Name}}", map[string]any{"Name": a.Title}), body, h.win)
	ok := kit.NewPrimary(lang.L("Save"), func() {
		d.Hide()
		if again.Checked() {
			h.prefs.SetSaveAtOnce(true)
		}
		save()
	})
	d.SetButtons([]fyne.CanvasObject{kit.NewButton(lang.L("Cancel"), func() { d.Hide() }), ok})
	room := h.win.Canvas().Size()
	d.Resize(fyne.NewSize(min(1020, room.Width-48), min(680, room.Height-48)))
	h.openDialog(d)
	h.win.Canvas().Focus(ok)
}
