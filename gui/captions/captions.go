// Package captions is the screen of an asset's captions: its text tracks, the
// captions of one of them as a table whose cells can be edited, and below it the
// words of the selected one. It knows nothing of manifests or media: the hall
// brings tracks and documents, and takes the new document of every edit.
//
// What is edited is shown at once. The hall answers OnEdit with SetDocument once
// the edit has taken effect; what it brings of an edit that has been overtaken by
// a later one is not shown. UI goroutine only.
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

// Track is a text track of the asset.
type Track struct {
	Asset    string // whose track it is, such as the asset's folder; "" where there is one only
	Stream   int    // its index in the asset
	Name     string // of the stream
	Language string // ISO 639-2, "" where unknown
	Subtype  string // CAPT or SUBT, "" where unknown
	File     string // that its captions are in, "" where that is the client manifest
	Embedded bool   // in the client manifest
	Editable bool
	Why      string // why it cannot be edited
}

// same tells whether two tracks are the same one, before and after an edit.
func (t Track) same(u Track) bool { return t.Asset == u.Asset && t.Name == u.Name }

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
	body := container.New(&heights{room: r, kept: sizes[SplitWords]}, r.split)
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

// SetRate tells the frames per second of the video, for snapping and for times
// in frames.
func (r *Room) SetRate(rate caption.Rate) {
	if rate.Num > 0 && rate.Den > 0 {
		r.rate = rate
		r.words.show()
	}
}

// SetFilm tells what the captions are for.
func (r *Room) SetFilm(f Film) {
	judged := f.From != r.film.From || f.Length != r.film.Length
	r.film = f
	if judged && r.doc != nil {
		r.judge.look()
		r.table.refresh()
		r.strip.show()
	}
	r.empty.show()
	r.head.show()
	r.sheet.check()
}

// Show shows the text tracks of an asset. Where the track that was shown is
// among them, its captions stay until SetDocument brings others.
func (r *Room) Show(tracks []Track) {
	was, had := r.Track()
	wanted := r.wanted
	r.tracks = tracks
	r.at = r.choice(was, had)
	added := r.wanted == "" && wanted != ""
	now, has := r.Track()
	if !had || !has || !was.same(now) {
		r.settleNothing()
	}
	r.fresh()
	if has {
		r.OnLoad(now)
	}
	if added {
		r.focusTable()
	}
}

// choice is which track is shown of new ones: the one that was just added, else
// the one that was shown, else the first.
func (r *Room) choice(was Track, had bool) int {
	at := -1
	for i, t := range r.tracks {
		if r.wanted != "" && t.Name == r.wanted {
			r.wanted = ""
			return i
		}
		if had && at < 0 && t.same(was) {
			at = i
		}
	}
	if at < 0 && len(r.tracks) > 0 {
		return 0
	}
	return at
}

// settleNothing forgets the captions that are shown and what is typed of them.
func (r *Room) settleNothing() {
	r.table.grid.EndEdit(false)
	r.words.forget()
	r.doc, r.pending, r.failed, r.warnings = nil, nil, nil, nil
	r.judge.forget()
	r.table.forget()
}

// Track is the one that is shown.
func (r *Room) Track() (Track, bool) {
	if r.at < 0 || r.at >= len(r.tracks) {
		return Track{}, false
	}
	return r.tracks[r.at], true
}

// SetDocument brings the captions of a track, or why there are none.
func (r *Room) SetDocument(t Track, d *caption.Document, warnings []string, err error) {
	if now, ok := r.Track(); !ok || !now.same(t) || r.overtaken(d) {
		return
	}
	r.failed, r.warnings = err, warnings
	if d != r.doc {
		r.words.amends = -1
		r.take(d)
	}
	r.fresh()
}

// overtaken tells whether a document is an edit that others have followed. What
// came before it is known to have taken effect.
func (r *Room) overtaken(d *caption.Document) bool {
	for i, p := range r.pending {
		if p == d {
			r.pending = r.pending[i+1:]
			return len(r.pending) > 0
		}
	}
	r.pending = nil
	return false
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

// ask shows another track.
func (r *Room) ask(at int) {
	if at == r.at || at < 0 || at >= len(r.tracks) {
		return
	}
	r.Settle()
	r.settleNothing()
	r.at = at
	r.fresh()
	r.OnLoad(r.tracks[at])
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
	return ok && t.Editable && r.doc != nil
}

// cues are the captions that are shown.
func (r *Room) cues() []caption.Cue {
	if r.doc == nil {
		return nil
	}
	return r.doc.Cues
}

// Choose is a click on the row of a caption: for tests.
func (r *Room) Choose(cue int) { r.table.choose([]int{cue}) }
