package captions

import (
	"cmp"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"

	"smoothscope/gui/kit"
	"smoothscope/inspect/caption"
)

// stretchBar asks from which rate to which captions are to be stretched.
type stretchBar struct {
	room     *Room
	usual    *kit.Select
	from, to *lineEntry
	who      *kit.Select
	fault    *kit.Label
	object   *fyne.Container
}

// usualStretches are pairs of rates that films are moved between.
func usualStretches() [][2]caption.Rate {
	film, pal, cinema := caption.Film(), caption.PAL(), caption.Rate{Num: 24, Den: 1}
	return [][2]caption.Rate{{pal, film}, {film, pal}, {pal, cinema}, {cinema, pal}, {cinema, film}, {film, cinema}}
}

func stretchWord(p [2]caption.Rate) string {
	return lang.L("{{.From}} to {{.To}}", map[string]any{"From": rateWord(p[0]), "To": rateWord(p[1])})
}

func newStretchBar(r *Room) *stretchBar {
	b := &stretchBar{room: r, who: scopes(), fault: faultLabel()}
	var words []string
	for _, p := range usualStretches() {
		words = append(words, stretchWord(p))
	}
	b.usual = kit.NewSelect(append(words, lang.L("other rates")), nil)
	from, sizedFrom := r.field("25", 96, b.apply)
	to, sizedTo := r.field("23.976", 96, b.apply)
	b.from, b.to = from, to
	b.usual.OnChanged = func(string) { b.fill() }
	b.usual.SetSelectedIndex(0)
	for _, e := range []*lineEntry{from, to} {
		e.OnChanged = func(string) { b.recognise() }
	}
	apply := kit.NewButton(applyWord(), b.apply)
	b.object = r.line(b.fault, word(lang.L("Stretch")), sized(b.usual, 150), word(lang.L("from")), sizedFrom, word(lang.L("to")), sizedTo, sized(b.who, 160), apply)
	return b
}

func (r *Room) askStretch() {
	r.suggest(r.drawer.stretch.who)
	fault(r.drawer.stretch.fault, nil)
	r.drawer.pull(r.drawer.stretch.object, r.drawer.stretch.from)
}

// fill writes the rates of the chosen pair.
func (b *stretchBar) fill() {
	if i := b.usual.SelectedIndex(); i >= 0 && i < len(usualStretches()) {
		p := usualStretches()[i]
		b.from.SetText(rateWord(p[0]))
		b.to.SetText(rateWord(p[1]))
	}
}

// recognise chooses the pair that was typed.
func (b *stretchBar) recognise() {
	at := len(usualStretches())
	for i, p := range usualStretches() {
		if b.from.Text == rateWord(p[0]) && b.to.Text == rateWord(p[1]) {
			at = i
		}
	}
	changed := b.usual.OnChanged
	b.usual.OnChanged = nil
	b.usual.SetSelectedIndex(at)
	b.usual.OnChanged = changed
}

func (b *stretchBar) apply() {
	r := b.room
	from, err := parseRate(b.from.Text)
	to, err2 := parseRate(b.to.Text)
	which, who, none := r.chosen(b.who)
	err = cmp.Or(err, err2, none)
	if err == nil && r.editable() {
		var cues []caption.Cue
		if cues, err = caption.Stretch(r.doc.Cues, from, to, 0, which...); err == nil {
			err = r.retimed(lang.L("Stretch {{.Captions}} from {{.From}} to {{.To}}", map[string]any{"Captions": who, "From": rateWord(from), "To": rateWord(to)}), cues)
		}
	}
	fault(b.fault, err)
	b.object.Refresh()
}
