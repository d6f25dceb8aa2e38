package preview

import (
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/lang"

	"smoothscope/gui/kit"
)

// list is the requests, and what can be done with them.
type list struct {
	room   *Room
	tape   tape
	grid   *kit.Grid
	filter *kit.SearchBox
	errors *kit.Check
	pages  *kit.Check
	count  *kit.Label
	pause  *kit.Button
	wipe   *kit.Button
	copy   *kit.Button
	detail *detail
	object *fyne.Container

	columns []column
	narrow  bool
	paused  bool
}

func newList(r *Room) *list {
	l := &list{room: r}
	l.grid = kit.NewGrid(l)
	l.grid.Header, l.grid.Multi, l.grid.KeepEnd = true, true, true
	l.grid.OnSelect = func(row int64) { l.pick(row, false) }
	l.grid.OnActivate = func(row int64) { l.pick(row, true) }
	l.grid.OnCopy = func(rows []int64) { r.OnCopy(l.lines(rows)) }
	l.grid.OnMenu = l.menu
	l.fit(2 * narrow)
	l.filter = newFilter(l)
	l.errors = kit.NewCheck(lang.L("Errors only"), func(bool) { l.refilter() })
	l.pages = kit.NewCheck(lang.L("Files of the page"), func(bool) { l.refilter() })
	l.count = kit.NewSmall("")
	l.pause = kit.NewButton(lang.L("Pause"), l.hold)
	l.wipe = kit.NewButton(lang.L("Clear"), r.clear)
	l.copy = kit.NewButton(lang.L("Copy"), func() { r.OnCopy(l.lines(nil)) })
	l.detail = newDetail(func(text string) { r.OnCopy(text) })
	l.count.Whole, l.count.Align = false, fyne.TextAlignTrailing // what else is there needs its room
	choice := kit.Cols(kit.Space, container.New(filterLayout{l}, l.filter), kit.Gap(kit.Tight, 0), l.errors, kit.Gap(kit.Tight, 0), l.pages)
	doing := kit.Cols(kit.Space, l.pause, l.wipe, l.copy)
	bar := kit.Pad(kit.Space, kit.Wide, kit.Space, kit.Wide, kit.Dock(nil, nil, choice, doing, kit.Pad(0, 12, 0, 12, l.count)))
	l.object = container.New(l, kit.Dock(kit.Rows(0, bar, kit.HLine()), l.detail.object, nil, nil, l.grid))
	l.tape.sift = l.sift()
	l.refresh()
	return l
}

// Rows is for the grid.
func (l *list) Rows() int64 { return l.tape.count() }

// Cell is for the grid.
func (l *list) Cell(at int64, col int) kit.Cell {
	r := l.tape.at(at)
	if r == nil || col >= len(l.columns) {
		return kit.Cell{}
	}
	return l.columns[col].cell(r)
}

// add appends requests. Who looks at the last one goes on looking at the last.
func (l *list) add(rows []row) {
	follow := l.grid.AtEnd()
	l.grid.Dropped(l.tape.add(rows))
	if l.grid.Selected() < 0 {
		l.detail.tell(nil)
	}
	if follow {
		l.grid.ScrollTo(l.tape.count() - 1)
	}
	l.refresh()
}

// clear forgets all requests.
func (l *list) clear() {
	l.tape.clear()
	l.grid.SetModel(l)
	l.explain()
	l.refresh()
}

// refilter shows what the filter lets through; what is selected stays so where
// it is among that.
func (l *list) refilter() {
	kept := l.tape.number(l.grid.Selected())
	end := l.grid.AtEnd()
	l.tape.filter(l.sift())
	l.grid.SetModel(l)
	if at := l.tape.place(kept); at >= 0 {
		l.grid.Select(at)
	} else if end {
		l.grid.ScrollTo(l.tape.count() - 1)
	}
	l.explain()
	l.refresh()
}

func (l *list) sift() sift {
	return sift{words: strings.Fields(strings.ToLower(l.filter.Text)), errors: l.errors.Checked(), nopages: !l.pages.Checked()}
}

// hold stops the list, or lets it go on with what has come since.
func (l *list) hold() {
	l.paused = !l.paused
	if !l.paused {
		l.room.take()
	}
	l.refresh()
}

// wait tells how many requests have come since the list was stopped.
func (l *list) wait(fresh int) {
	text := lang.L("Go on")
	if fresh > 0 {
		text = lang.L("Go on · {{.Count}} new", map[string]any{"Count": kit.Group(int64(min(fresh, Most)))})
	}
	if l.pause.Text() != text {
		l.pause.SetText(text)
		l.object.Refresh()
	}
}

// refresh says how many there are, and lets a person do what is possible now.
func (l *list) refresh() {
	shown, all := l.tape.count(), l.tape.total()
	l.grid.Empty = l.empty(all)
	text := ""
	switch {
	case all == 0:
	case shown < all:
		text = lang.L("{{.Shown}} of {{.Count}} requests", map[string]any{"Shown": kit.Group(shown), "Count": kit.Group(all)})
	case len(l.tape.rows) >= Most:
		text = lang.L("the last {{.Count}} requests", map[string]any{"Count": kit.Group(all)})
	default:
		text = requests(all)
	}
	l.count.SetText(text)
	l.pause.SetLook(kit.RaisedButton)
	if l.paused {
		l.pause.SetLook(kit.PrimaryButton)
		l.wait(0)
	} else {
		l.pause.SetText(lang.L("Pause"))
	}
	able(l.wipe, all > 0)
	able(l.copy, shown > 0)
	l.grid.Refresh()
	l.object.Refresh()
}

func (l *list) empty(all int64) string {
	if all > 0 {
		return lang.L("No request fits the filter")
	}
	if l.room.state.Phase == Running {
		return lang.L("No requests yet: open the player, or give an address to another one")
	}
	return lang.L("No requests")
}

func requests(n int64) string {
	if n == 1 {
		return lang.L("1 request")
	}
	return lang.L("{{.Count}} requests", map[string]any{"Count": kit.Group(n)})
}

func able(b *kit.Button, on bool) {
	if on != b.Disabled() {
		return
	}
	if on {
		b.Enable()
	} else {
		b.Disable()
	}
}

func (l *list) pick(at int64, open bool) {
	l.explain()
	if r := l.tape.at(at); r != nil && hasChunk(r) {
		l.room.OnPick(r.Request, open)
	}
}

// hasChunk tells whether a request asked for a chunk that there is.
func hasChunk(r *row) bool { return chunky(r.Kind) && r.Stream >= 0 && r.Level >= 0 }

// explain tells the selected request in full.
func (l *list) explain() {
	if l.detail.tell(l.tape.at(l.grid.Selected())) {
		l.object.Objects[0].Refresh() // it shares the room with the rows
		if at := l.grid.Selected(); at >= 0 {
			l.grid.ScrollTo(at) // and may have come over the selected one
		}
	}
}

// lines are rows as text, all that are shown when none is named.
func (l *list) lines(rows []int64) string {
	var b strings.Builder
	if rows == nil {
		for at := range l.tape.count() {
			b.WriteString(line(l.tape.at(at)) + "\n")
		}
		return b.String()
	}
	for _, at := range rows {
		if r := l.tape.at(at); r != nil {
			b.WriteString(line(r) + "\n")
		}
	}
	return b.String()
}

// menu is what can be done with a request.
func (l *list) menu(at int64, pos fyne.Position) {
	r := l.tape.at(at)
	if r == nil {
		return
	}
	chosen := r.Request
	var items []*fyne.MenuItem
	if hasChunk(r) {
		items = append(items,
			fyne.NewMenuItem(lang.L("Show its boxes"), func() { l.room.OnPick(chosen, true) }),
			fyne.NewMenuItem(lang.L("Play from here"), func() { l.room.OnPlay(chosen) }),
			fyne.NewMenuItemSeparator())
	}
	items = append(items,
		fyne.NewMenuItem(lang.L("Copy the address"), func() { l.room.OnCopy("http://" + l.room.state.Address + chosen.Path) }),
		fyne.NewMenuItem(lang.L("Copy the row"), func() { l.room.OnCopy(l.lines(l.grid.SelectedRows())) }))
	l.room.OnMenu(fyne.NewMenu("", items...), pos)
}
