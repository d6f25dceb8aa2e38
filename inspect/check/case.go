package check

import (
	"context"
	"sync"

	"smoothscope/inspect/asset"
	"smoothscope/inspect/manifest"
	"smoothscope/inspect/media"
)

// Case is the facts of one asset that rules judge. Whole rules may read all of
// it, and change nothing.
type Case struct {
	Asset   *asset.Asset
	Profile Profile
	Client  *Document[manifest.Client] // nil where there is none
	Server  *Document[manifest.Server]
	Files   []*File // the media members, present or not, in the asset's order

	thorough bool // look into every sample

	lines      map[*Track]*line   // see Case.line
	alignments map[int]*alignment // by stream, see Case.alignment

	markup *markup // of Client, once a rule asked for it

	announced    []*eventList // see Case.events
	heardEvents  bool
	splicePoints map[int]*points // by stream, see Case.pointsFor
	captions     []*captionList  // see Case.captionLists
	readCaptions bool
}

// Document is a manifest as it was read.
type Document[T any] struct {
	Path string // member path
	Raw  []byte
	Doc  *T    // what was understood, never nil
	Err  error // what was not
}

// File is one media file.
type File struct {
	Member asset.Member
	Media  *media.File // nil where Err says why
	Err    error
	Tracks []*Track // in moov order
	Movie  Movie    // what its moov says, as far as rules ask
}

// Track is one track with all its fragments.
type Track struct {
	media.Track
	File      *File
	Stream    int // in Asset.Streams, -1 where no level names it
	Level     int
	Index     *media.Index
	Fragments []Fragment

	places []int32 // of Fragments, in the order of the file

	mu      sync.Mutex // of what follows
	splices []event    // that its samples announce
	heard   []captionDoc
	cues    int // in heard
}

// Fragment is one fragment of a track, or a group of pictures of a plain MP4.
type Fragment struct {
	media.Fragment
	Truns   int    // track runs in its moof; 0 in plain files
	Span    uint64 // ticks, the sum of the sample durations
	HasTfxd bool
	Tfxd    int64 // ticks, may be negative
	TfxdFor uint64
	HasTfdt bool
	Tfdt    uint64
	First   int64    // composition offset of the first sample, in ticks
	Frame   uint32   // ticks, duration of the first sample: that of a frame
	Syncs   []uint64 // of video: where its sync samples are decoded, in ticks from its start
	Opens   bool     // it begins with a sync sample, by flag or by NAL type
}

// Own is the time the fragment tells of itself: by tfxd, else by tfdt.
func (f *Fragment) Own() (int64, bool) {
	if f.HasTfxd {
		return f.Tfxd, true
	}
	return int64(f.Tfdt), f.HasTfdt
}

// End is where the fragment ends by its samples, in ticks.
func (f *Fragment) End() uint64 { return f.Time + f.Span }

func newCase(a *asset.Asset, p Profile) *Case {
	c := &Case{Asset: a, Profile: p}
	for _, m := range a.Members {
		if m.Role == asset.MediaRole {
			c.Files = append(c.Files, &File{Member: m})
		}
	}
	return c
}

// readManifests reads the documents again as they are written: the asset
// keeps what they mean, the rules also judge how they are written.
func (c *Case) readManifests(ctx context.Context) {
	for _, m := range c.Asset.Members {
		if !m.Present {
			continue
		}
		switch m.Role {
		case asset.ClientRole:
			c.Client = readDocument(ctx, c.Asset, m, manifest.ParseClient)
		case asset.ServerRole:
			c.Server = readDocument(ctx, c.Asset, m, manifest.ParseServer)
		}
	}
}

func readDocument[T any](ctx context.Context, a *asset.Asset, m asset.Member, parse func([]byte) (*T, error)) *Document[T] {
	d := &Document[T]{Path: m.Path, Doc: new(T)}
	if d.Raw, d.Err = a.Fetch(ctx, m.Path); d.Err == nil {
		d.Doc, d.Err = parse(d.Raw)
	}
	return d
}

// LevelOf is the track behind a quality level, nil where its file or track is
// not there.
func (c *Case) LevelOf(stream, level int) *Track {
	l := &c.Asset.Streams[stream].Levels[level]
	for _, f := range c.Files {
		if f.Member.Path != l.File {
			continue
		}
		for _, t := range f.Tracks {
			if t.ID == l.TrackID {
				return t
			}
		}
	}
	return nil
}

// Levels is the tracks behind the quality levels of a stream, in their order;
// nil in place of those that are not there.
func (c *Case) Levels(stream int) []*Track {
	list := make([]*Track, len(c.Asset.Streams[stream].Levels))
	for i := range list {
		list[i] = c.LevelOf(stream, i)
	}
	return list
}

// Place is a track: the level that it is, or its file where no level names it.
func (t *Track) Place() Place {
	p := InStream(t.Stream, t.Level)
	p.File = t.File.Member.Path
	return p
}

// At is the n-th fragment of a track, its moof as bytes.
func (t *Track) At(n int) Place {
	f := &t.Fragments[n]
	p := t.Place().AtChunk(n, f.Time)
	p.Offset, p.Size = f.Offset, f.MoofSize
	if p.Size == 0 {
		p.Size = f.Size
	}
	return p
}

// Off is a distance of ticks in this track, which counts frames where it has any.
func (t *Track) Off(ticks int64) Distance {
	d := Distance{Ticks: ticks, TimeScale: uint64(t.TimeScale)}
	if len(t.Fragments) > 0 && t.Fragments[0].Frame > 0 {
		d.Frames = float64(ticks) / float64(t.Fragments[0].Frame)
	}
	return d
}
