package spoil

import "encoding/binary"

// settle puts right what depends on the sizes of boxes: each data offset leads
// behind the header of the mdat, each entry of the index to its moof, and the
// mfro tells the size of the mfra. The index keeps its order: its n-th entry is
// the n-th moof of its track.
func settle(root *Box) {
	moofs := map[uint32][]uint64{}
	at := uint64(0)
	for _, b := range root.Children {
		size := uint64(len(b.Bytes()))
		if b.Type == "moof" {
			offset := uint32(size) + 8
			for _, traf := range b.Children {
				settleTraf(traf, offset, at, moofs)
			}
		}
		at += size
	}
	mfra, _ := root.child("mfra", 1)
	if mfra == nil {
		return
	}
	for _, tfra := range mfra.Children {
		if tfra.Type == "tfra" {
			settleTfra(tfra, moofs)
		}
	}
	if mfro, _ := mfra.child("mfro", 1); mfro != nil {
		mfro.SetUint32(4, uint32(len(mfra.Bytes())))
	}
}

func settleTraf(traf *Box, offset uint32, at uint64, moofs map[uint32][]uint64) {
	if traf.Type != "traf" {
		return
	}
	if tfhd, _ := traf.child("tfhd", 1); tfhd != nil {
		track := tfhd.Uint32(4)
		if n := len(moofs[track]); n == 0 || moofs[track][n-1] != at {
			moofs[track] = append(moofs[track], at)
		}
	}
	if trun, _ := traf.child("trun", 1); trun != nil && trun.Uint32(0)&1 != 0 {
		trun.SetUint32(8, offset)
	}
}

// settleTfra knows the form that ffmpeg writes: version 1, one byte for each
// of the three numbers.
func settleTfra(tfra *Box, moofs map[uint32][]uint64) {
	const head, row = 16, 19
	track := tfra.Uint32(4)
	for i, at := range moofs[track] {
		if place := head + i*row + 8; place+8 <= len(tfra.Payload) {
			binary.BigEndian.PutUint64(tfra.Payload[place:], at)
		}
	}
}
