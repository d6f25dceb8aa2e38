package marker

import "slices"

// Snapped is a place that a time was moved to.
type Snapped struct {
	Time   uint64 // ticks, one of the points
	Index  int    // of the point
	Moved  int64  // ticks from where it was; negative: earlier
	Frames int64  // the same in frames, rounded to the nearest; 0 where a frame's length is unknown
}

// Snap is the point nearest to a time, the earlier of two that are as near.
// The points are ascending and in the same ticks, of which a frame lasts so
// many; 0 is unknown. It is false where there is no point.
func Snap(time uint64, points []uint64, frame uint64) (Snapped, bool) {
	if len(points) == 0 {
		return Snapped{}, false
	}
	at, _ := slices.BinarySearch(points, time)
	if at == len(points) || at > 0 && time-points[at-1] <= points[at]-time {
		at--
	}
	moved := int64(points[at] - time)
	return Snapped{Time: points[at], Index: at, Moved: moved, Frames: frames(moved, frame)}, true
}

func frames(ticks int64, frame uint64) int64 {
	switch {
	case frame == 0:
		return 0
	case ticks < 0:
		return -frames(-ticks, frame)
	}
	return int64((uint64(ticks) + frame/2) / frame)
}
