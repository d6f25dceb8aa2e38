package preview_test

import (
	"bytes"
	"path/filepath"
	"testing"

	"smoothscope/tasks/preview"
	"smoothscope/testdata"
)

func TestReplaceServesTheOtherAsset(t *testing.T) {
	s := start(t, preview.Options{})
	a := open(t, testdata.Path(t, "ladder", "ladder.ism"))
	site := add(t, s, a)
	before, _ := get(t, site.Smooth)
	loose := open(t, testdata.Path(t, "ladder", "a_fra0.isma"))
	site, err := s.Replace(site, loose)
	if err != nil {
		t.Fatal(err)
	}
	checkEveryChunk(t, loose, site)
	after, b := get(t, site.Smooth)
	if !bytes.Equal(b, loose.ClientBytes()) || after.Header.Get("ETag") == before.Header.Get("ETag") {
		t.Errorf("the manifest is still the old one")
	}
	if answer, _ := get(t, base(site)+firstVideo); answer.StatusCode != 404 {
		t.Errorf("a level of the old asset: %s", answer.Status)
	}
}

// After an asset was edited, its site says what is true of the new one.
func TestReplaceTellsOfTheNewAsset(t *testing.T) {
	whole := open(t, testdata.Path(t, "ladder", "ladder.ism"))
	folder := filepath.Join(t.TempDir(), "ladder.ism")
	publish(t, whole, folder)
	s := start(t, preview.Options{})
	site := add(t, s, whole)
	now, err := s.Replace(site, open(t, folder))
	if err != nil {
		t.Fatal(err)
	}
	if now.DASH != "" || now.Name != site.Name || s.Sites()[0] != now {
		t.Errorf("a published tree has DASH at %q", now.DASH)
	}
	s.Remove(site)
	if after, err := s.Replace(now, whole); err == nil || len(s.Sites()) > 0 {
		t.Errorf("a site that is removed takes another asset: %v", after)
	}
}
