package manifest

import (
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"smoothscope/testdata"
)

// manifests calls do with every manifest of the corpus, found by content.
func manifests(t *testing.T, do func(t *testing.T, name string, raw []byte, kind Kind)) (clients, servers int) {
	t.Helper()
	root := testdata.Corpus(t)
	for _, path := range testdata.CorpusFiles(t) {
		raw, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		kind := Sniff(raw)
		switch kind {
		case ClientManifest:
			clients++
		case ServerManifest:
			servers++
		default:
			continue
		}
		name, err := filepath.Rel(root, path)
		if err != nil {
			t.Fatal(err)
		}
		t.Run(filepath.Base(name), func(t *testing.T) { do(t, filepath.ToSlash(name), raw, kind) })
	}
	return clients, servers
}

// oddities is what must be said about the manifests of the corpus that are not
// as they should be; all others are read without a word.
var oddities = map[string][]string{
	"mss/manifest.xml":            {`MajorVersion is "1"`},
	"manifestFourCCError.xml":     {`MajorVersion is "1"`, `Chunks says "208", there are 1`},
	"dynamic-packaging-concept":   {"no video, audio or textstream"},
	"signal-descriptive-audio":    {"no trackID on 1 of 7 tracks"},
	"overview.md.block1.ismc":     {`QualityLevels says "3", there are 1`},
	"overview.md.block2.ismc":     {`QualityLevels says "3", there are 1`},
	"dynamic-manifest-overview":   nil,
	"static-packaging":            {"no trackID on 7 of 7 tracks"},
	"multiple-camera-angles":      {`QualityLevels says "35", there are 14`, `Chunks says "150", there are 0`},
	"media-element.md.block1":     {`MajorVersion is "0"`, "TimeScale is 0", "no Duration"},
	"media-element.md.block2":     {`QualityLevels says "6", there are 4`, "no Url", "no QualityLevel", "no Bitrate"},
	"sample_ismc_1":               {`Chunks says "115", there are 3`},
	"sample_ismc_2":               {`Chunks says "115", there are 2`},
	"mediapackage-compact-layout": {"Timescale should be spelled TimeScale", `Chunks says "1", there are 3`},
}

func expected(name string) []string {
	found, longest := []string(nil), 0
	for part, want := range oddities {
		if strings.Contains(name, part) && len(part) > longest {
			found, longest = want, len(part)
		}
	}
	return found
}

func TestCorpus(t *testing.T) {
	clients, servers := manifests(t, func(t *testing.T, name string, raw []byte, kind Kind) {
		var warnings []string
		var err error
		if kind == ClientManifest {
			var c *Client
			c, err = ParseClient(raw)
			warnings = c.Warnings
			checkSpans(t, c)
		} else {
			var s *Server
			s, err = ParseServer(raw)
			warnings = s.Warnings
		}
		if err != nil {
			t.Errorf("%s: %v", name, err)
		}
		want := expected(name)
		for _, text := range want {
			if !slices.ContainsFunc(warnings, func(w string) bool { return strings.Contains(w, text) }) {
				t.Errorf("%s: no warning with %q in %q", name, text, warnings)
			}
		}
		if len(want) == 0 && len(warnings) > 0 {
			t.Errorf("%s: %q", name, warnings)
		}
	})
	if clients != 24 || servers != 8 {
		t.Errorf("the corpus has 24 client and 8 server manifests, found %d and %d", clients, servers)
	}
}

// checkSpans says whether each span holds the element that it should.
func checkSpans(t *testing.T, c *Client) {
	t.Helper()
	check := func(s Span, name string) {
		if s.To > int64(len(c.Text)) || s.From >= s.To || !strings.HasPrefix(string(c.Text[s.From:s.To]), "<"+name) || c.Text[s.To-1] != '>' {
			t.Errorf("%d-%d is no %s", s.From, s.To, name)
		}
	}
	check(c.Span, "SmoothStreamingMedia")
	for _, s := range c.Streams {
		check(s.Span, "StreamIndex")
		for _, l := range s.Levels {
			check(l.Span, "QualityLevel")
		}
	}
}

// The chunks of a live archive of real length: 3600 in each of six streams, in
// the short form with r.
func TestLongLiveManifest(t *testing.T) {
	raw, err := os.ReadFile(filepath.Join(testdata.Corpus(t), "flecoqui+ASTool/cs/Scripts/ArteOriginalManifest.xml"))
	if err != nil {
		t.Fatal(err)
	}
	c, err := ParseClient(raw)
	if err != nil {
		t.Fatal(err)
	}
	for i := range c.Streams {
		s := &c.Streams[i]
		if len(s.Chunks) != 3600 {
			t.Errorf("%s has %d chunks", s.Title(), len(s.Chunks))
		}
		for k := 1; k < len(s.Chunks); k++ {
			if before := s.Chunks[k-1]; s.Chunks[k].Time != before.Time+before.Duration || s.Chunks[k].N != before.N+1 {
				t.Fatalf("%s: chunk %d does not follow the one before", s.Title(), k)
			}
		}
	}
	if first := c.Streams[0].Chunks[0]; first.Time != 1062537594959998 || !c.Live || c.Lookahead != 2 || c.DVRWindow != 72000000000 {
		t.Errorf("%+v, live %v, lookahead %d, window %d", first, c.Live, c.Lookahead, c.DVRWindow)
	}
}

// written is what WriteClient does not write, so that comparing leaves it out:
// attributes as they once were, places in the text, and the audio numbers that
// it fills in.
func written() cmp.Options {
	return cmp.Options{
		cmpopts.IgnoreFields(Client{}, "Attrs", "Warnings", "Encoding", "Text", "Span"),
		cmpopts.IgnoreFields(Protection{}, "Span"),
		cmpopts.IgnoreFields(Stream{}, "Attrs", "Span"),
		cmpopts.IgnoreFields(Level{}, "Attrs", "Span", "BitsPerSample", "PacketSize", "AudioTag"),
		cmpopts.EquateEmpty(),
		// Sizes stand on video levels only, sound on audio levels only.
		cmp.Transformer("kind", func(s Stream) stream { return plain(s) }),
	}
}

// stream is a Stream without what its type does not write.
type stream struct{ Stream Stream2 }

// Stream2 keeps the transformer from meeting its own result.
type Stream2 Stream

func first(text, other string) string {
	if text != "" {
		return text
	}
	return other
}

func plain(s Stream) stream {
	s.Levels = slices.Clone(s.Levels)
	s.Attrs, s.Span = nil, Span{}
	for i := range s.Levels {
		l := &s.Levels[i]
		l.BitrateText = first(l.BitrateText, strconv.FormatUint(l.Bitrate, 10))
		if s.Type != "video" {
			l.Width, l.Height, l.NALLength = 0, 0, 0
		}
		if s.Type != "audio" {
			l.SamplingRate, l.Channels = 0, 0
		}
	}
	return stream{Stream2(s)}
}

// What is parsed is written, and what is written parses to the same.
func TestWriteClientCorpus(t *testing.T) {
	manifests(t, func(t *testing.T, name string, raw []byte, kind Kind) {
		if kind != ClientManifest {
			return
		}
		c, err := ParseClient(raw)
		if err != nil {
			t.Fatal(err)
		}
		same(t, c)
	})
}

func TestWriteClientFixtures(t *testing.T) {
	files, err := filepath.Glob(filepath.Join(testdata.Path(t, "manifest"), "*.ismc"))
	if err != nil {
		t.Fatal(err)
	}
	for _, file := range files {
		t.Run(filepath.Base(file), func(t *testing.T) {
			raw, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			c, _ := ParseClient(raw)
			for i := range c.Streams {
				// A million chunks are written like a thousand.
				c.Streams[i].Chunks = c.Streams[i].Chunks[:min(1000, len(c.Streams[i].Chunks))]
			}
			same(t, c)
		})
	}
}

func same(t *testing.T, c *Client) {
	t.Helper()
	bytes := WriteClient(c)
	again, err := ParseClient(bytes)
	if err != nil {
		t.Fatalf("what was written is refused: %v", err)
	}
	if !c.Live {
		// Only a live manifest says them.
		c.Lookahead, c.DVRWindow = 0, 0
	}
	if diff := cmp.Diff(c, again, written()); diff != "" {
		t.Errorf("(-was +is)\n%s", diff)
	}
	if second := WriteClient(again); string(second) != string(bytes) {
		t.Error("writing it again gives other bytes")
	}
}
