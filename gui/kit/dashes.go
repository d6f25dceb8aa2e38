package kit

import "image"

// draw paints the frame of the drop area.
func (r *dropRenderer) draw(w, h int) image.Image {
	return image.NewRGBA(image.Rect(0, 0, w, h))
}
