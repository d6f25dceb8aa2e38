package kit

import (
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"
)

func TestTabsWithBadgesFitIntoANarrowWindow(t *testing.T) {
	test.NewTempApp(t)
	bar := NewTabs("Boxes", "Timeline", "Checks", "Manifest", "Captions", "Markers", "Offsets", "Preview", "Publish")
	end := func() float32 {
		last := bar.tabs[len(bar.tabs)-1]
		return last.Position().X + last.Size().Width
	}
	test.WidgetRenderer(bar)
	bar.Resize(fyne.NewSize(1400, TabsHeight))
	wide := bar.tabs[0].Size().Width
	bar.Resize(fyne.NewSize(end()+Space, TabsHeight))
	if bar.tabs[0].Size().Width != wide {
		t.Errorf("the first tab shrinks to %v though there is room", bar.tabs[0].Size().Width)
	}
	for _, i := range []int{2, 3, 4, 5} {
		bar.SetBadge(i, "12", Warning)
	}
	if at := end(); at > bar.Size().Width {
		t.Errorf("the last tab ends at %v of %v", at, bar.Size().Width)
	}
	for i, one := range bar.tabs[1:] {
		if before := bar.tabs[i]; one.Position().X < before.Position().X+before.Size().Width {
			t.Errorf("tab %d lies over the one before", i+1)
		}
	}
}
