package media

import (
	"bytes"
	"context"
	"encoding/binary"
	"testing"

	"smoothscope/inspect/source"
)

// The tests make small files out of boxes.

func box4(kind string, parts ...[]byte) []byte {
	body := bytes.Join(parts, nil)
	return append(u32(uint32(8+len(body))), append([]byte(kind), body...)...)
}

func u32(v ...uint32) []byte {
	var b []byte
	for _, x := range v {
		b = binary.BigEndian.AppendUint32(b, x)
	}
	return b
}

func u64(v ...uint64) []byte {
	var b []byte
	for _, x := range v {
		b = binary.BigEndian.AppendUint64(b, x)
	}
	return b
}

// trackBox is a trak without codec.
func trackBox(id, scale uint32, handler string) []byte {
	return box4("trak",
		box4("tkhd", u32(0, 0, 0, id, 0, 0), make([]byte, 60)),
		box4("mdia",
			box4("mdhd", u32(0, 0, 0, scale, 0, 0x15c70000)), // eng
			box4("hdlr", u32(0, 0), []byte(handler), make([]byte, 13)),
			box4("minf", box4("stbl", box4("stsd", u32(0, 0))))))
}

func moovBox(tracks ...[]byte) []byte {
	return box4("moov", append(tracks, box4("mvex"))...)
}

// trafBox has samples of 10 ticks and 4 bytes each.
func trafBox(track uint32, samples int, more ...[]byte) []byte {
	trun := u32(0x300, uint32(samples))
	for range samples {
		trun = append(trun, u32(10, 4)...)
	}
	return box4("traf", append([][]byte{box4("tfhd", u32(0, track)), box4("trun", trun)}, more...)...)
}

func tfxdBox(time int64, duration uint64) []byte {
	return box4("uuid", tfxdID[:], u32(0x01000000), u64(uint64(time), duration))
}

func moofBox(sequence uint32, trafs ...[]byte) []byte {
	return box4("moof", append([][]byte{box4("mfhd", u32(0, sequence))}, trafs...)...)
}

func mdatBox(n int) []byte { return box4("mdat", make([]byte, n)) }

// mfraBox has one tfra of version 1.
func mfraBox(track uint32, timesAndOffsets ...uint64) []byte {
	tfra := u32(0x01000000, track, 0, uint32(len(timesAndOffsets)/2))
	for i := 0; i < len(timesAndOffsets); i += 2 {
		tfra = append(append(tfra, u64(timesAndOffsets[i:i+2]...)...), 1, 1, 1)
	}
	body := box4("tfra", tfra)
	return box4("mfra", body, box4("mfro", u32(0, uint32(len(body)+24))))
}

func join(parts ...[]byte) []byte { return bytes.Join(parts, nil) }

func openBytes(t *testing.T, b []byte) *File {
	t.Helper()
	f, err := Open(context.Background(), source.Memory("made.ismv", b))
	if err != nil {
		t.Fatal(err)
	}
	return f
}

func indexed(t *testing.T, f *File, track uint32) *Index {
	t.Helper()
	x, err := f.Fragments(context.Background(), track)
	if err != nil {
		t.Fatal(err)
	}
	return x
}
