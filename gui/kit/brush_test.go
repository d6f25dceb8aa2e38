package kit

import (
	"testing"

	"fyne.io/fyne/v2"
)

// A mark that the font lacks is drawn by Fyne, in its own width.
func TestTextThatFyneDrawsIsMeasuredByFyne(t *testing.T) {
	inDark(t)
	b, key := newBrush(), fontKey{size: SmallSize}
	const text = "✕ missing"
	if b.plain(text, key) {
		t.Fatal("the font has the mark: take one that it lacks")
	}
	if got, want := b.measure(text, key), fyne.MeasureText(text, SmallSize, key.style()).Width; got != want {
		t.Errorf("width %v, Fyne draws %v", got, want)
	}
}
