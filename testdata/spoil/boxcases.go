package spoil

import (
	"encoding/binary"
	"slices"
)

// spoiled is the file that box and fragment cases change.
const spoiled = "v_40.ismv"

func boxCases() []Case {
	edit := func(change func(Boxes)) func(*Asset) {
		return func(a *Asset) { a.Edit(spoiled, change) }
	}
	return []Case{
		{
			Rule: "BOX-SIZE", About: "the second moof of the 40 kb/s level claims 1 MiB; good: a free box makes it larger",
			Bad: func(a *Asset) {
				a.Patch(spoiled, func(b []byte) []byte {
					binary.BigEndian.PutUint32(b[Offset(b, "moof", 2):], 1<<20)
					return b
				})
			},
			Good: edit(func(b Boxes) { b.Append("moof[2]", free()) }),
		},
		{
			Rule: "BOX-TRUNC", About: "the 40 kb/s level ends inside its last mdat; good: a free box at the end of the fragments",
			Bad: func(a *Asset) {
				a.Patch(spoiled, func(b []byte) []byte { return b[:Offset(b, "mdat", 4)+2000] })
			},
			Good: edit(func(b Boxes) { b.Insert("mfra", free()) }),
		},
		{
			Rule: "BOX-LARGE", About: "the last mdat of the 40 kb/s level has a size of 64 bits",
			Bad: func(a *Asset) { a.Patch(spoiled, large) },
		},
		{
			Rule: "BOX-ORDER", About: "ftyp behind moov; good: a free box between them",
			Bad:  edit(func(b Boxes) { b.Insert("moof", b.Remove("ftyp")) }),
			Good: edit(func(b Boxes) { b.Insert("moov", free()) }),
		},
		{
			Rule: "BOX-DUP", About: "a second mfhd in a moof; good: two free boxes in it",
			Bad:  edit(func(b Boxes) { b.Append("moof[2]", b.At("moof[2]/mfhd").Clone()) }),
			Good: edit(func(b Boxes) { b.Append("moof[2]", free(), free()) }),
		},
		{
			Rule: "BOX-UNKNOWN", About: "a box zzzz before the index; good: a free box there",
			Bad:  edit(func(b Boxes) { b.Insert("mfra", &Box{Type: "zzzz", Payload: make([]byte, 16)}) }),
			Good: edit(func(b Boxes) { b.Insert("mfra", free()) }),
		},
		{
			Rule: "BRAND-SMOOTH", About: "the brands iso5 and dash; good: piff is one of three",
			Bad:  edit(func(b Boxes) { b.At("ftyp").Payload = []byte("iso5\x00\x00\x02\x00iso5dash") }),
			Good: edit(func(b Boxes) { b.At("ftyp").Payload = []byte("iso5\x00\x00\x02\x00iso5dashpiff") }),
		},
		{
			Rule: "FTYP-MAJOR", About: "the major brand iso5 beside piff and iso6; good: iso5 is the last of them",
			Bad:  edit(func(b Boxes) { b.At("ftyp").Payload = []byte("iso5\x00\x00\x02\x00piffiso6") }),
			Good: edit(func(b Boxes) { b.At("ftyp").Payload = []byte("iso5\x00\x00\x02\x00piffiso6iso5") }),
		},
		{
			Rule: "MVEX-TREX", About: "the moov has no mvex; good: it has a trex more than tracks",
			Bad:  edit(func(b Boxes) { b.Remove("moov/mvex") }),
			Good: edit(func(b Boxes) { b.Append("moov/mvex", full("trex", 0, 2, 1, 0, 0, 0)) }),
		},
		{
			Rule: "MEHD-DUR", About: "an mehd of 12 s for 8 s; good: of 8 s",
			Bad:  edit(func(b Boxes) { b.Insert("moov/mvex/trex", full("mehd", 0, 12_000)) }),
			Good: edit(func(b Boxes) { b.Insert("moov/mvex/trex", full("mehd", 0, 8_000)) }),
		},
		{
			Rule: "MOOV-SAMPLES", About: "the stsz counts a sample; good: it tells a size for none",
			Bad:  edit(func(b Boxes) { b.At("moov/trak/mdia/minf/stbl/stsz").Payload = full("", 0, 100, 1).Payload }),
			Good: edit(func(b Boxes) { b.At("moov/trak/mdia/minf/stbl/stsz").Payload = full("", 0, 100, 0).Payload }),
		},
		{
			Rule: "SAMPLE-DESC", About: "the trex names sample description 2 of 1; good: a tfhd names 1",
			Bad: edit(func(b Boxes) { b.At("moov/mvex/trex").SetUint32(8, 2) }),
			Good: edit(func(b Boxes) {
				tfhd := b.At("moof[2]/traf/tfhd")
				tfhd.Payload = full("", tfhd.Uint32(0)|2, tfhd.Uint32(4), 1, tfhd.Uint32(8)).Payload
			}),
		},
		{
			Rule: "DREF-SELF", About: "the data reference is not to the file itself; good: it is, and has an empty place too",
			Bad: edit(func(b Boxes) { b.At("moov/trak/mdia/minf/dinf/dref").Payload[19] = 0 }),
			Good: edit(func(b Boxes) {
				dref := b.At("moov/trak/mdia/minf/dinf/dref")
				dref.Payload[11]++
				dref.Payload = append(dref.Payload, 0)
			}),
		},
		{
			Rule: "MOOF-MDAT", About: "the third mdat of the 40 kb/s level is gone; good: a free box behind it",
			Bad:  edit(func(b Boxes) { b.Remove("mdat[3]") }),
			Good: edit(func(b Boxes) { b.Insert("moof[4]", free()) }),
		},
		{
			Rule: "TRAF-ONE", About: "a second traf without samples in a moof; good: a free box there",
			Bad: edit(func(b Boxes) {
				b.Append("moof[2]", &Box{Type: "traf", Children: []*Box{full("tfhd", 0x010020, 1, 0x01010000)}})
			}),
			Good: edit(func(b Boxes) { b.Append("moof[2]", free()) }),
		},
	}
}

// large gives the last mdat a size of 64 bits; only the index stands behind it.
func large(b []byte) []byte {
	moof, mdat := Offset(b, "moof", 4), Offset(b, "mdat", 4)
	size := binary.BigEndian.Uint32(b[mdat:])
	head := binary.BigEndian.AppendUint32(nil, 1)
	head = binary.BigEndian.AppendUint64(append(head, "mdat"...), uint64(size)+8)
	out := slices.Concat(b[:mdat], head, b[mdat+8:])
	root := &Box{Children: parse(out[:mdat])}
	trun := Boxes{root}.At("moof[4]/traf/trun")
	trun.SetUint32(8, trun.Uint32(8)+8)
	copy(out[moof:], Boxes{root}.At("moof[4]").Bytes())
	return out
}
