package main

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"smoothscope/testdata"
)

// ran is what one command line did.
type ran struct {
	code           int
	stdout, stderr string
}

func runLine(t *testing.T, args ...string) ran {
	t.Helper()
	var out, err bytes.Buffer
	code := execute(context.Background(), args, &out, &err)
	return ran{code, out.String(), err.String()}
}

// copyLadder copies fixtures into a folder of its own.
func copyLadder(t *testing.T, names ...string) string {
	t.Helper()
	folder := t.TempDir()
	for _, name := range names {
		b, err := os.ReadFile(testdata.Path(t, "ladder", name))
		if err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(filepath.Join(folder, name), b, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	return folder
}

func TestAssetOfTheLadder(t *testing.T) {
	ladder := testdata.Path(t, "ladder", "ladder.ism")
	r := runLine(t, "asset", ladder, "--json")
	if r.code != 0 || r.stderr != "" {
		t.Fatalf("%d %s", r.code, r.stderr)
	}
	var pretty bytes.Buffer
	if err := json.Indent(&pretty, []byte(r.stdout), "", "  "); err != nil {
		t.Fatal(err)
	}
	testdata.Golden(t, "asset/ladder.json", pretty.Bytes())
	r = runLine(t, "asset", ladder)
	testdata.Golden(t, "asset/ladder.txt", []byte(r.stdout))
	if strings.Contains(r.stdout, " \n") {
		t.Error("lines end with blanks")
	}
}

func TestAssetOfLooseFiles(t *testing.T) {
	r := runLine(t, "asset", testdata.Path(t, "ladder", "v_40.ismv"), testdata.Path(t, "ladder", "mux_av.ismv"), testdata.Path(t, "ladder", "a_fra0.isma"))
	if r.code != 0 || r.stderr != "" {
		t.Fatalf("%d %s", r.code, r.stderr)
	}
	testdata.Golden(t, "asset/loose.txt", []byte(r.stdout))
}

// TestExitCodes: bad input is one clear line and the right code.
func TestExitCodes(t *testing.T) {
	broken := func(name string) string { return testdata.Path(t, "broken", name) }
	noMedia := copyLadder(t, "ladder.ism", "ladder.ismc", "v_20.ismv", "v_80.ismv", "a_eng0.isma")
	two := copyLadder(t, "ladder.ism", "ladder.ismc", "v_20.ismv", "v_40.ismv", "v_80.ismv", "a_eng0.isma")
	if err := os.WriteFile(filepath.Join(two, "second.ism"), []byte(`<smil><body><switch><video src="v_20.ismv" systemBitrate="1"/></switch></body></smil>`), 0o644); err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		name string
		args []string
		code int
		says string // on stderr
	}{
		{"good", []string{"offsets", testdata.Path(t, "ladder", "ladder.ism")}, 0, ""},
		{"no argument", []string{"offsets"}, 2, "needs an ASSET"},
		{"unknown format", []string{"offsets", broken("no_mfra.ismv"), "--format", "xml"}, 2, `format "xml" is not known`},
		{"nothing there", []string{"asset", "nix.ism"}, 2, "nix.ism: is not there"},
		{"a text", []string{"offsets", broken("text.ismv")}, 2, "is no manifest and not an mp4"},
		{"an empty file", []string{"asset", broken("empty.ismv")}, 2, "is empty"},
		{"an empty folder", []string{"asset", t.TempDir()}, 2, "holds neither a manifest nor a media file"},
		{"two assets in a folder", []string{"asset", two}, 2, "ladder.ism, second.ism"},
		{"boxes that are no media", []string{"offsets", broken("nested.ismv")}, 2, "holds no video, audio or text track (nested.ismv: has no moov"},
		{"the same as an asset", []string{"asset", broken("nested.ismv")}, 0, "has no moov"},
		{"a client manifest alone", []string{"offsets", filepath.Join(copyLadder(t, "ladder.ismc"), "ladder.ismc")}, 1, "no server manifest beside it names it"},
		{"truncated", []string{"offsets", "--alone", broken("truncated.ismv")}, 1, "lacks its last 3534 bytes"},
		{"a moof with a wrong size", []string{"offsets", "--alone", broken("moof_size.ismv")}, 1, "claims 1048576 bytes where 16888 are left"},
		{"an index that lies", []string{"offsets", "--alone", broken("lying_mfra.ismv")}, 0, "warning: lying_mfra.ismv: the index (tfra) of track 1 points to 0x1919"},
		{"missing media, asset", []string{"asset", noMedia}, 0, "warning: v_40.ismv: is missing"},
		{"missing media, offsets", []string{"offsets", noMedia}, 1, "v_40.ismv: is missing"},
		{"a folder that is not there", []string{"offsets", broken("no_mfra.ismv"), "-o", filepath.Join(noMedia, "nix", "map.txt")}, 2, "the folder does not exist"},
	} {
		r := runLine(t, c.args...)
		lines := strings.Count(r.stderr, "\n")
		if r.code != c.code || !strings.Contains(r.stderr, c.says) || lines > 1 || (c.says == "") != (lines == 0) {
			t.Errorf("%s: code %d, want %d; stderr %q, want one line with %q", c.name, r.code, c.code, r.stderr, c.says)
		}
	}
}

// TestServerManifestAlone: it still says what there should be.
func TestServerManifestAlone(t *testing.T) {
	alone := filepath.Join(copyLadder(t, "ladder.ism"), "ladder.ism")
	r := runLine(t, "asset", alone)
	if r.code != 0 || !strings.Contains(r.stdout, "20263") || strings.Count(r.stderr, "is missing") != 5 || strings.Count(r.stderr, "\n") != 5 {
		t.Errorf("%+v", r)
	}
	r = runLine(t, "offsets", alone)
	if r.code != 1 || r.stdout != "" || !strings.Contains(r.stderr, "smoothctl: ladder.ism: ") && !strings.Contains(r.stderr, "and 1 more problems") {
		t.Errorf("%+v", r)
	}
}

// TestJSONWhateverHappens: stdout is one document, its lists are never null.
func TestJSONWhateverHappens(t *testing.T) {
	for _, args := range [][]string{
		{"asset", "nix.ism", "--json"},
		{"asset", testdata.Path(t, "broken", "text.ismv"), "--json"},
		{"asset", testdata.Path(t, "broken", "long_trun.ismv"), "--json"},
		{"offsets", "nix.ism", "--format", "json"},
		{"offsets", testdata.Path(t, "broken", "truncated.ismv"), "--format", "json"},
	} {
		r := runLine(t, args...)
		var document any
		if err := json.Unmarshal([]byte(r.stdout), &document); err != nil || strings.Contains(r.stdout, "null") {
			t.Errorf("%q: %v in %q", args, err, r.stdout)
		}
	}
}

func TestOffsetsIntoFiles(t *testing.T) {
	ladder, folder := testdata.Path(t, "ladder", "ladder.ism"), t.TempDir()
	if r := runLine(t, "offsets", ladder, "--format", "json", "-o", filepath.Join(folder, "map.json")); r.code != 0 || r.stdout != "" {
		t.Fatalf("%+v", r)
	}
	if got := runLine(t, "offsets", ladder, "--format", "json").stdout; got != read(t, filepath.Join(folder, "map.json")) {
		t.Error("the file differs from what stdout gets")
	}
	if r := runLine(t, "offsets", ladder, "--format", "ismf", "-o", folder); r.code != 0 {
		t.Fatalf("%+v", r)
	}
	if r := runLine(t, "offsets", ladder, "--format", "ismf", "-o", filepath.Join(folder, "all.ismf")); r.code != 0 {
		t.Fatalf("%+v", r)
	}
	for _, base := range []string{"v_20", "v_40", "v_80"} {
		alone := runLine(t, "offsets", ladder, "--format", "ismf").stdout
		one := read(t, filepath.Join(folder, base+".ismf"))
		if one == "" || !strings.Contains(alone, one) || read(t, filepath.Join(folder, "all-"+base+".ismf")) != one {
			t.Errorf("%s.ismf: %q", base, one)
		}
	}
	single := filepath.Join(folder, "single.ismf")
	if r := runLine(t, "offsets", "--alone", testdata.Path(t, "ladder", "v_20.ismv"), "--format", "ismf", "-o", single); r.code != 0 {
		t.Fatalf("%+v", r)
	}
	if read(t, single) != read(t, filepath.Join(folder, "v_20.ismf")) {
		t.Error("one file: -o is not taken as it is")
	}
}

func read(t *testing.T, path string) string {
	t.Helper()
	b, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}

// TestLenses: what the two verbs say of every fixture, good and broken.
func TestLenses(t *testing.T) {
	for _, folder := range []string{"ladder", "broken"} {
		at := testdata.Path(t, folder)
		entries, err := os.ReadDir(at)
		if err != nil {
			t.Fatal(err)
		}
		for _, e := range entries {
			if filepath.Ext(e.Name()) == ".go" {
				continue
			}
			path := filepath.Join(at, e.Name())
			var all strings.Builder
			for _, args := range [][]string{{"asset", "--alone", path}, {"offsets", "--alone", "--format", "csv", path}} {
				r := runLine(t, args...)
				fmt.Fprintf(&all, "$ smoothctl %s\n%s%s(%d)\n", strings.Join(args, " "), r.stdout, r.stderr, r.code)
			}
			testdata.Golden(t, "asset/"+folder+"-"+e.Name()+".txt", []byte(strings.ReplaceAll(all.String(), at+string(filepath.Separator), "")))
		}
	}
}
