package checks

import (
	"fmt"

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

// adviceFor is the command that makes the levels anew, where that is what helps
// against a finding.
func adviceFor(f *check.Finding, r *check.Report) string {
	if len(f.Rule) > 6 && f.Rule[:6] == "ALIGN-" && f.Severity == check.Error {
		return report.Advice(r)
	}
	return ""
}

// advice is a command that can be copied.
type advice struct {
	command string
	text    *widget.Label
	object  *fyne.Container
}

func newAdvice(copied func(string)) *advice {
	a := &advice{text: widget.NewLabel("")}
	a.text.TextStyle.Monospace, a.text.Selectable = true, true
	link := kit.NewButton(lang.L("Copy the command"), func() { copied(a.command) }).WithHeight(24)
	head := kit.Pad(kit.Space, 0, 0, 10, kit.Dock(nil, nil, nil, link, container.NewVBox(kit.NewLabel(lang.L("All levels anew, aligned, with ffmpeg:"), kit.Text))))
	a.object = kit.Rows(kit.Tight, head, kit.Pad(0, 0, 0, 10, kit.NewPanel(kit.Background, container.NewHScroll(a.text))))
	a.object.Hide()
	return a
}

func (a *advice) tell(command string) {
	a.command = command
	a.text.SetText(command)
	a.object.Hidden = command == ""
}

// facts are the figures of a finding. A row with a place leads there.
type facts struct {
	room *Room
	grid *kit.Grid
	rows []fact
	of   *check.Finding
}

type fact struct {
	name, value string
	place       *check.Place
}

func newFacts(r *Room) *facts {
	f := &facts{room: r}
	f.grid = kit.NewGrid(f, kit.Column{Width: 92, Token: kit.Dim, Small: true}, kit.Column{Mono: true, Least: 120})
	f.grid.Surface = kit.Panel
	f.grid.OnSelect = func(row int64) { f.pick(row, false) }
	f.grid.OnActivate = func(row int64) { f.pick(row, true) }
	f.grid.OnCopy = func(rows []int64) { r.OnCopy(f.rows[rows[0]].value) }
	return f
}

func (f *facts) pick(row int64, open bool) {
	if row >= 0 && row < int64(len(f.rows)) && f.rows[row].place != nil {
		f.room.OnPick(f.of, *f.rows[row].place, open)
	}
}

// Rows is for the grid.
func (f *facts) Rows() int64 { return int64(len(f.rows)) }

// Cell is for the grid.
func (f *facts) Cell(row int64, col int) kit.Cell {
	if row < 0 || row >= int64(len(f.rows)) {
		return kit.Cell{}
	}
	one := f.rows[row]
	if col == 0 {
		return kit.Cell{Text: one.name}
	}
	cell := kit.Cell{Text: one.value}
	if one.place != nil {
		cell.Color = kit.Accent
	}
	return cell
}

// tell lists what is known of a finding.
func (f *facts) tell(one *check.Finding, r *check.Report) {
	f.of, f.rows = one, nil
	add := func(name, value string) {
		if value != "" {
			f.rows = append(f.rows, fact{name: name, value: value})
		}
	}
	add(lang.L("stream"), stream(r, one.Place))
	f.rows = append(f.rows, placeFact(lang.L("chunk"), r, one.Place)...)
	add(lang.L("file"), one.File)
	add(lang.L("bytes"), bytesOf(one.Place))
	if fits(one.Measured) && fits(one.Expected) {
		add(lang.L("measured"), one.Measured)
		add(lang.L("expected"), one.Expected)
	}
	if one.Off.Ticks != 0 {
		add(lang.L("off by"), off(one.Off))
	}
	for i, p := range one.More {
		name := ""
		if i == 0 {
			name = lang.L("also at")
		}
		f.rows = append(f.rows, placeFact(name, r, p)...)
	}
	if left := one.Count - 1 - len(one.More); left > 0 {
		add("", lang.L("and {{.Count}} more", count(left)))
	}
	f.grid.SetModel(f)
}

// placeFact leads to a chunk, or to bytes.
func placeFact(name string, r *check.Report, p check.Place) []fact {
	if p.Chunk < 0 && p.Offset < 0 || p.File == "" && p.Chunk < 0 {
		return nil
	}
	text := bytesOf(p)
	if p.Chunk >= 0 {
		text = fmt.Sprintf("%d", p.Chunk)
		if at := moment(r, p); at != "" {
			text += " · " + at
		}
	} else if name == lang.L("chunk") {
		return nil
	}
	return []fact{{name: name, value: text, place: &p}}
}

func bytesOf(p check.Place) string {
	if p.File == "" || p.Offset < 0 {
		return ""
	}
	if p.Size <= 0 {
		return fmt.Sprintf("0x%x", p.Offset)
	}
	return fmt.Sprintf("0x%x–0x%x", p.Offset, p.Offset+p.Size-1)
}
