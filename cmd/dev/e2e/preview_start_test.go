package e2e

import (
	"encoding/base64"
	"encoding/binary"
	"math"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"smoothscope/testdata"
)

// An archive of a live event starts long after 0; the page counts from its
// start.
func TestPreviewOfAnArchiveStartsAtZero(t *testing.T) {
	tools(t)
	program := testdata.Tool(t, "ffmpeg")
	file := filepath.Join(t.TempDir(), "archive.ismv")
	b, err := exec.CommandContext(t.Context(), program, "-v", "error", "-i", testdata.Path(t, "ladder", "v_40.ismv"),
		"-i", testdata.Path(t, "ladder", "a_eng0.isma"), "-map", "0", "-map", "1", "-c", "copy",
		"-output_ts_offset", "3600", "-f", "ismv", "-movflags", "frag_keyframe", file).CombinedOutput()
	if err != nil {
		t.Fatalf("ffmpeg: %v\n%s", err, b)
	}
	server := startPreview(t)
	page := server.add(t, file).Page
	f := film{first: file, sound: file}
	seen := visitAll(t, []visit{
		{Name: "smooth", URL: page, Steps: [][]any{{"playing"}, {"beginnings"}, {"hash", 5}}},
		{Name: "dash", URL: page + "#mode=dash", Steps: [][]any{{"playing"}, {"beginnings"}, {"hash", 5}}},
	})
	for mode, s := range seen {
		t.Run(mode, func(t *testing.T) {
			s.quiet(t)
			if now := read[pageState](t, s, "playing"); now.Time > 8 || math.Abs(now.Duration-8) > 0.1 {
				t.Errorf("it plays at %.3f s of %.3f s", now.Time, now.Duration)
			}
			s.together(t, f)
			if at := read[float64](t, s, "hash"); math.Abs(at-5) > 0.02 {
				t.Errorf("#t=5 goes to %g s", at)
			}
		})
	}
}

// Captions appear on the picture when they are switched on, and go again.
func TestPreviewShowsCaptions(t *testing.T) {
	tools(t)
	server := startPreview(t)
	page := server.add(t, captioned(t)).Page
	seen := visitAll(t, []visit{
		{Name: "smooth", URL: page, Steps: [][]any{{"playing"}, {"captions", 2}}, Picture: picture(t, "preview-captions.png")},
		{Name: "dash", URL: page + "#mode=dash", Steps: [][]any{{"playing"}, {"captions", 2}}},
	})
	for mode, s := range seen {
		t.Run(mode, func(t *testing.T) {
			s.quiet(t)
			words := read[struct{ Shown, After string }](t, s, "captions")
			if words.Shown != "Good evening." || words.After != "" {
				t.Errorf("the picture says %q, and %q when captions are off", words.Shown, words.After)
			}
		})
	}
}

// Chapters and ad breaks that the manifest carries are on the bar of time, and
// keep nothing from playing.
func TestPreviewShowsMarkers(t *testing.T) {
	tools(t)
	folder := t.TempDir()
	if err := os.CopyFS(folder, os.DirFS(filepath.Dir(testdata.Path(t, "ladder", "ladder.ism")))); err != nil {
		t.Fatal(err)
	}
	carried := func(name, subtype, chunk string) string {
		return `<StreamIndex Type="text" Subtype="` + subtype + `" Name="` + name + `" ParentStreamIndex="video" ManifestOutput="TRUE" QualityLevels="1" Chunks="1" ` +
			`Url="QualityLevels({bitrate})/Fragments(` + name + `={start time})"><QualityLevel Index="0" Bitrate="1000" CodecPrivateData="" FourCC=""/>` + chunk + `</StreamIndex>`
	}
	insert(t, filepath.Join(folder, "ladder.ismc"), "</SmoothStreamingMedia>",
		carried("chapters", "CHAP", `<c t="40000000"><f i="0">`+base64.StdEncoding.EncodeToString([]byte("Second half"))+`</f></c>`)+
			carried("ads", "DATA", `<c t="30000000" d="20000000"><f i="0">/DAlAAAAAAAAAP/wFAUAAAQDf+//KaeGwP4AKTLgAAAAAAAAn75a3g==</f></c>`))
	server := startPreview(t)
	page := server.add(t, filepath.Join(folder, "ladder.ism")).Page
	seen := visitAll(t, []visit{
		{Name: "smooth", URL: page, Steps: [][]any{{"playing"}, {"markers"}}, Picture: picture(t, "preview-markers.png")},
		{Name: "dash", URL: page + "#mode=dash", Steps: [][]any{{"playing"}, {"markers"}}},
	})
	for mode, s := range seen {
		t.Run(mode, func(t *testing.T) {
			s.quiet(t)
			type marker struct {
				Kind, Text string
				Time, At   float64 // in seconds, and where a click goes
			}
			got := read[[]marker](t, s, "markers")
			want := []marker{{Kind: "ad", Text: "splice_insert, out", Time: 3, At: 3}, {Kind: "chapter", Text: "Second half", Time: 4, At: 4}}
			if !slices.Equal(got, want) {
				t.Errorf("the markers are %+v, not %+v", got, want)
			}
		})
	}
}

// captioned is the ladder with a caption in an .ismt, and its manifest.
func captioned(t *testing.T) string {
	t.Helper()
	folder := t.TempDir()
	old := filepath.Dir(testdata.Path(t, "ladder", "ladder.ism"))
	if err := os.CopyFS(folder, os.DirFS(old)); err != nil {
		t.Fatal(err)
	}
	insert(t, filepath.Join(folder, "ladder.ism"), "</switch>", `<textstream src="text.ismt" systemBitrate="1000" systemLanguage="eng">`+
		`<param name="trackID" value="1" valuetype="data"/><param name="trackName" value="captions" valuetype="data"/></textstream>`)
	insert(t, filepath.Join(folder, "ladder.ismc"), "</SmoothStreamingMedia>", `<StreamIndex Type="text" Subtype="CAPT" Name="captions" Language="eng" QualityLevels="1" Chunks="1" `+
		`Url="QualityLevels({bitrate})/Fragments(captions={start time})"><QualityLevel Index="0" Bitrate="1000" FourCC="TTML" CodecPrivateData=""/><c t="0" d="80000000"/></StreamIndex>`)
	if err := os.WriteFile(filepath.Join(folder, "text.ismt"), captions(), 0o644); err != nil {
		t.Fatal(err)
	}
	return filepath.Join(folder, "ladder.ism")
}

func insert(t *testing.T, file, before, text string) {
	t.Helper()
	b, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	whole := strings.Replace(string(b), before, text+before, 1)
	if err := os.WriteFile(file, []byte(whole), 0o644); err != nil {
		t.Fatal(err)
	}
}

const oneCaption = `<?xml version="1.0" encoding="utf-8"?><tt xmlns="http://www.w3.org/ns/ttml" xml:lang="en"><body><div>` +
	`<p begin="00:00:01.000" end="00:00:06.000">Good evening.</p></div></body></tt>`

// captions is a text file as encoders write it: one fragment with one sample.
func captions() []byte {
	u32 := func(list ...uint32) []byte {
		var b []byte
		for _, n := range list {
			b = binary.BigEndian.AppendUint32(b, n)
		}
		return b
	}
	u64 := func(n uint64) []byte { return binary.BigEndian.AppendUint64(nil, n) }
	matrix := u32(0x10000, 0, 0, 0, 0x10000, 0, 0, 0, 0x40000000)
	empty := func(kind string) []byte { return box(kind, u32(0, 0)) }
	entry := box("stpp", make([]byte, 6), []byte{0, 1}, []byte("http://www.w3.org/ns/ttml\x00\x00\x00"))
	stbl := box("stbl", box("stsd", u32(0, 1), entry), empty("stts"), empty("stsc"), box("stsz", u32(0, 0, 0)), empty("stco"))
	minf := box("minf", box("sthd", u32(0)), box("dinf", box("dref", u32(0, 1), box("url ", u32(1)))), stbl)
	mdia := box("mdia", box("mdhd", u32(0, 0, 0, 10000000, 0, 0x15c70000)), box("hdlr", u32(0, 0), []byte("subt"), u32(0, 0, 0), []byte{0}), minf)
	trak := box("trak", box("tkhd", u32(7, 0, 0, 1, 0, 0, 0, 0, 0, 0), matrix, u32(0, 0)), mdia)
	mvhd := box("mvhd", u32(0, 0, 0, 10000000, 0, 0x10000, 0x01000000, 0, 0), matrix, make([]byte, 24), u32(2))
	moov := box("moov", mvhd, trak, box("mvex", box("trex", u32(0, 1, 1, 0, 0, 0))))
	time := box("uuid", u32(0x6d1d9b05, 0x42d544e6, 0x80e2141d, 0xaff757b2, 0x01000000), u64(0), u64(80000000))
	moof := func(offset uint32) []byte {
		run := box("trun", u32(0x301, 1, offset, 80000000, uint32(len(oneCaption))))
		return box("moof", box("mfhd", u32(0, 1)), box("traf", box("tfhd", u32(0x20, 1, 0x02000000)), run, time))
	}
	return slices.Concat(box("ftyp", []byte("isml"), u32(1), []byte("piffiso2")), moov, moof(uint32(len(moof(0)))+8), box("mdat", []byte(oneCaption)))
}

func box(kind string, parts ...[]byte) []byte {
	body := slices.Concat(parts...)
	return slices.Concat(binary.BigEndian.AppendUint32(nil, uint32(len(body)+8)), []byte(kind), body)
}
