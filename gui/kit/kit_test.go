package kit

import (
	"image"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/test"
)

// inDark runs the test in an app with the dark theme and returns a switch.
func inDark(t *testing.T) (useDark func(bool)) {
	t.Helper()
	app := test.NewTempApp(t)
	useDark = func(on bool) { app.Settings().SetTheme(NewTheme(&on)) }
	useDark(true)
	return useDark
}

// show puts an object into a window of a given size.
func show(t *testing.T, o fyne.CanvasObject, w, h float32) fyne.Canvas {
	t.Helper()
	win := test.NewTempWindow(t, o)
	win.SetPadded(false)
	win.Resize(fyne.NewSize(w, h))
	return win.Canvas()
}

func key(f fyne.Focusable, names ...fyne.KeyName) {
	for _, name := range names {
		f.TypedKey(&fyne.KeyEvent{Name: name})
	}
}

func press(m desktop.Mouseable, x, y float32, mod fyne.KeyModifier) {
	ev := &desktop.MouseEvent{Button: desktop.MouseButtonPrimary, Modifier: mod}
	ev.Position = fyne.NewPos(x, y)
	m.MouseDown(ev)
	m.MouseUp(ev)
}

// count is how many pixels of an area have a token's colour.
func count(img image.Image, area image.Rectangle, token Token) int {
	want, n := C(token), 0
	for y := area.Min.Y; y < area.Max.Y; y++ {
		for x := area.Min.X; x < area.Max.X; x++ {
			r, g, b, _ := img.At(x, y).RGBA()
			if near(r>>8, want.R) && near(g>>8, want.G) && near(b>>8, want.B) {
				n++
			}
		}
	}
	return n
}

// near allows for the rounding of different painters.
func near(a uint32, b uint8) bool {
	d := int(a) - int(b)
	return d >= -2 && d <= 2
}
