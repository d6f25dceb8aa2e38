package check

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"testing"
	"unicode/utf16"

	"smoothscope/inspect/manifest"
	"smoothscope/testdata"
)

// manifestFixtures are the client manifests that are committed.
func manifestFixtures(t testing.TB) [][]byte {
	t.Helper()
	paths, err := filepath.Glob(filepath.Join(testdata.Path(t, "manifest"), "client-*"))
	if err != nil || len(paths) == 0 {
		t.Fatalf("%v: %v", paths, err)
	}
	var all [][]byte
	for _, path := range append(paths, testdata.Path(t, "ladder/ladder.ismc")) {
		raw, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		all = append(all, raw)
	}
	return all
}

// agrees says where the elements as they are written and what the parser made
// of them do not go together.
func agrees(doc *manifest.Client, m *markup) error {
	for i, s := range m.streams {
		for k := range s.chunks {
			e := &s.chunks[k]
			text := doc.Text[e.span.From:e.span.To]
			if !bytes.HasPrefix(bytes.ToLower(text), []byte("<c")) || !bytes.HasSuffix(text, []byte(">")) {
				return fmt.Errorf("stream %d: %q is no c element", i, text)
			}
			if e.first < len(doc.Streams[i].Chunks) && s.chunkAt(e.first) != e {
				return fmt.Errorf("stream %d: chunk %d is not found", i, e.first)
			}
		}
		if n := len(s.chunks); n > 0 && s.chunks[n-1].first+int(s.chunks[n-1].r) != len(doc.Streams[i].Chunks) {
			return fmt.Errorf("stream %d: %d chunks, parsed %d", i, s.chunks[n-1].first+int(s.chunks[n-1].r), len(doc.Streams[i].Chunks))
		}
	}
	return nil
}

func TestMarkupAgreesWithTheParser(t *testing.T) {
	for _, raw := range manifestFixtures(t) {
		doc, err := manifest.ParseClient(raw)
		if err != nil {
			continue // what is cut does not agree
		}
		if err := agrees(doc, readMarkup(doc)); err != nil {
			t.Errorf("%s\n%v", doc.Text, err)
		}
	}
}

func FuzzMarkup(f *testing.F) {
	for _, raw := range manifestFixtures(f) {
		f.Add(raw)
	}
	f.Fuzz(func(t *testing.T, raw []byte) {
		doc, err := manifest.ParseClient(raw)
		m := readMarkup(doc)
		c := &Case{Client: &Document[manifest.Client]{Raw: raw, Doc: doc, Err: err}}
		for i := range m.streams {
			for k := range m.streams[i].chunks {
				if p := c.inClient(-1, -1, m.streams[i].chunks[k].span); p.Offset < 0 || p.Size <= 0 || p.Offset+p.Size > int64(len(raw))*3+3 {
					t.Fatalf("%+v of %d bytes", p, len(raw))
				}
			}
		}
	})
}

// A finding marks the bytes of the file, whatever its encoding.
func TestPlacesInTheFile(t *testing.T) {
	text := "<SmoothStreamingMedia Title=\"\u00e4\u20ac\U0001f600\"><StreamIndex Type=\"video\"><c/></StreamIndex></SmoothStreamingMedia>"
	wide := []byte{0xff, 0xfe}
	for _, u := range utf16.Encode([]rune(text)) {
		wide = append(wide, byte(u), byte(u>>8))
	}
	for name, f := range map[string]struct {
		raw  []byte
		want []byte
	}{
		"UTF-8":        {[]byte(text), []byte("<c/>")},
		"with a mark":  {append([]byte("\xef\xbb\xbf"), text...), []byte("<c/>")},
		"UTF-16":       {wide, []byte("<\x00c\x00/\x00>\x00")},
		"Windows-1252": {[]byte("<?xml version=\"1.0\" encoding=\"windows-1252\"?><SmoothStreamingMedia T=\"\xe4\x80\"><StreamIndex><c/></StreamIndex></SmoothStreamingMedia>"), []byte("<c/>")},
	} {
		doc, err := manifest.ParseClient(f.raw)
		if err != nil {
			t.Fatal(name, err)
		}
		c := &Case{Client: &Document[manifest.Client]{Raw: f.raw, Doc: doc}}
		p := c.inClient(-1, -1, readMarkup(doc).streams[0].chunks[0].span)
		if got := f.raw[p.Offset : p.Offset+p.Size]; !bytes.Equal(got, f.want) {
			t.Errorf("%s: %q", name, got)
		}
	}
}

// A list of as many chunks as are allowed is read in one walk.
func BenchmarkMarkup(b *testing.B) {
	var text bytes.Buffer
	text.WriteString("<SmoothStreamingMedia MajorVersion=\"2\" MinorVersion=\"0\" Duration=\"0\"><StreamIndex Type=\"video\">")
	for n := range manifest.MaxChunks {
		fmt.Fprintf(&text, "<c n=\"%d\" d=\"20000000\"/>", n)
	}
	text.WriteString("</StreamIndex></SmoothStreamingMedia>")
	doc, err := manifest.ParseClient(text.Bytes())
	if err != nil {
		b.Fatal(err)
	}
	for b.Loop() {
		if n := len(readMarkup(doc).streams[0].chunks); n != manifest.MaxChunks {
			b.Fatal(n)
		}
	}
}
