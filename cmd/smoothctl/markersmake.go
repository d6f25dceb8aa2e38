package main

import (
	"encoding/hex"
	"strconv"
	"strings"

	"smoothscope/inspect/manifest"
	"smoothscope/inspect/marker"
)

// fill makes the sections that are asked for.
func (o *markersAdd) fill(c *manifest.Client, list []snapped) error {
	for i := range list {
		m := &list[i]
		if m.Payload.Kind == "" {
			s, err := o.section(&m.Marker, c)
			if err != nil {
				return err
			}
			m.Payload = marker.Payload{Kind: marker.SCTE35, Bytes: s.Raw}
		}
		says := m.Payload.Says()
		m.ID, m.Text = says.ID, says.Text
		if m.Class == "" {
			m.Class = o.class(says.Ad)
		}
	}
	return nil
}

// class is what a marker of the stream is for.
func (o *markersAdd) class(ad bool) marker.Class {
	switch {
	case ad:
		return marker.Ad
	case o.subtype == "CHAP":
		return marker.Chapter
	case o.subtype == "SCMD":
		return marker.Script
	}
	return marker.Data
}

func (o *markersAdd) section(m *marker.Marker, c *manifest.Client) (*marker.Section, error) {
	if !o.idSaid {
		o.id = freeID(c)
	}
	pts := marker.Rescale(m.Time, m.TimeScale, marker.Clock) & (1<<33 - 1)
	cue := marker.Cue{Command: marker.SpliceInsert, EventID: o.id, Out: !o.in, PTS: &pts}
	var lasts *uint64
	if m.Duration > 0 {
		ticks := marker.Rescale(m.Duration, m.TimeScale, marker.Clock)
		lasts = &ticks
	}
	if o.command == "splice-insert" {
		cue.Duration, cue.AutoReturn = lasts, lasts != nil
		return marker.New(cue)
	}
	segment := marker.Segment{EventID: o.id, Type: o.segment, Duration: lasts}
	if o.upid != "" {
		segment.UPIDType, segment.UPID = o.upidType, upidOf(o.upid)
	}
	return marker.New(marker.Cue{Command: marker.TimeSignal, PTS: &pts, Segments: []marker.Segment{segment}})
}

// freeID is one more than the largest event id of the manifest.
func freeID(c *manifest.Client) uint32 {
	largest := uint64(0)
	for _, m := range marker.All(c) {
		if n, err := strconv.ParseUint(m.ID, 10, 31); err == nil {
			largest = max(largest, n)
		}
	}
	return uint32(largest) + 1
}

// upidOf is the bytes of a UPID: of digits behind 0x, else the text itself.
func upidOf(text string) []byte {
	if digits, ok := strings.CutPrefix(text, "0x"); ok {
		if b, err := hex.DecodeString(digits); err == nil {
			return b
		}
	}
	return []byte(text)
}
