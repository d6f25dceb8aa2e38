package markers

import (
	"slices"
	"strconv"
	"strings"

	"fyne.io/fyne/v2/lang"

	"smoothscope/gui/kit"
	"smoothscope/inspect/asset"
	"smoothscope/inspect/check"
	"smoothscope/inspect/manifest"
	"smoothscope/inspect/marker"
	"smoothscope/tasks/report"
)

// problem is what is wrong with a marker.
type problem struct {
	rule     string
	severity check.Severity
	text     func() string // worked out for the rows in view only
}

// reason is why nothing can be changed: what the hall says, or what the asset
// is. It is "" where all can be.
func reason(a *asset.Asset, client []byte, why string) string {
	switch {
	case a == nil || why != "":
		return why
	case a.URL != "":
		return lang.L("The asset is on a server: copy it to this machine to change its markers.")
	case client == nil:
		return lang.L("The asset has no client manifest that could hold markers: make one on the Manifest tab.")
	case a.Live:
		return lang.L("The asset is live: its encoder writes the markers.")
	}
	return ""
}

// about are the findings that are about markers, with the streams of their places
// counted as the manifest has them.
func (r *Room) about(all []check.Finding) []check.Finding {
	var list []check.Finding
	for _, f := range all {
		if !strings.HasPrefix(f.Rule, "MRK-") {
			continue
		}
		f.More = slices.Clone(f.More)
		f.Stream = r.inManifest(f.Stream)
		for i := range f.More {
			f.More[i].Stream = r.inManifest(f.More[i].Stream)
		}
		list = append(list, f)
	}
	return list
}

// inManifest is a stream of the asset as it is counted in the client manifest.
func (r *Room) inManifest(stream int) int {
	if r.asset == nil || r.view.client == nil || stream < 0 || stream >= len(r.asset.Streams) {
		return stream
	}
	name := r.asset.Streams[stream].Name
	if stream < len(r.view.client.Streams) && r.view.client.Streams[stream].Title() == name {
		return stream
	}
	return slices.IndexFunc(r.view.client.Streams, func(s manifest.Stream) bool { return s.Title() == name })
}

// judge says what is wrong with each marker: what can be seen at once, and what
// a check has found besides.
func (v *view) judge(p *points, given []check.Finding) {
	for i := range v.rows {
		v.rows[i].problems = nil
		v.rows[i].judgeAlone(p, v.end)
	}
	for _, rows := range v.breaks() {
		judgeBreaks(rows, p)
	}
	for i := range v.rows {
		v.rows[i].add(given)
		slices.SortStableFunc(v.rows[i].problems, func(a, b problem) int { return rank(a.severity) - rank(b.severity) })
	}
}

func rank(s check.Severity) int {
	return slices.Index([]check.Severity{check.Error, check.Warning, check.Info}, s)
}

func (r *row) problem(rule string, severity check.Severity, text func() string) {
	r.problems = append(r.problems, problem{rule, severity, text})
}

// judgeAlone says what is wrong whatever stands beside the marker.
func (r *row) judgeAlone(p *points, end uint64) {
	if r.Err != nil {
		r.problem("MRK-B64", check.Error, func() string { return report.Sentence(r.Err.Error()) })
	}
	if r.section != nil && r.Err == nil {
		if _, _, ok := r.section.CRCFits(); !ok {
			r.problem("MRK-CRC", check.Error, func() string { return lang.L("The checksum is wrong: any change mends it") })
		}
	}
	if r.Class == marker.Ad && r.edge.known && !p.exact(r.edge.best()) {
		r.problem("MRK-IDR", check.Warning, func() string {
			return lang.L("No key frame here: {{.Where}}", map[string]any{"Where": p.away(&r.edge)})
		})
	}
	if end > 0 && r.time() >= end {
		r.problem("", check.Warning, func() string { return lang.L("Behind the end of the video") })
	}
}

// add tells what a check has found about the marker and is not told yet.
func (r *row) add(given []check.Finding) {
	for i := range given {
		f := &given[i]
		here := slices.ContainsFunc(append([]check.Place{f.Place}, f.More...), func(at check.Place) bool {
			return at.Stream == r.At.Stream && at.Chunk >= 0 && at.Chunk == r.At.Chunk
		})
		told := slices.ContainsFunc(r.problems, func(p problem) bool { return p.rule == f.Rule })
		if here && !told {
			r.problem(f.Rule, f.Severity, func() string { return report.Sentence(f.Message) })
		}
	}
}

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
		case s.Cancel || s.Type < 0x22: // programmes and chapters are no breaks
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

// breaks are the rows that begin or end a break, by the names of their streams.
func (v *view) breaks() map[string][]*row {
	by := map[string][]*row{}
	for i := range v.rows {
		if r := &v.rows[i]; r.splices() != noSplice {
			by[r.Stream] = append(by[r.Stream], r)
		}
	}
	return by
}

// judgeBreaks says what is wrong among the breaks of a stream, which come by
// their time.
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

// away is how far a place is from where the video can be cut, in words.
func (p *points) away(e *edge) string {
	where := lang.L("chunk {{.N}}", map[string]any{"N": e.chunk})
	if e.key != nil {
		where = lang.L("a key frame")
	}
	// The distance leads from the place to the point: what is earlier by it lies before.
	return p.distance(-e.best(), lang.L("before {{.Where}}", map[string]any{"Where": where}), lang.L("after {{.Where}}", map[string]any{"Where": where}))
}

// distance is "3 frames before", or after where it is positive.
func (p *points) distance(by int64, before, after string) string {
	side := after
	if by < 0 {
		side = before
	}
	return p.length(by) + " " + side
}

// length is a distance without its sign: in frames where their length is known,
// to a tenth of one, as the checks say it.
func (p *points) length(by int64) string {
	by = abs(by)
	frame := int64(p.frame())
	if frame == 0 || by > mostFrames*frame {
		return kit.Group(by/hns) + millis(by) + " s"
	}
	count := strings.TrimSuffix(strconv.FormatFloat(float64(by)/float64(frame), 'f', 1, 64), ".0")
	if count == "1" {
		return lang.L("1 frame")
	}
	return lang.L("{{.Count}} frames", map[string]any{"Count": count})
}
