package preview_test

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"smoothscope/inspect/asset"
	"smoothscope/inspect/caption"
	"smoothscope/tasks/edit"
	"smoothscope/tasks/preview"
	"smoothscope/testdata"
)

// openInstead opens an asset with contents in the place of files of its folder.
func openInstead(t *testing.T, name string, contents map[string][]byte) *asset.Asset {
	t.Helper()
	o := asset.Options{Instead: map[string][]byte{}}
	for n, content := range contents {
		o.Instead[filepath.Join(filepath.Dir(name), n)] = content
	}
	a, err := asset.Open(t.Context(), []string{name}, o)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := a.Close(); err != nil {
			t.Error(err)
		}
	})
	return a
}

// An asset that is in memory only is served as the same one from files.
func TestUnsavedIsServedAsSaved(t *testing.T) {
	contents := map[string][]byte{}
	for _, name := range []string{"ladder.ism", "ladder.ismc", "v_20.ismv", "v_40.ismv", "v_80.ismv", "a_eng0.isma"} {
		b, err := os.ReadFile(testdata.Path(t, "ladder", name))
		if err != nil {
			t.Fatal(err)
		}
		contents[name] = b
	}
	s := start(t, preview.Options{})
	a := openInstead(t, filepath.Join(t.TempDir(), "ladder.ism"), contents)
	saved := base(add(t, s, open(t, testdata.Path(t, "ladder", "ladder.ism"))))
	site := add(t, s, a)
	paths := []string{"Manifest", "dash/manifest.mpd", "dash/0/0/init.mp4", "dash/0/1/0.m4s", "dash/0/0/1024.m4s", "dash/1/0/0.m4s"}
	for i := range a.Streams {
		for j := range a.Streams[i].Levels {
			for _, c := range a.Streams[i].Chunks {
				for _, form := range []string{"Fragments", "FragmentInfo", "KeyFrames", "RawFragments"} {
					paths = append(paths, strings.Replace(a.ChunkPath(i, j, c.Time), "Fragments", form, 1))
				}
			}
		}
	}
	for _, path := range paths {
		for _, header := range [][]string{nil, {"Range", "bytes=100-300"}} {
			want, wantBytes := get(t, saved+path, header...)
			got, gotBytes := get(t, base(site)+path, header...)
			if got.StatusCode != want.StatusCode || !bytes.Equal(gotBytes, wantBytes) || got.Header.Get("Content-Type") != want.Header.Get("Content-Type") {
				t.Errorf("%s %v: %s with %d bytes, saved %s with %d", path, header, got.Status, len(gotBytes), want.Status, len(wantBytes))
			}
			if etag := got.Header.Get("ETag"); got.StatusCode == 200 && !strings.HasPrefix(path, "dash") {
				if again, _ := get(t, base(site)+path, "If-None-Match", etag); again.StatusCode != 304 {
					t.Errorf("%s: asked for again: %s", path, again.Status)
				}
			}
		}
	}
}

// A caption that is edited is the one that is played, before anything is
// saved.
func TestUnsavedCaptionsAreServed(t *testing.T) {
	ladder := testdata.Path(t, "ladder", "ladder.ism")
	plain := open(t, ladder)
	server, err := plain.Fetch(t.Context(), "ladder.ism")
	if err != nil {
		t.Fatal(err)
	}
	s := start(t, preview.Options{})
	site := add(t, s, plain)
	var etags []string
	for _, word := range []string{"first", "other"} {
		doc, err := caption.Fresh([]caption.Cue{caption.NewCue(time.Second, 3*time.Second, word)}, "srt", "")
		if err != nil {
			t.Fatal(err)
		}
		added, err := edit.AddCaptions(plain.ClientBytes(), server, edit.CaptionTrack{Name: "eng", Language: "eng", Subtype: "CAPT", File: "eng.ismt", Captions: doc})
		if err != nil {
			t.Fatal(err)
		}
		a := openInstead(t, ladder, map[string][]byte{"eng.ismt": added.Media, "ladder.ismc": added.Client, "ladder.ism": added.Server})
		if site, err = s.Replace(site, a); err != nil {
			t.Fatal(err)
		}
		if len(site.Warnings) > 0 {
			t.Error(site.Warnings)
		}
		if _, b := get(t, site.Smooth); !bytes.Equal(b, added.Client) {
			t.Errorf("the manifest is %s", b)
		}
		n := len(a.Streams) - 1
		answer, b := get(t, base(site)+a.ChunkPath(n, 0, 20000000))
		if answer.StatusCode != 200 || !bytes.Contains(b, []byte(word)) {
			t.Errorf("%s: %q", answer.Status, b)
		}
		etags = append(etags, answer.Header.Get("ETag"))
		if answer, b := get(t, fmt.Sprintf("%sdash/%d/0/20000000.m4s", base(site), n)); answer.StatusCode != 200 || !bytes.Contains(b, []byte(word)) {
			t.Errorf("DASH: %s: %q", answer.Status, b)
		}
	}
	if etags[0] == etags[1] {
		t.Error("two contents have one ETag")
	}
}

// The manifest of a published tree that is edited is the one that is served.
func TestUnsavedManifestOfATree(t *testing.T) {
	folder := filepath.Join(t.TempDir(), "ladder.ism")
	whole := open(t, testdata.Path(t, "ladder", "ladder.ism"))
	publish(t, whole, folder)
	edited := bytes.Replace(whole.ClientBytes(), []byte(`Language="eng"`), []byte(`Language="deu"`), 1)
	s := start(t, preview.Options{})
	site := add(t, s, openInstead(t, filepath.Join(folder, "Manifest"), map[string][]byte{"Manifest": edited}))
	if _, b := get(t, site.Smooth); !bytes.Equal(b, edited) {
		t.Errorf("%s", b)
	}
	if answer, _ := get(t, base(site)+firstVideo); answer.StatusCode != 200 {
		t.Error(answer.Status)
	}
}
