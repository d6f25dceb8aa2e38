// Package checks is the screen that says whether an asset is right: the verdict
// in a sentence, what was found by cause, and all about the chosen finding. It
// draws the State that Show brings and answers with callbacks; checking is
// package inspect/check, and who runs it is the hall. Strip is the same list in
// short, for below the timeline. UI goroutine only.
package checks

import (
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"smoothscope/gui/kit"
	"smoothscope/inspect/check"
	"smoothscope/tasks/report"
)

// Phase is how far the check of an asset is.
type Phase int

// The phases of a check.
const (
	None     Phase = iota // nobody has asked yet
	Checking              // an earlier report may be shown meanwhile
	Done
	Failed // Err says why
)

// State is what the screen shows.
type State struct {
	Phase   Phase
	Profile check.Profile
	Report  *check.Report // the last one, nil before any
	Err     error
	Took    time.Duration
	Fresh   bool // the files have changed since they were opened: the report is about what is there now
}

// Room is the screen.
type Room struct {
	OnPick    func(f *check.Finding, p check.Place, open bool) // go there; open asks for its boxes
	OnPlay    func(p check.Place)
	CanPlay   func(p check.Place) bool
	OnCheck   func()
	OnProfile func(check.Profile)
	OnSave    func(f report.Format, r *check.Report)
	OnCopy    func(text string)
	OnMenu    func(*fyne.Menu, fyne.Position)
	OnSplit   func(name string, at float32)

	state  State
	head   *head
	filter *filter
	list   *list
	detail *detail
	strip  *strip
	split  *kit.Split
	root   *fyne.Container
	chosen string // key of the finding that the details tell about
}

// SplitDetail is the divider above the details.
const SplitDetail = "check-detail"

// mostDetail is the part of the height that the details have at most.
const mostDetail = 0.58

// FirstSizes are the sizes before a person moves a divider.
func FirstSizes() map[string]float32 { return map[string]float32{SplitDetail: 262} }

// New makes the screen; sizes are those of the dividers.
func New(sizes map[string]float32) *Room {
	r := &Room{
		OnPick: func(*check.Finding, check.Place, bool) {}, OnPlay: func(check.Place) {}, CanPlay: func(check.Place) bool { return false },
		OnCheck: func() {}, OnProfile: func(check.Profile) {}, OnSave: func(report.Format, *check.Report) {}, OnCopy: func(string) {},
		OnMenu: func(*fyne.Menu, fyne.Position) {}, OnSplit: func(string, float32) {},
	}
	r.head = newHead(r)
	r.filter, r.list, r.detail = newFilter(r), newList(r), newDetail(r)
	r.strip = newStrip(r)
	r.split = kit.NewVSplit(container.New(r.list, r.list.grid), r.detail.object, sizes[SplitDetail]).KeepTrail()
	r.split.OnMoved = func(at float32) { r.OnSplit(SplitDetail, at) }
	r.root = kit.Dock(kit.Rows(0, r.head.object, r.filter.object, kit.HLine()), nil, nil, nil, kit.AtMost(r.split, func(float32) float32 { return mostDetail }))
	r.Show(State{Profile: check.Smooth})
	return r
}

// Object is what the window shows.
func (r *Room) Object() fyne.CanvasObject { return r.root }

// Focusable is what takes the keys when the screen is opened: the rows, also
// before there are any.
func (r *Room) Focusable() fyne.Focusable { return r.list.grid }

// Show shows another state. The chosen finding stays chosen where it is found
// again.
func (r *Room) Show(s State) {
	fresh := r.state.Report != s.Report
	r.state = s
	if fresh {
		r.filter.offer(s.Report)
		r.list.show(r.filter.sift(s.Report))
		r.strip.list.show(everything(s.Report))
	}
	r.head.show(s)
	r.list.grid.Empty = r.emptyWords()
	r.strip.list.grid.Empty = r.emptyWords()
	r.strip.show(s)
	if fresh {
		r.mark(r.chosen)
	}
	r.root.Refresh()
}

// refilter lists what the filter lets through.
func (r *Room) refilter() {
	r.list.show(r.filter.sift(r.state.Report))
	r.list.grid.Empty = r.emptyWords()
	r.mark(r.chosen)
	r.root.Refresh()
}

// mark selects the finding of a key on both lists and tells about it; the first
// one where the key is not there any more.
func (r *Room) mark(key string) {
	if r.list.mark(key); r.list.selected() == nil && r.list.Rows() > 0 {
		r.list.grid.Select(0)
	}
	r.strip.list.mark(key)
	r.detail.tell(r.list.selected(), r.state.Report)
	r.sides()
}

// sides shows the details while there is a finding to tell about.
func (r *Room) sides() {
	if hidden := r.list.selected() == nil; hidden != r.detail.object.Hidden {
		r.detail.object.Hidden = hidden
		r.split.Refresh()
	}
}

// pick is a choice by hand on either list.
func (r *Room) pick(f *check.Finding, open bool) {
	if f == nil {
		return
	}
	r.chosen = keyOf(f)
	r.list.mark(r.chosen)
	r.strip.list.mark(r.chosen)
	r.detail.tell(f, r.state.Report)
	r.sides()
	r.list.reveal()
	r.OnPick(f, f.Place, open)
}

// Follow marks an error or warning about a byte of a file, without OnPick. A
// finding that is chosen and is about it stays. Notes are about nearly every file
// and would hide what is wrong.
func (r *Room) Follow(file string, offset int64) {
	if r.state.Report == nil || r.chosen != "" && about(r.list.selected(), file, offset) {
		return
	}
	if f := finding(r.state.Report, func(f *check.Finding) bool { return f.Severity != check.Info && about(f, file, offset) }); f != nil {
		r.chosen = keyOf(f)
		r.mark(r.chosen)
	}
}

// Find chooses the next finding of a rule after the chosen one, round and
// round, without OnPick. It is nil where the rule found nothing.
func (r *Room) Find(rule string) *check.Finding {
	if r.state.Report == nil {
		return nil
	}
	var all []*check.Finding
	at := -1
	for i := range r.state.Report.Findings {
		if f := &r.state.Report.Findings[i]; f.Rule == rule {
			if keyOf(f) == r.chosen {
				at = len(all)
			}
			all = append(all, f)
		}
	}
	if len(all) == 0 {
		return nil
	}
	f := all[(at+1)%len(all)]
	r.chosen = keyOf(f)
	if !r.list.has(f) {
		r.filter.clear()
	}
	r.mark(r.chosen)
	r.list.reveal()
	return f
}

// Chosen is the finding that the details tell about, nil without one.
func (r *Room) Chosen() *check.Finding { return r.list.selected() }

// Choose is a click on a row, or a double click: for tests.
func (r *Room) Choose(row int64, open bool) {
	r.list.grid.Select(row)
	r.pick(r.list.selected(), open)
}

// Shown are the rules of the rows in their order, and the verdict: for tests.
func (r *Room) Shown() (verdict string, rules []string) {
	for _, f := range r.list.rows {
		rules = append(rules, f.Rule)
	}
	return r.head.verdict.Text, rules
}
