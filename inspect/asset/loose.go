package asset

import (
	"context"
	"encoding/hex"
	"errors"
	"fmt"
	"path/filepath"
	"runtime"
	"slices"
	"strings"

	"golang.org/x/sync/errgroup"

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
func (d disk) openLoose(ctx context.Context, names []string) (_ *Asset, err error) {
	a := d.newAsset(commonFolder(names), names[0])
	defer func() {
		if err != nil {
			err = errors.Join(err, a.Close())
		}
	}()
	files := make([]*media.File, len(names))
	for i, name := range names {
		path, err := a.addLoose(name)
		if err != nil {
			return nil, err
		}
		if files[i], err = a.Media(ctx, path); err != nil {
			return nil, d.foreign(source.Shown(name), err)
		}
		a.Members[i].Size = files[i].Source.Size()
	}
	if err := walkAll(ctx, files); err != nil {
		return nil, err
	}
	var tracks []*found
	for i, file := range files {
		more, err := a.tracksOf(ctx, file, a.Members[i].Path)
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

// walkAll finds the fragments of all files, several at a time; each file keeps
// what was found.
func walkAll(ctx context.Context, files []*media.File) error {
	work, ctx := errgroup.WithContext(ctx)
	work.SetLimit(runtime.GOMAXPROCS(0))
	for _, f := range files {
		if len(f.Tracks) == 0 || !f.Fragmented {
			continue
		}
		work.Go(func() error {
			_, err := f.Fragments(ctx, f.Tracks[0].ID)
			return err
		})
	}
	return work.Wait()
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
	info, err := a.disk.stat(name)
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
		for _, w := range slices.Concat(index.Warnings, index.Problems) {
			a.warn(path + ": " + w)
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
