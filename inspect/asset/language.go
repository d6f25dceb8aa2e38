package asset

import (
	"context"
	"strings"

	"golang.org/x/text/language"
)

// equalLanguage says whether two codes mean one language: encoders write two
// letters or three, of either kind (fr, fra, fre), with a region or without.
func equalLanguage(a, b string) bool {
	if strings.EqualFold(a, b) {
		return true
	}
	x, errX := language.Parse(a)
	y, errY := language.Parse(b)
	if errX != nil || errY != nil {
		return false
	}
	baseX, _, regionX := x.Raw()
	baseY, _, regionY := y.Raw()
	var anywhere language.Region
	return baseX == baseY && (regionX == regionY || regionX == anywhere || regionY == anywhere)
}

// askLanguages takes from the media what the server manifest leaves open, where
// nothing else tells two tracks apart.
func (a *Asset) askLanguages(ctx context.Context, places []*place) {
	for _, p := range places {
		if p.Language != "" || p.file == "" || p.ManifestOutput || !alike(places, p) {
			continue
		}
		if m, _ := a.Member(p.file); !m.Present {
			continue
		}
		file, err := a.Media(ctx, p.file)
		if err != nil {
			continue // whoever needs its bytes will hear of it
		}
		if track, ok := trackFor(file, p); ok && track.Language != "und" {
			p.Language = track.Language
		}
	}
}

// alike says whether another track has the name and the bitrate of p.
func alike(places []*place, p *place) bool {
	for _, q := range places {
		if q != p && q.Element == p.Element && q.Element != "video" && q.Bitrate == p.Bitrate && strings.EqualFold(q.TrackName, p.TrackName) {
			return true
		}
	}
	return false
}
