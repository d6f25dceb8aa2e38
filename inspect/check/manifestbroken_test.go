package check

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"smoothscope/inspect/asset"
	"smoothscope/testdata"
)

// reported opens and checks what may be broken.
func reported(t *testing.T, names ...string) *Report {
	t.Helper()
	a, err := asset.Open(context.Background(), names, asset.Options{Broken: true})
	if err != nil {
		t.Fatal(err)
	}
	r, err := Run(context.Background(), a, Options{})
	if err = errors.Join(err, a.Close()); err != nil {
		t.Fatal(err)
	}
	return r
}

// What is meant to be a manifest and is no XML is one finding, and the media
// that can be found are judged all the same.
func TestManifestsThatAreNoXML(t *testing.T) {
	ladder := func(t *testing.T, name string) []byte {
		t.Helper()
		b, err := os.ReadFile(testdata.Path(t, "ladder", name))
		if err != nil {
			t.Fatal(err)
		}
		return b
	}
	good := string(ladder(t, "ladder.ismc"))
	for name, c := range map[string]struct {
		file, text string
		streams    int
	}{
		"empty":                          {"a.ismc", "", 1},
		"some text":                      {"a.ism", "this is no manifest", 1},
		"cut in the root":                {"a.ismc", "<SmoothStreamingMedia MajorVers", 1},
		"cut in the middle":              {"a.ismc", good[:len(good)/2], 1},
		"another root":                   {"a.ismc", "<MPD></MPD>", 1},
		"a server manifest that is cut":  {"a.ism", "<smil><head></head><body><switch><video src=\"v_20.ismv\"", 1},
		"an entity that is not declared": {"a.ismc", strings.Replace(good, "Language=\"eng\"", "Language=\"&eng;\"", 1), 1},
		"an attribute twice":             {"a.ismc", strings.Replace(good, "Language=\"eng\"", "Language=\"eng\" Language=\"eng\"", 1), 2},
		"UTF-8 that says UTF-16":         {"a.ismc", strings.Replace(good, "utf-8", "utf-16", 1), 2},
		"text behind it":                 {"a.ismc", good + "and so on", 2},
		"text before it":                 {"a.ismc", strings.Replace(good, "<Smooth", "hello <Smooth", 1), 2},
		"a document type":                {"a.ismc", strings.Replace(good, "<Smooth", "<!DOCTYPE x><Smooth", 1), 2},
		"a blank before the declaration": {"a.ismc", " " + good, 2},
	} {
		t.Run(name, func(t *testing.T) {
			folder := t.TempDir()
			path := filepath.Join(folder, c.file)
			for name, b := range map[string][]byte{path: []byte(c.text), filepath.Join(folder, "v_20.ismv"): ladder(t, "v_20.ismv")} {
				if err := os.WriteFile(name, b, 0o600); err != nil {
					t.Fatal(err)
				}
			}
			r := reported(t, path)
			found := slices.DeleteFunc(slices.Clone(r.Findings), func(f Finding) bool { return f.Rule != "MAN-XML" })
			if len(found) != 1 || found[0].Count != 1 || found[0].File != c.file || len(r.Streams) != c.streams {
				t.Errorf("%d streams, %+v", len(r.Streams), r.Findings)
			}
		})
	}
}

// Hostile manifests are judged without a panic.
func TestHostileManifests(t *testing.T) {
	paths, err := filepath.Glob(filepath.Join(testdata.Path(t, "manifest"), "*.ism*"))
	if err != nil || len(paths) == 0 {
		t.Fatalf("%v: %v", paths, err)
	}
	for _, path := range paths {
		for _, f := range reported(t, path).Findings {
			if f.Message == "" || f.Count < 1 {
				t.Errorf("%s: %+v", path, f)
			}
		}
	}
}
