package explorer

import (
	"strconv"

	"smoothscope/gui/kit"
)

// base is how offsets are written, beside the bytes themselves, where they are
// always hexadecimal.
type base bool

const (
	hexadecimal base = false
	decimal     base = true
)

func (b base) offset(n int64) string {
	if b == decimal {
		return kit.Group(n)
	}
	return strconv.FormatInt(n, 16)
}

// bytesWidth is the width of the column of offsets in the table of fields.
func (b base) bytesWidth() float32 {
	if b == decimal {
		return 112
	}
	return 84
}

// SetDecimal writes offsets in decimal, or in hex.
func (r *Room) SetDecimal(on bool) {
	if r.base == base(on) {
		return
	}
	r.base = base(on)
	r.tree.fit(r.doc)
	r.fields.grid.Columns[3].Width = r.base.bytesWidth()
	r.Refresh()
	if r.sel.File != nil {
		r.meaning.show(r.sel)
	}
}
