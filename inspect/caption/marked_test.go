package caption

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

func TestMarkedIsReadBack(t *testing.T) {
	for _, text := range []string{
		"1\n00:00:01,000 --> 00:00:02,000\n{\\an8}One <i>two\n<b>three</b></i> <font color=\"red\">four</font> a < b\n",
		"WEBVTT\n\n00:01.000 --> 00:02.000\n<v Ann>One <c.loud>two</c> <i.x>three</i> &lt; <u>four</u>\n",
		`<tt xmlns="http://www.w3.org/ns/ttml" xmlns:tts="http://www.w3.org/ns/ttml#styling"><body><div><p begin="1s" end="2s">One<br/><span tts:fontStyle="italic">two</span> <span style="s">three</span></p></div></body></tt>`,
	} {
		c := parse(t, text).Cues[0]
		again := c.Unmarked(c.Marked())
		if diff := cmp.Diff(c.Runs, again.Runs); diff != "" {
			t.Errorf("%q: %s", c.Marked(), diff)
		}
	}
}

func TestUnmarkedKnowsWhatTheCueHas(t *testing.T) {
	c := Cue{Runs: []Run{{Markup: "<c.x>"}, {Text: "old"}, {Markup: "</c>"}}}
	got := c.Unmarked("<c.x>n<i>e\r\nw</i></c> <c.y> a<b").Runs
	want := []Run{{Markup: "<c.x>"}, {Text: "n"}, {Text: "e\nw", Style: Style{Italic: true}}, {Markup: "</c>"}, {Text: " <c.y> a<b"}}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

func TestSpeedAndLines(t *testing.T) {
	c := NewCue(time.Second, 3*time.Second, "zwölf\r\nBoxen")
	if c.Speed() != 5 || !cmp.Equal(c.LineLengths(), []int{5, 5}) {
		t.Errorf("%v a second in lines of %v", c.Speed(), c.LineLengths())
	}
	c.End = Open
	if c.Speed() != 0 {
		t.Errorf("%v a second without an end", c.Speed())
	}
}

func TestReplaceOne(t *testing.T) {
	cues := []Cue{NewCue(0, 1, "a cat, a cat")}
	q := Query{Text: "c(a)t", Pattern: true}
	found, _ := Find(cues, q)
	got, err := ReplaceOne(cues, found[1], q, "h$1")
	if err != nil || got[0].Text() != "a cat, a ha" || cues[0].Text() != "a cat, a cat" {
		t.Errorf("%q, %v", got[0].Text(), err)
	}
	if _, err := ReplaceOne(got, found[1], q, "x"); err == nil {
		t.Error("replaced what is not there any more")
	}
}

// BenchmarkJudge looks at 5 000 cues.
func BenchmarkJudge(b *testing.B) {
	d := parse(b, string(many(b, "srt")))
	for b.Loop() {
		Judge(d.Cues, Usual())
	}
}
