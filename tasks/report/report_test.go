package report

import (
	"bytes"
	"context"
	"encoding/xml"
	"errors"
	"io"
	"regexp"
	"strings"
	"testing"

	"smoothscope/inspect/asset"
	"smoothscope/inspect/check"
	"smoothscope/testdata"
	"smoothscope/testdata/spoil"
)

// checked is the report of an asset.
func checked(t *testing.T, names ...string) *check.Report {
	t.Helper()
	a, err := asset.Open(context.Background(), names, asset.Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer func() {
		if err := a.Close(); err != nil {
			t.Error(err)
		}
	}()
	r, err := check.Run(context.Background(), a, check.Options{})
	if err != nil {
		t.Fatal(err)
	}
	return r
}

// spoiled is the report of the bad fixture of a rule.
func spoiled(t *testing.T, rule string) *check.Report {
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
		return checked(t, names...)
	}
	t.Fatal("there is no fixture for " + rule)
	return nil
}

// The page is well formed, says every finding, and asks nothing of the network.
func TestHTML(t *testing.T) {
	for name, r := range map[string]*check.Report{
		"good":    checked(t, testdata.Path(t, "ladder/ladder.ism")),
		"aligned": spoiled(t, "ALIGN-TIME"),
		"broken":  spoiled(t, "BOX-TRUNC"),
	} {
		var b bytes.Buffer
		if err := HTML(&b, r); err != nil {
			t.Fatal(err)
		}
		text := b.String()
		if outside := regexp.MustCompile(`(src|href|url\()\s*=?\s*["']?[^"'>]*//`).FindString(text); outside != "" {
			t.Errorf("%s: the page asks for %s", name, outside)
		}
		wellFormed(t, text)
		for _, f := range r.Findings {
			if !strings.Contains(text, "<b>"+f.Rule+"</b>") {
				t.Errorf("%s: %s is not on the page", name, f.Rule)
			}
		}
		levels := 0
		for _, s := range r.Streams {
			levels += len(s.Levels)
		}
		if n := strings.Count(text, `<path class="fine"`); n != levels || n == 0 {
			t.Errorf("%s: %d lanes, want %d", name, n, levels)
		}
		if strings.Contains(text, "<pre>ffmpeg") != (name == "aligned") {
			t.Errorf("%s: the advice is there where it should not be, or the other way round", name)
		}
	}
}

// wellFormed reads the page as XML, which its tags are but for two kinds.
func wellFormed(t *testing.T, text string) {
	t.Helper()
	d := xml.NewDecoder(strings.NewReader(text))
	d.Strict, d.AutoClose, d.Entity = false, xml.HTMLAutoClose, xml.HTMLEntity
	for {
		if _, err := d.Token(); errors.Is(err, io.EOF) {
			return
		} else if err != nil {
			t.Fatal(err)
		}
	}
}

// What a file or a manifest is called cannot become part of the page.
func TestHTMLEscapes(t *testing.T) {
	r := &check.Report{Asset: "<script>alert(1)</script>", Profile: check.Smooth, Findings: []check.Finding{{
		Rule: "X-FILE", Severity: check.Error, Message: "<img src=x onerror=y>", Place: check.InFile("\"><i>", 0, 0), Count: 1,
	}}, Errors: 1}
	var b bytes.Buffer
	if err := HTML(&b, r); err != nil {
		t.Fatal(err)
	}
	for _, bad := range []string{"<script>", "<img", "\"><i>"} {
		if strings.Contains(b.String(), bad) {
			t.Errorf("%s is on the page", bad)
		}
	}
}
