package manifests

import (
	"sort"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/lang"

	"smoothscope/gui/kit"
)

// mostHits bounds what is marked and counted.
const mostHits = 100_000

// finder finds words in the source, round and round.
type finder struct {
	source *source
	box    *findBox
	count  *kit.Label
	before *kit.Button
	next   *kit.Button
	hits   []kit.SourceSpan
	at     int // the hit that is shown, -1 before any
	object *fyne.Container
}

func newFinder(s *source) *finder {
	f := &finder{source: s, count: kit.NewSmall(""), at: -1}
	f.box = newFindBox()
	f.box.SetPlaceHolder(lang.L("Find in the source"))
	f.box.OnChanged = func(string) { f.look(true) }
	f.box.OnSubmitted = func(string) { f.step(backwards()) }
	f.box.onStep, f.box.onLeave = f.step, f.leave
	f.before = kit.NewQuiet("↑", func() { f.step(true) }).WithHeight(24)
	f.next = kit.NewQuiet("↓", func() { f.step(false) }).WithHeight(24)
	title := kit.NewSmall(lang.L("Source"))
	title.Whole = true
	f.count.Whole = true
	row := kit.Cols(kit.Tight, container.NewGridWrap(fyne.NewSize(230, kit.ControlHeight), f.box), f.before, f.next, f.count)
	bar := kit.Dock(nil, nil, kit.Pad(0, kit.Wide, 0, 10, kit.Cols(0, title)), nil, kit.Cols(0, row))
	f.object = kit.Rows(0, kit.NewPanel(kit.Panel, kit.Pad(3, 10, 3, 0, bar)), kit.HLine())
	f.enable()
	return f
}

// look finds the words anew; with jump it shows the first hit behind the
// cursor.
func (f *finder) look(jump bool) {
	f.hits, f.at = nil, -1
	if d := f.source.doc; d != nil && f.box.Text != "" {
		f.hits = hitsOf(d.text, f.box.Text)
	}
	if jump && len(f.hits) > 0 {
		from := f.source.text.CursorOffset()
		f.at = sort.Search(len(f.hits), func(i int) bool { return f.hits[i].From >= from }) % len(f.hits)
	}
	f.tell(jump)
}

// again finds the same words in another text, where the place stays.
func (f *finder) again() { f.look(false) }

// hitsOf are the places of words in a text, in any case of their letters.
func hitsOf(text, words string) []kit.SourceSpan {
	low, words := lower(text), lower(words)
	var hits []kit.SourceSpan
	for at := 0; len(hits) < mostHits; {
		i := strings.Index(low[at:], words)
		if i < 0 {
			break
		}
		hits = append(hits, kit.SourceSpan{From: int64(at + i), To: int64(at + i + len(words))})
		at += i + len(words)
	}
	return hits
}

// lower makes small letters of the ASCII ones, so that places stay.
func lower(s string) string {
	b := []byte(s)
	for i, c := range b {
		if c >= 'A' && c <= 'Z' {
			b[i] = c + 'a' - 'A'
		}
	}
	return string(b)
}

// step goes to the next hit, or the one before.
func (f *finder) step(back bool) {
	n := len(f.hits)
	if n == 0 {
		return
	}
	switch {
	case f.at < 0:
		from := f.source.text.CursorOffset()
		f.at = sort.Search(n, func(i int) bool { return f.hits[i].From >= from }) % n
		if back {
			f.at = (f.at + n - 1) % n
		}
	case back:
		f.at = (f.at + n - 1) % n
	default:
		f.at = (f.at + 1) % n
	}
	f.tell(true)
}

// tell shows the hits and how many they are.
func (f *finder) tell(reveal bool) {
	f.source.text.SetHits(f.hits, f.at)
	switch n := len(f.hits); {
	case f.box.Text == "":
		f.count.SetText("")
	case n == 0:
		f.count.SetText(lang.L("not found"))
	case f.at < 0:
		f.count.SetText(several(n, lang.L("1 hit"), lang.L("{{.Count}} hits", count(n))))
	default:
		f.count.SetText(lang.L("{{.At}} of {{.Count}}", map[string]any{"At": kit.Group(int64(f.at + 1)), "Count": kit.Group(int64(n))}))
	}
	if reveal && f.at >= 0 {
		f.source.text.Reveal(f.hits[f.at])
		f.source.pick(f.hits[f.at].From)
	}
	f.enable()
	f.object.Refresh()
}

func (f *finder) enable() {
	able(f.before, len(f.hits) > 0)
	able(f.next, len(f.hits) > 0)
}

// leave goes back to the source, where what was found stays marked.
func (f *finder) leave() {
	if c := fyne.CurrentApp().Driver().CanvasForObject(f.box); c != nil {
		c.Focus(f.source.text)
	}
}

// Find takes the focus to the field that finds in the source; it is what
// Ctrl+F means on this screen.
func (r *Room) Find() {
	if r.shown == nil {
		return
	}
	if c := fyne.CurrentApp().Driver().CanvasForObject(r.source.finder.box); c != nil {
		c.Focus(r.source.finder.box)
		r.source.finder.box.TypedShortcut(&fyne.ShortcutSelectAll{})
	}
}

// FindNext goes to the next hit, or the one before: F3.
func (r *Room) FindNext(back bool) {
	if r.source.finder.box.Text == "" {
		r.Find()
		return
	}
	r.source.finder.step(back)
}

// findBox is the field of the words.
type findBox struct {
	kit.Entry
	onStep  func(back bool)
	onLeave func()
}

func newFindBox() *findBox {
	b := &findBox{}
	b.ExtendBaseWidget(b)
	return b
}

// TypedKey walks over the hits and lets go.
func (b *findBox) TypedKey(ev *fyne.KeyEvent) {
	switch ev.Name {
	case fyne.KeyF3:
		b.onStep(backwards())
	case fyne.KeyDown:
		b.onStep(false)
	case fyne.KeyUp:
		b.onStep(true)
	case fyne.KeyEscape:
		b.onLeave()
	default:
		b.Entry.TypedKey(ev)
	}
}

func able(o fyne.Disableable, on bool) {
	switch {
	case on && o.Disabled():
		o.Enable()
	case !on && !o.Disabled():
		o.Disable()
	}
}
