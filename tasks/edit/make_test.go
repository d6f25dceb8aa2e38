package edit_test

import (
	"bytes"
	"encoding/binary"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/Eyevinn/mp4ff/mp4"

	"smoothscope/inspect/asset"
	"smoothscope/inspect/manifest"
	"smoothscope/inspect/media"
	"smoothscope/inspect/source"
	"smoothscope/tasks/edit"
	"smoothscope/testdata"
)

// loose copies files into a folder of their own; TO=FROM gives one another name.
func loose(t *testing.T, from ...string) (folder string, names []string) {
	t.Helper()
	folder = t.TempDir()
	for _, path := range from {
		to := filepath.Base(path)
		if name, real, ok := strings.Cut(path, "="); ok {
			to, path = name, real
		}
		b, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		names = append(names, put(t, folder, to, string(b)))
	}
	return folder, names
}

// manifests makes and saves the manifests clip.ism and clip.ismc.
func manifests(t *testing.T, folder string, names []string) *edit.Made {
	t.Helper()
	made, err := tryMake(t, folder, names)
	if err != nil {
		t.Fatal(err)
	}
	change := edit.Change{
		Client: []edit.File{edit.Content("clip.ismc", made.Client, nil)},
		Server: []edit.File{edit.Content("clip.ism", made.Server, nil)},
	}
	if err := edit.Save(t.Context(), folder, change, edit.Options{}); err != nil {
		t.Fatal(err)
	}
	return made
}

func tryMake(t *testing.T, folder string, names []string) (*edit.Made, error) {
	t.Helper()
	a, err := asset.Open(t.Context(), names, asset.Options{Alone: true})
	if err != nil {
		t.Fatal(err)
	}
	defer func() {
		if err := a.Close(); err != nil {
			t.Error(err)
		}
	}()
	return edit.MakeManifests(t.Context(), a, folder, "clip")
}

// shape is the streams of the made asset: what a person reads of them.
func shape(t *testing.T, folder string) []string {
	t.Helper()
	a, err := asset.Open(t.Context(), []string{filepath.Join(folder, "clip.ism")}, asset.Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer func() {
		if err := a.Close(); err != nil {
			t.Error(err)
		}
	}()
	for _, w := range a.Warnings {
		t.Errorf("warning: %s", w)
	}
	var all []string
	for i := range a.Streams {
		s := &a.Streams[i]
		keys := map[string]bool{}
		for j := range s.Levels {
			l := &s.Levels[j]
			if keys[l.BitrateKey] {
				t.Errorf("%s has two levels %s", s.Name, l.BitrateKey)
			}
			keys[l.BitrateKey] = true
			agrees(t, a, s, l)
		}
		all = append(all, fmt.Sprintf("%s %s %q levels %d chunks %d", s.Type, s.Name, s.Language, len(s.Levels), len(s.Chunks)))
	}
	return all
}

// agrees compares the chunks of a stream with the file of a level, to the tick.
func agrees(t *testing.T, a *asset.Asset, s *asset.Stream, l *asset.Level) {
	t.Helper()
	m, _ := a.Member(l.File)
	src, err := source.Open(t.Context(), m.Full)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = src.Close() }()
	file, err := media.Open(t.Context(), src)
	if err != nil {
		t.Fatal(err)
	}
	track, ok := file.Track(l.TrackID)
	if !ok || uint64(track.TimeScale) != s.TimeScale {
		t.Errorf("%s %s: track %d, time scale %d and %d", s.Name, l.BitrateKey, l.TrackID, track.TimeScale, s.TimeScale)
	}
	if language := strings.Replace(track.Language, "und", "", 1); s.Type != "video" && s.Language != language {
		t.Errorf("%s: language %q, the track's is %q", s.Name, s.Language, language)
	}
	index, err := file.Fragments(t.Context(), l.TrackID)
	if err != nil || len(index.Fragments) != len(s.Chunks) {
		t.Fatalf("%s %s has %d fragments and %d chunks, %v", s.Name, l.BitrateKey, len(index.Fragments), len(s.Chunks), err)
	}
	for i, f := range index.Fragments {
		if c := s.Chunks[i]; c.Time != f.Time || c.Duration != f.Duration {
			t.Errorf("%s %s: chunk %d is %d + %d, the fragment %d + %d", s.Name, l.BitrateKey, i, c.Time, c.Duration, f.Time, f.Duration)
		}
	}
}

func TestMakeManifests(t *testing.T) {
	ladder := func(name string) string { return testdata.Path(t, "ladder", name) }
	for name, x := range map[string]struct{ files, want []string }{
		"ladder": {
			[]string{ladder("a_fra0.isma"), ladder("v_80.ismv"), ladder("v_20.ismv"), ladder("a_eng0.isma"), ladder("v_40.ismv")},
			[]string{`video video "" levels 3 chunks 4`, `audio audio_fra "fra" levels 1 chunks 4`, `audio audio_eng "eng" levels 1 chunks 4`},
		},
		"equal bitrates": {
			[]string{ladder("v_20.ismv"), "again.ismv=" + ladder("v_20.ismv")},
			[]string{`video video "" levels 2 chunks 4`},
		},
		"in folders": {
			[]string{"video/v.ismv=" + ladder("v_20.ismv"), "audio/a.isma=" + ladder("a_eng0.isma")},
			[]string{`video video "" levels 1 chunks 4`, `audio audio "eng" levels 1 chunks 4`},
		},
	} {
		t.Run(name, func(t *testing.T) {
			folder, names := loose(t, x.files...)
			manifests(t, folder, names)
			if got := shape(t, folder); !slices.Equal(got, x.want) {
				t.Errorf("got  %q\nwant %q", got, x.want)
			}
			judge(t, filepath.Join(folder, "clip.ism"))
		})
	}
}

func TestMakeManifestsOfRealFiles(t *testing.T) {
	root := testdata.Corpus(t)
	for name, want := range map[string][]string{
		"_made/mux_av2.ismv": {`video video "" levels 1 chunks 10`, `audio audio_eng "eng" levels 1 chunks 10`, `audio audio_fra "fra" levels 1 chunks 10`},
		"_made/mux_vva.ismv": {`video video "" levels 2 chunks 10`, `audio audio "eng" levels 1 chunks 10`},
		"Azure+azure-sdk-for-media-services/test/net/Scenario/Media/small.ismv":                      {`video video "" levels 1 chunks 1`},
		"Eyevinn+mp4ff/mp4/testdata/bbb5s_aac.isma":                                                  {`audio audio "eng" levels 1 chunks 3`},
		"castlabs+dashencrypt/dash.fragmencrypter/src/test/resources/testdata/ffmpeg-generated.ismv": {`video video "" levels 1 chunks 7`},
		"flecoqui+ASTool/Tests/Assets/Audio_0_org.isma":                                              {`audio audio "" levels 1 chunks 99`},
		"flecoqui+ASTool/Tests/Assets/Audio_0_enc.isma":                                              {`audio audio "" levels 1 chunks 99`},
	} {
		t.Run(filepath.Base(name), func(t *testing.T) {
			folder, names := loose(t, filepath.Join(root, filepath.FromSlash(name)))
			made := manifests(t, folder, names)
			if got := shape(t, folder); !slices.Equal(got, want) {
				t.Errorf("got  %q\nwant %q", got, want)
			}
			judge(t, filepath.Join(folder, "clip.ism"))
			c, err := manifest.ParseClient(made.Client)
			if err != nil {
				t.Fatal(err)
			}
			if protected := strings.Contains(name, "_enc"); protected != (len(c.Protection) == 1) {
				t.Errorf("it has %d protection headers", len(c.Protection))
			}
			for _, p := range c.Protection {
				if p.SystemID != "9a04f079-9840-4286-ab92-e65be0885f95" || len(p.Data) < 500 {
					t.Errorf("the protection header is %s %s", p.SystemID, p.Data)
				}
			}
		})
	}
}

// What an encoder claims must not hide what it wrote.
func TestMakeManifestsMeasuresBitrates(t *testing.T) {
	folder, names := loose(t, filepath.Join(testdata.Corpus(t), "Eyevinn+mp4ff/mp4/testdata/bbb5s_aac.isma"))
	made := manifests(t, folder, names)
	if len(made.Warnings) != 1 || !strings.Contains(made.Warnings[0], "claims 50394 bits per second and holds 126194") {
		t.Errorf("warnings %q", made.Warnings)
	}
	if !strings.Contains(string(made.Server), `systemBitrate="126194"`) || !strings.Contains(string(made.Client), `Bitrate="126194"`) {
		t.Errorf("%s\n%s", made.Server, made.Client)
	}
}

// A file without index, and one with a gap.
func TestMakeManifestsFromFragmentsAlone(t *testing.T) {
	whole, err := os.ReadFile(testdata.Path(t, "ladder", "v_20.ismv"))
	if err != nil {
		t.Fatal(err)
	}
	folder := t.TempDir()
	path := put(t, folder, "v.ismv", string(whole))
	index := fragments(t, path)
	second, third := index.Fragments[1], index.Fragments[2]
	end := index.Fragments[3].Offset + index.Fragments[3].Size
	put(t, folder, "v.ismv", string(whole[:end]))
	manifests(t, folder, []string{path})
	if got := shape(t, folder); !slices.Equal(got, []string{`video video "" levels 1 chunks 4`}) {
		t.Errorf("without index: %q", got)
	}
	put(t, folder, "v.ismv", string(whole[:second.Offset])+string(whole[third.Offset:end]))
	made := manifests(t, folder, []string{path})
	if want := fmt.Sprintf(`<c t="%d" n="1" d="20000000"/>`, third.Time); !strings.Contains(string(made.Client), want) {
		t.Errorf("the chunk behind the gap is not %s in\n%s", want, made.Client)
	}
	shape(t, folder)
}

// Sizes of 64 bits, as boxes above 4 GiB have them.
func TestMakeManifestsWithLargeSizes(t *testing.T) {
	whole, err := os.ReadFile(testdata.Path(t, "ladder", "v_20.ismv"))
	if err != nil {
		t.Fatal(err)
	}
	folder := t.TempDir()
	path := put(t, folder, "v.ismv", string(whole))
	index := fragments(t, path)
	wide := bytes.Clone(whole[:index.Fragments[0].Offset])
	for _, f := range index.Fragments {
		moof := whole[f.Offset : f.Offset+f.MoofSize]
		mdat := whole[f.Offset+f.MoofSize : f.Offset+f.Size]
		wide = append(append(wide, moof...), 0, 0, 0, 1, 'm', 'd', 'a', 't')
		wide = append(binary.BigEndian.AppendUint64(wide, uint64(len(mdat)+8)), mdat[8:]...)
	}
	put(t, folder, "v.ismv", string(wide))
	manifests(t, folder, []string{path})
	if got := shape(t, folder); !slices.Equal(got, []string{`video video "" levels 1 chunks 4`}) {
		t.Errorf("got %q", got)
	}
}

func fragments(t *testing.T, path string) *media.Index {
	t.Helper()
	src, err := source.Open(t.Context(), path)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = src.Close() }()
	file, err := media.Open(t.Context(), src)
	if err != nil {
		t.Fatal(err)
	}
	index, err := file.Fragments(t.Context(), 1)
	if err != nil {
		t.Fatal(err)
	}
	return index
}

// What no server manifest can name.
func TestMakeManifestsOfPlainAndForeignFiles(t *testing.T) {
	ffmpeg := testdata.Tool(t, "ffmpeg")
	folder := t.TempDir()
	plain := filepath.Join(folder, "plain.mp4")
	out, err := exec.Command(ffmpeg, "-v", "error", "-f", "lavfi", "-i", "testsrc2=d=2:s=64x36", "-c:v", "libx264", plain).CombinedOutput()
	if err != nil {
		t.Fatalf("ffmpeg: %s", out)
	}
	if _, err := tryMake(t, folder, []string{plain}); !errors.Is(err, asset.ErrUnfragmented) || !strings.Contains(err.Error(), "plain.mp4") {
		t.Errorf("a plain file: %v", err)
	}
	_, names := loose(t, testdata.Path(t, "ladder", "v_20.ismv"))
	if _, err := tryMake(t, folder, names); err == nil || !strings.Contains(err.Error(), "does not lie below") {
		t.Errorf("a file elsewhere: %v", err)
	}
}

// textTrack is a file of timed text with a gap of a second before the third of
// its documents.
func textTrack(t *testing.T, language string) string {
	t.Helper()
	var b bytes.Buffer
	init := mp4.CreateEmptyInit()
	stsd := init.AddEmptyTrack(manifest.DefaultTimeScale, "text", language).Mdia.Minf.Stbl.Stsd
	stsd.AddChild(mp4.CreateUnknownBox("dfxp", 16, []byte{0, 0, 0, 0, 0, 0, 0, 1}))
	if err := init.Encode(&b); err != nil {
		t.Fatal(err)
	}
	for i, start := range []uint64{0, 20_000_000, 50_000_000} {
		f, err := mp4.CreateFragment(uint32(i+1), 1)
		if err != nil {
			t.Fatal(err)
		}
		text := []byte(`<tt xmlns="http://www.w3.org/ns/ttml"><body><div><p begin="0.5s" end="1s">` + language + `</p></div></body></tt>`)
		f.AddFullSample(mp4.FullSample{Sample: mp4.NewSample(mp4.SyncSampleFlags, 20_000_000, uint32(len(text)), 0), DecodeTime: start, Data: text})
		if err := f.Encode(&b); err != nil {
			t.Fatal(err)
		}
	}
	return b.String()
}

func TestMakeManifestsWithText(t *testing.T) {
	folder, names := loose(t, testdata.Path(t, "ladder", "v_20.ismv"))
	for _, language := range []string{"eng", "deu"} {
		names = append(names, put(t, folder, language+".ismt", textTrack(t, language)))
	}
	made := manifests(t, folder, names)
	want := []string{`video video "" levels 1 chunks 4`, `text text_eng "eng" levels 1 chunks 3`, `text text_deu "deu" levels 1 chunks 3`}
	if got := shape(t, folder); !slices.Equal(got, want) {
		t.Errorf("got  %q\nwant %q", got, want)
	}
	for _, part := range []string{`FourCC="DFXP"`, `Subtype="SUBT"`, `<c t="50000000" n="2" d="20000000"/>`} {
		if !strings.Contains(string(made.Client), part) {
			t.Errorf("there is no %s in\n%s", part, made.Client)
		}
	}
	if n := strings.Count(string(made.Server), "<textstream "); n != 2 {
		t.Errorf("there are %d textstreams in\n%s", n, made.Server)
	}
}
