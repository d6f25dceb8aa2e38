package check

import (
	"context"
	"slices"
	"testing"

	"smoothscope/inspect/asset"
	"smoothscope/testdata"
	"smoothscope/testdata/spoil"
)

// Each rule has one pair of fixtures, and each pair has its rule.
func TestEveryRuleHasItsFixtures(t *testing.T) {
	var rules, cases []string
	for _, r := range Rules() {
		rules = append(rules, r.ID)
		if r.Title == "" || r.Help == "" || r.Severity == "" {
			t.Errorf("%s: a title, a help text or a severity is missing", r.ID)
		}
		if r.whole == nil && r.fragment == nil && r.boxes == nil {
			t.Errorf("%s: judges nothing", r.ID)
		}
	}
	for _, c := range spoil.Cases() {
		cases = append(cases, c.Rule)
	}
	for _, id := range rules {
		if !slices.Contains(cases, id) {
			t.Errorf("%s: there is no fixture that breaks it", id)
		}
	}
	for _, id := range cases {
		if !slices.Contains(rules, id) {
			t.Errorf("%s: there is a fixture, but no such rule", id)
		}
	}
	slices.Sort(cases)
	if len(slices.Compact(slices.Clone(cases))) != len(cases) {
		t.Error("a rule has several pairs of fixtures")
	}
}

// A bad fixture breaks its rule and no other; a good one breaks none.
func TestFixtures(t *testing.T) {
	for _, c := range spoil.Cases() {
		t.Run(c.Rule, func(t *testing.T) {
			t.Parallel()
			before := broken(t, c, c.Base)
			if bad := broken(t, c, c.Bad); !slices.Equal(without(bad, before), []string{c.Rule}) {
				t.Errorf("the bad fixture breaks %v, the clean ladder %v", bad, before)
			}
			if good := broken(t, c, c.Good); len(without(good, before)) > 0 {
				t.Errorf("the good fixture breaks %v, the clean ladder %v", good, before)
			}
		})
	}
}

// broken is the ids of the rules that a changed ladder breaks.
func broken(t *testing.T, c spoil.Case, change func(*spoil.Asset)) []string {
	t.Helper()
	a, err := spoil.Ladder(testdata.Path(t, "ladder"))
	if err != nil {
		t.Fatal(err)
	}
	if change != nil {
		change(a)
	}
	names, err := a.Write(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	opened, err := asset.Open(context.Background(), names, asset.Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer func() {
		if err := opened.Close(); err != nil {
			t.Error(err)
		}
	}()
	report, err := Run(context.Background(), opened, Options{Profile: Profile(c.Profile)})
	if err != nil {
		t.Fatal(err)
	}
	var ids []string
	for _, f := range report.Findings {
		ids = append(ids, f.Rule)
	}
	slices.Sort(ids)
	return slices.Compact(ids)
}

func without(all, others []string) []string {
	return slices.DeleteFunc(slices.Clone(all), func(id string) bool { return slices.Contains(others, id) })
}

// The clean ladder is right, by its manifests and as loose files.
func TestCleanLadder(t *testing.T) {
	loose := []string{}
	for _, name := range []string{"v_20.ismv", "v_40.ismv", "v_80.ismv", "a_eng0.isma"} {
		loose = append(loose, testdata.Path(t, "ladder", name))
	}
	for _, names := range [][]string{{testdata.Path(t, "ladder/ladder.ism")}, loose} {
		for _, f := range checked(t, Options{}, names...).Findings {
			if f.Severity != Info {
				t.Errorf("%v: %s %s: %s", names[0], f.Severity, f.Rule, f.Message)
			}
		}
	}
}
