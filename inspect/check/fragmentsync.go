package check

import (
	"fmt"

	"smoothscope/inspect/media"
)

// syncRules are about key frames.
func syncRules() []*Rule {
	return []*Rule{
		{
			ID: "FRAG-IDR", Title: "A video fragment does not begin with a key frame", Severity: Error,
			Help: "Players switch bitrates and seek at the start of fragments. Without a key frame there they show garbage or wait for the next one. " +
				"Cut fragments at key frames (ffmpeg: -movflags frag_keyframe) and encode with key frames at fixed distances (-g, -keyint_min, -sc_threshold 0).",
			Clause:   "[MS-SSTR] 2.2.4; ISO/IEC 14496-12 8.6.2",
			fragment: judgeOpens,
		},
		{
			ID: "FRAG-OPENGOP", Title: "A fragment begins with an open GOP", Severity: Warning,
			Help: "Pictures at its start refer to the fragment before it. After a switch of bitrate or a seek those are broken or missing for a moment. " +
				"Encode with closed GOPs (ffmpeg: -flags +cgop, x264: open-gop=0, x265: open-gop=0).",
			Clause:   "ISO/IEC 14496-12 8.6.2; ISO/IEC 23008-2 3.136",
			fragment: judgeOpenGOP,
		},
		{
			ID: "FRAG-MULTI-IDR", Title: "Several key frames in one fragment", Severity: Info,
			Help:     "That is fine: it tells that groups of pictures are shorter than fragments. Shorter groups cost bitrate.",
			fragment: judgeManySyncs,
		},
		{
			ID: "FLAGS-SYNC", Title: "Sample flags and the data disagree about key frames", Severity: Warning,
			Help: "The flags in the fragment tell players where they may start, without looking into the data. Where they call a frame a key frame that is none, players start with garbage; " +
				"where a key frame is not called one, it is not used. Repackage the file from its source.",
			Clause:   "ISO/IEC 14496-12 8.8.3.1",
			fragment: judgeFlags,
		},
	}
}

func judgeOpens(c *Case, s *Sight, to *Reporter) {
	if s.Track.Kind != media.Video || s.Run == nil || len(s.Run.Samples) == 0 || s.Fragment.Opens {
		return
	}
	first, off, hint := "none", Distance{}, "The encoder cut the fragment by time and not at a key frame, or put key frames where scenes change. Encode with a fixed GOP and cut at its start."
	if len(s.Fragment.Syncs) > 0 {
		off = s.Track.Off(int64(s.Fragment.Syncs[0]))
		first = off.words() + " into it"
	}
	to.Add("", Finding{
		Message:  fmt.Sprintf("%s does not begin with a key frame: the first one in it: %s", c.chunkOf(s.Track, s.N), first),
		Place:    s.Place(),
		Measured: "first key frame: " + first, Expected: "a key frame as the first sample",
		Off: off, Hint: hint,
	})
}

// leading is how many samples behind the first are shown before it.
func (s *Sight) leading() int {
	n, at := 0, int64(0)
	for i := range s.Run.Samples {
		if i > 0 && at+s.Run.Samples[i].Composition < s.Run.Samples[0].Composition {
			n++
		}
		at += int64(s.Run.Samples[i].Duration)
	}
	return n
}

// The first slice of a clean start: an IDR of AVC, or of HEVC an IDR (19, 20) or
// a BLA (16 to 18); a CRA (21) may have leading pictures that refer back.
func (s *Sight) cleanStart() bool {
	if len(s.Units) == 0 || !s.Units[0].Coded {
		return true
	}
	if s.units.family.sps == avcSPS {
		return s.Units[0].Sync
	}
	return !s.Units[0].Sync || s.Units[0].First <= 20
}

// opensGOP tells whether the fragment begins with a key frame that pictures
// before it in time refer over.
func (s *Sight) opensGOP() bool {
	return s.fragmentOfVideo() && s.Fragment.Opens && !s.cleanStart() && s.leading() > 0
}

func (s *Sight) fragmentOfVideo() bool {
	return s.Track.Kind == media.Video && s.Run != nil && len(s.Run.Samples) > 0
}

func judgeOpenGOP(c *Case, s *Sight, to *Reporter) {
	if !s.opensGOP() {
		return
	}
	n := s.leading()
	to.Add("", Finding{
		Message: fmt.Sprintf("%s begins with an open GOP: %s shown before its first key frame and may refer to the chunk before it", c.chunkOf(s.Track, s.N), count(n, "picture is", "pictures are")),
		Place:   s.Place(), Measured: count(n, "leading picture", "leading pictures"), Expected: "a closed GOP that begins with an IDR",
		Off: s.Track.Off(int64(n) * int64(s.Fragment.Frame)), Hint: "The encoder uses open GOPs, as x265 does by itself. Encode with closed GOPs.",
	})
}

func judgeManySyncs(c *Case, s *Sight, to *Reporter) {
	n := len(s.Fragment.Syncs)
	if n < 2 {
		return
	}
	gap := s.Track.Off(int64(s.Fragment.Syncs[1] - s.Fragment.Syncs[0]))
	to.Add("", Finding{
		Message: fmt.Sprintf("%s has %d key frames, the first two %s apart", c.chunkOf(s.Track, s.N), n, gap.words()),
		Place:   s.Place(), Measured: fmt.Sprintf("%d key frames", n), Expected: "1 key frame",
		Off: gap, Hint: "Fragments hold several groups of pictures, or the encoder put key frames where scenes change.",
	})
}

// judgeFlags compares what the file says of each sample with its NAL units. A
// file that flags nothing calls every sample a key frame.
func judgeFlags(c *Case, s *Sight, to *Reporter) {
	if s.Units == nil {
		return
	}
	open := s.opensGOP()
	n, first := 0, -1
	for i := range s.Run.Samples {
		u := &s.Units[i]
		if u.Bad >= 0 || !u.Coded || u.Sync == s.Run.Samples[i].Sync || i == 0 && open {
			continue
		}
		if n++; first < 0 {
			first = i
		}
	}
	if n == 0 {
		return
	}
	key, measured, expected := "claimed", "flagged as a key frame", "not flagged: its NAL units are of no key frame"
	switch {
	case s.Units[first].Sync:
		key, measured, expected = "unclaimed", "not flagged as a key frame", "flagged: its NAL units are of a key frame"
	case !s.Run.Flagged:
		key, measured = "unflagged", "no flags at all, so that every sample counts as a key frame"
	}
	to.Add(key, Finding{
		Message: fmt.Sprintf("%s: the flags of %s and the NAL units disagree, the first is sample %d (%s)", c.chunkOf(s.Track, s.N), count(n, "sample", "samples"), first+1, measured),
		Place:   s.Place(), Measured: measured, Expected: expected,
		Hint: "A packager that writes one set of flags for all samples. Repackage the file from its source.",
	})
}
