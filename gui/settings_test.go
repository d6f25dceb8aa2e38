package gui

import (
	"slices"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"
	"fyne.io/fyne/v2/test"

	"smoothscope/assets"
	"smoothscope/gui/kit"
	"smoothscope/gui/prefs"
	"smoothscope/testdata"
)

func TestSettingsTakeEffectAndAreRemembered(t *testing.T) {
	h := newHouse(t)
	h.Open([]string{testdata.Path(t, "ladder", "v_40.ismv")})
	h.opened("v_40.ismv")
	h.lookFor("moof[2]")
	h.until("the box", func() bool { return pathOf(h.session.Selection()) == "moof[2]" })
	from := h.session.Selection().From
	for at, s := range h.settings() {
		s.set(len(s.options) - 1)
		if again := h.settings()[at]; again.at != len(s.options)-1 {
			t.Errorf("%s is %q afterwards", s.label, again.options[again.at])
		}
	}
	p := prefs.New(h.app.Preferences())
	if p.Theme() != prefs.Dark || p.Language() != "de" || p.BytesPerRow() != 32 || !p.DecimalOffsets() || p.AtOnce() != 64 {
		t.Errorf("remembered %v %v %v %v %v", p.Theme(), p.Language(), p.BytesPerRow(), p.DecimalOffsets(), p.AtOnce())
	}
	if h.publish.AtOnce != 64 || h.offset(from) != kit.Group(from) {
		t.Errorf("%d at once, offset %s", h.publish.AtOnce, h.offset(from))
	}
	for _, s := range h.settings() {
		s.set(0)
	}
	if p.Theme() != prefs.System || p.Language() != "" || p.DecimalOffsets() || h.publish.AtOnce != 0 {
		t.Error("the first choices are not those of the beginning")
	}
}

func TestSettingsByKeyboard(t *testing.T) {
	h := newHouse(t)
	h.showSettings()
	theme, ok := h.win.Canvas().Focused().(*kit.Select)
	if !ok {
		t.Fatalf("the focus is on %T", h.win.Canvas().Focused())
	}
	theme.TypedKey(&fyne.KeyEvent{Name: fyne.KeyRight})
	if h.prefs.Theme() != prefs.Light {
		t.Errorf("Right chooses %s", h.prefs.Theme())
	}
	theme.TypedKey(&fyne.KeyEvent{Name: fyne.KeyEscape})
	if h.win.Canvas().Overlays().Top() != nil {
		t.Error("Escape does not close the settings")
	}
}

func TestEveryLanguageHasAName(t *testing.T) {
	all := languages(t)
	if len(all) != len(prefs.Languages()) {
		t.Errorf("%d files of words for %v", len(all), prefs.Languages())
	}
	for _, code := range prefs.Languages() {
		if all["translations/"+code+".json"] == nil || languageName(code) == languageName("") {
			t.Errorf("%s has no words or no name", code)
		}
	}
}

func TestTheWindowSpeaksTheChosenLanguage(t *testing.T) {
	app := test.NewTempApp(t)
	speak := func(code string) string {
		prefs.New(app.Preferences()).SetLanguage(code)
		if err := Speak(app, assets.Translations, "translations"); err != nil {
			t.Fatal(err)
		}
		return lang.L("Settings")
	}
	t.Cleanup(func() { speak("en") })
	got := []string{speak("de"), speak("en")}
	if !slices.Equal(got, []string{"Einstellungen", "Settings"}) {
		t.Errorf("speaks %v", got)
	}
}
