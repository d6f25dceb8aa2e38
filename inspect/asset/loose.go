package asset

import (
	"cmp"
	"context"
	"encoding/hex"
	"errors"
	"fmt"
	"math"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"smoothscope/inspect/manifest"
	"smoothscope/inspect/media"
	"smoothscope/inspect/source"
)

// found is one track of one media file on its way to a quality level.
type found struct {
	file    string // member path
	track   media.Track
	index   *media.Index
	level   Level
	name    string // of the stream; "" where nobody gave one
	parent  string
	subtype string
}

// openLoose makes an asset of media files that no manifest joins: one level
// per track.
func openLoose(ctx context.Context, names []string) (_ *Asset, err error) {
	a := newAsset(commonFolder(names), names[0])
	defer func() {
		if err != nil {
			err = errors.Join(err, a.Close())
		}
	}()
	var tracks []*found
	for _, name := range names {
		path, err := a.addLoose(name)
		if err != nil {
			return nil, err
		}
		file, err := a.Media(ctx, path)
		if err != nil {
			return nil, foreign(name, err)
		}
		more, err := a.tracksOf(ctx, file, path)
		if err != nil {
			return nil, err
		}
		tracks = append(tracks, more...)
	}
	if len(tracks) == 0 && len(a.Warnings) == 0 {
		a.warn(strings.Join(names, ", ") + ": " + ErrNoStreams.Error())
	}
	a.build(tracks)
	return a, nil
}

// commonFolder is the innermost folder that holds all files; "" for addresses.
func commonFolder(names []string) string {
	folder := ""
	for i, name := range names {
		if source.IsURL(name) {
			return ""
		}
		dir := filepath.Dir(name)
		if abs, err := filepath.Abs(dir); err == nil && len(names) > 1 {
			dir = abs
		}
		if i == 0 {
			folder = dir
		}
		for !within(folder, dir) {
			folder = filepath.Dir(folder)
		}
	}
	return folder
}

func within(folder, path string) bool {
	rel, err := filepath.Rel(folder, path)
	return err != nil || rel != ".." && !strings.HasPrefix(rel, ".."+string(filepath.Separator))
}

// addLoose makes a file or address a member.
func (a *Asset) addLoose(name string) (string, error) {
	if source.IsURL(name) {
		path := strings.SplitN(name, "?", 2)[0]
		path = path[strings.LastIndex(path, "/")+1:]
		a.Members = append(a.Members, Member{Path: path, Full: name, Role: MediaRole, Present: true})
		return path, nil
	}
	info, err := os.Stat(name)
	if err != nil {
		return "", err
	}
	if info.IsDir() {
		return "", fmt.Errorf("%s: is a folder: several arguments must all be media files", name)
	}
	path := name
	if abs, err := filepath.Abs(name); err == nil {
		if root, err := filepath.Abs(a.Folder); err == nil {
			if rel, err := filepath.Rel(root, abs); err == nil {
				path = rel
			}
		}
	}
	path = filepath.ToSlash(path)
	if _, twice := a.Member(path); twice {
		return "", fmt.Errorf("%s: is named twice", name)
	}
	a.addMember(path, MediaRole)
	return path, nil
}

// tracksOf lists the tracks of a file that can be streams.
func (a *Asset) tracksOf(ctx context.Context, file *media.File, path string) ([]*found, error) {
	for _, w := range file.Warnings {
		a.warn(path + ": " + w)
	}
	var all []*found
	for _, t := range file.Tracks {
		if t.Kind == media.Other {
			if t.Handler == "" {
				continue // there is no moov, which is said already
			}
			a.warn(fmt.Sprintf("%s: track %d is neither video, audio nor text (handler %s) and is left out", path, t.ID, t.Handler))
			continue
		}
		index, err := file.Fragments(ctx, t.ID)
		if err != nil {
			return nil, err
		}
		f := &found{file: path, track: t, index: index}
		f.level = levelOf(t, path)
		f.measure()
		all = append(all, f)
	}
	return all, nil
}

// levelOf is what a track says of itself as a quality level.
func levelOf(t media.Track, path string) Level {
	c := t.Codec
	if c.FourCC == "" && t.Kind != media.Text {
		c.FourCC = strings.ToUpper(strings.TrimSpace(t.SampleEntry))
	}
	return Level{
		Bitrate: t.Bitrate, BitrateFrom: t.BitrateFrom,
		FourCC: c.FourCC, Codec: c.RFC6381, PrivateData: strings.ToUpper(hex.EncodeToString(c.Private)),
		Width: c.Width, Height: c.Height, SamplingRate: c.SamplingRate, Channels: c.Channels,
		File: path, TrackID: t.ID,
	}
}

// measure takes the bitrate from the data where the file does not say it.
func (f *found) measure() {
	if f.level.Bitrate > 0 {
		return
	}
	var bytes, ticks uint64
	for _, x := range f.index.Fragments {
		bytes += uint64(x.Data)
		ticks += x.Duration
	}
	f.level.BitrateFrom = "measured"
	if ticks > 0 {
		f.level.Bitrate = media.Rescale(bytes*16, ticks, uint64(f.track.TimeScale))
		f.level.Bitrate = (f.level.Bitrate + 1) / 2 // to the nearest
	}
}

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

// build makes the client manifest that the tracks would have, and the streams
// from it.
func (a *Asset) build(tracks []*found) {
	c := &manifest.Client{MajorVersion: 2, MinorVersion: 0, TimeScale: manifest.DefaultTimeScale}
	groups := group(tracks)
	for _, g := range groups {
		slices.SortStableFunc(g.tracks, func(x, y *found) int { return cmp.Compare(x.level.Bitrate, y.level.Bitrate) })
		a.distinct(g)
		s := streamOf(g)
		c.Streams = append(c.Streams, s)
		c.Duration = max(c.Duration, length(&s))
	}
	a.made = c
	a.show(nil, "")
	for i, g := range groups {
		for j, f := range g.tracks {
			l := &a.Streams[i].Levels[j]
			l.File, l.TrackID, l.BitrateFrom = f.file, f.track.ID, f.level.BitrateFrom
			l.Codec = f.level.Codec // the media know better than what a FourCC lets one guess
		}
	}
}

// distinct makes the keys of the levels differ: two with one bitrate would
// have the same addresses.
func (a *Asset) distinct(g *groupOf) {
	seen := map[string]bool{}
	for _, f := range g.tracks {
		was := f.level.Bitrate
		for f.level.BitrateKey == "" || seen[f.level.BitrateKey] {
			if f.level.BitrateKey != "" {
				f.level.Bitrate++
			}
			f.level.BitrateKey = fmt.Sprint(f.level.Bitrate)
		}
		seen[f.level.BitrateKey] = true
		if f.level.Bitrate != was {
			a.warn(fmt.Sprintf("%s: track %d has the bitrate %d of another level of %s and is addressed as %d", f.file, f.track.ID, was, g.name, f.level.Bitrate))
		}
	}
}

// length is how long a stream plays, in 100 ns.
func length(s *manifest.Stream) uint64 {
	if len(s.Chunks) == 0 {
		return 0
	}
	last := s.Chunks[len(s.Chunks)-1]
	return media.Rescale(last.Time+last.Duration-s.Chunks[0].Time, s.TimeScale, manifest.DefaultTimeScale)
}
