package dash

import (
	"bytes"
	"encoding/binary"
	"encoding/xml"
	"fmt"
	"os"
	"path/filepath"
	"testing"
	"time"

	"smoothscope/testdata"
)

// later copies a file of the ladder into a folder with every time of it, in tfxd
// and tfra, moved by some ticks: an archive of an event that had begun long ago.
func later(t *testing.T, folder, name string, by uint64) string {
	t.Helper()
	b, err := os.ReadFile(testdata.Path(t, "ladder", name))
	if err != nil {
		t.Fatal(err)
	}
	move := func(at int) {
		binary.BigEndian.PutUint64(b[at:], binary.BigEndian.Uint64(b[at:])+by)
	}
	tfxd, moved := []byte{0x6d, 0x1d, 0x9b, 0x05, 0x42, 0xd5}, 0
	for at := 0; ; moved++ {
		i := bytes.Index(b[at:], tfxd)
		if i < 0 {
			break
		}
		at += i + 20
		move(at)
	}
	tfra := bytes.Index(b, []byte("tfra"))
	entries := int(binary.BigEndian.Uint32(b[tfra+16:]))
	for i := range entries {
		move(tfra + 20 + 19*i) // version 1, three numbers of one byte
	}
	if moved != entries || entries != 4 {
		t.Fatalf("%s: %d tfxd, %d entries", name, moved, entries)
	}
	path := filepath.Join(folder, name)
	save(t, path, b)
	return path
}

// An archive's view starts at 0 with numbers that JavaScript keeps, is the same
// as that of the ladder otherwise, and ffmpeg plays it. Audio that starts 160 ms
// after the picture does so in the view.
func TestArchiveStartsAtZero(t *testing.T) {
	for _, start := range []uint64{1_236_046_960_307_666, 17_000_000_000_000_003} {
		t.Run(fmt.Sprint(start), func(t *testing.T) {
			const behind = 1_600_000
			folder := t.TempDir()
			m, err := New(t.Context(), opened(t, false,
				later(t, folder, "v_20.ismv", start), later(t, folder, "v_80.ismv", start), later(t, folder, "a_eng0.isma", start+behind)))
			if err != nil {
				t.Fatal(err)
			}
			if got, want := m.Start(), time.Duration(start)*100; got != want {
				t.Errorf("starts at %d, want %d", got, want)
			}
			if n := compareAll(t, m); n != 200+200+346 {
				t.Errorf("%d samples were compared", n)
			}
			mpd := written(t, m)
			firsts := firstTimes(t, mpd)
			if len(firsts) != 2 || firsts[0] != 0 || firsts[1] != behind {
				t.Errorf("the streams start at %d", firsts)
			}
			if _, warnings := tool(t, "ffmpeg", "-i", mpd, "-map", "0", "-f", "null", "-"); warnings != "" {
				t.Errorf("ffmpeg: %s", warnings)
			}
		})
	}
}

// firstTimes is the first time of each AdaptationSet of an MPD.
func firstTimes(t *testing.T, mpd string) (all []uint64) {
	t.Helper()
	b, err := os.ReadFile(mpd)
	if err != nil {
		t.Fatal(err)
	}
	var doc mpdXML
	if err := xml.Unmarshal(b, &doc); err != nil {
		t.Fatal(err)
	}
	for _, set := range doc.Period.Sets {
		all = append(all, *set.Template.Timeline.S[0].T)
	}
	return all
}

// Decoding that starts before the presentation moves the presentation, not the
// decoding, behind the start of the time line.
func TestDecodingStartsAtZero(t *testing.T) {
	for _, s := range []struct {
		name   string
		offset uint64
	}{{"a_eng.isma", 232_200}} {
		m, err := New(t.Context(), opened(t, true, filepath.Join(testdata.Corpus(t), "_made", s.name)))
		if err != nil {
			t.Fatal(err)
		}
		l := m.level(0, 0)
		if got := m.template(l); got.Offset != s.offset || *got.Timeline.S[0].T != s.offset {
			t.Errorf("%s: presentation starts at %d, the first segment at %d, want %d", s.name, got.Offset, *got.Timeline.S[0].T, s.offset)
		}
		got, err := decoded(initOf(t, m, 0, 0), whole(t, m, 0, 0, s.offset))
		if err != nil {
			t.Fatal(err)
		}
		if got[0].DecodeTime != 0 || m.Start() != 0 {
			t.Errorf("%s: decoding starts at %d, the view at %v", s.name, got[0].DecodeTime, m.Start())
		}
	}
}

func TestRescaleSignedRoundsDown(t *testing.T) {
	for _, c := range []struct {
		ticks    int64
		from, to uint64
		want     int64
	}{{-1, 3, 1, -1}, {-3, 3, 1, -1}, {1, 3, 1, 0}, {-1 << 62, 1, 1 << 40, -1 << 62}, {7, 1, 1, 7}} {
		if got := rescaleSigned(c.ticks, c.from, c.to); got != c.want {
			t.Errorf("%d from %d to %d: %d, want %d", c.ticks, c.from, c.to, got, c.want)
		}
	}
}
