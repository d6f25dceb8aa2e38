package gui

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"smoothscope/gui/checks"
	"smoothscope/inspect/check"
	"smoothscope/testdata"
	"smoothscope/testdata/spoil"
)

// spoiled writes the fixture that breaks a rule and returns its names.
func spoiled(t *testing.T, rule string) []string {
	t.Helper()
	a, err := spoil.Ladder(testdata.Path(t, "ladder"))
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range spoil.Cases() {
		if c.Rule == rule {
			c.Bad(a)
		}
	}
	names, err := a.Write(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	return names
}

// checked opens an asset and waits for its report.
func (h *house) checked(names []string) *check.Report {
	h.t.Helper()
	h.Open(names)
	a := h.session.Current()
	h.until("the report", func() bool { s := h.checker.state(a); return s.Phase == checks.Done && s.Report != nil })
	h.opened(a.Title)
	return h.checker.report(a)
}

func TestAnAssetIsCheckedByItself(t *testing.T) {
	h := newHouse(t)
	if !h.actions.check.Disabled() {
		t.Error("there is a button without an asset")
	}
	r := h.checked(spoiled(t, "TIME-TFRA-TFXD"))
	i := slices.IndexFunc(r.Findings, func(f check.Finding) bool { return f.Rule == "TIME-TFRA-TFXD" })
	if i < 0 {
		t.Fatalf("%+v", r.Findings)
	}
	f := &r.Findings[i]
	row := slices.IndexFunc(h.panelRows(), func(s string) bool { return strings.HasPrefix(s, f.File) })
	if row < 0 || !strings.Contains(h.panelRows()[row], "● 1") {
		t.Errorf("the panel has no badge at %s: %q", f.File, h.panelRows())
	}

	h.lookFor(strings.ToLower(f.Rule))
	if h.tabs.Selected() != tabChecks || h.checks.Chosen() == nil || h.checks.Chosen().Rule != f.Rule {
		t.Errorf("the rule that was typed leads to tab %d, %+v", h.tabs.Selected(), h.checks.Chosen())
	}
	h.until("its bytes", func() bool { return h.session.Selection().From == f.Offset })
	if name := h.session.Selection().File.Name; name != f.File {
		t.Errorf("shows %s, want %s", name, f.File)
	}
	h.showTab(tabTimeline)
	if at := h.timeline.Marked(); at.Fragment == nil || at.File != f.File || at.Chunk != f.Chunk {
		t.Errorf("the timeline marks %+v, want chunk %d of %s", at, f.Chunk, f.File)
	}
	if text := h.status.Text(); !strings.Contains(text, "zoom 100 %") || !strings.Contains(text, "tick") {
		t.Errorf("the status bar says %q", text)
	}
	h.lookFor("X-FILE")
	if !strings.Contains(h.notice, "X-FILE") {
		t.Errorf("of a rule that found nothing it says %q", h.notice)
	}
	h.closeCurrent()
	if len(h.checker.of) != 0 {
		t.Error("what was found stays after the asset is closed")
	}
}

func TestAProfileIsRememberedAndJudgesAnew(t *testing.T) {
	h := newHouse(t)
	h.checked([]string{testdata.Path(t, "ladder", "ladder.ism")})
	h.checker.setProfile(check.CMAF)
	a := h.session.Current()
	h.until("the other judgement", func() bool { r := h.checker.report(a); return r != nil && r.Profile == check.CMAF })
	if h.prefs.Profile() != check.CMAF || !strings.Contains(checks.Verdict(h.checker.report(a).Judgement()), "CMAF") {
		t.Error("it is not remembered or not said")
	}
}

// A file that changes is judged as it is now, while the window still shows what
// it has read.
func TestChangesOnDiskAreChecked(t *testing.T) {
	h := newHouse(t)
	folder := twoAssets(t)
	before := h.checked([]string{filepath.Join(folder, "one.ism")})
	if before.Errors != 0 {
		t.Fatalf("%+v", before.Findings)
	}
	a := h.session.Current()
	file := filepath.Join(folder, filepath.FromSlash(a.Content.Streams[0].Levels[0].File))
	h.until("the watcher", func() bool { return slices.Contains(h.disk.watched, file) })
	if err := os.Truncate(file, 15_000); err != nil {
		t.Fatal(err)
	}
	h.until("another report", func() bool { s := h.checker.state(a); return s.Phase == checks.Done && s.Report != before })
	s := h.checker.state(a)
	if !s.Fresh || !slices.ContainsFunc(s.Report.Findings, func(f check.Finding) bool { return f.Rule == "BOX-TRUNC" }) {
		t.Errorf("%v, %+v", s.Fresh, s.Report.Findings)
	}
}

// What comes after its asset was closed, or after a newer check began, is
// dropped.
func TestLateReportsAreDropped(t *testing.T) {
	h := newHouse(t)
	h.checked([]string{testdata.Path(t, "ladder", "ladder.ism")})
	a := h.session.Current()
	h.checker.start(a)
	first := h.checker.of[a].task
	h.checker.start(a)
	if h.checker.of[a].task == first {
		t.Fatal("the second check does not take the place of the first")
	}
	h.until("the second", func() bool { return h.checker.of[a].task == nil })
	if h.checker.state(a).Phase != checks.Done {
		t.Errorf("phase %d", h.checker.state(a).Phase)
	}
	h.checker.start(a)
	task := h.checker.of[a].task
	h.closeCurrent()
	h.until("its end", func() bool { return task.State != 0 })
	if len(h.checker.of) != 0 {
		t.Error("a late report brings a closed asset back")
	}
}

// A manifest that is no XML opens all the same, and the check says where it
// breaks off.
func TestABrokenManifestIsToldInTheChecks(t *testing.T) {
	h := newHouse(t)
	name := filepath.Join(t.TempDir(), "cut.ismc")
	if err := os.WriteFile(name, []byte("<SmoothStreamingMedia>\n<StreamIndex"), 0o600); err != nil {
		t.Fatal(err)
	}
	r := h.checked([]string{name})
	h.showTab(tabChecks)
	if f := h.checks.Chosen(); f == nil || f.Rule != "MAN-XML" || r.Errors != 1 {
		t.Errorf("%+v", r.Findings)
	}
	h.showTab(tabTimeline)
	h.showTab(tabPublish)
}
