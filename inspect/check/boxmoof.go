package check

import "fmt"

// moofRules are about how fragments stand in the file.
func moofRules() []*Rule {
	return []*Rule{
		{
			ID: "MOOF-MDAT", Title: "A moof without its mdat", Severity: Error,
			Help: "Each moof describes the samples of the mdat behind it. Where that is missing, the chunk has no data: servers send half of it, and players stall there. " +
				"The encoder was ended at that place, or a tool lost the data. Encode the part again.",
			Clause: "[MS-SSTR] 2.2.4; ISO/IEC 14496-12 8.8.4",
			boxes:  judgeMoofData,
		},
		{
			ID: "TRAF-ONE", Title: "Several tracks in one moof", Severity: Warning,
			In: map[Profile]Severity{CMAF: Error},
			Help: "A Smooth Streaming fragment holds one track. Where a moof holds more, a player that asks for video gets the audio too, and pays for it. " +
				"Write a fragment per track (ffmpeg: -f ismv, or -movflags separate_moof).",
			Clause: "[MS-SSTR] 2.2.4.1; ISO/IEC 23000-19 7.3.2",
			boxes:  judgeOneTraf,
		},
	}
}

func judgeMoofData(c *Case, file *File, b *BoxSight, to *Reporter) {
	waiting, first, n := -1, -1, 0
	lack := func() {
		if waiting >= 0 {
			if n++; first < 0 {
				first = waiting
			}
		}
		waiting = -1
	}
	for i := range b.Roots() {
		switch {
		case b.Fault(i) != nil || b.Node(i).Gap && waiting >= 0:
			waiting = -1 // that is said of the box that is broken
		case b.is(i, "moof"):
			lack()
			waiting = i
		case b.is(i, "mdat"):
			waiting = -1
		}
	}
	lack()
	if n == 0 {
		return
	}
	place := b.Place(first)
	to.Add("", Finding{
		Message: fmt.Sprintf("%s: no mdat follows the moof at byte %d%s", file.Member.Path, place.Offset, c.inChunk(place)),
		Place:   place, Count: n, Measured: "a moof and no mdat", Expected: "a moof and then its mdat",
		Hint: "The encoder was ended between the two, or a tool dropped the data. Encode that part again.",
	})
}

func judgeOneTraf(c *Case, file *File, b *BoxSight, to *Reporter) {
	first, n, most := -1, 0, 0
	for i := range b.Roots() {
		if !b.is(i, "moof") || b.Fault(i) != nil {
			continue
		}
		trafs := 0
		for child := range b.Children(i) {
			if b.is(child, "traf") {
				trafs++
			}
		}
		if trafs > 1 {
			if n++; first < 0 {
				first, most = i, trafs
			}
		}
	}
	if n == 0 {
		return
	}
	place := b.Place(first)
	to.Add("", Finding{
		Message: fmt.Sprintf("%s: %s with several trafs, the first at byte %d with %d", file.Member.Path, count(n, "moof", "moofs"), place.Offset, most),
		Place:   place, Count: n, Measured: fmt.Sprintf("%d trafs", most), Expected: "1 traf",
		Hint: "A muxer for plain fragmented MP4 or DASH writes all tracks into one moof. Use one that writes Smooth Streaming (ffmpeg: -f ismv).",
	})
}
