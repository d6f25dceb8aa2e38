package media

import (
	"context"
	"testing"

	"github.com/google/go-cmp/cmp"

	"smoothscope/inspect/source"
	"smoothscope/testdata"
)

func samplesIn(t *testing.T, f *File, track uint32) []Sample {
	t.Helper()
	var list []Sample
	for s, err := range f.Samples(context.Background(), track) {
		if err != nil {
			t.Fatal(err)
		}
		list = append(list, s)
	}
	return list
}

func TestSamplesOfPlainFile(t *testing.T) {
	f := openBytes(t, plainFile(
		func(a, b uint32) []byte {
			return plainTrack(1, "vide", a, b, full("stss", 2, 1, 5), full("ctts", 2, 4, 3, 2, 7))
		},
		func(a, b uint32) []byte { return plainTrack(2, "soun", a, b) }))
	want := []Sample{
		{Offset: 8, Size: 4, Duration: 10, Composition: 3, Sync: true},
		{Offset: 12, Size: 4, Duration: 10, Composition: 3},
		{Offset: 16, Size: 4, Duration: 10, Composition: 3},
		{Offset: 32, Size: 4, Duration: 10, Composition: 3},
		{Offset: 36, Size: 4, Duration: 10, Composition: 7, Sync: true},
		{Offset: 40, Size: 4, Duration: 10, Composition: 7},
	}
	if diff := cmp.Diff(want, samplesIn(t, f, 1)); diff != "" {
		t.Errorf("video (-want +got)\n%s", diff)
	}
	for i, s := range samplesIn(t, f, 2) {
		if !s.Sync {
			t.Errorf("sample %d of the audio is not sync", i)
		}
	}
}

// The samples of every plain file of the corpus are those of its groups.
func TestSamplesOfCorpus(t *testing.T) {
	for _, path := range testdata.CorpusFiles(t, ".mp4", ".m4a", ".mov", ".m4v") {
		src, err := source.OpenFile(path)
		if err != nil {
			t.Fatal(err)
		}
		if f, err := Open(context.Background(), src); err == nil && !f.Fragmented {
			for _, track := range f.Tracks {
				checkSamples(t, f, track.ID)
			}
		}
		if err := src.Close(); err != nil {
			t.Error(err)
		}
	}
}

func checkSamples(t *testing.T, f *File, track uint32) {
	t.Helper()
	x, err := f.Fragments(context.Background(), track)
	if err != nil {
		t.Fatal(err)
	}
	groups, samples := int64(0), int64(0)
	for _, g := range x.Fragments {
		groups += int64(g.Samples)
	}
	for _, err := range f.Samples(context.Background(), track) {
		if err != nil {
			return // Fragments tells of it too
		}
		samples++
	}
	if groups != samples {
		t.Errorf("%s: track %d: %d samples in groups, %d walked", f.Source.Name(), track, groups, samples)
	}
}
