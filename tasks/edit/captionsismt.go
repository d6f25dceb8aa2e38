package edit

import (
	"bytes"
	"encoding/binary"

	"smoothscope/inspect/manifest"
)

// textScale is the time scale of text tracks that are made, ticks per second.
const textScale = manifest.DefaultTimeScale

// ismtTrack is what the one track of an .ismt is.
type ismtTrack struct {
	id       uint32
	scale    uint64 // ticks per second
	language string // ISO 639-2
}

// sampleOf is one document and the time that it is for, in ticks of its track.
type sampleOf struct {
	time, duration uint64
	document       []byte
}

// ismt is a media file with one text track: a fragment with one TTML document
// for each sample, and an index at the end.
func ismt(t ismtTrack, samples []sampleOf) []byte {
	var file bytes.Buffer
	size := 1 << 10
	for _, s := range samples {
		size += 256 + len(s.document)
	}
	file.Grow(size)
	file.Write(boxOf("ftyp", []byte("isml"), be32(1), []byte("ismlpiffiso2")))
	file.Write(movieOf(t, samples))
	entries := make([]byte, 0, 19*len(samples))
	moof := moofOf(t.id)
	for i, s := range samples {
		at := uint64(file.Len())
		moof.set(uint32(i+1), s)
		file.Write(moof)
		file.Write(be32(uint32(8 + len(s.document))))
		file.WriteString("mdat")
		file.Write(s.document)
		entries = append(append(entries, be64(s.time, at)...), 1, 1, 1)
	}
	tfra := boxOf("tfra", be32(1<<24, t.id, 0, uint32(len(samples))), entries)
	file.Write(boxOf("mfra", tfra, boxOf("mfro", be32(0, uint32(8+len(tfra)+16)))))
	return file.Bytes()
}

// movieOf is the moov: no samples, and a track of dfxp as FFmpeg describes it
// in ISMV files.
func movieOf(t ismtTrack, samples []sampleOf) []byte {
	var length uint64 // not counted from 0: recordings of live events begin late
	if n := len(samples); n > 0 {
		length = samples[n-1].time + samples[n-1].duration - samples[0].time
	}
	matrix := be32(0x10000, 0, 0, 0, 0x10000, 0, 0, 0, 0x40000000)
	mvhd := boxOf("mvhd", be32(1<<24), be64(0, 0), be32(uint32(t.scale)), be64(length), be32(0x10000, 0x01000000, 0, 0), matrix, make([]byte, 24), be32(t.id+1))
	tkhd := boxOf("tkhd", be32(1<<24|7), be64(0, 0), be32(t.id, 0), be64(length), be32(0, 0, 0, 0), matrix, be32(0, 0))
	mdhd := boxOf("mdhd", be32(1<<24), be64(0, 0), be32(uint32(t.scale)), be64(length), be16(packed(t.language), 0))
	hdlr := boxOf("hdlr", be32(0, 0), []byte("text"), be32(0, 0, 0), []byte("captions\x00"))
	stsd := boxOf("stsd", be32(0, 1), boxOf("dfxp", be32(0), be16(0, 1)))
	stbl := boxOf("stbl", stsd, boxOf("stts", be32(0, 0)), boxOf("stsc", be32(0, 0)), boxOf("stsz", be32(0, 0, 0)), boxOf("stco", be32(0, 0)))
	dinf := boxOf("dinf", boxOf("dref", be32(0, 1), boxOf("url ", be32(1))))
	minf := boxOf("minf", boxOf("nmhd", be32(0)), dinf, stbl)
	trak := boxOf("trak", tkhd, boxOf("mdia", mdhd, hdlr, minf))
	mvex := boxOf("mvex", boxOf("mehd", be32(1<<24), be64(length)), boxOf("trex", be32(0, t.id, 1, 0, 0, 0)))
	return boxOf("moov", mvhd, trak, mvex)
}

// tfxdID is the uuid of the box that tells a fragment's time (MS-SSTR
// 2.2.4.4).
const tfxdID = "\x6d\x1d\x9b\x05\x42\xd5\x44\xe6\x80\xe2\x14\x1d\xaf\xf7\x57\xb2"

// moofBytes is a moof with one sample. Thousands of them differ in a few numbers
// only, which are written over.
type moofBytes []byte

// Where the numbers stand in it.
const (
	moofSequence = 20
	moofDuration = 48
	moofSize     = 52
	moofTime     = 117 // in the tfxd, and the duration behind it
)

func moofOf(track uint32) moofBytes {
	build := func(offset uint32) []byte {
		return boxOf("moof", boxOf("mfhd", be32(0, 0)), boxOf("traf",
			boxOf("tfhd", be32(0x18, track, 0, 0)),
			boxOf("trun", be32(1, 1, offset)),
			boxOf("sdtp", be32(0), []byte{0x2a}),
			boxOf("uuid", []byte(tfxdID), be32(1<<24), be64(0, 0))))
	}
	return build(uint32(len(build(0)) + 8))
}

func (m moofBytes) set(sequence uint32, s sampleOf) {
	binary.BigEndian.PutUint32(m[moofSequence:], sequence)
	binary.BigEndian.PutUint32(m[moofDuration:], uint32(s.duration))
	binary.BigEndian.PutUint32(m[moofSize:], uint32(len(s.document)))
	binary.BigEndian.PutUint64(m[moofTime:], s.time)
	binary.BigEndian.PutUint64(m[moofTime+8:], s.duration)
}

// packed is a language as three times five bits (ISO/IEC 14496-12 8.4.2).
func packed(language string) uint16 {
	if len(language) != 3 {
		language = "und"
	}
	var n uint16
	for _, c := range []byte(language) {
		n = n<<5 | uint16(c-0x60)&31
	}
	return n
}

func boxOf(kind string, parts ...[]byte) []byte {
	body := bytes.Join(parts, nil)
	return append(append(be32(uint32(8+len(body))), kind...), body...)
}

func be16(v ...uint16) (b []byte) {
	for _, x := range v {
		b = binary.BigEndian.AppendUint16(b, x)
	}
	return b
}

func be32(v ...uint32) (b []byte) {
	for _, x := range v {
		b = binary.BigEndian.AppendUint32(b, x)
	}
	return b
}

func be64(v ...uint64) (b []byte) {
	for _, x := range v {
		b = binary.BigEndian.AppendUint64(b, x)
	}
	return b
}
