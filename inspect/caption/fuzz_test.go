package caption

import (
	"bytes"
	"testing"
	"time"
)

// seeds are small documents of each kind of trouble.
func seeds() []string {
	return []string{
		"1\r\n00:00:01,000 --> 00:00:02,500\r\n<i>One</i>\r\ntwo\r\n\r\n2\r\n00:00:03,000 --> 00:00:04,000 X1:1 X2:2\r\n{\\an8}a < b <<i></i>b>\r\n",
		"1\n00:00:01,000 --> 00:00:02,000\nfirst\n\nstill first\n\n2\n00:00:02,000 --> 00:00:03,000",
		"WEBVTT - title\nX: y\n\nNOTE a\n--\n\nSTYLE\n::cue{}\n\nid 1\n00:01.000 --> 00:02.000 line:10% align:start\n<v Bob>Hello <i.loud>you</i> &amp; <00:01.500>me</v>\n\n01:00:00.000 --> 01:00:01.000\n&#10;&nbsp;<b>x\n",
		"\ufeffWEBVTT\r\r00:01.000 --> 00:02.000\ra\r\r\r00:02.000 --> 00:03.000\rb",
		"<tt xmlns=\"http://www.w3.org/ns/ttml\" xmlns:tts=\"http://www.w3.org/ns/ttml#styling\" xmlns:ttp=\"http://www.w3.org/ns/ttml#parameter\" ttp:tickRate=\"10000000\"><head><styling><style xml:id=\"s\" tts:fontStyle=\"italic\"/></styling></head><body><div begin='1s'>\n <p begin=\"10000000t\" dur='1.5s' style=\"s\">a <span tts:fontStyle=\"normal\">b</span><br/> c &amp; d</p>\n <p><span begin=\"00:00:05:12\" end=\"6s\">x</span></p></div></body></tt>",
		"<tt:tt xmlns:tt=\"http://www.w3.org/ns/ttml\"><tt:body timeContainer=\"seq\"><tt:p dur=\"1s\">a</tt:p><tt:p dur=\"1s\" xml:space=\"preserve\"> b  </tt:p></tt:body></tt:tt>",
		"<tt><body/></tt>",
	}
}

func fuzz(f *testing.F, format string) {
	for _, s := range seeds() {
		f.Add([]byte(s))
	}
	f.Fuzz(func(t *testing.T, raw []byte) {
		if len(raw) > 1<<14 {
			return
		}
		d, err := Parse(raw, Options{Format: format})
		if d == nil || d.read == nil {
			return
		}
		got, werr := d.Bytes()
		if werr != nil || !bytes.Equal(got, raw) {
			t.Fatalf("written unchanged it differs: %v", werr)
		}
		if err != nil || len(d.Cues) > 50 {
			return
		}
		// What is written anew has to be read as the same, which Bytes proves
		// or refuses; a refusal is for TTML only, whose containers bound times.
		moved, err := Shift(d.Cues, time.Second)
		if err != nil {
			t.Fatal(err)
		}
		for i := range moved {
			moved[i].Runs = append([]Run{{Text: "x", Style: Style{Bold: true}}}, moved[i].Runs...)
		}
		if _, err := d.With(moved).Bytes(); err != nil && format != "ttml" && d.Encoding != ansiName {
			t.Fatal(err)
		}
		for _, to := range Formats() {
			made, losses, err := Convert(d, to.Name)
			if err != nil {
				t.Fatal(err)
			}
			if len(made.Cues) != len(d.Cues) {
				t.Fatalf("%s: %d cues become %d: %v", to.Name, len(d.Cues), len(made.Cues), losses)
			}
		}
	})
}

func FuzzSRT(f *testing.F)  { fuzz(f, "srt") }
func FuzzVTT(f *testing.F)  { fuzz(f, "vtt") }
func FuzzTTML(f *testing.F) { fuzz(f, "ttml") }
