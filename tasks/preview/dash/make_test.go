package dash

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"testing"

	"smoothscope/inspect/asset"
)

// opened opens an asset for the length of a test.
func opened(t testing.TB, alone bool, names ...string) *asset.Asset {
	t.Helper()
	a, err := asset.Open(context.Background(), names, asset.Options{Alone: alone})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := a.Close(); err != nil {
			t.Error(err)
		}
	})
	return a
}

// written writes the whole DASH view of an asset into a folder, as a server
// would send it, and returns the path of the MPD.
func written(t testing.TB, m *Movie) string {
	t.Helper()
	folder := t.TempDir()
	mpd, err := m.MPD(context.Background())
	if err != nil {
		t.Fatal(err)
	}
	save(t, filepath.Join(folder, "manifest.mpd"), mpd)
	m.eachLevel(func(s, l int, level *level) {
		base := filepath.Join(folder, fmt.Sprint(s), fmt.Sprint(l))
		if err := os.MkdirAll(base, 0o755); err != nil {
			t.Fatal(err)
		}
		save(t, filepath.Join(base, "init.mp4"), initOf(t, m, s, l))
		for i := range level.chunks {
			time := level.viewed(&level.chunks[i])
			save(t, filepath.Join(base, fmt.Sprintf("%d.m4s", time)), whole(t, m, s, l, time))
		}
	})
	return filepath.Join(folder, "manifest.mpd")
}

func save(t testing.TB, path string, b []byte) {
	t.Helper()
	if err := os.WriteFile(path, b, 0o644); err != nil {
		t.Fatal(err)
	}
}

func initOf(t testing.TB, m *Movie, stream, level int) []byte {
	t.Helper()
	b, err := m.Init(context.Background(), stream, level)
	if err != nil {
		t.Fatal(err)
	}
	return b
}

// whole is all bytes of a segment.
func whole(t testing.TB, m *Movie, stream, level int, time uint64) []byte {
	t.Helper()
	s, err := m.Segment(context.Background(), stream, level, time)
	if err != nil {
		t.Fatal(err)
	}
	b, err := joined(m, s)
	if err != nil {
		t.Fatal(err)
	}
	return b
}

// joined reads the spans behind the head.
func joined(m *Movie, s *Segment) ([]byte, error) {
	src, err := m.asset.Source(context.Background(), s.Member)
	if err != nil {
		return nil, err
	}
	b := append([]byte(nil), s.Head...)
	for _, x := range s.Spans {
		part := make([]byte, x.Size)
		if _, err := src.ReadAt(part, x.Offset); err != nil {
			return nil, err
		}
		b = append(b, part...)
	}
	if int64(len(b)) != s.Size() {
		return nil, fmt.Errorf("the segment tells %d bytes and has %d", s.Size(), len(b))
	}
	return b, nil
}
