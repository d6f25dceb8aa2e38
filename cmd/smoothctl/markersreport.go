package main

import (
	"encoding/json"
	"fmt"
	"io"

	"smoothscope/inspect/asset"
	"smoothscope/inspect/marker"
)

// report says what was added and where it was written.
func (o *markersAdd) report(stdout io.Writer, a *asset.Asset, list []snapped, where string) error {
	if o.json {
		d := changedDocument{Asset: a.Name, File: where, Markers: []markerDocument{}}
		for i := range list {
			m := documentOfMarker(&list[i].Marker)
			m.Chunk = -1
			d.Markers = append(d.Markers, m)
		}
		if o.snap != "none" {
			for i := range list {
				d.Snapped = append(d.Snapped, snapDocument{list[i].by.Moved, list[i].by.Frames})
			}
		}
		return json.NewEncoder(stdout).Encode(d)
	}
	for i := range list {
		m := &list[i]
		text := fmt.Sprintf("added to %s at %s s: %s", m.Stream, marker.Seconds(m.Time, m.TimeScale), onOneLine(m.Text))
		if m.ID != "" {
			text += ", id " + m.ID
		}
		if o.snap != "none" {
			text += ", " + movedWords(m.by, m.TimeScale)
		}
		if _, err := fmt.Fprintln(stdout, text); err != nil {
			return err
		}
	}
	_, err := fmt.Fprintln(stdout, "wrote", where)
	return err
}

// changedDocument is the JSON document of what changes markers.
type (
	changedDocument struct {
		Asset   string           `json:"asset"`
		File    string           `json:"file"` // that was written
		Markers []markerDocument `json:"markers"`
		Snapped []snapDocument   `json:"snapped,omitempty"` // by marker
	}
	snapDocument struct {
		Moved  int64 `json:"moved"` // ticks of the marker's time scale
		Frames int64 `json:"frames"`
	}
)

// movedWords says how far a marker was moved.
func movedWords(by marker.Snapped, scale uint64) string {
	switch {
	case by.Moved == 0:
		return "which is where it was asked for"
	case by.Moved < 0:
		return fmt.Sprintf("moved %s s earlier (%d frames)", marker.Seconds(uint64(-by.Moved), scale), -by.Frames)
	}
	return fmt.Sprintf("moved %s s later (%d frames)", marker.Seconds(uint64(by.Moved), scale), by.Frames)
}

// beyond warns of markers that no player will come to.
func beyond(a *asset.Asset, list []snapped) (warnings []string) {
	var end float64
	for i := range a.Streams {
		if s := &a.Streams[i]; s.Type != "text" && len(s.Chunks) > 0 {
			last := s.Chunks[len(s.Chunks)-1]
			end = max(end, float64(last.Time+last.Duration)/float64(s.TimeScale))
		}
	}
	for i := range list {
		if m := &list[i]; end > 0 && float64(m.Time)/float64(m.TimeScale) > end {
			warnings = append(warnings, fmt.Sprintf("the marker at %s s lies behind the end of the asset at %.3f s", marker.Seconds(m.Time, m.TimeScale), end))
		}
	}
	return warnings
}
