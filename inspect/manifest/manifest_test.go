package manifest

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"os"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/text/encoding/unicode"

	"smoothscope/testdata"
)

// Appendix A1 of the facts: what an asset without a manifest gets.
func TestWriteClient(t *testing.T) {
	c := &Client{MajorVersion: 2, TimeScale: 10000000, Duration: 60000000, Streams: []Stream{
		{Type: "video", Name: "video", TimeScale: 10000000, URL: "QualityLevels({bitrate})/Fragments(video={start time})",
			Levels: []Level{{Bitrate: 300000, FourCC: "H264", Width: 320, Height: 180, PrivateData: "0000000167640D", NALLength: 4}},
			Chunks: []Chunk{{Time: 0, Duration: 20000000, DurationKnown: true}, {N: 1, Time: 20000000, Duration: 40000000, DurationKnown: true}}},
		{Type: "audio", Name: "audio", Language: "und", TimeScale: 48000, URL: "QualityLevels({bitrate})/Fragments(audio={start time})",
			Levels: []Level{{Bitrate: 64000, FourCC: "AACL", SamplingRate: 48000, Channels: 2, PrivateData: "1190"}},
			Chunks: []Chunk{{Time: 0}}},
		{Type: "text", Name: `a "b" <c>`, TimeScale: 1000, URL: "u", Levels: []Level{{Bitrate: 1000, FourCC: "TTML"}}},
	}}
	want := `<?xml version="1.0" encoding="utf-8"?>
<SmoothStreamingMedia MajorVersion="2" MinorVersion="0" TimeScale="10000000" Duration="60000000">
  <StreamIndex Type="video" Name="video" TimeScale="10000000" QualityLevels="1" Chunks="2" Url="QualityLevels({bitrate})/Fragments(video={start time})" MaxWidth="320" MaxHeight="180" DisplayWidth="320" DisplayHeight="180">
    <QualityLevel Index="0" Bitrate="300000" FourCC="H264" MaxWidth="320" MaxHeight="180" CodecPrivateData="0000000167640D"/>
    <c t="0" n="0" d="20000000"/>
    <c t="20000000" n="1" d="40000000"/>
  </StreamIndex>
  <StreamIndex Type="audio" Name="audio" Language="und" TimeScale="48000" QualityLevels="1" Chunks="1" Url="QualityLevels({bitrate})/Fragments(audio={start time})">
    <QualityLevel Index="0" Bitrate="64000" FourCC="AACL" SamplingRate="48000" Channels="2" BitsPerSample="16" PacketSize="4" AudioTag="255" CodecPrivateData="1190"/>
    <c t="0" n="0"/>
  </StreamIndex>
  <StreamIndex Type="text" Subtype="" Name="a &#34;b&#34; &lt;c&gt;" TimeScale="1000" QualityLevels="1" Chunks="0" Url="u">
    <QualityLevel Index="0" Bitrate="1000" FourCC="TTML" CodecPrivateData=""/>
  </StreamIndex>
</SmoothStreamingMedia>
`
	if diff := cmp.Diff(want, string(WriteClient(c))); diff != "" {
		t.Error(diff)
	}
	c.Live, c.Lookahead, c.DVRWindow = true, 2, 600000000
	if live := string(WriteClient(c)); !strings.Contains(live, ` IsLive="TRUE" LookAheadFragmentCount="2" DVRWindowLength="600000000">`) {
		t.Errorf("live: %s", live[:300])
	}
}

func TestSniff(t *testing.T) {
	client, server := "<SmoothStreamingMedia", `<smil xmlns="http://www.w3.org/2001/SMIL20/Language">`
	wide := func(order unicode.Endianness, mark unicode.BOMPolicy, text string) string {
		s, err := unicode.UTF16(order, mark).NewEncoder().String(text)
		if err != nil {
			t.Fatal(err)
		}
		return s
	}
	for _, test := range []struct {
		name, text string
		want       Kind
	}{
		{"client", client + ` MajorVersion="2">`, ClientManifest},
		{"server", server, ServerManifest},
		{"declaration", `<?xml version="1.0"?>` + server, ServerManifest},
		{"version 1.1", `<?xml version="1.1" encoding="klingon"?>` + server, ServerManifest},
		{"blanks and comments", "\n\t <!-- <smil> -->\n <?pi?>\n" + client + ">", ClientManifest},
		{"mark", "\xef\xbb\xbf" + server, ServerManifest},
		{"utf-16le with mark", wide(unicode.LittleEndian, unicode.UseBOM, server), ServerManifest},
		{"utf-16be with mark", wide(unicode.BigEndian, unicode.UseBOM, server), ServerManifest},
		{"utf-16le", wide(unicode.LittleEndian, unicode.IgnoreBOM, server), ServerManifest},
		{"utf-16be", wide(unicode.BigEndian, unicode.IgnoreBOM, "\r\n "+client+">"), ClientManifest},
		{"utf-16 claimed", `<?xml version="1.0" encoding="utf-16"?>` + client + ">", ClientManifest},
		{"other root", "<MPD><SmoothStreamingMedia/></MPD>", None},
		{"comment only", "<!-- <smil> -->", None},
		{"cut in the root", client, None},
		{"empty", "", None},
		{"box", "\x00\x00\x00\x18ftypisml", None},
		{"text", "smil", None},
	} {
		if got := Sniff([]byte(test.text)); got != test.want {
			t.Errorf("%s: %s, want %s", test.name, got, test.want)
		}
	}
	// Only the first part of a long document is there.
	long := []byte(client + ">" + strings.Repeat("<StreamIndex/>", 10000))
	if Sniff(long) != ClientManifest || Sniff(long[:40]) != ClientManifest {
		t.Error("a long document is not known by its beginning")
	}
}

// The server manifest of a live stream stands in a box, its end is the box's.
func TestServerInBox(t *testing.T) {
	raw, err := os.ReadFile(testdata.Corpus(t) + "/_made/live_isml.ismv")
	if err != nil {
		t.Fatal(err)
	}
	at := bytes.Index(raw, []byte("<?xml"))
	end := bytes.Index(raw, []byte("</smil>"))
	if at < 0 || end < 0 {
		t.Fatal("no server manifest in the file")
	}
	for _, tail := range []string{"", "\n", "\x00", "\x00\x00"} {
		s, err := ParseServer([]byte(string(raw[at:end+7]) + tail))
		if err != nil {
			t.Fatal(err)
		}
		if len(s.Tracks) == 0 || s.Tracks[0].TrackID == 0 || len(s.Warnings) > 0 {
			t.Errorf("%+v, %q", s.Tracks, s.Warnings)
		}
		if fourCC, ok := s.Tracks[0].Param("fourcc"); !ok || fourCC != "H264" {
			t.Errorf("FourCC %q", fourCC)
		}
	}
}

func TestExpandURL(t *testing.T) {
	custom := []Attr{{"Compatibility", "Handheld"}, {"x", "{start time}"}}
	for _, test := range []struct {
		template string
		custom   []Attr
		want     string
	}{
		{"QualityLevels({bitrate})/Fragments(video={start time})", nil, "QualityLevels(0307200)/Fragments(video=80000000)"},
		{"QualityLevels({Bitrate})/Fragments(video={start_time})", nil, "QualityLevels(0307200)/Fragments(video=80000000)"},
		{"Q({bitrate},{CustomAttributes})/F({start time})", custom, "Q(0307200,Compatibility=Handheld,x={start time})/F(80000000)"},
		{"Q({bitrate},  {CustomAttributes})/F", nil, "Q(0307200)/F"},
		{"Q({CustomAttributes})", nil, "Q()"},
		{"{unknown}{bitrate}", nil, "{unknown}0307200"},
		{"", nil, ""},
	} {
		if got := ExpandURL(test.template, "0307200", test.custom, 80000000); got != test.want {
			t.Errorf("%s: %s, want %s", test.template, got, test.want)
		}
	}
	s := Stream{URL: "{bitrate}/{start time}"}
	if got := s.ChunkPath(Level{BitrateText: "5"}, Chunk{Time: 1<<63 - 1}); got != "5/9223372036854775807" {
		t.Error(got)
	}
}

func TestPaths(t *testing.T) {
	for _, safe := range []string{
		"QualityLevels(307200,Compatibility=Handheld)/Fragments(video=80000000)", "Fragments(a b=1)", "a/..b/c..", "Events(203_0)/x",
		"QualityLevels(1)/Fragments(ton_français=0)", "100%", "a/b:c",
	} {
		if err := CheckPath(safe); err != nil {
			t.Errorf("%s is safe: %v", safe, err)
		}
	}
	for _, unsafe := range []string{
		"", "/etc/passwd", "..", "../x", "a/../b", "a/..", "./a", "a/./b", "a//b", "a/", `a\b`, `..\x`, "C:/x", "C:x", "http://host/x", "//host/x",
		"a\x00b", "a\nb", "a\x7fb", "a\u0085b", "\xff", "%2e%2e/x", "a/%2E%2e/b", "a%2f%2fb", "a%5cb", "a%00", " /x", "a/ .. /b",
	} {
		if err := CheckPath(unsafe); err == nil {
			t.Errorf("%q passes as safe", unsafe)
		}
	}
	for written, want := range map[string]string{
		"clip.ismv": "clip.ismv", `sub\clip.ismv`: "sub/clip.ismv", "./clip.ismv": "clip.ismv", ` .\.\a b.ismv `: "a b.ismv", "50%2f.ismv": "50%2f.ismv",
	} {
		if got, err := LocalPath(written); err != nil || got != want {
			t.Errorf("%s: %s, %v", written, got, err)
		}
	}
	for _, bad := range []string{"", `C:\clip.ismv`, `\\server\share\clip.ismv`, "/clip.ismv", "../clip.ismv", `a\..\..\clip.ismv`, "http://host/clip.ismv"} {
		if got, err := LocalPath(bad); err == nil {
			t.Errorf("%s became %s", bad, got)
		}
	}
}

// Documents that want more memory than they are worth.
func TestLimits(t *testing.T) {
	media := func(inside string) []byte {
		return []byte(`<SmoothStreamingMedia MajorVersion="2" Duration="1">` + inside + `</SmoothStreamingMedia>`)
	}
	for _, test := range []struct {
		name string
		raw  []byte
		want string
	}{
		{"nesting", media(strings.Repeat("<a>", 100000)), "nested"},
		{"nesting without end", []byte(strings.Repeat("<smil>", 100000)), "no client manifest"},
		{"one long tag", media("<StreamIndex " + strings.Repeat(`a=""`+" ", maxToken/5) + "/>"), "more than 8 MiB"},
		{"many levels", media("<StreamIndex>" + strings.Repeat("<QualityLevel/>", maxItems+1) + "</StreamIndex>"), "holds more than"},
		{"size", make([]byte, MaxSize+1), "more than the"},
	} {
		t.Run(test.name, func(t *testing.T) {
			c, err := ParseClient(test.raw)
			if err == nil || !strings.Contains(err.Error(), test.want) {
				t.Fatalf("error %v, want %q", err, test.want)
			}
			if c == nil || len(c.Warnings) > maxWarnings+1 {
				t.Errorf("%d warnings", len(c.Warnings))
			}
		})
	}
	many := media(strings.Repeat(`<StreamIndex Type="video" Url="u"><QualityLevel Bitrate="1"/><c d="1" r="900000"/></StreamIndex>`, 50))
	c, err := ParseClient(many)
	total := 0
	for _, s := range c.Streams {
		total += len(s.Chunks)
	}
	if err == nil || total != maxAllChunks || len(c.Streams) != 50 {
		t.Errorf("%d chunks in %d streams, %v", total, len(c.Streams), err)
	}
}

// Whatever is cut off, the beginning is there and the error says so.
func TestCut(t *testing.T) {
	raw, err := os.ReadFile(testdata.Path(t, "manifest", "client-utf16le.ismc"))
	if err != nil {
		t.Fatal(err)
	}
	whole, err := ParseClient(raw)
	if err != nil {
		t.Fatal(err)
	}
	seen := 0
	for n := 0; n < len(raw)-100; n += 37 {
		c, err := ParseClient(raw[:n])
		if !errors.Is(err, io.ErrUnexpectedEOF) {
			t.Fatalf("cut after %d bytes: %v", n, err)
		}
		if len(c.Streams) < seen || len(c.Streams) > len(whole.Streams) {
			t.Fatalf("cut after %d bytes: %d streams", n, len(c.Streams))
		}
		seen = len(c.Streams)
	}
	if seen != len(whole.Streams) {
		t.Errorf("%d streams near the end", seen)
	}
}

func TestWrongDocument(t *testing.T) {
	if _, err := ParseClient([]byte("<smil/>")); err == nil || !strings.Contains(err.Error(), "smil") {
		t.Error(err)
	}
	if _, err := ParseServer([]byte("<SmoothStreamingMedia/>")); err == nil || !strings.Contains(err.Error(), "no server manifest") {
		t.Error(err)
	}
	for _, text := range []string{"", "text", "<", "<a", "\x00\x00\x00\x18ftyp", "\xff\xfe", "\xff\xfe<"} {
		for _, parse := range []func([]byte) error{
			func(b []byte) error { _, err := ParseClient(b); return err },
			func(b []byte) error { _, err := ParseServer(b); return err },
		} {
			if err := parse([]byte(text)); err == nil || strings.Contains(err.Error(), "\n") {
				t.Errorf("%q: %v", text, err)
			}
		}
	}
}

func TestRescale(t *testing.T) {
	for _, test := range [][4]uint64{
		{127, 10000000, 20000000, 254}, {1 << 63, 3, 3, 1 << 63}, {1 << 62, 10000000, 90000, 41505174165846491}, {1 << 63, 1, 10, 0}, {7, 10, 1, 0},
	} {
		if got := rescale(test[0], test[1], test[2]); got != test[3] {
			t.Errorf("%v: %d", test, got)
		}
	}
}

func TestWarningsAreBounded(t *testing.T) {
	var b strings.Builder
	for i := range 1000 {
		fmt.Fprintf(&b, `<StreamIndex Type="t%d" Url="u"><QualityLevel Bitrate="1"/></StreamIndex>`, i)
	}
	c, err := ParseClient([]byte(`<SmoothStreamingMedia MajorVersion="2" Duration="1">` + b.String() + `</SmoothStreamingMedia>`))
	if err != nil {
		t.Fatal(err)
	}
	if len(c.Warnings) != maxWarnings+1 || c.Warnings[maxWarnings] != "and 900 more of this kind" {
		t.Errorf("%d warnings, the last %q", len(c.Warnings), c.Warnings[len(c.Warnings)-1])
	}
}

func fixtures(f *testing.F, pattern string) {
	f.Helper()
	entries, err := os.ReadDir(testdata.Path(f, "manifest"))
	if err != nil {
		f.Fatal(err)
	}
	for _, entry := range entries {
		if !strings.HasSuffix(entry.Name(), pattern) || strings.Contains(entry.Name(), "bomb") {
			continue
		}
		raw, err := os.ReadFile(testdata.Path(f, "manifest", entry.Name()))
		if err != nil {
			f.Fatal(err)
		}
		f.Add(raw)
	}
}

func FuzzClient(f *testing.F) {
	fixtures(f, ".ismc")
	f.Fuzz(func(t *testing.T, raw []byte) {
		c, err := ParseClient(raw)
		if c == nil {
			t.Fatal("no result")
		}
		if err != nil && strings.Contains(err.Error(), "\n") {
			t.Errorf("the error is not one line: %q", err)
		}
		chunks := 0
		for i := range c.Streams {
			chunks += len(c.Streams[i].Chunks)
		}
		if chunks > maxAllChunks || chunks > 10000 {
			return // big enough; writing it would only take time
		}
		same(t, c)
	})
}

func FuzzServer(f *testing.F) {
	fixtures(f, ".ism")
	f.Fuzz(func(t *testing.T, raw []byte) {
		s, err := ParseServer(raw)
		if s == nil {
			t.Fatal("no result")
		}
		if err == nil && Sniff(raw) == ClientManifest {
			t.Error("it parses and is taken for a client manifest")
		}
		for _, track := range s.Tracks {
			if path, err := LocalPath(track.Src); err == nil && (strings.HasPrefix(path, "/") || strings.Contains("/"+path+"/", "/../")) {
				t.Errorf("%q became %q", track.Src, path)
			}
			if track.TimeScale == 0 {
				t.Error("time scale 0")
			}
		}
	})
}
