package caption

import (
	"bytes"
	"strings"
	"testing"
	"time"
	"unicode/utf16"

	"github.com/google/go-cmp/cmp"
)

const ms = time.Millisecond

func parse(t testing.TB, text string) *Document {
	t.Helper()
	d, err := Parse([]byte(text), Options{})
	if err != nil {
		t.Fatal(err)
	}
	return d
}

func written(t *testing.T, d *Document) string {
	t.Helper()
	b, err := d.Bytes()
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}

// One time and one word are changed: nothing else is.
func TestChangesStaySmall(t *testing.T) {
	for name, c := range map[string]struct{ was, want string }{
		"srt": {"7\r\n00:00:01,000  -->  00:00:02,000 X1:1\r\n<I>One</I> two\r\n\r\n9\r\n0:00:03,500 --> 0:00:04,000\r\nthree\r\n",
			"7\r\n00:00:01,000  -->  00:00:02,000 X1:1\r\n<I>One</I> two\r\n\r\n9\r\n0:00:03,600 --> 0:00:04,000\r\n2 & 1\r\n"},
		"vtt": {"WEBVTT x\n\nNOTE y\n\nid\n00:01.000 --> 00:02.000\n<v Bob>Hi\n\n00:03.500 -->\t00:04.000 align:left\n<c.x>three</c>\n\nNOTE z",
			"WEBVTT x\n\nNOTE y\n\nid\n00:01.000 --> 00:02.000\n<v Bob>Hi\n\n00:03.600 -->\t00:04.000 align:left\n2 &amp; 1\n\nNOTE z"},
		"ttml": {"<tt xmlns='http://www.w3.org/ns/ttml'><body ><div begin='1s'>\n <p end = \"1s\">One</p><!-- x -->\n <p  begin='2500ms' foo='bar' end='3s' >three</p>\n</div></body></tt>",
			"<tt xmlns='http://www.w3.org/ns/ttml'><body ><div begin='1s'>\n <p end = \"1s\">One</p><!-- x -->\n <p  begin='2600ms' foo='bar' end='3s' >2 &amp; 1</p>\n</div></body></tt>"},
	} {
		d := parse(t, c.was)
		if len(d.Cues) != 2 || d.Cues[1].Start != 3500*ms || d.Cues[1].End != 4*time.Second {
			t.Fatalf("%s: %+v", name, d.Cues)
		}
		changed := d.Cues[1]
		changed.Start += 100 * ms
		changed.Runs = PlainRuns("2 & 1")

		if diff := cmp.Diff(c.want, written(t, d.With(Set(d.Cues, 1, changed)))); diff != "" {
			t.Errorf("%s: %s", name, diff)
		}
	}
}

// Times of TTML are exact in each of its forms, and keep their form.
func TestTTMLTimes(t *testing.T) {
	film := rulesOf(`<tt ttp:frameRate="24" ttp:frameRateMultiplier="1000 1001" ttp:tickRate="10000000">`)
	plain := rulesOf(`<tt>`)
	ntsc := rulesOf(`<tt ttp:timeBase="smpte" ttp:frameRate="30" ttp:frameRateMultiplier="1000 1001" ttp:dropMode="dropNTSC">`)
	for _, c := range []struct {
		rules clockRules
		text  string
		want  time.Duration
		next  string // one second and a frame or tick later
		step  time.Duration
	}{
		{film, "15000001t", 1500000100, "25000001t", time.Second},
		{film, "24f", 1001 * ms, "48f", 1001 * ms},
		{film, "00:00:01:12", 1500500 * time.Microsecond, "00:00:02:12", time.Second},
		{plain, "1.5s", 1500 * ms, "2.5s", time.Second},
		{plain, "00:00:01.5", 1500 * ms, "00:00:02.500", time.Second},
		{plain, "0.5m", 30 * time.Second, "31s", time.Second},
		{plain, "00:00:00:15", 500 * ms, "00:00:01:15", time.Second},
		{ntsc, "00:01:00:02", 60060 * ms, "", 0}, // 1800 frames
		{ntsc, "00:10:00:00", 599999400 * time.Microsecond, "", 0},
	} {
		got, ok := c.rules.parse(c.text)
		if !ok || got != c.want {
			t.Errorf("%s is %v, want %v", c.text, got, c.want)
		}
		if c.step == 0 {
			if again := c.rules.write(got, c.text); again != c.text {
				t.Errorf("%s is written %s", c.text, again)
			}
			continue
		}
		next := c.rules.write(got+c.step, c.text)
		if back, ok := c.rules.parse(next); !ok || back != got+c.step {
			t.Errorf("%s and %v is written %s, which is %v", c.text, c.step, next, back)
		}
		if c.next != "31s" && next != c.next {
			t.Errorf("%s and %v is written %s, want %s", c.text, c.step, next, c.next)
		}
	}
}

// Each encoding is recognised or forced, and comes out as it went in.
func TestEncodings(t *testing.T) {
	const text = "1\r\n00:00:01,000 --> 00:00:02,000\r\nGrüße – 😀\r\n"
	wide := func(big, bom bool) []byte {
		var b []byte
		units := utf16.Encode([]rune(text))
		if bom {
			units = append([]uint16{0xfeff}, units...)
		}
		for _, u := range units {
			if big {
				b = append(b, byte(u>>8), byte(u))
			} else {
				b = append(b, byte(u), byte(u>>8))
			}
		}
		return b
	}
	ansi := []byte("1\n00:00:01,000 --> 00:00:02,000\nGr\xfc\xdfe \x96 \x81\n")
	for _, c := range []struct {
		raw         []byte
		force, want string
		word        string
	}{
		{[]byte(text), "", "utf-8", "Grüße – 😀"},
		{[]byte(mark8 + text), "auto", "utf-8", "Grüße – 😀"},
		{wide(false, true), "", "utf-16le", "Grüße – 😀"},
		{wide(true, true), "utf-16", "utf-16be", "Grüße – 😀"},
		{wide(false, false), "", "utf-16le", "Grüße – 😀"},
		{wide(true, false), "utf-16be", "utf-16be", "Grüße – 😀"},
		{ansi, "", "windows-1252", "Grüße – \u0081"},
		{[]byte("1\n00:00:01,000 --> 00:00:02,000\nGr\xc3\xbc\n"), "windows-1252", "windows-1252", "GrÃ¼"},
	} {
		d, err := Parse(c.raw, Options{Encoding: c.force})
		if err != nil || d.Encoding != c.want || len(d.Cues) != 1 || d.Cues[0].Text() != c.word {
			t.Errorf("%s: %v, %+v", c.want, err, d)
			continue
		}
		moved, _ := Shift(d.Cues, time.Second)
		back, _ := Shift(moved, -time.Second)
		for _, cues := range [][]Cue{d.Cues, back} {
			if got, err := d.With(cues).Bytes(); err != nil || !bytes.Equal(got, c.raw) {
				t.Errorf("%s: written otherwise: %v %q", c.want, err, got)
			}
		}
		got, err := d.With(moved).Bytes()
		if err != nil || len(got) != len(c.raw) {
			t.Errorf("%s: moved it has %d bytes of %d: %v", c.want, len(got), len(c.raw), err)
		}
	}
}

// What all formats can say goes around through all of them.
func TestAroundTheFormats(t *testing.T) {
	first := parse(t, "1\n00:00:01,001 --> 00:00:02,999\n{\\an8}<i>One</i> & <b><u>two</u></b>\nthree < four\n\n2\n00:00:03,000 --> 00:00:04,000\nplain\n\n")
	d := first
	for _, f := range []string{"ttml", "vtt", "ttml", "srt", "vtt", "srt"} {
		to, losses, err := Convert(d, f)
		if err != nil || len(losses) > 0 {
			t.Fatalf("%s: %v %v", f, losses, err)
		}
		d = to
	}
	if diff := cmp.Diff(written(t, first), written(t, d)); diff != "" {
		t.Error(diff)
	}
}

// What goes is told before.
func TestLosses(t *testing.T) {
	d := parse(t, "WEBVTT\n\nNOTE me\n\n00:01.000 --> 00:02.000 vertical:rl\n<v Bob>Hi <c.red>you</c> <00:01.500>there\n")
	_, losses, err := Convert(d, "srt")
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, l := range losses {
		got = append(got, l.What)
	}
	all := strings.Join(got, "; ")
	for _, want := range []string{"notes", "<v>", "<c>", "a time inside", "vertical"} {
		if !strings.Contains(all, want) {
			t.Errorf("%q is not told: %s", want, all)
		}
	}
}

func TestPlaces(t *testing.T) {
	d := parse(t, `<tt xmlns="http://www.w3.org/ns/ttml" xmlns:tts="http://www.w3.org/ns/ttml#styling"><head><layout>
<region xml:id="top"><style tts:origin="20% 5%" tts:extent="60% 30%" tts:displayAlign="before" tts:textAlign="center"/></region></layout></head>
<body><div region="top"><p begin="1s" end="2s">x</p></div></body></tt>`)
	vtt, losses, err := Convert(d, "vtt")
	if err != nil || len(losses) > 0 {
		t.Fatal(losses, err)
	}
	if got := vtt.Cues[0].Settings; got != "line:5% position:50% size:60% align:center" {
		t.Error(got)
	}
	srt, losses, err := Convert(d, "srt")
	if err != nil || len(losses) != 1 || written(t, srt) != "1\n00:00:01,000 --> 00:00:02,000\n{\\an8}x\n\n" {
		t.Error(written(t, srt), losses, err)
	}
}
