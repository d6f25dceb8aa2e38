package explorer

import (
	"testing"
	"time"
	"unicode/utf16"
)

func TestParseQuery(t *testing.T) {
	for text, want := range map[string]Query{
		"0x5e58": {Offset: 0x5e58, IsOffset: true}, "5e58h": {Offset: 0x5e58, IsOffset: true}, "24 152": {Offset: 24152, IsOffset: true},
		"+0x10": {Offset: 116, IsOffset: true}, "-4": {Offset: 96, IsOffset: true}, "4.0s": {Time: 4 * time.Second, IsTime: true},
		"250 ms": {Time: 250 * time.Millisecond, IsTime: true}, "1:02.5": {Time: 62*time.Second + 500*time.Millisecond, IsTime: true},
		"trun": {Text: "trun"}, " moov/trak[2] ": {Text: "moov/trak[2]"}, "-200": {Text: "-200"}, "beef": {Text: "beef"},
	} {
		got, err := ParseQuery(text, 100)
		if err != nil || got != want {
			t.Errorf("%q is %+v %v, want %+v", text, got, err, want)
		}
	}
	if _, err := ParseQuery("  ", 0); err == nil {
		t.Error("nothing is understood as something")
	}
}

func TestTextLines(t *testing.T) {
	lines, ok := textLines([]byte("a\r\n\nb"))
	if !ok || len(lines) != 3 || lines[0].text != "a" || lines[2] != (line{"b", 4, 5}) {
		t.Errorf("%v %+v", ok, lines)
	}
	wide := []byte{0xff, 0xfe}
	for _, u := range utf16.Encode([]rune("x\ny")) {
		wide = append(wide, byte(u), byte(u>>8))
	}
	lines, ok = textLines(wide)
	if !ok || len(lines) != 2 || lines[0].text != "x" || lines[1] != (line{"y", 6, 8}) {
		t.Errorf("UTF-16: %v %+v", ok, lines)
	}
	if _, ok := textLines([]byte{0, 0, 0, 24, 'f', 't', 'y', 'p'}); ok {
		t.Error("boxes are taken for text")
	}
	if lines, ok := textLines(nil); !ok || len(lines) != 0 {
		t.Errorf("nothing: %v %v", ok, lines)
	}
}
