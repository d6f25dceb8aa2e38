package media

import (
	"bytes"
	"context"
	"os"
	"path/filepath"
	"testing"

	"github.com/Eyevinn/mp4ff/mp4"
	"github.com/google/go-cmp/cmp"

	"smoothscope/inspect/source"
	"smoothscope/testdata"
)

// Each sample of the ladder is what mp4ff reads there.
func TestRunAgainstMp4ff(t *testing.T) {
	for _, name := range []string{"ladder/v_20.ismv", "ladder/v_80.ismv", "ladder/a_eng0.isma", "ladder/mux_av.ismv"} {
		raw, err := os.ReadFile(testdata.Path(t, name))
		if err != nil {
			t.Fatal(err)
		}
		f := openBytes(t, raw)
		for _, track := range f.Tracks {
			trex := trexOf(t, raw, track.ID)
			for _, at := range indexed(t, f, track.ID).Fragments {
				got, err := f.Run(context.Background(), at)
				if err != nil {
					t.Fatal(err)
				}
				if diff := cmp.Diff(oracle(t, raw, at, trex), got.Samples); diff != "" {
					t.Errorf("%s: track %d at %d: (-mp4ff +got)\n%s", name, track.ID, at.Offset, diff)
				}
				if uint32(len(got.Samples)) != at.Samples || !got.Flagged || got.Misplaced || !got.HasTfxd {
					t.Errorf("%s: track %d at %d: %+v", name, track.ID, at.Offset, got)
				}
			}
		}
	}
}

func trexOf(t *testing.T, raw []byte, track uint32) *mp4.TrexBox {
	t.Helper()
	file, err := mp4.DecodeFile(bytes.NewReader(raw))
	if err != nil {
		t.Fatal(err)
	}
	trex, _ := file.Moov.Mvex.GetTrex(track)
	return trex
}

// oracle is the samples of a fragment as mp4ff reads them.
func oracle(t *testing.T, raw []byte, at Fragment, trex *mp4.TrexBox) []Sample {
	t.Helper()
	file, err := mp4.DecodeFile(bytes.NewReader(raw[at.Offset : at.Offset+at.Size]))
	if err != nil {
		t.Fatal(err)
	}
	full, err := file.Segments[0].Fragments[0].GetFullSamples(trex)
	if err != nil {
		t.Fatal(err)
	}
	var all []Sample
	for _, s := range full {
		where := bytes.Index(raw[at.Offset:at.Offset+at.Size], s.Data)
		if where < 0 {
			t.Fatal("the sample is not in the fragment")
		}
		all = append(all, Sample{
			Offset: at.Offset + at.MoofSize + 8, Size: s.Size, Duration: s.Dur,
			Composition: int64(s.CompositionTimeOffset), Flags: s.Flags, Sync: s.IsSync(),
		})
		at.MoofSize += int64(s.Size) // the next one follows
	}
	return all
}

// A stale data offset, as servers leave it that insert a tfrf, moves nothing;
// one that can be right counts.
func TestRunPlacesSamples(t *testing.T) {
	trun := func(offset uint32) []byte { return box4("trun", u32(0x201, 2, offset, 4, 4)) }
	for _, c := range []struct {
		name      string
		offset    uint32
		first     int64 // behind the header of the mdat
		misplaced bool
	}{
		{"right", 84, 0, false},
		{"into the moof", 15, 0, true},
		{"too far", 500, 0, true},
		{"behind other bytes of the mdat", 88, 4, false},
	} {
		moof := box4("moof", box4("mfhd", u32(0, 9)), box4("traf", box4("tfhd", u32(0, 1)), trun(c.offset)))
		f := openBytes(t, join(beginning, moof, mdatBox(12)))
		at := indexed(t, f, 1).Fragments[0]
		r, err := f.Run(context.Background(), at)
		if err != nil {
			t.Fatal(err)
		}
		want := at.Offset + at.MoofSize + 8 + c.first
		if r.Samples[0].Offset != want || r.Samples[1].Offset != want+4 || r.Misplaced != c.misplaced || r.Sequence != 9 {
			t.Errorf("%s: %+v, want the first at %d", c.name, r, want)
		}
		if r.Truns[0].Offset != at.Offset+8+16+8+16 {
			t.Errorf("%s: the trun is said to be at %d", c.name, r.Truns[0].Offset)
		}
	}
}

// Flags come from the trun, else from tfhd or trex, else from the sdtp.
func TestRunFlags(t *testing.T) {
	for _, c := range []struct {
		name    string
		traf    []byte
		want    []uint32
		flagged bool
	}{
		{"none", join(box4("tfhd", u32(0, 1)), box4("trun", u32(0x200, 2, 4, 4))), []uint32{0, 0}, false},
		{"tfhd", join(box4("tfhd", u32(0x20, 1, 0x10000)), box4("trun", u32(0x200, 2, 4, 4))), []uint32{0x10000, 0x10000}, true},
		{"first", join(box4("tfhd", u32(0x20, 1, 0x10000)), box4("trun", u32(0x204, 2, 0x2000000, 4, 4))), []uint32{0x2000000, 0x10000}, true},
		{"each", join(box4("tfhd", u32(0, 1)), box4("trun", u32(0x600, 2, 4, 7, 4, 8))), []uint32{7, 8}, true},
		{"sdtp", join(box4("tfhd", u32(0, 1)), box4("trun", u32(0x200, 2, 4, 4)), box4("sdtp", u32(0), []byte{0x26, 0x12})),
			[]uint32{0x2600000, 0x1210000}, true},
		{"first alone", join(box4("tfhd", u32(0, 1)), box4("trun", u32(0x204, 2, 0x2000000, 4, 4))), []uint32{0x2000000, 0x1010000}, true},
		{"first and sdtp", join(box4("tfhd", u32(0, 1)), box4("trun", u32(0x204, 3, 0x2000000, 3, 3, 2)), box4("sdtp", u32(0), []byte{0x26, 0x02, 0x26})),
			[]uint32{0x2000000, 0x1210000, 0x2600000}, true},
	} {
		f := openBytes(t, join(beginning, box4("moof", box4("mfhd", u32(0, 1)), box4("traf", c.traf)), mdatBox(8)))
		r, err := f.Run(context.Background(), indexed(t, f, 1).Fragments[0])
		if err != nil {
			t.Fatal(err)
		}
		var got []uint32
		for _, s := range r.Samples {
			got = append(got, s.Flags)
			if s.Sync != (s.Flags&0x10000 == 0) {
				t.Errorf("%s: %+v", c.name, s)
			}
		}
		if diff := cmp.Diff(c.want, got); diff != "" || r.Flagged != c.flagged {
			t.Errorf("%s: flagged %v\n%s", c.name, r.Flagged, diff)
		}
	}
}

// Every fragment of every file has a run of as many samples as its index says.
func TestRunsOfTheCorpus(t *testing.T) {
	runs := 0
	for _, name := range testdata.CorpusFiles(t, ".ismv", ".isma", ".mp4", ".m4s") {
		src, err := source.OpenFile(name)
		if err != nil {
			t.Fatal(err)
		}
		if f, err := Open(context.Background(), src); err == nil {
			for _, track := range f.Tracks {
				reader := f.RunReader(context.Background())
				for _, at := range indexed(t, f, track.ID).Fragments {
					r, err := reader.Run(at)
					if err != nil || uint32(len(r.Samples)) != at.Samples {
						t.Errorf("%s: track %d at %d: %d samples, the index says %d: %v", name, track.ID, at.Offset, len(r.Samples), at.Samples, err)
					}
					runs++
				}
			}
		}
		if err := src.Close(); err != nil {
			t.Error(err)
		}
	}
	if runs == 0 {
		t.Error("no fragment was looked at")
	}
}

// Microsoft's encoder writes offsets before 0 into a trun of version 0, and flags
// the first sample alone: the others are told apart by the sdtp.
func TestRunOfMicrosoft(t *testing.T) {
	raw, err := os.ReadFile(filepath.Join(testdata.Corpus(t), "Azure+azure-sdk-for-media-services", "test", "net", "Scenario", "Media", "small.ismv"))
	if err != nil {
		t.Fatal(err)
	}
	f := openBytes(t, raw)
	r, err := f.Run(context.Background(), indexed(t, f, 1).Fragments[0])
	if err != nil {
		t.Fatal(err)
	}
	var keys []int
	for i, s := range r.Samples {
		if s.Sync {
			keys = append(keys, i)
		}
		if s.Composition < -1_000_000 || s.Composition > 1_000_000 {
			t.Errorf("sample %d is presented %d ticks after it is decoded", i, s.Composition)
		}
	}
	if diff := cmp.Diff([]int{0, 19}, keys); diff != "" || len(r.Samples) != 43 {
		t.Errorf("keys: %s", diff)
	}
}

// Many truns of which each claims samples that take no bytes are one fragment:
// together they list no more than one of them could.
func TestRunOfManyTrunsWithoutRows(t *testing.T) {
	traf := [][]byte{box4("tfhd", u32(0x18, 1, 10, 0))}
	for range 64 {
		traf = append(traf, box4("trun", u32(0, 1<<31)))
	}
	f := openBytes(t, join(beginning, moofBox(1, box4("traf", traf...)), mdatBox(8)))
	r, err := f.Run(context.Background(), indexed(t, f, 1).Fragments[0])
	if err != nil {
		t.Fatal(err)
	}
	if len(r.Samples) != maxUnlisted || len(r.Truns) != 64 || r.Truns[0].Count != maxUnlisted || r.Truns[63].Count != 0 {
		t.Errorf("%d samples of %d truns, the last has %d", len(r.Samples), len(r.Truns), r.Truns[63].Count)
	}
}
