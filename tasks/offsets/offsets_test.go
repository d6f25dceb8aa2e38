package offsets

import (
	"bytes"
	"context"
	"encoding/csv"
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"testing"

	"smoothscope/inspect/asset"
	"smoothscope/tasks"
	"smoothscope/testdata"
)

func mapOf(t *testing.T, alone bool, names ...string) *Map {
	t.Helper()
	a, err := asset.Open(context.Background(), names, asset.Options{Alone: alone})
	if err != nil {
		t.Fatal(err)
	}
	defer func() {
		if err := a.Close(); err != nil {
			t.Error(err)
		}
	}()
	m, err := Entries(context.Background(), a, nil)
	if err != nil {
		t.Fatal(err)
	}
	return m
}

func written(t *testing.T, f Format, entries []Entry) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := f.Write(&b, entries); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func TestFormatsOfTheLadder(t *testing.T) {
	m := mapOf(t, false, testdata.Path(t, "ladder", "ladder.ism"))
	if len(m.Entries) != 16 || m.Broken != 0 || len(m.Warnings)+len(m.Problems) != 0 {
		t.Fatalf("%d entries, %d broken, %q %q", len(m.Entries), m.Broken, m.Warnings, m.Problems)
	}
	for _, f := range Formats() {
		if !f.PerFile {
			testdata.Golden(t, "offsets/ladder."+f.Name, written(t, f, m.Entries))
			continue
		}
		for _, file := range ByFile(m.Entries) {
			testdata.Golden(t, "offsets/"+file.File+"."+f.Name, written(t, f, file.Entries))
		}
	}
}

// TestFormatsOfOneFile: a file on its own says where its bitrate comes from.
func TestFormatsOfOneFile(t *testing.T) {
	m := mapOf(t, true, testdata.Path(t, "ladder", "mux_av.ismv"))
	for _, f := range Formats() {
		testdata.Golden(t, "offsets/mux_av."+f.Name, written(t, f, m.Entries))
	}
}

func TestFormatsAgree(t *testing.T) {
	m := mapOf(t, true, testdata.Path(t, "ladder", "a_eng0.isma"))
	m.Entries[0].File = `odd, "name".isma`
	var document struct{ Entries []Entry }
	if err := json.Unmarshal(written(t, Formats()[2], m.Entries), &document); err != nil {
		t.Fatal(err)
	}
	rows, err := csv.NewReader(bytes.NewReader(written(t, Formats()[1], m.Entries))).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	if len(rows) != len(m.Entries)+1 || len(document.Entries) != len(m.Entries) {
		t.Fatalf("%d rows, %d entries, want %d", len(rows), len(document.Entries), len(m.Entries))
	}
	for i, e := range document.Entries {
		want := []string{e.Type, e.Stream, fmt.Sprint(e.Bitrate), fmt.Sprint(e.Time), fmt.Sprint(e.Duration), e.File, fmt.Sprint(e.Offset), fmt.Sprint(e.Size), e.BitrateFrom}
		if strings.Join(rows[i+1], "|") != strings.Join(want, "|") || e.File != m.Entries[i].File {
			t.Errorf("row %d: %q, want %q", i, rows[i+1], want)
		}
	}
}

// full takes so many bytes and no more.
type full struct{ left int }

var errFull = errors.New("no room left")

func (f *full) Write(p []byte) (int, error) {
	if len(p) > f.left {
		return 0, errFull
	}
	f.left -= len(p)
	return len(p), nil
}

func TestFormatsSayWhenThereIsNoRoom(t *testing.T) {
	m := mapOf(t, false, testdata.Path(t, "ladder", "ladder.ism"))
	for _, f := range Formats() {
		if err := f.Write(&full{left: 100}, m.Entries); !errors.Is(err, errFull) {
			t.Errorf("%s: %v", f.Name, err)
		}
	}
}

func TestFormatNamed(t *testing.T) {
	for _, f := range Formats() {
		if got, err := FormatNamed(f.Name); err != nil || got.Name != f.Name || got.Title == "" || got.Ending == "" {
			t.Errorf("%s: %+v, %v", f.Name, got, err)
		}
	}
	if _, err := FormatNamed("xml"); err == nil || !strings.Contains(err.Error(), "fov csv json ismf") {
		t.Errorf("unknown format: %v", err)
	}
}

func TestProgressCountsLevels(t *testing.T) {
	a, err := asset.Open(context.Background(), []string{testdata.Path(t, "ladder", "ladder.ism")}, asset.Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer a.Close()
	p := tasks.NewProgress(nil)
	if _, err := Entries(context.Background(), a, p); err != nil {
		t.Fatal(err)
	}
	if s := p.Snapshot(); s.Done != 4 || s.Total != 4 || s.Kind != tasks.Count {
		t.Errorf("%+v", s)
	}
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	b, err := asset.Open(context.Background(), []string{testdata.Path(t, "ladder", "ladder.ism")}, asset.Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer b.Close()
	if _, err := Entries(ctx, b, nil); !errors.Is(err, context.Canceled) {
		t.Errorf("after cancel: %v", err)
	}
}

func TestPlainFileHasNoOffsets(t *testing.T) {
	corpus := testdata.Corpus(t)
	a, err := asset.Open(context.Background(), []string{corpus + "/Azure+azure-sdk-for-media-services/test/net/Scenario/Media/smallmp41.mp4"}, asset.Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer a.Close()
	if _, err := Entries(context.Background(), a, nil); !errors.Is(err, asset.ErrUnfragmented) {
		t.Errorf("%v", err)
	}
}
