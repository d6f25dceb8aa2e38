package box

// pssh is what a protection system needs to know (ISO/IEC 23001-7, 8.1).
func pssh(d *D) {
	d.Full(1)
	id := d.UUID("system_id")
	if d.Version > 0 {
		n := d.U("kid_count", 32)
		d.Table("kid", n, Column{Kind: GUID, Bits: 128})
	}
	d.systemData(id)
}

// piffProtection is PIFF's pssh, which lists no keys.
func piffProtection(d *D) {
	d.Full(0)
	d.systemData(d.UUID("system_id"))
}

func (d *D) systemData(id UUID) {
	n := d.U("data_size", 32)
	if isPlayReady(id) && int64(n) >= 6 {
		d.Sub("data", int64(n), func() { playReady(d) })
		return
	}
	d.Bytes("data", int64(n))
}

// playReady is a PlayReady object: records, all little-endian.
func playReady(d *D) {
	d.LE("length", 32)
	n := d.LE("record_count", 16)
	d.Each("records", n, func(uint64) {
		kind := d.LE("record_type", 16)
		d.Note(playReadyRecord(kind))
		size := d.LE("record_length", 16)
		if kind == 1 {
			d.Chars("record_value", int64(size), utf16Little)
			return
		}
		d.Bytes("record_value", int64(size))
	})
}

func playReadyRecord(kind uint64) string {
	switch kind {
	case 1:
		return "rights management header"
	case 3:
		return "embedded licence store"
	}
	return ""
}
