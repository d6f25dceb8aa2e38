package check

import (
	"math"

	"smoothscope/inspect/media"
)

// Sight is one fragment while its samples are at hand. It and what it holds are
// good until the rule returns. The fragments before it may not be gathered yet.
type Sight struct {
	Track    *Track
	N        int        // ordinal in the track
	Fragment *Fragment  // what is kept of it
	Run      *media.Run // nil where Err says why; of plain files what the sample tables say
	Err      error      // why Run is nil, or the samples could not be read
	Units    []Unit     // by sample; nil where the codec has none, they are encrypted or cannot be read

	units *unitReader
	bytes *readAhead // of the file, for rules about samples
}

// Place is the fragment.
func (s *Sight) Place() Place { return s.Track.At(s.N) }

// fill keeps what whole rules and the timeline need to know of the fragment.
func (s *Sight) fill() {
	f, r := s.Fragment, s.Run
	if r == nil {
		f.Span = f.Duration
		return
	}
	f.Truns, f.Span = len(r.Truns), r.Span()
	f.HasTfxd, f.Tfxd, f.TfxdFor = r.HasTfxd, r.Tfxd, r.TfxdFor
	f.HasTfdt, f.Tfdt = r.HasTfdt, r.Tfdt
	if len(r.Samples) == 0 {
		return
	}
	f.First, f.Frame = r.Samples[0].Composition, r.Samples[0].Duration
	if f.Span == 0 { // nothing says how long samples last: that is one finding, not one of each rule about times
		f.Span = f.Duration
		f.Frame = uint32(min(f.Duration/uint64(len(r.Samples)), math.MaxUint32))
	}
	if s.Track.Kind != media.Video {
		f.Opens = true
		return
	}
	if s.Units = s.units.of(r); s.Err == nil {
		s.Err = s.units.err
	}
	s.findSyncs()
}

// findSyncs finds the sync samples of video. Where the file flags none as
// non-sync, their NAL units tell.
func (s *Sight) findSyncs() {
	units, at := s.Units, uint64(0)
	for i, sample := range s.Run.Samples {
		sync := sample.Sync && s.Run.Flagged
		if units != nil {
			sync = sync || units[i].Sync
		} else if !s.Run.Flagged {
			sync = i == 0
		}
		if sync {
			s.Fragment.Syncs = append(s.Fragment.Syncs, at)
			s.Fragment.Opens = s.Fragment.Opens || i == 0
		}
		at += uint64(sample.Duration)
	}
}
