package asset

import (
	"encoding/base64"
	"fmt"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"smoothscope/inspect/caption"
	"smoothscope/inspect/manifest"
	"smoothscope/inspect/media"
)

// ttmlOf is a document with cues of FROM, TO and text.
func ttmlOf(cues ...[3]string) string {
	body := ""
	for _, c := range cues {
		body += fmt.Sprintf("<p region=\"r\" begin=\"%ss\" end=\"%ss\">%s</p>", c[0], c[1], c[2])
	}
	return `<tt xmlns="http://www.w3.org/ns/ttml"><head><layout><region xml:id="r"/></layout></head><body><div>` + body + `</div></body></tt>`
}

// joined reads documents of two seconds each.
func joined(t *testing.T, docs ...string) (*Captions, []string) {
	t.Helper()
	c := &Captions{}
	var list []timedDocument
	for i, raw := range docs {
		list = c.add(list, []byte(raw), Location{Chunk: i, Time: uint64(i) * 20_000_000, Duration: 20_000_000}, 10_000_000)
	}
	if err := c.join(list, &Stream{Name: "captions"}); err != nil {
		t.Fatal(err)
	}
	return c, saidBy(c.Document)
}

func saidBy(d *caption.Document) []string {
	var said []string
	for _, cue := range d.Cues {
		said = append(said, caption.Clock(cue.Start)+" "+caption.Clock(cue.End)+" "+cue.Text())
	}
	return said
}

var wantJoined = []string{"00:00:00.500 00:00:01.000 one", "00:00:01.500 00:00:04.500 two", "00:00:05.000 00:00:05.500 three"}

func TestCaptionsFromFragments(t *testing.T) {
	relative, said := joined(t,
		ttmlOf([3]string{"0.5", "1", "one"}, [3]string{"1.5", "2", "two"}),
		ttmlOf([3]string{"0", "2", "two"}),
		ttmlOf([3]string{"0", "0.5", "two"}, [3]string{"1", "1.5", "three"}))
	if diff := cmp.Diff(wantJoined, said); diff != "" || relative.Base != RelativeBase {
		t.Error(relative.Base, diff)
	}
	absolute, said := joined(t,
		ttmlOf([3]string{"0.5", "1", "one"}, [3]string{"1.5", "4.5", "two"}),
		ttmlOf([3]string{"1.5", "4.5", "two"}),
		ttmlOf([3]string{"4", "4.5", "two"}, [3]string{"5", "5.5", "three"}))
	if diff := cmp.Diff(wantJoined, said); diff != "" || absolute.Base != AbsoluteBase {
		t.Error(absolute.Base, diff)
	}
}

// The second fragment alone would do for both bases; the others tell.
func TestCaptionsOfSilentFragments(t *testing.T) {
	c, said := joined(t, ttmlOf(), ttmlOf([3]string{"0.5", "1", "one"}), ttmlOf(), "", ttmlOf([3]string{"1", "1.5", "one"}))
	want := []string{"00:00:02.500 00:00:03.000 one", "00:00:09.000 00:00:09.500 one"}
	if diff := cmp.Diff(want, said); diff != "" || c.Base != RelativeBase {
		t.Error(c.Base, diff)
	}
	if none, said := joined(t, ttmlOf(), ""); len(said) != 0 || none.Base != UnknownBase {
		t.Error(none.Base, said)
	}
}

func TestCaptionsInTheManifest(t *testing.T) {
	data := func(text string) []string { return []string{base64.StdEncoding.EncodeToString([]byte(text))} }
	s := &Stream{Type: "text", Subtype: "CAPT", Name: "ClosedCaptions", Embedded: true, TimeScale: 10_000_000, Levels: []Level{{}}, Chunks: []manifest.Chunk{
		{Time: 10_000_000, Data: data(`<Caption Id="{1}" Action="ADD">Hello &amp; all</Caption>`)},
		{Time: 25_000_000, Data: data(`<Caption Id="{1}" Action="REMOVE"/>`)},
		{Time: 30_000_000, Data: data("plain")},
		{Time: 40_000_000, Duration: 20_000_000, Data: data(ttmlOf([3]string{"0", "1.5", "timed"}))},
	}}
	a := &Asset{Streams: []Stream{*s}}
	c, err := a.Captions(t.Context(), 0)
	if err != nil {
		t.Fatal(err)
	}
	want := []string{"00:00:01.000 00:00:02.500 Hello & all", "00:00:03.000 00:00:04.000 plain", "00:00:04.000 00:00:05.500 timed"}
	if diff := cmp.Diff(want, saidBy(c.Document)); diff != "" || c.Base != ManifestBase {
		t.Error(c.Base, diff)
	}
	if got := nanos(90_001, 90_000); got != time.Second+11111 {
		t.Error(got)
	}
}

// Where a document in the manifest has several cues, its first says what all
// count from.
func TestSeveralCuesOfAChunkInTheManifest(t *testing.T) {
	relative := ttmlOf([3]string{"0", "1", "one"}, [3]string{"2", "3", "two"})
	absolute := ttmlOf([3]string{"6", "7", "three"}, [3]string{"9", "9.5", "four"})
	s := Stream{Type: "text", Subtype: "CAPT", Name: "captions", Embedded: true, TimeScale: 10_000_000, Levels: []Level{{}}, Chunks: []manifest.Chunk{
		{Time: 10_000_000, Duration: 50_000_000, Data: []string{base64.StdEncoding.EncodeToString([]byte(relative))}},
		{Time: 60_000_000, Duration: 50_000_000, Data: []string{base64.StdEncoding.EncodeToString([]byte(absolute))}},
	}}
	c, err := (&Asset{Streams: []Stream{s}}).Captions(t.Context(), 0)
	if err != nil {
		t.Fatal(err)
	}
	want := []string{"00:00:01.000 00:00:02.000 one", "00:00:03.000 00:00:04.000 two", "00:00:06.000 00:00:07.000 three", "00:00:09.000 00:00:09.500 four"}
	if diff := cmp.Diff(want, saidBy(c.Document)); diff != "" {
		t.Error(diff)
	}
}

// Each sample of a fragment is a document with a time of its own.
func TestSeveralDocumentsInAFragment(t *testing.T) {
	run := &media.Run{Samples: []media.Sample{{Offset: 100, Size: 10, Duration: 500}, {Offset: 110, Size: 20, Duration: 1500}}}
	got := samplePlaces(run, Location{Chunk: 3, Time: 20_000_000, Duration: 20_000_000}, 1000, 10_000_000)
	if len(got) != 2 || got[0].from != 100 || got[0].to != 110 || got[0].chunk.Time != 20_000_000 || got[0].chunk.Duration != 5_000_000 ||
		got[1].to != 130 || got[1].chunk.Time != 25_000_000 || got[1].chunk.Duration != 15_000_000 {
		t.Errorf("%+v", got)
	}
	run.Samples, run.Payload, run.PayloadEnd = run.Samples[:1], 96, 200
	if got = samplePlaces(run, Location{}, 1000, 1000); len(got) != 1 || got[0].from != 96 || got[0].to != 200 {
		t.Errorf("of one: %+v", got)
	}
}
