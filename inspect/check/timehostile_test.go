package check

import (
	"math"
	"strings"
	"testing"

	"smoothscope/inspect/asset"
	"smoothscope/testdata"
	"smoothscope/testdata/spoil"
)

// Times, durations, offsets and time scales at the ends of what fits are judged
// like any others.
func TestExtremeTimes(t *testing.T) {
	times := []int64{math.MinInt64, -1, 0, math.MaxInt64}
	for _, at := range times {
		for _, scale := range []uint32{0, 1, 999, math.MaxUint32} {
			for n := range 4 {
				extreme(t, func(a *spoil.Asset) {
					a.Loose("v_20.ismv", "v_40.ismv", "v_80.ismv")
					a.Pieces("v_40.ismv", func(i int, p *spoil.Piece) {
						if i != n {
							return
						}
						p.Time, p.Listed, p.Claimed = at, uint64(at), math.MaxUint64
						p.Samples[0].Composition = math.MinInt32
						p.Samples[1].Duration = math.MaxUint32
					})
					a.Edit("v_40.ismv", func(b spoil.Boxes) {
						mdhd := b.At("moov/trak/mdia/mdhd")
						mdhd.SetUint32(20, scale)
					})
				})
			}
		}
	}
}

func extreme(t *testing.T, change func(*spoil.Asset)) {
	t.Helper()
	a, err := spoil.Ladder(testdata.Path(t, "ladder"))
	if err != nil {
		t.Fatal(err)
	}
	change(a)
	names, err := a.Write(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	opened, err := asset.Open(t.Context(), names, asset.Options{})
	if err != nil {
		t.Fatal(err)
	}
	r, err := Run(t.Context(), opened, Options{})
	if err != nil {
		t.Fatal(err)
	}
	if len(r.Findings) == 0 {
		t.Error("nothing is said of it")
	}
	for _, f := range r.Findings {
		if strings.Contains(f.Message, "%!") || strings.Contains(f.Message, "NaN") || strings.Contains(f.Message, "Inf") {
			t.Errorf("%s: %s", f.Rule, f.Message)
		}
	}
	if r.Advice("") == "" {
		t.Error("there is no advice")
	}
	if err := opened.Close(); err != nil {
		t.Error(err)
	}
}
