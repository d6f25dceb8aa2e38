package main

import (
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"smoothscope/testdata"
)

// Who asks for JSON gets one document, also for a mistake on the command line.
func TestMistakesWithJSONAreDocuments(t *testing.T) {
	for line, list := range map[string]string{
		"boxes --json":                             "boxes",
		"boxes --json one two":                     "errors",
		"boxes --json --nope one":                  "boxes",
		"boxes --depth x --json one":               "boxes",
		"boxes --json --progress=foo one":          "boxes",
		"asset --json":                             "streams",
		"asset --nope --json":                      "members",
		"offsets --format json":                    "entries",
		"offsets --format=json --nope":             "entries",
		"check --json":                             "findings",
		"check --json --profile x one":             "findings",
		"check --json --rules NO-SUCH one":         "findings",
		"check --json nothing.ism":                 "findings",
		"check --list-rules --json one":            "findings",
		"publish --json":                           "failed",
		"publish --json --concurrency x --to y it": "failed",
		"publish --json --to":                      "warnings",
		"nope --json":                              "",
	} {
		r := runLine(t, strings.Fields(line)...)
		var document map[string]any
		if err := json.Unmarshal([]byte(r.stdout), &document); err != nil || r.code != exitUnable {
			t.Errorf("%s: exit %d, %v: %q", line, r.code, err, r.stdout)
			continue
		}
		if _, ok := document[list].([]any); !ok && list != "" {
			t.Errorf("%s: the list %s is not there: %s", line, list, r.stdout)
		}
		if message, _ := document["error"].(string); message == "" || strings.Count(r.stderr, "\n") != 1 {
			t.Errorf("%s: %s, stderr %q", line, r.stdout, r.stderr)
		}
	}
	for _, line := range []string{"boxes", "offsets --format json -o map.json", "publish --to"} {
		if r := runLine(t, strings.Fields(line)...); r.stdout != "" {
			t.Errorf("%s: stdout holds %q", line, r.stdout)
		}
	}
}

func TestOutputToADashIsStdout(t *testing.T) {
	ladder := testdata.Path(t, "ladder", "ladder.ism")
	t.Chdir(t.TempDir())
	want := runLine(t, "offsets", ladder)
	if got := runLine(t, "offsets", ladder, "-o", "-"); got != want || want.stdout == "" {
		t.Errorf("exit %d, %s\n%s", got.code, got.stderr, got.stdout)
	}
	if left, err := os.ReadDir("."); err != nil || len(left) > 0 {
		t.Errorf("there are files: %v, %v", left, err)
	}
}

// Addresses may carry signatures and passwords: outputs are kept and shown.
func TestSecretsOfAddressesAreNotWritten(t *testing.T) {
	server := httptest.NewServer(http.FileServer(http.Dir(filepath.Dir(testdata.Path(t, "ladder", "v_20.ismv")))))
	defer server.Close()
	host := strings.Replace(server.URL, "://", "://someone:hush@", 1)
	for _, path := range []string{"/v_20.ismv", "/ladder.ismc", "/ladder.ism", "/none"} {
		for _, verb := range []string{"boxes --json", "boxes", "asset --json", "offsets --format json", "publish --dry-run --to folder --json"} {
			r := runLine(t, append(strings.Fields(verb), host+path+"?sig=hush")...)
			if strings.Contains(r.stdout+r.stderr, "hush") {
				t.Errorf("%s %s: %s%s", verb, path, r.stdout, r.stderr)
			}
		}
	}
}
