package preview

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"smoothscope/gui/kit"
	"smoothscope/inspect/asset"
	"smoothscope/tasks/preview"
	"smoothscope/testdata"
)

var noon = time.Date(2026, 1, 2, 12, 0, 0, 0, time.UTC)

// stage is a room in a window, with the ladder behind its site.
type stage struct {
	*Room
	t       *testing.T
	content *asset.Asset
	site    *preview.Site
	now     time.Time
	said    []string
}

func newStage(t *testing.T) *stage {
	t.Helper()
	test.NewTempApp(t)
	a, err := asset.Open(context.Background(), []string{testdata.Path(t, "ladder", "ladder.ism")}, asset.Options{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = a.Close() })
	s := &stage{Room: New(FirstSizes()), t: t, content: a, now: noon}
	s.site = &preview.Site{
		Name: "ladder.ism", Page: "http://127.0.0.1:8/ladder.ism/", Smooth: "http://127.0.0.1:8/ladder.ism/Manifest",
		DASH: "http://127.0.0.1:8/ladder.ism/dash/manifest.mpd",
	}
	s.Now = func() time.Time { return s.now }
	s.Content = func(site string) *asset.Asset {
		if site == "ladder.ism" {
			return a
		}
		return nil
	}
	say := func(format string, args ...any) { s.said = append(s.said, fmt.Sprintf(format, args...)) }
	s.OnStart = func(open bool) { say("start %v", open) }
	s.OnStop = func() { say("stop") }
	s.OnOpen = func(address string) { say("open %s", address) }
	s.OnReload = func() { say("reload") }
	s.OnCopy = func(text string) { say("copy %s", text) }
	s.OnPick = func(r preview.Request, open bool) { say("pick %s %v", r.Path, open) }
	s.OnPlay = func(r preview.Request) { say("play %s", r.Path) }
	w := test.NewTempWindow(t, s.Object())
	w.Resize(fyne.NewSize(1400, 800))
	return s
}

func (s *stage) run() {
	s.Show(State{Phase: Running, Asset: "ladder.ism", Site: s.site, Address: "127.0.0.1:8"})
}

// heard is what was called back since the last time.
func (s *stage) heard() string {
	text := strings.Join(s.said, "\n")
	s.said = nil
	return text
}

func (s *stage) fragment(n int) preview.Request {
	return preview.Request{
		At: s.now, Took: 20 * time.Millisecond, Site: "ladder.ism", Method: "GET", Kind: preview.Fragment, Stream: 0, Level: n % 3, Chunk: n % 4,
		Path: fmt.Sprintf("/ladder.ism/QualityLevels(%d)/Fragments(video=%d)", n%3, n), Time: uint64(n%4) * 20_000_000, Status: 200, Bytes: 1000,
	}
}

func refused(at time.Time, status int, why string) preview.Request {
	return preview.Request{
		At: at, Site: "ladder.ism", Method: "GET", Path: "/ladder.ism/nothing", Kind: preview.Other, Stream: -1, Level: -1, Chunk: -1, Status: status, Err: why,
	}
}

func (s *stage) cells(at int64) string {
	var texts []string
	for col := range s.list.columns {
		if text := s.list.Cell(at, col).Text; text != "" {
			texts = append(texts, strings.ReplaceAll(text, "\u2009", ""))
		}
	}
	return strings.Join(texts, "|")
}

func TestBeforeItRunsItSaysWhatItDoes(t *testing.T) {
	s := newStage(t)
	if !s.introduces() || s.intro.object.Hidden || s.Focusable() != fyne.Focusable(s.intro.play) {
		t.Error("there is no introduction")
	}
	test.Tap(s.intro.play)
	test.Tap(s.intro.start)
	if got := s.heard(); got != "start true\nstart false" {
		t.Errorf("heard %q", got)
	}
	s.Show(State{Phase: Starting, Asset: "ladder.ism"})
	if !s.intro.play.Disabled() || s.intro.title.Text != "Starting…" {
		t.Errorf("while it starts: %q", s.intro.title.Text)
	}
	s.Show(State{Reason: errors.New("no fragments"), Asset: "ladder.ism"})
	if s.intro.text.Text != "no fragments" || !s.intro.ways.Hidden {
		t.Errorf("the reason is %q, the buttons are hidden %v", s.intro.text.Text, s.intro.ways.Hidden)
	}
	s.Show(State{Err: errors.New("the port is taken"), Asset: "ladder.ism"})
	if s.intro.error.Hidden || !strings.Contains(s.intro.error.Text, "the port is taken") || s.intro.settings.Hidden {
		t.Errorf("the error is %q", s.intro.error.Text)
	}
}

func TestAddressesAreCopiedAndOpened(t *testing.T) {
	s := newStage(t)
	s.run()
	if !strings.HasPrefix(s.list.grid.Empty, "No requests yet") || s.board.asked.value.Text != "0" {
		t.Errorf("at first it says %q and %q", s.list.grid.Empty, s.board.asked.value.Text)
	}
	if s.introduces() || s.head.places.Hidden || s.head.title.Text != "ladder.ism is served" {
		t.Fatalf("the head says %q", s.head.title.Text)
	}
	for _, c := range []struct {
		at   *address
		want string
	}{{s.head.page, s.site.Page}, {s.head.smooth, s.site.Smooth}, {s.head.dash, s.site.DASH}} {
		test.Tap(c.at.object.Objects[2].(*kit.Button))
		test.Tap(c.at.object.Objects[3].(*kit.Button))
		if got := s.heard(); got != "copy "+c.want+"\nopen "+c.want {
			t.Errorf("heard %q", got)
		}
	}
	test.Tap(s.head.play)
	test.Tap(s.head.stop)
	if got := s.heard(); got != "open "+s.site.Page+"\nstop" {
		t.Errorf("heard %q", got)
	}
	s.site.DASH = ""
	s.run()
	if !s.head.dash.object.Hidden {
		t.Error("an address that is not there is shown")
	}
}

func TestAnotherAssetIsServedOnRequest(t *testing.T) {
	s := newStage(t)
	s.Show(State{Phase: Running, Asset: "b.ism", Address: "127.0.0.1:8", Others: 1})
	if s.head.title.Text != "b.ism is not served yet" || !s.head.places.Hidden || !strings.Contains(s.head.note.Text, "1 other asset") {
		t.Errorf("says %q, %q", s.head.title.Text, s.head.note.Text)
	}
	test.Tap(s.head.play)
	if got := s.heard(); got != "start true" {
		t.Errorf("heard %q", got)
	}
}

func TestRequestsAreRowsThatLeadToTheirChunks(t *testing.T) {
	s := newStage(t)
	s.run()
	s.Add(s.fragment(5))
	s.Add(refused(s.now, 404, "there is nothing"))
	s.Look()
	level := kiloBits(s.content.Streams[0].Levels[2].Bitrate)
	if got, want := s.cells(0), "12:00:00.000|video|1|2.000 s|"+strings.ReplaceAll(level, "\u2009", "")+"|fragment|QualityLevels(2)/Fragments(video=5)|200|1000|20 ms"; got != want {
		t.Errorf("row %q, want %q", got, want)
	}
	if got := s.cells(1); got != "12:00:00.000|something else|nothing|✕ 404|0|0.00 ms" {
		t.Errorf("row %q", got)
	}
	s.list.grid.OnSelect(0)
	s.list.grid.OnActivate(0)
	s.list.grid.OnSelect(1)
	if got, path := s.heard(), s.fragment(5).Path; got != "pick "+path+" false\npick "+path+" true" {
		t.Errorf("heard %q", got)
	}
	s.list.grid.Select(1)
	s.list.explain()
	if s.list.detail.object.Hidden || s.list.detail.text.Text != "✕ there is nothing" {
		t.Errorf("the detail says %q", s.list.detail.text.Text)
	}
	var menu *fyne.Menu
	s.OnMenu = func(m *fyne.Menu, _ fyne.Position) { menu = m }
	s.list.grid.OnMenu(0, fyne.Position{})
	for _, item := range menu.Items {
		if item.Action != nil {
			item.Action()
		}
	}
	path := s.fragment(5).Path
	if got, want := s.heard(), "pick "+path+" true\nplay "+path+"\ncopy http://127.0.0.1:8"+path+"\ncopy "; !strings.HasPrefix(got, want) {
		t.Errorf("the menu does %q, want %q", got, want)
	}
}

func TestFiguresCountEverything(t *testing.T) {
	s := newStage(t)
	s.run()
	for i := range 40 {
		s.Add(s.fragment(i))
		s.now = s.now.Add(50 * time.Millisecond)
	}
	s.Add(refused(s.now, 500, "the file is gone"))
	s.now = s.now.Add(step)
	s.Look()
	got := []string{s.board.now.value.Text, s.board.mean.value.Text, s.board.asked.value.Text, s.board.bytes.value.Text, s.board.errors.value.Text}
	if want := []string{"15.0 kB/s", "20.0 kB/s", "41", "40.0 kB", "✕ 1"}; !slices.Equal(got, want) {
		t.Errorf("figures %v, want %v", got, want)
	}
	if s.head.saying.Hidden || !strings.Contains(s.head.message.Text, "the file is gone") || s.head.reload.Hidden {
		t.Errorf("the head says %q", s.head.message.Text)
	}
	test.Tap(s.head.reload)
	test.Tap(s.list.wipe)
	if got := s.heard(); got != "reload" || s.list.Rows() != 0 || s.board.asked.value.Text != "0" || !s.head.saying.Hidden {
		t.Errorf("after clearing: %q, %d rows, %s requests, message %q", got, s.list.Rows(), s.board.asked.value.Text, s.head.message.Text)
	}
}

func TestPauseKeepsTheListStill(t *testing.T) {
	s := newStage(t)
	s.run()
	s.Add(s.fragment(0))
	s.Look()
	test.Tap(s.list.pause)
	s.Add(s.fragment(1))
	s.Add(s.fragment(2))
	s.Look()
	if s.list.Rows() != 1 || s.list.pause.Text() != "Go on · 2 new" || s.board.asked.value.Text != "3" {
		t.Errorf("%d rows, button %q, %s requests", s.list.Rows(), s.list.pause.Text(), s.board.asked.value.Text)
	}
	test.Tap(s.list.pause)
	if s.list.Rows() != 3 || s.list.pause.Text() != "Pause" {
		t.Errorf("%d rows, button %q", s.list.Rows(), s.list.pause.Text())
	}
}

func TestFilterAndErrorsOnly(t *testing.T) {
	s := newStage(t)
	s.run()
	for i := range 12 {
		s.Add(s.fragment(i))
	}
	s.Add(refused(s.now, 404, "not there"))
	s.Look()
	s.list.grid.Select(5)
	test.Type(s.list.filter, "video=5 FRAG")
	if s.list.Rows() != 1 || s.list.grid.Selected() != 0 || s.list.count.Text != "1 of 13 requests" {
		t.Errorf("%d rows, selected %d, %q", s.list.Rows(), s.list.grid.Selected(), s.list.count.Text)
	}
	s.Add(s.fragment(5))
	s.Add(s.fragment(6))
	s.Look()
	if s.list.Rows() != 2 {
		t.Errorf("%d rows after more came", s.list.Rows())
	}
	s.list.filter.TypedKey(&fyne.KeyEvent{Name: fyne.KeyEscape})
	test.Tap(s.list.errors)
	if s.list.Rows() != 1 || !strings.Contains(s.cells(0), "404") {
		t.Errorf("%d rows with errors, the first %q", s.list.Rows(), s.cells(0))
	}
	test.Tap(s.list.copy)
	if got := s.heard(); strings.Count(got, "\n") != 1 || !strings.Contains(got, "not there") {
		t.Errorf("copied %q", got)
	}
}

func TestMemoryIsBounded(t *testing.T) {
	s := newStage(t)
	s.run()
	s.list.errors.SetChecked(true)
	s.list.refilter()
	var wait sync.WaitGroup
	for range 8 {
		wait.Go(func() {
			for i := range 5_000 {
				s.Add(s.fragment(i))
				s.Add(refused(noon, 404, ""))
			}
		})
	}
	wait.Wait()
	s.Look()
	if n := len(s.list.tape.rows); n != Most || s.list.Rows() > Most || s.board.asked.value.Text != kit.Group(80_000) {
		t.Errorf("%d rows are kept, %d shown, of %s requests", n, s.list.Rows(), s.board.asked.value.Text)
	}
	last := s.list.tape.number(s.list.Rows() - 1)
	for i := range Most / 2 {
		s.Add(refused(noon, 400+i%2, ""))
	}
	s.Look()
	if len(s.list.tape.rows) != Most || s.list.tape.place(last) < 0 || s.list.tape.at(s.list.Rows()-1).Status != 401 {
		t.Errorf("%d rows, the former last one at %d, the last is %+v", len(s.list.tape.rows), s.list.tape.place(last), s.list.tape.at(s.list.Rows()-1))
	}
	for at := range s.list.Rows() {
		if r := s.list.tape.at(at); r == nil || !failed(r.Request) {
			t.Fatalf("row %d is %+v", at, r)
		}
	}
	s.list.errors.SetChecked(false)
	s.list.refilter()
	if s.list.Rows() != Most || s.list.count.Text != "the last "+kit.Group(Most)+" requests" {
		t.Errorf("%d rows, %q", s.list.Rows(), s.list.count.Text)
	}
}

func TestWhoseFaultAnAnswerIs(t *testing.T) {
	for _, c := range []struct {
		status         int
		err            string
		failed, broken bool
	}{
		{200, "", false, false}, {206, preview.HungUp, false, false}, {200, "v.ismv: ended early", false, true},
		{404, "no chunk starts at 7", true, false}, {500, "v.ismv: is another file now", true, true}, {304, "", false, false},
	} {
		r := refused(noon, c.status, c.err)
		if failed(r) != c.failed || broken(r) != c.broken {
			t.Errorf("%d %q is failed %v, broken %v", c.status, c.err, failed(r), broken(r))
		}
	}
}

func TestSlowAnswersAreSpreadOverTheirTime(t *testing.T) {
	var f flow
	f.add(noon, noon.Add(10*step-1), 10_000)
	f.add(noon.Add(-time.Hour), noon.Add(-time.Hour), 5_000) // long ago
	rates := f.rates(noon.Add(10 * step))
	for i, v := range rates {
		want := 0.0
		if i >= steps-10 {
			want = 2_000
		}
		if v != want {
			t.Errorf("step %d: %v bytes a second, want %v", i, v, want)
		}
	}
	if got := present(rates); got != 2_000 {
		t.Errorf("now %v", got)
	}
	if got := f.rates(noon.Add(time.Hour)); slices.Max(got) != 0 {
		t.Errorf("an hour later %v", slices.Max(got))
	}
	f.add(noon, noon.Add(time.Hour), 1<<40) // an answer that took an hour
	if got := f.rates(noon.Add(time.Hour)); got[0] < 1<<27 || got[steps-1] != got[0] {
		t.Errorf("a long answer is %v … %v", got[0], got[steps-1])
	}
}

func TestFilesOfThePageAreShownOnRequest(t *testing.T) {
	s := newStage(t)
	s.run()
	page := refused(s.now, 200, "")
	page.Kind, page.Bytes = preview.Page, 700_000
	s.Add(page)
	s.Add(s.fragment(1))
	page.Status, page.Bytes = 404, 0
	s.Add(page)
	s.Look()
	if s.list.Rows() != 2 || s.list.count.Text != "2 requests" || s.board.bytes.value.Text != "1.0 kB" {
		t.Errorf("%d rows, %q, %s", s.list.Rows(), s.list.count.Text, s.board.bytes.value.Text)
	}
	test.Tap(s.list.pages)
	if s.list.Rows() != 3 || s.list.count.Text != "3 requests" {
		t.Errorf("%d rows, %q", s.list.Rows(), s.list.count.Text)
	}
}
