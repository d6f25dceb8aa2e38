package dash

import (
	"bytes"
	"fmt"
	"path/filepath"
	"strings"
	"testing"

	"github.com/Eyevinn/mp4ff/mp4"
	"github.com/google/go-cmp/cmp"

	"smoothscope/tasks/preview/boxes"
	"smoothscope/testdata"
)

const paragraph = `<tt xmlns="http://www.w3.org/ns/ttml"><head/><body><div><p begin="%s" end="%s">%d</p></div></body></tt>`

// textFile is a file of TTML as packagers write it: sample entry dfxp, one
// document a fragment of two seconds, sizes and flags in the tfhd, a trun that
// says nothing. Its times count from the start of the fragment, or of the file.
func textFile(t *testing.T, start uint64, absolute bool) string {
	t.Helper()
	var moov bytes.Buffer
	init := mp4.CreateEmptyInit()
	stsd := init.AddEmptyTrack(hundredNanos, "text", "eng").Mdia.Minf.Stbl.Stsd
	stsd.AddChild(mp4.CreateUnknownBox("dfxp", 16, []byte{0, 0, 0, 0, 0, 0, 0, 1}))
	if err := init.Encode(&moov); err != nil {
		t.Fatal(err)
	}
	w := boxes.Writer{Bytes: moov.Bytes()}
	for i := range 4 {
		from := 0.5
		if absolute {
			from += float64(start)/hundredNanos + 2*float64(i)
		}
		text := fmt.Sprintf(paragraph, fmt.Sprintf("%.1fs", from), fmt.Sprintf("%.1fs", from+1), i)
		w.Box("moof", func() {
			w.Full("mfhd", 0, 0, func() { w.U32(uint32(i)) })
			w.Box("traf", func() {
				w.Full("tfhd", 0, 0x18, func() { w.U32(1); w.U32(20_000_000); w.U32(uint32(len(text) - 3)) })
				w.Full("trun", 0, 0, func() { w.U32(1) })
				w.Box("uuid", func() {
					w.Raw([]byte{0x6d, 0x1d, 0x9b, 0x05, 0x42, 0xd5, 0x44, 0xe6, 0x80, 0xe2, 0x14, 0x1d, 0xaf, 0xf7, 0x57, 0xb2, 1, 0, 0, 0})
					w.U64(start + uint64(i)*20_000_000)
					w.U64(20_000_000)
				})
			})
		})
		w.Box("mdat", func() { w.Raw([]byte(text)) })
	}
	path := filepath.Join(t.TempDir(), "text.ismt")
	save(t, path, w.Bytes)
	return path
}

// TTML goes as stpp with times that count from the start of the view, beside
// the picture; ffprobe finds both.
func TestText(t *testing.T) {
	for _, absolute := range []bool{false, true} {
		m, err := New(t.Context(), opened(t, false, testdata.Path(t, "ladder", "v_20.ismv"), textFile(t, 0, absolute)))
		if err != nil {
			t.Fatal(err)
		}
		stream := len(m.levels) - 1
		l := m.level(stream, 0)
		if l == nil || l.codecs != "stpp" || l.absolute != absolute {
			t.Fatalf("%+v; skipped %q", l, m.Skipped)
		}
		var got []string
		for i := range l.chunks {
			samples, err := decoded(initOf(t, m, stream, 0), whole(t, m, stream, 0, l.viewed(&l.chunks[i])))
			if err != nil {
				t.Fatal(err)
			}
			if len(samples) != 1 || samples[0].DecodeTime != uint64(i)*20_000_000 {
				t.Errorf("%d samples, the first at %d", len(samples), samples[0].DecodeTime)
			}
			text := string(samples[0].Data)
			begin, _ := firstBegin(text)
			got = append(got, fmt.Sprint(begin/100_000))
			if !strings.HasSuffix(text, "</tt>") {
				t.Errorf("the document is cut: %q", text)
			}
		}
		want := []string{"0", "200", "400", "600"} // of the body, in 10 ms
		if absolute {
			want = []string{"50", "250", "450", "650"} // of the paragraph
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("absolute %v: %s", absolute, diff)
		}
		// ffmpeg 5.1 knows the track, but no TTML in MP4, and says so.
		out, _ := tool(t, "ffprobe", "-show_entries", "stream=codec_tag_string", "-of", "csv=p=0", written(t, m))
		if !strings.Contains(out, "avc1") || !strings.Contains(out, "stpp") {
			t.Errorf("ffprobe: %s", out)
		}
	}
}

// Times that count from the start of an old event cannot be those of a view
// that starts at 0.
func TestAbsoluteTextOfAnArchive(t *testing.T) {
	const start = 17_000_000_000_000_000
	folder := t.TempDir()
	m, err := New(t.Context(), opened(t, false, later(t, folder, "v_20.ismv", start), textFile(t, start, true)))
	if err != nil {
		t.Fatal(err)
	}
	if len(m.Skipped) != 1 || !strings.Contains(m.Skipped[0], "count from") || m.level(1, 0) != nil {
		t.Errorf("skipped: %q", m.Skipped)
	}
}

func TestDelayed(t *testing.T) {
	for _, c := range []struct {
		in   string
		want string // "" where it cannot be
	}{
		{`<tt><body><p begin="1s"/></body></tt>`, `<tt><body begin="2.5s"><p begin="1s"/></body></tt>`},
		{`<tt:tt><tt:body style='a'><p/></tt:body></tt:tt>`, `<tt:tt><tt:body begin="2.5s" style='a'><p/></tt:body></tt:tt>`},
		{`<tt><body begin="00:00:01.500" end='90m' dur="3s">`, `<tt><body begin="4s" end="5402.5s" dur="3s">`},
		{`<tt><body/></tt>`, `<tt><body begin="2.5s"/></tt>`},
		{`<tt><body end="10s">`, `<tt><body begin="2.5s" end="12.5s">`},
		{`<tt><body begin="25f">`, ``},
		{"<tt><body>\xff", ``},
		{`{"no":"xml"}`, ``},
	} {
		got, err := delayed(c.in, 25_000_000)
		if got != c.want || (err != nil) != (c.want == "") {
			t.Errorf("%s: %s, %v; want %s", c.in, got, err, c.want)
		}
	}
}
