package manifest

import (
	"math/rand/v2"
	"strconv"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

const twoStreams = `<SmoothStreamingMedia MajorVersion="2" Duration="40">
	<!-- one -->
	<StreamIndex Type="video" QualityLevels="1" Chunks="2" Url="v">
		<QualityLevel Index="0" Bitrate="1" />
		<c t="0" d="20" />
		<c d="20" />
	</StreamIndex>
	<!-- two -->
	<StreamIndex Type="audio" Name="a" Url="a"></StreamIndex>
</SmoothStreamingMedia>
`

// Each builder changes this much and no more.
func TestBuilders(t *testing.T) {
	c := client(t, twoStreams)
	text := Stream{
		Type: "text", Subtype: "DATA", Name: "scte35", Parent: "video", TimeScale: 90000, Embedded: true,
		Attrs: []Attr{{"Type", "x"}, {"Scheme", "urn:x"}}, Chunks: []Chunk{{Time: 5, Data: []string{"QQ=="}}},
		Levels: []Level{{BitrateText: "0", Custom: []Attr{{"Scheme", "urn:x"}}}},
	}
	const written = `<StreamIndex Type="text" Subtype="DATA" Name="scte35" TimeScale="90000" QualityLevels="1" Chunks="1" ParentStreamIndex="video" ManifestOutput="TRUE" Scheme="urn:x">
		<QualityLevel Index="0" Bitrate="0" FourCC="" CodecPrivateData="">
			<CustomAttributes>
				<Attribute Name="Scheme" Value="urn:x" />
			</CustomAttributes>
		</QualityLevel>
		<c t="5" n="0">
			<f i="0">QQ==</f>
		</c>
	</StreamIndex>`
	video := twoStreams[strings.Index(twoStreams, "<StreamIndex"):strings.Index(twoStreams, "\n\t<!-- two")]
	level := Level{Index: 1, Bitrate: 2, FourCC: "H264", PrivateData: "00", Width: 4, Height: 2}
	const wide = `<QualityLevel Index="1" Bitrate="2" FourCC="H264" MaxWidth="4" MaxHeight="2" CodecPrivateData="00" />`
	for name, x := range map[string]struct {
		edits func() ([]Edit, error)
		pairs []string
	}{
		"first stream":  {func() ([]Edit, error) { return c.InsertStream(0, &text) }, []string{"<StreamIndex Type=\"video\"", written + "\n\t<StreamIndex Type=\"video\""}},
		"last stream":   {func() ([]Edit, error) { return c.InsertStream(2, &text) }, []string{"\n</Smooth", "\n\t" + written + "\n</Smooth"}},
		"remove stream": {func() ([]Edit, error) { return c.RemoveStream(0) }, []string{"\n\t" + video, ""}},
		"move stream":   {func() ([]Edit, error) { return c.MoveStream(0, 2) }, []string{"\n\t" + video, "", "\n</Smooth", "\n\t" + video + "\n</Smooth"}},
		"move to there": {func() ([]Edit, error) { return c.MoveStream(0, 1) }, nil},
		"last level":    {func() ([]Edit, error) { return c.InsertLevel(0, 1, &level) }, []string{"Bitrate=\"1\" />", "Bitrate=\"1\" />\n\t\t" + wide, `QualityLevels="1"`, `QualityLevels="2"`}},
		"first level":   {func() ([]Edit, error) { return c.InsertLevel(0, 0, &level) }, []string{"<QualityLevel", wide + "\n\t\t<QualityLevel", `QualityLevels="1"`, `QualityLevels="2"`}},
		"remove level":  {func() ([]Edit, error) { return c.RemoveLevel(0, 0) }, []string{"\n\t\t<QualityLevel Index=\"0\" Bitrate=\"1\" />", "", `QualityLevels="1"`, `QualityLevels="0"`}},
		"custom":        {func() ([]Edit, error) { return c.SetCustom(c.Streams[1].Span, "a", "b") }, []string{"></StreamIndex>", ">\n\t\t<CustomAttributes>\n\t\t\t<Attribute Name=\"a\" Value=\"b\" />\n\t\t</CustomAttributes>\n\t</StreamIndex>"}},
		"a chunk more": {func() ([]Edit, error) {
			return c.SetChunks(0, append(c.Streams[0].Chunks[:2:2], Chunk{Time: 50, Duration: 5, DurationKnown: true}))
		}, []string{"<c d=\"20\" />", "<c d=\"20\" />\n\t\t<c t=\"50\" d=\"5\" />", `Chunks="2"`, `Chunks="3"`}},
		"a chunk less": {func() ([]Edit, error) { return c.SetChunks(0, c.Streams[0].Chunks[1:]) }, []string{"\n\t\t<c t=\"0\" d=\"20\" />", "", "<c d", "<c d=\"20\" t=\"20\"", "d=\"20\" t=\"20\"=\"20\"", "d=\"20\" t=\"20\"", `Chunks="2"`, `Chunks="1"`}},
		"no chunks":    {func() ([]Edit, error) { return c.SetChunks(0, nil) }, []string{"\n\t\t<c t=\"0\" d=\"20\" />\n\t\t<c d=\"20\" />", "", `Chunks="2"`, `Chunks="0"`}},
	} {
		edits, err := x.edits()
		want := twoStreams
		for i := 0; i < len(x.pairs); i += 2 {
			want = strings.Replace(want, x.pairs[i], x.pairs[i+1], 1)
		}
		if diff := cmp.Diff(want, edited(t, []byte(twoStreams), edits, err)); diff != "" {
			t.Errorf("%s (-want +is)\n%s", name, diff)
		}
	}
	for name, edits := range map[string]func() ([]Edit, error){
		"stream -1": func() ([]Edit, error) { return c.RemoveStream(-1) }, "stream 3": func() ([]Edit, error) { return c.InsertStream(3, &text) },
		"move": func() ([]Edit, error) { return c.MoveStream(0, 3) }, "level": func() ([]Edit, error) { return c.RemoveLevel(1, 0) },
		"chunks": func() ([]Edit, error) { return c.SetChunks(2, nil) },
	} {
		if _, err := edits(); err == nil {
			t.Errorf("%s is taken", name)
		}
	}
}

const oneTrack = "<smil><head/><body><switch>\r\n  <video src='a' systemBitrate='1'>\r\n    <param name='trackID' value='1' valueType='data'/>\r\n  </video>\r\n</switch></body></smil>"

func TestServerBuilders(t *testing.T) {
	s, err := ParseServer([]byte(oneTrack))
	if err != nil {
		t.Fatal(err)
	}
	text := ServerTrack{Element: "textstream", Src: "t.ismt", Bitrate: 1000, Language: "eng", TrackID: 1, TrackName: "subs", TimeScale: DefaultTimeScale}
	const written = `<textstream src="t.ismt" systemBitrate="1000" systemLanguage="eng">` + "\r\n" +
		`    <param name="trackID" value="1" valuetype="data"/>` + "\r\n" + `    <param name="trackName" value="subs" valuetype="data"/>` + "\r\n  </textstream>"
	for name, x := range map[string]struct {
		edits    func() ([]Edit, error)
		was, now string
	}{
		"track":        {func() ([]Edit, error) { return s.InsertTrack(1, &text) }, "</video>", "</video>\r\n  " + written},
		"first track":  {func() ([]Edit, error) { return s.InsertTrack(0, &text) }, "<video", written + "\r\n  <video"},
		"remove":       {func() ([]Edit, error) { return s.RemoveTrack(0) }, oneTrack[strings.Index(oneTrack, "\r\n  <v"):strings.Index(oneTrack, "\r\n</sw")], ""},
		"param":        {func() ([]Edit, error) { return s.SetParam(0, "TRACKid", "7") }, "value='1'", "value='7'"},
		"new param":    {func() ([]Edit, error) { return s.SetParam(0, "trackName", "v") }, "\r\n  </video>", "\r\n    <param name=\"trackName\" value=\"v\" valueType=\"data\"/>\r\n  </video>"},
		"remove param": {func() ([]Edit, error) { return s.RemoveParam(0, "trackID") }, "\r\n    <param name='trackID' value='1' valueType='data'/>", ""},
		"meta":         {func() ([]Edit, error) { return s.SetMeta("a", "b") }, "<head/>", "<head>\r\n  <meta name=\"a\" content=\"b\"/>\r\n</head>"},
		"no meta":      {func() ([]Edit, error) { return s.RemoveMeta("a") }, "", ""},
		"attribute":    {func() ([]Edit, error) { return s.SetAttr(s.Tracks[0].Span, "src", "b") }, "src='a'", "src='b'"},
	} {
		edits, err := x.edits()
		if diff := cmp.Diff(strings.Replace(oneTrack, x.was, x.now, 1), edited(t, []byte(oneTrack), edits, err)); diff != "" {
			t.Errorf("%s (-want +is)\n%s", name, diff)
		}
	}
}

func TestWriteServer(t *testing.T) {
	was := &Server{ClientPath: "a & b.ismc", Metas: []Attr{{"title", "<x>"}}, Tracks: []ServerTrack{
		{Element: "video", Src: "v.ismv", Bitrate: 5, TrackID: 1, TrackName: "video", TimeScale: 90000},
		{Element: "textstream", Src: "t.ismt", BitrateText: "0", Language: "deu", TrackID: 2, TrackName: "ads", Parent: "video", ManifestOutput: true},
	}}
	is, err := ParseServer(WriteServer(was))
	if err != nil || len(is.Warnings) > 0 {
		t.Fatal(err, is.Warnings)
	}
	is.Encoding, is.Text, is.Span = "", nil, Span{}
	is.Metas = is.Metas[1:]
	was.Tracks[0].BitrateText, was.Tracks[1].TimeScale = "5", DefaultTimeScale
	for i := range was.Tracks {
		was.Tracks[i].Params = was.Tracks[i].params()
		is.Tracks[i].Span = Span{}
	}
	if diff := cmp.Diff(was, is); diff != "" {
		t.Errorf("(-was +is)\n%s", diff)
	}
}

// Whatever chunk list follows whatever other, the result says the new one.
func TestSetChunksAtRandom(t *testing.T) {
	for range 2000 {
		was, is := randomList(), randomChunks()
		text := `<SmoothStreamingMedia MajorVersion="2" MinorVersion="2" Duration="1"><StreamIndex Type="text" Url="a">` + was + `</StreamIndex></SmoothStreamingMedia>`
		c := client(t, text)
		edits, err := c.SetChunks(0, is)
		got := client(t, edited(t, []byte(text), edits, err)).Streams[0].Chunks
		for i := range is {
			is[i].N = i
			if i < len(got) {
				// What a reader works out from the next is as good as a d.
				if !is[i].DurationKnown && got[i].DurationKnown {
					is[i].Duration, is[i].DurationKnown = got[i].Duration, true
				}
				is[i].N = got[i].N
			}
		}
		if diff := cmp.Diff(is, got); diff != "" && len(is)+len(got) > 0 {
			t.Fatalf("%s\n%v\n(-want +is)\n%s", was, edits, diff)
		}
	}
}

// randomList is c elements in all their forms.
func randomList() string {
	var b strings.Builder
	time := 0
	for range rand.N(6) {
		b.WriteString("<c")
		timed, repeat, length := rand.N(2) == 0, rand.N(3), 10+rand.N(2)
		if timed {
			time += rand.N(2) * 10
			b.WriteString(` t="` + strconv.Itoa(time) + `"`)
		}
		if repeat > 1 {
			b.WriteString(` r="2"`)
			time += length
		}
		if rand.N(4) == 0 {
			b.WriteString(` n="7"`)
		}
		b.WriteString(` d="` + strconv.Itoa(length) + `" x="y"/>` + strings.Repeat(" ", rand.N(2)))
		time += length
	}
	return b.String()
}

func randomChunks() []Chunk {
	var all []Chunk
	time := uint64(0)
	for range rand.N(8) {
		c := Chunk{Time: time, Duration: uint64(10 + rand.N(2)), DurationKnown: rand.N(5) > 0}
		if !c.DurationKnown {
			c.Duration = 0
		}
		if rand.N(4) == 0 {
			c.Data = []string{"QQ=="}
		}
		all = append(all, c)
		time += 10 + uint64(rand.N(3))
	}
	return all
}
