package edit

import (
	"bytes"
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"smoothscope/inspect/asset"
	"smoothscope/inspect/check"
	"smoothscope/inspect/manifest"
	"smoothscope/inspect/marker"
	"smoothscope/testdata"
)

const hns = manifest.DefaultTimeScale

func splice(t *testing.T, time, duration uint64) marker.Marker {
	t.Helper()
	pts, lasts := time*marker.Clock, duration*marker.Clock
	s, err := marker.New(marker.Cue{Command: marker.SpliceInsert, EventID: uint32(time), Out: true, PTS: &pts, Duration: &lasts, AutoReturn: true})
	if err != nil {
		t.Fatal(err)
	}
	return marker.Marker{Time: time * 1000, Duration: duration * 1000, TimeScale: 1000, Payload: marker.Payload{Kind: marker.SCTE35, Bytes: s.Raw}}
}

func note(time, duration uint64, text string) marker.Marker {
	return marker.Marker{Time: time * hns, Duration: duration * hns, TimeScale: hns, Payload: marker.Payload{Kind: marker.Text, Bytes: []byte(text)}}
}

func ladder(t *testing.T) []byte {
	t.Helper()
	raw, err := os.ReadFile(testdata.Path(t, "ladder", "ladder.ismc"))
	if err != nil {
		t.Fatal(err)
	}
	return raw
}

var breaks = MarkerStream{Name: "scte35", Subtype: "DATA", Scheme: marker.Scheme}

// read are the markers of a manifest, in a few words.
func read(t *testing.T, raw []byte) string {
	t.Helper()
	c, err := manifest.ParseClient(raw)
	if err != nil {
		t.Fatal(err)
	}
	var words []string
	for _, m := range marker.All(c) {
		if m.Err != nil {
			t.Error(m.Err)
		}
		words = append(words, strings.TrimSpace(m.Stream+" "+marker.Seconds(m.Time, m.TimeScale)+"+"+marker.Seconds(m.Duration, m.TimeScale)+" "+m.Text))
	}
	return strings.Join(words, "; ")
}

func TestMarkersComeAndGo(t *testing.T) {
	raw := ladder(t)
	one, err := AddMarkers(raw, breaks, []marker.Marker{splice(t, 4, 2)})
	if err != nil {
		t.Fatal(err)
	}
	three, err := AddMarkers(one, breaks, []marker.Marker{splice(t, 6, 1), splice(t, 1, 1)})
	if err != nil {
		t.Fatal(err)
	}
	if got := read(t, three); got != "scte35 1+1 splice_insert, out; scte35 4+2 splice_insert, out; scte35 6+1 splice_insert, out" {
		t.Errorf("there are %s", got)
	}
	for _, said := range []string{`Chunks="3"`, `Url="QualityLevels({bitrate})/Fragments(scte35={start time})"`, `ManifestOutput="TRUE"`, `ParentStreamIndex="video"`, `Value="urn:scte:scte35:2013:bin"`} {
		if !bytes.Contains(three, []byte(said)) {
			t.Errorf("the stream does not say %s", said)
		}
	}
	c, err := manifest.ParseClient(three)
	if err != nil {
		t.Fatal(err)
	}
	last := len(c.Streams) - 1
	less, err := RemoveMarkers(three, []marker.Place{{Stream: last, Chunk: 0, Content: -1}, {Stream: last, Chunk: 2, Content: -1}})
	if err != nil || !bytes.Equal(less, one) {
		t.Errorf("without the later two it is not what it was with the first: %v\n%s", err, less)
	}
	none, err := RemoveMarkers(one, []marker.Place{{Stream: last, Chunk: 0, Content: -1}})
	if err != nil || !bytes.Equal(none, raw) {
		t.Errorf("without any it is not what it was: %v\n%s", err, none)
	}
}

// What a list says of durations stays true: those that were never written are
// not written, and one that lasts up to the next lasts up to the new one.
func TestDurationsOfChunks(t *testing.T) {
	stream := func(chunks string) []byte {
		return []byte(`<SmoothStreamingMedia MajorVersion="2" MinorVersion="0" Duration="1000" TimeScale="10"><StreamIndex Type="video" Url="a"><QualityLevel Bitrate="1"/><c t="0" d="1000"/></StreamIndex>` +
			`<StreamIndex Type="text" Subtype="CHAP" Name="chapters" ManifestOutput="TRUE" TimeScale="10"><QualityLevel Bitrate="0"/>` + chunks + `</StreamIndex></SmoothStreamingMedia>`)
	}
	chapters := MarkerStream{Name: "chapters", Subtype: "CHAP"}
	for name, c := range map[string]struct {
		chunks   string
		add      marker.Marker
		want     string
		contains string
	}{
		"not said, in between": {`<c t="0"><f>QQ==</f></c><c t="100"><f>Qg==</f></c>`, note(5, 0, "new"), "chapters 0+5 A; chapters 5+5 new; chapters 10+0 B", `<c t="0"><f>QQ==</f></c><c t="50">`},
		"not said, one":        {`<c t="20"><f>QQ==</f></c>`, note(1, 0, "new"), "chapters 1+1 new; chapters 2+0 A", `<c t="20"><f>QQ==</f></c>`},
		"said, in between":     {`<c t="0" d="100"><f>QQ==</f></c><c t="100" d="900"><f>Qg==</f></c>`, note(5, 5, "new"), "chapters 0+5 A; chapters 5+5 new; chapters 10+90 B", `<c t="0" d="50">`},
		"said, behind":         {`<c t="0" d="100"><f>QQ==</f></c>`, note(10, 7, "new"), "chapters 0+10 A; chapters 10+7 new", `<c t="100" d="70">`},
		"none yet":             {``, note(10, 0, "é"), "chapters 10+0 é", `<c t="100"`},
	} {
		got, err := AddMarkers(stream(c.chunks), chapters, []marker.Marker{c.add})
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		if words := read(t, got); words != c.want || !bytes.Contains(got, []byte(c.contains)) {
			t.Errorf("%s: there are %s, want %s; in\n%s", name, words, c.want, got)
		}
	}
}

func TestWhatTakesNoMarkers(t *testing.T) {
	with, err := AddMarkers(ladder(t), breaks, []marker.Marker{splice(t, 4, 2)})
	if err != nil {
		t.Fatal(err)
	}
	content := []byte(`<SmoothStreamingMedia MajorVersion="2" MinorVersion="0" Duration="1000" TimeScale="10"><StreamIndex Type="text" Subtype="CHAP" Name="old"><Content><Marker Time="1" Value="x"/></Content></StreamIndex></SmoothStreamingMedia>`)
	for name, c := range map[string]struct {
		raw  []byte
		to   MarkerStream
		add  marker.Marker
		want string
	}{
		"there already":  {with, breaks, splice(t, 4, 9), "already"},
		"video":          {with, MarkerStream{Name: "VIDEO"}, splice(t, 5, 1), "no markers"},
		"a bad name":     {with, MarkerStream{Name: "1 <"}, splice(t, 5, 1), "cannot be called"},
		"text in scte35": {with, breaks, note(5, 1, "x"), "announces SCTE-35"},
		"content":        {content, MarkerStream{Name: "old"}, splice(t, 5, 1), "Content"},
		"no video":       {content, MarkerStream{Name: "new", Subtype: "CHAP"}, note(5, 1, "x"), "no video"},
		"no manifest":    {[]byte("<smil"), breaks, note(5, 1, "x"), "manifest"},
	} {
		if got, err := AddMarkers(c.raw, c.to, []marker.Marker{c.add}); err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: %v\n%s", name, err, got)
		}
	}
}

func TestMarkersOfTheOlderForm(t *testing.T) {
	for element, form := range map[string][2]string{
		"Marker":        {`<Marker Time="30" Value="c"/>`, `<Marker Time="20" Value="b &lt;"/>`},
		"ScriptCommand": {`<ScriptCommand Time="30" Type="URL" Command="c"/>`, `<ScriptCommand Time="20" Type="" Command="b &lt;"/>`},
		"Sample":        {`<Sample Time="30">c</Sample>`, `<Sample Time="20">b &lt;</Sample>`},
	} {
		old := `<SmoothStreamingMedia MajorVersion="2" MinorVersion="0" Duration="1000" TimeScale="10">` + "\n" +
			` <StreamIndex Type="text" Subtype="CHAP" Name="old"><QualityLevel Bitrate="0"/>` + "\n" + `  <Content>` + "\n" + `   ` + form[0] + "\n" + `  </Content>` + "\n" + ` </StreamIndex>` + "\n" + `</SmoothStreamingMedia>`
		more, err := AddMarkers([]byte(old), MarkerStream{Name: "old"}, []marker.Marker{note(4, 0, "d"), note(2, 0, "b <")})
		if err != nil {
			t.Fatal(err)
		}
		if got := read(t, more); got != "old 2+0 b <; old 3+0 c; old 4+0 d" || !bytes.Contains(more, []byte(form[1])) {
			t.Errorf("%s: there are %s in\n%s", element, got, more)
		}
		back, err := RemoveMarkers(more, []marker.Place{{Stream: 0, Chunk: -1, Content: 0}, {Stream: 0, Chunk: -1, Content: 2}})
		if err != nil || string(back) != old {
			t.Errorf("%s: taken out again it is %v\n%s", element, err, back)
		}
		none, err := RemoveMarkers([]byte(old), []marker.Place{{Stream: 0, Chunk: -1, Content: 0}})
		if err != nil || bytes.Contains(none, []byte("StreamIndex")) {
			t.Errorf("%s: without any it is %v\n%s", element, err, none)
		}
	}
}

// With markers in it the ladder still passes the check.
func TestMarkersPassTheCheck(t *testing.T) {
	folder := t.TempDir()
	if err := os.CopyFS(folder, os.DirFS(filepath.Dir(testdata.Path(t, "ladder", "ladder.ism")))); err != nil {
		t.Fatal(err)
	}
	raw := ladder(t)
	cancel, err := marker.New(marker.Cue{Command: marker.SpliceInsert, EventID: 4, Cancel: true})
	if err != nil {
		t.Fatal(err)
	}
	called := marker.Marker{Time: 5, TimeScale: 1, Payload: marker.Payload{Kind: marker.SCTE35, Bytes: cancel.Raw}}
	if raw, err = AddMarkers(raw, breaks, []marker.Marker{splice(t, 4, 2), splice(t, 6, 1), called}); err != nil {
		t.Fatal(err)
	}
	if raw, err = AddMarkers(raw, MarkerStream{Name: "chapters", Subtype: "CHAP"}, []marker.Marker{note(0, 3, "One"), note(3, 0, "Two")}); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(folder, "ladder.ismc"), raw, 0o600); err != nil {
		t.Fatal(err)
	}
	a := open(t, filepath.Join(folder, "ladder.ism"))
	report, err := check.Run(context.Background(), a, check.Options{Profile: check.Smooth})
	if err != nil || report.Errors > 0 || report.Warnings > 0 {
		t.Errorf("%v: %+v", err, report.Findings)
	}
}

func open(t *testing.T, name string) *asset.Asset {
	t.Helper()
	a, err := asset.Open(context.Background(), []string{name}, asset.Options{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := a.Close(); err != nil {
			t.Error(err)
		}
	})
	return a
}

func TestPointsOfTheLadder(t *testing.T) {
	a := open(t, testdata.Path(t, "ladder", "ladder.ism"))
	chunks, err := ChunkPoints(context.Background(), a)
	if err != nil || chunks.Frame != hns/25 || len(chunks.Times) != len(a.Streams[0].Chunks) {
		t.Fatalf("%+v, %v", chunks, err)
	}
	keys, err := KeyPoints(context.Background(), a, 3_100, 1000)
	if err != nil || keys.Frame != hns/25 {
		t.Fatalf("%+v, %v", keys, err)
	}
	for _, at := range []uint64{chunks.Times[0], chunks.Times[1], chunks.Times[2]} {
		if by, ok := marker.Snap(at, keys.Times, keys.Frame); !ok || by.Moved != 0 {
			t.Errorf("the chunk at %d begins with no key frame: %v", at, keys.Times)
		}
	}
	by, _ := marker.Snap(chunks.Times[1]+3*chunks.Frame, chunks.Times, chunks.Frame)
	if by.Index != 1 || by.Frames != -3 {
		t.Errorf("three frames behind a chunk go to %+v", by)
	}
	for _, far := range []uint64{0, 1 << 40} {
		if keys, err := KeyPoints(context.Background(), a, far, 1000); err != nil || len(keys.Times) == 0 {
			t.Errorf("near %d ms: %v, %v", far, keys, err)
		}
	}
	sound := open(t, testdata.Path(t, "ladder", "a_eng0.isma"))
	if _, err := ChunkPoints(context.Background(), sound); err == nil && sound.Streams[0].Type == "audio" && len(sound.Streams) == 1 {
		t.Error("sound alone has chunks of a video")
	}
}
