package preview

import (
	"bytes"
	"encoding/base64"
	"encoding/binary"
	"strconv"
	"strings"
	"unicode/utf8"

	"smoothscope/inspect/manifest"
)

// marker is something at a place of the time line that the page shows on its
// seek bar. Times are seconds.
type marker struct {
	Stream   string  `json:"stream"`
	Kind     string  `json:"kind"` // ad, chapter, script or data
	Time     float64 `json:"time"`
	Duration float64 `json:"duration"` // 0 where unknown
	Text     string  `json:"text"`
	ID       string  `json:"id"`
}

const (
	maxMarkers = 10_000 // of a stream that are shown
	maxText    = 500    // bytes of a payload that are shown
)

// markersOf reads the data that a stream carries in the manifest: of its
// chunks, or of the older Content element. Captions are not markers.
func markersOf(s *manifest.Stream) []marker {
	kind := kindOfSubtype(s)
	if s.Type != "text" || kind == "" {
		return nil
	}
	var all []marker
	for _, c := range s.Chunks {
		for _, data := range c.Data {
			if len(all) == maxMarkers {
				return all
			}
			m := marker{Stream: s.Title(), Kind: kind, Time: seconds(c.Time, s.TimeScale), Duration: seconds(c.Duration, s.TimeScale)}
			m.read(decode(data))
			all = append(all, m)
		}
	}
	for _, c := range s.Content[:min(len(s.Content), maxMarkers)] {
		all = append(all, markerOfContent(s, kind, &c))
	}
	return all
}

// kindOfSubtype is "" for captions and descriptions.
func kindOfSubtype(s *manifest.Stream) string {
	switch strings.ToUpper(s.Subtype) {
	case "CHAP", "CHAPTER":
		return "chapter"
	case "SCMD":
		return "script"
	case "ADVT", "ADI3":
		return "ad"
	case "CAPT", "SUBT", "DESC":
		return ""
	}
	if strings.Contains(strings.ToLower(scheme(s)), "scte35") {
		return "ad"
	}
	return "data"
}

// scheme is what the stream or one of its levels says its payloads are.
func scheme(s *manifest.Stream) string {
	lists := [][]manifest.Attr{s.Custom}
	for i := range s.Levels {
		lists = append(lists, s.Levels[i].Custom)
	}
	for _, list := range lists {
		for _, a := range list {
			if strings.EqualFold(a.Name, "scheme") || strings.EqualFold(a.Name, "schema") {
				return a.Value
			}
		}
	}
	return ""
}

// decode undoes base64, also where it was applied twice.
func decode(data string) []byte {
	b, err := base64.StdEncoding.DecodeString(data)
	if err != nil {
		return []byte(data)
	}
	if again, err := base64.StdEncoding.DecodeString(string(b)); err == nil && len(again) > 0 && (again[0] == 0xfc || again[0] == '<') {
		return again
	}
	return b
}

// read understands a payload as far as the page needs it.
func (m *marker) read(b []byte) {
	switch {
	case len(b) > 0 && b[0] == 0xfc:
		m.Kind = "ad"
		m.readSplice(b)
	case bytes.HasPrefix(bytes.TrimSpace(b), []byte("<")):
		if bytes.Contains(b, []byte("AcquiredSignal")) || bytes.Contains(b, []byte("SCTE35")) || bytes.Contains(b, []byte("SpliceInsert")) {
			m.Kind = "ad"
		}
		m.Text = short(b)
	default:
		m.Text = short(b)
	}
}

// short is the start of a text; of other bytes their number.
func short(b []byte) string {
	cut := b[:min(len(b), maxText)]
	for len(cut) > 0 && len(cut) < len(b) && !utf8.RuneStart(b[len(cut)]) {
		cut = cut[:len(cut)-1]
	}
	if !utf8.Valid(cut) || bytes.ContainsRune(cut, 0) {
		return strconv.Itoa(len(b)) + " bytes"
	}
	return string(cut)
}

// readSplice reads the command of a splice_info_section (SCTE 35 9.6): its
// kind, and of a splice_insert the event and how long the break is.
func (m *marker) readSplice(b []byte) {
	const insert, signal = 5, 6
	if len(b) < 14 {
		return
	}
	switch command := b[13]; command {
	case signal:
		m.Text = "time_signal"
	case insert:
		m.Text = "splice_insert"
		m.readInsert(b[14:])
	default:
		m.Text = "SCTE 35 command " + strconv.Itoa(int(command))
	}
}

// readInsert reads a splice_insert (SCTE 35 9.7.3).
func (m *marker) readInsert(b []byte) {
	const cancel, out, program, lasts, immediate = 0x80, 0x80, 0x40, 0x20, 0x10
	if len(b) < 6 {
		return
	}
	m.ID = strconv.FormatUint(uint64(binary.BigEndian.Uint32(b)), 10)
	if b[4]&cancel != 0 {
		m.Text = "splice_insert, cancelled"
		return
	}
	flags, b := b[5], b[6:]
	m.Text = "splice_insert, in"
	if flags&out != 0 {
		m.Text = "splice_insert, out"
	}
	if flags&program == 0 || flags&lasts == 0 {
		return
	}
	if flags&immediate == 0 && len(b) > 0 {
		b = b[min(len(b), 1+4*int(b[0]>>7)):]
	}
	if len(b) >= 5 {
		m.Duration = float64(uint64(b[0]&1)<<32|uint64(binary.BigEndian.Uint32(b[1:]))) / 90000
	}
}

// markerOfContent reads a ScriptCommand, Marker or Sample.
func markerOfContent(s *manifest.Stream, kind string, c *manifest.Content) marker {
	m := marker{Stream: s.Title(), Kind: kind}
	for _, a := range c.Attrs {
		switch strings.ToLower(a.Name) {
		case "time":
			ticks, err := strconv.ParseUint(a.Value, 10, 64)
			if err == nil {
				m.Time = seconds(ticks, s.TimeScale)
			}
		case "value", "command":
			m.Text = short([]byte(a.Value))
		}
	}
	if m.Text == "" {
		m.Text = short([]byte(c.Text))
	}
	switch strings.ToLower(c.Element) {
	case "scriptcommand":
		m.Kind = "script"
	case "marker":
		m.Kind = "chapter"
	}
	return m
}
