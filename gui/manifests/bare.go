package manifests

import (
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/theme"
)

// bare is the theme that applies, without scroll bars: in an entry of one line
// they would lie over what is typed.
type bare struct{}

// Color is for Fyne.
func (bare) Color(name fyne.ThemeColorName, variant fyne.ThemeVariant) color.Color {
	if name == theme.ColorNameScrollBar || name == theme.ColorNameScrollBarBackground || name == theme.ColorNameShadow {
		return color.Transparent
	}
	return app().Color(name, variant)
}

// Font is for Fyne.
func (bare) Font(style fyne.TextStyle) fyne.Resource { return app().Font(style) }

// Icon is for Fyne.
func (bare) Icon(name fyne.ThemeIconName) fyne.Resource { return app().Icon(name) }

// Size is for Fyne.
func (bare) Size(name fyne.ThemeSizeName) float32 { return app().Size(name) }

func app() fyne.Theme { return fyne.CurrentApp().Settings().Theme() }
