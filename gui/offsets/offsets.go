// Package offsets is the screen that lists where each chunk of an asset lies
// in its files, and copies or exports that list. It draws what Set brings and
// answers with callbacks; it reads and writes nothing itself. UI goroutine
// only.
package offsets

import (
	"bytes"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/lang"
	"fyne.io/fyne/v2/layout"
	"fyne.io/fyne/v2/widget"

	"smoothscope/gui/kit"
	"smoothscope/tasks/offsets"
)

// Entry is one row: an entry, with the time scale that its times are in.
type Entry struct {
	offsets.Entry
	TimeScale uint64 // ticks per second, 0 where unknown
}

// Room is the screen.
type Room struct {
	OnPick   func(e Entry, open bool) // a row was chosen; open asks for its boxes
	OnCopy   func(text string)
	OnExport func(format offsets.Format, entries []offsets.Entry)
	OnPlay   func(e Entry)                   // wants it played from there
	OnMenu   func(*fyne.Menu, fyne.Position) // shows a menu

	grid    *kit.Grid
	format  *kit.Select
	copy    *kit.Button
	export  *kit.Button
	summary *kit.Label
	warning *widget.Label
	root    *fyne.Container

	entries []Entry
	columns []column // that are shown
}

// New makes the screen.
func New() *Room {
	r := &Room{OnPick: func(Entry, bool) {}, OnCopy: func(string) {}, OnExport: func(offsets.Format, []offsets.Entry) {},
		OnPlay: func(Entry) {}, OnMenu: func(*fyne.Menu, fyne.Position) {}}
	r.grid = kit.NewGrid(r)
	r.fit(2 * narrow)
	r.grid.Header, r.grid.Multi = true, true
	r.grid.OnSelect = func(row int64) { r.pick(row, false) }
	r.grid.OnActivate = func(row int64) { r.pick(row, true) }
	r.grid.OnMenu = r.menu
	r.grid.OnCopy = func(rows []int64) { r.OnCopy(r.lines(rows)) }
	r.format = kit.NewSelect(formatTitles(), nil)
	r.format.SetSelectedIndex(0)
	r.copy = kit.NewButton(lang.L("Copy"), r.copyAll)
	r.export = kit.NewPrimary(lang.L("Export…"), r.Export)
	r.summary = kit.NewLabel("", kit.Text)
	r.warning = widget.NewLabel("")
	r.warning.Wrapping, r.warning.Importance, r.warning.Selectable = fyne.TextWrapWord, widget.WarningImportance, true
	r.warning.Hide()
	bar := kit.Pad(kit.Space, kit.Wide, kit.Space, kit.Wide, kit.Cols(kit.Space,
		r.summary, layout.NewSpacer(), kit.NewSmall(lang.L("Format")),
		container.NewGridWrap(fyne.NewSize(230, kit.ControlHeight), r.format), r.copy, r.export))
	r.root = container.New(r, kit.Dock(kit.Rows(0, bar, r.warning, kit.HLine()), nil, nil, nil, r.grid))
	r.Clear("")
	return r
}

// Object is what the window shows.
func (r *Room) Object() fyne.CanvasObject { return r.root }

// Focusable is what takes the keys when the screen is opened.
func (r *Room) Focusable() fyne.Focusable { return r.grid }

// Clear shows no entries, and why.
func (r *Room) Clear(why string) {
	r.Set(nil, nil)
	r.summary.SetText(why)
	r.enable()
}

// Set shows entries and what was odd about them.
func (r *Room) Set(entries []Entry, warnings []string) {
	r.entries = entries
	var bytes int64
	for _, e := range entries {
		bytes += e.Size
	}
	r.summary.SetText(lang.L("{{.Count}} chunks · {{.Size}}", map[string]any{
		"Count": kit.Group(int64(len(entries))), "Size": kit.Bytes(bytes),
	}))
	r.warn(warnings)
	r.grid.SetModel(r)
	r.enable()
}

// maxWarnings is how many are shown; the last line tells of the others.
const maxWarnings = 4

func (r *Room) warn(warnings []string) {
	shown := warnings[:min(len(warnings), maxWarnings)]
	text := ""
	for _, w := range shown {
		text += "▲ " + w + "\n"
	}
	if more := len(warnings) - len(shown); more > 0 {
		text += lang.L("… and {{.Count}} more", map[string]any{"Count": more}) + "\n"
	}
	r.warning.SetText(strings.TrimSuffix(text, "\n"))
	r.warning.Hidden = text == ""
	r.root.Refresh()
}

func (r *Room) enable() {
	for _, b := range []*kit.Button{r.copy, r.export} {
		if len(r.entries) > 0 {
			b.Enable()
		} else {
			b.Disable()
		}
	}
}

// Rows is for the grid.
func (r *Room) Rows() int64 { return int64(len(r.entries)) }

// Cell is for the grid.
func (r *Room) Cell(row int64, col int) kit.Cell {
	if row < 0 || row >= int64(len(r.entries)) || col >= len(r.columns) {
		return kit.Cell{}
	}
	return r.columns[col].cell(r.entries[row])
}

func mark(kind string) kit.Token {
	switch kind {
	case "video":
		return kit.Media
	case "audio":
		return kit.Time
	}
	return kit.Protection
}

func ticks(t uint64) string {
	if t > 1<<63-1 {
		return strconv.FormatUint(t, 10)
	}
	return kit.Group(int64(t))
}

func seconds(t, scale uint64) string {
	if scale == 0 {
		return ""
	}
	return fmt.Sprintf("%.3f s", float64(t)/float64(scale))
}

func (r *Room) pick(row int64, open bool) {
	if row >= 0 && row < int64(len(r.entries)) {
		r.OnPick(r.entries[row], open)
	}
}

// Mark selects the chunk of a file that holds a byte, where it is listed and
// not selected yet. It is no choice: OnPick is not called.
func (r *Room) Mark(file string, off int64) {
	i := slices.IndexFunc(r.entries, func(e Entry) bool {
		return e.File == file && e.Offset <= off && off < e.Offset+e.Size
	})
	if i >= 0 && int64(i) != r.grid.Selected() {
		r.grid.Select(int64(i))
	}
}

// Marked is the selected chunk, the zero Entry without one.
func (r *Room) Marked() Entry {
	if row := r.grid.Selected(); row >= 0 && row < int64(len(r.entries)) {
		return r.entries[row]
	}
	return Entry{}
}

// menu is what can be done with a chunk.
func (r *Room) menu(row int64, pos fyne.Position) {
	if row < 0 || row >= int64(len(r.entries)) {
		return
	}
	e := r.entries[row]
	r.OnMenu(fyne.NewMenu("",
		fyne.NewMenuItem(lang.L("Show its boxes"), func() { r.OnPick(e, true) }),
		fyne.NewMenuItem(lang.L("Play from here"), func() { r.OnPlay(e) }),
		fyne.NewMenuItemSeparator(),
		fyne.NewMenuItem(lang.L("Copy the row"), func() { r.OnCopy(r.lines(r.grid.SelectedRows())) })), pos)
}

func (r *Room) lines(rows []int64) string {
	var entries []offsets.Entry
	for _, row := range rows {
		if row >= 0 && row < int64(len(r.entries)) {
			entries = append(entries, r.entries[row].Entry)
		}
	}
	return r.written(entries)
}

func (r *Room) copyAll() { r.OnCopy(r.written(r.all())) }

// Export asks for the list to be written in the chosen format.
func (r *Room) Export() {
	if len(r.entries) > 0 {
		r.OnExport(r.chosen(), r.all())
	}
}

func (r *Room) all() []offsets.Entry {
	entries := make([]offsets.Entry, len(r.entries))
	for i, e := range r.entries {
		entries[i] = e.Entry
	}
	return entries
}

func (r *Room) chosen() offsets.Format {
	return offsets.Formats()[max(0, r.format.SelectedIndex())]
}

func (r *Room) written(entries []offsets.Entry) string {
	var b bytes.Buffer
	if err := r.chosen().Write(&b, entries); err != nil {
		return ""
	}
	return b.String()
}

func formatTitles() []string {
	var titles []string
	for _, f := range offsets.Formats() {
		titles = append(titles, f.Name+" · "+lang.L(f.Title))
	}
	return titles
}
