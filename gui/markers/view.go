package markers

import (
	"cmp"
	"regexp"
	"slices"
	"strings"

	"smoothscope/inspect/manifest"
	"smoothscope/inspect/marker"
	"smoothscope/tasks/edit"
)

// hns is the unit of times that are of no stream: 100 ns.
const hns = manifest.DefaultTimeScale

// view is a client manifest as the screen shows it.
type view struct {
	raw    []byte
	client *manifest.Client
	err    error
	rows   []row  // by time
	end    uint64 // of the video and sound, in hns; 0 where unknown
}

// row is a marker with what is known about its place.
type row struct {
	marker.Marker
	section  *marker.Section // of an SCTE-35 payload, also of a broken one
	implied  bool            // nobody says how long it lasts: Duration is the time to the next
	rest     uint64          // of the last chapter: up to the end, in hns
	edge     edge
	problems []problem
}

// identity tells a marker from all others, also after it was written anew.
type identity struct {
	stream  string
	time    uint64 // in hns
	payload string
}

func (r *row) identity() identity { return identityOf(&r.Marker) }

func identityOf(m *marker.Marker) identity {
	return identity{strings.ToLower(m.Stream), marker.Rescale(m.Time, m.TimeScale, hns), string(m.Payload.Bytes)}
}

// time is when it is, in hns.
func (r *row) time() uint64 { return marker.Rescale(r.Time, r.TimeScale, hns) }

// lasts is its duration in hns, 0 where it is not said. A chapter lasts up to
// the next; for all else the time to the next is no duration.
func (r *row) lasts() uint64 {
	switch {
	case r.rest > 0:
		return r.rest
	case r.implied && r.Class != marker.Chapter:
		return 0
	}
	return marker.Rescale(r.Duration, r.TimeScale, hns)
}

// read understands a client manifest.
func read(raw []byte) *view {
	v := &view{raw: raw}
	if raw == nil {
		return v
	}
	v.client, v.err = manifest.ParseClient(raw)
	timed := v.timed()
	for _, m := range marker.All(v.client) {
		one := row{Marker: m, implied: !timed[m.At.Stream]}
		switch {
		case m.Payload.Kind == marker.SCTE35:
			one.section, _ = marker.Decode(m.Payload.Bytes) // the error is m.Err
			cue := one.section.Cue()
			one.implied = one.implied && cue.Length() == 0
		case one.implied:
			one.implied = m.Payload.Says().Length == 0
		}
		v.rows = append(v.rows, one)
	}
	slices.SortStableFunc(v.rows, func(a, b row) int { return cmp.Compare(a.time(), b.time()) })
	v.findEnd()
	return v
}

// findEnd says where video and sound end, and gives the last chapter the rest.
func (v *view) findEnd() {
	for i := range v.client.Streams {
		s := &v.client.Streams[i]
		if n := len(s.Chunks); n > 0 && (s.Type == "video" || s.Type == "audio") {
			last := s.Chunks[n-1]
			v.end = max(v.end, marker.Rescale(last.Time+last.Duration, s.TimeScale, hns))
		}
	}
	for i := len(v.rows) - 1; i >= 0; i-- {
		if r := &v.rows[i]; r.Class == marker.Chapter {
			if r.Duration == 0 && v.end > r.time() {
				r.rest = v.end - r.time()
			}
			return
		}
	}
}

// timed tells the streams whose chunks say how long they last. In others a
// reader takes the time to the next.
func (v *view) timed() map[int]bool {
	says := regexp.MustCompile(`<c\s[^>]*\bd\s*=`)
	timed := map[int]bool{}
	for i := range v.client.Streams {
		if s := &v.client.Streams[i]; s.Type == "text" && s.Embedded {
			timed[i] = says.Match(v.client.Text[s.Span.From:s.Span.To])
		}
	}
	return timed
}

// all are the markers of the rows.
func (v *view) all() []marker.Marker {
	all := make([]marker.Marker, len(v.rows))
	for i := range v.rows {
		all[i] = v.rows[i].Marker
	}
	return all
}

// news tells the markers that another view has not.
func (v *view) news(before *view) []identity {
	known := map[identity]bool{}
	for i := range before.rows {
		known[before.rows[i].identity()] = true
	}
	var fresh []identity
	for i := range v.rows {
		if id := v.rows[i].identity(); !known[id] {
			fresh = append(fresh, id)
		}
	}
	return fresh
}

// streamFor is where markers of a class go: a stream that is there and takes
// them, or else a new one of a name that is free.
func (v *view) streamFor(class marker.Class) edit.MarkerStream {
	for i := range v.client.Streams {
		s := &v.client.Streams[i]
		if s.Type == "text" && s.Embedded && marker.ClassOf(s) == class {
			return edit.MarkerStream{Name: s.Title()}
		}
	}
	to := edit.MarkerStream{Name: "data", Subtype: "DATA"}
	switch class {
	case marker.Ad:
		to = edit.MarkerStream{Name: "scte35", Subtype: "DATA", Scheme: marker.Scheme}
	case marker.Chapter:
		to = edit.MarkerStream{Name: "chapters", Subtype: "CHAP"}
	case marker.Script:
		to = edit.MarkerStream{Name: "script", Subtype: "SCMD"}
	}
	for v.named(to.Name) {
		to.Name += "x"
	}
	return to
}

// named tells whether there is a stream of a name.
func (v *view) named(name string) bool {
	return slices.ContainsFunc(v.client.Streams, func(s manifest.Stream) bool { return strings.EqualFold(s.Title(), name) })
}

// taken tells whether a stream has a marker at a time, which is in hns.
func (v *view) taken(stream string, time uint64) bool {
	return slices.ContainsFunc(v.rows, func(r row) bool { return strings.EqualFold(r.Stream, stream) && r.time() == time })
}

// mostDetail is the part of a height that the details have at most: less of a
// low room where a command asks for something.
func (r *Room) mostDetail(height float32) float32 {
	if r.strip.opened() && height < lowForDetail {
		return 0.42
	}
	return 0.6
}

const lowForDetail = 420
