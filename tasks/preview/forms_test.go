package preview_test

import (
	"bytes"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"smoothscope/inspect/asset"
	"smoothscope/inspect/media"
	"smoothscope/inspect/source"
	"smoothscope/tasks/preview"
	"smoothscope/testdata"
)

// FragmentInfo is exactly the moof, RawFragments exactly what is in the mdat,
// and KeyFrames is a fragment of exactly the sync samples.
func TestFormsOfAFragment(t *testing.T) {
	s := start(t, preview.Options{})
	for _, name := range []string{
		testdata.Path(t, "ladder", "ladder.ism"), testdata.Path(t, "ladder", "mux_av.ismv"),
	} {
		t.Run(filepath.Base(name), func(t *testing.T) { checkForms(t, s, name) })
	}
}

func TestFormsOfTheCorpus(t *testing.T) {
	corpus := testdata.Corpus(t)
	s := start(t, preview.Options{})
	for _, name := range []string{
		"_made/mux_av2.ismv", "_made/v_bframes.ismv", "_made/v_noflags.ismv", "_made/v_20_lookahead2.ismv",
		"_made/v_20_piff_ctr.ismv", "_made/v_20_ffcenc.ismv",
		"Azure+azure-sdk-for-media-services/test/net/Scenario/Media/small.ism",
		"flecoqui+ASTool/Tests/Assets/Audio_0_enc.isma",
	} {
		t.Run(filepath.Base(name), func(t *testing.T) { checkForms(t, s, filepath.Join(corpus, filepath.FromSlash(name))) })
	}
}

func checkForms(t *testing.T, s *preview.Server, name string) {
	a := open(t, name)
	site := add(t, s, a)
	seen := 0
	for i := range a.Streams {
		for j, l := range a.Streams[i].Levels {
			at, err := a.Locate(t.Context(), i, j)
			if err != nil {
				t.Fatal(err)
			}
			for _, place := range at.Locations {
				if place.Missing != nil {
					continue
				}
				checkFormsOf(t, a, l, place, base(site)+a.ChunkPath(i, j, place.Time))
				seen++
			}
		}
	}
	if seen == 0 {
		t.Error("no chunk was asked for")
	}
}

func checkFormsOf(t *testing.T, a *asset.Asset, l asset.Level, place asset.Location, url string) {
	t.Helper()
	m, _ := a.Member(place.Member)
	file, err := os.ReadFile(m.Full)
	if err != nil {
		t.Fatal(err)
	}
	form := func(word string) []byte {
		t.Helper()
		answer, b := get(t, strings.Replace(url, "/Fragments(", "/"+word+"(", 1))
		if answer.StatusCode != http.StatusOK {
			t.Errorf("%s of %s: %s: %s", word, url, answer.Status, b)
		}
		return b
	}
	moof := file[place.Offset : place.Offset+place.MoofSize]
	if got := form("FragmentInfo"); !bytes.Equal(got, moof) {
		t.Errorf("%s: FragmentInfo has %d bytes, the moof %d", url, len(got), len(moof))
	}
	mdat := file[place.Offset+place.MoofSize : place.Offset+place.Size]
	if got := form("rawfragments"); string(mdat[4:8]) != "mdat" || !bytes.Equal(got, mdat[8:]) {
		t.Errorf("%s: RawFragments has %d bytes, the mdat %d", url, len(got), len(mdat)-8)
	}
	full, err := a.Media(t.Context(), place.Member)
	if err != nil {
		t.Fatal(err)
	}
	run, err := full.Run(t.Context(), media.Fragment{Track: l.TrackID, Offset: place.Offset, MoofSize: place.MoofSize, Size: place.Size})
	if err != nil {
		t.Fatal(err)
	}
	checkKeyFrames(t, url, form("KeyFrames"), run, file, !strings.HasSuffix(place.Member, ".isma") && !run.Flagged)
}

// checkKeyFrames reads the answer as a file of its own.
func checkKeyFrames(t *testing.T, url string, got []byte, run *media.Run, file []byte, onlyFirst bool) {
	t.Helper()
	keys, err := media.Open(t.Context(), source.Memory("keys", got))
	if err != nil {
		t.Fatalf("%s: KeyFrames: %v", url, err)
	}
	index, err := keys.Fragments(t.Context(), run.Track)
	if err != nil || len(index.Fragments) != 1 || len(index.Problems) > 0 {
		t.Fatalf("%s: KeyFrames is not one fragment: %v %+v", url, err, index)
	}
	short, err := keys.Run(t.Context(), index.Fragments[0])
	if err != nil {
		t.Fatal(err)
	}
	n, before := 0, uint64(0)
	for i, s := range run.Samples {
		if !s.Sync || onlyFirst && i > 0 {
			if n == 0 {
				before += uint64(s.Duration)
			}
			continue
		}
		if n == len(short.Samples) {
			t.Fatalf("%s: KeyFrames has only %d samples", url, n)
		}
		k := short.Samples[n]
		if !bytes.Equal(got[k.Offset:k.Offset+int64(k.Size)], file[s.Offset:s.Offset+int64(s.Size)]) || k.Flags != s.Flags || int32(k.Composition) != int32(s.Composition) {
			t.Errorf("%s: key frame %d is %+v, in the file %+v", url, n, k, s)
		}
		n++
	}
	if n != len(short.Samples) || n == 0 {
		t.Errorf("%s: %d key frames, want %d", url, len(short.Samples), n)
	}
	if short.Span()+before != run.Span() || short.PayloadEnd-short.Payload != short.Size() || short.Misplaced {
		t.Errorf("%s: key frames last %d of %d, %d bytes in an mdat of %d", url, short.Span(), run.Span(), short.Size(), short.PayloadEnd-short.Payload)
	}
	if run.HasTfxd && uint64(short.Tfxd) != uint64(run.Tfxd)+before {
		t.Errorf("%s: key frames start at %d, the fragment at %d", url, short.Tfxd, run.Tfxd)
	}
}
