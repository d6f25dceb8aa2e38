package main

import (
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"smoothscope/testdata"
)

const fourCaptions = "1\n00:00:00,500 --> 00:00:01,250\n<i>First</i> & foremost\n\n" +
	"2\n00:00:01,500 --> 00:00:04,750\n{\\an8}over two edges\nand two lines\n\n" +
	"3\n00:00:05,001 --> 00:00:05,999\n<b>third</b>\n\n" +
	"4\n00:00:07,000 --> 00:00:08,000\nlast\n\n"

// captioned is the ladder with captions, in a folder of its own.
func captioned(t *testing.T) string {
	t.Helper()
	in := filepath.Join(t.TempDir(), "in.srt")
	if err := os.WriteFile(in, []byte(fourCaptions), 0o600); err != nil {
		t.Fatal(err)
	}
	out := t.TempDir()
	r := runLine(t, "captions", "add", testdata.Path(t, "ladder", "ladder.ism"), "--in", in, "--lang", "eng", "--out", out)
	if r.code != 0 || r.stderr != "" {
		t.Fatalf("exit %d: %s", r.code, r.stderr)
	}
	return filepath.Join(out, "ladder.ism")
}

// What goes in comes out, and the asset is whole.
func TestCaptionsThereAndBack(t *testing.T) {
	asset := captioned(t)
	if r := runLine(t, "captions", "extract", asset, "--format", "srt"); r.stdout != fourCaptions || r.stderr != "" {
		t.Errorf("%s\n%s", r.stdout, r.stderr)
	}
	if r := runLine(t, "check", asset); r.code != 0 {
		t.Errorf("check: %s%s", r.stdout, r.stderr)
	}
	r := runLine(t, "captions", "list", asset, "--json")
	var doc captionsDocument
	if err := json.Unmarshal([]byte(r.stdout), &doc); err != nil {
		t.Fatal(err)
	}
	if len(doc.Captions) != 1 || doc.Captions[0].Base != "fragment" || doc.Captions[0].Documents != 4 || len(doc.Captions[0].Cues) != 4 || doc.Captions[0].Cues[1].End != 4.75 {
		t.Errorf("%+v", doc)
	}
	if r := runLine(t, "captions", "list", asset); !strings.Contains(r.stdout, "captions_eng  eng       CAPT     ladder_captions_eng.ismt  fragment    4") {
		t.Error(r.stdout)
	}
}

// TTML that is taken out and put in elsewhere is the same again.
func TestCaptionsAsTTML(t *testing.T) {
	asset := captioned(t)
	file := filepath.Join(t.TempDir(), "eng.ttml")
	if r := runLine(t, "captions", "extract", asset, "-o", file); r.code != 0 {
		t.Fatal(r.stderr)
	}
	if r := runLine(t, "captions", "add", asset, "--in", file, "--lang", "fra", "--offset", "1ms"); r.code != 0 {
		t.Fatal(r.stderr)
	}
	r := runLine(t, "captions", "extract", asset, "--name", "captions_fra", "--format", "vtt")
	if !strings.Contains(r.stdout, "2\n00:00:01.501 --> 00:00:04.751 line:10% position:50% size:80% align:center\nover two edges\nand two lines\n") {
		t.Error(r.stdout, r.stderr)
	}
	if r := runLine(t, "check", asset); r.code != 0 {
		t.Error(r.stdout)
	}
	if r := runLine(t, "captions", "extract", asset, "--format", "vtt"); r.code != exitUnable || !strings.Contains(r.stderr, "--name says which: captions_eng, captions_fra") {
		t.Error(r.stderr)
	}
}

func TestCaptionMistakes(t *testing.T) {
	ladder := testdata.Path(t, "ladder", "ladder.ism")
	file := testdata.Path(t, "README.md")
	for line, want := range map[string]string{
		"captions":                                                      "list, add, extract or remove",
		"captions nope":                                                 `cannot "nope"`,
		"captions extract " + ladder:                                    "say which format",
		"captions extract -o x.doc x":                                   "no caption format",
		"captions extract --format srt " + ladder:                       "has no captions",
		"captions add " + ladder + " --lang eng --in " + file:           "neither SRT nor WebVTT nor TTML",
		"captions add " + ladder + " --lang english --in " + file:       "three small letters",
		"captions add " + ladder + " --lang eng --as x --in " + file:    "neither fragments nor manifest",
		"captions add " + ladder + " --lang eng --in nothing-there.srt": "nothing-there.srt",
	} {
		if r := runLine(t, strings.Fields(line)...); r.code != exitUnable || !strings.Contains(r.stderr, want) {
			t.Errorf("%s: exit %d, %s", line, r.code, r.stderr)
		}
	}
}

// What was added and is removed leaves the manifests as they were.
func TestCaptionsRemoved(t *testing.T) {
	asset := captioned(t)
	if r := runLine(t, "captions", "remove", asset, "--name", "captions_eng"); r.code != 0 || !strings.Contains(r.stdout, "ladder_captions_eng.ismt is still there") {
		t.Fatal(r.stdout, r.stderr)
	}
	for _, name := range []string{"ladder.ism", "ladder.ismc"} {
		got, err := os.ReadFile(filepath.Join(filepath.Dir(asset), name))
		if err != nil {
			t.Fatal(err)
		}
		want, err := os.ReadFile(testdata.Path(t, "ladder", name))
		if err != nil {
			t.Fatal(err)
		}
		if string(got) != string(want) {
			t.Errorf("%s is otherwise: %s", name, got)
		}
	}
	if r := runLine(t, "captions", "remove", asset); r.code != exitUnable || !strings.Contains(r.stderr, "has no captions") {
		t.Error(r.stderr)
	}
}

// Captions in the client manifest come out as they went in, and removing them
// leaves the manifest as it was.
func TestCaptionsInTheManifest(t *testing.T) {
	asset := captioned(t)
	in := filepath.Join(t.TempDir(), "in.srt")
	if err := os.WriteFile(in, []byte(fourCaptions), 0o600); err != nil {
		t.Fatal(err)
	}
	client := filepath.Join(filepath.Dir(asset), "ladder.ismc")
	before, err := os.ReadFile(client)
	if err != nil {
		t.Fatal(err)
	}
	if r := runLine(t, "captions", "add", asset, "--in", in, "--lang", "fra", "--as", "manifest"); r.code != 0 || r.stdout != "4 captions in ladder.ismc\n" || r.stderr != "" {
		t.Fatal(r.code, r.stdout, r.stderr)
	}
	if r := runLine(t, "captions", "extract", asset, "--name", "captions_fra", "--format", "srt"); r.stdout != fourCaptions || r.stderr != "" {
		t.Error(r.stdout, r.stderr)
	}
	if r := runLine(t, "captions", "list", asset); !strings.Contains(r.stdout, "captions_fra  fra       CAPT     manifest                  manifest    4") {
		t.Error(r.stdout)
	}
	if r := runLine(t, "check", asset); r.code != 0 {
		t.Error(r.stdout)
	}
	if r := runLine(t, "captions", "remove", asset, "--name", "captions_fra"); r.code != 0 {
		t.Error(r.stderr)
	}
	if after, err := os.ReadFile(client); err != nil || string(after) != string(before) {
		t.Errorf("removed, the manifest is\n%s %v", after, err)
	}
}

// The file of captions that were removed is still there; others of the same
// name get another one.
func TestCaptionsAddedAgain(t *testing.T) {
	asset := captioned(t)
	old := filepath.Join(filepath.Dir(asset), "ladder_captions_eng.ismt")
	before, err := os.ReadFile(old)
	if err != nil {
		t.Fatal(err)
	}
	if r := runLine(t, "captions", "remove", asset); r.code != 0 {
		t.Fatal(r.stderr)
	}
	in := filepath.Join(t.TempDir(), "in.srt")
	if err := os.WriteFile(in, []byte("1\n00:00:01,000 --> 00:00:02,000\nother\n\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	if r := runLine(t, "captions", "add", asset, "--in", in, "--lang", "eng"); r.stdout != "1 caption in ladder_captions_eng_2.ismt\n" {
		t.Fatal(r.stdout, r.stderr)
	}
	if r := runLine(t, "captions", "extract", asset, "--format", "srt"); !strings.Contains(r.stdout, "other") {
		t.Error(r.stdout, r.stderr)
	}
	if after, err := os.ReadFile(old); err != nil || string(after) != string(before) {
		t.Errorf("the old file was touched: %v", err)
	}
}
