package marker

import (
	"bytes"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"

	"golang.org/x/text/encoding/unicode"
)

// IsXML tells a document by its first character.
func IsXML(b []byte) bool {
	return bytes.HasPrefix(bytes.TrimSpace(XMLText(b[:min(len(b), 64)])), []byte("<"))
}

// XMLText is a document as UTF-8, by its byte order mark.
func XMLText(b []byte) []byte {
	if bytes.HasPrefix(b, []byte("\xff\xfe")) || bytes.HasPrefix(b, []byte("\xfe\xff")) {
		if text, err := unicode.UTF16(unicode.LittleEndian, unicode.UseBOM).NewDecoder().Bytes(b); err == nil {
			return text
		}
	}
	return bytes.TrimRight(bytes.TrimPrefix(b, []byte("\xef\xbb\xbf")), "\x00")
}

// maxDocument bounds what is read of a document, in bytes.
const maxDocument = 1 << 20

// saysXML reads what is common to the documents that occur, by the names of
// their elements in whatever namespace: CableLabs' AcquiredSignal, SCTE 35's
// Signal and SpliceInfoSection, and the in-stream envelope.
func saysXML(b []byte) Meaning {
	text := XMLText(b[:min(len(b), maxDocument)])
	r := &xmlReader{m: Meaning{Text: Short(text), Scale: Clock}}
	d := xml.NewDecoder(bytes.NewReader(text))
	d.CharsetReader = func(_ string, in io.Reader) (io.Reader, error) { return in, nil }
	depth := 0
	for {
		token, err := d.RawToken()
		switch t := token.(type) {
		case xml.StartElement:
			depth++
			r.start(t)
		case xml.EndElement:
			depth--
			r.end()
		case xml.CharData:
			if r.binary && r.data.Len() < maxDocument {
				r.data.Write(t)
			}
		}
		if err != nil {
			if !errors.Is(err, io.EOF) || depth != 0 {
				line, _ := d.InputPos()
				r.m.Err = fmt.Errorf("the XML ends in line %d: %w", line, err)
			}
			return r.m
		}
	}
}

// xmlReader gathers what a document tells. What is said first counts.
type xmlReader struct {
	m      Meaning
	binary bool // inside a section in base64
	data   strings.Builder
}

func (r *xmlReader) start(e xml.StartElement) {
	switch e.Name.Local {
	case "AcquiredSignal":
		r.m.Ad = true
		r.id(e, "acquisitionSignalID")
	case "SCTE35PointDescriptor", "SpliceInfoSection", "Signal":
		r.m.Ad = true
	case "SpliceInsert":
		r.m.Ad = true
		r.id(e, "spliceEventId", "spliceEventID")
		r.length(e, "duration")
	case "SegmentationDescriptor", "SegmentationDescriptorInfo":
		r.m.Ad = true
		r.id(e, "segmentationEventId", "segmentEventId")
		r.length(e, "segmentationDuration", "duration")
	case "BreakDuration":
		r.length(e, "duration")
	case "InStreamEnvelope":
		r.id(e, "Id", "ID")
		r.m.Envelope = strings.ToLower(attribute(e, "Action"))
	case "Binary", "BinaryData":
		r.m.Ad, r.binary = true, true
	}
}

func (r *xmlReader) end() {
	if !r.binary {
		return
	}
	r.binary = false
	b, err := ParseSection(r.data.String())
	if err != nil {
		return
	}
	inner := saysSection(b)
	if r.m.Length == 0 {
		r.m.Length = inner.Length
	}
	if r.m.ID == "" {
		r.m.ID = inner.ID
	}
	r.m.Text = inner.Text
}

func (r *xmlReader) id(e xml.StartElement, names ...string) {
	if r.m.ID == "" {
		r.m.ID = attribute(e, names...)
	}
}

// length takes a duration, in ticks of Clock or as XML Schema writes it.
func (r *xmlReader) length(e xml.StartElement, names ...string) {
	if r.m.Length != 0 {
		return
	}
	text := attribute(e, names...)
	if ticks, err := strconv.ParseUint(text, 10, 63); err == nil {
		r.m.Length = ticks
		return
	}
	r.m.Length = schemaDuration(text)
}

func attribute(e xml.StartElement, names ...string) string {
	for _, name := range names {
		for _, a := range e.Attr {
			if a.Name.Local == name {
				return strings.TrimSpace(a.Value)
			}
		}
	}
	return ""
}

// schemaDuration reads PT1H2M3.5S as ticks of Clock; 0 of what is none.
func schemaDuration(text string) uint64 {
	rest, ok := strings.CutPrefix(text, "PT")
	if !ok {
		return 0
	}
	total := 0.0
	for _, unit := range []struct {
		letter  string
		seconds float64
	}{{"H", 3600}, {"M", 60}, {"S", 1}} {
		number, behind, ok := strings.Cut(rest, unit.letter)
		if !ok {
			continue
		}
		n, err := strconv.ParseFloat(number, 64)
		if err != nil || n < 0 || n > 1e9 {
			return 0
		}
		total += n * unit.seconds
		rest = behind
	}
	if rest != "" {
		return 0
	}
	return uint64(total*Clock + 0.5)
}

// Elements are the first few elements of a document, by their names: what it is
// about.
func Elements(text string) string {
	const few = 3
	var names []string
	for _, part := range strings.Split(text, "<")[1:] {
		end := strings.IndexAny(part, " />\t\r\n")
		if end <= 0 {
			continue // the end of an element, or of what was cut
		}
		name := part[:end]
		if at := strings.LastIndex(name, ":"); at >= 0 {
			name = name[at+1:]
		}
		if strings.ContainsAny(name[:1], "?!") || slices.Contains(names, name) {
			continue
		}
		if names = append(names, name); len(names) == few {
			break
		}
	}
	return strings.Join(names, " › ")
}
