package check

import (
	"fmt"
	"maps"
	"slices"
)

func markerPair() *Rule {
	return &Rule{
		ID: "MRK-PAIR", Title: "An ad break does not end, or not when it says", Severity: Warning,
		// A recording may begin and end within a break.
		In: map[Profile]Severity{Ingest: Info, Archive: Info},
		Help: "A break begins with a marker that leads out of the programme and ends with one that leads back in, or by itself after its duration. " +
			"Without its end the player stays in the break; and where the duration and the marker that ends it contradict each other, players come back at different times. " +
			"Both belong to the same event by its id.",
		Clause: "SCTE 35 9.7.3.1, 10.3.3",
		whole: func(c *Case, to *Reporter) {
			for _, l := range c.events() {
				n := 0
				for _, b := range l.breaks(c) {
					if f, wrong := b.fault(l); wrong {
						to.Add(apartKey(&n), f)
					}
				}
			}
		},
	}
}

func markerOverlap() *Rule {
	return &Rule{
		ID: "MRK-OVERLAP", Title: "Two ad breaks of a stream overlap", Severity: Warning,
		Help: "A break begins before the one before it has ended. Players and ad servers know one break at a time: they drop the second, or come back to the programme in the middle of it. " +
			"Make the first one shorter, or move the second.",
		Clause: "Timed metadata in live streaming 2.1, SCTE 35 9.7.3.1",
		whole: func(c *Case, to *Reporter) {
			for _, l := range c.events() {
				n, slack := 0, l.slack(c)
				longest := map[uint8]*adBreak{} // of each kind the one that ends last
				for _, b := range l.breaks(c) {
					if b.out == nil || b.end == 0 {
						continue
					}
					before := longest[b.out.kind]
					if before != nil && before.end > b.out.time+slack && before.out.id != b.out.id {
						to.Add(apartKey(&n), overlap(l, before, b))
					}
					if before == nil || b.end > before.end {
						longest[b.out.kind] = b
					}
				}
			}
		},
	}
}

func overlap(l *eventList, one, two *adBreak) Finding {
	d := Distance{Ticks: apart(two.out.time, one.end), TimeScale: l.scale}
	return Finding{
		Place: two.out.place, Off: d,
		Message:  fmt.Sprintf("%s begins %s before the break that began at %s has ended", l.what(two.out), d.words(), seconds(clamped(one.out.time), l.scale)),
		Measured: "the one before ends at " + seconds(clamped(one.end), l.scale),
		Expected: "at or before " + seconds(clamped(two.out.time), l.scale),
		Hint:     "Make the break before it shorter, move this one behind it, or cancel one of them.",
	}
}

// adBreak is what begins with one event and ends with another.
type adBreak struct {
	out, in *event // nil where there is none
	end     uint64 // when it ends, ticks of the list; 0 where nothing says so
	length  uint64 // that it says, 0 where it does not
	slack   uint64

	cancelled bool
}

// slack is how much later or earlier than it says a break may end: one frame.
func (l *eventList) slack(c *Case) uint64 {
	const usual = 25 // frames a second
	slack := l.scale / usual
	if p := c.pointsFor(l); p != nil && p.frame > 0 {
		slack = moment{p.frame, p.scale}.in(l.scale)
	}
	return slack + 1
}

// breaks are those of a list, as they begin.
func (l *eventList) breaks(c *Case) []*adBreak {
	p := pairs{slack: l.slack(c), of: map[eventKey][]*adBreak{}, open: map[uint8][]*adBreak{}, timed: map[uint8]*adBreak{}, gone: map[eventKey]bool{}, kinds: map[uint8]bool{}}
	for i := range l.list {
		switch e := &l.list[i]; {
		case e.cancel:
			p.cancel(e)
		case e.begins:
			p.begin(e)
		case e.ends:
			p.end(e)
		}
	}
	return slices.DeleteFunc(p.all, func(b *adBreak) bool { return b.cancelled })
}

// eventKey is what tells events apart.
type eventKey struct {
	kind uint8
	id   string
}

// pairs joins the begins and ends of breaks as they come.
type pairs struct {
	slack uint64
	all   []*adBreak
	of    map[eventKey][]*adBreak // that have not ended
	open  map[uint8][]*adBreak    // of a kind, that have not ended and do not by themselves
	timed map[uint8]*adBreak      // of a kind, the last that ends by itself
	gone  map[eventKey]bool       // events that were called off
	kinds map[uint8]bool          // that occur
}

// current is the last break of an event that has begun and not ended.
func (p *pairs) current(e *event) *adBreak {
	for _, b := range slices.Backward(p.of[eventKey{e.kind, e.id}]) {
		if b.in == nil && (b.out.part == e.part || b.out.part == 0 || e.part == 0) {
			return b
		}
	}
	return nil
}

func (p *pairs) begin(e *event) {
	if b := p.current(e); b != nil && b.goesOn(e, p.slack) {
		return // said again
	}
	b := &adBreak{out: e, length: e.length, slack: p.slack}
	if e.length > 0 {
		b.end = e.time + e.length
	}
	key := eventKey{e.kind, e.id}
	p.all, p.of[key] = append(p.all, b), append(p.of[key], b)
	if e.alone {
		p.timed[e.kind] = b
	} else {
		p.open[e.kind] = append(p.open[e.kind], b)
	}
	p.kinds[e.kind] = true
}

// end closes the break of the event.
func (p *pairs) end(e *event) {
	b := p.current(e)
	if b == nil {
		b = p.stranger(e)
	}
	switch {
	case b != nil:
		p.close(b, e)
	case !p.gone[eventKey{e.kind, e.id}]:
		p.all = append(p.all, &adBreak{in: e})
	}
}

// stranger is a break that an event of another id ends, as some markers that
// end one have an id of their own: one that ends just then by itself, else the
// last of the kind that does not.
func (p *pairs) stranger(e *event) *adBreak {
	if b := p.timed[e.kind]; b != nil && b.in == nil && magnitude(apart(b.end, e.time)) <= p.slack {
		return b
	}
	for list := p.open[e.kind]; len(list) > 0; list = p.open[e.kind] {
		last := list[len(list)-1]
		p.open[e.kind] = list[:len(list)-1]
		if last.in == nil {
			return last
		}
	}
	return nil
}

func (p *pairs) close(b *adBreak, e *event) {
	b.in, b.end = e, e.time
	key := eventKey{b.out.kind, b.out.id}
	list := p.of[key]
	for i, other := range slices.Backward(list) {
		if other == b {
			p.of[key] = slices.Delete(list, i, i+1)
			return
		}
	}
}

// cancel calls an event off: a break that has not begun before never will, and
// another one ends here.
func (p *pairs) cancel(e *event) {
	kinds := []uint8{e.kind}
	if e.kind == anySegment {
		kinds = slices.Sorted(maps.Keys(p.kinds))
	}
	for _, kind := range kinds {
		if e.kind == anySegment && (kind == 0 || kind == anXML) {
			continue
		}
		one := *e
		one.kind = kind
		p.gone[eventKey{kind, e.id}] = true
		if b := p.current(&one); b != nil {
			p.close(b, e)
			b.cancelled = b.out.time+p.slack >= e.time
		}
	}
}

// goesOn tells whether an event that begins again is the one that goes on: it
// was repeated, or sent anew with another duration.
func (b *adBreak) goesOn(e *event, slack uint64) bool {
	return e.time <= b.out.time+slack || b.end == 0 || e.time < b.end
}

// fault is what is wrong with how a break ends.
func (b *adBreak) fault(l *eventList) (Finding, bool) {
	switch {
	case b.out == nil:
		if l.live || !b.in.mustEnd() {
			return Finding{}, false
		}
		return Finding{
			Place: b.in.place, Message: l.what(b.in) + " ends a break that did not begin",
			Measured: "no marker of this event that leads out", Expected: "one before it",
			Hint: "Add the marker that begins the break, or remove this one. Both carry the same event id.",
		}, true
	case b.in == nil && !b.out.alone:
		if l.live || !b.out.mustEnd() {
			return Finding{}, false
		}
		return b.endless(l), true
	case b.in == nil || b.in.cancel || b.length == 0:
		return Finding{}, false
	}
	off := apart(b.out.time+b.length, b.in.time)
	if magnitude(off) <= b.slack {
		return Finding{}, false
	}
	d := Distance{Ticks: off, TimeScale: l.scale}
	return Finding{
		Place: b.out.place, Off: d,
		Message: fmt.Sprintf("%s says that its break lasts %s, but the marker at %s ends it %s %s", l.what(b.out), seconds(clamped(b.length), l.scale),
			seconds(clamped(b.in.time), l.scale), d.words(), later(off)),
		Measured: fmt.Sprintf("%s between the two", seconds(clamped(b.in.time-b.out.time), l.scale)),
		Expected: seconds(clamped(b.length), l.scale),
		Hint:     "Correct the duration, or move the marker that ends the break.",
	}, true
}

func (b *adBreak) endless(l *eventList) Finding {
	f := Finding{
		Place: b.out.place, Message: l.what(b.out) + " leads out of the programme, and nothing leads back in",
		Measured: "no end", Expected: "a duration after which the break ends by itself, or a marker that leads back in",
		Hint: "Give the break a duration and auto_return, or add a marker of the same event that leads back in.",
	}
	if b.length > 0 {
		f.Message = fmt.Sprintf("%s lasts %s but does not end by itself (auto_return is 0), and nothing leads back in", l.what(b.out), seconds(clamped(b.length), l.scale))
		f.Measured = "auto_return 0 and no marker that leads back in"
	}
	return f
}
