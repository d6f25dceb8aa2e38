package dash

import (
	"context"
	"os"
	"testing"

	"smoothscope/inspect/asset"
	"smoothscope/inspect/media"
	"smoothscope/inspect/source"
	"smoothscope/tasks/preview/boxes"
	"smoothscope/testdata"
)

// Whatever a moof holds, its segment or the error comes without a panic, and the
// segment is not larger than the file.
func FuzzMoof(f *testing.F) {
	moov, moof := firstBoxes(f, "v_20.ismv")
	f.Add(moof)
	_, moof = firstBoxes(f, "a_eng0.isma")
	f.Add(moof)
	f.Add(append(moof[:24:24], moof[24:len(moof)/2]...))
	f.Fuzz(func(t *testing.T, moof []byte) {
		b := append(append([]byte(nil), moov...), moof...)
		b = append(b, make([]byte, 2000)...)
		copy(b[len(moov)+len(moof):], "\x00\x00\x07\xd0mdat")
		l, err := inMemory(b)
		if err != nil {
			return
		}
		at := media.Fragment{Track: 1, Offset: int64(len(moov)), MoofSize: int64(len(moof)), Size: int64(len(moof)) + 2000}
		l.chunks = []chunk{{at: at}}
		if l.lead(t.Context()) != nil {
			return
		}
		run, err := l.file.Run(t.Context(), at)
		if err != nil {
			return
		}
		s, err := l.segment(t.Context(), &l.chunks[0], run)
		if err != nil {
			return
		}
		if n := s.Size() - int64(len(s.Head)); n > 2000 || n < 0 {
			t.Errorf("%d bytes of an mdat of 2000", n)
		}
		if len(s.Head) > 100*(len(moof)+100)+20<<16 {
			t.Errorf("a moof of %d bytes became one of %d", len(moof), len(s.Head))
		}
	})
}

// Whatever a moov holds, its initialization segment or the error comes without a
// panic.
func FuzzMoov(f *testing.F) {
	for _, name := range []string{"v_20.ismv", "a_eng0.isma"} {
		moov, _ := firstBoxes(f, name)
		f.Add(moov)
	}
	f.Fuzz(func(_ *testing.T, moov []byte) {
		if l, err := inMemory(moov); err == nil {
			m := &Movie{levels: [][]*level{{l}}}
			_, _ = m.Init(context.Background(), 0, 0)
			_ = l.contentProtection()
		}
	})
}

// firstBoxes is what a file of the ladder has before its first moof, and that.
func firstBoxes(f *testing.F, name string) (moov, moof []byte) {
	b, err := os.ReadFile(testdata.Path(f, "ladder", name))
	if err != nil {
		f.Fatal(err)
	}
	at := 0
	for x := range boxes.In(b) {
		if x.Kind == "moof" {
			return b[:at], x.Whole
		}
		at += len(x.Whole)
	}
	return nil, nil
}

// inMemory is the level of track 1 of a file.
func inMemory(b []byte) (*level, error) {
	file, err := media.Open(context.Background(), source.Memory("fuzz", b))
	if err != nil {
		return nil, err
	}
	says := &asset.Level{TrackID: 1, Codec: "avc1"}
	l := &level{file: file, stream: &asset.Stream{Type: "video", TimeScale: 10_000_000}, says: says, clock: 10_000_000, scale: 10_000_000}
	return l, l.describe(context.Background())
}

func walk(t *testing.T, m *Movie, stream, index int, l *level, size int64) {
	if _, err := m.Init(context.Background(), stream, index); err != nil {
		return
	}
	for i := range l.chunks {
		s, err := m.Segment(context.Background(), stream, index, l.viewed(&l.chunks[i]))
		if err != nil {
			continue
		}
		if _, err := joined(m, s); err != nil {
			t.Errorf("chunk %d: %v", i, err)
		}
		if got := s.Size() - int64(len(s.Head)); got > size {
			t.Errorf("chunk %d: %d bytes of a file of %d", i, got, size)
		}
	}
}

// Every file that is broken on purpose has a view or says why it has none.
func TestBroken(t *testing.T) {
	for _, name := range []string{"truncated", "moof_size", "no_mfra", "lying_mfra", "long_trun"} {
		path := testdata.Path(t, "broken", name+".ismv")
		info, err := os.Stat(path)
		if err != nil {
			t.Fatal(err)
		}
		m, err := New(t.Context(), opened(t, true, path))
		if err != nil {
			t.Logf("%s: %v", name, err)
			continue
		}
		m.eachLevel(func(stream, index int, l *level) { walk(t, m, stream, index, l, info.Size()) })
	}
}
