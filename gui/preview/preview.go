// Package preview is the screen of the local server: starting and stopping it,
// the addresses of what it serves, how much goes out, and every request with
// what it asked for. Serving is package tasks/preview, and the hall owns the
// server; the screen draws a State and answers with callbacks. Requests come
// in from the server's goroutines through Add, wait in a bounded queue, and
// are looked at about ten times a second. All else is for the UI goroutine.
package preview

import (
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"smoothscope/gui/kit"
	"smoothscope/inspect/asset"
	"smoothscope/tasks/preview"
)

// Look is how often the screen looks at what has come.
const Look = 100 * time.Millisecond

// Phase is what the server does.
type Phase int

// The phases of the server.
const (
	Stopped  Phase = iota
	Starting       // or taking up another asset
	Running
)

// State is what the screen shows besides the requests.
type State struct {
	Phase   Phase
	Asset   string        // title of the shown asset
	Site    *preview.Site // of the shown asset, nil while it is not served
	Address string        // of the server while it runs, host and port
	Others  int           // other assets that are served
	Reason  error         // why the shown asset cannot be played at all
	Waiting bool          // whether it can is being found out
	Err     error         // why the server did not start, or did not take the asset
	Changed string        // what happened to the asset's files since, in words
	Told    bool          // the window says so elsewhere, with a way to reload
}

// site is the name that the shown asset is served under, "" for none.
func (s State) site() string {
	if s.Site == nil {
		return ""
	}
	return s.Site.Name
}

// Room is the screen.
type Room struct {
	OnStart    func(open bool)                 // serve the shown asset; open shows the player, too
	OnStop     func()                          // end the server
	OnOpen     func(address string)            // show an address in the browser
	OnReload   func()                          // read the asset again
	OnCopy     func(text string)               // put it on the clipboard
	OnPick     func(preview.Request, bool)     // go to its chunk; true asks for its boxes
	OnPlay     func(preview.Request)           // play from its chunk
	OnMenu     func(*fyne.Menu, fyne.Position) // show a menu
	OnSplit    func(name string, at float32)   // a divider was moved
	OnSettings func()                          // show the settings, where the port is chosen
	Content    func(site string) *asset.Asset  // of a site, nil when it is not open
	Now        func() time.Time

	state  State
	in     intake
	head   *head
	intro  *intro
	board  *board
	list   *list
	split  *kit.Split
	log    *fyne.Container // the board and the list
	root   *fyne.Container
	always bool // there was something to show once
}

// SplitCurve is the divider below the curve.
const SplitCurve = "preview-curve"

// FirstSizes are the sizes before a person moves a divider.
func FirstSizes() map[string]float32 { return map[string]float32{SplitCurve: 150} }

// New makes the screen; sizes are those of the dividers.
func New(sizes map[string]float32) *Room {
	r := &Room{
		OnStart: func(bool) {}, OnStop: func() {}, OnOpen: func(string) {}, OnReload: func() {}, OnCopy: func(string) {},
		OnPick: func(preview.Request, bool) {}, OnPlay: func(preview.Request) {}, OnMenu: func(*fyne.Menu, fyne.Position) {},
		OnSplit: func(string, float32) {}, OnSettings: func() {},
		Content: func(string) *asset.Asset { return nil }, Now: time.Now,
	}
	r.head, r.intro = newHead(r), newIntro(r)
	r.board, r.list = newBoard(), newList(r)
	r.split = kit.NewVSplit(r.board.object, r.list.object, sizes[SplitCurve])
	r.log = container.New(&heights{room: r, kept: sizes[SplitCurve]}, r.split)
	r.root = container.NewStack(kit.Dock(r.head.object, nil, nil, nil, r.log), r.intro.object)
	r.Show(State{})
	r.Look()
	return r
}

// Object is what the window shows.
func (r *Room) Object() fyne.CanvasObject { return r.root }

// Focusable is what takes the keys when the screen is opened.
func (r *Room) Focusable() fyne.Focusable {
	if r.introduces() {
		return r.intro.play
	}
	if r.state.Phase == Running || r.list.Rows() > 0 {
		return r.list.grid // also while it is empty: rows will come
	}
	return r.head.play
}

// Show shows another state.
func (r *Room) Show(s State) {
	if s.Phase == Running {
		r.always = true
	}
	r.state = s
	r.head.show(s)
	r.intro.show(s)
	r.list.refresh()
	r.intro.object.Hidden = !r.introduces()
	r.root.Objects[0].(*fyne.Container).Hidden = r.introduces()
	r.root.Refresh()
}

// introduces tells whether there is nothing yet but what to do.
func (r *Room) introduces() bool {
	return r.state.Phase != Running && !r.always || r.state.Reason != nil && r.state.Phase == Stopped
}

// Add takes a request, from any goroutine.
func (r *Room) Add(request preview.Request) { r.in.add(request) }

// Look brings what has come since into view.
func (r *Room) Look() {
	now := r.Now()
	fresh, sums := r.in.look()
	r.board.show(sums, r.in.rates(now), now)
	r.head.fails(sums)
	if r.list.paused {
		r.list.wait(fresh)
		return
	}
	if fresh > 0 {
		r.take()
	}
}

// take moves what has come onto the list.
func (r *Room) take() {
	requests, _ := r.in.take()
	rows := make([]row, len(requests))
	for i, q := range requests {
		rows[i] = told(q, r.Content(q.Site))
	}
	r.list.add(rows)
}

// Mended tells that what could not be answered can be now.
func (r *Room) Mended() {
	r.in.forgive()
	r.Look()
}

// clear forgets the requests and the figures.
func (r *Room) clear() {
	r.in.clear()
	r.list.clear()
	r.Look()
}

// Requests is how many rows are shown: for tests.
func (r *Room) Requests() int64 { return r.list.Rows() }

// Choose is a click on a row, or a double click, which asks for its boxes: for
// tests.
func (r *Room) Choose(row int64, open bool) {
	r.list.grid.Select(row)
	r.list.pick(row, open)
}

// Message is what the head tells of faults and changes: for tests.
func (r *Room) Message() string { return r.head.message.Text }
