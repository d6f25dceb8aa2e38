package media

import "smoothscope/inspect/box"

// fieldsOf decodes a box without its notes: to word those, each box would ask
// all tracks of the file for their time scales.
func fieldsOf(t *box.Tree, i int) *box.Decoded {
	return box.NewDecoder(t).Fields(i)
}
