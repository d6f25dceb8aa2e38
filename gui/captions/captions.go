// Package captions is the screen of an asset's captions: its text tracks, the
// captions of one of them as a table whose cells can be edited, and below it the
// words of the selected one. It knows nothing of manifests or media: the hall
// brings tracks and documents, and takes the new document of every edit.
//
// What is edited is shown at once. The hall answers OnEdit with SetDocument once
// the edit has taken effect, and with Answered once it is done with it, also where
// it cannot take effect; what it brings of an edit that has been overtaken by a
// later one is not shown. UI goroutine only.
//
// To add a command, write it in a file of its own, name it in commands.go and
// give it a key in keys.go.
package captions

import (
	"context"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"smoothscope/gui/kit"
	"smoothscope/inspect/caption"
	"smoothscope/tasks/edit"
)

// Background runs work beside the window and calls back on the UI goroutine.
type Background interface {
	Do(work func(context.Context), done func()) context.CancelFunc
	Every(interval time.Duration, f func()) (stop func())
}

// Room is the screen.
type Room struct {
	OnLoad   func(Track)                                     // asks for the captions of a track; the hall answers with SetDocument
	OnEdit   func(what string, t Track, d *caption.Document) // the captions of the track are these now
	OnAmend  func(what string, t Track, d *caption.Document) // the same, in place of the last OnEdit; nil: OnEdit is called
	OnImport func()                                          // asks for a file; the hall hands its content to Import
	OnAdd    func(edit.CaptionTrack)                         // a new track
	OnExport func(t Track, format string)                    // save them in a format; what it cannot say has been told
	OnRemove func(Track)                                     // take the track out of the asset; the hall asks before
	OnPlay   func(at time.Duration)                          // from the captions' time 0
	OnCopy   func(text string)                               // put it on the clipboard
	Paste    func() string                                   // what is on the clipboard
	OnMenu   func(*fyne.Menu, fyne.Position)                 // show a menu
	OnSplit  func(name string, at float32)                   // a divider was moved
	OnStatus func(text string)                               // a word for the status bar
	Now      func() time.Time

	run    Background
	tracks []Track
	at     int // of the track that is shown, -1 without one
	wanted string
	film   Film
	rate   caption.Rate
	limits caption.Limits

	doc      *caption.Document   // nil while there is none to show
	pending  []*caption.Document // handed to OnEdit and not brought back yet
	brought  *caption.Document   // the last one that the hall has brought
	failed   error               // why there is none
	warnings []string            // of reading it

	head     *head
	commands *commands
	drawer   *drawer
	table    *table
	strip    *strip
	words    *words
	judge    *judge
	empty    *empty
	sheet    *sheet
	split    *kit.Split
	work     *fyne.Container // all but the empty state and the import
	root     *fyne.Container
}

// SplitWords is the divider above the words of the selected caption.
const SplitWords = "captions-words"

// mostWords is the part of the height that the words have at most.
const mostWords = 0.5

// FirstSizes are the sizes before a person moves a divider.
func FirstSizes() map[string]float32 { return map[string]float32{SplitWords: 176} }

// New makes the screen; sizes are those of the dividers.
func New(run Background, sizes map[string]float32) *Room {
	r := &Room{
		OnLoad: func(Track) {}, OnEdit: func(string, Track, *caption.Document) {}, OnImport: func() {},
		OnAdd: func(edit.CaptionTrack) {}, OnExport: func(Track, string) {}, OnRemove: func(Track) {},
		OnPlay: func(time.Duration) {}, OnCopy: func(string) {}, Paste: func() string { return "" },
		OnMenu: func(*fyne.Menu, fyne.Position) {}, OnSplit: func(string, float32) {}, OnStatus: func(string) {},
		Now: time.Now, run: run, at: -1, rate: caption.PAL(), limits: caption.Usual(),
	}
	r.judge = newJudge(r)
	r.table, r.strip = newTable(r), newStrip(r)
	r.words = newWords(r)
	r.drawer = newDrawer(r)
	r.head, r.commands = newHead(r), newCommands(r)
	r.empty, r.sheet = newEmpty(r), newSheet(r)
	upper := kit.Dock(nil, r.strip.object, nil, nil, container.New(r.table, r.table.grid))
	r.split = kit.NewVSplit(upper, r.words.object, sizes[SplitWords]).KeepTrail()
	r.split.OnMoved = func(at float32) { r.OnSplit(SplitWords, at) }
	body := kit.AtMost(r.split, func(float32) float32 { return mostWords })
	r.work = kit.Dock(kit.Rows(0, r.head.object, r.commands.object, r.drawer.object, kit.HLine()), nil, nil, nil, body)
	r.root = container.NewStack(r.work, r.empty.object, r.sheet.object)
	r.strip.say("")
	r.fresh()
	return r
}

// Object is what the window shows.
func (r *Room) Object() fyne.CanvasObject { return r.root }

// Focusable is what takes the keys when the screen is opened.
func (r *Room) Focusable() fyne.Focusable {
	switch {
	case r.sheet.open():
		return r.sheet.form.language
	case len(r.tracks) == 0:
		return r.empty.choose
	}
	return r.table.grid
}

// Play asks to play from the current caption. It tells whether there is one.
func (r *Room) Play() bool {
	i := r.table.current()
	if i < 0 || i >= len(r.cues()) || r.sheet.open() {
		return false
	}
	r.Settle()
	r.play()
	return true
}

// Settle commits what is being typed: before the asset is saved, or another one
// shown.
func (r *Room) Settle() {
	r.table.grid.EndEdit(true)
	r.words.commit()
}

// fresh shows what there is.
func (r *Room) fresh() {
	none, sheet := len(r.tracks) == 0, r.sheet.open()
	r.empty.show()
	r.table.refresh()
	r.words.show()
	r.strip.show()
	r.commands.show()
	other := r.head.show()
	other = visible(r.empty.object, none && !sheet) || other
	other = visible(r.work, !none && !sheet) || other
	if visible(r.sheet.object, sheet) || other {
		r.root.Refresh()
	}
}

// editable tells whether there are captions that may be changed.
func (r *Room) editable() bool {
	t, ok := r.Track()
	return ok && t.Editable && r.doc != nil && r.failed == nil
}

// cues are the captions that are shown.
func (r *Room) cues() []caption.Cue {
	if r.doc == nil {
		return nil
	}
	return r.doc.Cues
}

// Choose is a click on the row of a caption.
func (r *Room) Choose(cue int) { r.table.choose([]int{cue}) }

// Chosen is the caption that is chosen, -1 for none.
func (r *Room) Chosen() int { return r.table.current() }
