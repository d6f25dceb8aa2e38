package check

import (
	"fmt"
	"math"
	"testing"

	"github.com/google/go-cmp/cmp"

	"smoothscope/inspect/asset"
	"smoothscope/inspect/manifest"
	"smoothscope/inspect/media"
)

func TestMoments(t *testing.T) {
	for _, c := range []struct {
		a, b moment
		want int
	}{
		{moment{1, 25}, moment{400_000, hns}, 0},
		{moment{3003, 90_000}, moment{333_667, hns}, 0},       // rounded
		{moment{20_000_000, hns}, moment{20_000_001, hns}, 0}, // one tick is rounding
		{moment{20_000_000, hns}, moment{20_000_002, hns}, -1},
		{moment{180_001, 90_000}, moment{20_000_000, hns}, 0}, // one tick of the coarser scale too
		{moment{180_002, 90_000}, moment{20_000_000, hns}, 1},
		{moment{51, 25}, moment{20_000_000, hns}, 1}, // but not where a tick is a frame
		{moment{math.MaxUint64, hns}, moment{math.MaxUint64, 90_000}, -1},
		{moment{math.MaxUint64, 1}, moment{0, math.MaxUint32}, 1},
		{moment{17_000_000_000_000_000, hns}, moment{153_000_000_000_001, 90_000}, 0}, // 1700000000 s
		{moment{17_000_000_000_000_000, hns}, moment{153_000_000_000_009, 90_000}, -1},
	} {
		if got := c.a.compare(c.b); got != c.want {
			t.Errorf("%v against %v: %d, want %d", c.a, c.b, got, c.want)
		}
		if got := c.b.compare(c.a); got != -c.want {
			t.Errorf("%v against %v: %d, want %d", c.b, c.a, got, -c.want)
		}
	}
	if got := (moment{math.MaxUint64, 1}).in(hns); got != math.MaxUint64 {
		t.Errorf("what does not fit is %d", got)
	}
	if got := (moment{180_001, 90_000}).in(hns); got != 20_000_111 {
		t.Errorf("180001 ticks of 90 kHz are %d of 100 ns", got)
	}
}

// made is a track of video in seconds, with fragments as long as it is to the
// next; the last lasts two.
func made(scale uint32, starts ...float64) *Track {
	t := &Track{Track: media.Track{Kind: media.Video, TimeScale: scale}, Index: &media.Index{}, File: &File{Media: &media.File{Fragmented: true}}}
	for i, at := range starts {
		next := at + 2
		if i+1 < len(starts) {
			next = starts[i+1]
		}
		f := Fragment{Span: uint64((next - at) * float64(scale)), Frame: scale / 25}
		f.Time, f.Offset = uint64(at*float64(scale)), int64(i)
		t.Fragments = append(t.Fragments, f)
	}
	return t
}

func TestMatch(t *testing.T) {
	ref := newLine(made(hns, 0, 2, 4, 6, 8))
	for _, c := range []struct {
		name   string
		starts []float64
		want   string
	}{
		{"equal", []float64{0, 2, 4, 6, 8}, "5 [] [] []"},
		{"one lost", []float64{0, 2, 6, 8}, "4 [] [] [2]"},
		{"the end lost", []float64{0, 2, 4}, "3 [] [] [3 4]"},
		{"one more", []float64{0, 2, 3, 4, 6, 8}, "5 [] [2] []"},
		{"one late", []float64{0, 2, 4.04, 6, 8}, "4 [{2 2}] [] []"},
		{"all late", []float64{1, 3, 5, 7, 9}, "0 [{0 0} {1 1} {2 2} {3 3} {4 4}] [] []"},
		{"another GOP", []float64{0, 2.4, 4.8, 7.2}, "1 [{1 1} {2 2} {3 3}] [] [4]"},
		{"one more here, one less there", []float64{0, 1, 2, 4, 8}, "4 [{1 3}] [] []"},
		{"none at all", nil, "0 [] [] [0 1 2 3 4]"},
	} {
		p := match(newLine(made(90_000, c.starts...)), ref)
		if diff := cmp.Diff(c.want, fmt.Sprint(len(p.same), p.moved, p.extra, p.missing)); diff != "" {
			t.Errorf("%s (-want +got)\n%s", c.name, diff)
		}
	}
}

// cased is a case of one stream with these levels.
func cased(tracks ...*Track) *Case {
	a := &asset.Asset{Streams: []asset.Stream{{Type: "video", Name: "video", TimeScale: hns}}}
	c := &Case{Asset: a}
	for i, t := range tracks {
		t.ID, t.Stream, t.Level = 1, 0, i
		t.File.Member.Path = fmt.Sprintf("%d.ismv", i)
		t.File.Tracks = []*Track{t}
		c.Files = append(c.Files, t.File)
		a.Streams[0].Levels = append(a.Streams[0].Levels, asset.Level{Bitrate: uint64(i+1) * 1_000_000, File: t.File.Member.Path, TrackID: 1})
	}
	return c
}

// The level that most agree with is right, else the steadier one.
func TestRightLevel(t *testing.T) {
	good, cut, other := []float64{0, 2, 4, 6, 8}, []float64{0, 2, 3.3, 5.1, 8}, []float64{0, 2.4, 4.8, 7.2}
	for _, c := range []struct {
		levels [][]float64
		ref    int
		why    reason
	}{
		{[][]float64{cut, good, good}, 1, byVote},
		{[][]float64{good, good, other}, 0, byVote},
		{[][]float64{good[:4], good, good}, 1, byVote},
		{[][]float64{cut, good}, 1, bySteps},
		{[][]float64{other, good}, 1, byNothing},
		{[][]float64{good}, 0, byVote},
	} {
		var tracks []*Track
		for _, starts := range c.levels {
			tracks = append(tracks, made(hns, starts...))
		}
		if a := cased(tracks...).alignment(0); a.ref != tracks[c.ref] || a.why != c.why {
			t.Errorf("%v: reason %d, want level %d for %d", c.levels, a.why, c.ref, c.why)
		}
	}
}

// An archive of a live channel starts long after 0, audio a frame before it.
func TestWhereLinesBegin(t *testing.T) {
	archive := made(hns, 1_700_000_000, 1_700_000_002, 1_700_000_004)
	c := cased(archive)
	c.seams(archive, func(_ *line, a, b int, off int64) { t.Errorf("%d and %d are %d apart", a, b, off) })
	primed := made(hns, 0, 1.92, 3.84)
	primed.Fragments[0].HasTfxd, primed.Fragments[0].Tfxd = true, -213_333
	primed.Fragments[0].Span += 213_333
	c = cased(primed)
	if l := c.line(primed); l.begin() != -213_333 {
		t.Errorf("begins at %d", l.begin())
	}
	c.seams(primed, func(_ *line, a, b int, off int64) { t.Errorf("%d and %d are %d apart", a, b, off) })
}

// Where a gap is a chunk that another level or the manifest has, the chunk is
// missing; else it is a gap.
func TestGapOrMissingChunk(t *testing.T) {
	holed, full := made(hns, 0, 2, 6, 8), made(90_000, 0, 2, 4, 6, 8)
	holed.Fragments[1].Span = 2 * hns
	if cased(holed).missing(holed, 4*hns, 6*hns) {
		t.Error("one level alone misses a chunk")
	}
	if !cased(holed, full).missing(holed, 4*hns, 6*hns) {
		t.Error("a chunk that another level has is not missed")
	}
	if cased(holed, full).missing(holed, 4*hns+1000, 6*hns) {
		t.Error("a chunk before the gap is missed")
	}
	c := cased(holed)
	c.Client = &Document[manifest.Client]{}
	c.Asset.Streams[0].Chunks = []manifest.Chunk{{Time: 2 * hns}, {Time: 4 * hns}, {Time: 6 * hns}}
	if !c.missing(holed, 4*hns, 6*hns) {
		t.Error("a chunk that the manifest lists is not missed")
	}
}

// BenchmarkAlignment shows that time grows with the number of fragments only.
func BenchmarkAlignment(b *testing.B) {
	for _, n := range []int{900, 3600, 14400} {
		starts := make([]float64, n)
		for i := range starts {
			starts[i] = float64(2 * i)
		}
		b.Run(fmt.Sprintf("10x%d", n), func(b *testing.B) {
			var tracks []*Track
			for range 10 {
				tracks = append(tracks, made(hns, starts...))
			}
			for b.Loop() {
				c := cased(tracks...)
				c.each(func(_ *alignment, _ *Track, p pairing) {
					if p.misfits() > 0 {
						b.Fatal("aligned levels do not match")
					}
				})
			}
		})
	}
}
