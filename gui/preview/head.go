package preview

import (
	"fmt"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/lang"
	"fyne.io/fyne/v2/widget"

	"smoothscope/gui/kit"
)

// head is what is served, where, and what can be done about it.
type head struct {
	room    *Room
	title   *kit.Label
	note    *kit.Label
	play    *kit.Button
	start   *kit.Button
	stop    *kit.Button
	page    *address
	smooth  *address
	dash    *address
	message *widget.Label
	reload  *kit.Button
	saying  *fyne.Container
	places  *fyne.Container
	object  *fyne.Container

	failures int64
	failure  string
}

func newHead(r *Room) *head {
	h := &head{room: r, title: kit.NewHeading(""), note: kit.NewSmall(""), message: widget.NewLabel("")}
	h.title.Whole, h.note.Whole = false, false
	h.play = kit.NewPrimary("", func() { h.doPlay() }).WithIcon("▶")
	h.start = kit.NewButton(lang.L("Start only"), func() { r.OnStart(false) })
	h.stop = kit.NewButton(lang.L("Stop"), func() { r.OnStop() })
	h.page, h.smooth, h.dash = newAddress(r, lang.L("Player page")), newAddress(r, "Smooth"), newAddress(r, "DASH")
	h.message.Wrapping, h.message.Selectable = fyne.TextWrapWord, true
	h.reload = kit.NewButton(lang.L("Reload (F5)"), func() { r.OnReload() }).WithHeight(24)
	names := container.New(&titleLayout{}, h.title, h.note)
	top := kit.Pad(kit.Space, kit.Wide, kit.Space, kit.Wide, kit.Dock(nil, nil, nil, kit.Cols(kit.Space, h.play, h.start, h.stop), names))
	h.places = kit.Pad(0, kit.Wide, kit.Space, kit.Wide, kit.Rows(0, h.page.object, h.smooth.object, h.dash.object))
	h.saying = kit.Dock(nil, nil, nil, kit.Pad(0, kit.Wide, 0, 0, container.NewCenter(h.reload)), kit.Pad(0, kit.Space, 0, 10, h.message))
	h.object = kit.Rows(0, top, h.places, h.saying, kit.HLine())
	return h
}

// titleLayout puts a note behind a title, both cut where the room ends.
type titleLayout struct{}

// Layout is for Fyne.
func (titleLayout) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	title, note := objects[0].(*kit.Label), objects[1]
	wide := min(fyne.MeasureText(title.Text, kit.HeadingSize, fyne.TextStyle{}).Width+1, size.Width)
	title.Resize(fyne.NewSize(wide, size.Height))
	note.Move(fyne.NewPos(wide+10, 1))
	note.Resize(fyne.NewSize(max(0, size.Width-wide-10), size.Height))
}

// MinSize is for Fyne.
func (titleLayout) MinSize(objects []fyne.CanvasObject) fyne.Size {
	return fyne.NewSize(80, objects[0].MinSize().Height)
}

// doPlay opens the player, serving the asset first where it is not.
func (h *head) doPlay() {
	if s := h.room.state; s.Phase == Running && s.Site != nil {
		h.room.OnOpen(s.Site.Page)
		return
	}
	h.room.OnStart(true)
}

func (h *head) show(s State) {
	served := s.Phase == Running && s.Site != nil
	title, note := describe(s)
	h.title.SetText(title)
	h.note.SetText(note)
	h.play.SetText(playWord(s))
	h.play.Hidden = s.Reason != nil
	able(h.play, s.Phase != Starting && !s.Waiting)
	h.start.Hidden = s.Reason != nil || served || s.Phase == Starting
	able(h.start, !s.Waiting)
	h.stop.Hidden = s.Phase != Running
	h.places.Hidden = !served
	if served {
		h.page.set(s.Site.Page)
		h.smooth.set(s.Site.Smooth)
		h.dash.set(s.Site.DASH)
	}
	h.say()
}

// describe is the title, and what stands small behind it.
func describe(s State) (title, note string) {
	switch {
	case s.Phase == Starting:
		return lang.L("Starting…"), ""
	case s.Phase == Stopped:
		return lang.L("The server is stopped"), ""
	case s.Site == nil:
		title = lang.L("{{.Name}} is not served yet", map[string]any{"Name": s.Asset})
	default:
		title = lang.L("{{.Name}} is served", map[string]any{"Name": s.Site.Name})
	}
	note = lang.L("at {{.Address}}, for this machine only", map[string]any{"Address": s.Address})
	switch {
	case s.Others == 1:
		note += " · " + lang.L("1 other asset as well")
	case s.Others > 1:
		note += " · " + lang.L("{{.Count}} other assets as well", map[string]any{"Count": s.Others})
	}
	return title, note
}

func playWord(s State) string {
	if s.Phase == Running && s.Site != nil {
		return lang.L("Open the player")
	}
	return lang.L("Start and open the player")
}

// fails tells of answers that the server could not give.
func (h *head) fails(s sums) {
	text := ""
	if s.failures > 0 {
		text = s.failure.Err
	}
	if h.failures != s.failures || h.failure != text {
		h.failures, h.failure = s.failures, text
		h.say()
		h.room.root.Refresh()
	}
}

// say puts together what a person should know.
func (h *head) say() {
	text, importance := h.words()
	h.message.Importance = importance
	h.message.SetText(text)
	h.saying.Hidden = text == ""
	s := h.room.state
	h.reload.Hidden = s.Told || s.Changed == "" && h.failures == 0
	h.object.Refresh()
}

// mostWarnings is how many are shown; the last line tells of the others.
const mostWarnings = 3

func (h *head) words() (string, widget.Importance) {
	s := h.room.state
	var bad, odd []string
	if s.Reason != nil {
		bad = append(bad, "✕ "+s.Reason.Error())
	}
	if s.Err != nil {
		bad = append(bad, "✕ "+s.Err.Error())
	}
	if h.failures > 0 {
		bad = append(bad, "✕ "+lang.L("{{.Count}} answers could not be given; the last: {{.Why}}", map[string]any{
			"Count": kit.Group(h.failures), "Why": h.failure,
		}))
	}
	if s.Changed != "" && !s.Told && h.failures == 0 {
		odd = append(odd, "● "+lang.L("{{.What}}. Reload reads it again; the addresses stay.", map[string]any{"What": s.Changed}))
	}
	if s.Phase == Running && s.Site != nil {
		odd = append(odd, warnings(s.Site.Warnings)...)
	}
	if len(bad) > 0 {
		return strings.Join(append(bad, odd...), "\n"), widget.DangerImportance
	}
	return strings.Join(odd, "\n"), widget.WarningImportance
}

func warnings(all []string) []string {
	var list []string
	for _, w := range all[:min(len(all), mostWarnings)] {
		list = append(list, "▲ "+w)
	}
	if more := len(all) - mostWarnings; more > 0 {
		list = append(list, fmt.Sprint(lang.L("… and {{.Count}} more", map[string]any{"Count": more})))
	}
	return list
}
