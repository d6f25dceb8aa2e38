package media

import (
	"context"
	"testing"

	"github.com/google/go-cmp/cmp"

	"smoothscope/inspect/source"
	"smoothscope/testdata"
)

// full is a full box with a count and rows of 32-bit numbers.
func full(kind string, count uint32, rows ...uint32) []byte {
	return box4(kind, u32(0, count), u32(rows...))
}

// plainTrack has six samples of 10 ticks and 4 bytes in two chunks of three.
func plainTrack(id uint32, handler string, first, second uint32, more ...[]byte) []byte {
	stbl := [][]byte{
		box4("stsd", u32(0, 0)),
		full("stts", 1, 6, 10),
		full("stsc", 1, 1, 3, 1),
		box4("stsz", u32(0, 4, 6)),
		full("stco", 2, first, second),
	}
	return box4("trak",
		box4("tkhd", u32(0, 0, 0, id, 0, 0), make([]byte, 60)),
		box4("mdia",
			box4("mdhd", u32(0, 0, 0, 10, 60, 0x55c40000)),
			box4("hdlr", u32(0, 0), []byte(handler), make([]byte, 13)),
			box4("minf", box4("stbl", append(stbl, more...)...))))
}

// plainFile interleaves the chunks of a video and an audio track.
func plainFile(video, audio func(first, second uint32) []byte) []byte {
	at := uint32(8)
	return join(box4("mdat", make([]byte, 48)), box4("moov", video(at, at+24), audio(at+12, at+36)))
}

func TestGroupsOfPlainFile(t *testing.T) {
	keys := full("stss", 2, 1, 5)
	delays := full("ctts", 1, 6, 3)
	f := openBytes(t, plainFile(
		func(a, b uint32) []byte { return plainTrack(1, "vide", a, b, keys, delays) },
		func(a, b uint32) []byte { return plainTrack(2, "soun", a, b) }))
	if f.Fragmented {
		t.Fatal("a plain file is called fragmented")
	}
	want := []Fragment{
		{Track: 1, Time: 3, Duration: 40, Offset: 8, Data: 16, Samples: 4, Scattered: true},
		{Track: 1, Time: 43, Duration: 20, Offset: 36, Size: 8, Data: 8, Samples: 2},
	}
	if diff := cmp.Diff(want, indexed(t, f, 1).Fragments); diff != "" {
		t.Errorf("video is cut at key frames (-want +got)\n%s", diff)
	}
	want = []Fragment{
		{Track: 2, Time: 0, Duration: 50, Offset: 20, Data: 20, Samples: 5, Scattered: true},
		{Track: 2, Time: 50, Duration: 10, Offset: 52, Size: 4, Data: 4, Samples: 1},
	}
	if diff := cmp.Diff(want, indexed(t, f, 2).Fragments); diff != "" {
		t.Errorf("audio is cut where the video is (-want +got)\n%s", diff)
	}
}

func TestGroupsOfAudioAlone(t *testing.T) {
	f := openBytes(t, join(box4("mdat", make([]byte, 24)), box4("moov", plainTrack(1, "soun", 8, 20))))
	want := []Fragment{
		{Track: 1, Time: 0, Duration: 20, Offset: 8, Size: 8, Data: 8, Samples: 2},
		{Track: 1, Time: 20, Duration: 20, Offset: 16, Size: 8, Data: 8, Samples: 2},
		{Track: 1, Time: 40, Duration: 20, Offset: 24, Size: 8, Data: 8, Samples: 2},
	}
	if diff := cmp.Diff(want, indexed(t, f, 1).Fragments); diff != "" {
		t.Errorf("audio is cut every two seconds (-want +got)\n%s", diff)
	}
}

func TestGroupsOutsideTheFile(t *testing.T) {
	f := openBytes(t, join(box4("mdat", make([]byte, 12)), box4("moov", plainTrack(1, "soun", 8, 1<<20))))
	x := indexed(t, f, 1)
	if len(x.Fragments) != 2 || x.Broken != 1 || len(x.Problems) != 1 {
		t.Errorf("%+v", x)
	}
}

// TestPlainCorpus compares the sums of the groups with the sample tables.
func TestPlainCorpus(t *testing.T) {
	seen := 0
	for _, path := range testdata.CorpusFiles(t, ".mp4", ".m4a", ".mov", ".m4v") {
		src, err := source.OpenFile(path)
		if err != nil {
			t.Fatal(err)
		}
		f, err := Open(context.Background(), src)
		if err != nil || f.Fragmented {
			_ = src.Close()
			continue
		}
		for i, track := range f.Tracks {
			x := indexed(t, f, track.ID)
			if x.Broken > 0 {
				continue
			}
			seen++
			var samples, data int64
			for _, g := range x.Fragments {
				samples += int64(g.Samples)
				data += g.Data
			}
			if wantSamples, wantData := tableSums(f.moov, i); samples != wantSamples || data != wantData {
				t.Errorf("%s track %d: groups have %d samples of %d bytes, the tables %d of %d", path, track.ID, samples, data, wantSamples, wantData)
			}
		}
		if err := src.Close(); err != nil {
			t.Error(err)
		}
	}
	if seen < 20 {
		t.Errorf("only %d tracks of plain files were looked at", seen)
	}
}

func tableSums(m *moov, i int) (samples, data int64) {
	stbl := m.tree.Child(m.tracks[i], "mdia", "minf", "stbl")
	for c := range m.tree.Children(stbl) {
		if !is(m.tree, c, "stsz") && !is(m.tree, c, "stz2") {
			continue
		}
		d := m.tree.Fields(c)
		sizes := d.Table("entries")
		if size := int64(d.Uint("sample_size")); size > 0 {
			return int64(d.Uint("sample_count")), size * int64(d.Uint("sample_count"))
		}
		for row := range sizes.Count() {
			data += int64(sizes.Uint(row, 0))
		}
		samples = int64(sizes.Count())
	}
	return samples, data
}
