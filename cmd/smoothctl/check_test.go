package main

import (
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"smoothscope/inspect/check"
	"smoothscope/tasks/report"
	"smoothscope/testdata"
	"smoothscope/testdata/spoil"
)

// spoiled writes the bad fixture of a rule and returns what to open.
func spoiled(t *testing.T, rule string) string {
	t.Helper()
	for _, c := range spoil.Cases() {
		if c.Rule != rule {
			continue
		}
		a, err := spoil.Ladder(testdata.Path(t, "ladder"))
		if err != nil {
			t.Fatal(err)
		}
		c.Bad(a)
		names, err := a.Write(t.TempDir())
		if err != nil {
			t.Fatal(err)
		}
		return names[0]
	}
	t.Fatalf("there is no fixture of %s", rule)
	return ""
}

func reportOf(t *testing.T, text string) report.Document {
	t.Helper()
	var d report.Document
	if err := json.Unmarshal([]byte(text), &d); err != nil {
		t.Fatalf("%v: %s", err, text)
	}
	return d
}

func TestCheckExitCodes(t *testing.T) {
	notXML := filepath.Join(t.TempDir(), "broken.ismc")
	text := filepath.Join(t.TempDir(), "text.txt")
	for name, content := range map[string]string{notXML: "<SmoothStreamingMedia <<", text: "nothing"} {
		if err := os.WriteFile(name, []byte(content), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	for name, c := range map[string]struct {
		args []string
		code int
	}{
		"the clean ladder":         {[]string{testdata.Path(t, "ladder/ladder.ism")}, 0},
		"a wrong time":             {[]string{spoiled(t, "X-TIME")}, exitWrong},
		"a warning only":           {[]string{spoiled(t, "MAN-DUR")}, 0},
		"a manifest that is none":  {[]string{notXML}, exitWrong},
		"neither manifest nor mp4": {[]string{text}, exitUnable},
		"nothing there":            {[]string{filepath.Join(t.TempDir(), "none.ism")}, exitUnable},
		"an unknown profile":       {[]string{"--profile", "none", notXML}, exitUnable},
		"an unknown rule":          {[]string{"--rules", "NONE", notXML}, exitUnable},
		"another rule":             {[]string{"--rules", "x-file, MAN-DUR", spoiled(t, "X-TIME")}, 0},
	} {
		r := runLine(t, append([]string{"check"}, c.args...)...)
		if r.code != c.code || c.code != 0 && !strings.Contains(r.stderr, "smoothctl: ") {
			t.Errorf("%s: exit %d, want %d\n%s%s", name, r.code, c.code, r.stdout, r.stderr)
		}
		j := runLine(t, append([]string{"check", "--json"}, c.args...)...)
		if d := reportOf(t, j.stdout); j.code != c.code || d.Findings == nil || d.Silenced == nil {
			t.Errorf("%s as JSON: exit %d: %s", name, j.code, j.stdout)
		}
	}
}

// The document names stream, bitrate, chunk, time, file and bytes.
func TestCheckDocument(t *testing.T) {
	r := runLine(t, "check", "--json", spoiled(t, "X-TIME"))
	d := reportOf(t, r.stdout)
	if d.Asset != "ladder" || d.Profile != check.Smooth || d.Summary.Errors != 1 || !strings.HasPrefix(d.Verdict, "Not ready") {
		t.Errorf("%+v", d)
	}
	f := d.Findings[0]
	if f.Rule != "X-TIME" || f.Severity != check.Error || f.Stream != "audio" || *f.Bitrate != 24105 || *f.Chunk != 2 || *f.Time != 50402722 || f.TimeScale != 10_000_000 ||
		f.File != "a_eng0.isma" || f.Count != 1 || *f.Offset == 0 || *f.Size == 0 || f.Measured == "" || f.Expected == "" || f.Hint == "" || f.Clause == "" || f.Off.Ticks != -10_000_000 {
		t.Errorf("%s", r.stdout)
	}
}

// What is on one line of the report can be found by who reads it.
func TestCheckReport(t *testing.T) {
	r := runLine(t, "check", spoiled(t, "X-TIME"))
	for _, want := range []string{"Not ready to publish: the manifest lists other times than the files have.\n", "1 error", "error    X-TIME", "a_eng0.isma", "off by -1000 ms"} {
		if !strings.Contains(r.stdout, want) {
			t.Errorf("%q is not in\n%s", want, r.stdout)
		}
	}
	for _, line := range strings.Split(r.stdout, "\n") {
		if strings.Contains(line, "\x1b") || len([]rune(line)) > report.TextWidth && !strings.Contains(line, "ffmpeg") {
			t.Errorf("%q", line)
		}
	}
}

func TestListRules(t *testing.T) {
	var list []struct {
		Rule     string
		Severity map[string]string
		Title    string
	}
	r := runLine(t, "check", "--list-rules", "--json")
	if err := json.Unmarshal([]byte(r.stdout), &list); err != nil || len(list) != len(check.Rules()) {
		t.Fatalf("%v: %s", err, r.stdout)
	}
	text := runLine(t, "check", "--list-rules").stdout
	for _, l := range list {
		if len(l.Severity) != len(check.Profiles()) || l.Title == "" || !strings.Contains(text, l.Rule) {
			t.Errorf("%+v", l)
		}
	}
}

// --html writes the page beside what stands on stdout.
func TestCheckWritesThePage(t *testing.T) {
	page := filepath.Join(t.TempDir(), "report.html")
	r := runLine(t, "check", spoiled(t, "X-TIME"), "--html", page)
	b, err := os.ReadFile(page)
	if r.code != exitWrong || err != nil || !strings.Contains(string(b), "<b>X-TIME</b>") {
		t.Errorf("ends with %d, %v, %d bytes", r.code, err, len(b))
	}
	if r := runLine(t, "check", testdata.Path(t, "ladder/ladder.ism"), "--html", t.TempDir()); r.code != exitUnable {
		t.Errorf("a folder as the page ends with %d: %s", r.code, r.stderr)
	}
}
