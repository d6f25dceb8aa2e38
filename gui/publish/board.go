package publish

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"sync"

	"fyne.io/fyne/v2/lang"

	"smoothscope/gui/kit"
	"smoothscope/tasks/publish"
)

// board is the list of items and how far each has come. Events come from the
// job's goroutines; everything else is for the UI goroutine.
type board struct {
	root  string
	items []publish.Item // those that are sent, then those that no file holds
	sent  int            // how many are sent
	rows  map[string]int // of the items' names
	last  []publish.ItemEvent

	mu    sync.Mutex
	fresh map[int]publish.ItemEvent // the newest event of each row, not yet taken
}

func newBoard(plan *publish.Plan) *board {
	b := &board{
		root: plan.Root, items: slices.Clone(plan.Items), sent: len(plan.Items),
		rows: make(map[string]int, len(plan.Items)), fresh: map[int]publish.ItemEvent{},
	}
	for i, item := range plan.Items {
		b.rows[item.Name] = i
	}
	b.last = make([]publish.ItemEvent, len(plan.Items), len(plan.Items)+len(plan.Missing))
	for _, m := range plan.Missing {
		b.items = append(b.items, publish.Item{Name: m.Name})
		b.last = append(b.last, publish.ItemEvent{State: publish.Failed, Err: errors.New(m.Error)})
	}
	return b
}

// missing reports whether no file holds the item of a row.
func (b *board) missing(row int64) bool { return row >= int64(b.sent) }

// tell takes an event, from any goroutine. Its index is that of the plan that
// is sent, which may be a part of the board.
func (b *board) tell(e publish.ItemEvent) {
	b.mu.Lock()
	defer b.mu.Unlock()
	if row, ok := b.rows[e.Name]; ok {
		b.fresh[row] = e
	}
}

// take makes the newest events the ones that are shown. It returns the row of
// the item that is being sent furthest down, -1 when nothing moved.
func (b *board) take() int64 {
	b.mu.Lock()
	defer b.mu.Unlock()
	moved := int64(-1)
	for row, e := range b.fresh {
		b.last[row] = e
		moved = max(moved, int64(row))
	}
	clear(b.fresh)
	return moved
}

// begin makes the items that are to be sent wait; the others stay as they are.
// It returns the bytes of those that are there already.
func (b *board) begin(items []publish.Item) int64 {
	b.mu.Lock()
	defer b.mu.Unlock()
	clear(b.fresh)
	for _, item := range items {
		if row, ok := b.rows[item.Name]; ok {
			b.last[row] = publish.ItemEvent{}
		}
	}
	return b.totals().there
}

// rest makes what was on its way when the work ended wait again.
func (b *board) rest() {
	for i, e := range b.last {
		if e.State < publish.Done {
			b.last[i] = publish.ItemEvent{}
		}
	}
}

// The columns of a row.
const (
	columnItem = iota
	columnType
	columnSize
	columnGap
	columnState
)

// Rows is the number of items.
func (b *board) Rows() int64 { return int64(len(b.items)) }

func (b *board) cell(row int64, col int) kit.Cell {
	if row < 0 || row >= int64(len(b.items)) {
		return kit.Cell{}
	}
	item := b.items[row]
	if b.missing(row) && (col == columnType || col == columnSize) {
		return kit.Cell{}
	}
	switch col {
	case columnItem:
		return kit.Cell{Text: below(b.root, item.Name), Mono: true}
	case columnType:
		return kit.Cell{Text: item.ContentType, Color: kit.Dim}
	case columnSize:
		return kit.Cell{Text: kit.Bytes(item.Size), Mono: true}
	case columnGap:
		return kit.Cell{}
	}
	text, token := b.state(row)
	return kit.Cell{Text: text, Color: token}
}

// state is a row's state in words and the colour that goes with them.
func (b *board) state(row int64) (string, kit.Token) {
	if b.missing(row) {
		return lang.L("missing: {{.Why}}", map[string]any{"Why": b.last[row].Err}), kit.Error
	}
	return state(b.items[row], b.last[row])
}

// below is a name without the folder that all items share.
func below(root, name string) string {
	if rest, ok := strings.CutPrefix(name, root+"/"); ok && root != "" {
		return rest
	}
	return name
}

// state is an item's state in words and the colour that goes with them.
func state(item publish.Item, e publish.ItemEvent) (string, kit.Token) {
	switch e.State {
	case publish.Checking:
		return lang.L("comparing"), kit.Accent
	case publish.Sending:
		return lang.L("sending {{.Percent}} %", map[string]any{"Percent": percent(e.Sent, e.Size)}), kit.Accent
	case publish.Retrying:
		return lang.L("retry {{.Attempt}} in {{.Seconds}} s: {{.Why}}", map[string]any{
			"Attempt": e.Attempt, "Seconds": fmt.Sprintf("%.1f", e.Delay.Seconds()), "Why": e.Err,
		}), kit.Warning
	case publish.Done:
		return lang.L("done"), kit.OK
	case publish.Equal:
		return lang.L("already there, equal"), kit.Dim
	case publish.Failed:
		return lang.L("failed: {{.Why}}", map[string]any{"Why": e.Err}), kit.Error
	}
	if item.Last {
		return lang.L("waiting, goes last"), kit.Dim
	}
	return lang.L("waiting"), kit.Dim
}

func percent(done, total int64) int64 {
	if total <= 0 {
		return 100
	}
	return min(100, done*100/total)
}

// reason is a row in full: the item, and its state with the whole reason.
func (b *board) reason(row int64) (name, text string, token kit.Token) {
	if row < 0 || row >= int64(len(b.items)) {
		return "", "", ""
	}
	text, token = b.state(row)
	return b.items[row].Name, text, token
}

// line is a row as text, for the clipboard.
func (b *board) line(row int64) string {
	if row < 0 || row >= int64(len(b.items)) {
		return ""
	}
	item := b.items[row]
	text, _ := b.state(row)
	return strings.Join([]string{item.Name, item.ContentType, fmt.Sprint(item.Size), text}, "\t")
}

// failed is the names of the items that did not get there, nor are missing.
func (b *board) failed() []string {
	var names []string
	for i, e := range b.last[:b.sent] {
		if e.State == publish.Failed {
			names = append(names, b.items[i].Name)
		}
	}
	return names
}

// filter is which rows are shown.
type filter int

const (
	everything filter = iota
	onlyFailed
	onlyWaiting // or on their way
)

func (f filter) shows(s publish.State) bool {
	switch f {
	case onlyFailed:
		return s == publish.Failed
	case onlyWaiting:
		return s < publish.Done
	}
	return true
}

// chosen is the rows that a filter shows.
func (b *board) chosen(f filter) []int64 {
	var rows []int64
	for i, e := range b.last {
		if f.shows(e.State) {
			rows = append(rows, int64(i))
		}
	}
	return rows
}

// totals is how far all items have come.
type totals struct {
	done, equal, failed, waiting int
	bytes                        int64 // of those that are done
	there                        int64 // bytes of those that are done or equal
}

func (b *board) totals() totals {
	var t totals
	for i, e := range b.last {
		size := b.items[i].Size
		switch e.State {
		case publish.Done:
			t.done++
			t.bytes += size
			t.there += size
		case publish.Equal:
			t.equal++
			t.there += size
		case publish.Failed:
			t.failed++
		default:
			t.waiting++
		}
	}
	return t
}
