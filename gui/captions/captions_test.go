package captions

import (
	"context"
	"fmt"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"smoothscope/gui/kit"
	"smoothscope/inspect/caption"
	"smoothscope/tasks/edit"
)

// atOnce runs work in its place; what is done now and then waits for tick.
type atOnce struct{ every []func() }

func (a *atOnce) Do(work func(context.Context), done func()) context.CancelFunc {
	work(context.Background())
	done()
	return func() {}
}

func (a *atOnce) Every(_ time.Duration, f func()) func() {
	a.every = append(a.every, f)
	at := len(a.every) - 1
	return func() { a.every[at] = func() {} }
}

func (a *atOnce) tick() {
	for _, f := range a.every {
		f()
	}
}

// stage is a room in a window with a hall that keeps one track.
type stage struct {
	*Room
	t     *testing.T
	run   *atOnce
	now   time.Time
	win   fyne.Window
	track Track
	docs  []*caption.Document // the steps
	said  []string
	added []edit.CaptionTrack
	clip  string
	menu  *fyne.Menu
}

func newStage(t *testing.T, w, h float32, dark bool) *stage {
	t.Helper()
	test.NewTempApp(t).Settings().SetTheme(kit.NewTheme(&dark))
	s := &stage{t: t, run: &atOnce{}, now: time.Date(2026, 1, 2, 12, 0, 0, 0, time.UTC)}
	s.Room = New(s.run, FirstSizes())
	s.Now = func() time.Time { return s.now }
	s.OnLoad = func(tr Track) { s.SetDocument(tr, s.docs[len(s.docs)-1], nil, nil) }
	s.OnEdit = func(what string, tr Track, d *caption.Document) {
		s.said, s.docs = append(s.said, what), append(s.docs, d)
		s.Show([]Track{tr})
	}
	s.OnAmend = func(what string, tr Track, d *caption.Document) {
		s.said[len(s.said)-1], s.docs[len(s.docs)-1] = what, d
		s.Show([]Track{tr})
	}
	s.OnCopy = func(text string) { s.clip = text }
	s.Paste = func() string { return s.clip }
	s.OnAdd = func(c edit.CaptionTrack) { s.added = append(s.added, c) }
	s.OnMenu = func(m *fyne.Menu, _ fyne.Position) { s.menu = m }
	s.OnPlay = func(at time.Duration) { s.said = append(s.said, fmt.Sprint("play ", at)) }
	s.win = test.NewTempWindow(t, s.Object())
	s.win.SetPadded(false)
	s.win.Resize(fyne.NewSize(w, h))
	return s
}

// open shows a file's captions as those of a track.
func (s *stage) open(raw string) {
	s.t.Helper()
	d, err := caption.Parse([]byte(raw), caption.Options{})
	if err != nil {
		s.t.Fatal(err)
	}
	s.track = Track{Stream: 2, Name: "captions_eng", Language: "eng", Subtype: "CAPT", File: "ladder_captions_eng.ismt", Editable: true}
	s.docs = []*caption.Document{d}
	s.Show([]Track{s.track})
}

// undo is what the hall does.
func (s *stage) undo() {
	s.docs = s.docs[:len(s.docs)-1]
	s.Show([]Track{s.track})
}

const some = `1
00:00:01,000 --> 00:00:03,200
The first thing that is said,
and <i>how</i> it is said.

2
00:00:03,400 --> 00:00:05,000
A second caption.

3
00:00:04,500 --> 00:00:05,100
It begins while <b>another one</b> is shown, and goes by far too quickly for anybody.

4
00:00:08,000 --> 00:00:10,000
{\an8}Above.
`
