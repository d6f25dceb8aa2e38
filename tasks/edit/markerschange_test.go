package edit

import (
	"bytes"
	"os"
	"testing"

	"smoothscope/inspect/manifest"
	"smoothscope/inspect/marker"
	"smoothscope/testdata"
)

func TestReplaceMarker(t *testing.T) {
	raw, err := AddMarkers(ladder(t), MarkerStream{Name: "chapters", Subtype: "CHAP"}, []marker.Marker{note(1, 1, "A"), note(4, 2, "B")})
	if err != nil {
		t.Fatal(err)
	}
	c, err := manifest.ParseClient(raw)
	if err != nil {
		t.Fatal(err)
	}
	first := marker.Place{Stream: len(c.Streams) - 1, Content: -1}
	for name, r := range map[string]struct {
		by   marker.Marker
		want string
	}{
		"text":     {note(1, 1, "C"), "chapters 1+1 C; chapters 4+2 B"},
		"duration": {note(1, 3, "A"), "chapters 1+3 A; chapters 4+2 B"},
		"place":    {note(5, 1, "A"), "chapters 4+2 B; chapters 5+1 A"},
	} {
		got, err := ReplaceMarker(raw, first, r.by)
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		if words := read(t, got); words != r.want {
			t.Errorf("%s: there are %s, want %s", name, words, r.want)
		}
	}
	if got, err := ReplaceMarker(raw, first, note(4, 1, "A")); err == nil {
		t.Errorf("two stand at one place: %s", read(t, got))
	}
	for _, at := range []marker.Place{{Stream: 99, Content: -1}, {Stream: first.Stream, Chunk: 2, Content: -1}, {Stream: first.Stream, Data: 1, Content: -1}, {Stream: first.Stream, Chunk: -1}} {
		if _, err := ReplaceMarker(raw, at, note(1, 1, "x")); err == nil {
			t.Errorf("there was a marker at %+v", at)
		}
	}
}

// What was added to a real manifest and taken out again leaves its bytes as
// they were, whatever their encoding and layout.
func TestRealManifestsComeBack(t *testing.T) {
	tried := 0
	for _, path := range append(testdata.CorpusFiles(t, ".ismc"), ladderFiles(t)...) {
		raw, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		name := MarkerStream{Name: "markers-of-this-test", Subtype: "DATA", Scheme: marker.Scheme}
		one, err := AddMarkers(raw, name, []marker.Marker{splice(t, 7, 3)})
		if err != nil {
			continue // a manifest that is broken on purpose, or has no video
		}
		tried++
		c, err := manifest.ParseClient(one)
		if err != nil {
			t.Fatal(err)
		}
		two, err := AddMarkers(one, name, []marker.Marker{splice(t, 2, 1)})
		if err != nil {
			t.Errorf("%s: a second marker: %v", path, err)
			continue
		}
		last := len(c.Streams) - 1
		back, err := RemoveMarkers(two, []marker.Place{{Stream: last, Chunk: 0, Content: -1}})
		if err != nil || !bytes.Equal(back, one) {
			t.Errorf("%s: without the second marker it is not what it was: %v", path, err)
		}
		back, err = RemoveMarkers(two, []marker.Place{{Stream: last, Chunk: 0, Content: -1}, {Stream: last, Chunk: 1, Content: -1}})
		if err != nil || !bytes.Equal(back, raw) {
			t.Errorf("%s: without any it is not what it was: %v", path, err)
		}
	}
	t.Logf("%d manifests", tried)
	if tried < 10 {
		t.Errorf("only %d manifests took a marker", tried)
	}
}

func ladderFiles(t *testing.T) []string {
	t.Helper()
	var all []string
	for _, name := range []string{"client-utf16le.ismc", "client-utf8-mark.ismc", "client-windows1252.ismc", "client-repeats.ismc", "client-odd-spelling.ismc", "client-embedded.ismc"} {
		all = append(all, testdata.Path(t, "manifest", name))
	}
	return append(all, testdata.Path(t, "ladder", "ladder.ismc"))
}
