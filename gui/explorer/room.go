package explorer

import "fyne.io/fyne/v2"

// tightWidth is the width below which the panes share what there is, instead
// of having the sizes that they were given.
const tightWidth = 980

// Layout is for Fyne: in a small window the panes give room to the bytes.
func (r *Room) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	if tight := size.Width < tightWidth; tight != r.tight {
		r.tight = tight
		r.adapt(size.Width)
	}
	r.width = size.Width
	objects[0].Resize(size)
}

// MinSize is for Fyne.
func (r *Room) MinSize(objects []fyne.CanvasObject) fyne.Size { return objects[0].MinSize() }

func (r *Room) adapt(width float32) {
	tree, meaning, columns := r.sizes[SplitTree], r.sizes[SplitMeaning], []float32{226, 134, 84}
	fields := r.sizes[SplitFields]
	if r.tight {
		tree, meaning, columns = min(tree, width*0.38), min(meaning, 156), []float32{184, 92, 52}
		fields = min(fields, 236)
	}
	if r.doc != nil && r.doc.file.Foreign {
		tree = width * 0.52 // lines of text are wider than boxes
	}
	r.splits[SplitTree].SetKept(tree)
	r.splits[SplitMeaning].SetKept(meaning)
	r.splits[SplitFields].SetKept(fields)
	for i, col := range []int{0, 1, 3} {
		r.fields.grid.Columns[col].Width = columns[i]
	}
}
