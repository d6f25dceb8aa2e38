package dash

import (
	"encoding/xml"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"smoothscope/testdata"
)

func parsed(t *testing.T, m *Movie) mpdXML {
	t.Helper()
	b, err := m.MPD(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	var doc mpdXML
	if err := xml.Unmarshal(b, &doc); err != nil {
		t.Fatal(err)
	}
	return doc
}

// timelineOf writes a SegmentTimeline as t+d*n.
func timelineOf(t *template) string {
	var all []string
	for _, s := range t.Timeline.S {
		from := ""
		if s.T != nil {
			from = fmt.Sprintf("%d+", *s.T)
		}
		all = append(all, fmt.Sprintf("%s%d*%d", from, s.D, s.R+1))
	}
	return strings.Join(all, " ")
}

func TestMPDOfLadder(t *testing.T) {
	m, err := New(t.Context(), opened(t, false, testdata.Path(t, "ladder", "ladder.ism")))
	if err != nil {
		t.Fatal(err)
	}
	doc := parsed(t, m)
	var got []string
	for _, set := range doc.Period.Sets {
		got = append(got, fmt.Sprintf("%s %s %s %s aligned %v: %s", set.Content, set.MIME, set.Language, set.Role.Value, set.Aligned, timelineOf(&set.Template)))
		for _, r := range set.Representations {
			got = append(got, fmt.Sprintf("%s %s %s %d %dx%d %s %d", r.ID, r.Base, r.Codecs, r.Bandwidth, r.Width, r.Height, r.FrameRate, r.Sampling))
		}
	}
	want := []string{
		"video video/mp4 und main aligned true: 0+20000000*4",
		"level-0-0 0/0/ avc1.42C00A 20263 64x36 25 0",
		"level-0-1 0/1/ avc1.42C00A 41613 128x72 25 0",
		"level-0-2 0/2/ avc1.42C00B 84210 192x108 25 0",
		"audio audio/mp4 eng main aligned true: 0+20201361*2 20201360*1 19628118*1",
		"level-1-0 1/0/ mp4a.40.2 24105 0x0  44100",
	}
	if diff := cmp.Diff(want, got); diff != "" || doc.Duration != "PT8.02322S" || len(m.Skipped)+len(m.Warnings) > 0 {
		t.Errorf("%s, skipped %q, warnings %q\n%s", doc.Duration, m.Skipped, m.Warnings, diff)
	}
}

// cut copies the ladder with only so many bytes of v_40 left.
func cut(t *testing.T, bytes int) string {
	t.Helper()
	folder := t.TempDir()
	if err := os.CopyFS(folder, os.DirFS(filepath.Dir(testdata.Path(t, "ladder", "ladder.ism")))); err != nil {
		t.Fatal(err)
	}
	if err := os.Truncate(filepath.Join(folder, "v_40.ismv"), int64(bytes)); err != nil {
		t.Fatal(err)
	}
	return filepath.Join(folder, "ladder.ism")
}

// A level whose last chunks are not there says so, and its own timeline names
// those that are; one that has too few is left out.
func TestLevelThatIsCutShort(t *testing.T) {
	m, err := New(t.Context(), opened(t, false, cut(t, 35_000)))
	if err != nil {
		t.Fatal(err)
	}
	set := parsed(t, m).Period.Sets[0]
	if len(m.Warnings) != 1 || !strings.Contains(m.Warnings[0], "41613") || set.Aligned || len(set.Representations) != 3 {
		t.Fatalf("warnings %q, aligned %v, %d levels", m.Warnings, set.Aligned, len(set.Representations))
	}
	if own := set.Representations[1].Template; own == nil || timelineOf(own) != "0+20000000*3" {
		t.Errorf("its timeline: %+v", own)
	}
	m, err = New(t.Context(), opened(t, false, cut(t, 2000)))
	if err != nil {
		t.Fatal(err)
	}
	if len(m.Skipped) != 1 || !strings.Contains(m.Skipped[0], "41613") || m.level(0, 1) != nil {
		t.Errorf("skipped %q", m.Skipped)
	}
}

// A gap in the timeline is told by the time of what follows.
func TestGap(t *testing.T) {
	l := &level{clock: 10}
	l.chunks = []chunk{{time: 0, duration: 20}, {time: 20, duration: 20}, {time: 50, duration: 20}, {time: 71, duration: 0}}
	l.chunks[3].at.Duration = 7
	l.scale = 10
	l.mendDurations()
	m := &Movie{}
	tpl := m.template(l)
	if got := timelineOf(&tpl); got != "0+20*2 50+21*1 7*1" {
		t.Error(got)
	}
}

func BenchmarkSegment(b *testing.B) {
	m, err := New(b.Context(), opened(b, false, testdata.Path(b, "ladder", "ladder.ism")))
	if err != nil {
		b.Fatal(err)
	}
	for b.Loop() {
		if _, err := m.Segment(b.Context(), 0, 0, 20_000_000); err != nil {
			b.Fatal(err)
		}
	}
}
