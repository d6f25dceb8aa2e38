package gui

import (
	"slices"
	"strconv"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/dialog"
	"fyne.io/fyne/v2/lang"
	"fyne.io/fyne/v2/layout"

	"smoothscope/gui/kit"
	"smoothscope/gui/prefs"
)

// setting is a choice among a few values.
type setting struct {
	label   string
	options []string
	at      int
	set     func(at int)
}

// settings are what the dialog offers; a choice takes effect at once.
func (h *Hall) settings() []setting {
	return []setting{h.themeSetting(), h.languageSetting(), h.rowSetting(), h.baseSetting(), h.saveSetting(), h.atOnceSetting()}
}

func (h *Hall) themeSetting() setting {
	themes := []prefs.Theme{prefs.System, prefs.Light, prefs.Dark}
	s := setting{label: lang.L("Theme"), at: slices.Index(themes, h.prefs.Theme()), set: func(at int) { h.setTheme(themes[at]) }}
	for _, t := range themes {
		s.options = append(s.options, lang.L(themeName(t)))
	}
	return s
}

func (h *Hall) languageSetting() setting {
	codes := append([]string{""}, prefs.Languages()...)
	s := setting{label: lang.L("Language"), at: slices.Index(codes, h.prefs.Language()), set: func(at int) { h.prefs.SetLanguage(codes[at]) }}
	for _, code := range codes {
		s.options = append(s.options, languageName(code))
	}
	return s
}

// languageName is what speakers of a language call it.
func languageName(code string) string {
	switch code {
	case "en":
		return "English"
	case "de":
		return "Deutsch"
	}
	return lang.L("As the system")
}

func (h *Hall) rowSetting() setting {
	widths := []int{16, 32}
	return setting{
		label: lang.L("Bytes a row"), options: []string{"16", "32"}, at: slices.Index(widths, h.prefs.BytesPerRow()),
		set: func(at int) { h.setBytesPerRow(widths[at]) },
	}
}

func (h *Hall) baseSetting() setting {
	s := setting{label: lang.L("Offsets"), options: []string{lang.L("Hexadecimal"), lang.L("Decimal")}, set: func(at int) { h.setDecimal(at == 1) }}
	if h.prefs.DecimalOffsets() {
		s.at = 1
	}
	return s
}

func (h *Hall) setDecimal(on bool) {
	h.prefs.SetDecimalOffsets(on)
	h.explorer.SetDecimal(on)
	h.describe()
}

func (h *Hall) saveSetting() setting {
	s := setting{
		label: lang.L("Before changes are saved"), options: []string{lang.L("Show what has changed"), lang.L("Ask nothing")},
		set: func(at int) { h.prefs.SetSaveAtOnce(at == 1) },
	}
	if h.prefs.SaveAtOnce() {
		s.at = 1
	}
	return s
}

func (h *Hall) atOnceSetting() setting {
	numbers := []int{0, 1, 2, 4, 8, 16, 32, 64}
	s := setting{label: lang.L("Items published at once"), at: max(0, slices.Index(numbers, h.prefs.AtOnce())), set: func(at int) {
		h.prefs.SetAtOnce(numbers[at])
		h.publish.AtOnce = numbers[at]
	}}
	for _, n := range numbers {
		s.options = append(s.options, strconv.Itoa(n))
	}
	s.options[0] = lang.L("What suits the target")
	return s
}

// portSetting is where the port of the preview server is typed; what is no port
// is not taken, and said.
func (h *Hall) portSetting(around *fyne.Container) fyne.CanvasObject {
	port := kit.NewSearchBox(lang.L("any free one"), "")
	port.ActionItem, port.OnCancel = nil, h.escape
	if n := h.prefs.PreviewPort(); n > 0 {
		port.SetText(strconv.Itoa(n))
	}
	note := kit.NewSmall("")
	note.Token, note.Whole = kit.Error, false
	note.Hide()
	port.OnChanged = func(text string) {
		n, err := checkPort(text)
		note.Hidden = err == nil
		if err == nil {
			h.prefs.SetPreviewPort(n)
		} else {
			note.SetText("✕ " + err.Error())
		}
		around.Refresh()
	}
	return kit.Rows(0, port, note)
}

// showSettings is the dialog of them.
func (h *Hall) showSettings() {
	rows := container.New(layout.NewFormLayout())
	var first fyne.Focusable
	for _, s := range h.settings() {
		choice := kit.NewSelect(s.options, nil)
		choice.SetSelectedIndex(s.at)
		choice.OnChanged = func(string) { s.set(choice.SelectedIndex()) }
		if first == nil {
			first = choice
		}
		rows.Add(kit.Pad(0, kit.Space, 0, 0, kit.NewLabel(s.label, kit.Dim)))
		rows.Add(choice)
	}
	port := h.portSetting(rows)
	rows.Add(kit.Pad(0, kit.Space, 0, 0, kit.NewLabel(lang.L("Port of the preview"), kit.Dim)))
	rows.Add(port)
	later := kit.NewSmall(lang.L("Another language takes effect when Smoothscope is started again."))
	d := dialog.NewCustomWithoutButtons(lang.L("Settings"),
		kit.Rows(kit.Space, rows, later, kit.Gap(460, kit.Tight)), h.win)
	d.SetButtons([]fyne.CanvasObject{kit.NewPrimary(lang.L("Close"), func() { d.Hide() })})
	h.openDialog(d)
	h.win.Canvas().Focus(first)
}
