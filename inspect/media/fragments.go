package media

import (
	"cmp"
	"fmt"
	"slices"
)

// indexOf lists the fragments of a track. Their times are those of its tfra,
// because manifests are made from it; where it is missing or lies, tfxd, else
// tfdt, else the sum of what came before.
func (f *File) indexOf(track Track, w *walked) *Index {
	x := &Index{From: FromScan}
	x.Warnings = append(x.Warnings, w.notes...)
	x.Problems = append(x.Problems, w.damage...)
	x.Broken += len(w.damage)
	for _, l := range w.lost {
		if l.tracks == nil || slices.Contains(l.tracks, track.ID) {
			x.Broken++
			x.Problems = append(x.Problems, l.why)
			x.Lost = append(x.Lost, l.offset)
		}
	}
	var runs []run
	for _, r := range w.runs {
		if r.track == track.ID {
			runs = append(runs, r)
		}
	}
	times := x.trusted(w, runs, track.ID)
	x.Fragments = make([]Fragment, 0, len(runs))
	last := make([]uint64, 0, len(runs))
	running := uint64(0)
	for _, r := range runs {
		t, listed := timeOf(times, r.offset)
		if !listed {
			t = r.ownTime(running)
		}
		running = t + r.length()
		x.Fragments = append(x.Fragments, r.fragment(t))
		last = append(last, r.length())
	}
	x.sharedMoofs(runs)
	x.setDurations(last, w)
	x.inOrder()
	return x
}

// trusted is the index of the track, nil where it lies: an entry that does not
// hit a moof of the track makes all of them doubtful.
func (x *Index) trusted(w *walked, runs []run, track uint32) []entry {
	entries := w.index[track]
	if len(entries) == 0 {
		return nil
	}
	for _, e := range entries {
		_, hit := slices.BinarySearchFunc(runs, e.moof, func(r run, off int64) int { return cmp.Compare(r.offset, off) })
		if _, lost := w.lostFrom(e.moof); !hit && !lost {
			x.Warnings = append(x.Warnings, fmt.Sprintf(
				"the index (tfra) of track %d points to 0x%x (%d), where no fragment of it starts: it is not used", track, e.moof, e.moof))
			return nil
		}
	}
	unlisted := unlistedRuns(entries, runs)
	if e, clash := clashing(entries, unlisted); clash {
		x.Warnings = append(x.Warnings, fmt.Sprintf(
			"the index (tfra) of track %d gives the fragment at 0x%x (%d) the time of another: it is not used", track, e.moof, e.moof))
		return nil
	}
	if len(unlisted) > 0 {
		x.Warnings = append(x.Warnings, fmt.Sprintf(
			"the index (tfra) of track %d leaves out %d of %d fragments", track, len(unlisted), len(runs)))
	} else {
		x.From = FromMfra
	}
	return entries
}

// unlistedRuns are the fragments that an index leaves out.
func unlistedRuns(entries []entry, runs []run) []run {
	var all []run
	for _, r := range runs {
		if _, ok := timeOf(entries, r.offset); !ok {
			all = append(all, r)
		}
	}
	return all
}

// clashing is an entry with the time that a fragment tells of itself which the
// index leaves out, as where an index counts from one fragment too late.
func clashing(entries []entry, unlisted []run) (entry, bool) {
	own := make(map[uint64]bool, len(unlisted))
	for _, r := range unlisted {
		if r.timed != untimed {
			own[r.ownTime(0)] = true
		}
	}
	for _, e := range entries {
		if own[e.time] {
			return e, true
		}
	}
	return entry{}, false
}

func timeOf(entries []entry, moof int64) (uint64, bool) {
	i, ok := slices.BinarySearchFunc(entries, moof, func(e entry, off int64) int { return cmp.Compare(e.moof, off) })
	if !ok {
		return 0, false
	}
	return entries[i].time, true
}

// ownTime is the time the fragment itself tells. URLs have no sign: a start
// before 0 counts as 0, as encoders write it into their index.
func (r run) ownTime(running uint64) uint64 {
	if r.timed == untimed {
		return running
	}
	return uint64(max(0, r.time))
}

// length is how long the samples last, or what the tfxd says of it.
func (r run) length() uint64 {
	if r.span > 0 {
		return r.span
	}
	return r.duration
}

func (r run) fragment(time uint64) Fragment {
	data := r.payload
	if r.tracks > 1 {
		data = min(data, r.sizes)
	}
	return Fragment{
		Track: r.track, Sequence: r.sequence, Time: time,
		Offset: r.offset, MoofSize: r.moofSize, Size: r.end - r.offset,
		Data: data, Samples: r.samples,
	}
}

// sharedMoofs warns of moofs that carry more than one track: who asks for one
// gets the bytes of all.
func (x *Index) sharedMoofs(runs []run) {
	n, first := 0, int64(0)
	for _, r := range runs {
		if r.tracks > 1 {
			if n == 0 {
				first = r.offset
			}
			n++
		}
	}
	if n > 0 {
		x.Warnings = append(x.Warnings, fmt.Sprintf(
			"%d fragments carry several tracks in one moof, the first at 0x%x (%d): each chunk holds them all", n, first, first))
	}
}

// setDurations takes the next start less this one. For the last fragment,
// before one that was lost, and where times do not grow, it takes the sum of
// the samples.
func (x *Index) setDurations(sums []uint64, w *walked) {
	for i := range x.Fragments {
		this := &x.Fragments[i]
		this.Duration = sums[i]
		if i+1 == len(x.Fragments) {
			break
		}
		next := x.Fragments[i+1]
		lost, _ := w.lostFrom(this.Offset + 1)
		between := lost < len(w.lost) && w.lost[lost].offset < next.Offset
		if next.Time > this.Time && !between {
			this.Duration = next.Time - this.Time
		}
	}
}

// inOrder sorts by time and drops what repeats one: two chunks cannot have the
// same URL, and encoders that were restarted send some again.
func (x *Index) inOrder() {
	byTime := func(a, b Fragment) int { return cmp.Compare(a.Time, b.Time) }
	if !slices.IsSortedFunc(x.Fragments, byTime) {
		x.Warnings = append(x.Warnings, "the times of the fragments jump back")
		slices.SortStableFunc(x.Fragments, byTime)
	}
	x.Fragments = slices.CompactFunc(x.Fragments, func(kept, f Fragment) bool {
		if kept.Time == f.Time {
			x.Repeats = append(x.Repeats, f)
		}
		return kept.Time == f.Time
	})
	if again := len(x.Repeats); again > 0 {
		x.Broken += again
		x.Problems = append(x.Problems, fmt.Sprintf("%d fragments repeat the time of another and are left out", again))
	}
}
