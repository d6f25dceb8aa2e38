package offsets

import (
	"cmp"
	"encoding/binary"
	"os"
	"path/filepath"
	"slices"
	"testing"

	"smoothscope/testdata"
)

// The checks of this file read the raw bytes on their own: they share nothing
// with the code that finds fragments.

// rawTraf is one traf of a raw walk.
type rawTraf struct {
	track       uint32
	offset, end int64
}

func be32(b []byte) uint32 { return binary.BigEndian.Uint32(b) }

// rawWalk lists every moof that an mdat follows, from the first byte on, as
// long as the sizes are possible.
func rawWalk(b []byte) (all []rawTraf) {
	var waiting []rawTraf
	for at := 0; at+8 <= len(b); {
		size := int(be32(b[at:]))
		if size < 8 || at+size > len(b) {
			return all
		}
		switch string(b[at+4 : at+8]) {
		case "moof":
			waiting = nil
			for _, track := range rawTracks(b[at+8 : at+size]) {
				waiting = append(waiting, rawTraf{track: track, offset: int64(at)})
			}
		case "mdat":
			for _, t := range waiting {
				t.end = int64(at + size)
				all = append(all, t)
			}
			waiting = nil
		}
		at += size
	}
	return all
}

// rawTracks are the track IDs in the tfhd of each traf.
func rawTracks(moof []byte) (ids []uint32) {
	for at := 0; at+8 <= len(moof); at += int(be32(moof[at:])) {
		if string(moof[at+4:at+8]) != "traf" {
			continue
		}
		i := slices.Index(slicesOf4(moof[at+8:]), "tfhd")
		ids = append(ids, be32(moof[at+8+i+8:]))
	}
	return ids
}

func slicesOf4(b []byte) (all []string) {
	for i := 0; i+4 <= min(len(b), 64); i++ {
		all = append(all, string(b[i:i+4]))
	}
	return all
}

// rawTfra is the times of the index by moof, and false without an index.
func rawTfra(b []byte, track uint32) (map[int64]uint64, bool) {
	times := map[int64]uint64{}
	size := int(be32(b[len(b)-4:]))
	if size > len(b) || string(b[len(b)-size+4:len(b)-size+8]) != "mfra" {
		return nil, false
	}
	mfra := b[len(b)-size+8:]
	for at := 0; at+8 <= len(mfra); at += int(be32(mfra[at:])) {
		if string(mfra[at+4:at+8]) != "tfra" || be32(mfra[at+12:]) != track {
			continue
		}
		lengths, n := be32(mfra[at+16:]), int(be32(mfra[at+20:]))
		tail, p := int(lengths>>4&3+lengths>>2&3+lengths&3)+3, at+24
		for range n {
			if mfra[at+8] == 1 {
				times[int64(binary.BigEndian.Uint64(mfra[p+8:]))] = binary.BigEndian.Uint64(mfra[p:])
				p += 16 + tail
			} else {
				times[int64(be32(mfra[p+4:]))] = uint64(be32(mfra[p:]))
				p += 8 + tail
			}
		}
	}
	return times, true
}

// beyond is how many fragments of damaged files are found past the point
// where a raw walk ends, thanks to the index.
var beyond = map[string]int{"bad_moof_size.ismv": 7}

func TestEveryFileOfTheCorpusAlone(t *testing.T) {
	files := testdata.CorpusFiles(t, ".ismv", ".isma", ".ismt")
	for _, path := range files {
		t.Run(filepath.Base(path), func(t *testing.T) { checkAlone(t, path) })
	}
	if len(files) < 25 {
		t.Errorf("only %d files were looked at", len(files))
	}
}

func checkAlone(t *testing.T, path string) {
	m := mapOf(t, true, path)
	b, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	raw := rawWalk(b)
	if want := len(raw) + beyond[filepath.Base(path)]; len(m.Entries) != want {
		t.Errorf("%d entries, a raw walk finds %d", len(m.Entries), want)
	}
	byOffset := slices.Clone(m.Entries)
	slices.SortFunc(byOffset, func(x, y Entry) int { return cmp.Compare(x.Offset, y.Offset) })
	for i, e := range byOffset {
		checkBytes(t, b, e)
		if i < len(raw) && beyond[filepath.Base(path)] == 0 && (e.Offset != raw[i].offset || e.Offset+e.Size != raw[i].end) {
			t.Errorf("entry %d spans %d to %d, a raw walk says %d to %d", i, e.Offset, e.Offset+e.Size, raw[i].offset, raw[i].end)
		}
	}
	checkTimes(t, b, byOffset)
}

// checkBytes: at the offset stands a moof, and after it an mdat that ends
// where the entry does.
func checkBytes(t *testing.T, b []byte, e Entry) {
	t.Helper()
	chunk := b[e.Offset : e.Offset+e.Size]
	moof := int64(be32(chunk))
	if string(chunk[4:8]) != "moof" || moof != e.MoofSize {
		t.Errorf("time %d: at %d stands %q of %d bytes", e.Time, e.Offset, chunk[4:8], moof)
		return
	}
	if string(chunk[moof+4:moof+8]) != "mdat" || moof+int64(be32(chunk[moof:])) != e.Size {
		t.Errorf("time %d: after the moof stands %q, the chunk ends elsewhere", e.Time, chunk[moof+4:moof+8])
	}
}

// checkTimes: where the file has an index, its times are the entries'.
func checkTimes(t *testing.T, b []byte, entries []Entry) {
	t.Helper()
	for _, e := range entries {
		track := rawTracks(b[e.Offset+8 : e.Offset+e.MoofSize])[0]
		times, ok := rawTfra(b, track)
		if !ok {
			return
		}
		if want, ok := times[e.Offset]; !ok || want != e.Time {
			t.Errorf("%s %d at %d has time %d, the index says %d (%v)", e.Stream, e.Bitrate, e.Offset, e.Time, want, ok)
		}
	}
}

func TestLadderOfTheCorpus(t *testing.T) {
	folder := filepath.Join(testdata.Corpus(t), "_made")
	m := mapOf(t, false, filepath.Join(folder, "ladder.ism"))
	if len(m.Entries) != 40 || m.Broken != 0 {
		t.Fatalf("%d entries, %d broken", len(m.Entries), m.Broken)
	}
	for _, file := range ByFile(m.Entries) {
		b, err := os.ReadFile(filepath.Join(folder, file.File))
		if err != nil {
			t.Fatal(err)
		}
		raw := rawWalk(b)
		if len(raw) != len(file.Entries) {
			t.Errorf("%s: %d entries, a raw walk finds %d", file.File, len(file.Entries), len(raw))
		}
		for _, e := range file.Entries {
			checkBytes(t, b, e)
		}
		checkTimes(t, b, file.Entries)
	}
}

// TestMisalignedLadder: chunks that a level lacks are said, its own are listed.
func TestMisalignedLadder(t *testing.T) {
	m := mapOf(t, false, filepath.Join(testdata.Corpus(t), "_made", "misaligned.ism"))
	if len(m.Entries) != 39 || m.Broken != 8 || len(m.Problems) != 1 || len(m.Warnings) != 1 {
		t.Errorf("%d entries, %d broken, problems %q, warnings %q", len(m.Entries), m.Broken, m.Problems, m.Warnings)
	}
}
