package checks

import (
	"context"
	"errors"
	"slices"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"smoothscope/inspect/asset"
	"smoothscope/inspect/check"
	"smoothscope/tasks/report"
	"smoothscope/testdata"
	"smoothscope/testdata/spoil"
)

// checked is the report of the fixture that breaks a rule.
func checked(t *testing.T, rule string) *check.Report {
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
	opened, err := asset.Open(context.Background(), names, asset.Options{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := opened.Close(); err != nil {
			t.Error(err)
		}
	})
	r, err := check.Run(context.Background(), opened, check.Options{})
	if err != nil {
		t.Fatal(err)
	}
	return r
}

func room(t *testing.T, s State) *Room {
	t.Helper()
	test.NewTempApp(t)
	r := New(FirstSizes())
	w := test.NewTempWindow(t, r.Object())
	w.Resize(fyne.NewSize(1200, 700))
	r.Show(s)
	return r
}

func values(r *Room) string {
	var lines []string
	for _, f := range r.detail.facts.rows {
		lines = append(lines, f.name+": "+f.value)
	}
	return strings.Join(lines, "\n")
}

// The first finding is told at once, with where, how much and why.
func TestFindingsAndTheirDetails(t *testing.T) {
	found := checked(t, "ALIGN-TIME")
	r := room(t, State{Phase: Done, Profile: check.Smooth, Report: found})
	verdict, rules := r.Shown()
	if !strings.HasPrefix(verdict, "Not ready to publish") || !slices.Contains(rules, "ALIGN-TIME") || len(rules) != len(found.Findings) {
		t.Fatalf("%q, %v", verdict, rules)
	}
	if f := r.Find("ALIGN-TIME"); f == nil || r.Chosen() != f {
		t.Fatal("the rule is not found")
	}
	for _, want := range []string{"stream: video", "chunk: ", "file: v_", "measured: ", "expected: ", "off by: "} {
		if !strings.Contains(values(r), want) {
			t.Errorf("%q is not told:\n%s", want, values(r))
		}
	}
	rule, _ := check.Find("ALIGN-TIME")
	if !strings.Contains(r.detail.help.Text, rule.Help) || !strings.Contains(r.detail.rule.Text, rule.Title) {
		t.Errorf("the help is %q, %q", r.detail.rule.Text, r.detail.help.Text)
	}
	copied := ""
	r.OnCopy = func(text string) { copied = text }
	test.Tap(r.head.copy)
	if copied != report.String(found) {
		t.Errorf("the copy of the report is %q", copied)
	}
	if text := report.Advice(found); text != "" && (r.detail.advice.object.Hidden || r.detail.advice.command != text) {
		t.Error("the command that helps is not shown")
	}
}

// A click leads to the place, a place in a file leads to the finding.
func TestChecksFollowBothWays(t *testing.T) {
	found := checked(t, "TIME-TFRA-TFXD")
	r := room(t, State{Phase: Done, Profile: check.Smooth, Report: found})
	var places []check.Place
	opened := false
	r.OnPick = func(_ *check.Finding, p check.Place, open bool) { places, opened = append(places, p), open }
	at := int64(slices.IndexFunc(r.list.rows, func(f *check.Finding) bool { return f.Rule == "TIME-TFRA-TFXD" }))
	r.Choose(at, true)
	want := r.list.rows[at].Place
	if len(places) != 1 || places[0] != want || !opened || r.strip.list.selected() != r.list.rows[at] {
		t.Errorf("leads to %+v, want %+v", places, want)
	}
	r.chosen = ""
	r.list.grid.Select(-1)
	r.Follow(want.File, want.Offset)
	if f := r.Chosen(); f == nil || f.Rule != "TIME-TFRA-TFXD" || len(places) != 1 {
		t.Errorf("the place marks %+v", f)
	}
}

func TestFilters(t *testing.T) {
	found := checked(t, "X-TIME")
	r := room(t, State{Phase: Done, Profile: check.Smooth, Report: found})
	all := r.list.Rows()
	r.filter.severity.SetSelectedIndex(1)
	for _, f := range r.list.rows {
		if f.Severity != check.Error {
			t.Errorf("%s is no error", f.Rule)
		}
	}
	if n := int(r.list.Rows()); n != found.Errors {
		t.Errorf("%d errors are shown of %d", n, found.Errors)
	}
	r.filter.severity.SetSelectedIndex(0)
	r.filter.words.SetText("x-time")
	if n := r.list.Rows(); n == 0 || r.list.rows[0].Rule != "X-TIME" {
		t.Errorf("%d rows for x-time", n)
	}
	r.filter.words.SetText("no such words")
	if r.list.Rows() != 0 || r.list.grid.Empty == "" || !r.detail.object.Hidden {
		t.Error("what is shown for words that nothing has")
	}
	if f := r.Find("X-TIME"); f == nil || r.list.Rows() != all || r.Chosen() != f {
		t.Error("a rule that is looked for stays behind the filter")
	}
}

// Another report keeps what was chosen where it is found again.
func TestASecondReportKeepsTheChoice(t *testing.T) {
	first, second := checked(t, "X-TIME"), checked(t, "X-TIME")
	r := room(t, State{Phase: Done, Profile: check.Smooth, Report: first})
	f := r.Find("X-TIME")
	r.Show(State{Phase: Checking, Profile: check.Smooth, Report: first})
	if !r.head.again.Disabled() {
		t.Error("it can be checked again while it is being checked")
	}
	r.Show(State{Phase: Done, Profile: check.Smooth, Report: second})
	if now := r.Chosen(); now == nil || now == f || keyOf(now) != keyOf(f) {
		t.Errorf("%+v is chosen", now)
	}
}

func TestStatesInWords(t *testing.T) {
	r := room(t, State{Phase: Checking, Profile: check.Smooth})
	if verdict, rows := r.Shown(); verdict != "Checking…" || len(rows) != 0 || !r.head.save.Disabled() {
		t.Errorf("%q, %v", verdict, rows)
	}
	r.Show(State{Phase: Failed, Profile: check.CMAF, Err: errors.New("the disk is gone")})
	if verdict, _ := r.Shown(); !strings.Contains(verdict, "the disk is gone") {
		t.Errorf("%q", verdict)
	}
	if at := r.head.profile.SelectedIndex(); check.Profiles()[at] != check.CMAF {
		t.Errorf("the profile is %d", at)
	}
	good := checked(t, "")
	r.Show(State{Phase: Done, Profile: check.Smooth, Report: good})
	if text, token := sign(r.state); text != "✓" || token != Token("") {
		t.Errorf("a good asset has the sign %s", text)
	}
	var asked []check.Profile
	r.OnProfile = func(p check.Profile) { asked = append(asked, p) }
	r.head.profile.SetSelectedIndex(2)
	if !slices.Equal(asked, []check.Profile{check.Archive}) {
		t.Errorf("asked for %v", asked)
	}
}

// Every profile and severity has its own words.
func TestWordsOfProfiles(t *testing.T) {
	seen := map[string]bool{}
	for _, p := range check.Profiles() {
		if word := ProfileWord(p); seen[word] || !strings.HasPrefix(word, string(p)) {
			t.Errorf("%s is called %q", p, word)
		} else {
			seen[word] = true
		}
	}
}
