package markers

import (
	"encoding/base64"
	"strings"
	"testing"

	"fyne.io/fyne/v2"

	"smoothscope/inspect/check"
	"smoothscope/inspect/marker"
	"smoothscope/tasks/edit"
)

// ask fills the inputs of the strip by their order among the entries.
func (s *stage) ask(texts ...string) {
	s.t.Helper()
	n := 0
	for _, in := range s.room.strip.ask.inputs {
		if e, ok := in.in.(*asking); ok && n < len(texts) {
			e.SetText(texts[n])
			n++
		}
	}
	s.all()
}

func (s *stage) choice(n int) *choosing {
	s.t.Helper()
	for _, in := range s.room.strip.ask.inputs {
		if c, ok := in.in.(*choosing); ok {
			if n == 0 {
				return c
			}
			n--
		}
	}
	s.t.Fatal("there is no such choice")
	return nil
}

// A break snaps to a key frame; how far is told before, and what was chosen is
// offered for the next one.
func TestBreaksAreAdded(t *testing.T) {
	s := newStage(t, ladder(t))
	s.room.key(fyne.KeyInsert)
	s.ask("2.2", "1")
	s.choice(2).SetSelectedIndex(snapKey)
	if text := s.room.strip.info.Text; text != "Looking for key frames…" || !s.room.strip.act.Disabled() {
		t.Errorf("%q", text)
	}
	s.all()
	if text := s.room.strip.info.Text; text != "2.000, a key frame · moves 5 frames earlier" {
		t.Errorf("%q", text)
	}
	s.room.strip.do()
	s.room.addBreak()
	if s.choice(2).SelectedIndex() != snapKey || s.room.strip.ask.inputs[1].in.(*asking).Text != "1" || s.room.strip.ask.inputs[0].in.(*asking).Text != "4" {
		t.Error("what was chosen for the last break is not offered again")
	}
	s.ask("2.1")
	if text := s.room.strip.info.Text; !strings.Contains(text, "already") || !s.room.strip.act.Disabled() {
		t.Errorf("%q", text)
	}
	s.ask("6", "1.9")
	s.choice(0).SetSelectedIndex(1)
	s.choice(2).SetSelectedIndex(snapNone)
	for _, in := range s.room.strip.ask.inputs {
		if c, ok := in.in.(interface{ Tapped(*fyne.PointEvent) }); ok && in.width == 170 {
			c.Tapped(nil)
		}
	}
	s.all()
	if text := s.room.strip.info.Text; text != "6.000, chunk 3 · back in at 7.900, 2 frames before chunk 4" && !strings.HasPrefix(text, "6.000, chunk 3 · back in at 7.900") {
		t.Errorf("%q", text)
	}
	s.room.strip.do()
	if got := s.saved(); got != "scte35 2+1 1 splice_insert, out; scte35 6+1.9 2 time_signal, Provider Placement Opportunity Start; scte35 7.9+0 2 time_signal, Provider Placement Opportunity End" {
		t.Errorf("%s, %q", got, s.room.strip.info.Text)
	}
	for _, r := range s.room.view.rows[1:] {
		for _, p := range r.problems {
			if p.rule == "MRK-PAIR" {
				t.Errorf("%+v", p)
			}
		}
	}
	if len(s.edits) != 2 {
		t.Errorf("%q", s.edits)
	}
	s.room.addBreak()
	s.ask("2.5", "2")
	if text := s.room.strip.info.Text; strings.Contains(text, "overlaps") {
		t.Errorf("a time_signal overlaps a splice_insert: %q", text)
	}
	s.choice(0).SetSelectedIndex(0)
	if text := s.room.strip.info.Text; !strings.Contains(text, "overlaps the break of event 1 at 2.000") {
		t.Errorf("%q", text)
	}
}

func TestChaptersAndCommandsAreAdded(t *testing.T) {
	s := newStage(t, ladder(t))
	s.room.addChapter()
	s.ask("0:03.5", "", "One & only")
	s.room.strip.do()
	s.room.addScript()
	s.ask("4", "", "go()")
	s.room.strip.do()
	if got := s.saved(); got != "chapters 3.5+0  One & only; script 4+0  go()" {
		t.Error(got)
	}
	if r := s.room.view.rows[0]; r.Class != marker.Chapter || r.lasts() == 0 {
		t.Errorf("%+v", r)
	}
	s.room.bar.class.SetSelectedIndex(2)
	if got := s.room.table.Rows(); got != 1 {
		t.Errorf("%d chapters", got)
	}
	if !s.room.Choose(s.room.view.rows[1].At.Stream, 0) || s.room.table.chosen().Class != marker.Script {
		t.Error("the filter hides what is looked for")
	}
	if said := s.set(1, "what", "stop()"); said != "" {
		t.Error(said)
	}
	s.room.detail.text.entry.SetText("line 1\nline 2")
	s.room.detail.text.save()
	if got := s.saved(); !strings.HasSuffix(got, "script 4+0  line 1\nline 2") {
		t.Error(got)
	}
}

func TestSnapAndShift(t *testing.T) {
	s := newStage(t, withBreaks(t, 2.04, 4, 5.8))
	s.room.table.grid.Select(0)
	s.room.snap()
	s.choice(0).SetSelectedIndex(1)
	if text := s.room.strip.info.Text; text != "2 markers move, the farthest 5 frames later" {
		t.Errorf("%q", text)
	}
	s.room.strip.do()
	if got := s.saved(); got != "scte35 2+2 1 splice_insert, out; scte35 4+2 2 splice_insert, out; scte35 6+2 3 splice_insert, out" {
		t.Error(got)
	}
	s.room.shift()
	s.choice(0).SetSelectedIndex(1)
	s.ask("-3")
	if text := s.room.strip.info.Text; !strings.Contains(text, "before the begin") {
		t.Errorf("%q", text)
	}
	s.ask("-25f")
	s.room.strip.do()
	if got := s.saved(); got != "scte35 1+2 1 splice_insert, out; scte35 3+2 2 splice_insert, out; scte35 5+2 3 splice_insert, out" {
		t.Errorf("%s, %q", got, s.room.strip.info.Text)
	}
	if len(s.edits) != 2 {
		t.Errorf("%q", s.edits)
	}
}

// A pasted section is offered the time that it names.
func TestSectionsFromElsewhere(t *testing.T) {
	s := newStage(t, ladder(t))
	section, err := marker.Break{Command: marker.SpliceInsert, ID: 4, PTS: 4 * marker.Clock, Length: marker.Clock}.Section()
	if err != nil {
		t.Fatal(err)
	}
	s.copied = "0x" + section.Hex()
	s.room.addRaw()
	s.room.strip.do()
	if got := s.saved(); got != "scte35 4+1 4 splice_insert, out" {
		t.Fatalf("%s, %q", got, s.room.strip.info.Text)
	}
	s.room.pasteText(section.Base64()) // its place is taken: it goes on, with an event of its own
	if got := s.saved(); got != "scte35 4+1 4 splice_insert, out; scte35 6+1 5 splice_insert, out" {
		t.Error(got)
	}
	s.room.pasteText("nonsense")
	if !strings.Contains(s.said, "no marker") {
		t.Error(s.said)
	}
	var table strings.Builder
	if err := marker.WriteCSV(&table, s.room.view.all()); err != nil {
		t.Fatal(err)
	}
	s.room.remove()
	s.room.Import("breaks.csv", []byte(table.String()))
	if got := s.saved(); got != "scte35 4+1 4 splice_insert, out; scte35 6+1 5 splice_insert, out" || !strings.Contains(s.said, "Left out, as the place is taken: 1 marker") {
		t.Errorf("%s, %q", got, s.said)
	}
	s.room.Import("signal.xml", []byte(`<AcquiredSignal acquisitionSignalID="x"/>`))
	if r := s.room.table.chosen(); r == nil || r.Payload.Kind != marker.XML || r.ID != "x" || r.Stream != "scte35" {
		t.Errorf("%+v", r)
	}
	s.room.export()
	if all, err := marker.ReadCSV(strings.NewReader(string(s.file)), hns); err != nil || len(all) != 3 {
		t.Errorf("%v: %s", err, s.file)
	}
	s.room.Import("bad.csv", []byte("time,payload\nx,y"))
	if !strings.Contains(s.said, "bad.csv") {
		t.Error(s.said)
	}
}

// What a check has found stands beside the row, unless the screen says it
// already.
func TestFindingsOfACheck(t *testing.T) {
	s := newStage(t, withBreaks(t, 2, 4.5))
	r := &s.room.view.rows[1]
	place := check.InStream(r.At.Stream, -1)
	place.Chunk = 1
	s.room.SetFindings([]check.Finding{
		{Rule: "MRK-LEAD", Severity: check.Info, Message: "it comes late", Place: place},
		{Rule: "MRK-IDR", Severity: check.Warning, Message: "there is no key frame", Place: place},
		{Rule: "TIME-NEG", Severity: check.Warning, Message: "else", Place: place},
	})
	var rules []string
	for _, p := range s.room.view.rows[1].problems {
		rules = append(rules, p.rule)
	}
	if strings.Join(rules, " ") != "MRK-IDR MRK-LEAD" || len(s.room.view.rows[0].problems) != 0 {
		t.Errorf("%v, %+v", rules, s.room.view.rows[0].problems)
	}
}

// Undo selects what it has brought back.
func TestUndoShowsWhatItBringsBack(t *testing.T) {
	before := withBreaks(t, 2, 4, 6)
	s := newStage(t, before)
	s.room.table.grid.Select(1)
	s.room.remove()
	s.room.table.grid.Select(0)
	s.show(before)
	if r := s.room.table.chosen(); r == nil || r.ID != "2" {
		t.Errorf("%+v", r)
	}
}

func TestTheFormEditsASection(t *testing.T) {
	s := newStage(t, withBreaks(t, 2))
	s.room.table.grid.Select(0)
	s.room.tell()
	f := s.room.detail.form
	typed := func(v *value, text string) {
		v.FocusGained()
		v.SetText(text)
		v.FocusLost()
		s.show(s.now)
	}
	cue := func() marker.Cue { return s.room.table.chosen().section.Cue() }
	typed(f.event, "0x10")
	typed(f.program, "77")
	typed(f.lasts, "1.5")
	typed(f.pts, "3")
	if c := cue(); c.EventID != 16 || c.ProgramID != 77 || *c.Duration != 1.5*marker.Clock || *c.PTS != 3*marker.Clock {
		t.Errorf("%+v", c)
	}
	if !strings.Contains(f.ptsNote.Text, "25 frames after the marker") {
		t.Error(f.ptsNote.Text)
	}
	typed(f.program, "70000")
	if f.note.Hidden || cue().ProgramID != 77 {
		t.Errorf("%q, %+v", f.note.Text, cue())
	}
	f.immediate.Tapped(nil)
	if c := cue(); !c.Immediate || c.PTS != nil || !f.pts.Disabled() {
		t.Errorf("%+v", c)
	}
	f.direction.SetSelectedIndex(comesIn)
	if c := cue(); c.Out || c.Duration != nil {
		t.Errorf("%+v", c)
	}
	f.direction.SetSelectedIndex(calledOff)
	if c := cue(); !c.Cancel {
		t.Errorf("%+v", c)
	}
	f.direction.SetSelectedIndex(goesOut)
	f.command.SetSelectedIndex(1)
	if c := cue(); c.Command != marker.TimeSignal || len(c.Segments) != 1 || c.Segments[0].EventID != 16 {
		t.Fatalf("%+v", c)
	}
	g := f.segment
	typed(g.upid, "urn:x")
	typed(g.lasts, "0:02")
	g.more()
	typed(g.num, "2")
	if c := cue(); len(c.Segments) != 2 || string(c.Segments[0].UPID) != "urn:x" || c.Segments[0].UPIDType != marker.URIType || *c.Segments[0].Duration != 2*marker.Clock || c.Segments[1].Num != 2 {
		t.Errorf("%+v", c)
	}
	g.less()
	f.command.SetSelectedIndex(0)
	if c := cue(); c.Command != marker.SpliceInsert || *c.Duration != 2*marker.Clock || !c.AutoReturn {
		t.Errorf("%+v", c)
	}
	want := withBreaks(t, 5)
	raw := read(want).rows[0].Payload
	typed(f.raw, raw.Base64())
	if s.room.table.chosen().Payload.Base64() != raw.Base64() {
		t.Error("another section was not taken")
	}
}

// A field chosen in the list is marked among the bytes, and the other way round.
func TestFieldsAndBytes(t *testing.T) {
	s := newStage(t, withBreaks(t, 2))
	s.room.table.grid.Select(0)
	s.room.tell()
	d := s.room.detail
	for i, x := range d.fields.list {
		if x.Name == "splice_event_id" {
			d.fields.grid.Select(int64(i))
			d.fields.picked()
		}
	}
	if from, to := d.bytes.hex.Selection(); to-from != 4 {
		t.Errorf("bytes %d to %d", from, to)
	}
	d.fields.follow(0)
	if x := d.fields.at(d.fields.grid.Selected()); x == nil || x.Name != "table_id" {
		t.Errorf("%+v", x)
	}
	broken, err := base64.StdEncoding.DecodeString("/DAl")
	if err != nil {
		t.Fatal(err)
	}
	raw, err := edit.AddMarkers(ladder(t), edit.MarkerStream{Name: "scte35", Subtype: "DATA", Scheme: marker.Scheme},
		[]marker.Marker{{Time: 1, TimeScale: 1, Payload: marker.Payload{Kind: marker.SCTE35, Bytes: broken}}})
	if err != nil {
		t.Fatal(err)
	}
	s.show(raw)
	if r := s.room.table.chosen(); r == nil || len(r.problems) == 0 || r.problems[0].severity != check.Error || d.left.Visible() {
		t.Errorf("%+v", r)
	}
}

func TestTimesAreReadInEveryWay(t *testing.T) {
	s := newStage(t, withBreaks(t, 2))
	for text, want := range map[string]uint64{
		"12.48": 124_800_000, "12,48s": 124_800_000, "1:02.5": 625_000_000, "1:00:00": 36_000_000_000, "00:00:01:12": 14_800_000, "30f": 12_000_000, "+1": 30_000_000, "-0.5": 15_000_000,
	} {
		if got, err := s.room.parseTime(text, 2*hns); err != nil || got != want {
			t.Errorf("%s is %d, %v", text, got, err)
		}
	}
	for _, text := range []string{"", "x", "1:2:3:4:5", "00:00:01:25", "1.5:00", "-3", "12ff"} {
		if got, err := s.room.parseTime(text, 2*hns); err == nil {
			t.Errorf("%q is %d", text, got)
		}
	}
	for times, want := range map[Times]string{Seconds: "3723.480", Clock: "1:02:03.480", Timecode: "01:02:03:12"} {
		s.room.SetTimes(times)
		if got := s.room.timeText(37_234_800_000); got != want {
			t.Errorf("%d: %s", times, got)
		}
		if got, err := s.room.parseTime(s.room.timeEntry(12_345_678), 0); err != nil || got != 12_345_678 {
			t.Errorf("%d: %d, %v", times, got, err)
		}
	}
}

// What was typed is not lost when another marker is chosen, nor before saving.
func TestTypedTextIsKept(t *testing.T) {
	s := newStage(t, withBreaks(t, 4))
	s.room.addChapter()
	s.ask("2", "", "One")
	s.room.strip.do()
	s.room.detail.text.entry.SetText("Two")
	s.room.table.grid.Select(1)
	s.room.table.picked()
	if r := s.room.table.chosen(); r == nil || r.ID != "1" || s.room.detail.row.ID != "1" {
		t.Errorf("%+v is chosen", r)
	}
	if got := s.saved(); !strings.Contains(got, "chapters 2+0  Two") {
		t.Error(got)
	}
	s.canvas.Focus(s.room.detail.form.program)
	s.room.detail.form.program.SetText("9")
	s.room.Settle()
	if c := s.room.table.chosen().section.Cue(); c.ProgramID != 9 {
		t.Errorf("%+v", c)
	}
	s.room.Choose(s.room.view.rows[0].At.Stream, 0)
	s.room.detail.text.entry.SetText("Three")
	s.room.Settle()
	if got := s.saved(); !strings.Contains(got, "chapters 2+0  Three") {
		t.Error(got)
	}
}

// Where the width is short, buttons go whose commands stand in the menu, too.
func TestButtonsGoWhereTheWidthIsShort(t *testing.T) {
	s := newStage(t, withBreaks(t, 2))
	b := s.room.bar
	row := b.add
	if !b.remove.Visible() || !b.shift.Visible() || !row.Visible() {
		t.Error("buttons are missing")
	}
	s.canvas.(interface{ Resize(fyne.Size) }).Resize(fyne.NewSize(560, 500))
	if b.remove.Visible() || b.shift.Visible() || !b.add.Visible() || !b.more.Visible() {
		t.Error("what goes first has stayed, or what stays is gone")
	}
	var names []string
	for _, c := range s.room.others() {
		if c != nil {
			names = append(names, c.name)
		}
	}
	if text := strings.Join(names, " "); !strings.Contains(text, "Delete") || !strings.Contains(text, "Shift…") {
		t.Error(text)
	}
}
