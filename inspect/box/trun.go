package box

import (
	"cmp"
	"strconv"
)

// trun is a run of samples.
func trun(d *D) {
	d.Full(1)
	d.versionNote(1, "composition offsets signed")
	d.flags(flag{1, "data offset"}, flag{4, "first sample flags"}, flag{0x100, "duration"}, flag{0x200, "size"},
		flag{0x400, "flags"}, flag{0x800, "composition offset"})
	n := d.U("sample_count", 32)
	if d.Flags&1 != 0 {
		d.I("data_offset", 32)
		d.Note(d.dataOffsetBase())
	}
	if d.Flags&4 != 0 {
		d.sampleFlags("first_sample_flags")
	}
	var cols [4]Column
	d.Table("sample", n, d.trunColumns(cols[:0])...)
}

// dataOffsetBase says where data_offset counts from.
func (d *D) dataOffsetBase() string {
	if !d.notes {
		return ""
	}
	if tfhd := d.tree.near(d.tree.Parent(d.node), "tfhd"); tfhd >= 0 && d.tree.uint(tfhd, 0, 4)&1 != 0 {
		return "from base_data_offset of tfhd"
	}
	return "from the start of moof"
}

func (d *D) trunColumns(cols []Column) []Column {
	scale := d.scale()
	if d.Flags&0x100 != 0 {
		cols = append(cols, Column{Name: "duration", Bits: 32, note: d.tickNote(scale)})
	}
	if d.Flags&0x200 != 0 {
		cols = append(cols, Column{Name: "size", Bits: 32})
	}
	if d.Flags&0x400 != 0 {
		cols = append(cols, Column{Name: "flags", Bits: 32, Hex: true, note: sampleFlagText, parts: sampleFlagParts})
	}
	if d.Flags&0x800 != 0 {
		cols = append(cols, d.composition("composition_time_offset", scale))
	}
	return cols
}

// composition is a column of composition offsets: unsigned in version 0.
func (d *D) composition(name string, scale uint64) Column {
	if d.Version > 0 {
		return Column{Name: name, Kind: Int, Bits: 32, note: d.signedTickNote(scale)}
	}
	return Column{Name: name, Bits: 32, note: func(v uint64, bits int64) string {
		if v>>31 == 0 {
			return seconds(int64(v), scale)
		}
		signed := signExtend(v, bits)
		return cmp.Or(seconds(signed, scale), strconv.FormatInt(signed, 10)) + " if meant signed; version 0 is unsigned"
	}}
}
