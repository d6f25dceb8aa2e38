package main

import (
	"bytes"
	"context"
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"smoothscope/testdata"
)

// writeFile is a file of the test, by its content.
func writeFile(t *testing.T, name, content string) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), name)
	if err := os.WriteFile(path, []byte(content), 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

// boxesDoc is what scripts read.
type boxesDoc struct {
	File  string
	Size  int64
	Boxes []struct {
		Type, Path   string
		Offset, Size int64
		Fields       []json.RawMessage
		Children     []json.RawMessage
	}
	Errors []struct {
		Offset        int64
		Path, Message string
	}
}

func readBoxes(t *testing.T, out string) (doc boxesDoc) {
	t.Helper()
	decoder := json.NewDecoder(strings.NewReader(out))
	if err := decoder.Decode(&doc); err != nil || decoder.More() || doc.Boxes == nil || doc.Errors == nil {
		t.Fatalf("not one document with its lists: %v\n%s", err, out)
	}
	return doc
}

func TestBoxes(t *testing.T) {
	file := testdata.Path(t, "ladder", "v_40.ismv")
	got := runLine(t, "boxes", file)
	if got.code != 0 || got.stderr != "" {
		t.Fatalf("exit %d, %s", got.code, got.stderr)
	}
	lines := strings.Split(got.stdout, "\n")
	if want := "ftyp                0x0000     24  isml, piff"; lines[0] != want {
		t.Errorf("the first line is %q, want %q", lines[0], want)
	}
	doc := readBoxes(t, runLine(t, "boxes", "--json", file).stdout)
	info, err := os.Stat(file)
	if err != nil {
		t.Fatal(err)
	}
	if doc.File != file || doc.Size != info.Size() || len(doc.Errors) != 0 || doc.Boxes[1].Type != "moov" || doc.Boxes[1].Path != "moov[1]" {
		t.Errorf("document %+v", doc)
	}
}

func TestBoxesOptions(t *testing.T) {
	file := testdata.Path(t, "ladder", "v_40.ismv")
	top := readBoxes(t, runLine(t, "boxes", "--json", "--depth", "1", file).stdout)
	for _, b := range top.Boxes {
		if b.Children != nil || b.Fields != nil {
			t.Errorf("%s has %d children and %d fields", b.Path, len(b.Children), len(b.Fields))
		}
	}
	part := readBoxes(t, runLine(t, "boxes", "--json", "--fields", "--path", "moof[2]/traf[1]/trun[1]", file).stdout)
	if len(part.Boxes) != 1 || part.Boxes[0].Type != "trun" || len(part.Boxes[0].Fields) < 4 {
		t.Errorf("part %+v", part.Boxes)
	}
}

func TestBoxesOfABrokenFile(t *testing.T) {
	whole, err := os.ReadFile(testdata.Path(t, "ladder", "v_40.ismv"))
	if err != nil {
		t.Fatal(err)
	}
	file := writeFile(t, "cut.ismv", string(whole[:len(whole)/2]))
	for _, flags := range [][]string{nil, {"--json"}, {"--depth", "1"}, {"--fields"}} {
		got := runLine(t, append([]string{"boxes", file}, flags...)...)
		if got.code != exitWrong || strings.Count(got.stderr, "\n") != 1 {
			t.Errorf("%v: exit %d, %q", flags, got.code, got.stderr)
		}
		for _, part := range []string{file, "mdat[", "at 0x", "claims"} {
			if !strings.Contains(got.stderr, part) {
				t.Errorf("%v: %q does not say %s", flags, got.stderr, part)
			}
		}
	}
	doc := readBoxes(t, runLine(t, "boxes", "--json", file).stdout)
	last := doc.Boxes[len(doc.Boxes)-1]
	if len(doc.Errors) != 1 || doc.Errors[0].Path != last.Path || doc.Errors[0].Offset != last.Offset {
		t.Errorf("errors %+v, the last box is %s at %d", doc.Errors, last.Path, last.Offset)
	}
}

func TestBoxesOfWhatIsNoMedia(t *testing.T) {
	tests := map[string]struct{ file, says string }{
		"text":     {writeFile(t, "a.txt", "hello, this is text\n"), "holds no boxes"},
		"empty":    {writeFile(t, "empty.ismv", ""), "is empty"},
		"manifest": {testdata.Path(t, "ladder", "ladder.ismc"), "smoothctl asset"},
		"missing":  {filepath.Join(t.TempDir(), "none.ismv"), "no such file"},
		"folder":   {t.TempDir(), "folder"},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			for _, flags := range [][]string{nil, {"--json"}} {
				got := runLine(t, append([]string{"boxes", test.file}, flags...)...)
				if got.code != exitUnable || strings.Count(got.stderr, "\n") != 1 {
					t.Errorf("exit %d, %q", got.code, got.stderr)
				}
				if !strings.Contains(got.stderr, test.file) || !strings.Contains(got.stderr, test.says) {
					t.Errorf("%q does not say %q of the file", got.stderr, test.says)
				}
				if flags == nil && got.stdout != "" {
					t.Errorf("stdout %q", got.stdout)
				}
				if flags != nil && len(readBoxes(t, got.stdout).Errors) != 1 {
					t.Errorf("stdout %q", got.stdout)
				}
			}
		})
	}
}

func TestBoxesUsage(t *testing.T) {
	file := testdata.Path(t, "ladder", "v_20.ismv")
	for name, args := range map[string][]string{
		"no verb":          {},
		"unknown verb":     {"box", file},
		"no file":          {"boxes"},
		"two files":        {"boxes", file, file},
		"unknown flag":     {"boxes", file, "--jsonn"},
		"depth of letters": {"boxes", file, "--depth", "x"},
		"negative depth":   {"boxes", file, "--depth", "-1"},
		"no such box":      {"boxes", file, "--path", "moov[2]"},
		"strange progress": {"boxes", file, "--progress", "dots"},
	} {
		t.Run(name, func(t *testing.T) {
			got := runLine(t, args...)
			if got.code != exitUnable || strings.Count(got.stderr, "\n") != 1 || got.stdout != "" {
				t.Errorf("exit %d, stderr %q, stdout %q", got.code, got.stderr, got.stdout)
			}
		})
	}
}

func TestHelp(t *testing.T) {
	got := runLine(t, "--help")
	if got.code != 0 || got.stderr != "" {
		t.Errorf("exit %d, %q", got.code, got.stderr)
	}
	for _, verb := range verbs() {
		if !strings.Contains(got.stdout, verb.Name()) {
			t.Errorf("the help does not name %s", verb.Name())
		}
	}
}

func TestBoxesOfAnAddress(t *testing.T) {
	server := httptest.NewServer(http.FileServer(http.Dir(filepath.Dir(testdata.Path(t, "ladder", "v_20.ismv")))))
	defer server.Close()
	near := readBoxes(t, runLine(t, "boxes", "--json", "--fields", testdata.Path(t, "ladder", "v_20.ismv")).stdout)
	got := runLine(t, "boxes", "--json", "--fields", server.URL+"/v_20.ismv")
	far := readBoxes(t, got.stdout)
	if got.code != 0 || far.Size != near.Size || len(far.Boxes) != len(near.Boxes) {
		t.Errorf("exit %d, %s", got.code, got.stderr)
	}
	if got := runLine(t, "boxes", server.URL+"/none.ismv"); got.code != exitUnable || strings.Count(got.stderr, "\n") != 1 {
		t.Errorf("exit %d, %q", got.code, got.stderr)
	}
}

func TestInterrupt(t *testing.T) {
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	var stdout, stderr bytes.Buffer
	code := execute(ctx, []string{"boxes", testdata.Path(t, "ladder", "v_20.ismv")}, &stdout, &stderr)
	if code != exitInterrupted || stderr.String() != "smoothctl: interrupted\n" {
		t.Errorf("exit %d, %q", code, stderr.String())
	}
}
