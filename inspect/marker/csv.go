package marker

import (
	"bufio"
	"bytes"
	"encoding/base64"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"strconv"
	"strings"
)

// columns of a table in CSV. Time and duration are seconds with as many
// decimals as they need, the payload is text where it is text or XML, and
// base64 of a section or of other bytes.
func columns() []string {
	return []string{"stream", "time", "duration", "class", "id", "type", "kind", "payload", "text"}
}

// WriteCSV writes markers as a table with a header line (RFC 4180).
func WriteCSV(w io.Writer, markers []Marker) error {
	out := csv.NewWriter(w)
	if err := out.Write(columns()); err != nil {
		return err
	}
	for i := range markers {
		m := &markers[i]
		kind, payload := cellOf(m.Payload)
		row := []string{m.Stream, Seconds(m.Time, m.TimeScale), Seconds(m.Duration, m.TimeScale), string(m.Class), m.ID, m.Type, string(kind), payload, m.Text}
		if err := out.Write(row); err != nil {
			return err
		}
	}
	out.Flush()
	return out.Error()
}

// cellOf is a payload for a table: as it is where a table keeps it, which makes
// one line end of two characters.
func cellOf(p Payload) (Kind, string) {
	switch asIs := isText(p.Bytes) && !bytes.ContainsRune(p.Bytes, '\r'); {
	case asIs && (p.Kind == Text || p.Kind == XML):
		return p.Kind, string(p.Bytes)
	case p.Kind == Text:
		return Bytes, p.Base64()
	}
	return p.Kind, p.Base64()
}

// maxRows bounds a table that is read.
const maxRows = 100_000

// ReadCSV reads a table as WriteCSV writes it, or with semicolons or tabs
// between the cells and a comma in the seconds, as spreadsheets of many
// countries do. Only time and payload have to be there, in any order of
// columns; what else is said comes from the payload. Times are in ticks of the
// given scale.
func ReadCSV(r io.Reader, scale uint64) ([]Marker, error) {
	text := bufio.NewReader(r)
	in := csv.NewReader(text)
	in.Comma = separator(text)
	in.TrimLeadingSpace = in.Comma != '\t'
	header, err := in.Read()
	if err != nil {
		return nil, fmt.Errorf("markers as CSV: the header line: %w", err)
	}
	at := map[string]int{}
	for i, name := range header {
		at[strings.ToLower(strings.TrimSpace(strings.TrimPrefix(name, "\ufeff")))] = i
	}
	for _, name := range []string{"time", "payload"} {
		if _, ok := at[name]; !ok {
			return nil, fmt.Errorf("markers as CSV: the header has no %q; the columns are %s", name, strings.Join(columns(), ","))
		}
	}
	var all []Marker
	for {
		row, err := in.Read()
		if errors.Is(err, io.EOF) {
			return all, nil
		}
		if err != nil {
			return all, fmt.Errorf("markers as CSV: %w", err)
		}
		line, _ := in.FieldPos(0)
		cell := func(name string) string {
			if i, ok := at[name]; ok {
				return row[i]
			}
			return ""
		}
		m, err := ofRow(cell, scale)
		if err != nil {
			return all, fmt.Errorf("markers as CSV: line %d: %w", line, err)
		}
		if all = append(all, m); len(all) > maxRows {
			return all, fmt.Errorf("markers as CSV: there are more than %d", maxRows)
		}
	}
}

// separator is what stands between the names of the header.
func separator(text *bufio.Reader) rune {
	start, _ := text.Peek(256) // of a shorter table, all of it
	head, _, _ := bytes.Cut(start, []byte("\n"))
	for _, c := range ";\t" {
		if bytes.ContainsRune(head, c) && !bytes.ContainsRune(head, ',') {
			return c
		}
	}
	return ','
}

func ofRow(cell func(string) string, scale uint64) (m Marker, err error) {
	m = Marker{Stream: cell("stream"), Class: Class(cell("class")), TimeScale: scale, At: Place{-1, -1, 0, -1}}
	seconds := func(name string) string { return strings.Replace(cell(name), ",", ".", 1) }
	if m.Time, err = Ticks(seconds("time"), scale); err != nil {
		return m, err
	}
	if text := seconds("duration"); text != "" {
		if m.Duration, err = Ticks(text, scale); err != nil {
			return m, err
		}
	}
	class := m.Class
	if m.Payload, err = ofCell(Kind(cell("kind")), cell("payload")); err != nil {
		return m, err
	}
	m.understand()
	if class != "" {
		m.Class = class
	}
	if said := cell("type"); said != "" {
		m.Type = said
	}
	return m, nil
}

// ofCell reads a payload of a kind, or of the kind that it looks like.
func ofCell(kind Kind, cell string) (Payload, error) {
	switch kind {
	case Text:
		return Payload{Text, []byte(cell)}, nil
	case XML:
		if IsXML([]byte(cell)) {
			return Payload{XML, []byte(cell)}, nil
		}
		b, err := base64.StdEncoding.DecodeString(cell)
		return Payload{XML, b}, err
	case Bytes:
		b, err := base64.StdEncoding.DecodeString(cell)
		if isText(b) {
			kind = Text
		}
		return Payload{kind, b}, err
	case SCTE35:
		b, err := ParseSection(cell)
		return Payload{SCTE35, b}, err
	case "":
		if b, err := ParseSection(cell); err == nil {
			return Payload{SCTE35, b}, nil
		}
		return Sniff([]byte(cell)), nil
	}
	return Payload{}, fmt.Errorf("there is no kind %q of payload; there are %s, %s, %s and %s", kind, SCTE35, XML, Text, Bytes)
}

// Seconds is a time in seconds that Ticks reads back to the same ticks.
func Seconds(ticks, scale uint64) string {
	if scale == 0 {
		return "0"
	}
	const billion = 1_000_000_000
	whole, part := ticks/scale, Rescale(ticks%scale, scale, billion)
	if part == billion {
		whole, part = whole+1, 0
	}
	text := fmt.Sprintf("%d.%09d", whole, part)
	return strings.TrimSuffix(strings.TrimRight(text, "0"), ".")
}

// Ticks reads seconds with decimals, an s behind them or not, as ticks of a
// time scale, rounded to the nearest.
func Ticks(text string, scale uint64) (uint64, error) {
	whole, part, _ := strings.Cut(strings.TrimSuffix(strings.TrimSpace(text), "s"), ".")
	seconds, err := strconv.ParseUint(whole, 10, 40)
	if err != nil {
		return 0, fmt.Errorf("%q is no time in seconds", text)
	}
	const digits = 9
	part = (part + strings.Repeat("0", digits))[:max(digits, min(len(part), digits))]
	billionths, err := strconv.ParseUint(part, 10, 40)
	if err != nil {
		return 0, fmt.Errorf("%q is no time in seconds", text)
	}
	const billion = 1_000_000_000
	if scale > 0 && seconds >= 1<<63/scale {
		return 0, fmt.Errorf("%q is too late for a time scale of %d", text, scale)
	}
	return seconds*scale + Rescale(billionths, billion, scale), nil
}
