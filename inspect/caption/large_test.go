package caption

import (
	"strings"
	"testing"
)

// Text in very many pieces takes as long as it is: each of these took minutes
// once, or would not have ended at all.
func TestTextInManyPieces(t *testing.T) {
	const head, foot = `<tt xmlns="http://www.w3.org/ns/ttml" xmlns:tts="http://www.w3.org/ns/ttml#styling"><head><styling>`, "</p></div></body></tt>"
	const body = `</styling></head><body><div><p begin="1s" end="2s" style="a">`
	const srt = "1\n00:00:01,000 --> 00:00:02,000\n"
	ids := "a b c d e f g h i j"
	var styles strings.Builder
	for id := range strings.FieldsSeq(ids) {
		styles.WriteString(`<style xml:id="` + id + `" style="` + ids + `"/>`)
	}
	for name, c := range map[string]struct {
		text string
		size int // of the text of the cue, in bytes
	}{
		"styles that build on each other": {head + styles.String() + body + "x" + foot, 1},
		"line breaks":                     {head + body + strings.Repeat("<br/>", 200_000) + foot, 200_000},
		"spans":                           {head + body + strings.Repeat(`<span tts:color="red">x</span>`, 50_000) + foot, 50_000},
		"angle brackets":                  {srt + strings.Repeat("<", 400_000), 400_000},
		"font tags that never close":      {srt + strings.Repeat("<font", 100_000), 500_000},
		"empty tags":                      {"WEBVTT\n\n00:00:01.000 --> 00:00:02.000\n" + strings.Repeat("x<b></b>", 100_000), 100_000},
	} {
		d, err := Parse([]byte(c.text), Options{})
		if err != nil || len(d.Cues) != 1 || len(d.Cues[0].Text()) != c.size {
			t.Fatalf("%s: %v", name, err)
		}
		cues, n, err := Replace(d.Cues, Query{Text: "x"}, "yy")
		if want := strings.Count(d.Cues[0].Text(), "x"); err != nil || n != want || len(cues[0].Text()) != c.size+want {
			t.Errorf("%s: %d of %d are replaced: %v", name, n, want, err)
		}
		for _, f := range Formats() {
			if _, _, err := Convert(d, f.Name); err != nil {
				t.Errorf("%s as %s: %v", name, f.Name, err)
			}
		}
	}
}
