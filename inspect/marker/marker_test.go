package marker

import (
	"encoding/base64"
	"reflect"
	"strings"
	"testing"

	"smoothscope/inspect/manifest"
	"smoothscope/testdata"
)

const acquired = `<?xml version="1.0"?><AcquiredSignal xmlns="urn:cablelabs:md:xsd:signaling:3.0" acquisitionSignalID="4A6A94EE"><SCTE35PointDescriptor spliceCommandType="5"><SpliceInsert spliceEventID="7" outOfNetworkIndicator="true" duration="PT1M30.5S"/></SCTE35PointDescriptor><StreamTimes><StreamTime timeType="HSS" timeValue="5"/></StreamTimes></AcquiredSignal>`

// samples are one payload of each kind at least, as they stand in an f.
func samples() map[string]struct {
	kind Kind
	text string
	want Meaning
} {
	in := func(text string) string { return base64.StdEncoding.EncodeToString([]byte(text)) }
	type sample = struct {
		kind Kind
		text string
		want Meaning
	}
	section := Meaning{Ad: true, ID: "1027", Text: "splice_insert, out", Length: 30 * Clock, Scale: Clock}
	binary := `<Signal xmlns="http://www.scte.org/schemas/35"><Binary>` + "\n " + insertOut + "\n</Binary></Signal>"
	envelope := `<InStreamEnvelope Id="{1-2}" Action="Replace" TargetID="x"><A/></InStreamEnvelope>`
	spliceInfo := `<SpliceInfoSection xmlns="http://www.scte.org/schemas/35"><SpliceInsert spliceEventId="9"><BreakDuration autoReturn="true" duration="2700000"/></SpliceInsert></SpliceInfoSection>`
	return map[string]sample{
		"section":       {SCTE35, insertOut, section},
		"section twice": {SCTE35, in(insertOut), section},
		"cablelabs":     {XML, in(acquired), Meaning{Ad: true, ID: "4A6A94EE", Text: acquired, Length: 90*Clock + Clock/2, Scale: Clock}},
		"xml twice":     {XML, in(in(acquired)), Meaning{Ad: true, ID: "4A6A94EE", Text: acquired, Length: 90*Clock + Clock/2, Scale: Clock}},
		"xml+bin":       {XML, in(binary), section},
		"as xml":        {XML, in(spliceInfo), Meaning{Ad: true, ID: "9", Text: spliceInfo, Length: 30 * Clock, Scale: Clock}},
		"envelope":      {XML, in(envelope), Meaning{ID: "{1-2}", Text: envelope, Scale: Clock, Envelope: "replace"}},
		"text":          {Text, in("Chapter é"), Meaning{Text: "Chapter é"}},
		"two lines":     {Text, in(" a\r\nb\n"), Meaning{Text: " a\r\nb\n"}},
		"xml lines":     {XML, in("<a\r\n/>"), Meaning{Text: "<a\r\n/>", Scale: Clock}},
		"bytes":         {Bytes, "AAEC", Meaning{Text: "3 bytes"}},
		"nothing":       {Bytes, "", Meaning{}},
	}
}

func TestPayloadsAreToldApart(t *testing.T) {
	seen := map[Kind]bool{}
	for name, s := range samples() {
		p, err := Parse(s.text)
		if err != nil || p.Kind != s.kind {
			t.Errorf("%s is %s, %v", name, p.Kind, err)
		}
		if got := p.Says(); !reflect.DeepEqual(got, s.want) {
			t.Errorf("%s says\n%+v, want\n%+v", name, got, s.want)
		}
		seen[p.Kind] = true
	}
	for _, p := range payloads() {
		if !seen[p.kind] {
			t.Errorf("no sample of kind %s", p.kind)
		}
	}
}

func TestBrokenPayloadsSayWhy(t *testing.T) {
	for _, text := range []string{"%", insertOut[:20], base64.StdEncoding.EncodeToString([]byte("<a><b></a")), base64.StdEncoding.EncodeToString([]byte("<a>"))} {
		p, err := Parse(text)
		if err == nil && p.Says().Err == nil {
			t.Errorf("%q is %+v without an error", text, p)
		}
	}
}

func TestMarkersOfAManifest(t *testing.T) {
	stream := func(subtype, name string, data ...string) string {
		s := `<StreamIndex Type="text" Subtype="` + subtype + `" Name="` + name + `" ManifestOutput="TRUE" TimeScale="1000" ParentStreamIndex="video"><QualityLevel Bitrate="0"/>`
		for _, d := range data {
			s += `<c t="12500" d="4000"><f>` + d + `</f></c>`
		}
		return s + `</StreamIndex>`
	}
	chapter := base64.StdEncoding.EncodeToString([]byte("One"))
	c, err := manifest.ParseClient([]byte(`<SmoothStreamingMedia MajorVersion="2" MinorVersion="0" Duration="0">` +
		stream("DATA", "scte", insertOut) + stream("CHAP", "chapters", chapter) + stream("CAPT", "captions", chapter) +
		`<StreamIndex Type="text" Subtype="SCMD" TimeScale="1000"><Content><ScriptCommand Time="2000" Type="URL" Command="http://example.org/"/><ScriptCommand Time="x" Command=""/></Content></StreamIndex>` +
		`</SmoothStreamingMedia>`))
	if err != nil {
		t.Fatal(err)
	}
	all := All(c)
	if len(all) != 4 {
		t.Fatalf("%d markers: %+v", len(all), all)
	}
	for i, want := range []Marker{
		{Stream: "scte", Time: 12500, Duration: 30000, TimeScale: 1000, Class: Ad, ID: "1027", Text: "splice_insert, out", At: Place{0, 0, 0, -1}},
		{Stream: "chapters", Time: 12500, Duration: 4000, TimeScale: 1000, Class: Chapter, Text: "One", At: Place{1, 0, 0, -1}},
		{Stream: "text", Time: 2000, TimeScale: 1000, Class: Script, Type: "URL", Text: "http://example.org/", At: Place{3, -1, 0, 0}},
	} {
		got := all[i]
		got.Payload = Payload{}
		if !reflect.DeepEqual(got, want) {
			t.Errorf("marker %d is\n%+v, want\n%+v", i, got, want)
		}
	}
	if all[3].Err == nil {
		t.Error("a Time that is no number gives no error")
	}
}

// Microsoft's own example of a manifest, which the corpus holds.
func TestMarkersOfTheDocumentedManifest(t *testing.T) {
	text := corpusFile(t, testdata.Corpus(t), "MicrosoftDocs+iis-docs/iis/extensions/smooth-streaming-manifest-structure/iis-smooth-streaming-client-manifest-smoothstreamingmedia-element.md.block2.ismc")
	c, err := manifest.ParseClient([]byte(text))
	if c == nil {
		t.Fatal(err)
	}
	classes := ""
	for _, m := range All(c) {
		classes += string(m.Class) + " "
		if m.Class == Data && !strings.Contains(m.Text, `<AdInsert Type = "midroll" Duration = "30s"`) {
			t.Errorf("the control says %q", m.Text)
		}
	}
	if classes != "data script script chapter chapter " {
		t.Errorf("the markers are %s", classes)
	}
}

func TestSnap(t *testing.T) {
	points := []uint64{100, 200, 300}
	for _, c := range []struct {
		time uint64
		want Snapped
	}{
		{0, Snapped{100, 0, 100, 10}},
		{149, Snapped{100, 0, -49, -5}},
		{150, Snapped{100, 0, -50, -5}},
		{151, Snapped{200, 1, 49, 5}},
		{200, Snapped{200, 1, 0, 0}},
		{1 << 62, Snapped{300, 2, 300 - 1<<62, -(1<<62 - 300 + 5) / 10}},
	} {
		if got, ok := Snap(c.time, points, 10); !ok || got != c.want {
			t.Errorf("%d goes to %+v, want %+v", c.time, got, c.want)
		}
	}
	if _, ok := Snap(5, nil, 10); ok {
		t.Error("there is no point and it snaps")
	}
	if got, _ := Snap(120, points, 0); got.Moved != -20 || got.Frames != 0 {
		t.Errorf("without a frame's length it is %+v", got)
	}
}

func TestSecondsAndTicks(t *testing.T) {
	for _, scale := range []uint64{1, 1000, 12800, 48000, 90000, 10_000_000} {
		for _, ticks := range []uint64{0, 1, 7, scale - 1, scale, 123_456_789} {
			if got, err := Ticks(Seconds(ticks, scale), scale); err != nil || got != ticks {
				t.Errorf("%d of %d is %s and back %d, %v", ticks, scale, Seconds(ticks, scale), got, err)
			}
		}
	}
	for text, want := range map[string]uint64{"12.5s": 125_000_000, " 12.5 ": 125_000_000, "0": 0, "3": 30_000_000, "1.23456789012345": 12_345_679} {
		if got, err := Ticks(text, 10_000_000); err != nil || got != want {
			t.Errorf("%q is %d, %v", text, got, err)
		}
	}
	for _, text := range []string{"", "-1", "1:00", "1.-5", "x", "9999999999999999999"} {
		if got, err := Ticks(text, 10_000_000); err == nil {
			t.Errorf("%q is %d", text, got)
		}
	}
}

func TestCSVThereAndBack(t *testing.T) {
	var all []Marker
	for name, s := range samples() {
		p, err := Parse(s.text)
		if err != nil {
			t.Fatal(err)
		}
		m := Marker{Stream: "a \"b\", " + name, Time: 125_000_001, Duration: 7, TimeScale: 10_000_000, Class: Data, Type: "t", Payload: p, At: Place{-1, -1, 0, -1}}
		m.understand()
		m.Type = "t"
		all = append(all, m)
	}
	var b strings.Builder
	if err := WriteCSV(&b, all); err != nil {
		t.Fatal(err)
	}
	back, err := ReadCSV(strings.NewReader("\ufeff"+b.String()), 10_000_000)
	if err != nil {
		t.Fatal(err)
	}
	for i := range all {
		if len(all[i].Payload.Bytes) == 0 { // nothing is nothing
			all[i].Payload.Bytes, back[i].Payload.Bytes = nil, nil
		}
	}
	if !reflect.DeepEqual(back, all) {
		t.Errorf("came back as\n%+v, not\n%+v", back, all)
	}
	short, err := ReadCSV(strings.NewReader("payload, time\n"+insertOut+",1.5\nIntro,2\n"), 1000)
	if err != nil || len(short) != 2 || short[0].Class != Ad || short[0].Duration != 30_000 || short[1].Time != 2000 || short[1].Payload.Kind != Text {
		t.Errorf("a short table is %+v, %v", short, err)
	}
	for _, text := range []string{"", "time\n1\n", "time,payload\nx,y\n", "time,payload\n1\n", "time,payload,kind\n1,!,scte35\n", "time,payload,kind\n1,!,what\n"} {
		if got, err := ReadCSV(strings.NewReader(text), 1000); err == nil {
			t.Errorf("%q gives %+v", text, got)
		}
	}
}

func TestShortKeepsWholeLetters(t *testing.T) {
	long := strings.Repeat("é", maxShown)
	if got := Short([]byte("a" + long)); got != "a"+long[:maxShown-2] || Short([]byte(long)) != long[:maxShown] {
		t.Errorf("%d bytes: %q", len(got), got)
	}
}

func FuzzPayload(f *testing.F) {
	for _, s := range samples() {
		f.Add(s.text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		p, err := Parse(text)
		p.Says()
		if again, _ := Parse(p.Base64()); err == nil && again.Kind != p.Kind && p.Kind != Text {
			t.Errorf("%q is %s, and encoded again %s", text, p.Kind, again.Kind)
		}
	})
}

// Spreadsheets of many countries put semicolons between cells and a comma into
// numbers.
func TestTablesOfOtherCountries(t *testing.T) {
	for _, table := range []string{
		"time;duration;kind;payload\r\n12,5;2;text;\"a;b, c\"\r\n",
		"\ufefftime\tduration\tkind\tpayload\n12.5\t2\ttext\ta;b, c\n",
		"time,duration,kind,payload\n\"12,5\",2,text,\"a;b, c\"\n",
	} {
		got, err := ReadCSV(strings.NewReader(table), 1000)
		if err != nil || len(got) != 1 || got[0].Time != 12_500 || got[0].Duration != 2000 || string(got[0].Payload.Bytes) != "a;b, c" {
			t.Errorf("%q: %+v, %v", table, got, err)
		}
	}
}
