package media

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"testing"

	"smoothscope/inspect/source"
	"smoothscope/testdata"
)

func TestOpenRefusesWhatIsNoMedia(t *testing.T) {
	for name, b := range map[string][]byte{
		"nothing": nil, "text": []byte("hello, this is a text and no media"), "zeros": make([]byte, 100),
		"only a type": box4("ftyp", []byte("isml"), u32(1)), "seven bytes": make([]byte, 7),
	} {
		if _, err := Open(context.Background(), source.Memory(name, b)); !errors.Is(err, ErrForeign) {
			t.Errorf("%s: %v, want ErrForeign", name, err)
		}
	}
}

func TestOpenEndsWithItsContext(t *testing.T) {
	ctx, cancel := context.WithCancel(context.Background())
	f, err := Open(ctx, source.Memory("long", long(10)))
	if err != nil {
		t.Fatal(err)
	}
	cancel()
	if _, err := f.Fragments(ctx, 1); !errors.Is(err, context.Canceled) {
		t.Errorf("fragments after cancel: %v", err)
	}
	if x, err := f.Fragments(context.Background(), 1); err != nil || len(x.Fragments) != 10 {
		t.Errorf("fragments when asked again: %v", err)
	}
	if _, err := Open(ctx, source.Memory("long", long(10))); !errors.Is(err, context.Canceled) {
		t.Errorf("open after cancel: %v", err)
	}
}

// TestTracksOfFixtures: what the tracks of real files say, from several
// encoders.
func TestTracksOfFixtures(t *testing.T) {
	corpus := testdata.Corpus(t)
	type brief struct {
		kind                         Kind
		handler, entry, fourCC, lang string
		codec                        string
		bitrate                      uint64
		from                         string
		protected                    bool
	}
	for path, want := range map[string][]brief{
		"_made/mux_av2.ismv": {
			{Video, "vide", "avc1", "H264", "und", "avc1.42C00A", 0, "", false},
			{Audio, "soun", "mp4a", "AACL", "eng", "mp4a.40.2", 24167, "esds", false},
			{Audio, "soun", "mp4a", "AACL", "fra", "mp4a.40.2", 24173, "esds", false},
		},
		"flecoqui+ASTool/Tests/Assets/Audio_0_enc.isma": {
			// Its frma is misspelt and its esds cut short.
			{Audio, "soun", "enca", "AACL", "und", "mp4a.40.2", 64000, "esds", true},
		},
		"_made/v_20_piff_ctr.ismv": {{Video, "vide", "avc1", "H264", "und", "avc1.42C00A", 0, "", true}},
	} {
		src, err := source.OpenFile(filepath.Join(corpus, path))
		if err != nil {
			t.Fatal(err)
		}
		f, err := Open(context.Background(), src)
		if err != nil {
			t.Fatal(err)
		}
		for i, w := range want {
			if len(f.Tracks) != len(want) {
				t.Fatalf("%s: %d tracks", path, len(f.Tracks))
			}
			x := f.Tracks[i]
			got := brief{x.Kind, x.Handler, x.SampleEntry, x.Codec.FourCC, x.Language, x.Codec.RFC6381, x.Bitrate, x.BitrateFrom, x.Protected}
			if got != w {
				t.Errorf("%s track %d:\n got %+v\nwant %+v", path, i, got, w)
			}
		}
		if err := src.Close(); err != nil {
			t.Error(err)
		}
	}
}

// FuzzMedia: any bytes give fragments inside the file, in the order of time.
func FuzzMedia(f *testing.F) {
	for _, name := range []string{"ladder/v_20.ismv", "ladder/a_eng0.isma", "broken/long_trun.ismv", "broken/lying_mfra.ismv", "broken/truncated.ismv", "broken/nested.ismv"} {
		b, err := os.ReadFile(testdata.Path(f, name))
		if err != nil {
			f.Fatal(err)
		}
		f.Add(b)
	}
	f.Add(long(3))
	f.Add(join(box4("mdat", make([]byte, 24)), box4("moov", plainTrack(1, "soun", 8, 20))))
	f.Fuzz(func(t *testing.T, b []byte) {
		file, err := Open(context.Background(), source.Memory("fuzz", b))
		if err != nil {
			return
		}
		for _, track := range file.Tracks {
			x, err := file.Fragments(context.Background(), track.ID)
			if err != nil {
				t.Fatal(err)
			}
			for i, g := range x.Fragments {
				if g.Offset < 0 || g.Size < 0 || g.Offset+g.Size > int64(len(b)) || g.MoofSize > g.Size {
					t.Fatalf("fragment %d of track %d lies outside: %+v", i, track.ID, g)
				}
				if i > 0 && file.Fragmented && g.Time <= x.Fragments[i-1].Time {
					t.Fatalf("fragment %d of track %d is not later: %+v", i, track.ID, g)
				}
				if r, err := file.Run(context.Background(), g); err == nil && (r.Payload <= g.Offset || r.PayloadEnd > int64(len(b))) {
					t.Fatalf("fragment %d of track %d: its samples are said to be at %d to %d", i, track.ID, r.Payload, r.PayloadEnd)
				}
			}
		}
	})
}

// Reading the tracks must not ask each of them about all others.
func TestManyTracks(t *testing.T) {
	tracks := make([][]byte, 500)
	for i := range tracks {
		tracks[i] = trackBox(uint32(i+1), 1000, "soun")
	}
	src := source.Counting(source.Memory("many", join(box4("ftyp", []byte("isml"), u32(1)), moovBox(tracks...))))
	f, err := Open(context.Background(), src)
	if err != nil || len(f.Tracks) != 500 || f.Tracks[499].TimeScale != 1000 {
		t.Fatal(len(f.Tracks), err)
	}
	if reads := src.Reads(); reads > 500*20 {
		t.Errorf("%d reads for 500 tracks", reads)
	}
}
