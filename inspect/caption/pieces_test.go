package caption

import (
	"bytes"
	"fmt"
	"math/rand/v2"
	"testing"
	"time"
)

// Whatever was written before, each piece is what With and Bytes write.
func TestPiecesAreWrittenAsAlone(t *testing.T) {
	var cues []Cue
	for i := range 40 {
		cues = append(cues, NewCue(time.Duration(i)*time.Second, time.Duration(i+1)*time.Second, fmt.Sprint("cue ", i%3)))
	}
	d, err := Fresh(cues, "ttml", "eng")
	if err != nil {
		t.Fatal(err)
	}
	random := rand.New(rand.NewPCG(1, 2))
	now := d.Cues
	for range 50 {
		i := random.IntN(len(now))
		switch random.IntN(4) {
		case 0:
			c := now[i]
			c.Runs = PlainRuns(fmt.Sprint("edit ", random.IntN(3)))
			now = Set(now, i, c)
		case 1:
			now, _ = Add(now, NewCue(now[i].Start, now[i].End, "added"))
		case 2:
			now = Delete(now, i)
		default:
			if now, err = Shift(now, time.Duration(random.IntN(5))*time.Second, i); err != nil {
				t.Fatal(err)
			}
		}
		e := d.With(now)
		if random.IntN(10) == 0 {
			if e, err = e.InEncoding("utf-16le", true); err != nil {
				t.Fatal(err)
			}
		}
		var lists [][]Cue
		for at := 0; at < len(now); at += random.IntN(4) {
			lists = append(lists, now[at:min(len(now), at+random.IntN(3))])
		}
		got, err := e.Pieces(lists)
		if err != nil {
			t.Fatal(err)
		}
		for i, list := range lists {
			want, err := e.With(list).Bytes()
			if err != nil || !bytes.Equal(got[i], want) {
				t.Fatalf("piece %d is\n%s\nand not\n%s %v", i, got[i], want, err)
			}
		}
	}
}
