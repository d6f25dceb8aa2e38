package checks

import (
	"fmt"

	"smoothscope/inspect/check"
)

// keyOf tells findings apart also between two checks of the same asset.
func keyOf(f *check.Finding) string {
	return fmt.Sprintf("%s %d %d %s %s", f.Rule, f.Stream, f.Level, f.File, f.Message)
}

// finding is the first for which something holds, nil for none.
func finding(r *check.Report, holds func(*check.Finding) bool) *check.Finding {
	for i := range r.Findings {
		if holds(&r.Findings[i]) {
			return &r.Findings[i]
		}
	}
	return nil
}

// about tells whether one of the places of a finding is at a byte of a file.
func about(f *check.Finding, file string, offset int64) bool {
	if f == nil {
		return false
	}
	for _, p := range append([]check.Place{f.Place}, f.More...) {
		if p.File == file && p.Offset >= 0 && offset >= p.Offset && offset < p.Offset+max(p.Size, 1) {
			return true
		}
	}
	return false
}

// levelOf is the level of a place, nil where it is about none that there is.
func levelOf(r *check.Report, p check.Place) *check.LevelFacts {
	if r == nil || p.Stream < 0 || p.Stream >= len(r.Streams) || p.Level < 0 || p.Level >= len(r.Streams[p.Stream].Levels) {
		return nil
	}
	return &r.Streams[p.Stream].Levels[p.Level]
}
