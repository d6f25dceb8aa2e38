package e2e

import (
	"math"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"slices"
	"testing"

	"smoothscope/inspect/asset"
	"smoothscope/inspect/check"
	"smoothscope/tasks/edit"
	"smoothscope/tasks/publish/folder"
	"smoothscope/testdata"
)

// What the manifests say that were made from loose files is what the files
// hold, to the tick; the validator finds no error in it, and a player plays it.
func TestMadeManifests(t *testing.T) {
	ladder := func(name string) string { return testdata.Path(t, "ladder", name) }
	corpus := func(parts ...string) string {
		return filepath.Join(append([]string{filepath.Dir(ladder("v_20.ismv")), "..", "..", "..", "shared", "corpus"}, parts...)...)
	}
	tools(t)
	server := startPreview(t)
	var pages []visit
	seconds := map[string]float64{}
	for _, x := range []struct {
		name      string
		files     []string
		seconds   float64
		languages bool // two
	}{
		{"ladder", []string{ladder("v_20.ismv"), ladder("v_40.ismv"), ladder("v_80.ismv"), ladder("a_eng0.isma"), ladder("a_fra0.isma")}, ladderSeconds, true},
		{"mux_av2", []string{corpus("_made", "mux_av2.ismv")}, 20, true},
		// Microsoft's own encoders made these two.
		{"expression", []string{corpus("Azure+azure-sdk-for-media-services", "test", "net", "Scenario", "Media", "small.ismv")}, 2, false},
		{"live-audio", []string{corpus("flecoqui+ASTool", "Tests", "Assets", "Audio_0_dec.isma")}, 197.95, false},
	} {
		if _, err := os.Stat(x.files[0]); err != nil {
			t.Logf("%s: %v: not made", x.name, err)
			continue
		}
		manifest := made(t, x.files)
		agrees(t, manifest)
		noErrors(t, manifest)
		site := server.add(t, manifest)
		for mode, page := range map[string]string{"smooth": site.Page, "dash": site.Page + "#mode=dash"} {
			v := visit{Name: "made-" + x.name + "-" + mode, URL: page, Steps: [][]any{{"playing"}, {"end"}}, Picture: picture(t, "made-"+x.name+"-"+mode+".png")}
			if x.languages {
				v.Steps = slices.Insert(v.Steps, 1, []any{"languages"})
			}
			seconds[v.Name] = x.seconds
			pages = append(pages, v)
		}
	}
	seen := visitAll(t, pages)
	for _, page := range pages {
		t.Run(page.Name, func(t *testing.T) {
			s := seen[page.Name]
			s.quiet(t)
			end := read[pageState](t, s, "end")
			if want := seconds[page.Name]; math.Abs(end.Duration-want) > 0.2 || end.Time < end.Duration-0.1 {
				t.Errorf("it ends at %.3f s of %.3f s; it is %g s long", end.Time, end.Duration, want)
			}
			if len(page.Steps) > 2 {
				s.tookLanguages(t, 2)
			}
		})
	}
}

// noErrors holds that the validator finds no error in an asset.
func noErrors(t *testing.T, manifest string) {
	t.Helper()
	a, err := asset.Open(t.Context(), []string{manifest}, asset.Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer a.Close()
	report, err := check.Run(t.Context(), a, check.Options{})
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range report.Findings {
		if f.Severity == check.Error {
			t.Errorf("%s: %s: %s", filepath.Base(manifest), f.Rule, f.Message)
		}
	}
}

// What was made plays from a folder of plain files too.
func TestMadeManifestsPlay(t *testing.T) {
	ladder := func(name string) string { return testdata.Path(t, "ladder", name) }
	place := t.TempDir()
	publishTo(t, folder.New(place), made(t, []string{ladder("v_20.ismv"), ladder("v_80.ismv"), ladder("a_eng0.isma"), ladder("a_fra0.isma")}), "")
	server := httptest.NewServer(anyOrigin(http.FileServer(http.Dir(place))))
	t.Cleanup(server.Close)
	s := play(t, server.URL+"/made.ism/Manifest", "play-made-ladder.png")
	s.plays(t, ladderSeconds)
	if s.asked("Fragments(audio_") == 0 {
		t.Errorf("no audio in %q", s.Requests)
	}
}

// made copies media files into a folder, makes their manifests, and returns the
// server manifest.
func made(t *testing.T, files []string) string {
	t.Helper()
	home := t.TempDir()
	var names []string
	for _, path := range files {
		b, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		name := filepath.Join(home, filepath.Base(path))
		if err := os.WriteFile(name, b, 0o600); err != nil {
			t.Fatal(err)
		}
		names = append(names, name)
	}
	a, err := asset.Open(t.Context(), names, asset.Options{Alone: true})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { a.Close() })
	m, err := edit.MakeManifests(t.Context(), a, home, "made")
	if err != nil {
		t.Fatal(err)
	}
	change := edit.Change{
		Client: []edit.File{edit.Content("made.ismc", m.Client, nil)},
		Server: []edit.File{edit.Content("made.ism", m.Server, nil)},
	}
	if err := edit.Save(t.Context(), home, change, edit.Options{}); err != nil {
		t.Fatal(err)
	}
	return filepath.Join(home, "made.ism")
}
