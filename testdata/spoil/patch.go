package spoil

import (
	"encoding/binary"
	"fmt"
)

// Patch changes the bytes of a file.
func (a *Asset) Patch(file string, change func([]byte) []byte) {
	a.Files[file] = change(a.Files[file])
}

// Offset is where the nth top-level box of a type begins, counted from 1.
func Offset(b []byte, kind string, nth int) int {
	for at := 0; at+8 <= len(b); at += int(binary.BigEndian.Uint32(b[at:])) {
		if string(b[at+4:at+8]) == kind {
			if nth--; nth == 0 {
				return at
			}
		}
	}
	panic(fmt.Sprintf("there is no %s", kind))
}

// videos is the video files of the ladder. A change to all of them breaks no
// rule about what differs between levels.
func videos() []string { return []string{"v_20.ismv", "v_40.ismv", "v_80.ismv"} }

// Row is one sample of a run.
type Row struct{ Duration, Size, Flags, Composition uint32 }

// Rows is the samples of a trun, with the flags of the first as first_sample_flags
// gives them.
func (b *Box) Rows() []Row {
	flags, at := b.Uint32(0), 8
	at += 4 * int(flags&1)
	first := uint32(0)
	if flags&4 != 0 {
		first, at = b.Uint32(at), at+4
	}
	rows := make([]Row, b.Uint32(4))
	for i := range rows {
		rows[i].Flags = 0x01010000
		next := func(bit uint32, to *uint32) {
			if flags&bit != 0 {
				*to, at = b.Uint32(at), at+4
			}
		}
		next(0x100, &rows[i].Duration)
		next(0x200, &rows[i].Size)
		next(0x400, &rows[i].Flags)
		next(0x800, &rows[i].Composition)
	}
	if flags&4 != 0 && len(rows) > 0 {
		rows[0].Flags = first
	}
	return rows
}

// SetRows writes a trun anew. The data offset is put right by Edit.
func (b *Box) SetRows(version byte, flags uint32, rows []Row) {
	out := binary.BigEndian.AppendUint32(nil, uint32(version)<<24|flags)
	out = binary.BigEndian.AppendUint32(out, uint32(len(rows)))
	if flags&1 != 0 {
		out = binary.BigEndian.AppendUint32(out, 0)
	}
	if flags&4 != 0 {
		out = binary.BigEndian.AppendUint32(out, rows[0].Flags)
	}
	for _, r := range rows {
		for _, f := range []struct{ bit, value uint32 }{{0x100, r.Duration}, {0x200, r.Size}, {0x400, r.Flags}, {0x800, r.Composition}} {
			if flags&f.bit != 0 {
				out = binary.BigEndian.AppendUint32(out, f.value)
			}
		}
	}
	b.Payload = out
}

// sample is the bytes of the nth sample of a fragment, both counted from 0.
func (b Boxes) sample(fragment, n int) []byte {
	at := 0
	rows := b.At(fmt.Sprintf("moof[%d]/traf/trun", fragment+1)).Rows()
	for _, r := range rows[:n] {
		at += int(r.Size)
	}
	return b.At(fmt.Sprintf("mdat[%d]", fragment+1)).Payload[at : at+int(rows[n].Size)]
}

// retype changes the type of the slices in a sample.
func retype(sample []byte, to byte) {
	for len(sample) > 4 {
		size := int(binary.BigEndian.Uint32(sample))
		if kind := sample[4] & 0x1f; kind == 1 || kind == 5 {
			sample[4] = sample[4]&^0x1f | to
		}
		sample = sample[4+size:]
	}
}

// endWith puts a NAL unit at the end of the last one of a sample, which gets
// shorter for it.
func endWith(sample, unit []byte) {
	last := sample
	for {
		size := int(binary.BigEndian.Uint32(last))
		if 4+size == len(last) {
			binary.BigEndian.PutUint32(last, uint32(size-4-len(unit)))
			break
		}
		last = last[4+size:]
	}
	at := len(sample) - 4 - len(unit)
	binary.BigEndian.PutUint32(sample[at:], uint32(len(unit)))
	copy(sample[at+4:], unit)
}

// parameterSet is the SPS in the avcC of a file.
func (b Boxes) parameterSet() []byte {
	stsd := b.At("moov/trak/mdia/minf/stbl/stsd").Payload
	for i := range stsd {
		if string(stsd[i:i+4]) == "avcC" {
			record := stsd[i+4:]
			size := int(binary.BigEndian.Uint16(record[6:]))
			return record[8 : 8+size]
		}
	}
	panic("there is no avcC")
}

// full is a box of version 0 with numbers of 32 bits.
func full(kind string, numbers ...uint32) *Box {
	b := &Box{Type: kind}
	for _, n := range numbers {
		b.Payload = binary.BigEndian.AppendUint32(b.Payload, n)
	}
	return b
}

// free is a box that means nothing.
func free() *Box { return &Box{Type: "free", Payload: make([]byte, 24)} }
