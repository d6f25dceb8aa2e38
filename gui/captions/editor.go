package captions

import (
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/lang"

	"smoothscope/gui/kit"
	"smoothscope/inspect/caption"
)

// words is the current caption below the table: its words in lines, its times,
// and how well it can be read.
type words struct {
	room    *Room
	text    *textEntry
	start   *timeField
	end     *timeField
	length  *timeField
	pace    *kit.Label
	lines   *kit.Label
	advice  *kit.Label
	buttons []*kit.Button
	object  *fyne.Container

	cue    int    // that is shown, -1 without one
	begun  string // what the entry began with
	typed  time.Time
	amends int // the caption whose words were the last edit, -1 without one
	stop   func()
}

// Pauses in typing.
const (
	pause     = 1200 * time.Millisecond // after which what was typed is committed
	pauseLook = 300 * time.Millisecond  // how often is looked for one
)

func newWords(r *Room) *words {
	w := &words{room: r, cue: -1, amends: -1, pace: kit.NewSmall(""), lines: kit.NewSmall(""), advice: kit.NewSmall("")}
	w.text = newTextEntry(w)
	w.start, w.end, w.length = newTimeField(w, colStart), newTimeField(w, colEnd), newTimeField(w, colLength)
	for _, l := range []*kit.Label{w.pace, w.lines, w.advice} {
		l.Whole = false
	}
	times := container.New(&timesLayout{}, w.start.object, w.end.object, w.length.object)
	left := kit.Pad(kit.Space, kit.Space, kit.Tight, kit.Wide, container.NewGridWrap(fyne.NewSize(timesWide, 148), kit.Rows(0, times, kit.Pad(kit.Tight, 0, 0, 0, w.pace), w.lines)))
	right := kit.Pad(kit.Space, kit.Space, kit.Tight, kit.Space, kit.Dock(nil, w.advice, nil, w.styles(), w.text))
	w.object = kit.NewPanel(kit.Panel, kit.Dock(nil, nil, left, nil, right))
	return w
}

// follow shows the caption that is current now; what was typed of another one
// is committed.
func (w *words) follow() {
	i := w.room.table.current()
	if i != w.cue {
		w.commit()
		w.amends = -1
		i = w.room.table.current()
		w.cue = i
		w.load()
	} else {
		w.reload()
	}
	w.show()
}

// forget drops what is typed: another track comes.
func (w *words) forget() {
	w.rest()
	w.cue, w.amends = -1, -1
	w.load()
}

// shown is the current caption as it is committed.
func (w *words) shown() (caption.Cue, bool) {
	cues := w.room.cues()
	if w.cue < 0 || w.cue >= len(cues) {
		return caption.Cue{}, false
	}
	return cues[w.cue], true
}

// load puts the words of the caption into the entry.
func (w *words) load() {
	c, _ := w.shown()
	w.begun = c.Marked()
	w.text.quietly(func() { w.text.SetText(w.begun) })
	w.text.toEnd()
}

// reload does so where they are not what the entry began with: by an edit
// elsewhere, or undone.
func (w *words) reload() {
	c, _ := w.shown()
	if now := c.Marked(); now != w.begun {
		w.rest()
		w.begun = now
		if w.text.Text != now {
			w.text.quietly(func() { w.text.SetText(now) })
		}
	}
}

// draft is the caption as it is being typed.
func (w *words) draft() caption.Cue {
	c, ok := w.shown()
	if ok && w.text.Text != w.begun {
		return c.Unmarked(w.text.Text)
	}
	return c
}

// typing is called for each change of the entry by hand.
func (w *words) typing() {
	w.typed = w.room.Now()
	if w.stop == nil {
		w.stop = w.room.run.Every(pauseLook, func() {
			if w.room.Now().Sub(w.typed) >= pause {
				w.commit()
			}
		})
	}
	w.tell()
}

// rest ends the wait for a pause.
func (w *words) rest() {
	if w.stop != nil {
		w.stop()
		w.stop = nil
	}
}

// commit makes an edit of what was typed. What is typed on in the same caption
// belongs to the same edit.
func (w *words) commit() {
	w.rest()
	c, ok := w.shown()
	if !ok || w.text.Text == w.begun || !w.room.editable() {
		return
	}
	if c.Marked() != w.begun { // it has become another one meanwhile
		w.load()
		return
	}
	i, again := w.cue, w.amends == w.cue
	c = c.Unmarked(w.text.Text)
	w.begun = w.text.Text
	cues := caption.Set(w.room.doc.Cues, i, c)
	what := lang.L("Text of caption {{.Number}}", number(i))
	if again {
		w.room.amend(what, cues)
	} else {
		_ = w.room.change(what, cues) // the text alone has changed
	}
	w.amends = i
}

// cursor is the character of the caption's words that the cursor stands before,
// 0 where the entry has not been used.
func (w *words) cursor() int {
	c, ok := w.shown()
	if !ok {
		return 0
	}
	marked := []rune(w.text.Text)
	at := min(w.text.CursorTextOffset(), len(marked))
	return len([]rune(c.Unmarked(string(marked[:at])).Text()))
}

// focus gives the keys to the entry.
func (w *words) focus() { w.room.focus(w.text) }

// show shows the caption's times and how well it can be read.
func (w *words) show() {
	c, ok := w.shown()
	on := ok && w.room.editable()
	for _, f := range []*timeField{w.start, w.end, w.length} {
		f.show(c, ok, on)
	}
	for _, b := range w.buttons {
		able(b, on)
	}
	if on == w.text.Disabled() {
		if on {
			w.text.Enable()
		} else {
			w.text.Disable()
		}
	}
	w.tell()
}
