package check

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"testing"

	"smoothscope/inspect/asset"
	"smoothscope/inspect/media"
	"smoothscope/inspect/source"
	"smoothscope/testdata"
)

// A file that gets shorter under the check, or that cannot be read to its end,
// is a finding and no end.
func TestFileThatGetsShorter(t *testing.T) {
	raw, err := os.ReadFile(testdata.Path(t, "ladder", "v_40.ismv"))
	if err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(t.TempDir(), "shrinks.ismv")
	if err := os.WriteFile(path, raw, 0o600); err != nil {
		t.Fatal(err)
	}
	a, err := asset.Open(context.Background(), []string{path}, asset.Options{Alone: true})
	if err != nil {
		t.Fatal(err)
	}
	defer func() {
		if err := a.Close(); err != nil {
			t.Error(err)
		}
	}()
	if err := os.Truncate(path, int64(len(raw)/2)); err != nil {
		t.Skipf("this system does not let an open file be cut: %v", err)
	}
	r, err := Run(context.Background(), a, Options{Rules: []string{"BOX-TRUNC", "BOX-SIZE", "MOOF-MDAT", "TRUN-SIZES", "NAL-LEN", "FRAG-IDR"}})
	if err != nil || len(r.Findings) != 1 || r.Findings[0].Rule != "BOX-TRUNC" {
		t.Errorf("%+v %v", r, err)
	}
}

// brokenSource is a source whose bytes from some place on cannot be read.
type brokenSource struct {
	source.Source
	from int64
}

var errDisk = errors.New("input/output error")

func (b brokenSource) ReadAt(p []byte, off int64) (int, error) {
	if off+int64(len(p)) > b.from {
		return 0, errDisk
	}
	return b.Source.ReadAt(p, off)
}

// Samples that the disk does not give are told, with the fragment they are of.
func TestSamplesThatCannotBeRead(t *testing.T) {
	raw, err := os.ReadFile(testdata.Path(t, "ladder", "v_40.ismv"))
	if err != nil {
		t.Fatal(err)
	}
	src := source.Memory("v_40.ismv", raw)
	f, err := media.Open(context.Background(), src)
	if err != nil {
		t.Fatal(err)
	}
	index, err := f.Fragments(context.Background(), 1)
	if err != nil {
		t.Fatal(err)
	}
	file := &File{Media: f}
	track := &Track{Track: f.Tracks[0], File: file, Stream: -1, Fragments: []Fragment{{Fragment: index.Fragments[0]}}}
	var units unitReader
	units.every = true
	units.open(track, &readAhead{Source: brokenSource{src, index.Fragments[0].Offset + index.Fragments[0].MoofSize + 100}})
	s := Sight{Track: track, Fragment: &track.Fragments[0], units: &units}
	if s.Run, s.Err = f.Run(context.Background(), index.Fragments[0]); s.Err != nil {
		t.Fatal(s.Err)
	}
	s.fill()
	c := &Case{Profile: Smooth}
	rule, _ := Find("BOX-TRUNC")
	reports := newReports(c, []*Rule{rule})
	rule.fragment(c, &s, reports.of(rule))
	if len(reports.by) != 1 || !errors.Is(s.Err, errDisk) {
		t.Errorf("%v, %d findings", s.Err, len(reports.by))
	}
}
