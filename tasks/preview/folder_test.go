package preview_test

import (
	"bytes"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"smoothscope/inspect/asset"
	"smoothscope/tasks/preview"
	"smoothscope/testdata"
)

// publish writes the tree that publishing an asset makes.
func publish(t testing.TB, a *asset.Asset, folder string) {
	t.Helper()
	write := func(name string, b []byte) {
		path := filepath.Join(folder, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(path), 0o777); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, b, 0o666); err != nil {
			t.Fatal(err)
		}
	}
	write("Manifest", a.ClientBytes())
	for i := range a.Streams {
		for j := range a.Streams[i].Levels {
			at, err := a.Locate(t.Context(), i, j)
			if err != nil {
				t.Fatal(err)
			}
			for _, place := range at.Locations {
				m, _ := a.Member(place.Member)
				file, err := os.ReadFile(m.Full)
				if err != nil {
					t.Fatal(err)
				}
				write(a.ChunkPath(i, j, place.Time), file[place.Offset:place.Offset+place.Size])
			}
		}
	}
}

func TestPublishedFolder(t *testing.T) {
	a := open(t, testdata.Path(t, "ladder", "ladder.ism"))
	folder := filepath.Join(t.TempDir(), "Clip.ISM")
	publish(t, a, folder)
	s := start(t, preview.Options{})
	site, err := s.AddFolder(folder)
	if err != nil {
		t.Fatal(err)
	}
	if site.Name != "Clip.ism" || site.DASH != "" || len(site.Others) > 0 {
		t.Errorf("%+v", site)
	}
	checkEveryChunk(t, a, site)
	whole := add(t, s, a)
	for _, word := range []string{"FragmentInfo", "KeyFrames", "RawFragments", "fragments"} {
		path := strings.Replace(firstVideo, "Fragments", word, 1)
		_, want := get(t, base(whole)+path)
		if answer, got := get(t, base(site)+path); answer.StatusCode != 200 || !bytes.Equal(got, want) {
			t.Errorf("%s: %s, %d bytes, want %d", word, answer.Status, len(got), len(want))
		}
	}
	answer, _ := get(t, base(site)+firstVideo)
	if answer.Header.Get("ETag") == "" || answer.Header.Get("Access-Control-Allow-Origin") != "*" {
		t.Errorf("%v", answer.Header)
	}
	if answer, got := get(t, base(site)+firstVideo, "Range", "bytes=4-7"); answer.StatusCode != 206 || string(got) != "moof" {
		t.Errorf("range: %s %q", answer.Status, got)
	}
	if answer, got := get(t, base(site)+a.ChunkPath(1, 0, 0)); answer.Header.Get("Content-Type") != "audio/mp4" {
		t.Errorf("audio: %s %v %.50q", answer.Status, answer.Header, got)
	}
	for path, want := range map[string]int{
		"QualityLevels(20263)/Fragments(video=1)": 404, "QualityLevels(1)/Fragments(video=0)": 404, "QualityLevels(20263)": 400,
		"QualityLevels(20263)/": 400, "../Clip.ISM/Manifest": 400, "dash/manifest.mpd": 404, "": 200, "info.json": 200, "Manifest(x=y)": 404,
	} {
		if answer, b := get(t, base(site)+path); answer.StatusCode != want && (!strings.HasPrefix(path, "..") || answer.StatusCode/100 == 2) {
			t.Errorf("%s: %s %.100q", path, answer.Status, b)
		}
	}
	if err := os.Remove(filepath.Join(folder, "Manifest")); err != nil {
		t.Fatal(err)
	}
	if answer, b := get(t, site.Smooth); answer.StatusCode != 404 || !strings.Contains(string(b), "Manifest: is not there") {
		t.Errorf("without its Manifest: %s %q", answer.Status, b)
	}
}

func TestFolderOfSeveral(t *testing.T) {
	a := open(t, testdata.Path(t, "ladder", "ladder.ism"))
	folder := t.TempDir()
	publish(t, a, filepath.Join(folder, "b.ism"))
	publish(t, a, filepath.Join(folder, "a"))
	if err := os.Mkdir(filepath.Join(folder, "other"), 0o777); err != nil {
		t.Fatal(err)
	}
	s := start(t, preview.Options{})
	site, err := s.AddFolder(folder)
	if err != nil {
		t.Fatal(err)
	}
	if site.Name != "a.ism" || len(site.Others) != 1 || site.Others[0].Name != "b.ism" || len(s.Sites()) != 2 {
		t.Errorf("%+v", site)
	}
	checkEveryChunk(t, a, site.Others[0])
	s.Remove(site)
	if answer, _ := get(t, site.Others[0].Smooth); answer.StatusCode != 404 || len(s.Sites()) != 0 {
		t.Errorf("after Remove: %s", answer.Status)
	}
	for _, path := range []string{filepath.Join(folder, "other"), filepath.Join(folder, "none"), filepath.Join(folder, "b.ism", "Manifest")} {
		if site, err := s.AddFolder(path); err == nil {
			t.Errorf("%s: %+v", path, site)
		}
	}
}

// Links that lead outside the folder are not followed, others are; nothing
// that is no file is waited for.
func TestLinksOfAPublishedFolder(t *testing.T) {
	a := open(t, testdata.Path(t, "ladder", "ladder.ism"))
	folder, outside := filepath.Join(t.TempDir(), "a.ism"), filepath.Join(t.TempDir(), "secret")
	publish(t, a, folder)
	if err := os.WriteFile(outside, []byte("secret"), 0o666); err != nil {
		t.Fatal(err)
	}
	level := filepath.Join(folder, "QualityLevels(20263)")
	for name, to := range map[string]string{
		"Fragments(video=7)": outside, "Fragments(video=8)": "../../../../../../../../etc/passwd", "Fragments(video=9)": "Fragments(video=0)", "Fragments(video=10)": ".",
	} {
		if err := os.Symlink(to, filepath.Join(level, name)); err != nil {
			t.Skipf("this system makes no links: %v", err)
		}
	}
	if err := os.Symlink(filepath.Dir(outside), filepath.Join(folder, "QualityLevels(7)")); err != nil {
		t.Fatal(err)
	}
	s := start(t, preview.Options{})
	site, err := s.AddFolder(folder)
	if err != nil {
		t.Fatal(err)
	}
	for path, want := range map[string]int{
		"QualityLevels(20263)/Fragments(video=7)": 404, "QualityLevels(20263)/Fragments(video=8)": 404, "QualityLevels(20263)/Fragments(video=9)": 200,
		"QualityLevels(20263)/Fragments(video=10)": 404, "QualityLevels(7)/secret": 400,
	} {
		if answer, b := get(t, base(site)+path); answer.StatusCode != want || strings.Contains(string(b), "secret\x00") {
			t.Errorf("%s: %s %.60q", path, answer.Status, b)
		}
	}
	link := filepath.Join(t.TempDir(), "link.ism")
	if err := os.Symlink(folder, link); err != nil {
		t.Fatal(err)
	}
	if _, err := s.AddFolder(link); err != nil {
		t.Errorf("a link to the folder itself: %v", err)
	}
}

// In a live tree, a chunk after the last known one is not there yet.
func TestLiveFolder(t *testing.T) {
	folder := t.TempDir()
	client, err := os.ReadFile(testdata.Path(t, "manifest", "client-live.ismc"))
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(folder, "Manifest"), client, 0o666); err != nil {
		t.Fatal(err)
	}
	s := start(t, preview.Options{})
	site, err := s.AddFolder(folder)
	if err != nil {
		t.Fatal(err)
	}
	a := open(t, filepath.Join(folder, "Manifest"))
	chunks := a.Streams[0].Chunks
	last := chunks[len(chunks)-1].Time
	for time, want := range map[uint64]int{last + 1: http.StatusPreconditionFailed, last: 404, chunks[0].Time: 404} {
		answer, b := get(t, base(site)+a.ChunkPath(0, 0, time))
		if answer.StatusCode != want || want == 412 && len(b) > 0 {
			t.Errorf("%d: %s %q, want %d", time, answer.Status, b, want)
		}
	}
	if answer, b := get(t, base(site)+strings.Replace(a.ChunkPath(0, 0, last+1), "(video", "(other", 1)); answer.StatusCode != 404 {
		t.Errorf("an unknown stream: %s %q", answer.Status, b)
	}
	if answer, b := get(t, base(site)+strings.Replace(a.ChunkPath(0, 0, last+1), "300000", "300001", 1)); answer.StatusCode != 404 {
		t.Errorf("an unknown level: %s %q", answer.Status, b)
	}
}

// What a published tree is, an asset opened from it knows: it is served as the
// folder is.
func TestAddAPublishedTree(t *testing.T) {
	whole := open(t, testdata.Path(t, "ladder", "ladder.ism"))
	folder := filepath.Join(t.TempDir(), "Clip.ism")
	publish(t, whole, folder)
	for _, name := range []string{folder, filepath.Join(folder, "Manifest")} {
		a := open(t, name)
		if !preview.Published(a) || preview.Published(whole) {
			t.Fatalf("%s: the tree is not told from an asset with media", name)
		}
		site := add(t, start(t, preview.Options{}), a)
		if site.Name != "Clip.ism" {
			t.Errorf("%s: called %s", name, site.Name)
		}
		checkEveryChunk(t, whole, site)
	}
}

// The address without a slash leads to the page also where a name has a colon,
// before which a browser would see a scheme.
func TestPageOfANameWithAColon(t *testing.T) {
	folder := filepath.Join(t.TempDir(), "a:b.ism")
	if err := os.Mkdir(folder, 0o777); err != nil {
		t.Skip("this system has no such names")
	}
	publish(t, open(t, testdata.Path(t, "ladder", "ladder.ism")), folder)
	s := start(t, preview.Options{})
	site, err := s.AddFolder(folder)
	if err != nil {
		t.Fatal(err)
	}
	answer, err := http.Get(strings.TrimSuffix(site.Page, "/"))
	if err != nil {
		t.Fatal(err)
	}
	if err := answer.Body.Close(); err != nil || answer.StatusCode != http.StatusOK || answer.Request.URL.String() != site.Page {
		t.Errorf("%s leads to %s: %s", site.Name, answer.Request.URL, answer.Status)
	}
}

// What is hidden in a published tree is not served, whatever lies in it.
func TestHiddenFilesOfAPublishedFolder(t *testing.T) {
	folder := filepath.Join(t.TempDir(), "a.ism")
	publish(t, open(t, testdata.Path(t, "ladder", "ladder.ism")), folder)
	for _, name := range []string{".env", ".git/config", "more/.git/config"} {
		path := filepath.Join(folder, filepath.FromSlash(name))
		if err := joined(os.MkdirAll(filepath.Dir(path), 0o777), os.WriteFile(path, []byte("secret"), 0o666)); err != nil {
			t.Fatal(err)
		}
	}
	s := start(t, preview.Options{})
	site, err := s.AddFolder(folder)
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{".env", ".git/config", "more/.git/config"} {
		if answer, b := get(t, base(site)+name); answer.StatusCode != http.StatusNotFound {
			t.Errorf("%s: %s %q", name, answer.Status, b)
		}
	}
}
