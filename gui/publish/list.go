package publish

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/lang"
	"fyne.io/fyne/v2/layout"
	"fyne.io/fyne/v2/widget"

	"smoothscope/gui/kit"
)

// list is the right side: how it goes, and the items.
type list struct {
	room   *Room
	head   *kit.TaskRow
	result *widget.Label
	grid   *kit.Grid
	links  links
	acts   *fyne.Container // the row of the links and the filter
	doing  *fyne.Container // the links that are of use now
	filter *kit.Select
	detail *detail
	top    *fyne.Container
	object *fyne.Container

	columns []int   // that are shown
	only    filter  // what is shown
	rows    []int64 // of the board, where not everything is shown
}

func newList(r *Room) *list {
	l := &list{room: r}
	l.links = newLinks(r)
	l.head = kit.NewTaskRow("", l.links.cancel)
	l.result = widget.NewLabel("")
	l.result.Wrapping, l.result.Selectable = fyne.TextWrapWord, true
	l.result.Hide()
	l.filter = kit.NewSelect(filterWords(), nil)
	l.filter.SetSelectedIndex(0)
	l.filter.OnChanged = func(string) { l.show(filter(l.filter.SelectedIndex())) }
	l.detail = newDetail(func(text string) { r.OnCopy(text) })
	l.grid = kit.NewGrid(l)
	l.grid.OnSelect = func(int64) { l.explain() }
	l.fit(1000)
	l.grid.Header, l.grid.Multi = true, true
	l.grid.OnCopy = l.copy
	l.doing = kit.Cols(kit.Space)
	l.acts = kit.Pad(0, kit.Wide, kit.Space, kit.Wide, kit.Cols(kit.Space, l.doing, layout.NewSpacer(), l.filter))
	l.top = kit.Rows(0, kit.Pad(kit.Space, kit.Wide, kit.Tight, kit.Wide, l.head), kit.Pad(0, kit.Space, 0, 10, l.result), l.acts, kit.HLine())
	l.object = container.New(l, kit.Dock(l.top, l.detail.object, nil, nil, l.grid))
	return l
}

// narrow is the width below which the rows are only items and states.
const narrow = 620

// fit chooses the columns that a width has room for.
func (l *list) fit(width float32) {
	item := kit.Column{Title: lang.L("item"), Mono: true, Least: 120, Tail: true}
	state := kit.Column{Title: lang.L("state"), Width: 236}
	if width < narrow {
		l.columns = []int{columnItem, columnState}
		state.Width = 132
		l.grid.Columns = []kit.Column{item, state}
		return
	}
	l.columns = []int{columnItem, columnType, columnSize, columnGap, columnState}
	l.grid.Columns = []kit.Column{item,
		{Title: lang.L("type"), Width: 92},
		{Title: lang.L("size"), Width: 76, Align: fyne.TextAlignTrailing, Mono: true},
		{Width: 18}, state}
}

// Layout is for Fyne: the columns follow the width.
func (l *list) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	if (size.Width < narrow) != (len(l.columns) == 2) {
		l.fit(size.Width)
	}
	objects[0].Resize(size)
}

// MinSize is for Fyne.
func (l *list) MinSize(objects []fyne.CanvasObject) fyne.Size { return objects[0].MinSize() }
