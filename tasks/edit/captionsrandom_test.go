package edit_test

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"smoothscope/inspect/caption"
	"smoothscope/tasks/edit"
)

// How long the ladder is, and each of its chunks.
const (
	ladderLasts = 8 * time.Second
	chunkLasts  = 2 * time.Second
)

// randomCue is one somewhere in the ladder, often over the edge of a chunk.
// Many of them say the same, but not of two that meet at an edge: these cannot
// be told from one that goes on.
func randomCue(r *rand.Rand) caption.Cue {
	words := []string{"one", "two\nlines", "<i>it</i> & <b>so</b>", "  blanks  ", "ünïcode €", "]]>", "a", "\"q\" 'q'", "-- x --"}
	c := caption.NewCue(time.Duration(r.IntN(7900))*time.Millisecond, 0, "")
	c = c.Unmarked(words[r.IntN(len(words))])
	if r.IntN(4) == 0 {
		c.Start = c.Start.Truncate(chunkLasts)
		c = c.Unmarked(fmt.Sprint("from ", r.Uint32()))
	}
	c.End = min(c.Start+time.Duration(r.IntN(6000)+1)*time.Millisecond, ladderLasts)
	return c
}

func randomCues(r *rand.Rand) (cues []caption.Cue) {
	for range r.IntN(12) + 1 {
		c := randomCue(r)
		if n := len(cues); n > 0 && r.IntN(4) == 0 && cues[n-1].End < ladderLasts {
			c.Start, c.End = cues[n-1].End, min(cues[n-1].End+700*time.Millisecond, ladderLasts)
		}
		cues = append(cues, c)
	}
	return caption.Sort(cues)
}

// randomEdits changes some cues as people do.
func randomEdits(r *rand.Rand, cues []caption.Cue) []caption.Cue {
	cues = slices.Clone(cues)
	for range r.IntN(4) + 1 {
		i := r.IntN(len(cues))
		c := cues[i]
		switch r.IntN(5) {
		case 0:
			cues[i] = c.Unmarked(fmt.Sprint("changed ", r.IntN(100)))
		case 1:
			by := time.Duration(r.IntN(3000)-1500) * time.Millisecond
			if c.Start, c.End = max(0, c.Start+by), min(ladderLasts, c.End+by); c.Start < c.End {
				cues[i] = c
			}
		case 2:
			if len(cues) > 1 {
				cues = slices.Delete(cues, i, i+1)
			}
		case 3:
			cues = append(cues, randomCue(r))
		case 4:
			if middle := ((c.Start + c.End) / 2).Truncate(time.Millisecond); c.Start < middle && middle%chunkLasts > 0 {
				cues[i].End, c.Start = middle, middle
				cues = slices.Insert(cues, i+1, c)
			}
		}
	}
	return caption.Sort(cues)
}

func markedSaid(cues []caption.Cue) (said []string) {
	for _, c := range caption.Sort(cues) {
		said = append(said, fmt.Sprintf("%s %s %q", c.Start, c.End, c.Marked()))
	}
	slices.Sort(said)
	return said
}

// Whatever captions are added, and however they are changed then, they are read
// as they are meant: none is lost, moved, lengthened or made one with another.
func TestAnyCaptionsComeBack(t *testing.T) {
	for seed := range uint64(60) {
		r := rand.New(rand.NewPCG(seed, 1))
		d := newDesk(t)
		cues := randomCues(r)
		doc, err := caption.Fresh(cues, []string{"ttml", "srt", "vtt"}[r.IntN(3)], "en")
		if err != nil {
			t.Fatal(err)
		}
		want := markedSaid(doc.Cues)
		track := edit.CaptionTrack{Name: "eng", Language: "eng", Subtype: "CAPT", File: "eng.ismt", Embedded: seed%2 == 0, Captions: doc}
		d.add(track)
		for n := range 4 {
			_, found := d.captions()
			if diff := cmp.Diff(want, markedSaid(found.Document.Cues)); diff != "" {
				t.Errorf("seed %d, %s, embedded %v, after %d edits:\n%s", seed, doc.Format.Name, track.Embedded, n, diff)
				break
			}
			d.replace(func(now []caption.Cue) []caption.Cue {
				now = randomEdits(r, now)
				want = markedSaid(now)
				return now
			})
		}
	}
}
