package checks

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/lang"
	"fyne.io/fyne/v2/widget"

	"smoothscope/gui/kit"
	"smoothscope/inspect/check"
	"smoothscope/tasks/report"
)

// detail is all about one finding: words at the left, figures at the right.
type detail struct {
	room    *Room
	found   *check.Finding
	title   *kit.Label
	rule    *kit.Label
	play    *kit.Button
	boxes   *kit.Button
	message *widget.Label
	long    *widget.Label // figures that are too long for a row
	hint    *widget.Label
	help    *widget.Label
	advice  *advice
	facts   *facts
	scroll  *container.Scroll
	object  *fyne.Container
}

func newDetail(r *Room) *detail {
	d := &detail{room: r, title: kit.NewLabel("", kit.Text), rule: kit.NewSmall(""), message: prose(), long: prose(), hint: prose(), help: prose()}
	d.title.Mono = true
	d.message.TextStyle.Bold = true
	d.rule.Whole = false
	d.boxes = kit.NewLink(lang.L("Show the bytes"), func() { r.OnPick(d.found, d.found.Place, true) })
	d.play = kit.NewLink(lang.L("Play from here"), func() { r.OnPlay(d.found.Place) })
	copied := kit.NewLink(lang.L("Copy"), func() { r.OnCopy(report.FindingText(r.state.Report, d.found)) })
	top := kit.Pad(6, kit.Wide, 2, kit.Wide, kit.Dock(nil, nil, kit.Pad(0, 10, 0, 0, d.title), kit.Cols(kit.Space, d.boxes, d.play, copied), d.rule))
	d.advice = newAdvice(func(text string) { r.OnCopy(text) })
	d.facts = newFacts(r)
	text := kit.Rows(-6, d.message, d.long, d.hint, d.help, d.advice.object)
	d.scroll = container.NewVScroll(kit.Pad(0, kit.Space, kit.Space, kit.Space, text))
	body := container.New(&beside{}, d.scroll, kit.VLine(), d.facts.grid)
	d.object = kit.NewPanel(kit.Panel, kit.Dock(top, nil, nil, nil, body))
	d.object.Hide()
	return d
}

func prose() *widget.Label {
	l := widget.NewLabel("")
	l.Wrapping, l.Selectable = fyne.TextWrapWord, true
	return l
}

// beside gives the figures a third of the width within limits.
type beside struct{}

const leastFacts, mostFacts = 300, 460

// Layout is for Fyne.
func (beside) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	wide := min(mostFacts, max(leastFacts, float32(int(size.Width*0.36))))
	words := max(0, size.Width-wide-1)
	objects[0].Resize(fyne.NewSize(words, size.Height))
	objects[1].Move(fyne.NewPos(words, 0))
	objects[1].Resize(fyne.NewSize(1, size.Height))
	objects[2].Move(fyne.NewPos(words+1, 0))
	objects[2].Resize(fyne.NewSize(wide, size.Height))
}

// MinSize is for Fyne.
func (beside) MinSize([]fyne.CanvasObject) fyne.Size { return fyne.NewSize(leastFacts+160, 80) }

// tell tells about a finding, nothing without one.
func (d *detail) tell(f *check.Finding, r *check.Report) {
	if f == nil || r == nil {
		d.found = nil
		return
	}
	if f != d.found {
		d.scroll.Offset = fyne.NewPos(0, 0)
	}
	d.found = f
	d.title.Text, d.title.Token = f.Rule, Token(f.Severity)
	d.rule.Text = severityWord(f.Severity)
	say(d.message, report.Sentence(f.Message)+".")
	say(d.long, longOnes(f))
	say(d.hint, f.Hint)
	say(d.help, helpOf(f, d.rule))
	d.boxes.Hidden = f.File == ""
	d.play.Hidden = !d.room.CanPlay(f.Place)
	d.advice.tell(adviceFor(f, r))
	d.facts.tell(f, r)
	d.object.Refresh()
	d.scroll.Refresh()
}

// helpOf is why the rule matters; its title goes beside its name.
func helpOf(f *check.Finding, title *kit.Label) string {
	rule, ok := check.Find(f.Rule)
	if !ok {
		return ""
	}
	title.Text += " · " + rule.Title
	text := rule.Help
	if f.Clause != "" {
		text += " (" + f.Clause + ")"
	}
	return text
}

// mostFigures is how many characters a row of figures holds.
const mostFigures = 38

func fits(text string) bool { return len([]rune(text)) <= mostFigures }

// longOnes is what was measured and expected, where rows are too short for it.
func longOnes(f *check.Finding) string {
	if fits(f.Measured) && fits(f.Expected) || f.Measured == "" && f.Expected == "" {
		return ""
	}
	text := lang.L("measured") + ": " + f.Measured
	if f.Expected != "" {
		text += "\n" + lang.L("expected") + ": " + f.Expected
	}
	return text
}

func say(l *widget.Label, text string) {
	l.SetText(text)
	l.Hidden = text == ""
}
