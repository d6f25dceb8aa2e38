//go:build unix

package edit_test

import (
	"fmt"
	"strings"
	"syscall"
	"testing"
	"time"

	"smoothscope/inspect/caption"
	"smoothscope/tasks/edit"
)

// cpuTime reports the processor time of each turn: other programs lengthen the
// time on the wall, and the disk does.
func cpuTime(b *testing.B) (report func()) {
	used := func() time.Duration {
		var u syscall.Rusage
		if err := syscall.Getrusage(syscall.RUSAGE_SELF, &u); err != nil {
			b.Fatal(err)
		}
		return time.Duration(u.Utime.Nano() + u.Stime.Nano())
	}
	before := used()
	return func() { b.ReportMetric(float64((used()-before).Milliseconds())/float64(b.N), "cpu-ms/op") }
}

// srtOf is 5 000 cues as a file.
func srtOf() []byte {
	var b strings.Builder
	clock := func(ms int) string {
		return fmt.Sprintf("%02d:%02d:%02d,%03d", ms/3600000, ms/60000%60, ms/1000%60, ms%1000)
	}
	for i := range 5000 {
		fmt.Fprintf(&b, "%d\n%s --> %s\nCaption <i>%d</i>\nand its second line\n\n", i+1, clock(i*1400), clock(i*1400+1300), i)
	}
	return []byte(b.String())
}

// BenchmarkCaptions5000 reads 5 000 cues, adds them to two hours of video,
// moves all of them, and saves.
func BenchmarkCaptions5000(b *testing.B) {
	client, server := twoHours()
	raw := srtOf()
	defer cpuTime(b)()
	for b.Loop() {
		b.StopTimer()
		folder := b.TempDir()
		put(b, folder, "a.ismc", string(client))
		put(b, folder, "a.ism", string(server))
		draft := edit.NewDraft(folder)
		b.StartTimer()
		doc, err := caption.Parse(raw, caption.Options{Name: "a.srt"})
		if err != nil {
			b.Fatal(err)
		}
		t := edit.CaptionTrack{Name: "eng", Language: "eng", Subtype: "CAPT", File: "eng.ismt", Captions: doc}
		added, err := edit.AddCaptions(client, server, t)
		if err != nil {
			b.Fatal(err)
		}
		draft.Do("add", stateOf(added))
		cues, err := caption.Shift(added.Captions.Cues, 500*time.Millisecond)
		if err != nil {
			b.Fatal(err)
		}
		t.Captions = added.Captions.With(cues)
		if added, err = edit.ReplaceCaptions(added.Client, added.Server, t); err != nil {
			b.Fatal(err)
		}
		draft.Do("shift", stateOf(added))
		if err := draft.Save(b.Context(), edit.Options{}); err != nil {
			b.Fatal(err)
		}
	}
}

func stateOf(added *edit.AddedCaptions) edit.State {
	files := map[string][]byte{"a.ismc": added.Client, "a.ism": added.Server}
	if added.Media != nil {
		files[added.File] = added.Media
	}
	return edit.State{Files: files, Captions: map[string]*caption.Document{"eng": added.Captions}}
}

// BenchmarkEditOneOf5000 changes one cue after another, as a person does.
func BenchmarkEditOneOf5000(b *testing.B) {
	client, server := twoHours()
	for _, embedded := range []bool{false, true} {
		b.Run(map[bool]string{false: "fragments", true: "manifest"}[embedded], func(b *testing.B) {
			t := edit.CaptionTrack{Name: "eng", Language: "eng", Subtype: "CAPT", File: "eng.ismt", Embedded: embedded, Captions: fiveThousand(b)}
			added, err := edit.AddCaptions(client, server, t)
			if err != nil {
				b.Fatal(err)
			}
			t.Captions = added.Captions
			n := 0
			defer cpuTime(b)()
			for b.Loop() {
				n++
				c := t.Captions.Cues[n*7%5000]
				c.Runs = caption.PlainRuns(fmt.Sprint("edit ", n))
				t.Captions = t.Captions.With(caption.Set(t.Captions.Cues, n*7%5000, c))
				if added, err = edit.ReplaceCaptions(added.Client, added.Server, t); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
