// Package media knows one media file: its tracks, and where each fragment of
// a track lies, how long it is and under which time a player asks for it. It
// reads headers, indexes and moofs, never the samples, and trusts no size, count
// or offset that a file claims. It does not know manifests.
package media

import (
	"context"
	"errors"
	"fmt"
	"sync"

	"smoothscope/inspect/codec"
	"smoothscope/inspect/source"
)

// ErrForeign says that a source is not ISO base media: it has neither a moov
// nor a moof.
var ErrForeign = errors.New("not an mp4 or smooth streaming media file")

// File is one media file. Tracks and Fragments may be asked from several
// goroutines.
type File struct {
	Source     source.Source
	Brand      string  // ftyp major brand, "" where there is none
	Tracks     []Track // in moov order
	Fragmented bool    // moofs carry the samples
	Warnings   []string

	moov      *moov // nil where the file has none
	firstMoof int64 // where the walk over the fragments starts; the end where there is none

	mu   sync.Mutex
	walk *walked // kept once it is complete
}

// Track is one track as the moov describes it.
type Track struct {
	ID          uint32
	Kind        Kind
	Handler     string // hdlr handler_type: vide, soun, text, subt, meta …
	TimeScale   uint32 // ticks per second
	Duration    uint64 // ticks; 0 where the file does not say
	Language    string // ISO 639-2/T, "und" where unknown
	SampleEntry string // the clear format: what frma says under encv and enca
	Codec       codec.Info
	CodecErr    error  // why Codec is empty or partial
	Bitrate     uint64 // bits per second, 0 where the file does not say
	BitrateFrom string // "btrt", "esds" or ""
	Protected   bool   // the samples are encrypted
}

// Kind is what a track is for.
type Kind string

// The kinds of tracks; a stream's type has the same words.
const (
	Video Kind = "video"
	Audio Kind = "audio"
	Text  Kind = "text"
	Other Kind = "other"
)

// IndexKind is where the fragments of a track were found.
type IndexKind string

// The kinds of index.
const (
	FromMfra   IndexKind = "mfra"   // the random access index at the end names every one
	FromScan   IndexKind = "scan"   // by walking over the boxes
	FromTables IndexKind = "tables" // an unfragmented file's sample tables
)

// Fragment is one chunk of a track. In a fragmented file it is a moof with its
// mdat; in a plain one it is a group of pictures, and MoofSize is 0.
type Fragment struct {
	Track    uint32
	Sequence uint32 // mfhd sequence_number, 0 in plain files
	Time     uint64 // ticks: the index's time, which is the key in URLs
	Duration uint64 // ticks; 0 where nothing tells
	Offset   int64  // bytes from the start of the file
	MoofSize int64  // bytes of the moof, 0 in plain files
	Size     int64  // bytes from Offset to the end of the mdat; 0 when Scattered
	Data     int64  // bytes of samples, in one span or not
	Samples  uint32
	// Scattered says that the samples are not one span of the file, as in an
	// interleaved plain MP4: then Size is 0 and Offset that of the first.
	Scattered bool
}

// Index is the fragments of one track.
type Index struct {
	From      IndexKind
	Fragments []Fragment // in the order of their times
	Repeats   []Fragment // with the time of another, and left out for it
	Warnings  []string   // what was odd and is tolerated
	Problems  []string   // what was so wrong that fragments had to be left out
	Broken    int        // how many, as far as that can be told
	Lost      []int64    // where those left out start, in bytes from the start of the file, as far as they were found
}

// Track finds a track by its ID.
func (f *File) Track(id uint32) (Track, bool) {
	for _, t := range f.Tracks {
		if t.ID == id {
			return t, true
		}
	}
	return Track{}, false
}

// Fragments lists the fragments of a track (ISO/IEC 14496-12 8.8). The first
// call reads one small block per fragment of the whole file; later calls
// answer from memory.
func (f *File) Fragments(ctx context.Context, trackID uint32) (*Index, error) {
	track, ok := f.Track(trackID)
	if !ok {
		return nil, fmt.Errorf("%s: has no track %d (it has %s)", f.Source.Name(), trackID, f.trackIDs())
	}
	if !f.Fragmented {
		return f.groups(ctx, track)
	}
	w, err := f.walkOnce(ctx)
	if err != nil {
		return nil, err
	}
	return f.indexOf(track, w), nil
}

func (f *File) trackIDs() string {
	if len(f.Tracks) == 0 {
		return "none"
	}
	s := ""
	for i, t := range f.Tracks {
		if i > 0 {
			s += ", "
		}
		s += fmt.Sprint(t.ID)
	}
	return s
}

func (f *File) walkOnce(ctx context.Context) (*walked, error) {
	f.mu.Lock()
	defer f.mu.Unlock()
	if f.walk != nil {
		return f.walk, nil
	}
	w, err := f.walkFragments(ctx)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", f.Source.Name(), err)
	}
	f.walk = w
	return w, nil
}
