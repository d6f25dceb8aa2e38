package markers

import "fyne.io/fyne/v2"

// heights keeps the details from taking most of a low window; the size that a
// person gave them comes back with the room.
type heights struct {
	room *Room
	kept float32 // by the person
	set  float32 // here
}

// mostDetail is the part of the height that the details have at most, and
// beside a command that asks for something where the room is low.
const (
	mostDetail   = 0.6
	lowDetail    = 0.42
	lowForDetail = 420
)

// Layout is for Fyne.
func (h *heights) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	split := h.room.split
	if at := split.Kept(); at != h.set && h.set != 0 {
		h.kept = at // moved by hand
	}
	most := size.Height * mostDetail
	if h.room.strip.opened() && size.Height < lowForDetail {
		most = size.Height * lowDetail
	}
	if at := min(h.kept, float32(int(most))); at != split.Kept() || h.set == 0 {
		h.set = at
		split.SetKept(at)
	}
	objects[0].Resize(size)
}

// MinSize is for Fyne.
func (h *heights) MinSize(objects []fyne.CanvasObject) fyne.Size { return objects[0].MinSize() }
