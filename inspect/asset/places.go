package asset

import (
	"context"
	"fmt"
	"math"

	"smoothscope/inspect/media"
)

// fromPlaces makes the streams of a server manifest without a usable client
// manifest: names, bitrates and languages from it, all else from the media.
func (a *Asset) fromPlaces(ctx context.Context, places []*place) error {
	var tracks []*found
	for _, p := range places {
		if p.file == "" || p.ManifestOutput {
			continue
		}
		f := &found{file: p.file, index: &media.Index{}, track: media.Track{ID: p.TrackID, Kind: kindOfElement(p.Element), TimeScale: uint32(min(p.TimeScale, math.MaxUint32))}}
		if err := a.fill(ctx, f, p); err != nil {
			return err
		}
		f.level = levelOf(f.track, p.file)
		f.named(p)
		f.measure()
		tracks = append(tracks, f)
	}
	a.build(tracks)
	return nil
}

// fill reads what the media say of a place. A file that is missing or has no
// such track leaves a level without chunks.
func (a *Asset) fill(ctx context.Context, f *found, p *place) error {
	if m, _ := a.Member(p.file); !m.Present {
		return nil // there is a warning already
	}
	file, err := a.Media(ctx, p.file)
	if err != nil {
		if ctx.Err() == nil {
			a.warn(err.Error())
		}
		return ctx.Err()
	}
	track, ok := trackFor(file, p)
	if !ok {
		a.warn(fmt.Sprintf("%s: has no track %d, which the server manifest names", p.file, p.TrackID))
		return nil
	}
	f.track = track
	f.index, err = file.Fragments(ctx, track.ID)
	return err
}

// named takes what the server manifest says of a track.
func (f *found) named(p *place) {
	f.name, f.parent = p.TrackName, p.Parent
	if p.Element == "textstream" && f.name == "textstream" {
		f.name = "text" // the default on the side of clients
	}
	f.subtype, _ = p.Param("Subtype")
	if p.Language != "" {
		f.track.Language = p.Language
	}
	if p.Bitrate > 0 {
		f.level.Bitrate, f.level.BitrateKey, f.level.BitrateFrom = p.Bitrate, p.BitrateText, ""
	}
}

// trackFor is the track a server manifest means; without a trackID the only
// one of its kind.
func trackFor(file *media.File, p *place) (media.Track, bool) {
	if p.TrackID != 0 {
		return file.Track(p.TrackID)
	}
	var all []media.Track
	for _, t := range file.Tracks {
		if kindOfElement(p.Element) == t.Kind {
			all = append(all, t)
		}
	}
	if len(all) != 1 {
		return media.Track{}, false
	}
	return all[0], true
}

func kindOfElement(element string) media.Kind {
	if element == "textstream" {
		return media.Text
	}
	return media.Kind(element)
}
