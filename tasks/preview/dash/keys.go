package dash

import (
	"encoding/binary"
	"errors"
	"fmt"

	"smoothscope/tasks/preview/boxes"
)

// keys is what a fragment says of the encryption of its samples: the boxes
// senc, saiz and saio to be (ISO/IEC 23001-7 7.1, 7.2).
type keys struct {
	found   []auxiliary
	entries []byte // of all samples, as a senc holds them
	sizes   []byte // of each entry
	large   bool   // an entry is longer than a saiz can say
	subs    bool   // the entries name subsamples
	seig    *key   // where the samples have another key than the track
	told    uint64 // samples that the boxes found tell of
	samples int    // of the fragment
	at      int    // where the entries stand in what was written
}

// auxiliary is the payload of a senc: behind its uuid where it is of PIFF.
type auxiliary struct {
	body []byte
	piff bool
}

func (k *keys) add(body []byte, piff bool) { k.found = append(k.found, auxiliary{body, piff}) }

// read understands the boxes that were found; usual is the key of the track.
func (k *keys) read(usual key, samples int) error {
	k.samples = samples
	for i, aux := range k.found {
		subs, err := k.readOne(aux, usual)
		if err != nil {
			return fmt.Errorf("its sample encryption box: %w", err)
		}
		if i > 0 && subs != k.subs {
			return errors.New("its sample encryption boxes differ in their form")
		}
		k.subs = subs
	}
	if len(k.found) > 0 && k.told != uint64(samples) && (k.seig == nil || k.seig.protected) {
		return fmt.Errorf("its sample encryption box tells of %d samples, the track run of %d", k.told, samples)
	}
	return nil
}

func (k *keys) readOne(aux auxiliary, usual key) (subs bool, err error) {
	b := aux.body
	if len(b) < 8 {
		return false, errors.New("it is cut short")
	}
	flags := binary.BigEndian.Uint32(b) & 0xffffff
	b, subs = b[4:], flags&2 != 0
	if aux.piff && flags&1 != 0 {
		own, ok := piffKey(b)
		if !ok || len(b) < 24 {
			return false, errors.New("its algorithm is not known")
		}
		b = b[20:]
		if own.kid != usual.kid || own.protected != usual.protected || own.ivSize != usual.ivSize {
			k.seig = &own
		}
		if usual = own; !own.protected {
			return subs, nil
		}
	}
	count := binary.BigEndian.Uint32(b)
	k.told += uint64(count)
	return subs, k.readEntries(b[4:], count, ivSize(usual, b[4:], count, subs), subs)
}

// ivSize is how long the initialization vectors are. Where the track does not
// tell, it is 8, or 16 where only that fits.
func ivSize(k key, b []byte, count uint32, subs bool) int {
	if k.ivSize > 0 || k.scheme == "cbcs" {
		return int(k.ivSize)
	}
	if !subs && uint64(len(b)) == 16*uint64(count) {
		return 16
	}
	return 8
}

// readEntries keeps the entries. There is nothing to keep where one vector is
// for all samples and these are encrypted as a whole.
func (k *keys) readEntries(b []byte, count uint32, iv int, subs bool) error {
	if iv == 0 && !subs {
		return nil
	}
	for range count {
		size := iv
		if subs {
			if len(b) < iv+2 {
				return errors.New("it ends in the middle of a sample")
			}
			size += 2 + 6*int(binary.BigEndian.Uint16(b[iv:]))
		}
		if len(b) < size {
			return errors.New("it ends in the middle of a sample")
		}
		k.entries, b = append(k.entries, b[:size]...), b[size:]
		k.sizes = append(k.sizes, byte(size))
		k.large = k.large || size > 255
	}
	return nil
}

// write writes the boxes and says where the offset of the saio stands; 0 where
// there is none.
func (k *keys) write(w *boxes.Writer) (aux int) {
	if k.seig != nil {
		k.writeGroup(w)
	}
	if len(k.sizes) == 0 {
		return 0
	}
	if !k.large {
		k.writeSaiz(w)
		w.Full("saio", 0, 0, func() {
			w.U32(1)
			aux = len(w.Bytes)
			w.U32(0)
		})
	}
	w.Full("senc", 0, uint32(flag(k.subs))<<1, func() {
		w.U32(uint32(len(k.sizes)))
		k.at = len(w.Bytes)
		w.Raw(k.entries)
	})
	return aux
}

func (k *keys) writeSaiz(w *boxes.Writer) {
	same := true
	for _, s := range k.sizes {
		same = same && s == k.sizes[0]
	}
	w.Full("saiz", 0, 0, func() {
		if same {
			w.U8(k.sizes[0])
			w.U32(uint32(len(k.sizes)))
			return
		}
		w.U8(0)
		w.U32(uint32(len(k.sizes)))
		w.Raw(k.sizes)
	})
}

// writeGroup writes the sample group seig, which gives all samples of the
// fragment a key of their own (ISO/IEC 23001-7 6).
func (k *keys) writeGroup(w *boxes.Writer) {
	w.Full("sgpd", 1, 0, func() {
		w.Raw([]byte("seig"))
		w.U32(20)
		w.U32(1)
		k.seig.write(w)
	})
	w.Full("sbgp", 0, 0, func() {
		w.Raw([]byte("seig"))
		w.U32(1)
		w.U32(uint32(k.samples))
		w.U32(0x10001)
	})
}
