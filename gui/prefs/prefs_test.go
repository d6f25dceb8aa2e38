package prefs_test

import (
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"
	"github.com/google/go-cmp/cmp"
	"github.com/zalando/go-keyring"

	"smoothscope/gui/prefs"
)

func store(t *testing.T) *prefs.Prefs {
	t.Helper()
	return prefs.New(test.NewTempApp(t).Preferences())
}

func TestWhatIsChosenComesBack(t *testing.T) {
	p := store(t)
	if p.Theme() != prefs.System || p.BytesPerRow() != 16 {
		t.Errorf("first: theme %s, %d bytes a row", p.Theme(), p.BytesPerRow())
	}
	p.SetTheme(prefs.Light)
	p.SetBytesPerRow(32)
	p.SetWindowSize(fyne.NewSize(1000, 640))
	p.SetSplit("tree", 400)
	if p.Theme() != prefs.Light || p.BytesPerRow() != 32 {
		t.Errorf("then: theme %s, %d bytes a row", p.Theme(), p.BytesPerRow())
	}
	if got := p.WindowSize(); got != fyne.NewSize(1000, 640) {
		t.Errorf("window %v", got)
	}
	if got := p.Split("tree", 300); got != 400 {
		t.Errorf("split %v", got)
	}
}

func TestSplitThatHidesAPaneIsNotKept(t *testing.T) {
	p := store(t)
	p.SetSplit("tree", 1)
	if got := p.Split("tree", 300); got != 300 {
		t.Errorf("split %v, want the first one", got)
	}
}

func TestRecentIsNewestFirstWithoutDoubles(t *testing.T) {
	p := store(t)
	p.AddRecent([]string{"a.ism"})
	p.AddRecent([]string{"b.ismv", "c.ismv"})
	p.AddRecent([]string{"a.ism"})
	want := [][]string{{"a.ism"}, {"b.ismv", "c.ismv"}}
	if diff := cmp.Diff(want, p.Recent()); diff != "" {
		t.Error(diff)
	}
	for i := range 30 {
		p.AddRecent([]string{string(rune('a' + i))})
	}
	if n := len(p.Recent()); n != 12 {
		t.Errorf("%d recent entries, want 12", n)
	}
	p.ClearRecent()
	if n := len(p.Recent()); n != 0 {
		t.Errorf("%d recent entries after they were cleared", n)
	}
}

func TestTargetsAreNewestFirstWithoutDoubles(t *testing.T) {
	p := store(t)
	folder := prefs.Target{Kind: "folder", Label: "/out", Settings: map[string]string{"path": "/out"}}
	azure := prefs.Target{Kind: "azure", Label: "media", Settings: map[string]string{"account": "media"}}
	p.AddTarget(folder)
	p.AddTarget(azure)
	p.AddTarget(folder)
	if diff := cmp.Diff([]prefs.Target{folder, azure}, p.Targets()); diff != "" {
		t.Error(diff)
	}
}

func TestTimesOfMarkersAreRemembered(t *testing.T) {
	p := prefs.New(test.NewTempApp(t).Preferences())
	if p.Times(3) != 0 {
		t.Error("another way than the first is chosen at first")
	}
	p.SetTimes(2)
	if p.Times(3) != 2 || p.Times(2) != 0 {
		t.Errorf("%d of 3, %d of 2", p.Times(3), p.Times(2))
	}
}

func TestSecretsAreInTheKeyStore(t *testing.T) {
	keyring.MockInit()
	var keys prefs.Keys
	if got, err := keys.Get("azure media"); got != "" || err != nil {
		t.Errorf("unknown: %q, %v", got, err)
	}
	if err := keys.Set("azure media", "s3cret"); err != nil {
		t.Fatal(err)
	}
	if got, _ := keys.Get("azure media"); got != "s3cret" {
		t.Errorf("stored %q", got)
	}
	if err := keys.Delete("azure media"); err != nil {
		t.Error(err)
	}
	if err := keys.Delete("azure media"); err != nil {
		t.Errorf("deleting twice: %v", err)
	}
}
