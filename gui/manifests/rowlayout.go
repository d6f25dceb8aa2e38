package manifests

import (
	"fyne.io/fyne/v2"

	"smoothscope/gui/kit"
)

// Layout is for Fyne.
func (r *row) Layout(_ []fyne.CanvasObject, size fyne.Size) {
	room := size.Width - rowInset - crossWide
	put(r.wheel, 0, 0, size.Width, size.Height)
	nameWide := r.form.nameWide(room)
	valueWide := min(max(room*0.38, 150), 420)
	x := rowInset
	put(r.name, x, 1, nameWide-kit.Space, kit.ControlHeight)
	put(r.boxes[0], x-4, 2, nameWide-kit.Tight, kit.ControlHeight)
	x += nameWide
	put(r.boxes[1], x, 2, valueWide, kit.ControlHeight)
	pad := (kit.ControlHeight - r.text.MinSize().Height) / 2
	put(r.text, x-4, 2+pad, valueWide, r.text.MinSize().Height)
	put(r.opener, x+valueWide-crossWide, 2, crossWide, kit.ControlHeight)
	put(r.note, x+2, rowTall-1, max(0, size.Width-x-kit.Space), noteTall)
	x += valueWide
	put(r.cross, x, 2, crossWide, kit.ControlHeight)
	x += crossWide + kit.Tight
	r.explain(x, max(0, size.Width-x-kit.Space))
}

func put(o fyne.CanvasObject, x, y, w, h float32) {
	o.Move(fyne.NewPos(x, y))
	o.Resize(fyne.NewSize(w, h))
}

// explain sets the help in one line or two.
func (r *row) explain(x, width float32) {
	if r.helped != r.field.known.help || r.width != width {
		r.helped, r.width = r.field.known.help, width
		first, rest := halves(r.helped, width)
		r.help[0].SetText(first)
		r.help[1].SetText(rest)
	}
	y := float32(2)
	if r.help[1].Text == "" {
		y += 7
	}
	for i := range r.help {
		put(r.help[i], x, y+float32(i)*14, width, 16)
	}
}

// halves parts a text where a line of a width is full.
func halves(text string, width float32) (first, rest string) {
	fits := func(s string) bool { return fyne.MeasureText(s, kit.TinySize, fyne.TextStyle{}).Width <= width }
	if fits(text) {
		return text, ""
	}
	at := 0
	for i, c := range text {
		if c == ' ' {
			if !fits(text[:i]) {
				break
			}
			at = i
		}
	}
	if at == 0 {
		return text, ""
	}
	return text[:at], text[at+1:]
}

// MinSize is for Fyne.
func (r *row) MinSize([]fyne.CanvasObject) fyne.Size {
	h := rowTall
	if !r.note.Hidden {
		h += noteTall
	}
	return fyne.NewSize(300, h)
}
