package kit

import (
	"testing"
	"unicode/utf8"

	"fyne.io/fyne/v2"
)

func TestEllipsize(t *testing.T) {
	perRune := func(s string) float32 { return float32(utf8.RuneCountInString(s)) }
	for _, c := range []struct {
		in    string
		width float32
		want  string
	}{
		{"", 0, ""}, {"abc", 3, "abc"}, {"abcd", 3, "ab…"}, {"abcd", 1, "…"}, {"abcd", 0, ""},
		{"äöüß", 3, "äö…"}, {"日本語字幕", 4, "日本語…"}, {"a\xff\xfeb", 3, "a\xff…"},
	} {
		if got := ellipsize(c.in, c.width, perRune); got != c.want {
			t.Errorf("%q in %v = %q, want %q", c.in, c.width, got, c.want)
		}
	}
}

func TestEllipsizeStart(t *testing.T) {
	perRune := func(s string) float32 { return float32(utf8.RuneCountInString(s)) }
	for _, c := range []struct {
		in    string
		width float32
		want  string
	}{
		{"", 0, ""}, {"abc", 3, "abc"}, {"abcd", 3, "…cd"}, {"abcd", 1, "…"}, {"abcd", 0, ""},
		{"äöüß", 3, "…üß"}, {"日本語字幕", 4, "…語字幕"}, {"Fragments(video=20000000)", 10, "…20000000)"},
	} {
		if got := ellipsizeStart(c.in, c.width, perRune); got != c.want {
			t.Errorf("%q in %v = %q, want %q", c.in, c.width, got, c.want)
		}
	}
}

func TestTheBrushMeasuresLikeFyne(t *testing.T) {
	inDark(t)
	b := newBrush()
	for _, k := range []fontKey{{size: 13}, {size: 12, mono: true}, {size: 11, bold: true}} {
		for _, s := range []string{"QualityLevels(81533)", "0000 5e58", "tfxd 4.000 s + 2.000 s"} {
			want := fyne.MeasureText(s, k.size, k.style()).Width
			if got := b.measure(s, k); got < want*0.97 || got > want*1.03 {
				t.Errorf("%q in %v: %v, Fyne says %v", s, k, got, want)
			}
		}
	}
}

func TestTheBrushKnowsWhatItCanSet(t *testing.T) {
	inDark(t)
	b, k := newBrush(), fontKey{size: 13}
	for _, s := range []string{"plain", "äöü ß č", "Ελληνικά", "Привет", "4.000 s + 2.000 s · …", "→ ×"} {
		if !b.plain(s, k) {
			t.Errorf("%q is plain", s)
		}
	}
	for _, s := range []string{"العربية", "日本語", "e\u0301", "हिन्दी", "a\u202eb"} {
		if b.plain(s, k) {
			t.Errorf("%q needs shaping", s)
		}
	}
}

func TestLabelsShrinkAndFollowTheTheme(t *testing.T) {
	useDark := inDark(t)
	l := NewLabel("a rather long text", Dim)
	if w := l.MinSize().Width; w < 80 {
		t.Errorf("a whole label asks for %v", w)
	}
	l.Whole = false
	c := show(t, l, 60, 20)
	r := l.CreateRenderer().(*labelRenderer)
	r.Layout(fyne.NewSize(60, 20))
	if r.text.Text == l.Text || l.MinSize().Width > 30 {
		t.Errorf("shown %q, asks for %v", r.text.Text, l.MinSize())
	}
	useDark(false)
	r.Refresh()
	if r.text.Color != labelInk(Dim) || c == nil {
		t.Errorf("colour %v", r.text.Color)
	}
}
