package main

import (
	"encoding/hex"

	"smoothscope/inspect/marker"
)

// The JSON documents of markers.
type (
	markersDocument struct {
		Asset    string           `json:"asset"`
		Markers  []markerDocument `json:"markers"`
		Warnings []string         `json:"warnings"`
		Error    string           `json:"error,omitempty"`
	}
	markerDocument struct {
		Stream      string          `json:"stream"`
		Time        uint64          `json:"time"`
		Duration    uint64          `json:"duration"`
		TimeScale   uint64          `json:"timeScale"`
		Kind        string          `json:"kind"`
		ID          string          `json:"id"`
		Type        string          `json:"type,omitempty"`
		Text        string          `json:"text"`
		PayloadKind string          `json:"payloadKind"`
		Payload     string          `json:"payload"` // base64, applied once
		Chunk       int             `json:"chunk"`   // -1 of what stands in a Content element
		InMedia     bool            `json:"inMedia,omitempty"`
		Fields      []fieldDocument `json:"fields,omitempty"`
		Error       string          `json:"error,omitempty"`
	}
	fieldDocument struct {
		Name      string          `json:"name"`
		Value     any             `json:"value"`
		Text      string          `json:"text,omitempty"`
		BitOffset int             `json:"bitOffset"` // from the start of the section
		BitLength int             `json:"bitLength"`
		Items     []fieldDocument `json:"items,omitempty"`
	}
	sectionDocument struct {
		Title  string          `json:"title"`
		ID     string          `json:"id"`
		Base64 string          `json:"base64"`
		Hex    string          `json:"hex"`
		Fields []fieldDocument `json:"fields"`
		Error  string          `json:"error,omitempty"`
	}
)

func documentOfMarkers(name string, warnings []string, all []marker.Marker) markersDocument {
	d := markersDocument{Asset: name, Markers: []markerDocument{}, Warnings: append([]string{}, warnings...)}
	for i := range all {
		d.Markers = append(d.Markers, documentOfMarker(&all[i]))
	}
	return d
}

func documentOfMarker(m *marker.Marker) markerDocument {
	d := markerDocument{
		Stream: m.Stream, Time: m.Time, Duration: m.Duration, TimeScale: m.TimeScale,
		Kind: string(m.Class), ID: m.ID, Type: m.Type, Text: m.Text,
		PayloadKind: string(m.Payload.Kind), Payload: m.Payload.Base64(), Chunk: m.At.Chunk, InMedia: m.At.Data < 0,
	}
	if m.Err != nil {
		d.Error = oneLine(m.Err)
	}
	if m.Payload.Kind == marker.SCTE35 {
		s, _ := marker.Decode(m.Payload.Bytes) // the error is m.Err
		d.Fields = documentOfFields(s)
	}
	return d
}

func documentOfSection(s *marker.Section, err error) sectionDocument {
	d := sectionDocument{Title: s.Title(), ID: s.EventID(), Base64: s.Base64(), Hex: s.Hex(), Fields: documentOfFields(s)}
	if err != nil {
		d.Error = oneLine(err)
	}
	return d
}

func documentOfFields(s *marker.Section) []fieldDocument {
	at := 0
	return fieldsAt(s.Fields, &at, 0)
}

// fieldsAt are the fields from at on that are no shallower than depth, as a
// tree.
func fieldsAt(fields []marker.Field, at *int, depth int) []fieldDocument {
	all := []fieldDocument{}
	for *at < len(fields) && fields[*at].Depth >= depth {
		f := &fields[*at]
		*at++
		d := fieldDocument{Name: f.Name, Text: f.Note, BitOffset: f.Bit, BitLength: f.Bits}
		switch {
		case f.Group:
			d.Items = fieldsAt(fields, at, f.Depth+1)
		case f.Bytes != nil:
			d.Value = hex.EncodeToString(f.Bytes)
		default:
			d.Value = f.Uint
		}
		all = append(all, d)
	}
	return all
}
