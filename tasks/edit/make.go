package edit

import (
	"cmp"
	"context"
	"fmt"
	"path/filepath"
	"slices"
	"strconv"
	"strings"

	"smoothscope/inspect/asset"
	"smoothscope/inspect/manifest"
	"smoothscope/inspect/media"
)

// Made is the two manifests of an asset that had none.
type Made struct {
	Client, Server []byte
	Media          []string // paths of the media files, relative to the manifests' folder
	Warnings       []string // what the media claim and the manifests do not repeat
}

// MakeManifests is a client and a server manifest for loose media files: a
// is what asset.Open makes of them, home the folder that NAME.ism and NAME.ismc
// shall stand in, which must hold all the files or the folders they are in.
// Every number comes from the media: chunk times are those of their indexes to
// the tick, bitrates what the files say of themselves, else measured, and made
// to differ where two levels of a stream have the same. Languages and codecs
// are streams of their own.
func MakeManifests(ctx context.Context, a *asset.Asset, home, name string) (*Made, error) {
	for _, m := range a.Members {
		if m.Role != asset.MediaRole {
			return nil, fmt.Errorf("%s: is a %s manifest: name the media files only", m.Path, m.Role)
		}
	}
	c, err := manifest.ParseClient(a.ClientBytes())
	if err != nil {
		return nil, fmt.Errorf("the client manifest of %s: %w", a.Name, err)
	}
	m := &making{asset: a, client: c, paths: map[string]string{}, server: &manifest.Server{ClientPath: name + ".ismc"}}
	if err := m.find(home); err != nil {
		return nil, err
	}
	for i := range a.Streams {
		if err := m.stream(ctx, i); err != nil {
			return nil, err
		}
	}
	if err := m.protect(ctx); err != nil {
		return nil, err
	}
	if len(m.server.Tracks) == 0 {
		return nil, fmt.Errorf("%s: %w", a.Name, asset.ErrNoStreams)
	}
	out := &Made{Client: manifest.WriteClient(c), Server: manifest.WriteServer(m.server), Warnings: m.warnings}
	for _, member := range a.Members {
		out.Media = append(out.Media, m.paths[member.Path])
	}
	return out, nil
}

// making is one call of MakeManifests.
type making struct {
	asset  *asset.Asset
	client *manifest.Client
	server *manifest.Server
	paths  map[string]string // from the manifests' folder, by member path

	warnings []string
}

// find works out how the manifests name the media files.
func (m *making) find(home string) error {
	root, err := filepath.Abs(home)
	if err != nil {
		return err
	}
	for _, member := range m.asset.Members {
		full, err := filepath.Abs(member.Full)
		if err != nil {
			return err
		}
		rel, err := filepath.Rel(root, full)
		if err == nil {
			rel, err = manifest.LocalPath(filepath.ToSlash(rel))
		}
		if err != nil {
			return fmt.Errorf("%s: does not lie below %s, and a server manifest cannot name what lies elsewhere: write it beside the media files, or copy all with --out", member.Full, root)
		}
		m.paths[member.Path] = rel
	}
	return nil
}

// level is a quality level on its way into both manifests.
type level struct {
	manifest.Level
	from *asset.Level
}

func (m *making) stream(ctx context.Context, i int) error {
	s := &m.asset.Streams[i]
	var all []level
	for j := range s.Levels {
		l := level{m.client.Streams[i].Levels[j], &s.Levels[j]}
		if err := m.complete(ctx, &l, s); err != nil {
			return err
		}
		all = append(all, l)
	}
	slices.SortStableFunc(all, func(a, b level) int { return cmp.Compare(a.Bitrate, b.Bitrate) })
	last := uint64(0)
	for j := range all {
		l := &all[j]
		l.Index = j
		if l.Bitrate <= last && j > 0 { // it is the key in addresses
			l.Bitrate = last + 1
		}
		last = l.Bitrate
		l.BitrateText = strconv.FormatUint(l.Bitrate, 10)
		m.client.Streams[i].Levels[j] = l.Level
		m.server.Tracks = append(m.server.Tracks, manifest.ServerTrack{
			Element: elementOf(s.Type), Src: m.paths[l.from.File], BitrateText: l.BitrateText, Language: s.Language,
			Params: params(s, l.from),
		})
	}
	return nil
}

// complete adds what the track's own record says and an asset does not keep,
// and puts the measured bitrate in the place of a claim that is far from it.
func (m *making) complete(ctx context.Context, l *level, s *asset.Stream) error {
	file, err := m.asset.Media(ctx, l.from.File)
	if err != nil {
		return err
	}
	if !file.Fragmented {
		return fmt.Errorf("%s: %w", l.from.File, asset.ErrUnfragmented)
	}
	track, _ := file.Track(l.from.TrackID)
	l.AudioTag, l.BitsPerSample, l.PacketSize = track.Codec.AudioTag, track.Codec.BitsPerSample, track.Codec.PacketSize
	if track.Codec.NALLength != 0 {
		l.NALLength = track.Codec.NALLength
	}
	index, err := file.Fragments(ctx, l.from.TrackID)
	if err != nil {
		return err
	}
	measured := measure(index, uint64(track.TimeScale))
	if l.from.BitrateFrom == "measured" || measured == 0 || near(l.Bitrate, measured) {
		return nil
	}
	m.warnings = append(m.warnings, fmt.Sprintf("%s: track %d claims %d bits per second and holds %d on average, which is what %s is given",
		l.from.File, l.from.TrackID, l.Bitrate, measured, s.Name))
	l.Bitrate = measured
	return nil
}

// near says whether a claimed bitrate may stand: encoders claim their target,
// which the average misses by a little, and a peak may be claimed on purpose.
func near(claimed, measured uint64) bool {
	return claimed >= measured/10*9 && claimed/4 <= measured
}

// measure is the average bitrate of a track in bits per second, 0 where its
// fragments do not tell.
func measure(index *media.Index, scale uint64) uint64 {
	var bytes, ticks uint64
	for _, f := range index.Fragments {
		bytes += uint64(f.Data)
		ticks += f.Duration
	}
	if ticks == 0 {
		return 0
	}
	return media.Rescale(bytes*8, ticks, scale)
}

// params are those of a track, in the order in which servers write them.
func params(s *asset.Stream, l *asset.Level) []manifest.Attr {
	all := []manifest.Attr{{Name: "trackID", Value: strconv.FormatUint(uint64(l.TrackID), 10)}, {Name: "trackName", Value: s.Name}}
	if s.TimeScale != manifest.DefaultTimeScale {
		all = append(all, manifest.Attr{Name: "timeScale", Value: strconv.FormatUint(s.TimeScale, 10)})
	}
	if s.Subtype != "" {
		all = append(all, manifest.Attr{Name: "Subtype", Value: s.Subtype})
	}
	return all
}

func elementOf(kind string) string {
	if strings.EqualFold(kind, "text") {
		return "textstream"
	}
	return kind
}
