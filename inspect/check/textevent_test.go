package check

import (
	"encoding/binary"
	"strings"
	"testing"

	"smoothscope/inspect/asset"
	"smoothscope/inspect/marker"
)

const second = 1000 // ticks of the lists here

// splice is a splice_insert at a second; lasts 0 says nothing, and a negative
// one that the break does not end by itself.
func splice(at, id uint32, out bool, lasts int64) timedCue {
	c := marker.Cue{Command: marker.SpliceInsert, EventID: id, Out: out}
	if lasts != 0 {
		ticks := uint64(max(lasts, -lasts)) * marker.Clock
		c.Duration, c.AutoReturn = &ticks, lasts > 0
	}
	return timedCue{at, c}
}

// signal is a time_signal with one segment.
func signal(at, id uint32, kind uint8, lasts uint64) timedCue {
	s := marker.Segment{EventID: id, Type: kind}
	if lasts != 0 {
		ticks := lasts * marker.Clock
		s.Duration = &ticks
	}
	return timedCue{at, marker.Cue{Command: marker.TimeSignal, PTS: new(uint64), Segments: []marker.Segment{s}}}
}

// calledOff is the cue that calls this one off.
func (t timedCue) calledOff() timedCue {
	if len(t.cue.Segments) > 0 {
		t.cue.Segments = []marker.Segment{{EventID: t.cue.Segments[0].EventID, Cancel: true}}
		return t
	}
	t.cue = marker.Cue{Command: marker.SpliceInsert, EventID: t.cue.EventID, Cancel: true}
	return t
}

type timedCue struct {
	at  uint32
	cue marker.Cue
}

func TestBreaks(t *testing.T) {
	out, in := func(at, id uint32, lasts int64) timedCue { return splice(at, id, true, lasts) }, func(at, id uint32) timedCue { return splice(at, id, false, 0) }
	for name, c := range map[string]struct {
		cues []timedCue
		want string
	}{
		"ends by itself":              {[]timedCue{out(10, 1, 30)}, ""},
		"both ways":                   {[]timedCue{out(10, 1, 30), in(40, 1)}, ""},
		"one id for all":              {[]timedCue{out(10, 1, 30), out(60, 1, 30), in(90, 1)}, ""},
		"an id for each way":          {[]timedCue{out(10, 1, 30), in(40, 2), out(60, 3, 0), in(70, 4)}, ""},
		"said again":                  {[]timedCue{out(10, 1, 0), out(10, 1, 0), out(20, 1, 0), in(40, 1)}, ""},
		"called off":                  {[]timedCue{out(10, 1, 0), out(10, 1, 0).calledOff(), in(40, 1)}, ""},
		"called off while it runs":    {[]timedCue{out(10, 1, 90), out(40, 1, 0).calledOff(), out(40, 2, 5)}, ""},
		"no end":                      {[]timedCue{out(10, 1, 0)}, "MRK-PAIR nothing leads back in"},
		"does not end by itself":      {[]timedCue{out(10, 1, -30)}, "MRK-PAIR does not end by itself"},
		"ends too early":              {[]timedCue{out(10, 1, 30), in(30, 1)}, "MRK-PAIR ends it 10 s earlier"},
		"ends too late":               {[]timedCue{out(10, 1, -30), in(41, 1)}, "MRK-PAIR ends it 1 s later"},
		"no begin":                    {[]timedCue{in(10, 1)}, "MRK-PAIR did not begin"},
		"overlap":                     {[]timedCue{out(10, 1, 30), out(39, 2, 30)}, "MRK-OVERLAP begins 1 s before"},
		"three at once":               {[]timedCue{out(10, 1, 90), out(20, 2, 5), out(30, 3, 5)}, "MRK-OVERLAP begins 80 s before; MRK-OVERLAP begins 70 s before"},
		"segments":                    {[]timedCue{signal(10, 1, 0x34, 30), signal(10, 7, 0x30, 15), signal(25, 7, 0x31, 0), signal(25, 8, 0x30, 15)}, ""},
		"a segment without end":       {[]timedCue{signal(10, 1, 0x22, 0)}, "MRK-PAIR nothing leads back in"},
		"a programme without end":     {[]timedCue{signal(10, 1, 0x10, 0)}, ""},
		"a segment that ends early":   {[]timedCue{signal(10, 1, 0x34, 30), signal(20, 1, 0x35, 0)}, "MRK-PAIR ends it 20 s earlier"},
		"a segment that is cancelled": {[]timedCue{signal(10, 1, 0x34, 0), signal(10, 1, 0x34, 0).calledOff(), out(10, 1, 5)}, ""},
		"segments that overlap":       {[]timedCue{signal(10, 1, 0x30, 30), signal(20, 2, 0x30, 30)}, "MRK-OVERLAP begins 20 s before"},
		"an end of another kind":      {[]timedCue{signal(10, 1, 0x22, 0), signal(20, 1, 0x35, 0)}, "MRK-PAIR nothing leads back in; MRK-PAIR did not begin"},
	} {
		l := &eventList{stream: -1, name: "ads", scale: second}
		for _, cue := range c.cues {
			s, err := marker.New(cue.cue)
			if err != nil {
				t.Fatal(name, err)
			}
			l.section(s, uint64(cue.at)*second, Nowhere().AtChunk(len(l.list), uint64(cue.at)*second), nil)
		}
		judged := &Case{Profile: Smooth, announced: []*eventList{l}, heardEvents: true, Asset: &asset.Asset{}}
		rules := []*Rule{markerPair(), markerOverlap()}
		reports := newReports(judged, rules)
		for _, r := range rules {
			r.whole(judged, reports.of(r))
		}
		said := []string{}
		for _, f := range reports.report().Findings {
			said = append(said, f.Rule+" "+f.Message)
		}
		want := strings.Split(c.want, "; ")
		fits := len(said) == len(want) || c.want == "" && len(said) == 0
		for i := 0; fits && i < len(said); i++ {
			rule, words, _ := strings.Cut(want[i], " ")
			fits = strings.HasPrefix(said[i], rule) && strings.Contains(said[i], words)
		}
		if !fits {
			t.Errorf("%s: %q, want %q", name, said, c.want)
		}
	}
}

// A marker in a track says itself how far ahead it stands.
func TestLeads(t *testing.T) {
	s, err := marker.New(splice(0, 1, true, 30).cue)
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		ticks   uint32
		profile Profile
		found   bool
	}{{3999, Smooth, true}, {4000, Smooth, false}, {0, Smooth, false}, {0, Ingest, true}} {
		sample := append(binary.BigEndian.AppendUint32([]byte{0, 0, 0, 1, 0, 0, 0, 7}, c.ticks), s.Raw...)
		ticks, ok := marker.Ahead(sample)
		lead := int64(ticks)
		l := &eventList{stream: -1, name: "ads", scale: second, inMedia: true}
		l.section(s, 0, Nowhere(), &lead)
		judged := &Case{Profile: c.profile, announced: []*eventList{l}, heardEvents: true, Asset: &asset.Asset{}}
		reports := newReports(judged, []*Rule{markerLead()})
		markerLead().whole(judged, reports.of(markerLead()))
		if n := len(reports.by); !ok || (n == 1) != c.found {
			t.Errorf("%d ticks ahead for %s: %d findings", c.ticks, c.profile, n)
		}
	}
}
