package publish

import (
	"fmt"
	"path"
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
	items []publish.Item
	last  []publish.ItemEvent

	mu    sync.Mutex
	fresh map[int]publish.ItemEvent // the newest event of each item, not yet taken
}

func newBoard(root string, items []publish.Item) *board {
	b := &board{root: root, items: items, last: make([]publish.ItemEvent, len(items)), fresh: map[int]publish.ItemEvent{}}
	return b
}

// tell takes an event, from any goroutine.
func (b *board) tell(e publish.ItemEvent) {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.fresh[e.Index] = e
}

// take makes the newest events the ones that are shown. It returns the row of
// the item that is being sent furthest down, -1 when nothing moved.
func (b *board) take() int64 {
	b.mu.Lock()
	defer b.mu.Unlock()
	moved := int64(-1)
	for i, e := range b.fresh {
		if i >= 0 && i < len(b.last) {
			b.last[i] = e
			moved = max(moved, int64(i))
		}
	}
	clear(b.fresh)
	return moved
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
	text, token := state(item, b.last[row])
	return kit.Cell{Text: text, Color: token}
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

// failed is the names of the items that did not get there.
func (b *board) failed() []string {
	var names []string
	for i, e := range b.last {
		if e.State == publish.Failed {
			names = append(names, b.items[i].Name)
		}
	}
	return names
}

// line is a row as text, for the clipboard.
func (b *board) line(row int64) string {
	if row < 0 || row >= int64(len(b.items)) {
		return ""
	}
	item := b.items[row]
	text, _ := state(item, b.last[row])
	return strings.Join([]string{path.Clean(item.Name), item.ContentType, fmt.Sprint(item.Size), text}, "\t")
}

// reset makes every item wait again.
func (b *board) reset() {
	b.mu.Lock()
	defer b.mu.Unlock()
	clear(b.fresh)
	clear(b.last)
}

// finished is how many items need nothing more.
func (b *board) finished() int {
	n := 0
	for _, e := range b.last {
		if e.State == publish.Done || e.State == publish.Equal {
			n++
		}
	}
	return n
}
