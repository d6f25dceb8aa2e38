package edit

import (
	"bytes"
	"strings"
	"testing"

	"smoothscope/inspect/manifest"
	"smoothscope/inspect/marker"
)

// markersOf are the markers of a manifest.
func markersOf(t *testing.T, raw []byte) []marker.Marker {
	t.Helper()
	c, err := manifest.ParseClient(raw)
	if err != nil {
		t.Fatal(err)
	}
	return marker.All(c)
}

// Two markers change places, one goes, one comes, in two streams, at once.
func TestSeveralMarkersChangeAtOnce(t *testing.T) {
	raw, err := AddMarkers(ladder(t), breaks, []marker.Marker{splice(t, 2, 1), splice(t, 4, 1)})
	if err != nil {
		t.Fatal(err)
	}
	chapters := MarkerStream{Name: "chapters", Subtype: "CHAP"}
	if raw, err = AddMarkers(raw, chapters, []marker.Marker{note(1, 1, "A"), note(3, 2, "B")}); err != nil {
		t.Fatal(err)
	}
	all := markersOf(t, raw)
	first, second, gone, kept := all[0], all[1], all[2], all[3]
	first, second = first.Moved(4*hns), second.Moved(2*hns)
	kept = kept.With(marker.Payload{Kind: marker.Text, Bytes: []byte("Bee")})
	added, fresh := splice(t, 5, 0), note(2, 0, "go")
	got, err := ChangeMarkers(raw, []MarkerChange{
		{At: &first.At, New: &first}, {At: &second.At, New: &second}, {At: &gone.At}, {At: &kept.At, New: &kept},
		{To: breaks, New: &added}, {To: MarkerStream{Name: "script", Subtype: "SCMD"}, New: &fresh},
	})
	if err != nil {
		t.Fatal(err)
	}
	const want = "scte35 2+1 splice_insert, out; scte35 4+1 splice_insert, out; scte35 5+0 splice_insert, out; chapters 3+2 Bee; script 2+0 go"
	if words := read(t, got); words != want {
		t.Errorf("there are %s\nwant      %s", words, want)
	}
	// What moves takes its payload along, and the time in it.
	for _, m := range markersOf(t, got)[:2] {
		s, err := marker.Decode(m.Payload.Bytes)
		if err != nil || *s.Cue().PTS != m.Time/hns*marker.Clock {
			t.Errorf("at %d the section names %v: %v", m.Time, s.Cue().PTS, err)
		}
	}
	if id := markersOf(t, got)[0].ID; id != "4" {
		t.Errorf("at 2 s is the event %s", id)
	}
	// Without any of them it is what it was before.
	var places []MarkerChange
	for _, m := range markersOf(t, got) {
		places = append(places, MarkerChange{At: &m.At})
	}
	if back, err := ChangeMarkers(got, places); err != nil || !bytes.Equal(back, ladder(t)) {
		t.Errorf("without markers it is not what it was: %v", err)
	}
}

// Nothing changes where nothing is to change, also what this program would
// write otherwise; what moves keeps its data as they were written.
func TestChangesTouchOnlyWhatChanges(t *testing.T) {
	twice := marker.Payload{Kind: marker.Text, Bytes: []byte(splice(t, 1, 1).Payload.Base64())}.Base64()
	raw := []byte(`<SmoothStreamingMedia MajorVersion="2" MinorVersion="0" Duration="100" TimeScale="10">` +
		`<StreamIndex Type="text" Subtype="DATA" Name="ads" ManifestOutput="TRUE" Scheme="urn:scte:scte35:2013:bin"><c t="10" x="1"><f>` + twice + `</f></c><c t="30"><f i="7">` + splice(t, 3, 1).Payload.Base64() + `</f></c></StreamIndex></SmoothStreamingMedia>`)
	all := markersOf(t, raw)
	if len(all) != 2 || all[0].ID != "1" {
		t.Fatalf("%+v", all)
	}
	same := all[0]
	got, err := ChangeMarkers(raw, []MarkerChange{{At: &same.At, New: &same}})
	if err != nil || !bytes.Equal(got, raw) {
		t.Errorf("%v\n%s", err, got)
	}
	moved := all[0]
	moved.Time = 20
	got, err = ChangeMarkers(raw, []MarkerChange{{At: &moved.At, New: &moved}})
	if err != nil || !strings.Contains(string(got), twice) || !strings.Contains(string(got), `<f i="7">`) {
		t.Errorf("%v\n%s", err, got)
	}
	for name, changes := range map[string][]MarkerChange{
		"gone":  {{At: &marker.Place{Stream: 0, Chunk: 5, Content: -1}}},
		"taken": {{At: &all[0].At, New: &all[1]}},
		"kind":  {{At: &all[0].At, New: &marker.Marker{Time: 1, TimeScale: 10, Payload: marker.Payload{Kind: marker.Text, Bytes: []byte("x")}}}},
	} {
		if got, err := ChangeMarkers(raw, changes); err == nil {
			t.Errorf("%s: %s", name, got)
		}
	}
}

// Entries of the older form change in place, too.
func TestEntriesOfContentChange(t *testing.T) {
	old := `<SmoothStreamingMedia MajorVersion="2" MinorVersion="0" Duration="100" TimeScale="10"><StreamIndex Type="text" Subtype="SCMD" Name="old"><Content>` + "\n" +
		`<ScriptCommand Time="10" Type="URL" Command="a"/>` + "\n" + `<ScriptCommand Time="30" Type="TEXT" Command="b"/>` + "\n" + `</Content></StreamIndex></SmoothStreamingMedia>`
	all := markersOf(t, []byte(old))
	first, added := all[0].Moved(40), note(0, 0, "z")
	first.Type = "TEXT"
	added.Type = "URL"
	got, err := ChangeMarkers([]byte(old), []MarkerChange{{At: &first.At, New: &first}, {To: MarkerStream{Name: "old"}, New: &added}})
	if err != nil {
		t.Fatal(err)
	}
	var words []string
	for _, m := range markersOf(t, got) {
		words = append(words, marker.Seconds(m.Time, 10)+" "+m.Type+" "+m.Text)
	}
	if text := strings.Join(words, "; "); text != "0 URL z; 3 TEXT b; 4 TEXT a" {
		t.Errorf("there are %s\n%s", text, got)
	}
	less, err := ChangeMarkers([]byte(old), []MarkerChange{{At: &all[0].At}, {At: &all[1].At}})
	if err != nil || strings.Contains(string(less), "StreamIndex") {
		t.Errorf("%v\n%s", err, less)
	}
}
