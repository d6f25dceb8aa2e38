package markers

import (
	"strings"

	"fyne.io/fyne/v2/lang"

	"smoothscope/inspect/check"
	"smoothscope/inspect/marker"
)

// splice is what a marker does to the programme.
type splice int

const (
	noSplice splice = iota
	splicesOut
	splicesIn
	splicesBoth // it begins a break that ends by itself
)

// splices tells what a marker does; of XML nothing is known.
func (r *row) splices() splice {
	if r.section == nil || !r.section.Editable() {
		return noSplice
	}
	c := r.section.Cue()
	switch {
	case c.Command == marker.SpliceInsert && c.Cancel:
		return noSplice
	case c.Command == marker.SpliceInsert && !c.Out:
		return splicesIn
	case c.Command == marker.SpliceInsert && c.Duration != nil && c.AutoReturn:
		return splicesBoth
	case c.Command == marker.SpliceInsert:
		return splicesOut
	}
	return signals(&c)
}

// signals is what a time_signal does, by its first segment that says.
func signals(c *marker.Cue) splice {
	for i := range c.Segments {
		s := &c.Segments[i]
		_, starts := marker.SegmentEnd(s.Type)
		switch {
		case s.Cancel || s.Type < breakKinds:
		case starts && s.Duration != nil:
			return splicesBoth
		case starts:
			return splicesOut
		case strings.HasSuffix(marker.SegmentName(s.Type), " End"):
			return splicesIn
		}
	}
	return noSplice
}

// line is what the breaks of a kind in a stream have in common: a placement
// opportunity may lie over a splice, two of them may not.
type line struct {
	stream string
	kind   uint8 // 0 of a splice_insert, else the segmentation_type_id of what begins
}

// breaks are the rows that begin or end a break, by what they could be at odds
// with.
func (v *view) breaks() map[line][]*row {
	by := map[line][]*row{}
	for i := range v.rows {
		if r := &v.rows[i]; r.splices() != noSplice {
			on := line{r.Stream, r.kind()}
			by[on] = append(by[on], r)
		}
	}
	return by
}

// kind is the kind of a marker that splices.
func (r *row) kind() uint8 {
	c := r.section.Cue()
	if c.Command == marker.SpliceInsert {
		return 0
	}
	for i := range c.Segments {
		if s := &c.Segments[i]; !s.Cancel && s.Type >= breakKinds {
			return s.Type &^ 1 // what ends has the number behind what begins
		}
	}
	return 0
}

// breakKinds are the types of segments from here on: before them stand
// programmes and chapters, which are no breaks.
const breakKinds = 0x22

// judgeBreaks says what is wrong among breaks of a line, which come by their
// time.
func judgeBreaks(rows []*row, p *points) {
	open := map[string]*row{} // by event
	var last *row             // that began a break and said how long it is
	for _, r := range rows {
		if r.splices() == splicesIn {
			judgeReturn(r, open[r.ID], p)
			delete(open, r.ID)
			continue
		}
		if last != nil && last.ID != r.ID && last.time()+last.lasts() > r.time()+p.frame()/2 {
			id := last.ID
			r.problem("MRK-OVERLAP", check.Warning, func() string {
				return lang.L("Begins before the break of event {{.ID}} ends", map[string]any{"ID": id})
			})
		}
		if before := open[r.ID]; before != nil {
			before.unpaired()
		}
		open[r.ID] = r
		if r.lasts() > 0 {
			last = r
		}
	}
	for _, r := range open {
		r.unpaired()
	}
}

// unpaired tells of a break that nothing ends.
func (r *row) unpaired() {
	if r.splices() == splicesOut {
		r.problem("MRK-PAIR", check.Warning, func() string {
			return lang.L("Out, but nothing leads back in: give it a duration with auto return, or add the way in")
		})
	}
}

// judgeReturn compares the way back in with the break that it ends.
func judgeReturn(in, out *row, p *points) {
	if out == nil {
		in.problem("MRK-PAIR", check.Warning, func() string {
			return lang.L("Back in, but no break with event {{.ID}} comes before", map[string]any{"ID": in.ID})
		})
		return
	}
	if out.lasts() == 0 {
		return
	}
	by := int64(in.time()) - int64(out.time()+out.lasts())
	if !p.exact(by) && abs(by) >= hns/100 {
		in.problem("MRK-PAIR", check.Warning, func() string {
			return lang.L("Back in {{.Distance}} than the duration of its break says", map[string]any{"Distance": p.distance(by, lang.L("earlier"), lang.L("later"))})
		})
	}
}
