package box

// subs is the parts that samples are made of.
func subs(d *D) {
	d.Full(1)
	n := d.U("entry_count", 32)
	size := 16
	if d.Version > 0 {
		size = 32
	}
	d.Each("entries", n, func(uint64) {
		d.U("sample_delta", 32)
		n := d.U("subsample_count", 16)
		d.Table("subsamples", n,
			Column{Name: "subsample_size", Bits: size},
			Column{Name: "subsample_priority", Bits: 8},
			Column{Name: "discardable", Bits: 8},
			Column{Name: "codec_specific_parameters", Bits: 32, Hex: true})
	})
}
