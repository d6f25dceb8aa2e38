package main

import (
	"context"
	"encoding/json"
	"fmt"
	"io"

	"smoothscope/inspect/asset"
	"smoothscope/inspect/marker"
	"smoothscope/tasks/edit"
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
	late := 0
	for i := range list {
		m := &list[i]
		if end == 0 || float64(m.Time)/float64(m.TimeScale) <= end {
			continue
		}
		if late++; late == 1 {
			warnings = []string{fmt.Sprintf("the marker at %s s lies behind the end of the asset at %.3f s", marker.Seconds(m.Time, m.TimeScale), end)}
		}
	}
	if late > 1 {
		warnings[0] += fmt.Sprintf(", and so do %d more", late-1)
	}
	return warnings
}

// apart tells of a break that was asked for where the video cannot be cut.
func (o *markersAdd) apart(ctx context.Context, a *asset.Asset, list []snapped) []string {
	if o.snap != "none" || len(list) != 1 || list[0].Class != marker.Ad {
		return nil
	}
	m := &list[0]
	points, err := edit.KeyPoints(ctx, a, m.Time, m.TimeScale)
	if err != nil {
		return nil // no media that would tell: the marker is as good as before
	}
	by, ok := marker.Snap(marker.Rescale(m.Time, m.TimeScale, points.TimeScale), points.Times, points.Frame)
	if !ok || by.Frames == 0 {
		return nil
	}
	where := "later"
	if by.Frames < 0 {
		where, by.Frames = "earlier", -by.Frames
	}
	return []string{fmt.Sprintf("there is no key frame at %s s, where video can be cut; the nearest is %d frames %s, at %s s: --snap idr moves the marker there",
		marker.Seconds(m.Time, m.TimeScale), by.Frames, where, marker.Seconds(by.Time, points.TimeScale))}
}
