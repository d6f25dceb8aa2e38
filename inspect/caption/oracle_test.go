package caption

import (
	"bytes"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/asticode/go-astisub"
	"github.com/google/go-cmp/cmp"

	"smoothscope/testdata"
)

// sample is what every reader understands.
func sample(t *testing.T, format string) *Document {
	t.Helper()
	cues := []Cue{
		NewCue(1001*ms, 2999*ms, "One & two\nthree"),
		{Start: 3 * time.Second, End: 4500 * ms, Runs: []Run{{Text: "plain "}, {Text: "italic", Style: Style{Italic: true}}}},
		NewCue(3700*time.Second, 3701*time.Second+5*ms, "Grüße – 😀"),
	}
	d, err := Fresh(cues, format, "en")
	if err != nil {
		t.Fatal(err)
	}
	return d
}

// astisub reads what is written here as the same times and words.
func TestAnotherReaderAgrees(t *testing.T) {
	read := map[string]func([]byte) (*astisub.Subtitles, error){
		"srt":  func(b []byte) (*astisub.Subtitles, error) { return astisub.ReadFromSRT(bytes.NewReader(b)) },
		"vtt":  func(b []byte) (*astisub.Subtitles, error) { return astisub.ReadFromWebVTT(bytes.NewReader(b)) },
		"ttml": func(b []byte) (*astisub.Subtitles, error) { return astisub.ReadFromTTML(bytes.NewReader(b)) },
	}
	for format, reader := range read {
		d := sample(t, format)
		subs, err := reader([]byte(written(t, d)))
		if err != nil {
			t.Errorf("%s: %v", format, err)
			continue
		}
		var got []string
		for _, item := range subs.Items {
			var lines []string
			for _, l := range item.Lines {
				var b strings.Builder
				for _, part := range l.Items {
					b.WriteString(part.Text)
				}
				lines = append(lines, b.String())
			}
			got = append(got, Clock(item.StartAt)+" "+Clock(item.EndAt)+" "+strings.TrimRight(strings.Join(lines, "\n"), "\n"))
		}
		if diff := cmp.Diff(said(d.Cues), got); diff != "" {
			t.Errorf("%s: %s", format, diff)
		}
	}
}

// What ffmpeg makes of a file is read here as what the file says.
func TestFFmpegAgrees(t *testing.T) {
	ffmpeg := testdata.Tool(t, "ffmpeg")
	for from, to := range map[string]string{"srt": "vtt", "vtt": "srt"} {
		d := sample(t, from)
		in := filepath.Join(t.TempDir(), "in."+from)
		out := filepath.Join(t.TempDir(), "out."+to)
		if err := os.WriteFile(in, []byte(written(t, d)), 0o600); err != nil {
			t.Fatal(err)
		}
		if text, err := exec.Command(ffmpeg, "-v", "error", "-i", in, out).CombinedOutput(); err != nil {
			t.Fatalf("%v: %s", err, text)
		}
		raw, err := os.ReadFile(out)
		if err != nil {
			t.Fatal(err)
		}
		made, err := Parse(raw, Options{Name: out})
		if err != nil || made.Format.Name != to {
			t.Fatal(err)
		}
		if diff := cmp.Diff(said(d.Cues), said(made.Cues)); diff != "" {
			t.Errorf("%s to %s: %s", from, to, diff)
		}
		if !made.Cues[1].Runs[1].Style.Italic {
			t.Errorf("%s to %s: italics are lost: %+v", from, to, made.Cues[1].Runs)
		}
	}
}
