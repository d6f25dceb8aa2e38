package captions

import (
	"strconv"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"

	"smoothscope/gui/kit"
	"smoothscope/inspect/caption"
)

// strip is the line below the table: how many captions, how many warnings, and
// what the last command had to say.
type strip struct {
	room   *Room
	count  *kit.Label
	said   *kit.Label
	only   *kit.Check
	prev   *kit.Button
	next   *kit.Button
	object fyne.CanvasObject
}

func newStrip(r *Room) *strip {
	s := &strip{room: r, count: kit.NewSmall(""), said: kit.NewSmall("")}
	s.said.Whole, s.said.Align = false, fyne.TextAlignTrailing
	s.only = kit.NewCheck(lang.L("Only warnings"), func(on bool) { r.table.sift(on); s.show() })
	s.prev = kit.NewQuiet("", func() { r.goWarning(-1) }).WithHeight(22).WithIcon("‹")
	s.next = kit.NewQuiet("", func() { r.goWarning(1) }).WithHeight(22).WithIcon("›")
	right := kit.Cols(kit.Tight, s.only, s.prev, s.next)
	s.object = kit.Rows(0, kit.HLine(), kit.Pad(1, kit.Space, 1, kit.Wide-6, kit.Dock(nil, nil, s.count, right, kit.Pad(0, kit.Wide, 0, kit.Wide, s.said))))
	return s
}

// say tells what came of a command, in the colour of an error where it starts
// with its mark.
func (s *strip) say(text string) {
	token := kit.Dim
	if strings.HasPrefix(text, "✕") {
		token = kit.Error
	}
	if text == "" {
		text = limitsWord(s.room.limits)
	}
	put(s.said, token, text)
}

// limitsWord is what captions are warned of.
func limitsWord(l caption.Limits) string {
	return lang.L("limits: {{.Speed}} characters/s, {{.Length}} in a line, {{.Lines}}, {{.Least}} s at least", map[string]any{
		"Speed": l.Speed, "Length": l.LineLength, "Lines": linesWord(l.Lines), "Least": strconv.FormatFloat(l.Shortest.Seconds(), 'f', 2, 64),
	})
}

// fail tells why a command did nothing.
func (s *strip) fail(err error) { s.say("✕ " + err.Error()) }

// show counts.
func (s *strip) show() {
	r := s.room
	text := ""
	if r.doc != nil {
		text = captionsWord(len(r.doc.Cues))
		if n := len(r.table.grid.SelectedRows()); n > 1 {
			text += " · " + lang.L("{{.Count}} selected", count(n))
		}
		switch n := len(r.judge.of); {
		case n == 1:
			text += " · ▲ " + lang.L("1 with warnings")
		case n > 1:
			text += " · ▲ " + lang.L("{{.Count}} with warnings", count(n))
		case len(r.doc.Cues) > 0:
			text += " · " + lang.L("no warnings")
		}
	}
	for _, b := range []*kit.Button{s.prev, s.next} {
		able(b, len(r.judge.of) > 0)
	}
	if put(s.count, kit.Dim, text) {
		s.object.Refresh() // it asks for another width
	}
}

// put shows a text in a colour. It tells whether that is another one than before.
func put(l *kit.Label, token kit.Token, text string) bool {
	if l.Text == text && l.Token == token {
		return false
	}
	l.Text, l.Token = text, token
	l.Refresh()
	return true
}

// visible shows an object or hides it. It tells whether that is a change.
func visible(o fyne.CanvasObject, on bool) bool {
	switch {
	case on == o.Visible():
		return false
	case on:
		o.Show()
	default:
		o.Hide()
	}
	return true
}

func able(b *kit.Button, on bool) {
	switch {
	case on && b.Disabled():
		b.Enable()
	case !on && !b.Disabled():
		b.Disable()
	}
}

// goWarning selects the next caption with a warning, or the one before.
func (r *Room) goWarning(by int) {
	from := r.table.current()
	if from < 0 && by > 0 {
		from = -1
	}
	at := r.judge.next(from, by)
	if at < 0 {
		r.strip.say(lang.L("No caption has a warning"))
		return
	}
	r.words.commit()
	r.table.choose([]int{at})
	if list := r.judge.of[at]; len(list) > 0 {
		r.strip.say("▲ " + r.warningWord(list[0], r.doc.Cues[at]))
	}
}
