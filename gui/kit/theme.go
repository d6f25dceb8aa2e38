package kit

import (
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/theme"
)

// Theme gives Fyne's own widgets the colours and the density of this window.
type Theme struct {
	dark *bool
}

var _ fyne.Theme = (*Theme)(nil)

// NewTheme returns the theme of the program. A nil dark follows the system.
func NewTheme(dark *bool) fyne.Theme { return &Theme{dark: dark} }

// Color maps Fyne's names onto the tokens.
func (t *Theme) Color(name fyne.ThemeColorName, variant fyne.ThemeVariant) color.Color {
	isDark := variant != theme.VariantLight
	if t.dark != nil {
		isDark = *t.dark
	}
	pick := lightColor
	if isDark {
		pick = darkColor
	}
	if isDark && (name == theme.ColorNameMenuBackground || name == theme.ColorNameOverlayBackground) {
		return pick(Raised) // a shadow alone does not lift an area from a dark one
	}
	if c, ok := translucent(name, pick, isDark); ok {
		return c
	}
	return pick(tokenOf(name))
}

// translucent are the colours that lie over others.
func translucent(name fyne.ThemeColorName, pick func(Token) color.NRGBA, isDark bool) (color.Color, bool) {
	switch name {
	case theme.ColorNameHover:
		return withAlpha(pick(Text), 0x12), true
	case theme.ColorNamePressed:
		return withAlpha(pick(Text), 0x24), true
	case theme.ColorNameFocus:
		return withAlpha(pick(Accent), 0x38), true
	case theme.ColorNameShadow:
		if isDark {
			return color.NRGBA{A: 0x80}, true
		}
		return color.NRGBA{A: 0x28}, true
	case theme.ColorNameScrollBar:
		return withAlpha(pick(Dim), 0x88), true
	case theme.ColorNameScrollBarBackground:
		return color.NRGBA{}, true
	case theme.ColorNameDisabled:
		return withAlpha(pick(Dim), 0xa0), true
	default:
		return nil, false
	}
}

func tokenOf(name fyne.ThemeColorName) Token {
	switch name {
	case theme.ColorNameBackground, theme.ColorNameInputBackground:
		return Background
	case theme.ColorNameButton, theme.ColorNameDisabledButton:
		return Raised
	case theme.ColorNameHeaderBackground, theme.ColorNameMenuBackground, theme.ColorNameOverlayBackground:
		return Panel
	case theme.ColorNameSeparator, theme.ColorNameInputBorder, theme.ColorNameInnerWindowBorder:
		return Line
	case theme.ColorNamePrimary, theme.ColorNameHyperlink:
		return Accent
	case theme.ColorNameForegroundOnPrimary, theme.ColorNameForegroundOnError,
		theme.ColorNameForegroundOnSuccess, theme.ColorNameForegroundOnWarning:
		return OnAccent
	case theme.ColorNameSelection:
		return Selection
	case theme.ColorNamePlaceHolder:
		return Dim
	case theme.ColorNameError:
		return Error
	case theme.ColorNameWarning:
		return Warning
	case theme.ColorNameSuccess:
		return OK
	default:
		return Text
	}
}

// Font returns the fonts that Fyne brings along.
func (t *Theme) Font(style fyne.TextStyle) fyne.Resource {
	return theme.DefaultTheme().Font(style)
}

// Icon returns the icons that Fyne brings along.
func (t *Theme) Icon(name fyne.ThemeIconName) fyne.Resource {
	return theme.DefaultTheme().Icon(name)
}

// Size makes Fyne's widgets as compact as the own ones.
func (t *Theme) Size(name fyne.ThemeSizeName) float32 {
	switch name {
	case theme.SizeNameText:
		return TextSize
	case theme.SizeNameCaptionText:
		return SmallSize
	case theme.SizeNameSubHeadingText:
		return HeadingSize
	case theme.SizeNameHeadingText:
		return TitleSize
	case theme.SizeNamePadding:
		return Tight
	case theme.SizeNameInnerPadding:
		return 6
	case theme.SizeNameLineSpacing:
		return 3
	case theme.SizeNameInlineIcon:
		return 16
	default:
		return lineSize(name)
	}
}

// lineSize is the thickness of bars and lines.
func lineSize(name fyne.ThemeSizeName) float32 {
	switch name {
	case theme.SizeNameScrollBar:
		return barRoom
	case theme.SizeNameScrollBarSmall:
		return barThin
	case theme.SizeNameScrollBarRadius:
		return 3
	case theme.SizeNameSeparatorThickness, theme.SizeNameInputBorder:
		return 1
	case theme.SizeNameSplitThickness:
		return 5
	case theme.SizeNameModalBlurRadius:
		return 0 // blurring the window below costs more than it helps
	default:
		return radius(name)
	}
}

func radius(name fyne.ThemeSizeName) float32 {
	switch name {
	case theme.SizeNameInputRadius, theme.SizeNameButtonRadius, theme.SizeNameCardRadius,
		theme.SizeNamePopupRadius, theme.SizeNameMenuRadius:
		return Radius
	case theme.SizeNameDialogRadius, theme.SizeNameInnerWindowRadius:
		return Space
	case theme.SizeNameSelectionRadius:
		return 3
	default:
		return theme.DefaultTheme().Size(name)
	}
}
