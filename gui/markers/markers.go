// Package markers is the screen of what a client manifest says of places of the
// time line: ad markers, chapters, script commands and other data in one table,
// and all about the chosen one, which can be changed field by field. It draws
// what Show brings, makes the new content of the manifest with package
// tasks/edit, and answers with callbacks; it writes nothing and asks for no
// file. What reads media runs beside the window. UI goroutine only.
//
// To add a command, write it in a file of its own and name it in newBar; to add
// a kind of payload that is edited in a way of its own, name its editor in
// newDetail.
package markers

import (
	"context"
	"errors"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/lang"

	"smoothscope/gui/kit"
	"smoothscope/inspect/asset"
	"smoothscope/inspect/check"
	"smoothscope/inspect/manifest"
	"smoothscope/inspect/marker"
)

// Background runs work beside the window and then done on the UI goroutine.
type Background interface {
	Do(work func(context.Context), done func()) context.CancelFunc
}

// Room is the screen.
type Room struct {
	OnEdit   func(what string, client []byte)  // the new content of the client manifest, and what was done
	OnPlay   func(seconds float64)             // play from a time of the asset's own time line
	OnPick   func(stream, chunk int)           // a marker was chosen: its StreamIndex and chunk, -1 of one in a Content element
	OnImport func()                            // asks for a file; the hall hands its content to Import
	OnExport func(name string, content []byte) // a file to save
	OnCopy   func(text string)                 // put it on the clipboard
	Paste    func() string                     // what is on the clipboard
	OnMenu   func(*fyne.Menu, fyne.Position)   // show a menu
	OnSplit  func(name string, at float32)     // a divider was moved
	OnStatus func(text string)                 // a word for the status bar
	OnTimes  func(Times)                       // times are shown in another way from now on

	run    Background
	asset  *asset.Asset
	why    string // why nothing can be changed, "" where it can
	view   *view
	points points
	given  []check.Finding
	times  Times
	habit  habit
	cursor *uint64 // where a new marker goes, in units of 100 ns; nil: wherever it fits

	bar    *bar
	strip  *strip
	table  *table
	detail *detail
	split  *kit.Split
	empty  *empty
	root   *fyne.Container
}

// habit is what a person chose for the last marker that was added: most are like
// the one before.
type habit struct {
	snap    int
	lasts   string
	command int
	kind    uint8 // of a segment
	back    bool
}

// SplitDetail is the divider above the details.
const SplitDetail = "markers-detail"

// FirstSizes are the sizes before a person moves a divider.
func FirstSizes() map[string]float32 { return map[string]float32{SplitDetail: 400} }

// New makes the screen; sizes are those of the dividers.
func New(run Background, sizes map[string]float32) *Room {
	r := &Room{
		OnEdit: func(string, []byte) {}, OnPlay: func(float64) {}, OnPick: func(int, int) {},
		OnImport: func() {}, OnExport: func(string, []byte) {}, OnCopy: func(string) {},
		Paste: func() string { return "" }, OnMenu: func(*fyne.Menu, fyne.Position) {},
		OnSplit: func(string, float32) {}, OnStatus: func(string) {}, OnTimes: func(Times) {},
		run: run, view: &view{}, habit: habit{lasts: "30", kind: marker.UsualSegment},
	}
	r.strip = newStrip(r)
	r.table, r.detail = newTable(r), newDetail(r)
	r.bar, r.empty = newBar(r), newEmpty(r)
	r.split = kit.NewVSplit(container.NewStack(container.New(r.table, r.table.grid), r.empty.object), r.detail.object, sizes[SplitDetail]).KeepTrail()
	r.split.OnMoved = func(at float32) { r.OnSplit(SplitDetail, at) }
	body := kit.AtMost(r.split, r.mostDetail)
	r.root = kit.Dock(kit.Rows(0, r.bar.object, r.strip.object, kit.HLine()), nil, nil, nil, body)
	r.fresh()
	return r
}

// Object is what the window shows.
func (r *Room) Object() fyne.CanvasObject { return r.root }

// Focusable is what takes the keys when the screen is opened.
func (r *Room) Focusable() fyne.Focusable { return r.table.grid }

// Show shows the markers of an asset: client is its client manifest as it is
// now, nil where there is none, and why the reason why nothing may be changed,
// "" where it may. For the asset that is shown already, what is selected, in
// view and being typed stays.
func (r *Room) Show(a *asset.Asset, client []byte, why string) {
	other := a == nil || r.asset == nil || a.Folder != r.asset.Folder || a.Name != r.asset.Name || a.URL != r.asset.URL
	r.asset, r.why = a, reason(a, client, why)
	if other {
		r.strip.close()
		r.cursor, r.given, r.points = nil, nil, points{}
		r.table.forget()
	}
	if other || string(client) != string(r.view.raw) {
		before := r.view
		r.load(client)
		if !other {
			r.table.choose(r.view.news(before)) // what Undo has brought back
		}
		r.OnStatus(r.summary())
	}
	if fault := (*manifest.Fault)(nil); r.why == "" && errors.As(r.view.err, &fault) {
		r.why = lang.L("The client manifest cannot be read: {{.Why}}", map[string]any{"Why": r.view.err.Error()})
	}
	r.fresh()
	r.findPoints()
}

// Clear shows no asset.
func (r *Room) Clear() { r.Show(nil, nil, "") }

// SetFindings brings what a check of the content as it is shown has found. Of
// these the rules about markers are told beside their rows.
func (r *Room) SetFindings(all []check.Finding) {
	r.given = r.about(all)
	r.judge()
}

// SetTimes chooses how times are shown.
func (r *Room) SetTimes(t Times) {
	r.times = t
	r.bar.times.SetSelectedIndex(int(t))
	r.fresh()
}

// SetCursor says where a marker goes that is added next: a time of the asset's
// own time line in seconds, of which milliseconds count. A negative one is
// forgotten.
func (r *Room) SetCursor(seconds float64) {
	r.cursor = nil
	if seconds >= 0 {
		const milli = hns / 1000
		at := uint64(seconds*1000+0.5) * milli
		r.cursor = &at
	}
}

// Choose selects the marker of a chunk of a stream, or where chunk is -1 the
// first of a stream, without OnPick. It is false where there is none.
func (r *Room) Choose(stream, chunk int) bool {
	for i := range r.view.rows {
		if at := r.view.rows[i].At; at.Stream == stream && (chunk < 0 || at.Chunk == chunk) {
			r.bar.showAll(&r.view.rows[i])
			r.table.choose([]identity{r.view.rows[i].identity()})
			r.tell()
			return true
		}
	}
	return false
}

// Settle commits what is being typed: before the asset is saved, or another one
// shown.
func (r *Room) Settle() {
	r.table.grid.EndEdit(true)
	if r.detail.text.dirty() {
		r.detail.text.save()
	}
	r.detail.form.finish()
}

// load shows other content.
func (r *Room) load(client []byte) {
	r.view = read(client)
	r.given = nil // it was about other content
	r.judge()
}

// judge says what is wrong with the markers, and shows them.
func (r *Room) judge() {
	r.view.measure(&r.points)
	r.view.judge(&r.points, r.given)
	r.fresh()
}

// fresh shows everything anew.
func (r *Room) fresh() {
	r.bar.show()
	r.table.show()
	r.tell()
	r.empty.show()
	r.root.Refresh()
}

// tell tells about the chosen marker.
func (r *Room) tell() {
	r.detail.tell(r.table.chosen())
	r.bar.able()
	if hidden := len(r.view.rows) == 0; hidden != r.detail.object.Hidden {
		r.detail.object.Hidden = hidden
		r.split.Refresh()
	}
}

// editable tells whether anything can be changed.
func (r *Room) editable() bool { return r.why == "" && r.asset != nil }
