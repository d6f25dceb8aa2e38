// Package publish is the screen that publishes an asset: a form drawn from
// what the kind of target asks for, a row per item with its state, and what
// came of it. Planning and sending is package tasks/publish; what runs beside
// the UI goroutine, and what is remembered, is the Desk's. UI goroutine only.
package publish

import (
	"context"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/lang"

	"smoothscope/gui/async"
	"smoothscope/gui/kit"
	"smoothscope/inspect/asset"
	"smoothscope/tasks"
	"smoothscope/tasks/publish"
)

// Desk is what the screen needs from around it.
type Desk interface {
	// Do runs work beside the UI goroutine and then done on it.
	Do(work func(context.Context), done func()) context.CancelFunc
	// Start runs a job that shows in the tasks drawer.
	Start(title string, job tasks.Job, follow async.Follow) *async.Task
	// Rested calls done when what is shown is all that was edited, unless another
	// asset is shown by then. Show may be called before.
	Rested(done func())
	// Targets are those that were published to, newest first.
	Targets() []Target
	// Remember keeps a target for the next time.
	Remember(Target)
	// KeepSecrets stores secrets in the system's key store, Secrets gets them
	// back, ForgetSecrets removes them, and KeyStore says why there is no such
	// store. They wait: not for the UI goroutine.
	KeepSecrets(Target, map[string]string) error
	Secrets(t Target, names []string) (map[string]string, error)
	ForgetSecrets(t Target, names []string) error
	KeyStore() error
	// OpenAddress shows an address outside of the window.
	OpenAddress(address string)
	// AskFolder lets a person choose a folder.
	AskFolder(title string, done func(path string))
	// AskContainer lets a person make a new container; name is a proposal.
	AskContainer(name string, done func(name string, public bool))
	// Confirm asks whether to go on all the same; ok names that.
	Confirm(title, text, ok string, done func())
	// Choose lets a person choose one of several.
	Choose(below fyne.CanvasObject, options []string, done func(string))
}

// Verdict is what a check says of an asset; the zero Verdict is that nothing is
// known.
type Verdict struct {
	Text  string // a sentence
	Token kit.Token
	Bad   bool // there are errors
}

// Target is where to publish to, without its secrets.
type Target struct {
	Kind     string
	Label    string
	Settings map[string]string
	Kept     bool // its secrets are in the key store
}

// Room is the screen.
type Room struct {
	OnCopy func(text string)
	AtOnce int // items that are sent at once, 0 for what suits the target
	Judged func(*asset.Asset) Verdict

	desk  Desk
	views map[*asset.Asset]*view
	shown *view // nil without an asset
	ready *view // is to be published as soon as its items are known
	form  *form
	list  *list
	root  fyne.CanvasObject
}

// view is what the screen keeps for one asset.
type view struct {
	content *asset.Asset
	plan    *publish.Plan
	planErr error
	prefix  string // of the plan
	cancel  context.CancelFunc
	board   *board
	task    *async.Task // the last one
	report  *publish.Report
	where   string  // label of the target of the last one
	began   int64   // bytes that were there when the last one began
	seconds float64 // that all goes took together
}

// New makes the screen for these kinds of target; the first is the default.
func New(desk Desk, kinds []publish.Kind) *Room {
	r := &Room{OnCopy: func(string) {}, Judged: func(*asset.Asset) Verdict { return Verdict{} }, desk: desk, views: map[*asset.Asset]*view{}}
	r.form = newForm(r, kinds)
	r.list = newList(r)
	r.root = kit.NewHSplit(container.NewStack(r.form.object), r.list.object, 300)
	return r
}

// Object is what the window shows.
func (r *Room) Object() fyne.CanvasObject { return r.root }

// Focusable is what takes the keys when the screen is opened.
func (r *Room) Focusable() fyne.Focusable { return r.form.first() }

// Show shows an asset; nil shows none.
func (r *Room) Show(content *asset.Asset) {
	if content == nil {
		r.shown = nil
		r.refresh()
		return
	}
	v := r.views[content]
	if v == nil {
		v = &view{content: content, cancel: func() {}, board: newBoard(&publish.Plan{})}
		r.views[content] = v
	}
	if r.shown != v {
		r.shown = v
		r.list.show(everything)
	}
	r.plan()
	r.refresh()
}

// Forget drops what was kept for an asset that is closed.
func (r *Room) Forget(content *asset.Asset) {
	if v := r.views[content]; v != nil {
		v.cancel()
		if v.task != nil {
			v.task.Cancel()
		}
	}
	delete(r.views, content)
	if r.shown != nil && r.shown.content == content {
		r.shown = nil
	}
}

// Retire drops what was kept for a content that another one has taken the place
// of. What is being published goes on to its end.
func (r *Room) Retire(content *asset.Asset) {
	if v := r.views[content]; v != nil && v.running() {
		if r.shown == v {
			r.shown = nil
		}
		delete(r.views, content)
		return
	}
	r.Forget(content)
}

// plan lists the items, anew when the folder they go to has changed.
func (r *Room) plan() {
	v, prefix := r.shown, r.form.prefix.Text
	if v == nil || v.running() || (v.plan != nil && v.prefix == prefix) {
		return
	}
	v.cancel()
	v.prefix, v.plan, v.planErr = prefix, nil, nil
	var plan *publish.Plan
	var err error
	v.cancel = r.desk.Do(func(ctx context.Context) {
		plan, err = publish.NewPlan(ctx, v.content, publish.PlanOptions{Prefix: prefix})
	}, func() {
		v.plan, v.planErr, v.report = plan, err, nil
		if plan != nil {
			v.board = newBoard(plan)
		}
		if r.shown == v {
			r.list.show(everything)
		}
		r.refresh()
		if r.ready == v && r.shown == v {
			r.form.publishSeen()
		}
	})
}

func (v *view) running() bool { return v.task != nil && v.task.State == async.Running }

// Update shows what is known of the asset now.
func (r *Room) Update() { r.form.refresh() }

func (r *Room) refresh() {
	r.form.refresh()
	r.list.refresh()
}

// counts is "41 items · 446 kB".
func counts(items int, bytes int64) string {
	return lang.L("{{.Count}} items · {{.Size}}", map[string]any{"Count": kit.Group(int64(items)), "Size": kit.Bytes(bytes)})
}
