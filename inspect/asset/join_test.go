package asset

import (
	"context"
	"fmt"
	"path/filepath"
	"strings"
	"testing"

	"smoothscope/inspect/manifest"
	"smoothscope/inspect/media"
	"smoothscope/testdata"
)

// smil is a server manifest with these elements.
func smil(client string, elements ...string) string {
	return `<smil xmlns="http://www.w3.org/2001/SMIL20/Language"><head><meta name="clientManifestRelativePath" content="` + client +
		`"/></head><body><switch>` + strings.Join(elements, "") + `</switch></body></smil>`
}

func element(kind, src, bitrate, more, name string) string {
	s := fmt.Sprintf(`<%s src="%s" systemBitrate="%s" %s><param name="trackID" value="1" valuetype="data"/>`, kind, src, bitrate, more)
	if name != "" {
		s += `<param name="trackName" value="` + name + `" valuetype="data"/>`
	}
	return s + "</" + kind + ">"
}

// ismc is a client manifest; each stream is its attributes and bitrates.
func ismc(streams ...[]string) string {
	s := `<SmoothStreamingMedia MajorVersion="2" MinorVersion="0" Duration="80000000">`
	for _, x := range streams {
		s += `<StreamIndex ` + x[0] + ` Url="QualityLevels({bitrate})/Fragments(x={start time})">`
		for i, rate := range x[1:] {
			s += fmt.Sprintf(`<QualityLevel Index="%d" Bitrate="%s" FourCC="AACL" SamplingRate="44100" Channels="1"/>`, i, rate)
		}
		s += `<c t="0" d="20201361"/></StreamIndex>`
	}
	return s + `</SmoothStreamingMedia>`
}

func TestJoin(t *testing.T) {
	eng, fra := `systemLanguage="eng"`, `systemLanguage="fra"`
	for _, c := range []struct {
		name, server, client string
		want                 string
		warnings             int
	}{
		{"two languages with one bitrate, by name",
			smil("x.ismc", element("audio", "f.isma", "24000", "", "audio_fra"), element("audio", "e.isma", "24000", "", "audio_eng")),
			ismc([]string{`Type="audio" Name="audio_eng"`, "24000"}, []string{`Type="audio" Name="audio_fra"`, "24000"}),
			"x: audio audio_eng [24000@e.isma], audio audio_fra [24000@f.isma]", 0},
		{"two languages with one bitrate, by language",
			smil("x.ismc", element("audio", "f.isma", "24000", fra, ""), element("audio", "e.isma", "24000", eng, "")),
			ismc([]string{`Type="audio" Name="English" Language="eng"`, "24000"}, []string{`Type="audio" Name="Français" Language="fra"`, "24000"}),
			"x: audio English [24000@e.isma], audio Français [24000@f.isma]", 2},
		{"two languages with one bitrate, by codes of two kinds",
			smil("x.ismc", element("audio", "f.isma", "24000", `systemLanguage="fre"`, ""), element("audio", "e.isma", "24000", `systemLanguage="en"`, "")),
			ismc([]string{`Type="audio" Language="eng"`, "24000"}, []string{`Type="audio" Language="fra"`, "24000"}),
			"x: audio audio [24000@e.isma], audio audio [24000@f.isma]", 0},
		{"two languages with one bitrate, by what the media say",
			smil("x.ismc", element("audio", "f.isma", "24000", "", ""), element("audio", "e.isma", "24000", "", "")),
			ismc([]string{`Type="audio" Name="English" Language="eng"`, "24000"}, []string{`Type="audio" Name="Français" Language="fra"`, "24000"}),
			"x: audio English [24000@e.isma], audio Français [24000@f.isma]", 2},
		{"a language that differs, with a word about it",
			smil("x.ismc", element("audio", "f.isma", "24000", fra, "")),
			ismc([]string{`Type="audio" Language="eng"`, "24000"}),
			"x: audio audio [24000@f.isma]", 1},
		{"all languages merged into one stream, by order",
			smil("x.ismc", element("audio", "e.isma", "24000", eng, ""), element("audio", "f.isma", "24000", fra, "")),
			ismc([]string{`Type="audio"`, "24000", "24000"}),
			"x: audio audio [24000@e.isma 24000@f.isma]", 0},
		{"a bitrate that differs, by name",
			smil("x.ismc", element("audio", "e.isma", "25000", "", "")),
			ismc([]string{`Type="audio"`, "24000"}),
			"x: audio audio [24000@e.isma]", 1},
		{"text has different default names",
			smil("x.ismc", element("textstream", "e.isma", "1000", "", "")),
			ismc([]string{`Type="text" Subtype="SUBT"`, "1000"}),
			"x: text text [1000@e.isma]", 0},
		{"never by the bitrate alone",
			smil("x.ismc", element("video", "e.isma", "24000", "", "")),
			ismc([]string{`Type="audio"`, "24000"}),
			"x: audio audio [24000@]", 2},
		{"a level without a track and a track without a level",
			smil("x.ismc", element("audio", "e.isma", "24000", "", "one"), element("audio", "f.isma", "32000", "", "one")),
			ismc([]string{`Type="audio" Name="one"`, "24000"}, []string{`Type="audio" Name="two"`, "48000"}),
			"x: audio one [24000@e.isma], audio two [48000@]", 2},
		{"streams in the manifest need no track",
			smil("x.ismc", element("audio", "e.isma", "24000", "", "")),
			ismc([]string{`Type="audio"`, "24000"}, []string{`Type="text" Name="ads" ManifestOutput="TRUE"`, "0"}),
			"x: audio audio [24000@e.isma], text ads [0@]", 0},
	} {
		folder := folderOf(t, map[string]string{"e.isma": "a_eng0.isma", "f.isma": "a_fra0.isma"},
			map[string]string{"x.ism": c.server, "x.ismc": c.client})
		a := mustOpen(t, Options{}, filepath.Join(folder, "x.ism"))
		if got := shape(a); got != c.want || len(a.Warnings) != c.warnings {
			t.Errorf("%s:\n got %s\nwant %s\nwarnings %q", c.name, got, c.want, a.Warnings)
		}
	}
}

func TestNamesThatDifferInCase(t *testing.T) {
	files := whole()
	delete(files, "v_20.ismv")
	files["V_20.ISMV"] = "v_20.ismv"
	a := mustOpen(t, Options{}, filepath.Join(folderOf(t, files, nil), "ladder.ism"))
	if a.Streams[0].Levels[0].File != "V_20.ISMV" || len(a.Warnings) != 1 || !strings.Contains(a.Warnings[0], "upper and lower case") {
		t.Errorf("%s, warnings %q", shape(a), a.Warnings)
	}
}

func TestPathsStayInTheFolder(t *testing.T) {
	for src, want := range map[string]string{`sub\e.isma`: "sub/e.isma", "sub/e.isma": "sub/e.isma", "/etc/passwd": "", `..\e.isma`: "", "../e.isma": "", `C:\e.isma`: ""} {
		folder := folderOf(t, map[string]string{"in/sub/e.isma": "a_eng0.isma", "e.isma": "a_eng0.isma"},
			map[string]string{"in/x.ism": smil("x.ismc", element("audio", src, "24000", "", "")), "in/x.ismc": ismc([]string{`Type="audio"`, "24000"})})
		a := mustOpen(t, Options{}, filepath.Join(folder, "in", "x.ism"))
		if got := a.Streams[0].Levels[0].File; got != want || (src != "sub/e.isma") != (len(a.Warnings) > 0) {
			t.Errorf("%s: file %q, want %q; warnings %q", src, got, want, a.Warnings)
		}
	}
}

func TestMissingMedia(t *testing.T) {
	files := whole()
	delete(files, "v_40.ismv")
	a := mustOpen(t, Options{}, filepath.Join(folderOf(t, files, nil), "ladder.ism"))
	m, ok := a.Member("v_40.ismv")
	if !ok || m.Present || len(a.Warnings) != 1 {
		t.Errorf("member %+v, warnings %q", m, a.Warnings)
	}
	at, err := a.Locate(context.Background(), 0, 1)
	if err != nil || at.Broken != 4 || len(at.Problems) != 1 || at.Locations[0].Missing == nil {
		t.Errorf("%+v, %v", at, err)
	}
	if at, err = a.Locate(context.Background(), 0, 2); err != nil || at.Broken != 0 || len(at.Locations) != 4 {
		t.Errorf("the other levels: %+v, %v", at, err)
	}
}

func TestWithoutClientManifest(t *testing.T) {
	files := whole()
	delete(files, "ladder.ismc")
	a := mustOpen(t, Options{}, filepath.Join(folderOf(t, files, nil), "ladder.ism"))
	if got := shape(a); got != ladderShape || len(a.Warnings) != 1 {
		t.Errorf("%s, warnings %q", got, a.Warnings)
	}
	for i := range a.Streams {
		if n := len(a.Streams[i].Chunks); n != 4 {
			t.Errorf("%s has %d chunks", a.Streams[i].Name, n)
		}
	}
	made, err := manifest.ParseClient(a.ClientBytes())
	if err != nil || len(made.Warnings) != 0 || len(made.Streams) != 2 || made.Streams[0].Levels[0].PrivateData == "" {
		t.Errorf("the made manifest: %v, %+v", err, made)
	}
}

// TestMadeManifestEqualsTheRealOne: what the media say is what the ladder's
// own manifest says.
func TestMadeManifestEqualsTheRealOne(t *testing.T) {
	own := mustOpen(t, Options{}, testdata.Path(t, "ladder", "ladder.ism"))
	files := whole()
	delete(files, "ladder.ismc")
	made := mustOpen(t, Options{}, filepath.Join(folderOf(t, files, nil), "ladder.ism"))
	for i := range own.Streams {
		w, g := own.Streams[i], made.Streams[i]
		if w.URL != g.URL || w.TimeScale != g.TimeScale {
			t.Errorf("%s: %+v", w.Name, g)
		}
		for j := range w.Levels {
			x, y := w.Levels[j], g.Levels[j]
			if !strings.EqualFold(x.PrivateData, y.PrivateData) || x.FourCC != y.FourCC || x.Codec != y.Codec || x.Width != y.Width || x.SamplingRate != y.SamplingRate {
				t.Errorf("%s level %d:\n%+v\n%+v", w.Name, j, x, y)
			}
		}
		for n := range w.Chunks {
			if w.Chunks[n].Time != g.Chunks[n].Time || w.Chunks[n].Duration != g.Chunks[n].Duration {
				t.Errorf("%s chunk %d: %+v, made %+v", w.Name, n, w.Chunks[n], g.Chunks[n])
			}
		}
	}
}

// TestTracksOfOneFile: two elements of a server manifest share a file.
func TestTracksOfOneFile(t *testing.T) {
	audio := strings.Replace(element("audio", "mux_av.ismv", "24105", "", ""), `"trackID" value="1"`, `"trackID" value="2"`, 1)
	folder := folderOf(t, map[string]string{"mux_av.ismv": "mux_av.ismv"},
		map[string]string{"x.ism": smil("nix.ismc", element("video", "mux_av.ismv", "20263", "", ""), audio)})
	a := mustOpen(t, Options{}, filepath.Join(folder, "mux_av.ismv"))
	if got := shape(a); got != "x: video video [20263@mux_av.ismv], audio audio [24105@mux_av.ismv]" || len(a.Members) != 3 {
		t.Errorf("%s, members %+v", got, a.Members)
	}
	for stream, first := range []int64{1273, 6884} {
		if at, err := a.Locate(context.Background(), stream, 0); err != nil || len(at.Locations) != 4 || at.Locations[0].Offset != first {
			t.Errorf("stream %d: %+v, %v", stream, at, err)
		}
	}
}

func chunksAt(times ...uint64) (all []manifest.Chunk) {
	for i, x := range times {
		all = append(all, manifest.Chunk{N: i, Time: x})
	}
	return all
}

func fragmentsAt(times ...uint64) *media.Index {
	x := &media.Index{}
	for i, t := range times {
		x.Fragments = append(x.Fragments, media.Fragment{Time: t, Duration: 5, Offset: int64(i) * 100, Size: 100})
	}
	return x
}

func TestMatch(t *testing.T) {
	for _, c := range []struct {
		name      string
		chunks    []manifest.Chunk
		fragments *media.Index
		want      string // time@offset of each, chunk ordinal after a colon
		broken    int
		warnings  int
		scale     uint64 // of the fragments; 10 where not said
	}{
		{"another time scale", chunksAt(0, 20, 40), fragmentsAt(0, 2000, 4000), "0@0:0 20@100:1 40@200:2", 0, 0, 1000},
		{"another time scale that the manifest ignores", chunksAt(0, 2000), fragmentsAt(0, 2000), "0@0:0 2000@100:1", 0, 0, 1000},
		{"exact", chunksAt(0, 20, 40), fragmentsAt(0, 20, 40), "0@0:0 20@100:1 40@200:2", 0, 0, 0},
		{"rounded: the manifest's time is the key", chunksAt(0, 20, 40), fragmentsAt(1, 18, 43), "0@0:0 20@100:1 40@200:2", 0, 0, 0},
		{"all shifted by one amount", chunksAt(0, 20, 40), fragmentsAt(800, 820, 840), "0@0:0 20@100:1 40@200:2", 0, 1, 0},
		{"a chunk without a fragment", chunksAt(0, 20, 40), fragmentsAt(0, 40), "0@0:0 20@-:1 40@100:2", 1, 0, 0},
		{"a fragment without a chunk", chunksAt(0, 40), fragmentsAt(0, 20, 40), "0@0:0 20@100:-1 40@200:1", 0, 1, 0},
		{"nothing fits", chunksAt(0, 20), fragmentsAt(7, 99), "0@-:0 7@0:-1 20@-:1 99@100:-1", 2, 1, 0},
		{"no fragments", chunksAt(0), fragmentsAt(), "0@-:0", 1, 0, 0},
		{"no chunks", nil, fragmentsAt(3), "3@0:-1", 0, 1, 0},
		{"times at the end of 64 bits", chunksAt(1<<64 - 1), fragmentsAt(1<<64 - 2), "18446744073709551615@0:0", 0, 0, 0},
	} {
		at := match(&Stream{Name: "s", TimeScale: 10, Chunks: c.chunks}, &Level{File: "f"}, c.fragments, max(c.scale, 10))
		var got []string
		for _, l := range at.Locations {
			offset := fmt.Sprint(l.Offset)
			if l.Missing != nil {
				offset = "-"
			}
			got = append(got, fmt.Sprintf("%d@%s:%d", l.Time, offset, l.Chunk))
		}
		if text := strings.Join(got, " "); text != c.want || at.Broken != c.broken || len(at.Warnings) != c.warnings {
			t.Errorf("%s: %s (broken %d, warnings %q), want %s", c.name, text, at.Broken, at.Warnings, c.want)
		}
	}
}
