package kit

import (
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/theme"
)

// Token names a colour by what it is for. The empty token stands for the
// colour that a widget uses when nothing else is said, mostly Text.
type Token string

// The colours of the window. The last six are the categories of boxes and have
// the same colour in tree, hex and timeline.
const (
	Background Token = "background"
	Panel      Token = "panel"
	Raised     Token = "raised"
	Line       Token = "line"
	Text       Token = "text"
	Dim        Token = "dim"
	Accent     Token = "accent"
	OnAccent   Token = "on-accent" // text on an area filled with Accent
	Selection  Token = "selection"
	Hover      Token = "hover"
	Error      Token = "error"
	Warning    Token = "warning"
	OK         Token = "ok"

	Structure  Token = "structure"
	Time       Token = "time"
	Index      Token = "index"
	Media      Token = "media"
	Protection Token = "protection"
	Unknown    Token = "unknown"
)

// C returns the colour of a token in the variant (dark or light) that the
// running application shows now. Widgets ask again on every refresh, so that
// a switch of the variant needs nothing else.
func C(t Token) color.NRGBA {
	if dark() {
		return darkColor(t)
	}
	return lightColor(t)
}

// dark tells the variant that is shown now.
func dark() bool {
	if own, ok := theme.Current().(*Theme); ok && own.dark != nil {
		return *own.dark
	}
	app := fyne.CurrentApp()
	return app == nil || app.Settings().ThemeVariant() != theme.VariantLight
}

// withAlpha is c, seen through to the given part of 255.
func withAlpha(c color.NRGBA, a uint8) color.NRGBA {
	c.A = a
	return c
}

func rgb(v uint32) color.NRGBA {
	return color.NRGBA{R: uint8(v >> 16), G: uint8(v >> 8), B: uint8(v), A: 0xff}
}

func darkColor(t Token) color.NRGBA {
	switch t {
	case Background:
		return rgb(0x12151a)
	case Panel:
		return rgb(0x181c23)
	case Raised:
		return rgb(0x20262f)
	case Line:
		return rgb(0x2a313c)
	case Dim:
		return rgb(0x8b95a5)
	case Accent:
		return rgb(0x5aa9ff)
	case OnAccent:
		return rgb(0x0b1220)
	case Selection:
		return rgb(0x21405f)
	case Hover:
		return rgb(0x1c222b)
	case Error:
		return rgb(0xff6b6b)
	case Warning:
		return rgb(0xf0b429)
	case OK:
		return rgb(0x3ecf8e)
	default:
		return darkCategory(t)
	}
}

func darkCategory(t Token) color.NRGBA {
	switch t {
	case Structure:
		return rgb(0x9aa4b2)
	case Time:
		return rgb(0x56b4e9)
	case Index:
		return rgb(0xe6a03c)
	case Media:
		return rgb(0x2fb98b)
	case Protection:
		return rgb(0xd58fb9)
	case Unknown:
		return rgb(0xd5744a)
	default:
		return rgb(0xdde2ea) // Text
	}
}

func lightColor(t Token) color.NRGBA {
	switch t {
	case Background:
		return rgb(0xf4f5f7)
	case Panel:
		return rgb(0xffffff)
	case Raised:
		return rgb(0xeceff3)
	case Line:
		return rgb(0xd9dee6)
	case Dim:
		return rgb(0x667085)
	case Accent:
		return rgb(0x1769d2)
	case OnAccent:
		return rgb(0xffffff)
	case Selection:
		return rgb(0xd6e7fb)
	case Hover:
		return rgb(0xe9ecf1)
	case Error:
		return rgb(0xc62828)
	case Warning:
		return rgb(0xa86500)
	case OK:
		return rgb(0x12805c)
	default:
		return lightCategory(t)
	}
}

func lightCategory(t Token) color.NRGBA {
	switch t {
	case Structure:
		return rgb(0x667085)
	case Time:
		return rgb(0x1f77b4)
	case Index:
		return rgb(0xb86e00)
	case Media:
		return rgb(0x0b7a5a)
	case Protection:
		return rgb(0xa34d84)
	case Unknown:
		return rgb(0xb0461e)
	default:
		return rgb(0x1d2430) // Text
	}
}
