package dash

import (
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"strings"
	"testing"

	"github.com/Eyevinn/mp4ff/mp4"

	"smoothscope/inspect/asset"
	"smoothscope/inspect/media"
	"smoothscope/testdata"
)

// Every sample of every segment is, as mp4ff reads it, that of the media file:
// its bytes, duration, composition offset and sync flag. The first is presented
// at the chunk's time and each follows the one before.
func TestSamplesAgainstMp4ff(t *testing.T) {
	for _, s := range samples() {
		t.Run(s.name, func(t *testing.T) {
			m := s.view(t)
			if n := compareAll(t, m); n == 0 {
				t.Error("no sample was compared")
			}
		})
	}
}

// compareAll compares all levels and says how many samples that were.
func compareAll(t *testing.T, m *Movie) (compared int) {
	t.Helper()
	m.eachLevel(func(stream, index int, l *level) {
		init := initOf(t, m, stream, index)
		for i := range l.chunks {
			c := &l.chunks[i]
			got, err := decoded(init, whole(t, m, stream, index, l.viewed(c)))
			if err != nil {
				t.Fatalf("%s %d: %v", l.says.File, c.time, err)
			}
			want, err := l.file.Run(t.Context(), c.at)
			if err != nil {
				t.Fatal(err)
			}
			compared += len(got)
			compare(t, fmt.Sprintf("%s track %d at %d", l.says.File, l.says.TrackID, c.time), l, c, want, got)
		}
	})
	return compared
}

func compare(t *testing.T, where string, l *level, c *chunk, want *media.Run, got []mp4.FullSample) {
	t.Helper()
	if len(got) != len(want.Samples) {
		t.Errorf("%s: %d samples, want %d", where, len(got), len(want.Samples))
		return
	}
	start := int64(rescale(c.time, l.clock, l.scale)) - l.shift
	if want.HasTfxd && want.Tfxd < 0 {
		start = want.Tfxd - l.shift
	}
	for i, w := range want.Samples {
		g := got[i]
		at := start + w.Composition - want.Samples[0].Composition
		if g.PresentationTime() != at && !want.HasTfdt {
			t.Errorf("%s: sample %d is presented at %d, want %d", where, i, g.PresentationTime(), at)
		}
		if g.Dur != w.Duration || g.Size != w.Size || int64(g.CompositionTimeOffset) != w.Composition {
			t.Errorf("%s: sample %d: %v, want %+v", where, i, g.Sample, w)
		}
		if sync := sync(l, want, i); g.Flags&0x10000 == 0 != sync {
			t.Errorf("%s: sample %d: flags %#x, want sync %v", where, i, g.Flags, sync)
		}
		data := make([]byte, w.Size)
		if _, err := l.file.Source.ReadAt(data, w.Offset); err != nil || !bytes.Equal(data, g.Data) {
			t.Errorf("%s: sample %d has other bytes (%v)", where, i, err)
		}
		start += int64(w.Duration)
	}
}

// sync says whether a sample is one to start from: what its flags say, or, where
// the file has none, that it is audio or the first.
func sync(l *level, run *media.Run, i int) bool {
	if run.Flagged {
		return run.Samples[i].Sync
	}
	return l.stream.Type == "audio" || i == 0
}

// decoded is the samples of a segment as mp4ff reads them.
func decoded(init, segment []byte) ([]mp4.FullSample, error) {
	f, err := mp4.DecodeFile(bytes.NewReader(append(append([]byte(nil), init...), segment...)))
	if err != nil {
		return nil, err
	}
	if f.Init == nil || len(f.Segments) != 1 || len(f.Segments[0].Fragments) != 1 {
		return nil, fmt.Errorf("%d segments", len(f.Segments))
	}
	trak := f.Init.Moov.Trak
	if trak.Tkhd.TrackID != 1 || len(trak.Mdia.Minf.Stbl.Stsd.Children) == 0 {
		return nil, errors.New("no track 1 with a sample entry")
	}
	return f.Segments[0].Fragments[0].GetFullSamples(f.Init.Moov.Mvex.Trex)
}

// Whatever fragmented file of other projects opens as an asset has a view whose
// samples are its own, or a reason why not.
func TestCorpus(t *testing.T) {
	views, shared, compared := 0, 0, 0
	for _, name := range testdata.CorpusFiles(t, ".mp4", ".m4s", ".m4v", ".m4a", ".ismv", ".isma", ".ismt", ".cmfv", ".cmfa") {
		a, err := asset.Open(t.Context(), []string{name}, asset.Options{Alone: true})
		if err != nil {
			continue
		}
		if m, err := New(t.Context(), a); err == nil {
			views++
			several, samples := tolerant(t, m)
			shared, compared = shared+several, compared+samples
		} else if !strings.Contains(err.Error(), "can go into DASH: ") {
			t.Errorf("%s: %v", name, err)
		}
		if err := a.Close(); err != nil && !errors.Is(err, fs.ErrClosed) {
			t.Error(err)
		}
	}
	t.Logf("%d views, %d samples, %d moofs with several tracks", views, compared, shared)
	if views < 20 || shared < 5 {
		t.Errorf("only %d files of the corpus have a DASH view, with %d moofs of several tracks", views, shared)
	}
}

// tolerant compares what can be made into segments; the corpus has files that
// are broken on purpose. It says how many moofs held several tracks.
func tolerant(t *testing.T, m *Movie) (shared, compared int) {
	t.Helper()
	if _, err := m.MPD(t.Context()); err != nil {
		t.Errorf("%s: %v", m.asset.Name, err)
	}
	m.eachLevel(func(stream, index int, l *level) {
		init, err := m.Init(t.Context(), stream, index)
		if err != nil {
			t.Errorf("%s: %v", l.says.File, err)
			return
		}
		for i := range min(len(l.chunks), 20) {
			c := &l.chunks[i]
			s, err := m.Segment(t.Context(), stream, index, l.viewed(c))
			if err != nil {
				t.Logf("%s: %v", l.says.File, err)
				continue
			}
			b, err := joined(m, s)
			if err != nil {
				t.Errorf("%s: %v", l.says.File, err)
				continue
			}
			got, err := decoded(init, b)
			if err != nil {
				t.Errorf("%s at %d: %v", l.says.File, c.time, err)
				continue
			}
			want, err := l.file.Run(t.Context(), c.at)
			if err != nil {
				t.Fatal(err)
			}
			compared += len(got)
			if want.Trafs > 1 {
				shared++
			}
			compare(t, fmt.Sprintf("%s track %d at %d", l.says.File, l.says.TrackID, c.time), l, c, want, got)
		}
	})
	return shared, compared
}
