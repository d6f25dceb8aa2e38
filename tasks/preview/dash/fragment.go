package dash

import (
	"encoding/binary"
	"errors"
	"math"

	"smoothscope/inspect/media"
	"smoothscope/tasks/preview/boxes"
)

// Flags of a sample (ISO/IEC 14496-12 8.8.3.1) for files that carry none.
const (
	flagsSync  = 0x02000000 // depends on no other
	flagsDelta = 0x01010000 // depends on others, not a sync sample
)

// fragment is a moof to be written.
type fragment struct {
	run    *media.Run
	size   int64 // of all samples
	audio  bool
	decode int64 // of the first sample on the view's time line, in ticks of the media

	entry  uint32   // sample_description_index, 0 where the moof leaves it to the trex
	groups [][]byte // sbgp, sgpd and subs of the traf, as they stand in the file
	keys   keys
}

// readTrafs takes from a moof with its header what the run does not tell.
func (f *fragment) readTrafs(moof []byte, track uint32) error {
	own := 0
	for x := range boxes.In(boxes.Child(moof, "moof")) {
		if x.Kind != "traf" {
			continue
		}
		tfhd := boxes.Child(x.Body, "tfhd")
		if len(tfhd) < 8 || f.run.Trafs > 1 && binary.BigEndian.Uint32(tfhd[4:]) != track {
			continue
		}
		own++
		f.entry = descriptionIndex(tfhd)
		f.readTraf(x.Body)
	}
	if own == 0 {
		return errors.New("its moof has no traf of the track")
	}
	if own > 1 {
		f.groups = nil // they count the samples of one traf, and there is but one now
	}
	return nil
}

// descriptionIndex is the sample_description_index of a tfhd (8.8.7), 0 where
// it has none.
func descriptionIndex(tfhd []byte) uint32 {
	flags, at := binary.BigEndian.Uint32(tfhd), 8
	if flags&0x1 != 0 {
		at += 8
	}
	if flags&0x2 == 0 || len(tfhd) < at+4 {
		return 0
	}
	return binary.BigEndian.Uint32(tfhd[at:])
}

func (f *fragment) readTraf(traf []byte) {
	for x := range boxes.In(traf) {
		switch x.Kind {
		case "sbgp", "sgpd", "subs":
			f.groups = append(f.groups, x.Whole)
		case "senc":
			f.keys.add(x.Body, false)
		case "uuid":
			if id, rest, ok := boxes.UUID(x.Body); ok && id == boxes.Senc {
				f.keys.add(rest, true)
			}
		}
	}
}

// head writes styp, moof and the header of the mdat.
func (f *fragment) head() []byte {
	var w boxes.Writer
	w.Box("styp", func() {
		w.Raw([]byte("msdh"))
		w.U32(0)
		w.Raw([]byte("msdhmsix"))
	})
	moof := len(w.Bytes)
	var data, aux int // where data_offset and the offset of the saio stand
	w.Box("moof", func() {
		w.Full("mfhd", 0, 0, func() { w.U32(f.run.Sequence) })
		w.Box("traf", func() { data, aux = f.traf(&w) })
	})
	head := 8
	if f.size > math.MaxUint32-8 {
		head = 16
	}
	binary.BigEndian.PutUint32(w.Bytes[data:], uint32(len(w.Bytes)-moof+head))
	if aux > 0 {
		binary.BigEndian.PutUint32(w.Bytes[aux:], uint32(f.keys.at-moof))
	}
	if head == 8 {
		w.U32(uint32(f.size + 8))
		w.Raw([]byte("mdat"))
	} else {
		w.U32(1)
		w.Raw([]byte("mdat"))
		w.U64(uint64(f.size + 16))
	}
	return w.Bytes
}

// traf writes the children of the traf.
func (f *fragment) traf(w *boxes.Writer) (data, aux int) {
	t := newTable(f)
	t.tfhd(w, f.entry)
	w.Full("tfdt", 1, 0, func() { w.U64(uint64(t.decode)) })
	data = t.trun(w)
	aux = f.keys.write(w)
	for _, g := range f.groups {
		w.Raw(g)
	}
	return data, aux
}
