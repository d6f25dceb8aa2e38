package explorer

import (
	"testing"

	"smoothscope/gui/kit"
)

func TestOffsetsInBothBases(t *testing.T) {
	for _, c := range []struct {
		row  row
		base base
		want string
	}{
		{row{bit: 8 * 0x5e58, bits: 32}, hexadecimal, "5e58"},
		{row{bit: 8 * 24152, bits: 32}, decimal, kit.Group(24152)},
		{row{bit: 8*255 + 3, bits: 5}, hexadecimal, "ff.3+5"},
		{row{bit: 8*255 + 3, bits: 5}, decimal, "255.3+5"},
	} {
		if got := c.row.where(c.base); got != c.want {
			t.Errorf("bit %d is at %q, want %q", c.row.bit, got, c.want)
		}
	}
}
