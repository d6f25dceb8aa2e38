package check

import (
	"fmt"
	"os/exec"
	"testing"
)

// facts is a level of 10 s with chunks of some frames.
func facts(rate float64, frames int) LevelFacts {
	l := LevelFacts{Width: 64, Height: 36, TimeScale: hns}
	for n := range int(10 * rate / float64(frames)) {
		span := float64(frames) / rate * hns
		f := Fragment{Span: uint64(span)}
		f.Time, f.Samples = uint64(float64(n)*span), uint32(frames)
		l.Fragments = append(l.Fragments, f)
	}
	return l
}

// The GOPs that are advised last equally long at all frame rates.
func TestPaces(t *testing.T) {
	for _, c := range []struct {
		levels []LevelFacts
		want   string
	}{
		{[]LevelFacts{facts(25, 50), facts(25, 60), facts(25, 50)}, "25 50, 25 50, 25 50, "},
		{[]LevelFacts{facts(25, 25), facts(25, 25)}, "25 25, 25 25, "},
		{[]LevelFacts{facts(12.5, 25), facts(25, 50)}, "25/2 25, 25 50, "},
		{[]LevelFacts{facts(30000.0/1001, 60), facts(30000.0/1001, 60)}, "30000/1001 60, 30000/1001 60, "},
		{[]LevelFacts{facts(50, 100), facts(49.847, 100), facts(25, 50)}, "50 100, 50 100, 25 50, "},
		{[]LevelFacts{facts(25, 250)}, "25 50, "}, // ffmpeg's ten seconds are too long
		{[]LevelFacts{{Width: 64, Height: 36}}, ""},
	} {
		s := StreamFacts{Type: "video", Levels: c.levels}
		got, paces := "", s.paces()
		for i := range s.Levels {
			if p, ok := paces[i]; ok {
				got += fmt.Sprintf("%v %d, ", p.rate, p.gop)
			}
		}
		if got != c.want {
			t.Errorf("got %s, want %s", got, c.want)
		}
	}
}

// A shell takes a quoted word as it is.
func TestShellWords(t *testing.T) {
	for _, word := range []string{"plain.mp4", "two words", "it's", `a"b$c\d`, "", "*", "a;b", "-c", "ü"} {
		out, err := exec.CommandContext(t.Context(), "sh", "-c", "printf %s "+shell(word)).Output()
		if err != nil || string(out) != word {
			t.Errorf("%q became %q (%v)", word, out, err)
		}
	}
}
