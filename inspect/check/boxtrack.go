package check

import (
	"fmt"

	"smoothscope/inspect/media"
)

// movieRules are about what the moov says.
func movieRules() []*Rule {
	return []*Rule{
		{
			ID: "MVEX-TREX", Title: "Fragments without mvex, or a track without trex", Severity: Error,
			Help: "The mvex box of the moov tells that fragments follow, and its trex boxes what holds for the samples of each track. " +
				"Without them players do not look for fragments, or cannot read them. Repackage the file.",
			Clause: "ISO/IEC 14496-12 8.8.1, 8.8.3",
			boxes:  judgeExtends,
		},
		{
			ID: "MEHD-DUR", Title: "The duration in mehd is not that of the fragments", Severity: Warning,
			Help: "mehd tells how long the fragmented movie is. Players show it as the length and seek by it: where it is wrong, the end is not reached or nothing is there. " +
				"Repackage the file, or take the mehd out: it is optional.",
			Clause: "ISO/IEC 14496-12 8.8.2",
			whole:  judgeExtendsDuration,
		},
		{
			ID: "MOOV-SAMPLES", Title: "The moov lists samples although the file is fragmented", Severity: Warning,
			Help: "The sample tables of a fragmented file should be empty. Samples that they list are served by no Smooth Streaming server and are missing in CMAF. " +
				"Repackage the file with empty tables (ffmpeg: -movflags empty_moov).",
			Clause: "ISO/IEC 23000-19 7.5.10",
			boxes:  judgeMovieSamples,
		},
		{
			ID: "SAMPLE-DESC", Title: "A sample description that does not exist", Severity: Error,
			Help: "Samples name by number how they are coded. The number is outside the list (stsd) of their track, so that players cannot set up a decoder. " +
				"Repackage the file.",
			Clause:   "ISO/IEC 14496-12 8.5.2, 8.8.7",
			boxes:    judgeDefaultDescription,
			fragment: judgeDescription,
		},
		{
			ID: "DREF-SELF", Title: "The media are said to lie in another file", Severity: Warning,
			Help:   "The data reference of a track names another file instead of this one. Servers and players look in this file only. Repackage it self-contained.",
			Clause: "ISO/IEC 14496-12 8.7.2",
			boxes:  judgeReferences,
		},
	}
}

func judgeExtends(c *Case, file *File, b *BoxSight, to *Reporter) {
	moof := -1
	for i := range b.Roots() {
		if b.is(i, "moof") {
			moof = i
			break
		}
	}
	if moof < 0 {
		return
	}
	moov := b.Child(-1, "moov")
	missing := func(key, what, expected string, at int) {
		place := InFile(file.Member.Path, b.Node(at).Offset, b.Node(at).Size)
		to.Add(key, Finding{
			Message: fmt.Sprintf("%s has fragments, but %s", file.Member.Path, what), Place: place,
			Measured: "none", Expected: expected,
			Hint: "A fragment that was cut out of its file, or a moov that was taken from an unfragmented one. Repackage the file.",
		})
	}
	if moov < 0 {
		missing("moov", "no moov that describes its tracks", "a moov with mvex and a trex per track", moof)
		return
	}
	mvex := b.Child(moov, "mvex")
	if mvex < 0 {
		missing("mvex", "its moov has no mvex, so players do not look for them", "an mvex with a trex per track", moov)
		return
	}
	has := map[uint32]bool{}
	for i := range b.Children(mvex) {
		if b.is(i, "trex") {
			has[uint32(b.fields(i).Uint("track_id"))] = true
		}
	}
	for trak, id := range b.traks(moov) {
		if !has[id] {
			missing(fmt.Sprint(id), fmt.Sprintf("its track %d has no trex", id), fmt.Sprintf("a trex for track %d", id), trak)
		}
	}
}

// judgeExtendsDuration compares mehd with the longest track. It is in the time
// scale of the movie, which often counts milliseconds: a tick of it is forgiven,
// and so is an edit of up to half a second.
func judgeExtendsDuration(c *Case, to *Reporter) {
	for _, f := range c.Files {
		if f.Movie.Extends == 0 || f.Movie.Scale == 0 {
			continue
		}
		longest := uint64(0)
		for _, t := range f.Tracks {
			if t.Index.Broken > 0 {
				longest = 0
				break
			}
			sum := uint64(0)
			for i := range t.Fragments {
				sum += t.Fragments[i].Span
			}
			longest = max(longest, media.Rescale(sum, uint64(t.TimeScale), f.Movie.Scale))
		}
		off := int64(f.Movie.Extends) - int64(longest)
		if longest == 0 || max(off, -off) <= int64(f.Movie.Scale/2) {
			continue
		}
		distance := Distance{Ticks: off, TimeScale: f.Movie.Scale}
		to.Add("", Finding{
			Message: fmt.Sprintf("%s says in its mehd that it lasts %s, its fragments last %s", f.Member.Path,
				seconds(int64(f.Movie.Extends), f.Movie.Scale), seconds(int64(longest), f.Movie.Scale)),
			Place:    InFile(f.Member.Path, f.Movie.At, 0),
			Measured: seconds(int64(f.Movie.Extends), f.Movie.Scale), Expected: seconds(int64(longest), f.Movie.Scale),
			Off:  distance,
			Hint: "The encoder wrote a guess and did not put it right at the end, or fragments were cut off. Repackage the file.",
		})
	}
}

func judgeMovieSamples(_ *Case, file *File, b *BoxSight, to *Reporter) {
	moov := b.Child(-1, "moov")
	if moov < 0 || !file.Media.Fragmented {
		return
	}
	for trak, id := range b.traks(moov) {
		for _, kind := range []string{"stsz", "stz2"} {
			i := b.Child(trak, "mdia", "minf", "stbl", kind)
			if i < 0 {
				continue
			}
			if n := b.fields(i).Uint("sample_count"); n > 0 {
				to.Add("", Finding{
					Message: fmt.Sprintf("%s: the moov lists %d samples of track %d beside the fragments", file.Member.Path, n, id),
					Place:   InFile(file.Member.Path, b.Node(i).Offset, b.Node(i).Size), Measured: fmt.Sprintf("%d samples", n), Expected: "0 samples",
					Hint: "The encoder put the first samples into the moov (ffmpeg without empty_moov). Repackage it with empty tables.",
				})
			}
		}
	}
}

func judgeDefaultDescription(_ *Case, file *File, b *BoxSight, to *Reporter) {
	mvex := b.Child(-1, "moov", "mvex")
	if mvex < 0 {
		return
	}
	for i := range b.Children(mvex) {
		if !b.is(i, "trex") {
			continue
		}
		d := b.fields(i)
		id, n := uint32(d.Uint("track_id")), d.Uint("default_sample_description_index")
		if entries, known := file.Movie.Entries[id]; known && (n == 0 || n > uint64(entries)) {
			to.Add("trex", descriptionFinding(InFile(file.Member.Path, b.Node(i).Offset, b.Node(i).Size),
				fmt.Sprintf("%s: the trex of track %d", file.Member.Path, id), n, entries))
		}
	}
}

func judgeDescription(c *Case, s *Sight, to *Reporter) {
	if s.Run == nil || s.Run.TfhdFlags&0x2 == 0 {
		return
	}
	n, entries := s.Run.Description, s.Track.File.Movie.Entries[s.Track.ID]
	if entries > 0 && (n == 0 || uint64(n) > uint64(entries)) {
		to.Add("tfhd", descriptionFinding(s.Place(), c.chunkOf(s.Track, s.N), uint64(n), entries))
	}
}

func descriptionFinding(place Place, what string, n uint64, entries int) Finding {
	return Finding{
		Message: fmt.Sprintf("%s names sample description %d, and the track has %d", what, n, entries),
		Place:   place, Measured: fmt.Sprint(n), Expected: fmt.Sprintf("1 to %d", entries),
		Hint: "Fragments and moov come from different encodings, or the writer counts from 0. Repackage the file.",
	}
}

func judgeReferences(_ *Case, file *File, b *BoxSight, to *Reporter) {
	moov := b.Child(-1, "moov")
	if moov < 0 {
		return
	}
	for trak, id := range b.traks(moov) {
		dref := b.Child(trak, "mdia", "minf", "dinf", "dref")
		if dref < 0 {
			continue
		}
		for i := range b.Children(dref) {
			if n := b.Node(i); !n.Gap && b.fields(i).Uint("flags")&1 == 0 {
				to.Add("", Finding{
					Message: fmt.Sprintf("%s: the data of track %d are said to lie in another file", file.Member.Path, id),
					Place:   InFile(file.Member.Path, n.Offset, n.Size), Measured: "a reference to another file", Expected: "this file (flag 1)",
					Hint: "A reference movie of an editor. Export it self-contained.",
				})
			}
		}
	}
}
