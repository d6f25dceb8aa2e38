package preview

import "fyne.io/fyne/v2"

// heights shares the height between the curve and the requests: in a small
// window the curve gives room to the rows.
type heights struct {
	room  *Room
	kept  float32 // what a person chose for the curve where there is room
	small bool
	begun bool
}

const (
	lowHeight  = 460 // of both; below that there is little room
	smallCurve = 104
	// Below that the rows have all of it.
	leastHeight = 250
)

// Layout is for Fyne.
func (l *heights) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	if small := size.Height < lowHeight; small != l.small || !l.begun {
		l.small, l.begun = small, true
		l.fit()
	}
	l.room.board.object.Hidden = size.Height < leastHeight
	objects[0].Resize(size)
}

func (l *heights) fit() {
	split := l.room.split
	split.OnMoved = func(at float32) {
		if !l.small {
			l.kept = at
			l.room.OnSplit(SplitCurve, at)
		}
	}
	height := l.kept
	if l.small {
		height = min(height, smallCurve)
	}
	split.SetKept(height)
}

// MinSize is for Fyne.
func (l *heights) MinSize(objects []fyne.CanvasObject) fyne.Size { return objects[0].MinSize() }
