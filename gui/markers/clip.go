package markers

import (
	"bytes"
	"strconv"
	"strings"
	"unicode/utf8"

	"fyne.io/fyne/v2/lang"

	"smoothscope/inspect/marker"
	"smoothscope/tasks/edit"
)

func itoa(n uint32) string { return strconv.FormatUint(uint64(n), 10) }

// copyRows puts the selected rows on the clipboard, as CSV.
func (r *Room) copyRows() {
	var all []marker.Marker
	for _, one := range r.table.selected() {
		all = append(all, one.Marker)
	}
	if text := table2csv(all); len(all) > 0 {
		r.OnCopy(text)
	}
}

func table2csv(all []marker.Marker) string {
	var b bytes.Buffer
	_ = marker.WriteCSV(&b, all) // a buffer takes everything
	return b.String()
}

// pasteText adds what was copied: rows as CSV, a section in base64 or hex, or
// XML.
func (r *Room) pasteText(text string) {
	if !r.editable() {
		r.OnStatus(r.why)
		return
	}
	all, err := r.understand("", []byte(text))
	if err != nil {
		r.OnStatus("✕ " + lang.L("What is on the clipboard is no marker: rows as CSV, SCTE-35 in base64 or hex, or XML"))
		return
	}
	r.insert(lang.L("Paste {{.What}}", map[string]any{"What": markers(len(all))}), all, false)
}

// Import adds what a file holds: a table in CSV, a section as bytes, base64 or
// hex, XML or a text. Its name, which may be "", is told where it cannot be
// read.
func (r *Room) Import(name string, content []byte) {
	if !r.editable() {
		r.OnStatus(r.why)
		return
	}
	all, err := r.understand(name, content)
	if err != nil {
		r.OnStatus("✕ " + name + ": " + err.Error())
		return
	}
	what := lang.L("Import {{.What}}", map[string]any{"What": markers(len(all))})
	if isTable(content) {
		r.insertTable(what, all)
		return
	}
	r.insert(what, all, false)
}

// insertTable adds the rows of a table at their own times: what stands there
// already stays, and how many were left out is said.
func (r *Room) insertTable(what string, all []marker.Marker) {
	var changes []edit.MarkerChange
	left := 0
	for i := range all {
		m := &all[i]
		to := r.streamOf(m)
		if r.view.taken(to.Name, marker.Rescale(m.Time, m.TimeScale, hns)) {
			left++
			continue
		}
		changes = append(changes, edit.MarkerChange{To: to, New: m})
	}
	if len(changes) > 0 && !r.do(what, changes) {
		return
	}
	if left > 0 {
		r.OnStatus(lang.L("Left out, as the place is taken: {{.What}}", map[string]any{"What": markers(left)}))
	}
}

// understand reads markers from what is on the clipboard or in a file. Those
// that tell no time go where a new one goes.
func (r *Room) understand(name string, content []byte) ([]marker.Marker, error) {
	if isTable(content) {
		return marker.ReadCSV(bytes.NewReader(content), r.scale())
	}
	p := payloadOf(content)
	if says := p.Says(); says.Err != nil {
		return nil, says.Err
	}
	if p.Kind != marker.SCTE35 && p.Kind != marker.XML && name == "" {
		return nil, marker.ErrNoSection
	}
	at := r.nextFree()
	if t, ok := r.named(p); ok {
		at = t
	}
	m := marker.Marker{TimeScale: r.scale(), Class: marker.Data, Time: marker.Rescale(at, hns, r.scale())}
	return []marker.Marker{m.With(p)}, nil
}

// named is the time in hns that a section names, where the video has it.
func (r *Room) named(p marker.Payload) (uint64, bool) {
	if p.Kind != marker.SCTE35 {
		return 0, false
	}
	s, err := marker.Decode(p.Bytes)
	pts := s.Cue().PTS
	if err != nil || pts == nil {
		return 0, false
	}
	t := marker.Rescale(*pts, marker.Clock, hns)
	return t, t > 0 && t < r.view.end
}

// scale is the time scale that markers are made in: that of the video, which
// a new stream follows.
func (r *Room) scale() uint64 {
	for i := range r.view.client.Streams {
		if s := &r.view.client.Streams[i]; s.Type == "video" && s.Parent == "" {
			return s.TimeScale
		}
	}
	return hns
}

// isTable tells a table by its header.
func isTable(content []byte) bool {
	line, _, _ := bytes.Cut(content, []byte("\n"))
	text := strings.ToLower(string(line))
	return strings.Contains(text, "time") && strings.Contains(text, "payload") && strings.Contains(text, ",")
}

// payloadOf is a section as bytes, base64 or hex, or what else bytes are.
func payloadOf(content []byte) marker.Payload {
	if utf8.Valid(content) {
		if b, err := marker.ParseSection(string(content)); err == nil {
			return marker.Payload{Kind: marker.SCTE35, Bytes: marker.Exact(b)}
		}
	}
	return marker.Sniff(bytes.TrimRight(content, "\r\n"))
}

// export hands the shown rows to the hall as CSV, or the selected ones where
// several are.
func (r *Room) export() {
	rows := r.table.rows
	if some := r.table.selected(); len(some) > 1 {
		rows = some
	}
	var all []marker.Marker
	for _, one := range rows {
		all = append(all, one.Marker)
	}
	name := "markers.csv"
	if r.asset != nil && r.asset.Name != "" {
		name = r.asset.Name + "-markers.csv"
	}
	r.OnExport(name, []byte(table2csv(all)))
}

// savePayload hands the payload of the chosen marker to the hall as a file.
func (r *Room) savePayload() {
	one := r.table.chosen()
	if one == nil {
		return
	}
	name, ending := one.Stream, ".bin"
	if one.ID != "" && len(one.ID) <= len("4294967295") {
		name += "-" + one.ID
	}
	switch one.Payload.Kind {
	case marker.XML:
		ending = ".xml"
	case marker.Text:
		ending = ".txt"
	default:
	}
	r.OnExport(name+ending, one.Payload.Bytes)
}
