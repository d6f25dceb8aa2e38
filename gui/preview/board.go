package preview

import (
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"

	"smoothscope/gui/kit"
)

// board is the figures and the curve.
type board struct {
	curve  *kit.Curve
	now    *figure
	mean   *figure
	asked  *figure
	bytes  *figure
	errors *figure
	row    *fyne.Container
	object *fyne.Container

	rates []float64
	sums  sums
	drawn bool
}

// figure is a number with its word.
type figure struct {
	value, word *kit.Label
	object      *fyne.Container
}

func newFigure(word string) *figure {
	f := &figure{value: kit.NewLabel("", kit.Text), word: kit.NewSmall(word)}
	f.value.Mono = true
	f.object = kit.Cols(kit.Tight+2, f.value, f.word)
	return f
}

// set reports whether the figure is another one now.
func (f *figure) set(text string, token kit.Token) bool {
	if f.value.Text == text && f.value.Token == token {
		return false
	}
	f.value.Text, f.value.Token = text, token
	f.value.Refresh()
	return true
}

func newBoard() *board {
	b := &board{
		curve: kit.NewCurve(), now: newFigure(lang.L("now")), mean: newFigure(lang.L("on average")),
		asked: newFigure(lang.L("requests")), bytes: newFigure(lang.L("sent")), errors: newFigure(lang.L("errors")),
	}
	b.curve.Format = rate
	b.curve.From, b.curve.To = lang.L("a minute ago"), lang.L("now")
	b.row = kit.Cols(kit.Wide+kit.Space, b.now.object, b.mean.object, b.asked.object, b.bytes.object, b.errors.object)
	b.object = kit.Pad(kit.Space, kit.Wide, kit.Tight, kit.Wide, kit.Dock(kit.Pad(0, 0, kit.Tight, 0, b.row), nil, nil, nil, b.curve))
	return b
}

// show draws figures and rates where they are other than before.
func (b *board) show(s sums, rates []float64, now time.Time) {
	if b.drawn && s == b.sums && same(rates, b.rates) {
		return
	}
	b.curve.Moment = func(i int) string {
		begin := now.Truncate(step).Add(-time.Duration(len(rates)-i) * step)
		return begin.Format("15:04:05")
	}
	b.sums, b.rates, b.drawn = s, rates, true
	b.curve.Set(rates)
	moved := b.now.set(rate(present(rates)), kit.Text)
	moved = b.mean.set(rate(s.average()), kit.Text) || moved
	moved = b.asked.set(kit.Group(s.requests), kit.Text) || moved
	moved = b.bytes.set(kit.Bytes(s.bytes), kit.Text) || moved
	token, mark := kit.Text, ""
	if s.errors > 0 {
		token, mark = kit.Error, "✕ "
	}
	if b.errors.set(mark+kit.Group(s.errors), token) || moved {
		b.row.Refresh()
	}
}

func same(a, b []float64) bool {
	if len(a) != len(b) {
		return false
	}
	for i := range a {
		if a[i] != b[i] {
			return false
		}
	}
	return true
}
