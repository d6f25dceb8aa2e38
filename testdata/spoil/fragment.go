package spoil

import (
	"encoding/binary"
	"fmt"
)

// Piece is one fragment of a file of the ladder, which has one track, with
// what times it. Put writes it back.
type Piece struct {
	Samples []Sample
	Time    int64  // of the tfxd, in ticks
	Claimed uint64 // duration in the tfxd
	Listed  uint64 // time in the tfra

	moof, mdat *Box
	boxes      Boxes
	n          int
}

// Sample is a row of a trun with the bytes that it stands for.
type Sample struct {
	Duration    uint32
	Flags       uint32
	Composition int32 // the trun gets the column where one is not 0
	Data        []byte
}

// syncFlags is what key frames of the ladder have.
const syncFlags = 0x02000000

// Piece is the n-th fragment of a file, counted from 0.
func (b Boxes) Piece(n int) *Piece {
	p := &Piece{moof: b.At(fmt.Sprintf("moof[%d]", n+1)), mdat: b.At(fmt.Sprintf("mdat[%d]", n+1)), boxes: b, n: n}
	tfxd := p.box("uuid")
	p.Time, p.Claimed = int64(tfxd.Uint64(20)), tfxd.Uint64(28)
	p.Listed = b.At("mfra/tfra").Uint64(p.row())
	trun := p.box("trun")
	flags, at := trun.Uint32(0), 12
	first := p.box("tfhd").Uint32(8)
	if flags&0x4 != 0 {
		first = trun.Uint32(at)
		at += 4
	}
	data := p.mdat.Payload
	for i := range trun.Uint32(4) {
		size := trun.Uint32(at + 4)
		s := Sample{Duration: trun.Uint32(at), Flags: p.box("tfhd").Uint32(8), Data: data[:size]}
		if i == 0 {
			s.Flags = first
		}
		p.Samples, data, at = append(p.Samples, s), data[size:], at+8
	}
	return p
}

// Pieces is how many fragments a file has.
func (b Boxes) Pieces() int {
	n := 0
	for _, c := range b.root.Children {
		if c.Type == "moof" {
			n++
		}
	}
	return n
}

func (p *Piece) box(kind string) *Box {
	traf, _ := p.moof.child("traf", 1)
	box, _ := traf.child(kind, 1)
	return box
}

func (p *Piece) row() int { return 16 + p.n*19 }

// Put writes the fragment back, with the flags and offsets of each sample where
// one differs from what is usual.
func (p *Piece) Put() {
	flags, first := uint32(0x305), p.Samples[0].Flags
	for i, s := range p.Samples {
		if i > 0 && s.Flags != p.box("tfhd").Uint32(8) {
			flags = flags&^0x4 | 0x400
		}
		if s.Composition != 0 {
			flags |= 0x800
		}
	}
	trun, data := []byte{1, 0, 0, 0}, []byte(nil)
	binary.BigEndian.PutUint32(trun, 1<<24|flags)
	put := func(v uint32) { trun = binary.BigEndian.AppendUint32(trun, v) }
	put(uint32(len(p.Samples)))
	put(0)
	if flags&0x4 != 0 {
		put(first)
	}
	for _, s := range p.Samples {
		put(s.Duration)
		put(uint32(len(s.Data)))
		if flags&0x400 != 0 {
			put(s.Flags)
		}
		if flags&0x800 != 0 {
			put(uint32(s.Composition))
		}
		data = append(data, s.Data...)
	}
	p.box("trun").Payload, p.mdat.Payload = trun, data
	tfxd := p.box("uuid")
	tfxd.SetUint64(20, uint64(p.Time))
	tfxd.SetUint64(28, p.Claimed)
	p.boxes.At("mfra/tfra").SetUint64(p.row(), p.Listed)
}

// Move moves a fragment on the time line.
func (p *Piece) Move(ticks int64) {
	p.Time += ticks
	p.Listed = uint64(int64(p.Listed) + ticks)
}

// Stretch makes one sample longer, and the claim of the tfxd with it.
func (p *Piece) Stretch(sample int, ticks int64) {
	p.Samples[sample].Duration = uint32(int64(p.Samples[sample].Duration) + ticks)
	p.Claimed = uint64(int64(p.Claimed) + ticks)
}

// Last is the ordinal of the last sample.
func (p *Piece) Last() int { return len(p.Samples) - 1 }

// Pieces changes the fragments of a file, each in its turn.
func (a *Asset) Pieces(file string, change func(n int, p *Piece)) {
	a.Edit(file, func(b Boxes) {
		for n := range b.Pieces() {
			p := b.Piece(n)
			change(n, p)
			p.Put()
		}
	})
}

// DropLast takes the last fragment out of a file and its index.
func (a *Asset) DropLast(file string) {
	a.Edit(file, func(b Boxes) {
		n := b.Pieces()
		b.Remove(fmt.Sprintf("moof[%d]", n))
		b.Remove(fmt.Sprintf("mdat[%d]", n))
		tfra := b.At("mfra/tfra")
		tfra.SetUint32(12, uint32(n-1))
		tfra.Payload = tfra.Payload[:16+19*(n-1)]
	})
}

// Loose leaves only these media files, without any manifest.
func (a *Asset) Loose(files ...string) {
	kept := map[string][]byte{}
	for _, name := range files {
		kept[name] = a.Files[name]
	}
	a.Files, a.Open = kept, files
}
