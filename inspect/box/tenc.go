package box

func algorithm(v uint64) string {
	switch v {
	case 0:
		return "not encrypted"
	case 1:
		return "AES-128 CTR"
	case 2:
		return "AES-128 CBC"
	}
	return ""
}

// tenc is how the samples of a track are encrypted (ISO/IEC 23001-7, 8.2).
func tenc(d *D) {
	d.Full(1)
	d.Reserved(8)
	d.pattern("default_")
	protected := d.U("default_is_protected", 8)
	iv := d.U("default_per_sample_iv_size", 8)
	d.UUID("default_kid")
	d.constantVector("default_", protected, iv)
}

// pattern is how many blocks of a stripe are encrypted; version 0 has none.
func (d *D) pattern(prefix string) {
	if d.Version == 0 {
		d.Reserved(8)
		return
	}
	d.U(prefix+"crypt_byte_block", 4)
	d.U(prefix+"skip_byte_block", 4)
}

func (d *D) constantVector(prefix string, protected, iv uint64) {
	if protected == 1 && iv == 0 && d.Left() > 0 {
		d.Bytes(prefix+"constant_iv", int64(d.U(prefix+"constant_iv_size", 8)))
	}
}

// piffTrackEncryption is PIFF's tenc (MS-SSTR 2.2.4.7).
func piffTrackEncryption(d *D) {
	d.Full(0)
	d.meant("default_algorithm_id", 24, algorithm)
	d.U("default_iv_size", 8)
	d.UUID("default_kid")
}
