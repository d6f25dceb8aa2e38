package check

import (
	"cmp"
	"fmt"
	"slices"
)

// headRules are about which track a fragment names and its number (tfhd, mfhd).
func headRules() []*Rule {
	return []*Rule{
		{
			ID: "TFHD-TRACK", Title: "Fragments name a track that the file does not have", Severity: Error,
			Help: "The track ID of a fragment must be one of the moov. Servers find chunks by it, players drop fragments of tracks that they do not know. " +
				"Fragments and moov come from different files: repackage the file.",
			Clause: "ISO/IEC 14496-12 8.8.7",
			whole:  judgeTrackID,
		},
		{
			ID: "TFHD-BASE", Title: "Offsets do not count from the moof", Severity: Info,
			In: map[Profile]Severity{CMAF: Warning},
			Help: "Where a fragment is cut out of its file, offsets must count from its moof. With base_data_offset they count from the start of the file; " +
				"without default-base-is-moof CMAF players refuse it. Smooth Streaming players do without.",
			Clause:   "ISO/IEC 14496-12 8.8.7; ISO/IEC 23000-19 7.5.16",
			fragment: judgeBase,
		},
		{
			ID: "MFHD-SEQ", Title: "Sequence numbers of fragments do not grow", Severity: Warning,
			Help: "Each moof has a number, larger than that of the one before it. Players and servers take a lower one for an old fragment and drop it. " +
				"Files that were joined, or an encoder that was started again, cause this. Repackage the file.",
			Clause: "ISO/IEC 14496-12 8.8.5; [MS-SSTR] 2.2.4.2",
			whole:  judgeSequence,
		},
	}
}

// judgeTrackID looks at the IDs as the fragments carry them. The parser takes
// fragments of a file of one track for its own; servers do not.
func judgeTrackID(c *Case, to *Reporter) {
	for _, f := range c.Files {
		if f.Media == nil || !f.Movie.Present {
			continue
		}
		for id, named := range f.Media.Named() {
			if _, ok := f.Media.Track(id); ok {
				continue
			}
			place := InFile(f.Member.Path, named.First, 0)
			if len(f.Tracks) == 1 {
				t := f.Tracks[0]
				chunk, time := t.ordinal(named.First)
				place.Stream, place.Level = t.Stream, t.Level
				place = place.AtChunk(chunk, time)
			}
			to.Add(fmt.Sprint(id), Finding{
				Message: fmt.Sprintf("%s: %s of track %d, the first at byte %d, and the moov has %s", f.Member.Path,
					count(named.Moofs, "fragment is", "fragments are"), id, named.First, trackList(f)),
				Place: place, Count: named.Moofs, Measured: fmt.Sprintf("track %d", id), Expected: trackList(f),
				Hint: "A server that renumbers tracks, or fragments of one file behind the moov of another. Repackage the file.",
			})
		}
	}
}

func trackList(f *File) string {
	s := "track"
	for i, t := range f.Tracks {
		if i > 0 {
			s += ","
		}
		s += fmt.Sprintf(" %d", t.ID)
	}
	return s
}

// judgeBase: every ffmpeg file leaves default-base-is-moof out, which matters in
// CMAF alone; there it is told.
func judgeBase(c *Case, s *Sight, to *Reporter) {
	if !s.fragmented() {
		return
	}
	switch flags := s.Run.TfhdFlags; {
	case flags&0x1 != 0:
		to.Add("base", Finding{
			Message: fmt.Sprintf("%s gives its place in the file as base_data_offset (%d), and is wrong once it is cut out", c.chunkOf(s.Track, s.N), s.Run.Base),
			Place:   s.Place(), Measured: "base_data_offset", Expected: "offsets from the moof",
			Hint: "An old muxer. Repackage with default-base-is-moof (ffmpeg: -movflags default_base_moof) for CMAF.",
		})
	case flags&0x20000 == 0 && c.Profile == CMAF:
		to.Add("default", Finding{
			Message: fmt.Sprintf("%s does not set default-base-is-moof, which CMAF demands", c.chunkOf(s.Track, s.N)),
			Place:   s.Place(), Measured: fmt.Sprintf("tfhd flags 0x%06x", flags), Expected: "flag 0x020000",
			Hint: "Smooth Streaming files do not have it. Repackage for CMAF (ffmpeg: -movflags default_base_moof).",
		})
	}
}

// placedMoof is a moof with its number and where it belongs.
type placedMoof struct {
	track    *Track
	n        int
	offset   int64
	sequence uint32
}

// judgeSequence goes over the moofs in the order of the file, of all tracks.
func judgeSequence(c *Case, to *Reporter) {
	for _, f := range c.Files {
		if f.Media == nil || !f.Media.Fragmented {
			continue
		}
		var all []placedMoof
		for _, t := range f.Tracks {
			for n := range t.Fragments {
				all = append(all, placedMoof{t, n, t.Fragments[n].Offset, t.Fragments[n].Sequence})
			}
		}
		slices.SortStableFunc(all, func(a, b placedMoof) int { return cmp.Compare(a.offset, b.offset) })
		for i := 1; i < len(all); i++ {
			this, before := all[i], all[i-1]
			if this.offset == before.offset || this.sequence > before.sequence {
				continue
			}
			place := this.track.At(this.n)
			to.Add("", Finding{
				Message: fmt.Sprintf("%s has the sequence number %d, and the fragment before it in the file %d", c.chunkOf(this.track, this.n), this.sequence, before.sequence),
				Place:   place, Measured: fmt.Sprint(this.sequence), Expected: fmt.Sprintf("more than %d", before.sequence),
				Hint: "Files that were joined, an encoder that was started again, or a packager that does not count. Repackage the file.",
			})
		}
	}
}
