package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"smoothscope/testdata"
)

var looseFiles = []string{"v_20.ismv", "v_40.ismv", "v_80.ismv", "a_eng0.isma", "a_fra0.isma"}

func TestManifestMake(t *testing.T) {
	folder := copyLadder(t, looseFiles...)
	args := []string{"manifest", "make"}
	for _, name := range looseFiles {
		args = append(args, filepath.Join(folder, name))
	}
	ism := filepath.Join(folder, "clip.ism")
	made := runLine(t, append(args, "-o", "clip.ism")...)
	if made.code != 0 || made.stdout != ism+"\n"+ism+"c\n" || made.stderr != "" {
		t.Fatalf("%+v", made)
	}
	if r := runLine(t, "check", ism); r.code != 0 || !strings.Contains(r.stdout, "nothing is wrong") {
		t.Errorf("%+v", r)
	}
	if r := runLine(t, "publish", ism, "--to", filepath.Join(t.TempDir(), "www"), "--verify"); r.code != 0 || !strings.Contains(r.stdout, "21 items: 21 uploaded") {
		t.Errorf("%+v", r)
	}
	was := read(t, ism)
	copied := filepath.Join(t.TempDir(), "copy")
	if r := runLine(t, append(args, "-o", "clip", "--out", copied)...); r.code != 0 || read(t, filepath.Join(copied, "clip.ism")) != was {
		t.Errorf("%+v", r)
	}
	if r := runLine(t, "check", copied); r.code != 0 {
		t.Errorf("%+v", r)
	}
	if _, err := os.Stat(ism + ".bak"); err == nil {
		t.Error("there is a backup of what was not replaced")
	}
	if r := runLine(t, append(args, "-o", ism, "--no-backup")...); r.code != 0 {
		t.Errorf("%+v", r)
	}
	if _, err := os.Stat(ism + ".bak"); err == nil {
		t.Error("there is a backup in spite of --no-backup")
	}
	if r := runLine(t, append(args, "-o", ism)...); r.code != 0 || read(t, ism+".bak") != was {
		t.Errorf("%+v", r)
	}
	if r := runLine(t, "check", folder); r.code != 0 {
		t.Errorf("beside backups: %+v", r)
	}
}

func TestManifestMakePlaces(t *testing.T) {
	folder := copyLadder(t, "v_20.ismv")
	media := filepath.Join(folder, "v_20.ismv")
	t.Chdir(filepath.Dir(folder))
	for o, want := range map[string]string{
		"":                              filepath.Join(folder, "v_20.ism"),
		"here":                          "here.ism",
		filepath.Join(folder, "a.b"):    filepath.Join(folder, "a.b.ism"),
		filepath.Join(folder, "A.ISM"):  filepath.Join(folder, "A.ism"),
		filepath.Join(".", "named.ism"): "named.ism",
	} {
		if r := runLine(t, "manifest", "make", media, "-o", o); r.code != 0 || r.stdout != want+"\n"+want+"c\n" {
			t.Errorf("-o %q: %+v", o, r)
		}
		if r := runLine(t, "check", want); r.code != 0 {
			t.Errorf("-o %q: %+v", o, r)
		}
	}
}

func TestManifestMakeRefuses(t *testing.T) {
	folder := copyLadder(t, "v_20.ismv", "ladder.ism", "ladder.ismc", "v_40.ismv", "v_80.ismv", "a_eng0.isma")
	media := filepath.Join(folder, "v_20.ismv")
	for want, args := range map[string][]string{
		"media FILEs":          {},
		"name the media files": {filepath.Join(folder, "ladder.ism")},
		"does not lie below":   {media, "-o", filepath.Join(t.TempDir(), "a.ism")},
		"is not there":         {filepath.Join(folder, "missing.ismv")},
		"is a folder":          {media, "-o", folder + string(filepath.Separator)},
		"the server manifest":  {media, "-o", "a.ismc"},
		"is the folder of":     {media, "--out", folder},
		"is written beside it": {media, "-o", "a.ismv"},
	} {
		r := runLine(t, append([]string{"manifest", "make"}, args...)...)
		if r.code != exitUnable || !oneLineWith(r.stderr, want) || r.stdout != "" {
			t.Errorf("%q: %+v", args, r)
		}
	}
	if r := runLine(t, "manifest"); r.code != exitUnable || !oneLineWith(r.stderr, "say what to do: make") {
		t.Errorf("%+v", r)
	}
}

// Levels that do not fit together are joined all the same, and it is said.
func TestManifestMakeWarnsOfMisalignment(t *testing.T) {
	corpus := filepath.Join(testdata.Corpus(t), "_made")
	out := t.TempDir()
	r := runLine(t, "manifest", "make", filepath.Join(corpus, "v_20.ismv"), filepath.Join(corpus, "bad_v_40_gop60.ismv"), "-o", "mis.ism", "--out", out)
	if r.code != exitWrong || !strings.Contains(r.stderr, "misaligned") || !strings.Contains(r.stderr, "starts 400 ms (10 frames) after") {
		t.Errorf("%+v", r)
	}
	if _, err := os.Stat(filepath.Join(out, "mis.ismc")); err != nil {
		t.Error(err)
	}
}
