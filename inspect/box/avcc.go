package box

import "fmt"

// avcC is the decoder configuration of AVC (ISO/IEC 14496-15, 5.3.3.1).
func avcC(d *D) {
	d.U("configuration_version", 8)
	profile := d.U("avc_profile_indication", 8)
	d.Note(avcProfile(profile))
	d.Hex("profile_compatibility", 8)
	d.meant("avc_level_indication", 8, avcLevel)
	d.Reserved(6)
	d.U("length_size_minus_one", 2)
	d.Reserved(3)
	d.parameterSets("sequence_parameter_set", d.U("num_of_sequence_parameter_sets", 5))
	d.parameterSets("picture_parameter_set", d.U("num_of_picture_parameter_sets", 8))
	if profile == 66 || profile == 77 || profile == 88 || d.Left() == 0 {
		return
	}
	d.Reserved(6)
	d.U("chroma_format", 2)
	d.Reserved(5)
	d.U("bit_depth_luma_minus8", 3)
	d.Reserved(5)
	d.U("bit_depth_chroma_minus8", 3)
	d.parameterSets("sequence_parameter_set_ext", d.U("num_of_sequence_parameter_set_ext", 8))
}

func (d *D) parameterSets(name string, n uint64) {
	if n == 0 {
		return
	}
	d.Each(name+"s", n, func(uint64) {
		d.Bytes(name+"_nal_unit", int64(d.U(name+"_length", 16)))
	})
}

func avcLevel(v uint64) string {
	return fmt.Sprintf("level %d.%d", v/10, v%10)
}

func avcProfile(v uint64) string {
	switch v {
	case 66:
		return "Baseline"
	case 77:
		return "Main"
	case 88:
		return "Extended"
	case 100:
		return "High"
	case 110:
		return "High 10"
	case 122:
		return "High 4:2:2"
	case 244:
		return "High 4:4:4 Predictive"
	}
	return ""
}
