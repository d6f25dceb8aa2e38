package preview

import (
	"encoding/binary"
	"errors"

	"smoothscope/inspect/media"
)

// sencID is the uuid of the sample encryption box of PIFF.
var sencID = [16]byte{0xa2, 0x39, 0x4f, 0x52, 0x5a, 0x9b, 0x4f, 0x14, 0xa2, 0x44, 0x6c, 0x42, 0x7c, 0x64, 0x8d, 0xf4}

// errCrypt says that the initialization vectors of single samples cannot be
// told apart.
var errCrypt = errors.New("the sample encryption box of the fragment does not fit its samples")

// sampleCrypt is the sample encryption box for some samples of a fragment, nil
// where there is none: that of PIFF, or senc (ISO/IEC 23001-7 7.2), which have
// the same body.
func sampleCrypt(moof []byte, run *media.Run, keys []keySample) ([]byte, error) {
	for kind, body := range boxesIn(trafOf(moof, run.Track)) {
		w := &boxWriter{}
		var err error
		switch {
		case kind == "senc":
			w.box("senc", func() { err = w.crypt(body, len(run.Samples), keys) })
		case kind == "uuid" && len(body) >= 16 && [16]byte(body) == sencID:
			w.box("uuid", func() {
				w.b = append(w.b, sencID[:]...)
				err = w.crypt(body[16:], len(run.Samples), keys)
			})
		default:
			continue
		}
		return w.b, err
	}
	return nil, nil
}

// trafOf is the payload of the traf of a track in a moof.
func trafOf(moof []byte, track uint32) []byte {
	for _, inside := range boxesIn(moof) {
		for kind, traf := range boxesIn(inside) {
			if kind != "traf" {
				continue
			}
			for kind, tfhd := range boxesIn(traf) {
				if kind == "tfhd" && len(tfhd) >= 8 && binary.BigEndian.Uint32(tfhd[4:]) == track {
					return traf
				}
			}
		}
		break
	}
	return nil
}

// crypt copies the entries of some samples.
func (w *boxWriter) crypt(b []byte, samples int, keys []keySample) error {
	const override, subsamples = 1, 2
	if len(b) < 8 {
		return errCrypt
	}
	flags, head := binary.BigEndian.Uint32(b)&0xffffff, 4
	if flags&override != 0 {
		head += 20
	}
	if len(b) < head+4 || binary.BigEndian.Uint32(b[head:]) != uint32(samples) {
		return errCrypt
	}
	entries := split(b[head+4:], samples, flags&subsamples != 0)
	if entries == nil {
		return errCrypt
	}
	w.b = append(w.b, b[:head]...)
	w.u32(uint32(len(keys)))
	for _, s := range keys {
		w.b = append(w.b, entries[s.index]...)
	}
	return nil
}

// split is the entries of the samples, whose initialization vectors have 8 or
// 16 bytes: the length that leaves nothing over. nil where neither does.
func split(b []byte, samples int, subsamples bool) [][]byte {
	for _, iv := range []int{8, 16} {
		rest, entries := b, [][]byte(nil)
		for range samples {
			size := iv
			if subsamples && len(rest) >= iv+2 {
				size += 2 + 6*int(binary.BigEndian.Uint16(rest[iv:]))
			} else if subsamples {
				break
			}
			if size > len(rest) {
				break
			}
			entries, rest = append(entries, rest[:size]), rest[size:]
		}
		if len(entries) == samples && len(rest) == 0 {
			return entries
		}
	}
	return nil
}
