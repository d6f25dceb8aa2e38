package box

// cipherNames are the names that a standard gives to the parts of a sample's
// encryption record.
type cipherNames struct{ count, encrypted string }

// senc is the initialization vectors of the samples of a fragment, and which of
// their bytes are encrypted (ISO/IEC 23001-7, 7.2).
func senc(d *D) {
	d.Full(0)
	d.flags(flag{2, "subsamples"})
	d.samples(d.vectorBytes(), cipherNames{"subsample_count", "bytes_of_protected_data"})
}

// piffSampleEncryption is PIFF's senc, which may name another key first (MS-SSTR
// 2.2.4.6).
func piffSampleEncryption(d *D) {
	d.Full(0)
	d.flags(flag{1, "own algorithm and key"}, flag{2, "subsamples"})
	names := cipherNames{"number_of_entries", "bytes_of_encrypted_data"}
	if d.Flags&1 == 0 {
		d.samples(d.vectorBytes(), names)
		return
	}
	d.meant("algorithm_id", 24, algorithm)
	iv := d.U("iv_size", 8)
	d.UUID("kid")
	d.samples(int64(iv), names)
}

// samples reads the records of the samples, which hold a vector of iv bytes.
func (d *D) samples(iv int64, names cipherNames) {
	n := d.U("sample_count", 32)
	if iv < 0 || iv > 16 {
		return
	}
	if d.Flags&2 == 0 {
		d.Table("sample", n, Column{Name: "initialization_vector", Kind: Bytes, Bits: int(iv) * 8})
		return
	}
	d.Each("sample", n, func(uint64) {
		d.Bytes("initialization_vector", iv)
		pairs := d.U(names.count, 16)
		d.Table("subsamples", pairs,
			Column{Name: "bytes_of_clear_data", Bits: 16},
			Column{Name: names.encrypted, Bits: 32})
	})
}

// vectorBytes is the size of the initialization vectors: what the track says,
// else what saiz says, else what fits the bytes; -1 where nothing does. It
// stands right before sample_count.
func (d *D) vectorBytes() int64 {
	count := int64(d.Peek(32))
	if iv := d.track().iv; iv >= 0 && d.fits(int64(iv), count) {
		return int64(iv)
	}
	if iv, ok := d.fromSaiz(count); ok && d.fits(iv, count) {
		return iv
	}
	for _, iv := range []int64{8, 16, 0} {
		if d.fits(iv, count) {
			return iv
		}
	}
	return -1
}

// fromSaiz takes the size that saiz gives to the first sample; with subsamples
// it needs their number, which is where a vector of that size would end.
func (d *D) fromSaiz(count int64) (int64, bool) {
	saiz := d.tree.near(d.tree.Parent(d.node), "saiz")
	if saiz < 0 || count == 0 {
		return 0, false
	}
	at := int64(4)
	if d.tree.uint(saiz, 3, 1)&1 != 0 {
		at += 8
	}
	size := int64(d.tree.uint(saiz, at, 1))
	if size == 0 {
		size = int64(d.tree.uint(saiz, at+5, 1))
	}
	if d.Flags&2 == 0 {
		return size, true
	}
	for _, iv := range []int64{8, 16, 0} {
		pairs := (size - iv - 2) / 6
		if p := d.peekBytes(4 + iv + 2); int64(len(p)) == 4+iv+2 && size == iv+2+6*pairs &&
			int64(bigEndian(p[4+iv:])) == pairs {
			return iv, true
		}
	}
	return 0, false
}

// fits reports whether count records with vectors of iv bytes take exactly the
// bytes that are left. Records with subsamples are walked, as far as the
// window goes.
func (d *D) fits(iv, count int64) bool {
	left := d.LeftBytes() - 4
	if d.Flags&2 == 0 {
		return count*iv == left
	}
	p := d.peekBytes(windowSize)
	if len(p) < 4 {
		return false
	}
	whole := int64(len(p)) == left+4
	for p = p[4:]; count > 0; count-- {
		if int64(len(p)) < iv+2 {
			return !whole
		}
		record := iv + 2 + 6*int64(bigEndian(p[iv:iv+2]))
		if int64(len(p)) < record {
			return !whole
		}
		p = p[record:]
	}
	return whole && len(p) == 0
}
