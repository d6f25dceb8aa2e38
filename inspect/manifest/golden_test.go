package manifest

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"smoothscope/testdata"
)

// Every fixture is read, and what is read is compared with what a person
// checked once.
func TestGoldens(t *testing.T) {
	files, err := filepath.Glob(filepath.Join(testdata.Path(t, "manifest"), "*.ism*"))
	if err != nil || len(files) < 15 {
		t.Fatalf("only %d fixtures, %v", len(files), err)
	}
	for _, file := range files {
		name := filepath.Base(file)
		t.Run(name, func(t *testing.T) {
			raw, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			var text string
			switch Sniff(raw) {
			case ClientManifest:
				c, err := ParseClient(raw)
				text = showClient(c, err)
			case ServerManifest:
				s, err := ParseServer(raw)
				text = showServer(s, err)
			default:
				t.Fatal("is no manifest")
			}
			testdata.Golden(t, "manifest/"+name+".txt", []byte(text))
		})
	}
}

func showClient(c *Client, err error) string {
	var b strings.Builder
	fmt.Fprintf(&b, "client manifest %d.%d, %s\n", c.MajorVersion, c.MinorVersion, c.Encoding)
	fmt.Fprintf(&b, "time scale %d, duration %d, live %v, lookahead %d, window %d\n", c.TimeScale, c.Duration, c.Live, c.Lookahead, c.DVRWindow)
	show(&b, "custom", c.Custom)
	for _, p := range c.Protection {
		fmt.Fprintf(&b, "protection %q %q\n", p.SystemID, p.Data)
	}
	for i := range c.Streams {
		showStream(&b, &c.Streams[i])
	}
	return b.String() + showEnd(c.Warnings, err)
}

func showStream(b *strings.Builder, s *Stream) {
	fmt.Fprintf(b, "\nstream %q: type %q, subtype %q, name %q, language %q, time scale %d", s.Title(), s.Type, s.Subtype, s.Name, s.Language, s.TimeScale)
	if s.Parent != "" {
		fmt.Fprintf(b, ", parent %q", s.Parent)
	}
	if s.Embedded {
		b.WriteString(", embedded")
	}
	fmt.Fprintf(b, "\n  url %q\n", s.URL)
	show(b, "  custom", s.Custom)
	for _, l := range s.Levels {
		fmt.Fprintf(b, "  level %d: bitrate %d %q, %q, %dx%d, %d Hz, %d channels, %d bits, packet %d, tag %d, nal %d, %q\n", l.Index, l.Bitrate,
			l.BitrateText, l.FourCC, l.Width, l.Height, l.SamplingRate, l.Channels, l.BitsPerSample, l.PacketSize, l.AudioTag, l.NALLength, l.PrivateData)
		show(b, "    custom", l.Custom)
		if len(s.Chunks) > 0 {
			path := s.ChunkPath(l, s.Chunks[0])
			fmt.Fprintf(b, "    first chunk %q, unsafe: %v\n", path, CheckPath(path))
		}
	}
	for _, c := range s.Content {
		fmt.Fprintf(b, "  content %s %q %q\n", c.Element, c.Attrs, c.Text)
	}
	for i, c := range s.Chunks {
		if i == 20 {
			fmt.Fprintf(b, "  and %d chunks more\n", len(s.Chunks)-i)
			break
		}
		duration := fmt.Sprint(c.Duration)
		if !c.DurationKnown {
			duration += " (not known)"
		}
		fmt.Fprintf(b, "  chunk %d: %d + %s %q\n", c.N, c.Time, duration, c.Data)
	}
}

func showServer(s *Server, err error) string {
	var b strings.Builder
	fmt.Fprintf(&b, "server manifest, %s\nclient manifest %q\n", s.Encoding, s.ClientPath)
	show(&b, "meta", s.Metas)
	for _, t := range s.Tracks {
		local, bad := LocalPath(t.Src)
		fmt.Fprintf(&b, "\n%s %q: bitrate %d %q, language %q, track %d %q, time scale %d", t.Element, t.Src, t.Bitrate, t.BitrateText,
			t.Language, t.TrackID, t.TrackName, t.TimeScale)
		if t.Parent != "" || t.ManifestOutput {
			fmt.Fprintf(&b, ", parent %q, in the manifest %v", t.Parent, t.ManifestOutput)
		}
		fmt.Fprintf(&b, "\n  path %q, unsafe: %v\n", local, bad)
		show(&b, "  param", t.Params)
	}
	return b.String() + showEnd(s.Warnings, err)
}

func show(b *strings.Builder, title string, attrs []Attr) {
	for _, a := range attrs {
		fmt.Fprintf(b, "%s %s=%q\n", title, a.Name, a.Value)
	}
}

func showEnd(warnings []string, err error) string {
	var b strings.Builder
	b.WriteString("\n")
	for _, w := range warnings {
		b.WriteString("warning: " + w + "\n")
	}
	fmt.Fprintf(&b, "error: %v\n", err)
	return b.String()
}
