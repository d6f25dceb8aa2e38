package preview

import (
	"encoding/binary"
	"errors"

	"smoothscope/inspect/media"
	"smoothscope/tasks/preview/boxes"
)

// errCrypt says that the initialization vectors of single samples cannot be
// told apart.
var errCrypt = errors.New("the sample encryption box of the fragment does not fit its samples")

// sampleCrypt is the sample encryption box for some samples of a fragment, nil
// where there is none: that of PIFF, or senc (ISO/IEC 23001-7 7.2), which have
// the same body.
func sampleCrypt(moof []byte, run *media.Run, keys []keySample) ([]byte, error) {
	for x := range boxes.In(trafOf(moof, run.Track)) {
		w := &boxes.Writer{}
		var err error
		id, rest, _ := boxes.UUID(x.Body)
		switch {
		case x.Kind == "senc":
			w.Box("senc", func() { err = writeCrypt(w, x.Body, len(run.Samples), keys) })
		case x.Kind == "uuid" && id == boxes.Senc:
			w.Box("uuid", func() {
				w.Raw(id[:])
				err = writeCrypt(w, rest, len(run.Samples), keys)
			})
		default:
			continue
		}
		return w.Bytes, err
	}
	return nil, nil
}

// trafOf is the payload of the traf of a track in a moof.
func trafOf(moof []byte, track uint32) []byte {
	for x := range boxes.In(boxes.Child(moof, "moof")) {
		if x.Kind != "traf" {
			continue
		}
		if tfhd := boxes.Child(x.Body, "tfhd"); len(tfhd) >= 8 && binary.BigEndian.Uint32(tfhd[4:]) == track {
			return x.Body
		}
	}
	return nil
}

// writeCrypt copies the entries of some samples.
func writeCrypt(w *boxes.Writer, b []byte, samples int, keys []keySample) error {
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
	w.Bytes = append(w.Bytes, b[:head]...)
	w.U32(uint32(len(keys)))
	for _, s := range keys {
		w.Bytes = append(w.Bytes, entries[s.index]...)
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
