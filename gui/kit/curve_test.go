package kit

import (
	"image"
	"image/color"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/test"
)

func newTestCurve(t *testing.T, values ...float64) *Curve {
	t.Helper()
	inDark(t)
	c := NewCurve()
	c.Format = func(v float64) string { return Bytes(int64(v)) + "/s" }
	c.Moment = func(i int) string { return Group(int64(i)) + " s" }
	w := test.NewTempWindow(t, c)
	w.SetPadded(false)
	w.Resize(fyne.NewSize(200, 100))
	c.Set(values)
	return c
}

// inked counts the pixels of a part of a picture that have a colour.
func inked(img *image.RGBA, area image.Rectangle, c color.NRGBA) int {
	n := 0
	for y := area.Min.Y; y < area.Max.Y; y++ {
		for x := area.Min.X; x < area.Max.X; x++ {
			if img.RGBAAt(x, y) == (color.RGBA{R: c.R, G: c.G, B: c.B, A: 0xff}) {
				n++
			}
		}
	}
	return n
}

func TestCurveGoesUpWithTheValue(t *testing.T) {
	c := newTestCurve(t, 0, 0, 0, 0, 100, 100, 100, 100)
	img := c.body.draw(200, 100).(*image.RGBA)
	high, low := image.Rect(120, 10, 200, 24), image.Rect(0, 76, 80, 88)
	if inked(img, high, C(Accent)) == 0 || inked(img, low, C(Accent)) == 0 {
		t.Errorf("%d pixels above at the right, %d below at the left", inked(img, high, C(Accent)), inked(img, low, C(Accent)))
	}
	if inked(img, image.Rect(0, 10, 80, 60), C(Accent)) != 0 {
		t.Error("the low part is drawn high")
	}
	if again := c.body.draw(200, 100); again != image.Image(img) {
		t.Error("every picture needs its own memory")
	}
}

func TestCurveScaleIsRound(t *testing.T) {
	for most, want := range map[float64]float64{0: 1, 0.3: 0.5, 1: 1, 7: 10, 12: 20, 310_000: 500_000, 1_000_000: 1_000_000} {
		c := newTestCurve(t, 0, most)
		if got := c.top(); got != want {
			t.Errorf("up to %v the upper line is %v, want %v", most, got, want)
		}
	}
}

func TestCurveSaysTheValueBelowThePointer(t *testing.T) {
	c := newTestCurve(t, 0, 1000, 2000)
	at := func(x float32) string {
		c.MouseMoved(&desktop.MouseEvent{PointEvent: fyne.PointEvent{Position: fyne.NewPos(x, 50)}})
		return c.Said()
	}
	if got := []string{at(0), at(101), at(199), at(500)}; got[0] != "0 B/s · 0 s" || got[1] != "1.0 kB/s · 1 s" || got[2] != "2.0 kB/s · 2 s" || got[3] != got[2] {
		t.Errorf("says %q", got)
	}
	c.Set(nil)
	if c.Said() != "" {
		t.Errorf("says %q of nothing", c.Said())
	}
	c.Set([]float64{1, 2})
	c.MouseOut()
	if c.Said() != "" {
		t.Errorf("says %q without a pointer", c.Said())
	}
}
