package check

import "fmt"

func markerLead() *Rule {
	return &Rule{
		ID: "MRK-LEAD", Title: "An ad marker comes less than 4 s before its time", Severity: Info,
		Help: "Live services act on a marker that reaches them at least four seconds before the time it announces; of a later one they may miss the beginning of the break. " +
			"On demand all markers are known from the start, and this does not matter.",
		Clause: "Timed metadata in live streaming 2.1",
		whole: func(c *Case, to *Reporter) {
			for _, l := range c.events() {
				n := 0
				for i := range l.list {
					e := &l.list[i]
					if e.lead == nil || e.cancel || !c.tooLate(l, *e.lead) {
						continue
					}
					d := Distance{Ticks: *e.lead, TimeScale: l.scale}
					f := Finding{
						Place: e.place, Off: d, Measured: d.words(), Expected: "4 s or more",
						Message: fmt.Sprintf("%s stands %s before the time that it announces", l.what(e), d.words()),
						Hint:    "Let the encoder send the marker earlier, as soon as the break is known.",
					}
					if d.Ticks < 0 {
						f.Message = fmt.Sprintf("%s stands %s behind the time that it announces", l.what(e), d.words())
					}
					to.Add(apartKey(&n), f)
				}
			}
		},
	}
}

// tooLate judges a lead in ticks. A marker that stands at its own time says
// nothing about when it was sent, but to who takes it in live.
func (c *Case) tooLate(l *eventList, lead int64) bool {
	const least = 4                     // seconds
	if magnitude(lead) <= l.scale/100 { // 10 ms may be rounding
		return c.Profile == Ingest && l.inMedia
	}
	return lead < least*int64(l.scale)
}
