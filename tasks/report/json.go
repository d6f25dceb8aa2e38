package report

import (
	"encoding/json"
	"io"

	"smoothscope/inspect/check"
)

// Document is a report in JSON. Times are in ticks of the time scale beside
// them.
type (
	Document struct {
		Asset    string        `json:"asset"`
		Profile  check.Profile `json:"profile"`
		Verdict  string        `json:"verdict"`
		Summary  Summary       `json:"summary"`
		Findings []Finding     `json:"findings"`
		Silenced []string      `json:"silenced"`
		Advice   string        `json:"advice,omitempty"` // a command for ffmpeg
	}
	Summary struct {
		Errors   int `json:"error"`
		Warnings int `json:"warning"`
		Infos    int `json:"info"`
	}
	Finding struct {
		Rule     string         `json:"rule"`
		Severity check.Severity `json:"severity"`
		Message  string         `json:"message"`
		Count    int            `json:"count"`
		place                   // where it is first seen
		More     []place        `json:"more,omitempty"`
		Measured string         `json:"measured,omitempty"`
		Expected string         `json:"expected,omitempty"`
		Off      *distance      `json:"off,omitempty"`
		Hint     string         `json:"hint,omitempty"`
		Clause   string         `json:"clause,omitempty"`
	}
	place struct {
		Stream    string  `json:"stream,omitempty"`
		Bitrate   *uint64 `json:"bitrate,omitempty"`
		Chunk     *int    `json:"chunk,omitempty"`
		Time      *uint64 `json:"time,omitempty"`
		TimeScale uint64  `json:"timeScale,omitempty"`
		File      string  `json:"file,omitempty"`
		Offset    *int64  `json:"offset,omitempty"`
		Size      *int64  `json:"size,omitempty"`
	}
	distance struct {
		Ticks        int64   `json:"ticks"`
		TimeScale    uint64  `json:"timeScale"`
		Milliseconds float64 `json:"ms"`
		Frames       float64 `json:"frames,omitempty"`
	}
)

// JSON writes one JSON document.
func JSON(w io.Writer, r *check.Report) error {
	d := Document{
		Asset: r.Asset, Profile: r.Profile, Verdict: r.Verdict(), Summary: Summary{r.Errors, r.Warnings, r.Infos},
		Findings: []Finding{}, Silenced: append([]string{}, r.Silenced...), Advice: Advice(r),
	}
	for i := range r.Findings {
		d.Findings = append(d.Findings, findingOf(r, &r.Findings[i]))
	}

	return json.NewEncoder(w).Encode(d)
}

func findingOf(r *check.Report, f *check.Finding) Finding {
	d := Finding{
		Rule: f.Rule, Severity: f.Severity, Message: f.Message, Count: f.Count, place: placeOf(r, f.Place),
		Measured: f.Measured, Expected: f.Expected, Hint: f.Hint, Clause: f.Clause,
	}
	for _, p := range f.More {
		d.More = append(d.More, placeOf(r, p))
	}
	if f.Off.TimeScale > 0 && f.Off.Ticks != 0 {
		d.Off = &distance{f.Off.Ticks, f.Off.TimeScale, f.Off.Milliseconds(), f.Off.Frames}
	}
	return d
}

func placeOf(r *check.Report, p check.Place) place {
	d := place{File: p.File}
	if p.Stream >= 0 && p.Stream < len(r.Streams) {
		s := &r.Streams[p.Stream]
		d.Stream = s.Name
		if p.Level >= 0 && p.Level < len(s.Levels) {
			d.Bitrate = &s.Levels[p.Level].Bitrate
		}
		if p.Chunk >= 0 {
			d.TimeScale = s.TimeScale
		}
	}
	if p.Chunk >= 0 {
		d.Chunk, d.Time = &p.Chunk, &p.Time
	}
	if p.Offset >= 0 && p.File != "" {
		d.Offset = &p.Offset
		if p.Size > 0 {
			d.Size = &p.Size
		}
	}
	return d
}
