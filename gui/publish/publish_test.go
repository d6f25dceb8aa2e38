package publish

import (
	"context"
	"errors"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"smoothscope/gui/async"
	"smoothscope/gui/kit"
	"smoothscope/inspect/asset"
	"smoothscope/tasks"
	"smoothscope/tasks/publish"
	"smoothscope/testdata"
)

// bench is a Desk whose UI goroutine is the test's own.
type bench struct {
	t        *testing.T
	run      *async.Runner
	ui       chan func()
	known    []Target
	kept     atomic.Pointer[map[string]string]
	keepErr  error
	folder   string
	opened   string
	question []string
	doubt    string // what Confirm asked
	sure     bool   // and its answer
}

// Rested is for Desk.
func (b *bench) Rested(done func()) { done() }

func newBench(t *testing.T) *bench {
	b := &bench{t: t, ui: make(chan func(), 1000)}
	b.run = async.New(func(f func()) { b.ui <- f })
	t.Cleanup(func() { b.run.Close(10 * time.Second) })
	return b
}

func (b *bench) until(what string, holds func() bool) {
	b.t.Helper()
	late := time.After(20 * time.Second)
	for !holds() {
		select {
		case f := <-b.ui:
			f()
		case <-late:
			b.t.Fatalf("waited for %s in vain", what)
		}
	}
}

func (b *bench) Do(work func(context.Context), done func()) context.CancelFunc {
	return b.run.Do(work, done)
}
func (b *bench) Start(title string, job tasks.Job, f async.Follow) *async.Task {
	return b.run.Start(title, job, f)
}
func (b *bench) Targets() []Target { return b.known }
func (b *bench) Remember(t Target) { b.known = append([]Target{t}, b.known...) }
func (b *bench) KeepSecrets(_ Target, s map[string]string) error {
	if b.keepErr == nil {
		b.kept.Store(&s)
	}
	return b.keepErr
}
func (b *bench) Secrets(Target, []string) (map[string]string, error) { return b.secrets(), b.keepErr }

// secrets are what is kept; they are written beside the test.
func (b *bench) secrets() map[string]string {
	if kept := b.kept.Load(); kept != nil {
		return *kept
	}
	return nil
}
func (b *bench) ForgetSecrets(Target, []string) error {
	b.kept.Store(nil)
	return b.keepErr
}
func (b *bench) KeyStore() error                                { return b.keepErr }
func (b *bench) OpenAddress(address string)                     { b.opened = address }
func (b *bench) AskFolder(_ string, done func(string))          { done(b.folder) }
func (b *bench) AskContainer(_ string, done func(string, bool)) { done("fresh", true) }
func (b *bench) Confirm(_, text, _ string, done func()) {
	b.doubt = text
	if b.sure {
		done()
	}
}
func (b *bench) Choose(_ fyne.CanvasObject, options []string, done func(string)) {
	b.question = options
	done(options[len(options)-1])
}

// shelf is a target in memory that can fail.
type shelf struct {
	mu      sync.Mutex
	items   map[string]int64
	refuse  string // names that hold it fail
	gone    bool   // the container is not there
	cors    bool
	created string
}

var errRefused = errors.New("refused by the test")

func (s *shelf) Put(_ context.Context, item publish.Item) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.refuse != "" && strings.Contains(item.Name, s.refuse) {
		return errRefused
	}
	s.items[item.Name] = item.Size
	return nil
}
func (s *shelf) List(context.Context, string) ([]publish.Object, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.gone {
		return nil, publish.ErrNoContainer
	}
	var list []publish.Object
	for name, size := range s.items {
		list = append(list, publish.Object{Name: name, Size: size})
	}
	return list, nil
}
func (s *shelf) IsPermanent(error) bool        { return true }
func (s *shelf) SetCORS(context.Context) error { s.cors = true; return nil }
func (s *shelf) ListContainers(context.Context) ([]string, error) {
	return []string{"films", "videos"}, nil
}
func (s *shelf) CreateContainer(_ context.Context, name string, _ bool) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.created, s.gone = name, false
	return nil
}
func (s *shelf) Container() string { return "" }
func (s *shelf) Probe(_ context.Context, name string) (string, string) {
	return "https://test/" + name, ""
}

func kinds(s *shelf) []publish.Kind {
	full := func(v string) error {
		if v == "" {
			return errors.New("fill this in")
		}
		return nil
	}
	open := func(context.Context, map[string]string) (publish.Target, error) { return s, nil }
	return []publish.Kind{
		{Name: "folder", Label: "Folder", Open: open, Fields: []publish.Field{{Name: "path", Label: "Folder", Check: full}}},
		{Name: "cloud", Label: "Cloud", Open: open, Fields: []publish.Field{
			{Name: "way", Label: "Sign in", Default: "key", Options: []string{"key", "none"}},
			{Name: "key", Label: "Key", Secret: true, Check: full, When: func(v map[string]string) bool { return v["way"] == "key" }},
			{Name: "container", Label: "Container", Check: full},
		}},
	}
}

func newRoom(t *testing.T) (*Room, *bench, *shelf) {
	t.Helper()
	test.NewTempApp(t)
	b, s := newBench(t), &shelf{items: map[string]int64{}}
	r := New(b, kinds(s))
	w := test.NewTempWindow(t, r.Object())
	w.Resize(fyne.NewSize(1200, 700))
	a, err := asset.Open(context.Background(), []string{testdata.Path(t, "ladder", "ladder.ism")}, asset.Options{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = a.Close() })
	r.Show(a)
	b.until("a plan", func() bool { return r.shown.plan != nil })
	return r, b, s
}

func publishNow(r *Room, b *bench) {
	test.Tap(r.form.submit)
	b.until("the end", func() bool { return r.shown.task != nil && !r.shown.running() && r.shown.report != nil })
}

func TestPublish(t *testing.T) {
	r, b, s := newRoom(t)
	if got := r.form.submit.Text(); !strings.HasPrefix(got, "Publish 17 items · ") {
		t.Errorf("button %q", got)
	}
	test.Tap(r.form.submit)
	if r.shown.task != nil || r.form.settings.Row("path").Error() == "" {
		t.Fatal("published without a folder, or did not say why not")
	}
	b.folder = "/out"
	test.Tap(r.form.browse)
	publishNow(r, b)
	if len(s.items) != 17 || r.shown.task.State != async.Done {
		t.Errorf("%d items, state %d, %v", len(s.items), r.shown.task.State, r.shown.task.Err)
	}
	for row := range r.list.Rows() {
		if got := r.list.Cell(row, 4); got.Text != "done" {
			t.Errorf("row %d says %q", row, got.Text)
		}
	}
	if len(b.known) != 1 || b.known[0].Label != "/out" {
		t.Errorf("remembered %+v", b.known)
	}
	copied := ""
	r.OnCopy = func(text string) { copied = text }
	test.Tap(r.list.links.address)
	if copied != "https://test/ladder.ism/Manifest" {
		t.Errorf("address %q", copied)
	}
}

func TestFailuresCanBeTriedAgain(t *testing.T) {
	r, b, s := newRoom(t)
	s.refuse = "video=20000000"
	r.form.settings.Set("path", "/out")
	publishNow(r, b)
	if r.shown.task.State != async.Failed || len(b.known) != 0 {
		t.Errorf("state %d, remembered %d", r.shown.task.State, len(b.known))
	}
	failed := r.shown.board.failed()
	if len(failed) != 4 { // one chunk of each of three levels, and the manifest
		t.Errorf("failed %v", failed)
	}
	found := false
	for row := range r.list.Rows() {
		cell := r.list.Cell(row, 4)
		found = found || strings.Contains(cell.Text, "refused by the test") && cell.Color == "error"
	}
	if !found {
		t.Error("no row tells the reason")
	}
	manifest := r.list.Rows() - 1
	r.list.grid.Select(manifest)
	r.list.explain()
	if got := r.list.detail.text.Text; r.list.detail.object.Hidden || !strings.HasPrefix(got, "failed: not sent, because 3 ") {
		t.Errorf("the manifest's row is told as %q", got)
	}
	r.list.filter.SetSelectedIndex(int(onlyFailed))
	if got := r.list.Cell(0, 4).Text; r.list.Rows() != 4 || !strings.Contains(got, "refused by the test") {
		t.Errorf("%d failed rows, the first %q", r.list.Rows(), got)
	}
	s.refuse = ""
	r.shown.report = nil
	test.Tap(r.list.links.retry)
	if n := len(r.shown.board.chosen(onlyWaiting)); n != 4 {
		t.Errorf("%d rows wait when four are tried again", n)
	}
	b.until("the end", func() bool { return !r.shown.running() && r.shown.report != nil })
	if r.shown.task.State != async.Done || len(s.items) != 17 || r.list.Rows() != 17 {
		t.Errorf("state %d, %d items, %d rows", r.shown.task.State, len(s.items), r.list.Rows())
	}
	if got := r.list.head.Detail(); !strings.HasPrefix(got, "17 sent, 0 already there, 0 failed · ") {
		t.Errorf("all in all: %q", got)
	}
}

// TestTryingAgainElsewhereSendsEverything changes the target after a failure.
func TestTryingAgainElsewhereSendsEverything(t *testing.T) {
	r, b, s := newRoom(t)
	s.refuse = "video=20000000"
	r.form.settings.Set("path", "/out")
	publishNow(r, b)
	s.refuse, s.items, r.shown.report = "", map[string]int64{}, nil
	r.form.settings.Set("path", "/elsewhere")
	test.Tap(r.list.links.retry)
	b.until("the end", func() bool { return !r.shown.running() && r.shown.report != nil })
	if len(s.items) != 17 {
		t.Errorf("%d items are elsewhere, want 17", len(s.items))
	}
}

func TestMissingContainerCanBeMade(t *testing.T) {
	r, b, s := newRoom(t)
	s.gone = true
	r.form.target.SetSelectedIndex(1)
	r.form.settings.Set("key", "s3cret")
	r.form.settings.Set("container", "films")
	publishNow(r, b)
	if r.shown.task.State != async.Failed || len(r.shown.board.failed()) != 17 {
		t.Fatalf("state %d, %d failed", r.shown.task.State, len(r.shown.board.failed()))
	}
	r.shown.report = nil
	test.Tap(r.list.links.create)
	b.until("the end", func() bool { return r.shown.report != nil && !r.shown.running() && s.created == "fresh" })
	if r.shown.task.State != async.Done || len(s.items) != 17 {
		t.Errorf("state %d, %d items", r.shown.task.State, len(s.items))
	}
}

func TestStoredSecretsCanBeForgotten(t *testing.T) {
	r, b, _ := newRoom(t)
	r.form.target.SetSelectedIndex(1)
	r.form.settings.Set("key", "s3cret")
	r.form.settings.Set("container", "films")
	r.form.keep.SetChecked(true)
	if !r.form.forget.Hidden {
		t.Error("a secret that is not stored can be forgotten")
	}
	publishNow(r, b)
	b.until("a kept secret", func() bool { return !r.form.forget.Hidden })
	if !b.known[0].Kept {
		t.Error("it is not known that the secret is kept")
	}
	test.Tap(r.form.forget)
	b.until("no secret", func() bool { return r.form.forget.Hidden })
	if len(b.secrets()) != 0 || b.known[0].Kept || r.form.values[1]["key"] != "" || r.form.keep.Checked() {
		t.Errorf("kept %v, known %+v, form %v", b.secrets(), b.known[0], r.form.values[1])
	}
}

func TestWithoutAKeyStoreNothingIsKept(t *testing.T) {
	r, b, _ := newRoom(t)
	b.keepErr = errors.New("no key store")
	r.form.target.SetSelectedIndex(1)
	test.Tap(r.form.keep)
	b.until("the reason", func() bool { return strings.Contains(r.form.note.Text, "no key store") })
	if r.form.keep.Checked() {
		t.Error("it still looks as if the secret were kept")
	}
}

func TestAnAddressCanBeOpened(t *testing.T) {
	r, b, _ := newRoom(t)
	r.form.settings.Set("path", "/out")
	publishNow(r, b)
	test.Tap(r.list.links.open)
	if b.opened != "https://test/ladder.ism/Manifest" {
		t.Errorf("opened %q", b.opened)
	}
}

func TestFieldsFollowTheSettings(t *testing.T) {
	r, b, s := newRoom(t)
	r.form.target.SetSelectedIndex(1)
	if r.form.settings.Row("key") == nil || r.form.keep.Hidden || r.form.containers.Hidden {
		t.Error("the fields of the other kind are not all there")
	}
	r.form.settings.Set("way", "none")
	if r.form.settings.Row("key") != nil || !r.form.keep.Hidden {
		t.Error("the key is asked for though it is not needed")
	}
	r.form.listContainers()
	b.until("containers", func() bool { return len(b.question) == 2 })
	if got := r.form.values[1]["container"]; got != "videos" {
		t.Errorf("container %q", got)
	}
	r.form.createContainer("", func() {})
	b.until("a container", func() bool { return r.form.values[1]["container"] == "fresh" })
	if s.created != "fresh" {
		t.Errorf("created %q", s.created)
	}
}

func TestSecretsAreKeptOnlyWhenWanted(t *testing.T) {
	r, b, s := newRoom(t)
	r.form.target.SetSelectedIndex(1)
	r.form.settings.Set("key", "s3cret")
	r.form.settings.Set("container", "films")
	r.form.cors.SetChecked(true)
	publishNow(r, b)
	if len(b.secrets()) != 0 || !s.cors {
		t.Errorf("kept %v, cors %v", b.secrets(), s.cors)
	}
	for _, v := range b.known[0].Settings {
		if v == "s3cret" {
			t.Error("a secret is among the remembered settings")
		}
	}
	r.form.keep.SetChecked(true)
	publishNow(r, b)
	b.until("a kept secret", func() bool { return !r.form.forget.Hidden })
	if b.secrets()["key"] != "s3cret" {
		t.Errorf("kept %v", b.secrets())
	}
	r.form.settings.Set("key", "")
	r.form.recall(0)
	b.until("the secret", func() bool { return r.form.values[1]["key"] == "s3cret" })
}

func TestCancel(t *testing.T) {
	r, b, _ := newRoom(t)
	r.form.settings.Set("path", "/out")
	test.Tap(r.form.submit)
	r.shown.task.Cancel()
	b.until("the end", func() bool { return !r.shown.running() })
	if s := r.shown.task.State; s != async.Cancelled && s != async.Done {
		t.Errorf("state %d", s)
	}
	if r.form.submit.Disabled() {
		t.Error("cannot be published again")
	}
}

func TestStatesInWords(t *testing.T) {
	for want, e := range map[string]publish.ItemEvent{
		"waiting":             {},
		"sending 50 %":        {State: publish.Sending, Sent: 5, Size: 10},
		"retry 2 in 1.6 s: x": {State: publish.Retrying, Attempt: 2, Delay: 1600 * time.Millisecond, Err: errors.New("x")},
		"done":                {State: publish.Done}, "already there, equal": {State: publish.Equal},
		"failed: x": {State: publish.Failed, Err: errors.New("x")},
	} {
		if got, _ := state(publish.Item{}, e); got != want {
			t.Errorf("%q, want %q", got, want)
		}
	}
}

func TestMissingChunksAreRows(t *testing.T) {
	b := newBoard(&publish.Plan{
		Root:    "a.ism",
		Items:   []publish.Item{{Name: "a.ism/c0", Size: 5}, {Name: "a.ism/Manifest", Size: 7, Last: true}},
		Missing: []publish.Failure{{Name: "a.ism/c1", Error: "no such fragment"}},
	})
	b.begin(b.items[:2])
	b.tell(publish.ItemEvent{Name: "a.ism/c0", State: publish.Done})
	b.take()
	if got := b.cell(2, columnState); got.Text != "missing: no such fragment" || got.Color != "error" {
		t.Errorf("the missing chunk's row says %+v", got)
	}
	if size := b.cell(2, columnSize).Text; size != "" {
		t.Errorf("it has the size %q", size)
	}
	if got, want := b.totals(), (totals{done: 1, failed: 1, waiting: 1, bytes: 5, there: 5}); got != want {
		t.Errorf("totals %+v, want %+v", got, want)
	}
	if got := b.failed(); len(got) != 0 {
		t.Errorf("%v would be tried again", got)
	}
}

// What has errors is published only when a person says so.
func TestErrorsAreAskedAbout(t *testing.T) {
	r, b, _ := newRoom(t)
	r.Judged = func(*asset.Asset) Verdict { return Verdict{Text: "Not ready.", Token: kit.Error, Bad: true} }
	r.Update()
	if r.form.verdict.Hidden || !strings.Contains(r.form.verdict.Text, "Not ready.") {
		t.Errorf("the form says %q", r.form.verdict.Text)
	}
	r.form.settings.Set("path", "/somewhere")
	test.Tap(r.form.submit)
	if !strings.Contains(b.doubt, "Not ready.") || r.shown.task != nil {
		t.Errorf("asks %q, and sends all the same: %v", b.doubt, r.shown.task != nil)
	}
	b.sure = true
	test.Tap(r.form.submit)
	if r.shown.task == nil {
		t.Error("does not publish though a person said so")
	}
	b.until("the end", func() bool { return !r.shown.running() })
}
