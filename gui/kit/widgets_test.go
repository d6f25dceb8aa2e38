package kit

import (
	"errors"
	"image"
	"image/color"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/layout"
	"fyne.io/fyne/v2/test"
	"github.com/google/go-cmp/cmp"
)

func TestButtonsAreCompactAndPressedByKeys(t *testing.T) {
	inDark(t)
	pressed := 0
	b := NewPrimary("Publish", func() { pressed++ }).WithIcon("⇪")
	show(t, b, 100, 40)
	if h := b.MinSize().Height; h != 30 {
		t.Errorf("height %v", h)
	}
	key(b, fyne.KeySpace, fyne.KeyReturn, fyne.KeyA)
	test.Tap(b)
	if pressed != 3 {
		t.Errorf("pressed %d times", pressed)
	}
	b.Disable()
	key(b, fyne.KeySpace)
	test.Tap(b)
	if pressed != 3 {
		t.Error("a disabled button does something")
	}
}

func TestButtonsLookTheirPart(t *testing.T) {
	useDark := inDark(t)
	primary, raised, quiet := NewPrimary("a", nil), NewButton("b", nil), NewQuiet("c", nil)
	for _, on := range []bool{true, false} {
		useDark(on)
		if back, fore := primary.colors(); back != C(Accent) || fore != C(OnAccent) {
			t.Error("primary")
		}
		if back, _ := raised.colors(); back != C(Raised) {
			t.Error("raised")
		}
		if back, fore := quiet.colors(); alpha(back) != 0 || fore != C(Text) {
			t.Error("quiet")
		}
	}
	quiet.MouseIn(nil)
	if back, _ := quiet.colors(); back != C(Raised) {
		t.Error("a quiet button shows itself below the pointer")
	}
	raised.Disable()
	if _, fore := raised.colors(); fore == C(Text) {
		t.Error("a disabled button looks enabled")
	}
}

func alpha(c color.Color) uint32 {
	_, _, _, a := c.RGBA()
	return a
}

func TestTabsSelectByClickAndKeys(t *testing.T) {
	inDark(t)
	tabs := NewTabs("Boxes", "Offsets", "Publish")
	c := show(t, tabs, 400, TabsHeight)
	var told []int
	tabs.OnSelect = func(i int) { told = append(told, i) }
	test.Tap(tabs.tabs[1])
	test.Tap(tabs.tabs[1])
	tabs.SetDisabled(2, true)
	test.Tap(tabs.tabs[2])
	key(tabs, fyne.KeyRight, fyne.KeyLeft)
	if diff := cmp.Diff([]int{1, 0, 1}, told); diff != "" {
		t.Error(diff)
	}
	tabs.Select(0)
	if len(told) != 3 || tabs.Selected() != 0 {
		t.Error("a program's choice tells")
	}
	one := tabs.tabs[0]
	x := int(one.Position().X)
	img := c.Capture()
	line := image.Rect(x, int(TabsHeight)-2, x+int(one.Size().Width), int(TabsHeight))
	if got, want := count(img, line, Accent), line.Dx()*2; got < want*9/10 {
		t.Errorf("%d of %d pixels of the underline", got, want)
	}
}

func TestTabsShowBadges(t *testing.T) {
	inDark(t)
	tabs := NewTabs("Boxes", "Checks")
	c := show(t, tabs, 300, TabsHeight)
	before := tabs.tabs[1].MinSize().Width
	tabs.SetBadge(1, "3", "")
	if tabs.tabs[1].MinSize().Width <= before {
		t.Error("no room for the badge")
	}
	if count(c.Capture(), image.Rect(0, 0, 300, 34), Error) < 100 {
		t.Error("no badge is seen")
	}
	tabs.SetBadge(1, "", "")
	if tabs.tabs[1].MinSize().Width != before {
		t.Error("the badge keeps its room")
	}
}

func formFields() []FormField {
	needed := func(s string) error {
		if s == "" {
			return errors.New("is needed")
		}
		return nil
	}
	return []FormField{
		{Name: "account", Label: "Account", Check: needed},
		{Name: "key", Label: "Key", Secret: true},
		{Name: "kind", Label: "Kind", Options: []string{"a", "b"}, Default: "b"},
		{Name: "folder", Label: "Folder", Default: "x/y", Hint: "below the container"},
	}
}

func TestFormsHoldTheirValues(t *testing.T) {
	inDark(t)
	f := NewForm(formFields())
	show(t, f, 300, 400)
	f.Set("account", "media")
	f.Set("unknown", "x")
	want := map[string]string{"account": "media", "key": "", "kind": "b", "folder": "x/y"}
	if diff := cmp.Diff(want, f.Values()); diff != "" {
		t.Error(diff)
	}
	f.SetFields(formFields()[:2])
	if diff := cmp.Diff(map[string]string{"account": "media", "key": ""}, f.Values()); diff != "" {
		t.Errorf("after a change of the fields: %s", diff)
	}
}

func TestFormsSayWhatIsWrongBelowTheField(t *testing.T) {
	inDark(t)
	f := NewForm(formFields())
	show(t, f, 300, 400)
	low := f.MinSize().Height
	if f.Check() == nil || f.Row("account").Error() != "" {
		t.Error("Check shows or passes")
	}
	if f.Validate() || f.Row("account").Error() != "✕ is needed" {
		t.Errorf("error %q", f.Row("account").Error())
	}
	if f.MinSize().Height <= low {
		t.Error("no room for the error")
	}
	var changed string
	f.OnChanged = func(name, value string) { changed = name + "=" + value }
	test.Type(f.Row("account").Input().(*Entry), "m")
	if f.Row("account").Error() != "" || changed != "account=m" {
		t.Errorf("after typing: error %q, told %q", f.Row("account").Error(), changed)
	}
	if !f.Validate() {
		t.Error("all is well")
	}
	if f.Row("folder").note.Text != "below the container" {
		t.Error("the hint is lost")
	}
}

func TestSecretsAreMaskedAndCanBeRevealed(t *testing.T) {
	inDark(t)
	e := NewSecret("")
	show(t, e, 200, 40)
	if !e.Password || e.ActionItem == nil {
		t.Error("a secret without a mask or without an eye")
	}
	if tap, ok := e.ActionItem.(fyne.Tappable); ok {
		tap.Tapped(&fyne.PointEvent{})
	}
	if e.Password {
		t.Error("the eye does not reveal")
	}
}

func TestDisabledFormsStayAsTheyAre(t *testing.T) {
	inDark(t)
	f := NewForm(formFields())
	show(t, f, 300, 400)
	f.Disable()
	e := f.Row("account").Input().(*Entry)
	test.Type(e, "x")
	if e.Text != "" {
		t.Errorf("typed %q", e.Text)
	}
	f.Enable()
	test.Type(e, "x")
	if e.Text != "x" {
		t.Errorf("typed %q", e.Text)
	}
}

func TestControlsHaveOneHeight(t *testing.T) {
	inDark(t)
	for name, o := range map[string]fyne.CanvasObject{
		"entry": NewEntry(""), "secret": NewSecret(""), "select": NewSelect([]string{"a"}, nil),
		"button": NewButton("b", nil), "search": NewSearchBox("find", "Ctrl F"),
	} {
		if h := o.MinSize().Height; h < 28 || h > 31 {
			t.Errorf("%s is %v high", name, h)
		}
	}
}

func TestSelectOpensItsList(t *testing.T) {
	inDark(t)
	chosen := ""
	s := NewSelect([]string{"Folder", "Azure Blob Storage"}, func(v string) { chosen = v })
	c := show(t, s, 200, 300)
	test.Tap(s)
	if c.Overlays().Top() == nil {
		t.Fatal("no list")
	}
	c.Overlays().Remove(c.Overlays().Top())
	s.SetSelected("Folder")
	if chosen != "Folder" {
		t.Errorf("chosen %q", chosen)
	}
	empty := NewSelect(nil, nil)
	c = show(t, empty, 200, 300)
	test.Tap(empty)
	if c.Overlays().Top() != nil {
		t.Error("an empty list opens")
	}
}

func TestChecksTick(t *testing.T) {
	inDark(t)
	told := 0
	c := NewCheck("Verify", func(bool) { told++ })
	show(t, c, 200, 30)
	test.Tap(c)
	key(c, fyne.KeySpace)
	key(c, fyne.KeySpace)
	if !c.Checked() || told != 3 {
		t.Errorf("ticked %v, told %d times", c.Checked(), told)
	}
	c.SetChecked(false)
	c.Disable()
	key(c, fyne.KeySpace)
	if c.Checked() || told != 3 {
		t.Error("a disabled box is ticked, or a program's change tells")
	}
}

func TestTaskRowsShowHowFar(t *testing.T) {
	inDark(t)
	stopped := false
	r := NewTaskRow("Publishing ladder.ism", NewLink("Cancel", func() { stopped = true }))
	c := show(t, r, 400, 40)
	r.SetDetail("12 of 40")
	r.SetPart(0.5)
	n := count(c.Capture(), image.Rect(0, 22, 400, 40), Accent)
	if n < 195*4 || n > 205*6 {
		t.Errorf("%d pixels of the bar at half", n)
	}
	test.Tap(r.links[0])
	if !stopped || r.Title() != "Publishing ladder.ism" || r.Detail() != "12 of 40" {
		t.Error("the link or the texts")
	}
	high := r.MinSize().Height
	r.ShowBar(false)
	r.SetState(Error)
	if r.MinSize().Height >= high || r.detail.Token != Error {
		t.Error("an ended row keeps its bar, or hides that it failed")
	}
}

func TestTaskRowsOfUnknownExtentMove(t *testing.T) {
	inDark(t)
	r := NewTaskRow("Opening")
	c := show(t, r, 400, 40)
	trough := image.Rect(0, 22, 400, 40)
	seen := map[int]bool{}
	for range 30 {
		r.SetPart(-1)
		n := count(c.Capture(), trough, Accent)
		if n > 100*8 {
			t.Fatalf("%d pixels for an unknown part", n)
		}
		seen[int(r.phase*100)] = true
	}
	if len(seen) < 20 {
		t.Errorf("%d places in 30 steps", len(seen))
	}
}

func TestTheDropAreaLightsUp(t *testing.T) {
	inDark(t)
	d := NewDropArea("Drop it here", ".ism", NewButton("Open…", nil))
	c := show(t, d, 800, 500)
	middle, frame := image.Rect(380, 150, 420, 240), image.Rect(90, 78, 710, 84)
	img := c.Capture()
	if count(img, middle, Accent) < 100 {
		t.Error("no arrow")
	}
	if line := count(img, frame, Line); line < 300 || line > 1100 {
		t.Errorf("%d pixels of dashes at the top", line)
	}
	d.SetActive(true)
	if count(c.Capture(), frame, Accent) < 300 {
		t.Error("the frame stays as it is")
	}
}

func TestSplitsKeepOneSide(t *testing.T) {
	inDark(t)
	a, b := Gap(10, 10), Gap(10, 10)
	s := NewHSplit(a, b, 236)
	show(t, s, 800, 300)
	if a.Size().Width != 236 || b.Size().Width != 800-237 || b.Position().X != 237 {
		t.Errorf("%v and %v at %v", a.Size(), b.Size(), b.Position())
	}
	s.Resize(fyne.NewSize(1000, 300))
	if a.Size().Width != 236 {
		t.Errorf("the kept side is %v wide", a.Size().Width)
	}
	var moved float32
	s.OnMoved = func(v float32) { moved = v }
	s.divider.Dragged(&fyne.DragEvent{Dragged: fyne.NewDelta(50, 0)})
	s.divider.DragEnd()
	if moved != 286 || a.Size().Width != 286 {
		t.Errorf("moved to %v, %v wide", moved, a.Size().Width)
	}
	s.divider.Dragged(&fyne.DragEvent{Dragged: fyne.NewDelta(-5000, 0)})
	s.divider.DragEnd()
	if a.Size().Width < 80 {
		t.Errorf("dragged away to %v", a.Size().Width)
	}
	if s.divider.Cursor() != desktop.HResizeCursor {
		t.Error("no sign that it can be dragged")
	}
}

func TestSplitsCanKeepTheOtherSideAndHideOne(t *testing.T) {
	inDark(t)
	a, b := Gap(10, 10), Gap(10, 10)
	s := NewVSplit(a, b, 200).KeepTrail()
	show(t, s, 300, 600)
	if b.Size().Height != 200 || a.Size().Height != 399 {
		t.Errorf("%v and %v", a.Size(), b.Size())
	}
	b.Hide()
	s.Refresh()
	if a.Size().Height != 600 {
		t.Errorf("alone it is %v high", a.Size().Height)
	}
}

func TestTheStatusBarCutsWhatHasNoRoom(t *testing.T) {
	inDark(t)
	s := NewStatusBar()
	show(t, s, 260, StatusHeight)
	s.Set([]Segment{{Text: "v_40.ismv"}, {Text: "moof[3]/traf[1]/trun[1]/sample[1].duration", Mono: true}}, Segment{Text: "25 fps"})
	if s.MinSize().Height != 26 {
		t.Errorf("height %v", s.MinSize().Height)
	}
	r := s.CreateRenderer().(*statusRenderer)
	r.Layout(fyne.NewSize(260, 26))
	if r.texts[0].Text != "v_40.ismv" || r.texts[2].Text != "25 fps" {
		t.Errorf("%q and %q", r.texts[0].Text, r.texts[2].Text)
	}
	if got := r.texts[1].Text; got == s.left[1].Text || got == "" {
		t.Errorf("the path is %q", got)
	}
	if s.Text() != "v_40.ismv  moof[3]/traf[1]/trun[1]/sample[1].duration  25 fps" {
		t.Errorf("text %q", s.Text())
	}
}

func TestTheSearchBoxLetsGo(t *testing.T) {
	inDark(t)
	s := NewSearchBox("Find", "Ctrl F")
	show(t, s, 380, 30)
	left, sent := false, ""
	s.OnCancel = func() { left = true }
	s.OnSubmitted = func(v string) { sent = v }
	test.Type(s, "moof")
	key(s, fyne.KeyReturn, fyne.KeyEscape)
	if sent != "moof" || !left {
		t.Errorf("sent %q, left %v", sent, left)
	}
}

func TestKeyValuesShowAndCopy(t *testing.T) {
	inDark(t)
	k := NewKeyValues()
	show(t, k, 212, 200)
	k.Set("4 bytes at 5e58", []KeyValue{{Key: "u32", Value: "400 000"}, {Key: "field", Value: "sample[1].duration"}})
	want := []string{"4 BYTES AT 5E58", "u32\t400 000", "field\tsample[1].duration"}
	if diff := cmp.Diff(want, k.Grid().Shown()); diff != "" {
		t.Error(diff)
	}
	var copied KeyValue
	k.OnCopy = func(v KeyValue) { copied = v }
	key(k.Grid(), fyne.KeyDown, fyne.KeyDown)
	k.Grid().TypedShortcut(&fyne.ShortcutCopy{})
	if copied.Value != "sample[1].duration" {
		t.Errorf("copied %v", copied)
	}
	k.Set("", nil)
	if n := len(k.Grid().Shown()); n != 0 {
		t.Errorf("%d lines of nothing", n)
	}
}

func TestDockHasNoGaps(t *testing.T) {
	inDark(t)
	top, bottom, left, mid := Gap(10, 44), Gap(10, 26), Gap(100, 10), Gap(10, 10)
	d := Dock(top, bottom, left, nil, mid)
	show(t, d, 500, 300)
	if mid.Position() != fyne.NewPos(100, 44) || mid.Size() != fyne.NewSize(400, 230) {
		t.Errorf("content at %v, %v", mid.Position(), mid.Size())
	}
	if d.MinSize() != fyne.NewSize(110, 80) {
		t.Errorf("least size %v", d.MinSize())
	}
	bottom.Hide()
	d.Refresh()
	d.Layout.Layout(d.Objects, d.Size())
	if mid.Size().Height != 256 {
		t.Errorf("content is %v high without the bottom", mid.Size().Height)
	}
}

func TestTheToolbarIs44HighAndPushesToTheRight(t *testing.T) {
	inDark(t)
	last := NewQuiet("Last", nil)
	bar := NewToolbar(NewQuiet("Open", nil), ToolbarGap(), layout.NewSpacer(), last)
	c := show(t, bar, 600, 44)
	if bar.MinSize().Height != 44 {
		t.Errorf("height %v", bar.MinSize().Height)
	}
	at := fyne.CurrentApp().Driver().AbsolutePositionForObject(last)
	if end := at.X + last.Size().Width; end != 600-Space {
		t.Errorf("the last button ends at %v", end)
	}
	if n := count(c.Capture(), image.Rect(0, 43, 600, 44), Line); n != 600 {
		t.Errorf("%d pixels of the hairline", n)
	}
}
