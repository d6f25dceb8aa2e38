package kit

import (
	"image/color"
	"math"
)

// textContrast is what text needs against the area below it (WCAG 2.1, 1.4.3);
// marks make do with 3 (1.4.11).
const textContrast = 4.5

// Ink is the colour of text in a token on a surface: the token's own, mixed
// with the colour of text as far as it takes to be readable there. Marks keep
// the token's own colour.
func Ink(t, surface Token) color.NRGBA {
	c, on, text := C(t), C(surface), C(Text)
	for part := float32(0); part < 1; part += 0.05 {
		if mixed := blend(c, text, part); contrast(mixed, on) >= textContrast {
			return mixed
		}
	}
	return text
}

// labelInk is Ink for text that may lie on Background or on Panel.
func labelInk(t Token) color.NRGBA {
	if dark() {
		return Ink(t, Panel)
	}
	return Ink(t, Background)
}

// contrast is the ratio of two colours' luminance, 1 to 21 (WCAG 2.1).
func contrast(a, b color.NRGBA) float64 {
	high, low := luminance(a), luminance(b)
	if high < low {
		high, low = low, high
	}
	return (high + 0.05) / (low + 0.05)
}

func luminance(c color.NRGBA) float64 {
	linear := func(v uint8) float64 {
		s := float64(v) / 255
		if s <= 0.04045 {
			return s / 12.92
		}
		return math.Pow((s+0.055)/1.055, 2.4)
	}
	return 0.2126*linear(c.R) + 0.7152*linear(c.G) + 0.0722*linear(c.B)
}
