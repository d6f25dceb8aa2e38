package check

import (
	"fmt"

	"smoothscope/inspect/manifest"
	"smoothscope/inspect/media"
)

// manifestTick is how far times of one list may be apart that should be equal.
const manifestTick = 1

func manOrder() *Rule {
	return &Rule{
		ID: "MAN-T-ORDER", Title: "The times of the chunks go back or overlap", Severity: Error,
		Help: "Each chunk starts where the one before ends, or later. A chunk that starts before that makes players jump back, play a part twice, or drop the list. " +
			"Usual causes are an encoder that was restarted while the list went on, and two lists joined by hand.",
		Clause: "MS-SSTR 2.2.2.6",
		whole: func(c *Case, to *Reporter) {
			client, m := c.client()
			if client == nil {
				return
			}
			for i := range client.Streams {
				s := &client.Streams[i]
				var t tally
				var off Distance
				var measured, expected string
				disorder(s, &m.streams[i], func(n int, end uint64, e *chunkMarkup) {
					if t.n == 0 {
						off = Distance{Ticks: -int64(end - e.t), TimeScale: s.TimeScale}
						measured, expected = clockText(e.t, s.TimeScale), clockText(end, s.TimeScale)+" or later"
					}
					t.add(func() Place { return c.atChunk(i, n, e) })
				})
				if t.n > 0 {
					t.report(to, "", Finding{
						Message:  fmt.Sprintf("chunk %d of %s starts at %s, %.3g ms before the one before it ends%s", max(0, t.places[0].Chunk), clientTitle(s), measured, -off.Milliseconds(), several(t.n)),
						Measured: measured, Expected: expected, Off: off,
						Hint: "Was the encoder restarted, or were two lists joined? Make the manifest again from the media.",
					})
				}
			}
		},
	}
}

// disorder calls each with the chunks whose t lies before the end of what
// precedes them. In sparse streams, whose chunks are events, only going back
// is wrong: events may overlap.
func disorder(s *manifest.Stream, m *streamMarkup, each func(chunk int, end uint64, e *chunkMarkup)) {
	sparse := s.Parent != "" || s.Embedded
	for k := 1; k < len(m.chunks); k++ {
		e := &m.chunks[k]
		if !e.hasT || e.first >= len(s.Chunks) || e.first == 0 {
			continue
		}
		before := s.Chunks[e.first-1]
		end := before.Time + 1
		if sparse {
			end = before.Time
		} else if m.chunks[k-1].hasD {
			end = max(end, before.Time+before.Duration)
		}
		slack := uint64(manifestTick)
		if sparse || end == before.Time+1 {
			slack = 0
		}
		if e.t+slack < end {
			each(e.first, end, e)
		}
	}
}

// durationSlack is by how many ticks of 100 ns the Duration of a manifest may
// miss the end of its last chunk: ismindex counts it in microseconds.
const durationSlack = 10

// aFewFrames is how many milliseconds nobody misses at the end.
const aFewFrames = 50

func manDuration() *Rule {
	return &Rule{
		ID: "MAN-DUR", Title: "Duration is not where the last chunk ends", Severity: Warning,
		In: map[Profile]Severity{Ingest: Off}, // there is none while an event lasts
		Help: "Duration is the length that players show and seek in. Where it is shorter than the chunks, the end cannot be reached; where it is longer, players wait for chunks that never come. " +
			"A finished recording with the Duration 0 looks live to some of them.",
		Clause: "MS-SSTR 2.2.2.1",
		whole: func(c *Case, to *Reporter) {
			client, _ := c.client()
			if client == nil || client.Live || !c.wholeClient() {
				return
			}
			first, last, known := extent(client)
			if !known {
				return
			}
			slack := max(manifestTick, media.Rescale(durationSlack, manifest.DefaultTimeScale, client.TimeScale))
			if within(client.Duration, last, slack) || within(client.Duration, last-first, slack) {
				return
			}
			length := last - first
			f := Finding{
				Place:    c.inClient(-1, -1, client.Span),
				Measured: clockText(client.Duration, client.TimeScale), Expected: clockText(length, client.TimeScale),
				Off:  Distance{Ticks: int64(client.Duration) - int64(length), TimeScale: client.TimeScale},
				Hint: "Was the manifest edited, or the media cut after it was made? Make it again from the media.",
			}
			f.Message = fmt.Sprintf("Duration says %s, the chunks last %s (%+.3g ms)", f.Measured, f.Expected, f.Off.Milliseconds())
			if ms := f.Off.Milliseconds(); ms < aFewFrames && ms > -aFewFrames {
				f.Severity, f.Hint = Info, "Encoders round Duration, or count it by the video alone: no player minds a frame or two."
			}
			if client.Duration == 0 {
				f.Severity = Warning
				f.Message, f.Off = fmt.Sprintf("Duration is 0, though the recording is finished and its chunks last %s", f.Expected), Distance{}
				f.Hint = "Write the length, or IsLive=\"TRUE\" where the event still goes on."
			}
			to.Add("", f)
		},
	}
}

// extent is where the chunks of the streams that play all the time begin and
// end, in ticks of the manifest; known is false where that cannot be told.
func extent(client *manifest.Client) (first, last uint64, known bool) {
	for i := range client.Streams {
		s := &client.Streams[i]
		if s.Parent != "" || s.Embedded || len(s.Chunks) == 0 || s.Type == "text" {
			continue
		}
		end := s.Chunks[len(s.Chunks)-1]
		if !end.DurationKnown {
			return 0, 0, false
		}
		from := media.Rescale(s.Chunks[0].Time, s.TimeScale, client.TimeScale)
		if !known || from < first {
			first = from
		}
		last, known = max(last, media.Rescale(end.Time+end.Duration, s.TimeScale, client.TimeScale)), true
	}
	return first, last, known
}

// within tells whether two times are at most slack apart.
func within(a, b, slack uint64) bool { return max(a, b)-min(a, b) <= slack }
