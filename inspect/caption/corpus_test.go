package caption

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"smoothscope/testdata"
)

// captionFiles is all caption files of the corpus.
func captionFiles(t testing.TB) map[string][]byte {
	files := map[string][]byte{}
	for _, name := range testdata.CorpusFiles(t, ".srt", ".vtt", ".ttml", ".dfxp", ".xml") {
		raw, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		if filepath.Ext(name) == ".xml" && !bytes.Contains(raw[:min(len(raw), 4096)], []byte("ttml")) && !bytes.Contains(raw[:min(len(raw), 4096)], []byte("ttaf")) {
			continue
		}
		files[name] = raw
	}
	return files
}

// Every file is written as it was read, and with one cue changed only the
// bytes of that cue change.
func TestCorpusStays(t *testing.T) {
	cues := 0
	files := captionFiles(t)
	for name, raw := range files {
		d, err := Parse(raw, Options{Name: name})
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		cues += len(d.Cues)
		if got, err := d.Bytes(); err != nil || !bytes.Equal(got, raw) {
			t.Errorf("%s: changed by writing: %v", name, err)
		}
		if len(d.Cues) == 0 {
			t.Logf("%s: no cues", name)
		}
		for i := range d.Cues {
			changeOne(t, name, d, i)
		}
		convertAll(t, name, d)
	}
	t.Logf("%d files, %d cues", len(files), cues)
}

// changeOne changes the text of a cue, and then its times.
func changeOne(t *testing.T, name string, d *Document, i int) {
	t.Helper()
	if d.read.tt != nil && d.read.tt.seq {
		return
	}
	for _, change := range []func(c *Cue){
		func(c *Cue) {
			c.Runs = append(c.Runs[:len(c.Runs):len(c.Runs)], Run{Text: " <more> & --> more", Style: Style{Italic: true}})
		},
		func(c *Cue) { c.Runs = []Run{{Text: "two  \n\nlines", Style: Style{Bold: true}}} },
		func(c *Cue) { c.Start += 10 * time.Millisecond },
		func(c *Cue) { c.Runs = nil },
	} {
		c := d.Cues[i]
		change(&c)
		got, err := d.With(Set(d.Cues, i, c)).Bytes()
		if err != nil {
			t.Errorf("%s: caption %d: %v", name, i, err)
			return
		}
		text, o := d.read.text, d.read.cues[i]
		if d.Encoding != utf8Name || d.BOM {
			continue
		}
		if !strings.HasPrefix(string(got), text[:o.from]) || !strings.HasSuffix(string(got), text[o.to:]) {
			t.Errorf("%s: changing caption %d changes other bytes", name, i)
		}
	}
}

// convertAll converts to each format and back; the text of the cues stays.
func convertAll(t *testing.T, name string, d *Document) {
	t.Helper()
	for _, f := range Formats() {
		to, losses, err := Convert(d, f.Name)
		if err != nil {
			t.Errorf("%s to %s: %v", name, f.Name, err)
			continue
		}
		if len(to.Cues) != len(d.Cues) {
			t.Errorf("%s to %s: %d cues become %d", name, f.Name, len(d.Cues), len(to.Cues))
			continue
		}
		for _, l := range losses {
			if strings.Contains(l.What, "reads otherwise") {
				t.Errorf("%s to %s: caption %d: %s", name, f.Name, l.Cue, l.What)
			}
		}
		for i, c := range to.Cues {
			if !sameRuns(bare(c.Runs), bare(d.Cues[i].Runs)) {
				t.Errorf("%s to %s: caption %d: %+v becomes %+v", name, f.Name, i, d.Cues[i].Runs, c.Runs)
			}
		}
	}
}
