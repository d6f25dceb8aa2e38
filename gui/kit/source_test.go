package kit

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/test"
)

// newTestSource shows lines in a window.
func newTestSource(t *testing.T, lines ...string) *Source {
	t.Helper()
	test.NewTempApp(t)
	s := NewSource()
	w := test.NewTempWindow(t, s)
	w.Resize(fyne.NewSize(400, 200))
	s.SetText(sourceText(lines...), false)
	return s
}

func sourceText(lines ...string) SourceText {
	text := SourceText{Text: strings.Join(lines, "\n")}
	at := int64(0)
	for i, line := range lines {
		text.Lines = append(text.Lines, SourceLine{From: at, To: at + int64(len(line)), Number: i + 1})
		at += int64(len(line)) + 1
	}
	return text
}

func TestSourceBreaksLongLines(t *testing.T) {
	long := "  begin " + strings.Repeat("word ", 30) + strings.Repeat("x", 100)
	s := newTestSource(t, "short", long, "\ttab", "")
	var all strings.Builder
	for _, r := range s.rows.list {
		if n := int(r.indent) + len(s.text.Text[r.from:r.to]); n > s.laid+overhang && r.line == 1 {
			t.Errorf("a row has %d columns of %d", n, s.laid)
		}
		if r.line == 1 {
			all.WriteString(s.text.Text[r.from:r.to])
		}
	}
	if all.String() != long {
		t.Errorf("the rows hold %q", all.String())
	}
	shown := s.Shown()
	if shown[0] != "1\tshort" || !strings.HasPrefix(shown[1], "2\t  begin") || !strings.HasPrefix(shown[2], "\t      word") {
		t.Errorf("%q", shown)
	}
}

// Each place of a row leads to the byte that is drawn there, and back.
func TestSourcePlaces(t *testing.T) {
	s := newTestSource(t, "<a b=\"ü€\">", "\tx = \"1\"", "", "end")
	for i, r := range s.rows.list {
		for at := range s.text.Text[r.from:r.to] {
			off := r.from + int64(at)
			x := s.textX() + float32(s.column(r, off))*s.char() + 1
			if got := s.near(fyne.NewPos(x, s.rowY(int64(i))+4)); got != off {
				t.Errorf("row %d: byte %d is found as %d", i, off, got)
			}
		}
	}
	if got := s.near(fyne.NewPos(390, 5)); got != s.text.Lines[0].To {
		t.Errorf("beside the first line is byte %d", got)
	}
}

func TestSourceKeysAndCopy(t *testing.T) {
	s := newTestSource(t, "first line", "second", "third one")
	var picked []int64
	copied := ""
	s.OnPick = func(off int64) { picked = append(picked, off) }
	s.OnCopy = func(text string) { copied = text }
	press := func(names ...fyne.KeyName) {
		for _, n := range names {
			s.TypedKey(&fyne.KeyEvent{Name: n})
		}
	}
	press(fyne.KeyRight, fyne.KeyRight, fyne.KeyDown)
	if s.CursorOffset() != 13 || !slices.Equal(picked, []int64{1, 2, 13}) {
		t.Errorf("the cursor is at %d, %v", s.CursorOffset(), picked)
	}
	s.TypedShortcut(&fyne.ShortcutCopy{})
	if copied != "second\n" {
		t.Errorf("the line is copied as %q", copied)
	}
	press(fyne.KeyHome, fyne.KeyLeft, fyne.KeyEnd)
	if s.CursorOffset() != s.size() {
		t.Errorf("the end is %d", s.CursorOffset())
	}
	press(fyne.KeyUp, fyne.KeyUp, fyne.KeyUp)
	s.MouseDown(&desktop.MouseEvent{PointEvent: fyne.PointEvent{Position: fyne.NewPos(s.textX()+6*s.char(), 10)}, Button: desktop.MouseButtonPrimary})
	s.Dragged(&fyne.DragEvent{PointEvent: fyne.PointEvent{Position: fyne.NewPos(s.textX()+3*s.char(), 30)}})
	s.TypedShortcut(&fyne.ShortcutCopy{})
	if copied != "line\nsec" {
		t.Errorf("the selection is copied as %q", copied)
	}
	s.DoubleTapped(&fyne.PointEvent{Position: fyne.NewPos(s.textX()+2*s.char(), 10)})
	if s.Copied() != "first" {
		t.Errorf("the word is %q", s.Copied())
	}
	s.TypedShortcut(&fyne.ShortcutSelectAll{})
	if s.Copied() != s.text.Text {
		t.Errorf("all is %q", s.Copied())
	}
}

func TestSourceRevealsAndKeeps(t *testing.T) {
	lines := make([]string, 10_000)
	for i := range lines {
		lines[i] = fmt.Sprintf("line %d", i)
	}
	s := newTestSource(t, lines...)
	at := s.text.Lines[7000].From
	s.Reveal(SourceSpan{at, at + 4})
	if !slices.Contains(s.Shown(), "7001\tline 7000") {
		t.Errorf("%q", s.Shown())
	}
	before := s.Shown()
	lines[3] = "another"
	s.SetText(sourceText(lines...), true)
	if !slices.Equal(before, s.Shown()) {
		t.Errorf("%q is in view, before it was %q", s.Shown(), before)
	}
	s.SetText(sourceText(lines[:3]...), true)
	if got := s.Shown(); len(got) != 3 {
		t.Errorf("%q", got)
	}
}

func TestSourceAsksForColorsInView(t *testing.T) {
	text := sourceText(strings.Split(strings.Repeat("some words\n", 5000), "\n")...)
	asked := 0
	text.Colors = func(_ int64, tokens []Token) { asked += len(tokens) }
	s := newTestSource(t)
	s.SetText(text, false)
	s.SetHits([]SourceSpan{{0, 4}, {11, 15}}, 1)
	s.Mark(SourceSpan{0, 40}, SourceSpan{0, 4})
	s.SetFault(12)
	s.body.draw(400, 200)
	if asked == 0 || asked > 2000 {
		t.Errorf("the colours of %d bytes were asked", asked)
	}
}

// A text may come before there is a size, and go before it was ever shown.
func TestSourceWithoutASize(t *testing.T) {
	test.NewTempApp(t)
	s := NewSource()
	s.SetText(sourceText("one", "two", "three"), false)
	s.Reveal(SourceSpan{8, 9})
	s.SetText(sourceText("x"), true)
	s.Mark(SourceSpan{0, 1}, SourceSpan{0, 1})
	if s.Copied() != "" || len(s.Shown()) != 0 {
		t.Errorf("%q, %q", s.Copied(), s.Shown())
	}
	test.NewTempWindow(t, s).Resize(fyne.NewSize(300, 100))
	if got := s.Shown(); len(got) != 1 || got[0] != "1\tx" {
		t.Errorf("%q", got)
	}
}
