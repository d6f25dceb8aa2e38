package kit

import "strings"

// Piece is a part of a cell's text with a look of its own.
type Piece struct {
	Text                    string
	Bold, Italic, Underline bool
	Color                   Token // the cell's when empty
}

// PiecesText is the text of pieces without their looks.
func PiecesText(pieces []Piece) string {
	var b strings.Builder
	for _, p := range pieces {
		b.WriteString(p.Text)
	}
	return b.String()
}

// pieces notes parts of a text one after the other, the last one that has room
// with an ellipsis where something is missing.
func (b *gridBody) pieces(c Cell, column Column, from, to, y float32) {
	main, _ := b.fonts(c, column)
	x := from
	for i, p := range c.Pieces {
		key := main
		key.bold, key.italic = main.bold || p.Bold, p.Italic
		room := to - x
		if i+1 < len(c.Pieces) && b.brush.measure(p.Text+ellipsis, key) > room {
			p.Text += ellipsis // what follows has no room
		}
		text := b.fit(p.Text, key, room)
		b.text(text, key, x, y, b.grid.rowHeight(), b.ink(or(p.Color, or(c.Color, column.Token))), 0)
		if n := len(b.runs); p.Underline && text != "" {
			b.runs[n-1].line = b.brush.measure(text, key)
		}
		if text != p.Text {
			return
		}
		x += b.brush.measure(text, key)
	}
}
