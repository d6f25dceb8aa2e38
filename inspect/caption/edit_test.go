package caption

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

func three() []Cue {
	return []Cue{NewCue(1000*ms, 2000*ms, "one two"), NewCue(3000*ms, 4000*ms, "three"), NewCue(5000*ms, 6000*ms, "four")}
}

// said is cues in short.
func said(cues []Cue) []string {
	var out []string
	for _, c := range cues {
		out = append(out, Clock(c.Start)+" "+Clock(c.End)+" "+c.Text())
	}
	return out
}

func TestEdits(t *testing.T) {
	cues := three()
	split, err := Split(cues, 0, 1500*ms, 3)
	if err != nil {
		t.Fatal(err)
	}
	merged, err := Merge(split, 1, 2)
	if err != nil {
		t.Fatal(err)
	}
	added, at := Add(merged, NewCue(4500*ms, 4600*ms, "new"))
	got := said(Delete(added, 0))
	want := []string{"00:00:01.500 00:00:04.000 two\nthree", "00:00:04.500 00:00:04.600 new", "00:00:05.000 00:00:06.000 four"}
	if diff := cmp.Diff(want, got); diff != "" || at != 2 {
		t.Error(at, diff)
	}
	if diff := cmp.Diff(said(three()), said(cues)); diff != "" {
		t.Error("the cues of before are changed: ", diff)
	}
	if _, err := Split(cues, 0, 2500*ms, 1); err == nil {
		t.Error("split at a time outside of the cue")
	}
	if _, err := Shift(cues, -2*time.Second); err == nil {
		t.Error("moved before 0")
	}
}

// Edits of a document of each format are written and read again.
func TestEditsAreWritten(t *testing.T) {
	for _, f := range Formats() {
		d, err := Fresh(three(), f.Name, "en")
		if err != nil {
			t.Fatal(err)
		}
		cues, err := Split(d.Cues, 1, 3500*ms, 2)
		if err != nil {
			t.Fatal(err)
		}
		cues, _ = Add(Delete(cues, 0), NewCue(8*time.Second, 9*time.Second, "last"))
		again, err := Parse([]byte(written(t, d.With(cues))), Options{})
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(said(cues), said(again.Cues)); diff != "" {
			t.Errorf("%s: %s", f.Name, diff)
		}
		none := d.With(nil)
		empty, err := Parse([]byte(written(t, none)), Options{Format: f.Name})
		if err != nil || len(empty.Cues) != 0 {
			t.Fatalf("%s: %d cues, %v", f.Name, len(empty.Cues), err)
		}
		if full := written(t, empty.With(three())); len(parse(t, full).Cues) != 3 {
			t.Errorf("%s: filled again it is %s", f.Name, full)
		}
	}
}

// Stretching there and back gives the same milliseconds, also after ten hours.
func TestStretchIsExact(t *testing.T) {
	var cues []Cue
	for i := range 1000 {
		at := time.Duration(i) * 36037 * ms
		cues = append(cues, NewCue(at, at+1234*ms, "x"))
	}
	slow, err := Stretch(cues, PAL(), Film(), 0)
	if err != nil {
		t.Fatal(err)
	}
	if want := time.Duration(36037*1000000) * 25 * 1001 / 24000; (slow[1].Start - want).Abs() > 1 {
		t.Errorf("%v, want %v", slow[1].Start, want)
	}
	back, err := Stretch(slow, Film(), PAL(), 0)
	if err != nil {
		t.Fatal(err)
	}
	for i := range cues {
		if back[i].Start.Round(ms) != cues[i].Start || back[i].End.Round(ms) != cues[i].End {
			t.Fatalf("cue %d: %v becomes %v", i, cues[i].Start, back[i].Start)
		}
	}
}

func TestSnap(t *testing.T) {
	got, err := Snap([]Cue{NewCue(1010*ms, 1015*ms, "x"), NewCue(2030*ms, 3019*ms, "y")}, PAL())
	if err != nil {
		t.Fatal(err)
	}
	want := []string{"00:00:01.000 00:00:01.040 x", "00:00:02.040 00:00:03.000 y"}
	if diff := cmp.Diff(want, said(got)); diff != "" {
		t.Error(diff)
	}
}

func TestFindAndReplace(t *testing.T) {
	cues := []Cue{{Runs: []Run{{Text: "The c"}, {Text: "at sat", Style: Style{Italic: true}}, {Markup: "<c>"}, {Text: " on the Cat"}}}}
	found, err := Find(cues, Query{Text: "cat", AnyCase: true})
	if err != nil || len(found) != 2 {
		t.Fatal(found, err)
	}
	got, n, err := Replace(cues, Query{Text: "cat", AnyCase: true, Words: true}, "dog")
	want := []Run{{Text: "The dog"}, {Text: " sat", Style: Style{Italic: true}}, {Markup: "<c>"}, {Text: " on the dog"}}
	if diff := cmp.Diff(want, got[0].Runs); diff != "" || n != 2 || err != nil {
		t.Error(n, err, diff)
	}
	got, _, err = Replace(cues, Query{Text: "(s)(at)", Pattern: true}, "$2$1")
	if err != nil || got[0].Text() != "The cat ats on the Cat" {
		t.Error(got[0].Text(), err)
	}
}

func TestJudge(t *testing.T) {
	cues := []Cue{
		NewCue(0, 10*time.Second, "A line of more than forty-two characters, quite surely"),
		NewCue(time.Second, 1500*ms, "quick words that nobody reads"),
		NewCue(11*time.Second, 11*time.Second, "x"),
		NewCue(12*time.Second, 14*time.Second, " "),
	}
	var got []string
	for _, w := range Judge(cues, Usual()) {
		got = append(got, string(rune('0'+w.Cue))+w.Kind)
	}
	if diff := cmp.Diff([]string{"0length", "1overlap", "1short", "1speed", "2order", "3empty"}, got); diff != "" {
		t.Error(diff)
	}
}

func TestNumbersOfSRT(t *testing.T) {
	cues := Renumber(three())
	if !Numbered(cues) || Numbered(three()) {
		t.Error("numbers are not told from none")
	}
	cues[0].ID, cues[2].ID = "7", "5"
	for _, c := range []struct {
		id   string
		want string
	}{{"c3", "7 3 5"}, {"", "1 2 3"}} {
		cues[1].ID = c.id
		d, err := Fresh(cues, "ttml", "")
		if err != nil {
			t.Fatal(err)
		}
		d, _, err = Convert(d, "srt")
		if err != nil {
			t.Fatal(err)
		}
		if got := d.Cues[0].ID + " " + d.Cues[1].ID + " " + d.Cues[2].ID; got != c.want {
			t.Errorf("numbers %s, want %s", got, c.want)
		}
	}
}
