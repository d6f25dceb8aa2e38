package captions

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/test"

	"smoothscope/gui/kit"
	"smoothscope/inspect/caption"
)

// rows are the captions in short.
func (s *stage) rows() string {
	var out []string
	for _, c := range s.cues() {
		out = append(out, fmt.Sprintf("%.3f-%.3f %s", c.Start.Seconds(), c.End.Seconds(), strings.ReplaceAll(c.Marked(), "\n", lineMark)))
	}
	return strings.Join(out, "; ")
}

func (s *stage) want(rows string) {
	s.t.Helper()
	if got := s.rows(); got != rows {
		s.t.Errorf("captions\n%s\nwant\n%s", got, rows)
	}
	if d := s.docs[len(s.docs)-1]; d != s.doc {
		s.t.Error("the hall has another document")
	}
}

func (s *stage) keys(names ...fyne.KeyName) {
	s.t.Helper()
	for _, name := range names {
		f := s.win.Canvas().Focused()
		if f == nil {
			s.t.Fatal("nothing has the keys")
		}
		f.TypedKey(&fyne.KeyEvent{Name: name})
	}
}

func (s *stage) types(text string) {
	for _, r := range text {
		s.win.Canvas().Focused().TypedRune(r)
	}
}

func (s *stage) ctrl(name fyne.KeyName) {
	s.t.Helper()
	s.win.Canvas().Focused().(fyne.Shortcutable).TypedShortcut(&desktop.CustomShortcut{KeyName: name, Modifier: fyne.KeyModifierShortcutDefault})
}

// three are short captions, each a second after the other.
const three = "1\n00:00:01,000 --> 00:00:02,000\none two\n\n2\n00:00:03,000 --> 00:00:04,000\nthree\n\n3\n00:00:05,000 --> 00:00:06,000\nfour\n"

func threeOn(t *testing.T) *stage {
	t.Helper()
	s := newStage(t, 1000, 700, true)
	s.open(three)
	s.focusTable()
	return s
}

func TestCellsAreEdited(t *testing.T) {
	s := threeOn(t)
	s.keys(fyne.KeyReturn) // the text of the first
	s.types("uno" + lineMark + "<i>due</i>")
	s.keys(fyne.KeyReturn, fyne.KeyLeft, fyne.KeyLeft, fyne.KeyLeft, fyne.KeyF2) // the start of the second
	s.types("2,5")
	s.keys(fyne.KeyTab)
	s.types("2")
	s.keys(fyne.KeyReturn)
	if got := s.table.grid.EditError(); !strings.Contains(got, "it would end at 00:00:02.000") {
		t.Errorf("below the cell stands %q", got)
	}
	s.table.grid.EditText("75f")
	s.keys(fyne.KeyTab)
	s.types("nonsense")
	s.keys(fyne.KeyTab)
	if got := s.table.grid.EditError(); !strings.Contains(got, "62.5 or 12f") {
		t.Errorf("below the cell stands %q", got)
	}
	s.keys(fyne.KeyEscape)
	s.want("1.000-2.000 uno⏎<i>due</i>; 2.500-3.000 three; 5.000-6.000 four")
	if got := strings.Join(s.said, "; "); got != "Text of caption 1; Times of caption 2; Times of caption 2" {
		t.Errorf("steps %q", got)
	}
	if got := s.doc.Cues[0].Runs[1]; !got.Style.Italic || got.Text != "due" {
		t.Errorf("runs %+v", s.doc.Cues[0].Runs)
	}
}

func TestAddSplitMergeDelete(t *testing.T) {
	s := threeOn(t)
	s.keys(fyne.KeyInsert) // behind the first: the keys go to its text
	s.types("new")
	s.keys(fyne.KeyEscape)
	s.want("1.000-2.000 one two; 2.000-3.000 new; 3.000-4.000 three; 5.000-6.000 four")
	s.Choose(0)
	s.ctrl(fyne.KeyD)
	s.want("1.000-1.429 one; 1.429-2.000 two; 2.000-3.000 new; 3.000-4.000 three; 5.000-6.000 four")
	s.ctrl(fyne.KeyM) // the two that came of it are selected
	s.want("1.000-2.000 one⏎two; 2.000-3.000 new; 3.000-4.000 three; 5.000-6.000 four")
	s.table.mark([]int{1, 3}, 3)
	s.ctrl(fyne.KeyM)
	if !strings.Contains(s.strip.said.Text, "one after the other") {
		t.Errorf("says %q", s.strip.said.Text)
	}
	s.keys(fyne.KeyDelete)
	s.want("1.000-2.000 one⏎two; 3.000-4.000 three")
	if s.table.current() != 1 {
		t.Errorf("caption %d is current", s.table.current())
	}
	for len(s.docs) > 1 {
		s.undo()
	}
	s.want("1.000-2.000 one two; 3.000-4.000 three; 5.000-6.000 four")
}

func TestCaptionsOfSRTStayNumbered(t *testing.T) {
	s := threeOn(t)
	s.Choose(1)
	s.named("Ctrl+D")
	raw, err := s.doc.Bytes()
	if err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{"1\n00:00:01,000", "2\n00:00:03,000", "3\n00:00:03,400", "4\n00:00:05,000"} {
		if !strings.Contains(string(raw), want) {
			t.Errorf("%q is not in\n%s", want, raw)
		}
	}
	s.Choose(3)
	s.undo()
	if s.table.current() != 2 {
		t.Errorf("caption %d is current", s.table.current())
	}
}

func TestSplitAtTheCursorAndAtATime(t *testing.T) {
	s := threeOn(t)
	s.words.focus()
	s.keys(fyne.KeyHome, fyne.KeyRight, fyne.KeyRight)
	s.ctrl(fyne.KeyD)
	s.want("1.000-1.286 on; 1.286-2.000 e two; 3.000-4.000 three; 5.000-6.000 four")
	s.undo()
	s.Choose(0)
	s.named("Ctrl+D") // the cursor is where it was
	s.want("1.000-1.286 on; 1.286-2.000 e two; 3.000-4.000 three; 5.000-6.000 four")
	s.undo()
	s.Choose(1)
	s.Choose(0)
	s.askSplit()
	s.drawer.split.at.SetText("1.25")
	s.keys(fyne.KeyReturn)
	s.want("1.000-1.250 one; 1.250-2.000 two; 3.000-4.000 three; 5.000-6.000 four")
}

func TestShiftStretchSnap(t *testing.T) {
	s := threeOn(t)
	s.Choose(1)
	s.askShift()
	s.types("-25f")
	s.drawer.shift.who.SetSelectedIndex(int(scopeFrom))
	s.keys(fyne.KeyReturn)
	s.want("1.000-2.000 one two; 2.000-3.000 three; 4.000-5.000 four")
	s.drawer.shift.by.SetText("9")
	s.drawer.shift.who.SetSelectedIndex(int(scopeAll))
	s.drawer.shift.move(-1)
	if got := s.drawer.shift.fault.Text; !strings.Contains(got, "before the beginning") {
		t.Errorf("says %q", got)
	}
	s.drawer.shift.by.SetText("0.011")
	s.drawer.shift.move(1)
	s.named("")
	s.snap()
	s.want("1.000-2.000 one two; 2.000-3.000 three; 4.000-5.000 four")
	if s.table.current() != 1 {
		t.Errorf("caption %d is current", s.table.current())
	}
	s.askStretch()
	s.drawer.stretch.apply()
	s.want("1.043-2.085 one two; 2.085-3.128 three; 4.171-5.214 four")
	s.drawer.stretch.usual.SetSelectedIndex(1)
	s.drawer.stretch.apply()
	s.want("1.000-2.000 one two; 2.000-3.000 three; 4.000-5.000 four")
	s.drawer.stretch.from.SetText("x")
	s.drawer.stretch.apply()
	if got := s.drawer.stretch.fault.Text; !strings.Contains(got, "24000/1001") || s.drawer.stretch.usual.Selected != "other rates" {
		t.Errorf("says %q of %q", got, s.drawer.stretch.usual.Selected)
	}
	if !s.drawer.close() || !s.drawer.object.Hidden {
		t.Error("the line stays")
	}
}

func TestFindAndReplace(t *testing.T) {
	s := threeOn(t)
	s.ctrl(fyne.KeyH)
	s.types("O")
	b := s.drawer.find
	if b.count.Text != "3 found" {
		t.Errorf("says %q", b.count.Text)
	}
	s.keys(fyne.KeyReturn, fyne.KeyReturn, fyne.KeyReturn)
	if b.count.Text != "3 of 3" || s.table.current() != 2 {
		t.Errorf("says %q at caption %d", b.count.Text, s.table.current())
	}
	s.keys(fyne.KeyReturn)
	b.with.SetText("00")
	b.replace()
	if b.count.Text != "1 of 2" {
		t.Errorf("says %q", b.count.Text)
	}
	s.want("1.000-2.000 00ne two; 3.000-4.000 three; 5.000-6.000 four")
	b.pattern.SetChecked(true)
	b.what.SetText(`(t)\w`)
	b.with.SetText("${1}_")
	b.look()
	b.replaceAll()
	s.want("1.000-2.000 00ne t_o; 3.000-4.000 t_ree; 5.000-6.000 four")
	b.what.SetText("(")
	if b.count.Text != "✕ no regular expression" || !b.all.Disabled() {
		t.Errorf("says %q", b.count.Text)
	}
	b.pattern.SetChecked(false)
	b.what.SetText("o")
	s.Choose(0)
	s.focusTable()
	s.keys(fyne.KeyF3, fyne.KeyF3)
	if s.table.current() != 2 {
		t.Errorf("F3 leads to caption %d", s.table.current())
	}
	s.win.Canvas().Focus(b.what)
	s.keys(fyne.KeyEscape)
	if s.win.Canvas().Focused() != s.table.grid {
		t.Error("Escape does not lead to the table")
	}
}

func TestClipboard(t *testing.T) {
	s := threeOn(t)
	s.table.mark([]int{1, 2}, 2)
	s.table.grid.TypedShortcut(&fyne.ShortcutCut{})
	if s.clip != "1\n00:00:03,000 --> 00:00:04,000\nthree\n\n2\n00:00:05,000 --> 00:00:06,000\nfour\n" {
		t.Errorf("cut %q", s.clip)
	}
	s.want("1.000-2.000 one two")
	s.table.grid.TypedShortcut(&fyne.ShortcutPaste{})
	s.want("1.000-2.000 one two; 3.000-4.000 three; 5.000-6.000 four")
	if got := s.table.selected(); fmt.Sprint(got) != "[1 2]" {
		t.Errorf("%v are selected", got)
	}
	s.clip = "plain\r\ntext "
	s.Choose(0)
	s.named("Ctrl+V")
	s.want("1.000-2.000 one two; 2.000-4.000 plain⏎text; 3.000-4.000 three; 5.000-6.000 four")
	s.table.grid.TypedShortcut(&fyne.ShortcutSelectAll{})
	s.table.grid.TypedShortcut(&fyne.ShortcutCopy{})
	if strings.Count(s.clip, "-->") != 4 || !strings.Contains(s.strip.count.Text, "4 selected") {
		t.Errorf("copied %q, %q", s.clip, s.strip.count.Text)
	}
}

// A track cannot hold what lies outside of the film: no edit puts a caption there.
func TestNoCaptionIsLostOutsideOfTheFilm(t *testing.T) {
	s := threeOn(t)
	s.SetFilm(Film{Length: 6500 * time.Millisecond})
	s.Choose(2)
	s.keys(fyne.KeyInsert)
	s.types("last")
	s.Settle()
	const full = "1.000-2.000 one two; 3.000-4.000 three; 5.000-6.000 four; 6.000-6.500 last"
	s.want(full)
	s.focusTable()
	s.keys(fyne.KeyInsert)
	if got := s.strip.said.Text; got != "✕ 1 caption would lie outside of the film, which lasts from 00:00:00.000 to 00:00:06.500" {
		t.Errorf("says %q", got)
	}
	s.askShift()
	s.types("0.6")
	s.keys(fyne.KeyReturn)
	if got := s.drawer.shift.fault.Text; !strings.Contains(got, "1 caption would lie outside") {
		t.Errorf("says %q", got)
	}
	if err := s.table.commit(0, 1, "7.5"); err == nil {
		t.Error("a start behind the film is taken")
	}
	s.want(full)
	if err := s.table.commit(3, 2, "7"); err != nil || s.judge.of[3][0].Kind != "outside" || !strings.Contains(s.words.advice.Text, "outside the film") {
		t.Errorf("%v, warnings %+v, advice %q", err, s.judge.of[3], s.words.advice.Text)
	}
	s.undo()
	s.undo()
	s.undo()
	if s.table.current() != 2 {
		t.Errorf("after undoing, caption %d is current", s.table.current())
	}
}

// Typing is one step for each caption, whatever pauses are in it.
func TestTypingIsOneStep(t *testing.T) {
	s := threeOn(t)
	s.words.focus()
	s.keys(fyne.KeyEnd)
	s.types("!")
	s.run.tick()
	if len(s.said) != 0 {
		t.Error("committed while typing")
	}
	s.now = s.now.Add(2 * time.Second)
	s.run.tick()
	s.types("?")
	s.now = s.now.Add(2 * time.Second)
	s.run.tick()
	if len(s.said) != 1 || s.words.text.CursorTextOffset() != len("one two!?") {
		t.Errorf("steps %q, cursor at %d", s.said, s.words.text.CursorTextOffset())
	}
	s.ctrl(fyne.KeyReturn)
	s.types("x")
	s.keys(fyne.KeyEscape)
	s.want("1.000-2.000 one two!?; 3.000-4.000 threex; 5.000-6.000 four")
	if len(s.said) != 2 || s.table.current() != 1 {
		t.Errorf("steps %q at caption %d", s.said, s.table.current())
	}
	s.undo()
	if s.words.text.Text != "three" {
		t.Errorf("after undoing the entry says %q", s.words.text.Text)
	}
}

func TestAStartBehindTheEndTakesItAlong(t *testing.T) {
	s := threeOn(t)
	if err := s.table.commit(0, 1, "2.5"); err != nil {
		t.Fatal(err)
	}
	s.want("2.500-3.500 one two; 3.000-4.000 three; 5.000-6.000 four")
	s.Choose(1)
	if got := s.words.advice.Text; got != "▲ overlap: caption 1 is shown until 00:00:03.500" {
		t.Errorf("advice %q", got)
	}
}

func TestTimesBesideTheText(t *testing.T) {
	s := threeOn(t)
	s.win.Canvas().Focus(s.words.start.entry)
	s.keys(fyne.KeyUp, fyne.KeyUp, fyne.KeyReturn)
	s.want("1.080-2.000 one two; 3.000-4.000 three; 5.000-6.000 four")
	s.win.Canvas().Focus(s.words.length.entry)
	s.words.length.entry.SetText("0.02")
	s.keys(fyne.KeyReturn)
	s.words.end.entry.SetText("never")
	if s.words.end.commit() || !strings.Contains(s.strip.said.Text, "a time such as") {
		t.Errorf("says %q", s.strip.said.Text)
	}
	if !strings.Contains(s.words.advice.Text, "too short") || !strings.Contains(s.words.pace.Text, "▲ 350.0 characters/s (at most 20)") {
		t.Errorf("advice %q, %q", s.words.advice.Text, s.words.pace.Text)
	}
}

func TestWarningsAreFoundAndListed(t *testing.T) {
	s := newStage(t, 1000, 700, true)
	s.open(some)
	if got := s.table.Cell(2, 6).Text; !strings.HasPrefix(got, "overlap, long line, too short, too fast") || s.strip.count.Text != "4 captions · ▲ 2 with warnings" {
		t.Errorf("%q, %q", got, s.strip.count.Text)
	}
	s.focusTable()
	s.keys(fyne.KeyF8)
	if s.table.current() != 2 || !strings.HasPrefix(s.strip.said.Text, "▲ overlap: caption 2 is shown until") {
		t.Errorf("caption %d, %q", s.table.current(), s.strip.said.Text)
	}
	test.Tap(s.strip.only)
	if s.table.Rows() != 2 || s.table.current() != 2 {
		t.Errorf("%d rows, caption %d", s.table.Rows(), s.table.current())
	}
	s.table.grid.Edit(1, s.table.grid.EditColumn)
	s.table.grid.EditText("short")
	s.table.grid.EndEdit(true)
	if s.table.Rows() != 2 || s.table.current() != 2 {
		t.Errorf("mended: %d rows, caption %d", s.table.Rows(), s.table.current())
	}
	test.Tap(s.strip.only)
	if s.table.Rows() != 4 || s.table.current() != 2 {
		t.Errorf("all: %d rows, caption %d", s.table.Rows(), s.table.current())
	}
}

func TestWarningsAreExplained(t *testing.T) {
	s := newStage(t, 1000, 700, true)
	s.open(some + "\n5\n00:00:07,000 --> 00:00:12,000\na\nb\nc\n\n6\n00:00:13,000 --> 00:00:14,000\n\n")
	s.Choose(2)
	const want = "▲ overlap: caption 2 is shown until 00:00:05.000 · long line: a line of 78 characters (at most 42) · too short: 0.600 s, at least 0.83 · too fast: 130.0 characters/s (at most 20)"
	if got := s.words.advice.Text; got != want {
		t.Errorf("advice\n%s\nwant\n%s", got, want)
	}
	s.Choose(4)
	if got := s.words.advice.Text; got != "▲ order: begins before the caption above it · overlap: caption 4 is shown until 00:00:10.000 · many lines: 3 lines (at most 2)" {
		t.Errorf("advice %q", got)
	}
	s.Choose(5)
	if got := s.words.advice.Text; got != "▲ no text: nothing is shown" {
		t.Errorf("advice %q", got)
	}
}

func TestPlayAndMenu(t *testing.T) {
	s := threeOn(t)
	s.Choose(1)
	s.keys(fyne.KeyP)
	s.table.grid.OnMenu(1, fyne.Position{})
	for _, item := range s.menu.Items {
		if strings.HasPrefix(item.Label, "Play") {
			item.Action()
		}
	}
	if !s.Play() {
		t.Error("does not play")
	}
	s.Import("x.srt", nil)
	if s.Play() || s.Find() {
		t.Error("plays while a file is imported")
	}
	if got := strings.Join(s.said, "; "); got != "play 3s; play 3s; play 3s" {
		t.Errorf("heard %q", got)
	}
}

func TestReadOnlyTracksAreNotEdited(t *testing.T) {
	s := threeOn(t)
	s.track.Editable, s.track.Why = false, "it is protected"
	s.Show([]Track{s.track})
	s.keys(fyne.KeyDelete, fyne.KeyInsert, fyne.KeyReturn)
	s.table.grid.TypedShortcut(&fyne.ShortcutCut{})
	_, _, editing := s.table.grid.Editing()
	if len(s.said) != 0 || editing || !strings.Contains(s.head.why.Text, "it is protected") || !s.words.text.Disabled() || !s.head.remove.Disabled() {
		t.Errorf("steps %q, editing %v, %q", s.said, editing, s.head.why.Text)
	}
	s.named("Ctrl+C")
	if !strings.Contains(s.clip, "one two") {
		t.Errorf("copied %q", s.clip)
	}
}

func TestWhatIsReadInPartIsNotEdited(t *testing.T) {
	s := threeOn(t)
	s.SetDocument(s.track, s.doc, nil, errorOf("it ends in the middle of a caption"))
	s.keys(fyne.KeyDelete)
	if len(s.cues()) != 3 || !strings.Contains(s.head.why.Text, "it ends in the middle") || !s.words.text.Disabled() {
		t.Errorf("%d captions, %q", len(s.cues()), s.head.why.Text)
	}
}

// An answer to an edit that another one has followed does not undo that one.
func TestOvertakenAnswersAreNotShown(t *testing.T) {
	s := threeOn(t)
	s.OnEdit = func(string, Track, *caption.Document) {}
	before := s.doc
	s.delete()
	first := s.doc
	s.delete()
	second := s.doc
	for _, format := range []string{"ttml", "srt"} {
		same, err := caption.Fresh(first.Cues, format, "")
		if err != nil {
			t.Fatal(err)
		}
		s.SetDocument(s.track, same, nil, nil)
		s.pending = append([]*caption.Document{first}, s.pending...)
	}
	s.SetDocument(s.track, first, nil, nil)
	if s.doc != second {
		t.Error("an earlier edit is shown")
	}
	written, err := caption.Fresh(second.Cues, "ttml", "")
	if err != nil {
		t.Fatal(err)
	}
	s.SetDocument(s.track, written, nil, nil)
	if s.doc != written {
		t.Error("what was made of the last edit is not shown")
	}
	s.SetDocument(s.track, before, nil, nil) // both undone
	if s.doc != before {
		t.Error("what is undone stays")
	}
	other := s.track
	other.Name = "captions_fra"
	s.SetDocument(other, first, nil, nil)
	if s.doc != before {
		t.Error("another track is shown")
	}
}

// The asset is opened anew after an edit, and what it holds comes a second time,
// when the next edit may be under way.
func TestEditsAreShownWhileTheHallIsBehind(t *testing.T) {
	s := threeOn(t)
	s.OnEdit = func(string, Track, *caption.Document) {}
	has := s.doc
	s.OnLoad = func(tr Track) { s.SetDocument(tr, has, nil, nil) }
	s.delete()
	first := s.doc
	has = first
	s.Show([]Track{s.track})
	s.delete()
	second := s.doc
	s.Show([]Track{s.track}) // opened anew
	if s.doc != second {
		t.Error("what comes a second time takes an edit back")
	}
	s.Answered(second) // it was refused: the hall still has the first
	if s.doc != first || len(s.pending) != 0 {
		t.Errorf("a refused edit stays, %d are waited for", len(s.pending))
	}
}

func TestSelectionSurvivesEditsElsewhere(t *testing.T) {
	a, b, c, d := caption.NewCue(0, 1, "a"), caption.NewCue(2, 3, "b"), caption.NewCue(4, 5, "c"), caption.NewCue(6, 7, "d")
	for _, one := range []struct {
		was, now []caption.Cue
		want     string
	}{
		{[]caption.Cue{a, b, c}, []caption.Cue{a, d, b, c}, "[0 2 3]"},
		{[]caption.Cue{a, b, c}, []caption.Cue{a, c}, "[0 1 1]"},
		{[]caption.Cue{a, b, c}, []caption.Cue{a, b}, "[0 1 1]"},
		{[]caption.Cue{a, b, c}, []caption.Cue{a, d, c}, "[0 1 2]"},
		{[]caption.Cue{a, b, c}, nil, "[-1 -1 -1]"},
		{[]caption.Cue{a, a, a}, []caption.Cue{a, a}, "[0 1 1]"},
	} {
		place := moves(one.was, one.now)
		if got := fmt.Sprint([]int{place(0), place(1), place(2)}); got != one.want {
			t.Errorf("%d to %d: %s, want %s", len(one.was), len(one.now), got, one.want)
		}
	}
}

// Keys and shortcuts of the table are not those of its entries.
func TestEntriesKeepTheirKeys(t *testing.T) {
	s := threeOn(t)
	s.words.focus()
	entry := s.win.Canvas().Focused().(fyne.Shortcutable)
	entry.TypedShortcut(&fyne.ShortcutSelectAll{})
	clip := test.NewClipboard()
	entry.TypedShortcut(&fyne.ShortcutCut{Clipboard: clip})
	s.keys(fyne.KeyDelete)
	s.types("p")
	if clip.Content() != "one two" || s.words.text.Text != "p" || len(s.table.selected()) != 1 || len(s.cues()) != 3 {
		t.Errorf("clip %q, text %q, %d captions", clip.Content(), s.words.text.Text, len(s.cues()))
	}
	s.table.grid.Edit(1, s.table.grid.EditColumn)
	cell := s.win.Canvas().Focused().(fyne.Shortcutable)
	cell.TypedShortcut(&fyne.ShortcutSelectAll{})
	cell.TypedShortcut(&fyne.ShortcutCut{Clipboard: clip})
	s.keys(fyne.KeyDelete)
	if clip.Content() != "three" || len(s.cues()) != 3 {
		t.Errorf("clip %q, %d captions", clip.Content(), len(s.cues()))
	}
}

func TestStyles(t *testing.T) {
	s := threeOn(t)
	s.words.focus()
	s.ctrl(fyne.KeyI)
	s.Settle()
	s.want("1.000-2.000 <i>one two</i>; 3.000-4.000 three; 5.000-6.000 four")
	if p := s.table.Cell(0, s.table.grid.EditColumn).Pieces; !p[0].Italic || kit.PiecesText(p) != "one two" {
		t.Errorf("pieces %+v", p)
	}
	s.ctrl(fyne.KeyI)
	s.Settle()
	s.want("1.000-2.000 one two; 3.000-4.000 three; 5.000-6.000 four")
}
