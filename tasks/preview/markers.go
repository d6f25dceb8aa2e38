package preview

import (
	"smoothscope/inspect/manifest"
	known "smoothscope/inspect/marker"
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

const maxMarkers = 10_000 // of a stream that are shown

// markersOf reads the data that a stream carries in the manifest: of its
// chunks, or of the older Content element. Captions are not markers.
func markersOf(s *manifest.Stream) []marker {
	var all []marker
	for _, m := range known.Of(s, 0) {
		if len(all) == maxMarkers {
			break
		}
		all = append(all, marker{
			Stream: m.Stream, Kind: string(m.Class), Time: seconds(m.Time, m.TimeScale), Duration: seconds(m.Duration, m.TimeScale),
			Text: m.Text, ID: m.ID,
		})
	}
	return all
}
