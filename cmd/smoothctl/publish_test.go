package main

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"smoothscope/tasks/publish/targettest"
	"smoothscope/testdata"
)

// published runs the verb and reads its document, when there shall be one.
func published(t *testing.T, ctx context.Context, args ...string) (code int, doc publishDocument, stderr string) {
	t.Helper()
	var out, errs bytes.Buffer
	code = execute(ctx, append([]string{"publish"}, args...), &out, &errs)
	if len(args) > 0 && args[len(args)-1] == "--json" {
		decoder := json.NewDecoder(&out)
		if err := decoder.Decode(&doc); err != nil {
			t.Fatalf("publish %q prints no document: %v\n%s", args, err, out.String())
		}
		if decoder.More() || doc.Failed == nil || doc.Warnings == nil {
			t.Errorf("publish %q prints more than a document, or null lists", args)
		}
	}
	return code, doc, errs.String()
}

func ladder(t *testing.T) string { return testdata.Path(t, "ladder", "ladder.ism") }

func TestPublishToAFolder(t *testing.T) {
	to := filepath.Join(t.TempDir(), "www")
	code, doc, stderr := published(t, t.Context(), ladder(t), "--to", to, "--prefix", "2026", "--verify", "--json")
	if code != 0 || stderr != "" || doc.Items != 17 || doc.Uploaded != 17 || doc.Bytes == 0 || !strings.HasSuffix(doc.URL, "/www/2026/ladder.ism/Manifest") {
		t.Errorf("code %d, %+v, %s", code, doc, stderr)
	}
	if _, err := os.Stat(filepath.Join(to, "2026", "ladder.ism", "QualityLevels(20263)", "Fragments(video=20000000)")); err != nil {
		t.Error(err)
	}
	code, doc, _ = published(t, t.Context(), ladder(t), "--to", to, "--prefix", "2026", "--json")
	if code != 0 || doc.Skipped != 17 || doc.Uploaded != 0 {
		t.Errorf("the second time: code %d, %+v", code, doc)
	}
}

func TestPublishDryRunSendsNothing(t *testing.T) {
	to := filepath.Join(t.TempDir(), "www")
	code, doc, _ := published(t, t.Context(), ladder(t), "--to", to, "--dry-run", "--json")
	if code != 0 || len(doc.Plan) != 17 || doc.Items != 17 || doc.Uploaded != 0 || doc.Plan[16].Name != "ladder.ism/Manifest" {
		t.Errorf("code %d, %+v", code, doc)
	}
	if _, err := os.Stat(to); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("the folder is there: %v", err)
	}
}

func TestPublishAzurite(t *testing.T) {
	a := targettest.StartAzurite(t)
	t.Setenv("AZURE_STORAGE_CONNECTION_STRING", a.ConnectionString())
	to := "azure://" + targettest.AzuriteAccount + "/videos"
	code, doc, stderr := published(t, t.Context(), ladder(t), "--to", to, "--json")
	if code != exitUnable || !oneLineWith(stderr, "container videos", "does not exist", "--create-container") || doc.Error == "" || len(doc.Failed) != 17 {
		t.Errorf("without the container: code %d, %+v, %s", code, doc, stderr)
	}
	code, doc, stderr = published(t, t.Context(), ladder(t), "--to", to, "--create-container", "--public", "--cors", "--verify", "--json")
	if code != 0 || doc.Uploaded != 17 || doc.URL != a.URL+"/videos/ladder.ism/Manifest" || doc.Note != "" {
		t.Errorf("code %d, %+v, %s", code, doc, stderr)
	}
	code, doc, stderr = published(t, t.Context(), ladder(t), "--to", to, "--create-container", "--public", "--json")
	if code != 0 || doc.Skipped != 17 || !strings.Contains(stderr, "warning: the container exists already") {
		t.Errorf("the second time: code %d, %+v, %s", code, doc, stderr)
	}
	t.Setenv("AZURE_STORAGE_CONNECTION_STRING", "")
	t.Setenv("AZURE_STORAGE_KEY", "d3Jvbmcga2V5")
	code, _, stderr = published(t, t.Context(), ladder(t), "--to", a.URL+"/videos", "--json")
	if code != exitUnable || !oneLineWith(stderr, "the account key is wrong") {
		t.Errorf("with a wrong key: code %d, %s", code, stderr)
	}
}

func oneLineWith(stderr string, parts ...string) bool {
	for _, part := range parts {
		if !strings.Contains(stderr, part) {
			return false
		}
	}
	return strings.Count(stderr, "\n") == 1 && strings.HasSuffix(stderr, "\n")
}

func TestPublishMissingChunks(t *testing.T) {
	dir := t.TempDir()
	for _, name := range []string{"ladder.ism", "ladder.ismc", "v_20.ismv", "v_40.ismv", "a_eng0.isma"} { // not v_80
		b, err := os.ReadFile(testdata.Path(t, "ladder", name))
		if err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(filepath.Join(dir, name), b, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	to := filepath.Join(dir, "www")
	code, doc, stderr := published(t, t.Context(), filepath.Join(dir, "ladder.ism"), "--to", to, "--json")
	if code != exitWrong || doc.Items != 17 || doc.Uploaded != 12 || len(doc.Failed) != 5 || !strings.Contains(stderr, "5 of 17 items are not there") {
		t.Errorf("code %d, %+v, %s", code, doc, stderr)
	}
	if _, err := os.Stat(filepath.Join(to, "ladder.ism", "Manifest")); err == nil {
		t.Error("the manifest is there and promises chunks that are not")
	}
	code, doc, _ = published(t, t.Context(), filepath.Join(dir, "ladder.ism"), "--to", to, "--dry-run", "--json")
	if code != exitWrong || len(doc.Failed) != 4 {
		t.Errorf("dry run: code %d, %+v", code, doc)
	}
}

func TestPublishBrokenFragment(t *testing.T) {
	b, err := os.ReadFile(testdata.Path(t, "ladder", "v_20.ismv"))
	if err != nil {
		t.Fatal(err)
	}
	cut := filepath.Join(t.TempDir(), "cut.ismv")
	if err := os.WriteFile(cut, b[:len(b)*3/4], 0o644); err != nil {
		t.Fatal(err)
	}
	code, doc, stderr := published(t, t.Context(), cut, "--to", filepath.Join(t.TempDir(), "www"), "--json")
	if code != exitWrong || len(doc.Failed) != 0 || doc.Uploaded == 0 || len(doc.Warnings) == 0 || !strings.Contains(stderr, "broken fragments of the media are left out") {
		t.Errorf("code %d, %+v, %s", code, doc, stderr)
	}
}

func TestPublishRefusals(t *testing.T) {
	text := filepath.Join(t.TempDir(), "a.txt")
	if err := os.WriteFile(text, []byte("no media"), 0o644); err != nil {
		t.Fatal(err)
	}
	to := filepath.Join(t.TempDir(), "www")
	for _, c := range []struct {
		args []string
		want string
	}{
		{[]string{ladder(t), "--json"}, "--to is missing"},
		{[]string{text, "--to", to, "--json"}, "a.txt"},
		{[]string{ladder(t), "--to", "s3://bucket", "--json"}, "unknown kind of target"},
		{[]string{ladder(t), "--to", text, "--json"}, "a file stands where the folder should be"},
		{[]string{ladder(t), "--to", to, "--concurrency", "129", "--json"}, "--concurrency 129"},
		{[]string{ladder(t), "--to", to, "--rate", "fast", "--json"}, "--rate fast"},
		{[]string{ladder(t), "--to", to, "--rate", "-5", "--json"}, "--rate -5"},
		{[]string{ladder(t), "--to", to, "--public", "--json"}, "--create-container"},
		{[]string{ladder(t), "--to", to, "--create-container", "--json"}, "no containers"},
		{[]string{ladder(t), "--to", to, "--cors", "--json"}, "web server"},
		{[]string{ladder(t), "--to", to, "--prefix", "../x", "--json"}, "relative path"},
	} {
		code, doc, stderr := published(t, t.Context(), c.args...)
		if code != exitUnable || !oneLineWith(stderr, c.want) || !strings.Contains(doc.Error, c.want) {
			t.Errorf("%q: code %d, %s, want %q", c.args, code, stderr, c.want)
		}
	}
	if _, err := os.Stat(to); err == nil {
		t.Error("a refused command made the folder")
	}
}

func TestPublishInterrupted(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	to := filepath.Join(t.TempDir(), "www")
	code, _, stderr := published(t, ctx, ladder(t), "--to", to, "--json")
	if code != exitInterrupted || !oneLineWith(stderr, "interrupted") {
		t.Errorf("code %d, %s", code, stderr)
	}
}

func TestParseRate(t *testing.T) {
	for text, want := range map[string]int64{"": 0, "1": 1, "250000": 250_000, "500k": 500_000, "2M": 2_000_000, "1G": 1_000_000_000} {
		if got, err := parseRate(text); got != want || err != nil {
			t.Errorf("parseRate(%q) = %d, %v", text, got, err)
		}
	}
	for _, text := range []string{"0", "-1", "k", "1kk", "1.5M", "99999999999G", "x"} {
		if got, err := parseRate(text); err == nil {
			t.Errorf("parseRate(%q) = %d", text, got)
		}
	}
}
