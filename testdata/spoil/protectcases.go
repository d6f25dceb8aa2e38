package spoil

import (
	"bytes"
	"encoding/binary"
	"fmt"
	"slices"
)

// protectCases open the video files without their manifest, which would have to
// tell of the encryption too.
func protectCases() []Case {
	on := func(files []string, change func(Boxes)) func(*Asset) {
		return func(a *Asset) {
			a.Open = videos()
			for _, file := range files {
				a.Edit(file, change)
			}
		}
	}
	encrypted := func(senc func(sizes []uint32) *Box) func(Boxes) {
		return func(b Boxes) {
			b.protect(true)
			for n := range 4 {
				traf := fmt.Sprintf("moof[%d]/traf", n+1)
				var sizes []uint32
				for _, row := range b.At(traf + "/trun").Rows() {
					sizes = append(sizes, row.Size)
				}
				b.Append(traf, senc(sizes))
			}
		}
	}
	return []Case{
		{
			Rule: "ENC-SCHEME", About: "the sample entries are encrypted and name no key; good: they name it",
			Bad:  on(videos(), func(b Boxes) { b.protect(false) }),
			Good: on(videos(), func(b Boxes) { b.protect(true) }),
		},
		{
			Rule: "ENC-SENC-COUNT", About: "vectors for one sample less than there are; good: for all, with parts",
			Bad:  on(videos(), encrypted(func(sizes []uint32) *Box { return piffSenc(sizes[1:], false) })),
			Good: on(videos(), encrypted(func(sizes []uint32) *Box { return piffSenc(sizes, true) })),
		},
		{
			Rule: "ENC-SAIO", About: "a senc without saiz and saio; good: PIFF's box, which needs none",
			Bad: on(videos(), encrypted(func(sizes []uint32) *Box {
				return &Box{Type: "senc", Payload: piffSenc(sizes, false).Payload[16:]}
			})),
			Good: on(videos(), encrypted(func(sizes []uint32) *Box { return piffSenc(sizes, false) })),
		},
		{
			Rule: "ENC-PSSH", About: "a pssh of PlayReady in the moov",
			Bad: func(a *Asset) {
				a.Edit(spoiled, func(b Boxes) { b.Append("moov", full("pssh", 0, 0x9a04f079, 0x98404286, 0xab92e65b, 0xe0885f95, 0)) })
			},
		},
		{
			Rule: "LIV-TFRF-TIME", About: "a fragment announces the next one at 2.5 s, which is at 2 s; good: at 2 s",
			Bad:  func(a *Asset) { a.Edit(spoiled, announce(25_000_000)) },
			Good: func(a *Asset) { a.Edit(spoiled, announce(20_000_000)) },
		},
		{
			Rule: "ENC-MIX", About: "one of three levels is encrypted; good: all of them",
			Bad:  on([]string{spoiled}, func(b Boxes) { b.protect(true) }),
			Good: on(videos(), func(b Boxes) { b.protect(true) }),
		},
	}
}

// protect makes the sample entry one of encrypted samples, in PIFF's way. The
// samples stay as they are: nobody decrypts them here.
func (b Boxes) protect(key bool) {
	stsd := b.At("moov/trak/mdia/minf/stbl/stsd")
	at := bytes.Index(stsd.Payload, []byte("avc1"))
	sinf := &Box{Type: "sinf", Children: []*Box{
		{Type: "frma", Payload: []byte("avc1")},
		{Type: "schm", Payload: append([]byte{0, 0, 0, 0}, "piff\x00\x01\x00\x01"...)},
	}}
	if key {
		tenc := full("uuid", 0x8974dbce, 0x7be74c51, 0x84f97148, 0xf9882554, 0, 0x00000108, 1, 2, 3, 4)
		sinf.Children = append(sinf.Children, &Box{Type: "schi", Children: []*Box{tenc}})
	}
	more := sinf.Bytes()
	size := binary.BigEndian.Uint32(stsd.Payload[at-4:])
	end := at - 4 + int(size)
	stsd.Payload = slices.Concat(stsd.Payload[:end], more, stsd.Payload[end:])
	copy(stsd.Payload[at:], "encv")
	binary.BigEndian.PutUint32(stsd.Payload[at-4:], size+uint32(len(more)))
}

// piffSenc has a vector of eight bytes for each sample, with parts one of eight
// clear bytes and the rest.
func piffSenc(sizes []uint32, parts bool) *Box {
	flags := uint32(0)
	if parts {
		flags = 2
	}
	b := full("uuid", 0xa2394f52, 0x5a9b4f14, 0xa2446c42, 0x7c648df4, flags, uint32(len(sizes)))
	for i, size := range sizes {
		b.Payload = binary.BigEndian.AppendUint64(b.Payload, uint64(i))
		if parts {
			b.Payload = append(b.Payload, 0, 1, 0, 8)
			b.Payload = binary.BigEndian.AppendUint32(b.Payload, size-8)
		}
	}
	return b
}

// announce puts a tfrf into the first fragment.
func announce(time uint32) func(Boxes) {
	return func(b Boxes) {
		tfrf := full("uuid", 0xd4807ef2, 0xca394695, 0x8e5426cb, 0x9e46a79f, 0)
		tfrf.Payload = append(tfrf.Payload, 1)
		tfrf.Payload = binary.BigEndian.AppendUint32(tfrf.Payload, time)
		tfrf.Payload = binary.BigEndian.AppendUint32(tfrf.Payload, 20_000_000)
		b.Append("moof[1]/traf", tfrf)
	}
}
