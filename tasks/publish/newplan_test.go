package publish_test

import (
	"errors"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"smoothscope/inspect/asset"
	"smoothscope/tasks/publish"
	"smoothscope/testdata"
)

// planOf plans a copy of the ladder whose client manifest was changed.
func planOf(t *testing.T, prefix string, replace ...string) (*publish.Plan, error) {
	t.Helper()
	dir := t.TempDir()
	for _, name := range []string{"ladder.ism", "ladder.ismc", "v_20.ismv", "v_40.ismv", "v_80.ismv", "a_eng0.isma"} {
		b, err := os.ReadFile(testdata.Path(t, "ladder", name))
		if err != nil {
			t.Fatal(err)
		}
		if name == "ladder.ismc" {
			changed := strings.NewReplacer(replace...).Replace(string(b))
			if len(replace) > 0 && changed == string(b) {
				t.Fatal("the replacement changes nothing")
			}
			b = []byte(changed)
		}
		if err := os.WriteFile(filepath.Join(dir, name), b, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	a, err := asset.Open(t.Context(), []string{filepath.Join(dir, "ladder.ism")}, asset.Options{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = a.Close() })
	return publish.NewPlan(t.Context(), a, publish.PlanOptions{Prefix: prefix})
}

func TestPlanOfTheLadder(t *testing.T) {
	p, err := planOf(t, "/2026/x/")
	if err != nil {
		t.Fatal(err)
	}
	if p.Root != "2026/x/ladder.ism" || len(p.Items) != 17 || len(p.Missing) != 0 {
		t.Fatalf("the plan has root %s, %d items, missing %v", p.Root, len(p.Items), p.Missing)
	}
	if got := p.Items[0]; got.Name != "2026/x/ladder.ism/QualityLevels(20263)/Fragments(video=0)" || got.ContentType != "video/mp4" || got.CacheControl != "public, max-age=31536000" || got.Last {
		t.Errorf("the first item is %+v", got)
	}
	if got := p.Items[15]; got.Name != "2026/x/ladder.ism/QualityLevels(24105)/Fragments(audio=60604082)" || got.ContentType != "audio/mp4" {
		t.Errorf("the last chunk is %+v", got)
	}
	manifest := p.Items[16]
	if manifest.Name != p.Manifest() || manifest.Name != "2026/x/ladder.ism/Manifest" || manifest.ContentType != "text/xml" || !manifest.Last || manifest.CacheControl != "public, max-age=60" {
		t.Errorf("the manifest is %+v", manifest)
	}
	var total int64
	for _, item := range p.Items {
		total += item.Size
		for range 2 { // it can be opened again
			if n := length(t, item); n != item.Size {
				t.Errorf("%s gives %d of %d bytes", item.Name, n, item.Size)
			}
		}
	}
	if total != p.Bytes {
		t.Errorf("the plan has %d bytes, the items %d", p.Bytes, total)
	}
}

func length(t *testing.T, item publish.Item) int64 {
	t.Helper()
	r, err := item.Open()
	if err != nil {
		t.Fatal(err)
	}
	n, err := io.Copy(io.Discard, r)
	if err := errors.Join(err, r.Close()); err != nil {
		t.Fatal(err)
	}
	return n
}

func TestPlanKeepsKeysAsWritten(t *testing.T) {
	p, err := planOf(t, "", `Bitrate="20263"`, `Bitrate="020263"`, `Fragments(video={start time})`, `Fragments(Kanal_ä={start_time})`)
	if err != nil {
		t.Fatal(err)
	}
	if got, want := p.Items[1].Name, "ladder.ism/QualityLevels(020263)/Fragments(Kanal_ä=20000000)"; got != want {
		t.Errorf("the second item is %s, want %s", got, want)
	}
}

func TestPlanListsMissingChunks(t *testing.T) {
	p, err := planOf(t, "", `<c n="3" d="20000000" />`, `<c n="3" d="20000000" /><c n="4" d="20000000" />`)
	if err != nil {
		t.Fatal(err)
	}
	if len(p.Missing) != 3 || len(p.Items) != 17 {
		t.Fatalf("missing are %v beside %d items", p.Missing, len(p.Items))
	}
	if m := p.Missing[0]; m.Name != "ladder.ism/QualityLevels(20263)/Fragments(video=80000000)" || !strings.Contains(m.Error, "v_20.ismv") {
		t.Errorf("the first missing is %+v", m)
	}
}

func TestPlanSkipsAChunkThatIsListedTwice(t *testing.T) {
	p, err := planOf(t, "", `<c n="3" d="20000000" />`, `<c n="3" d="20000000" /><c n="4" t="60000000" d="20000000" />`)
	if err != nil {
		t.Fatal(err)
	}
	if len(p.Items) != 17 || len(p.Missing) != 0 || !strings.Contains(strings.Join(p.Warnings, "\n"), "lists this chunk twice") {
		t.Errorf("%d items, missing %v, warnings %q", len(p.Items), p.Missing, p.Warnings)
	}
}

func TestPlanRefuses(t *testing.T) {
	const url = `Url="QualityLevels({bitrate})/Fragments(video={start time})"`
	for name, c := range map[string]struct {
		prefix  string
		replace []string
		want    string
	}{
		"a template that leaves the folder": {"", []string{url, `Url="../{bitrate}/{start time}"`}, "relative path"},
		"an absolute template":              {"", []string{url, `Url="/etc/{bitrate}/{start time}"`}, "relative path"},
		"a template with an address":        {"", []string{url, `Url="http://evil.example/{bitrate}/{start time}"`}, "relative path"},
		"a template without the time":       {"", []string{url, `Url="QualityLevels({bitrate})/x"`}, "the same address"},
		"a template without the bitrate":    {"", []string{url, `Url="Fragments(video={start time})"`}, "two different items"},
		"two levels of one bitrate":         {"", []string{`Bitrate="41613"`, `Bitrate="20263"`}, "two different items"},
		"a chunk where the manifest is":     {"", []string{url, `Url="Manifest"`}, "two different items"},
		"a prefix that leaves the target":   {"../up", nil, "relative path"},
		"a prefix with a backslash":         {`a\b`, nil, "may not hold"},
	} {
		t.Run(name, func(t *testing.T) {
			p, err := planOf(t, c.prefix, c.replace...)
			switch {
			case err == nil:
				t.Errorf("it is planned as %s", p.Items[0].Name)
			case !strings.Contains(err.Error(), c.want):
				t.Errorf("error is %v, want %q", err, c.want)
			}
		})
	}
}

// TestPlanOfTheCorpus plans every asset of the corpus: no panic, and names
// that every target can hold.
func TestPlanOfTheCorpus(t *testing.T) {
	planned := 0
	for _, pattern := range []string{"*/*.ism", "*/*.ismc", "*/*.ismv", "*/*/*.ismv", "*/*.isma"} {
		paths, err := filepath.Glob(filepath.Join(testdata.Corpus(t), pattern))
		if err != nil {
			t.Fatal(err)
		}
		for _, path := range paths {
			a, err := asset.Open(t.Context(), []string{path}, asset.Options{Alone: true})
			if err != nil {
				continue
			}
			p, err := publish.NewPlan(t.Context(), a, publish.PlanOptions{})
			if err == nil {
				planned++
				for _, item := range p.Items {
					if err := publish.CheckName(item.Name); err != nil || item.Size <= 0 {
						t.Errorf("%s: item %s of %d bytes: %v", path, item.Name, item.Size, err)
					}
				}
			}
			if err := a.Close(); err != nil {
				t.Error(err)
			}
		}
	}
	if planned < 20 {
		t.Errorf("only %d assets could be planned", planned)
	}
}
