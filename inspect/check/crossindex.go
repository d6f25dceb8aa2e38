package check

import (
	"encoding/binary"
	"fmt"
	"slices"
)

func crossMfra() *Rule {
	return &Rule{
		ID: "X-MFRA", Title: "The random access index at the end of the file is missing or wrong", Severity: Error,
		In: map[Profile]Severity{Ingest: Off, CMAF: Off}, // what is sent has none; CMAF uses sidx
		Help: "IIS and servers like it find the fragments through the index at the end (mfra), and the index through its last box (mfro), whose size leads back to its start. " +
			"Without the two they cannot serve the file. The index can be rebuilt from the fragments; ffmpeg writes it for -f ismv when the encode ends properly.",
		Clause: "ISO/IEC 14496-12 8.8.9, 8.8.11",
		boxes: func(c *Case, f *File, s *BoxSight, to *Reporter) {
			// An initialization segment has nothing to list, and one segment is not
			// what such servers open.
			if f.Media == nil || !f.Media.Fragmented || s.Err != nil || cutShort(s) || s.Child(-1, "moov") < 0 || s.Child(-1, "moof") < 0 {
				return
			}
			fault, measured, expected, at := mfraFault(s)
			if fault == "" {
				return
			}
			p := InFile(f.Member.Path, -1, 0)
			hint := "Rebuild the index, or copy the file again with ffmpeg -i IN -c copy -f ismv OUT; an encoder that was stopped hard leaves none."
			if at >= 0 {
				n := s.Node(at)
				p = InFile(f.Member.Path, n.Offset, n.Size)
				if s.TypeString(at) == "mfra" && n.Size == int64(n.Header) {
					hint = "An empty index is how a live feed ends. To judge it as one, check with the profile ingest; to publish it on demand, rebuild the index."
				}
			}
			to.Add("", Finding{Place: p, Message: fmt.Sprintf("%s %s", f.Member.Path, fault), Measured: measured, Expected: expected, Hint: hint})
		},
	}
}

// cutShort tells whether a file ends inside a box: then what should be at its
// end is missing for that reason.
func cutShort(s *BoxSight) bool {
	last := -1
	for i := range s.Roots() {
		if s.Fault(i) != nil {
			return true
		}
		last = i
	}
	return last < 0 || s.Node(last).Gap
}

// mfraFault is why servers do not find the index, with the box that is wrong.
func mfraFault(s *BoxSight) (fault, measured, expected string, at int) {
	mfra, end := -1, int64(0)
	for i := range s.Roots() {
		if s.TypeString(i) == "mfra" {
			mfra = i
		}
		end = s.Node(i).Offset + s.Node(i).Size
	}
	if mfra < 0 {
		return "has no index of its fragments (mfra)", "no mfra", "an mfra at the end of the file", -1
	}
	node := s.Node(mfra)
	mfro := s.Child(mfra, "mfro")
	switch {
	case mfro < 0:
		return "has an index without the box that leads to it (mfro)", "no mfro", "an mfro as the last box", mfra
	case s.Fields(mfro).Uint("size") != uint64(node.Size):
		n := s.Fields(mfro).Uint("size")
		return fmt.Sprintf("says in mfro that its index takes %d bytes, it takes %d", n, node.Size), fmt.Sprintf("%d bytes", n), fmt.Sprintf("%d bytes", node.Size), mfro
	case node.Offset+node.Size != end:
		return "has its index not at the end, where servers look for it", fmt.Sprintf("%d bytes behind it", end-node.Offset-node.Size), "mfra as the last box", mfra
	}
	return "", "", "", -1
}

func crossTfra() *Rule {
	return &Rule{
		ID: "X-TFRA", Title: "The random access index does not lead to the fragments", Severity: Error,
		In: map[Profile]Severity{Ingest: Off, CMAF: Warning},
		Help: "Each entry of the index (tfra) is the place of a fragment. Where it leads elsewhere, the server sends bytes that are no fragment, and the player breaks off; a track that the index leaves out cannot be asked for. " +
			"The usual cause is a tool that moved the header of the file without correcting the index. The index can be rebuilt from the fragments.",
		Clause: "ISO/IEC 14496-12 8.8.10",
		boxes:  judgeTfra,
	}
}

// judgeTfra follows every entry of the index.
func judgeTfra(_ *Case, f *File, s *BoxSight, to *Reporter) {
	if f.Media == nil || !f.Media.Fragmented || s.Err != nil || cutShort(s) {
		return
	}
	mfra := s.Child(-1, "mfra")
	if mfra < 0 {
		return
	}
	moofs := moofTracks(s)
	listed := map[uint32]map[int64]bool{}
	for i := range s.Children(mfra) {
		if s.TypeString(i) == "tfra" {
			followTfra(f, s, i, moofs, listed, to)
		}
	}
	if len(listed) == 0 && s.Child(mfra, "mfro") < 0 {
		return // an empty index says nothing of tracks: that is X-MFRA
	}
	for _, t := range f.Tracks {
		if has := listed[t.ID]; has == nil || entriesOnly(f, has, moofs, t.ID) {
			leftOut(f, t, moofs, has, to)
		}
	}
}

// leftOut reports the fragments of a track that the index does not list.
func leftOut(f *File, t *Track, moofs []moofTrack, listed map[int64]bool, to *Reporter) {
	first, missing := int64(-1), 0
	for _, m := range moofs {
		if slices.Contains(m.tracks, t.ID) && !listed[m.offset] {
			if missing++; first < 0 {
				first = m.offset
			}
		}
	}
	if missing == 0 {
		return
	}
	what := count(missing, "fragment", "fragments") + " of"
	if len(listed) == 0 {
		what = "all of"
	}
	p := t.Place()
	p.File, p.Offset = f.Member.Path, first
	to.Add("missing", Finding{
		Place: p, Count: missing, Message: fmt.Sprintf("the index (tfra) of %s leaves out %s track %d, the first at byte %d", f.Member.Path, what, t.ID, first),
		Measured: fmt.Sprintf("%d left out", missing), Expected: "every fragment of the track", Hint: "Rebuild the index from the fragments.",
	})
}

// entriesOnly tells whether all entries of a track lead to fragments of it, so
// that what they leave out is not the same fault told again.
func entriesOnly(f *File, entries map[int64]bool, moofs []moofTrack, track uint32) bool {
	for offset := range entries {
		i, ok := slices.BinarySearchFunc(moofs, offset, func(m moofTrack, off int64) int { return int(min(1, max(-1, m.offset-off))) })
		if !ok || !moofs[i].may(f, track) {
			return false
		}
	}
	return true
}

// moofTrack is a moof with the tracks that it holds.
type moofTrack struct {
	offset int64
	tracks []uint32
}

// may tells whether a moof is one of a track. A moof of a track that the file
// does not have may be: that its number is wrong is told elsewhere.
func (m *moofTrack) may(f *File, track uint32) bool {
	return slices.Contains(m.tracks, track) || slices.ContainsFunc(m.tracks, func(id uint32) bool {
		return !slices.ContainsFunc(f.Tracks, func(t *Track) bool { return t.ID == id })
	})
}

// moofTracks are the moofs of a file in its order.
func moofTracks(s *BoxSight) []moofTrack {
	var all []moofTrack
	only, known := s.onlyNamed()
	for i := range s.Roots() {
		if s.TypeString(i) != "moof" {
			continue
		}
		m := moofTrack{offset: s.Node(i).Offset}
		for traf := range s.Children(i) {
			if s.TypeString(traf) != "traf" {
				continue
			}
			if tfhd := s.Child(traf, "tfhd"); tfhd >= 0 {
				if id, ok := only, known; ok {
					m.tracks = append(m.tracks, id)
				} else if id, ok := trackOf(s, tfhd); ok {
					m.tracks = append(m.tracks, id)
				}
			}
		}
		all = append(all, m)
	}
	return all
}

// onlyNamed is the one track ID that all fragments carry, where that is so: then
// none of them has to be read again.
func (b *BoxSight) onlyNamed() (id uint32, known bool) {
	named := b.File.Media.Named()
	for id = range named {
		return id, len(named) == 1
	}
	return 0, false
}

// trackOf reads the track_ID of a tfhd, which stands behind version and flags.
func trackOf(s *BoxSight, tfhd int) (uint32, bool) {
	const behind = 4
	var b [4]byte
	n := s.Node(tfhd)
	if n.Size < int64(n.Header)+behind+int64(len(b)) {
		return 0, false
	}
	if _, err := s.Source().ReadAt(b[:], n.Offset+int64(n.Header)+behind); err != nil {
		return 0, false
	}
	return binary.BigEndian.Uint32(b[:]), true
}

// followTfra notes where the entries of one tfra lead and reports those that
// lead to no fragment of their track.
func followTfra(f *File, s *BoxSight, tfra int, moofs []moofTrack, listed map[uint32]map[int64]bool, to *Reporter) {
	fields := s.Fields(tfra)
	track := uint32(fields.Uint("track_id"))
	if listed[track] == nil {
		listed[track] = map[int64]bool{}
	}
	entries := fields.Table("entries")
	if entries == nil {
		return
	}
	column := entries.Column("moof_offset")
	var wrong tally
	var first int64
	for row := range entries.Count() {
		offset := int64(entries.Uint(row, column))
		listed[track][offset] = true
		i, ok := slices.BinarySearchFunc(moofs, offset, func(m moofTrack, off int64) int { return int(min(1, max(-1, m.offset-off))) })
		if ok && moofs[i].may(f, track) {
			continue
		}
		if wrong.n == 0 {
			first = offset
		}
		wrong.add(func() Place {
			return InFile(f.Member.Path, (entries.Bit+int64(row)*entries.RowBits)/8, entries.RowBits/8)
		})
	}
	if wrong.n > 0 {
		wrong.report(to, fmt.Sprint(track), Finding{
			Message:  fmt.Sprintf("the index (tfra) of %s leads to byte %d, where no fragment of track %d begins%s", f.Member.Path, first, track, entriesInAll(wrong.n)),
			Measured: fmt.Sprintf("byte %d", first), Expected: "the first byte of a moof of this track", Hint: "Was the header moved or a part cut out after encoding? Rebuild the index from the fragments.",
		})
	}
}

func entriesInAll(n int) string {
	if n < 2 {
		return ""
	}
	return fmt.Sprintf("; %d entries in all", n)
}
