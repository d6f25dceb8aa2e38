package manifests

import (
	"fyne.io/fyne/v2"

	"smoothscope/gui/kit"
)

// fitter keeps a side of a split from taking most of a small window; the size
// that a person gave it comes back with the room.
type fitter struct {
	split  *kit.Split
	across bool
	kept   float32 // by the person
	set    float32 // here
}

func newFitter(split *kit.Split, kept float32, across bool) *fitter {
	return &fitter{split: split, across: across, kept: kept}
}

// The parts of the room that tree and source have at most.
const (
	mostTree   = 0.36
	mostSource = 0.5
)

// Layout is for Fyne.
func (f *fitter) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	if at := f.split.Kept(); at != f.set && f.set != 0 {
		f.kept = at // moved by hand
	}
	most := size.Height * mostSource
	if f.across {
		most = size.Width * mostTree
	}
	if at := min(f.kept, float32(int(most))); at != f.split.Kept() || f.set == 0 {
		f.set = at
		f.split.SetKept(at)
	}
	for _, o := range objects {
		o.Move(fyne.NewPos(0, 0))
		o.Resize(size)
	}
}

// MinSize is for Fyne.
func (f *fitter) MinSize(objects []fyne.CanvasObject) fyne.Size { return objects[0].MinSize() }
