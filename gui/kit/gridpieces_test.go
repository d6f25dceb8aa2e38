package kit

import (
	"image"
	"strings"
	"testing"
)

func TestPiecesStandSideBySide(t *testing.T) {
	inDark(t)
	pieces := []Piece{{Text: "plain "}, {Text: "slanted", Italic: true}, {Text: "⏎", Color: Dim}, {Text: strings.Repeat("under ", 40), Underline: true}}
	g := NewGrid(cells{{{Pieces: pieces}}, {{Text: "x"}}}, Column{})
	g.Inset = 10
	c := show(t, g, 300, 2*RowHeight)
	got := g.Shown()[0]
	if want := "plain \tslanted\t⏎\tunder under"; !strings.HasPrefix(got, want) || !strings.HasSuffix(got, ellipsis) {
		t.Errorf("shown %q", got)
	}
	if n := count(c.Capture(), image.Rect(200, 0, 260, int(RowHeight)), Text); n < 60 {
		t.Errorf("%d pixels of text where it is underlined", n)
	}
	if text := PiecesText(pieces[:3]); text != "plain slanted⏎" {
		t.Errorf("text %q", text)
	}
}
