package e2e

import (
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"testing"

	"smoothscope/inspect/asset"
	"smoothscope/tasks/edit"
	"smoothscope/tasks/publish/folder"
	"smoothscope/testdata"
)

// What the manifests say that were made from loose files, a player can play.
func TestMadeManifestsPlay(t *testing.T) {
	ladder := func(name string) string { return testdata.Path(t, "ladder", name) }
	for name, x := range map[string]struct {
		files   []string
		seconds float64
		asks    string
	}{
		"ladder":  {[]string{ladder("v_20.ismv"), ladder("v_40.ismv"), ladder("v_80.ismv"), ladder("a_eng0.isma"), ladder("a_fra0.isma")}, ladderSeconds, "Fragments(audio_"},
		"mux_av2": {[]string{filepath.Join(testdata.Corpus(t), "_made", "mux_av2.ismv")}, 20, "Fragments(audio_"},
	} {
		t.Run(name, func(t *testing.T) {
			place := t.TempDir()
			publishTo(t, folder.New(place), made(t, x.files), "")
			server := httptest.NewServer(anyOrigin(http.FileServer(http.Dir(place))))
			t.Cleanup(server.Close)
			s := play(t, server.URL+"/made.ism/Manifest", "play-made-"+name+".png")
			s.plays(t, x.seconds)
			if s.asked(x.asks) == 0 {
				t.Errorf("no %s in %q", x.asks, s.Requests)
			}
		})
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
