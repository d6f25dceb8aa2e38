package box

import "encoding/binary"

// smoothTimeScale is what times of Smooth Streaming boxes are counted in where
// no track says otherwise: 100 ns.
const smoothTimeScale = 10_000_000

// maxTracks bounds the tracks that other boxes are read with.
const maxTracks = 1024

// tracks is what the moov says that other boxes need to be read.
type tracks struct {
	movie uint64 // timescale of the movie, 0 for unknown
	list  []track
}

type track struct {
	id    uint64
	scale uint64
	iv    int // bytes of a sample's initialization vector, -1 for unknown
	node  int
}

// tracks are the tracks of the file, found once.
func (d *D) tracks() *tracks {
	if d.known == nil {
		d.known = findTracks(d.tree)
	}
	return d.known
}

func findTracks(t *Tree) *tracks {
	found := &tracks{}
	moov := t.Child(-1, "moov")
	if moov < 0 {
		return found
	}
	found.movie = t.timescale(t.Child(moov, "mvhd"))
	for i := range t.Children(moov) {
		if string(t.nodes[i].Type[:]) != "trak" {
			continue
		}
		if len(found.list) == maxTracks {
			break
		}
		found.list = append(found.list, track{
			id:    t.timescale(t.Child(i, "tkhd")),
			scale: t.timescale(t.Child(i, "mdia", "mdhd")),
			iv:    t.vectorSize(i),
			node:  i,
		})
	}
	return found
}

// timescale is the number that follows the two times at the head of mvhd and
// mdhd; in tkhd it is the track's identifier.
func (t *Tree) timescale(i int) uint64 {
	if i < 0 {
		return 0
	}
	if t.uint(i, 0, 1) == 0 {
		return t.uint(i, 12, 4)
	}
	return t.uint(i, 20, 4)
}

// vectorSize looks below a track for its encryption box, ISO's or PIFF's.
func (t *Tree) vectorSize(trak int) int {
	for i := trak + 1; i < int(t.nodes[trak].End); i++ {
		u, _ := t.UUID(i)
		if string(t.nodes[i].Type[:]) == "tenc" || u == piffTenc {
			return int(t.uint(i, 7, 1))
		}
	}
	return -1
}

// uint is n bytes at a byte of the payload of node i; 0 where they are not its
// own.
func (t *Tree) uint(i int, at, n int64) uint64 {
	from, to := t.Own(i)
	if from+at+n > to {
		return 0
	}
	var p [8]byte
	if _, err := t.src.ReadAt(p[8-n:], from+at); err != nil {
		return 0
	}
	return binary.BigEndian.Uint64(p[:])
}

// above is the nearest box of that type around node i, -1 for none.
func (t *Tree) above(i int, code string) int {
	for i = t.Parent(i); i >= 0; i = t.Parent(i) {
		if string(t.nodes[i].Type[:]) == code {
			return i
		}
	}
	return -1
}

// track is the track that the box being read belongs to; its numbers are
// unknown where it cannot be found.
func (d *D) track() track {
	if i := d.tree.above(d.node, "traf"); i >= 0 {
		if tfhd := d.tree.near(i, "tfhd"); tfhd >= 0 {
			return d.trackOf(d.tree.uint(tfhd, 4, 4))
		}
		return d.trackOf(0)
	}
	if trak := d.tree.above(d.node, "trak"); trak >= 0 {
		for _, t := range d.tracks().list {
			if t.node == trak {
				return t
			}
		}
	}
	return track{iv: -1}
}

// trackOf is the track of an identifier. The only track of a file is meant by
// every identifier: fragments often carry another than the moov.
func (d *D) trackOf(id uint64) track {
	list := d.tracks().list
	for _, t := range list {
		if t.id == id {
			return t
		}
	}
	if len(list) == 1 {
		return list[0]
	}
	return track{iv: -1}
}

// scale is the timescale of the track that the box belongs to, for notes only:
// 0 where it is unknown or nobody asks for notes.
func (d *D) scale() uint64 {
	if !d.notes {
		return 0
	}
	return d.track().scale
}
