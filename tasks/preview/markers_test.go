package preview

import (
	"encoding/base64"
	"reflect"
	"testing"

	"smoothscope/inspect/manifest"
)

func TestMarkersOfAManifest(t *testing.T) {
	const splice = "/DAlAAAAAAAAAP/wFAUAAAQDf+//KaeGwP4AKTLgAAAAAAAAn75a3g==" // out, event 1027, 30 s
	twice := base64.StdEncoding.EncodeToString([]byte(splice))
	xml := base64.StdEncoding.EncodeToString([]byte(`<AcquiredSignal xmlns="urn:cablelabs:md:xsd:signaling:3.0"/>`))
	text := base64.StdEncoding.EncodeToString([]byte("Chapter é"))
	stream := func(subtype, name string, data ...string) string {
		s := `<StreamIndex Type="text" Subtype="` + subtype + `" Name="` + name + `" ManifestOutput="TRUE" TimeScale="1000" ParentStreamIndex="video"><QualityLevel Bitrate="0"/>`
		for _, d := range data {
			s += `<c t="12500" d="4000"><f>` + d + `</f></c>`
		}
		return s + `</StreamIndex>`
	}
	c, err := manifest.ParseClient([]byte(`<SmoothStreamingMedia MajorVersion="2" MinorVersion="0" Duration="0">` +
		stream("DATA", "scte", splice) + stream("DATA", "again", twice) + stream("", "xml", xml) + stream("CHAP", "chapters", text) +
		stream("CAPT", "captions", text) + stream("DATA", "bytes", "AAEC") + stream("DATA", "cut", "/DAl") + stream("DATA", "none", "%") +
		`</SmoothStreamingMedia>`))
	if err != nil {
		t.Fatal(err)
	}
	ad := marker{Kind: "ad", Time: 12.5, Duration: 30, Text: "splice_insert, out", ID: "1027"}
	with := func(m marker, stream string) marker { m.Stream = stream; return m }
	want := []marker{
		with(ad, "scte"), with(ad, "again"),
		{Stream: "xml", Kind: "ad", Time: 12.5, Duration: 4, Text: `<AcquiredSignal xmlns="urn:cablelabs:md:xsd:signaling:3.0"/>`},
		{Stream: "chapters", Kind: "chapter", Time: 12.5, Duration: 4, Text: "Chapter é"},
		{Stream: "bytes", Kind: "data", Time: 12.5, Duration: 4, Text: "3 bytes"},
		{Stream: "cut", Kind: "ad", Time: 12.5, Duration: 4},
		{Stream: "none", Kind: "data", Time: 12.5, Duration: 4, Text: "%"},
	}
	if got := factsOf(c).Markers; !reflect.DeepEqual(got, want) {
		t.Errorf("markers are\n%+v, want\n%+v", got, want)
	}
}
