package box

// saiz is the sizes of the auxiliary information of the samples.
func saiz(d *D) {
	d.Full(0)
	d.auxiliary()
	size := d.U("default_sample_info_size", 8)
	n := d.U("sample_count", 32)
	if size == 0 {
		d.Table("sample_info_size", n, Column{Bits: 8})
	}
}

// saio is where the auxiliary information of the samples lies.
func saio(d *D) {
	d.Full(1)
	d.auxiliary()
	n := d.U("entry_count", 32)
	d.Table("offset", n, Column{Bits: d.wide()})
}

// auxiliary is the kind of information that saiz and saio are about.
func (d *D) auxiliary() {
	d.flags(flag{1, "type given"})
	if d.Flags&1 != 0 {
		d.FourCC("aux_info_type")
		d.U("aux_info_type_parameter", 32)
	}
}
