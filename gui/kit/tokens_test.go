package kit

import (
	"image/color"
	"testing"

	"fyne.io/fyne/v2/test"
	"fyne.io/fyne/v2/theme"
)

func categories() []Token { return []Token{Structure, Time, Index, Media, Protection, Unknown} }

func both(t *testing.T, check func(t *testing.T)) {
	useDark := inDark(t)
	for _, on := range []bool{true, false} {
		useDark(on)
		name := "light"
		if on {
			name = "dark"
		}
		t.Run(name, check)
	}
}

func TestTextIsReadableOnEverySurface(t *testing.T) {
	both(t, func(t *testing.T) {
		for _, surface := range []Token{Background, Panel} {
			for _, token := range []Token{Text, Dim} {
				if got := contrast(C(token), C(surface)); got < textContrast {
					t.Errorf("%s on %s: %.2f", token, surface, got)
				}
			}
		}
		if got := contrast(C(OnAccent), C(Accent)); got < textContrast {
			t.Errorf("text on the accent: %.2f", got)
		}
		if got := contrast(C(Text), C(Raised)); got < textContrast {
			t.Errorf("text on raised: %.2f", got)
		}
	})
}

func TestMarksAreSeenOnEverySurface(t *testing.T) {
	both(t, func(t *testing.T) {
		for _, surface := range []Token{Background, Panel, Selection} {
			for _, token := range append(categories(), Accent, Error, Warning, OK) {
				if got := contrast(C(token), C(surface)); got < 3 {
					t.Errorf("%s on %s: %.2f", token, surface, got)
				}
			}
		}
	})
}

func TestInkIsReadableWhereTheTokenIsNot(t *testing.T) {
	both(t, func(t *testing.T) {
		for _, surface := range []Token{Background, Panel, Selection, Raised} {
			for _, token := range append(categories(), Text, Dim, Accent, Error, Warning, OK) {
				if got := contrast(Ink(token, surface), C(surface)); got < textContrast {
					t.Errorf("%s on %s: %.2f", token, surface, got)
				}
			}
		}
		if Ink(Text, Background) != C(Text) {
			t.Error("ink changes what is readable already")
		}
	})
}

func TestTokensHaveTheColoursOfTheDesign(t *testing.T) {
	useDark := inDark(t)
	if C(Accent) != (color.NRGBA{0x5a, 0xa9, 0xff, 0xff}) || C(Selection) != (color.NRGBA{0x21, 0x40, 0x5f, 0xff}) {
		t.Error("dark accent or selection")
	}
	useDark(false)
	if C(Accent) != (color.NRGBA{0x17, 0x69, 0xd2, 0xff}) || C(Panel) != (color.NRGBA{0xff, 0xff, 0xff, 0xff}) {
		t.Error("light accent or panel")
	}
}

func TestCategoriesDiffer(t *testing.T) {
	both(t, func(t *testing.T) {
		seen := map[color.NRGBA]Token{}
		for _, token := range categories() {
			if other, ok := seen[C(token)]; ok {
				t.Errorf("%s looks like %s", token, other)
			}
			seen[C(token)] = token
		}
	})
}

func TestThemeKnowsEveryColourAndSize(t *testing.T) {
	inDark(t)
	on := true
	th := NewTheme(&on)
	test.AssertAllColorNamesDefined(t, th, "smoothscope")
	if th.Size(theme.SizeNameText) != 13 || th.Size(theme.SizeNameInputRadius) != 6 {
		t.Error("text or radius")
	}
	if th.Size(theme.SizeNameScrollBarSmall) > 4 {
		t.Error("thick scroll bars")
	}
	if th.Size(theme.SizeNameWindowTitleBarHeight) <= 0 {
		t.Error("a size that the theme does not name itself is lost")
	}
}

func TestThemeFollowsTheSystemWithoutAChoice(t *testing.T) {
	app := test.NewTempApp(t)
	app.Settings().SetTheme(NewTheme(nil))
	want := lightColor(Background)
	if app.Settings().ThemeVariant() != theme.VariantLight {
		want = darkColor(Background)
	}
	if C(Background) != want {
		t.Errorf("background %v, the system wants %v", C(Background), want)
	}
}
