package asset

import (
	"fmt"

	"smoothscope/inspect/manifest"
	"smoothscope/inspect/media"
)

// groupOf is the tracks of one stream.
type groupOf struct {
	key    groupKey
	name   string
	tracks []*found
}

// groupKey is what the levels of a stream must have in common.
type groupKey struct {
	kind     media.Kind
	name     string // as a server manifest gives it, which is then what counts
	language string // of audio and text
	fourCC   string
	scale    uint32
}

// group gathers tracks into streams: video, audio, text, each in the order in
// which it is met first, with names that differ.
func group(tracks []*found) []*groupOf {
	var groups []*groupOf
	for _, kind := range []media.Kind{media.Video, media.Audio, media.Text} {
		first := len(groups)
		for _, f := range tracks {
			if f.track.Kind == kind {
				groups = into(groups, f)
			}
		}
		for _, g := range groups[first:] {
			g.name = nameOf(g.key, len(groups)-first)
		}
	}
	unique(groups)
	return groups
}

func into(groups []*groupOf, f *found) []*groupOf {
	key := groupKey{kind: f.track.Kind, name: f.name}
	if f.name == "" {
		key.fourCC, key.scale = f.level.FourCC, f.track.TimeScale
	}
	if key.kind != media.Video {
		key.language = f.track.Language
	}
	for _, g := range groups {
		if g.key == key {
			g.tracks = append(g.tracks, f)
			return groups
		}
	}
	return append(groups, &groupOf{key: key, tracks: []*found{f}})
}

// nameOf is the name of a stream: as given, else by type, and where there are
// several by language too.
func nameOf(k groupKey, several int) string {
	switch {
	case k.name != "":
		return k.name
	case several > 1 && k.language != "" && k.language != "und":
		return string(k.kind) + "_" + k.language
	}
	return string(k.kind)
}

// unique numbers names that repeat: they are keys in addresses.
func unique(groups []*groupOf) {
	seen := map[string]bool{}
	for _, g := range groups {
		name := g.name
		for n := 2; seen[g.name]; n++ {
			g.name = fmt.Sprintf("%s_%d", name, n)
		}
		seen[g.name] = true
	}
}

// first is the first track that has chunks.
func (g *groupOf) first() *found {
	for _, f := range g.tracks {
		if len(f.index.Fragments) > 0 {
			return f
		}
	}
	return g.tracks[0]
}

// streamOf is the StreamIndex of a group. Its chunks are those of the first
// level that has some.
func streamOf(g *groupOf) manifest.Stream {
	first := g.first()
	s := manifest.Stream{
		Type: string(g.key.kind), Name: g.name, Subtype: first.subtype, Parent: first.parent, TimeScale: uint64(first.track.TimeScale),
		URL: "QualityLevels({bitrate})/Fragments(" + g.name + "={start time})",
	}
	if g.key.language != "und" {
		s.Language = g.key.language
	}
	if s.Type == "text" && s.Subtype == "" {
		s.Subtype = textSubtype(first.track)
	}
	for i, f := range g.tracks {
		l := f.level
		s.Levels = append(s.Levels, manifest.Level{
			Index: i, Bitrate: l.Bitrate, BitrateText: l.BitrateKey, FourCC: l.FourCC, PrivateData: l.PrivateData,
			Width: l.Width, Height: l.Height, SamplingRate: l.SamplingRate, Channels: l.Channels,
		})
	}
	for i, f := range first.index.Fragments {
		s.Chunks = append(s.Chunks, manifest.Chunk{N: i, Time: f.Time, Duration: f.Duration, DurationKnown: f.Duration > 0})
	}
	return s
}

// textSubtype tells subtitles from other timed data.
func textSubtype(t media.Track) string {
	if t.Handler == "meta" || t.Handler == "data" {
		return "DATA"
	}
	return "SUBT"
}
