package media

import (
	"bytes"
	"context"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"smoothscope/inspect/source"
	"smoothscope/testdata"
)

// brief is what most tests look at: time, duration, offset, size.
func brief(x *Index) [][4]int64 {
	var all [][4]int64
	for _, f := range x.Fragments {
		all = append(all, [4]int64{int64(f.Time), int64(f.Duration), f.Offset, f.Size})
	}
	return all
}

var beginning = join(box4("ftyp", []byte("isml"), u32(1)), moovBox(trackBox(1, 100, "vide")))

func TestFragmentsWithoutIndex(t *testing.T) {
	start := int64(len(beginning))
	plain := moofBox(1, trafBox(1, 2))
	wide := append(append(u32(1), "mdat"...), append(u64(16+8), make([]byte, 8)...)...)
	n := int64(len(plain))
	for _, c := range []struct {
		name string
		body []byte
		want [][4]int64
	}{
		{"running sum of the samples", join(plain, mdatBox(8), plain, mdatBox(8)),
			[][4]int64{{0, 20, start, n + 16}, {20, 20, start + n + 16, n + 16}}},
		{"64-bit size of the mdat", join(plain, wide), [][4]int64{{0, 20, start, n + 24}}},
		{"mdat to the end of the file", join(plain, u32(0), []byte("mdat"), make([]byte, 8)), [][4]int64{{0, 20, start, n + 16}}},
		{"boxes before the mdat", join(plain, box4("free", make([]byte, 9)), box4("uuid", make([]byte, 16)), mdatBox(8)),
			[][4]int64{{0, 20, start, n + 17 + 24 + 16}}},
		{"zeros at the end", join(plain, mdatBox(8), make([]byte, 100)), [][4]int64{{0, 20, start, n + 16}}},
		{"an empty mfra ends a live stream", join(plain, mdatBox(8), box4("mfra")), [][4]int64{{0, 20, start, n + 16}}},
		{"no fragment yet", nil, nil},
	} {
		x := indexed(t, openBytes(t, join(beginning, c.body)), 1)
		if diff := cmp.Diff(c.want, brief(x)); diff != "" {
			t.Errorf("%s: (-want +got)\n%s", c.name, diff)
		}
		if x.From != FromScan || x.Broken != 0 || len(x.Warnings)+len(x.Problems) != 0 {
			t.Errorf("%s: %+v", c.name, x)
		}
	}
}

func TestTimesOfFragments(t *testing.T) {
	tfdt := func(v uint64) []byte { return box4("tfdt", u32(0x01000000), u64(v)) }
	old := box4("uuid", tfxdID[:], u32(0), u32(700, 20))
	for _, c := range []struct {
		name string
		more [][]byte
		want int64
	}{
		{"tfxd", [][]byte{tfxdBox(500, 20)}, 500},
		{"tfxd of version 0", [][]byte{old}, 700},
		{"tfxd before 0, as AAC priming gives", [][]byte{tfxdBox(-7, 20)}, 0},
		{"tfdt", [][]byte{tfdt(600)}, 600},
		{"tfxd is the key, tfdt only the decode time", [][]byte{tfdt(600), tfxdBox(500, 20)}, 500},
		{"tfxd of an unknown version", [][]byte{box4("uuid", tfxdID[:], u32(0x02000000), u64(1, 2))}, 0},
	} {
		f := openBytes(t, join(beginning, moofBox(1, trafBox(1, 2, c.more...)), mdatBox(8)))
		x := indexed(t, f, 1)
		if len(x.Fragments) != 1 || int64(x.Fragments[0].Time) != c.want {
			t.Errorf("%s: %+v, want time %d", c.name, x.Fragments, c.want)
		}
	}
}

func TestTfraTimesAreTheKeys(t *testing.T) {
	at := uint64(len(beginning))
	body := join(moofBox(1, trafBox(1, 2, tfxdBox(-5, 20))), mdatBox(8))
	second := at + uint64(len(body))
	body = join(body, moofBox(2, trafBox(1, 2, tfxdBox(15, 20))), mdatBox(8))
	// Every sync sample has an entry; the lowest time counts.
	x := indexed(t, openBytes(t, join(beginning, body, mfraBox(1, 0, at, 10, at, 16, second, 26, second))), 1)
	if len(x.Fragments) != 2 || x.Fragments[0].Time != 0 || x.Fragments[1].Time != 16 || x.Fragments[0].Duration != 16 || x.From != FromMfra {
		t.Errorf("good index: %+v", x)
	}
	// An index that leaves fragments out still gives the times it knows.
	x = indexed(t, openBytes(t, join(beginning, body, mfraBox(1, 3, at))), 1)
	if len(x.Fragments) != 2 || x.Fragments[0].Time != 3 || x.Fragments[1].Time != 15 || x.From != FromScan || len(x.Warnings) != 1 {
		t.Errorf("short index: %+v", x)
	}
	// One that points elsewhere is not used at all.
	x = indexed(t, openBytes(t, join(beginning, body, mfraBox(1, 3, at+8, 16, second))), 1)
	if len(x.Fragments) != 2 || x.Fragments[0].Time != 0 || x.Fragments[1].Time != 15 || x.From != FromScan || len(x.Warnings) != 1 {
		t.Errorf("lying index: %+v", x)
	}
	// Bytes after the mfro hide the index from the last four bytes only.
	x = indexed(t, openBytes(t, join(beginning, body, mfraBox(1, 3, at, 16, second), box4("free"))), 1)
	if len(x.Fragments) != 2 || x.Fragments[0].Time != 3 || x.From != FromMfra {
		t.Errorf("index with a box after it: %+v", x)
	}
}

func TestIndexHelpsOverDamage(t *testing.T) {
	at := uint64(len(beginning))
	one := join(moofBox(1, trafBox(1, 2)), mdatBox(8))
	n := uint64(len(one))
	file := join(beginning, one, one, one, mfraBox(1, 0, at, 20, at+n, 40, at+2*n))
	broken := slices.Clone(file)
	copy(broken[at+n:], u32(0x7fffffff))
	x := indexed(t, openBytes(t, broken), 1)
	if len(x.Fragments) != 2 || x.Fragments[1].Time != 40 || x.Broken != 1 || len(x.Problems) != 1 || x.Fragments[0].Duration != 20 {
		t.Errorf("moof with a wrong size: %+v", x)
	}
	// An mdat that swallows the next fragment hides it from the walk only.
	copy(broken, file)
	copy(broken[at+n-16:], u32(16+uint32(n)))
	x = indexed(t, openBytes(t, broken), 1)
	if len(x.Fragments) != 3 || len(x.Warnings) == 0 {
		t.Errorf("mdat that is too long: %+v", x)
	}
}

func TestSeveralTracks(t *testing.T) {
	beginning := join(moovBox(trackBox(1, 100, "vide"), trackBox(2, 100, "soun")))
	shared := moofBox(1, trafBox(1, 2), trafBox(2, 3))
	f := openBytes(t, join(beginning, shared, mdatBox(20), moofBox(2, trafBox(9, 1)), mdatBox(4)))
	for track, data := range map[uint32]int64{1: 8, 2: 12} {
		x := indexed(t, f, track)
		if len(x.Fragments) != 1 || x.Fragments[0].Size != int64(len(shared))+28 || x.Fragments[0].Data != data || len(x.Warnings) != 1 {
			t.Errorf("track %d in a shared moof: %+v", track, x)
		}
	}
	if _, err := f.Fragments(context.Background(), 9); err == nil || !strings.Contains(err.Error(), "no track 9 (it has 1, 2)") {
		t.Errorf("a track that is not there: %v", err)
	}
}

func TestOtherTrackIDWithOneTrack(t *testing.T) {
	x := indexed(t, openBytes(t, join(beginning, moofBox(1, trafBox(77, 2)), mdatBox(8))), 1)
	if len(x.Fragments) != 1 || x.Fragments[0].Track != 1 {
		t.Errorf("%+v", x)
	}
}

func TestRepeatedTimes(t *testing.T) {
	one := func(time int64) []byte { return join(moofBox(1, trafBox(1, 2, tfxdBox(time, 20))), mdatBox(8)) }
	x := indexed(t, openBytes(t, join(beginning, one(0), one(20), one(0), one(40))), 1)
	if len(x.Fragments) != 3 || x.Broken != 1 || len(x.Problems) != 1 || len(x.Warnings) != 1 {
		t.Errorf("%+v", x)
	}
}

// A track may have several trafs in a moof: they are one chunk, not two with
// the same bytes.
func TestSeveralTrafsOfOneTrackAreOneFragment(t *testing.T) {
	body := join(
		moofBox(1, trafBox(1, 2, tfxdBox(0, 20)), trafBox(1, 3, tfxdBox(20, 30))), mdatBox(20),
		moofBox(2, trafBox(1, 2, tfxdBox(50, 20)), trafBox(1, 2)), mdatBox(16))
	x := indexed(t, openBytes(t, join(beginning, body)), 1)
	if len(x.Fragments) != 2 || len(x.Warnings)+len(x.Problems) != 0 {
		t.Fatalf("%+v", x)
	}
	first, second := x.Fragments[0], x.Fragments[1]
	if first.Time != 0 || first.Duration != 50 || first.Samples != 5 || second.Time != 50 || second.Duration != 40 || second.Samples != 4 {
		t.Errorf("%+v, %+v", first, second)
	}
}

// An index that begins one fragment too late would give a fragment the time
// of the one before it, and one of the two would be lost.
func TestIndexWithTimesOfOtherFragmentsIsNotUsed(t *testing.T) {
	at := uint64(len(beginning))
	one := func(time int64) []byte { return join(moofBox(1, trafBox(1, 2, tfxdBox(time, 20))), mdatBox(8)) }
	n := uint64(len(one(0)))
	x := indexed(t, openBytes(t, join(beginning, one(0), one(20), one(40), mfraBox(1, 0, at+n, 20, at+2*n))), 1)
	var times []uint64
	for _, f := range x.Fragments {
		times = append(times, f.Time)
	}
	if !slices.Equal(times, []uint64{0, 20, 40}) || x.From != FromScan || x.Broken != 0 || len(x.Warnings) != 1 {
		t.Errorf("times %v of %+v", times, x)
	}
}

func TestFragmentsCutShort(t *testing.T) {
	file := join(beginning, moofBox(1, trafBox(1, 2)), mdatBox(8), moofBox(2, trafBox(1, 2)), mdatBox(8))
	whole := len(file)
	second := whole - 16 - len(moofBox(2, trafBox(1, 2)))
	for n := second + 8; n < whole; n++ {
		x := indexed(t, openBytes(t, file[:n]), 1)
		if len(x.Fragments) != 1 || x.Broken != 1 || len(x.Problems) != 1 {
			t.Fatalf("cut at %d of %d: %+v", n, whole, x)
		}
	}
	x := indexed(t, openBytes(t, file[:whole-3]), 1)
	if want := "lacks its last 3 bytes"; !strings.Contains(x.Problems[0], want) {
		t.Errorf("problem %q does not say %q", x.Problems[0], want)
	}
}

func TestBrokenFixtures(t *testing.T) {
	for name, want := range map[string]struct {
		fragments, broken, warnings int
		from                        IndexKind
	}{
		"truncated.ismv":      {2, 1, 0, FromScan},
		"moof_size.ismv":      {3, 1, 0, FromMfra},
		"no_mfra.ismv":        {4, 0, 0, FromScan},
		"lying_mfra.ismv":     {4, 0, 1, FromScan},
		"long_trun.ismv":      {1, 0, 0, FromScan},
		"../ladder/v_20.ismv": {4, 0, 0, FromMfra},
	} {
		src, err := source.OpenFile(testdata.Path(t, "broken", name))
		if err != nil {
			t.Fatal(err)
		}
		f, err := Open(context.Background(), src)
		if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		x := indexed(t, f, 1)
		if len(x.Fragments) != want.fragments || x.Broken != want.broken || len(x.Warnings) != want.warnings || x.From != want.from {
			t.Errorf("%s: %d fragments, %d broken, from %s, warnings %q, problems %q; want %+v",
				name, len(x.Fragments), x.Broken, x.From, x.Warnings, x.Problems, want)
		}
		if err := src.Close(); err != nil {
			t.Error(err)
		}
	}
}

func TestOneReadPerFragment(t *testing.T) {
	src := source.Counting(source.Memory("long", long(1000)))
	f, err := Open(context.Background(), src)
	if err != nil {
		t.Fatal(err)
	}
	before := src.Reads()
	if x := indexed(t, f, 1); len(x.Fragments) != 1000 || x.From != FromMfra {
		t.Fatalf("%d fragments from %s", len(x.Fragments), x.From)
	}
	if reads := src.Reads() - before; reads > 1010 {
		t.Errorf("%d reads for 1000 fragments", reads)
	}
}

// Every other fragment is broken: what is kept of them is bounded, and finding
// the broken ones between two good ones does not ask all of them each time.
func TestManyBrokenFragments(t *testing.T) {
	good := join(moofBox(1, trafBox(1, 1)), mdatBox(4))
	pair := join(moofBox(1, trafBox(1, 1)), good)
	x := indexed(t, openBytes(t, join(beginning, bytes.Repeat(pair, 2*maxLost))), 1)
	if len(x.Fragments) != maxLost-1 || len(x.Problems) != maxLost+1 {
		t.Errorf("%d fragments, %d problems", len(x.Fragments), len(x.Problems))
	}
	if last := x.Fragments[len(x.Fragments)-2]; last.Duration != 10 {
		t.Errorf("the duration before a broken one is %d", last.Duration)
	}
}

// long is a file of n fragments with fifty samples each, as one second of
// video has, and an index.
func long(n int) []byte {
	file, entries := slices.Clone(beginning), []uint64{}
	for i := range n {
		entries = append(entries, uint64(i)*500, uint64(len(file)))
		file = append(append(file, moofBox(uint32(i), trafBox(1, 50, tfxdBox(int64(i)*500, 500)))...), mdatBox(4096)...)
	}
	return append(file, mfraBox(1, entries...)...)
}

func BenchmarkFragments(b *testing.B) {
	src := source.Memory("long", long(3600))
	b.ReportAllocs()
	for b.Loop() {
		f, err := Open(context.Background(), src)
		if err != nil {
			b.Fatal(err)
		}
		x, err := f.Fragments(context.Background(), 1)
		if err != nil || len(x.Fragments) != 3600 {
			b.Fatal(len(x.Fragments), err)
		}
	}
}
