// Package offsets knows where each chunk of an asset lies in its files, and
// writes that map in the formats that other programs read. A new format is a
// file of its own with a write function, and one line in Formats.
package offsets

import (
	"context"
	"fmt"
	"io"
	"slices"
	"strings"

	"smoothscope/inspect/asset"
	"smoothscope/tasks"
)

// Entry is one chunk of one quality level.
type Entry struct {
	Type        string `json:"type"`     // video, audio or text
	Stream      string `json:"stream"`   // its Name, or its Type
	Bitrate     uint64 `json:"bitrate"`  // bits per second
	Time        uint64 `json:"time"`     // ticks of the stream: the key in the URL
	Duration    uint64 `json:"duration"` // ticks; 0 where unknown
	File        string `json:"file"`     // below the asset's folder
	Offset      int64  `json:"offset"`   // of the moof, in bytes from the start of the file
	Size        int64  `json:"size"`     // from the moof to the end of its mdat
	BitrateFrom string `json:"bitrateFrom,omitempty"`

	Chunk    int    `json:"-"` // ordinal in the stream; -1 where the manifest does not list it
	MoofSize int64  `json:"-"`
	Path     string `json:"-"` // of the chunk, relative to the asset's address
}

// Map is the entries of an asset, by stream, level and chunk.
type Map struct {
	Entries  []Entry
	Warnings []string // what was tolerated, once each
	Problems []string // what was not, once each
	Broken   int      // chunks without bytes and fragments that were left out
}

// Entries finds all chunks of an asset. Streams whose data is in the manifest
// have none. Progress counts quality levels.
func Entries(ctx context.Context, a *asset.Asset, p *tasks.Progress) (*Map, error) {
	if len(a.Streams) == 0 {
		return nil, noStreams(a)
	}
	m := &Map{Entries: []Entry{}}
	levels := 0
	for i := range a.Streams {
		levels += len(a.Streams[i].Levels)
	}
	p.Start(tasks.Count, int64(levels))
	for i := range a.Streams {
		for j := range a.Streams[i].Levels {
			p.Doing(a.Streams[i].Levels[j].File)
			if err := m.level(ctx, a, i, j); err != nil {
				return nil, err
			}
			p.Add(1)
		}
	}
	return m, nil
}

// noStreams says with the reason, where there is one, that nothing can be listed.
func noStreams(a *asset.Asset) error {
	err := fmt.Errorf("%s: %w", a.Members[0].Path, asset.ErrNoStreams)
	if len(a.Warnings) > 0 && !strings.Contains(a.Warnings[0], asset.ErrNoStreams.Error()) {
		err = fmt.Errorf("%w (%s)", err, a.Warnings[0])
	}
	return err
}

// level adds the chunks of one quality level.
func (m *Map) level(ctx context.Context, a *asset.Asset, stream, level int) error {
	at, err := a.Locate(ctx, stream, level)
	if err != nil {
		return err
	}
	m.Warnings, m.Problems = addNew(m.Warnings, at.Warnings), addNew(m.Problems, at.Problems)
	m.Broken += at.Broken
	s, l := &a.Streams[stream], &a.Streams[stream].Levels[level]
	for _, x := range at.Locations {
		if x.Missing != nil {
			continue
		}
		m.Entries = append(m.Entries, Entry{
			Type: s.Type, Stream: s.Name, Bitrate: l.Bitrate, Time: x.Time, Duration: x.Duration,
			File: x.Member, Offset: x.Offset, Size: x.Size, BitrateFrom: l.BitrateFrom,
			Chunk: x.Chunk, MoofSize: x.MoofSize, Path: a.ChunkPath(stream, level, x.Time),
		})
	}
	return nil
}

// addNew appends what is not there yet.
func addNew(to, more []string) []string {
	for _, text := range more {
		if !slices.Contains(to, text) {
			to = append(to, text)
		}
	}
	return to
}

// Format is one way to write the map.
type Format struct {
	Name    string // as the command line calls it
	Title   string // for people
	Ending  string // of its files, with the dot
	PerFile bool   // its lines do not name the media file: write one map for each
	Write   func(w io.Writer, entries []Entry) error
}

// Formats are all formats, the usual one first.
func Formats() []Format {
	return []Format{
		{Name: "fov", Title: "Mp4 Explorer lines", Ending: ".txt", Write: writeFov},
		{Name: "csv", Title: "Comma-separated values", Ending: ".csv", Write: writeCSV},
		{Name: "json", Title: "JSON", Ending: ".json", Write: writeJSON},
		{Name: "ismf", Title: "Fragment map of ismindex", Ending: ".ismf", PerFile: true, Write: writeIsmf},
	}
}

// FormatNamed finds a format by its name.
func FormatNamed(name string) (Format, error) {
	known := ""
	for _, f := range Formats() {
		if f.Name == name {
			return f, nil
		}
		known += " " + f.Name
	}
	return Format{}, fmt.Errorf("format %q is not known: use one of%s", name, known)
}

// FileEntries is the entries of one media file.
type FileEntries struct {
	File    string
	Entries []Entry
}

// ByFile splits entries by media file, in the order in which files occur.
func ByFile(entries []Entry) []FileEntries {
	var all []FileEntries
	place := map[string]int{}
	for _, e := range entries {
		i, ok := place[e.File]
		if !ok {
			i = len(all)
			place[e.File] = i
			all = append(all, FileEntries{File: e.File})
		}
		all[i].Entries = append(all[i].Entries, e)
	}
	return all
}
