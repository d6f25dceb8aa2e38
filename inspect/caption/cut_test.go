package caption

import (
	"testing"
	"time"
)

// A cue that is split keeps its markup in both parts, and reads the same.
func TestSplitKeepsMarkup(t *testing.T) {
	for _, c := range []struct {
		text        string
		char        int
		first, last string
	}{
		{"1\n00:00:01,000 --> 00:00:03,000\n{\\an8}a <font color=\"red\">b c</font> d\n", 4, "{\\an8}a <font color=\"red\">b</font>", "{\\an8}<font color=\"red\">c</font> d"},
		{"1\n00:00:01,000 --> 00:00:03,000\n<font color=\"red\">a</font> <s>b</s>\n", 2, "<font color=\"red\">a</font>", "<s>b</s>"},
		{"WEBVTT\n\n00:01.000 --> 00:03.000\n<v.loud Bob>one <c.red>two <i>three</i></c> four\n", 8, "<v.loud Bob>one <c.red>two</c></v>", "<v.loud Bob><c.red><i>three</i></c> four"},
		{"WEBVTT\n\n00:01.000 --> 00:03.000\none <00:02.000>two\n", 4, "one", "<00:02.000>two"},
	} {
		d, err := Parse([]byte(c.text), Options{})
		if err != nil {
			t.Fatal(err)
		}
		cues, err := Split(d.Cues, 0, 2*time.Second, c.char)
		if err != nil {
			t.Fatal(err)
		}
		body := func(cue Cue) string {
			if d.Format.Name == "srt" {
				return bodySRT(cue.Runs, "\n")
			}
			return bodyVTT(cue.Runs, "\n")
		}
		if first, last := body(cues[0]), body(cues[1]); first != c.first || last != c.last {
			t.Errorf("%q is split into %q and %q", c.text, first, last)
		}
		if _, err := d.With(cues).Bytes(); err != nil {
			t.Error(err)
		}
	}
}
