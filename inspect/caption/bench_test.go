package caption

import (
	"fmt"
	"strings"
	"testing"
	"time"
)

// many is a document of 5 000 cues.
func many(t testing.TB, format string) []byte {
	var cues []Cue
	for i := range 5000 {
		c := NewCue(time.Duration(i)*3*time.Second, time.Duration(i)*3*time.Second+2500*time.Millisecond, fmt.Sprintf("Caption %d says\nsomething & more", i))
		c.Runs = append(c.Runs, Run{Text: " in italics", Style: Style{Italic: true}})
		cues = append(cues, c)
	}
	d, err := Fresh(cues, format, "en")
	if err != nil {
		t.Fatal(err)
	}
	return d.read.raw
}

// BenchmarkParseShiftWrite reads 5 000 cues, moves all and writes them.
func BenchmarkParseShiftWrite(b *testing.B) {
	for _, f := range Formats() {
		raw := many(b, f.Name)
		b.Run(strings.ToUpper(f.Name), func(b *testing.B) {
			for b.Loop() {
				d, err := Parse(raw, Options{Format: f.Name})
				if err != nil || len(d.Cues) != 5000 {
					b.Fatal(err, len(d.Cues))
				}
				cues, err := Shift(d.Cues, 1500*time.Millisecond)
				if err != nil {
					b.Fatal(err)
				}
				if _, err := d.With(cues).Bytes(); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
