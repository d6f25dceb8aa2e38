package box

import "fmt"

// hvcC is the decoder configuration of HEVC (ISO/IEC 14496-15, 8.3.3.1).
func hvcC(d *D) {
	d.U("configuration_version", 8)
	d.U("general_profile_space", 2)
	d.U("general_tier_flag", 1)
	d.meant("general_profile_idc", 5, hevcProfile)
	d.Hex("general_profile_compatibility_flags", 32)
	d.Hex("general_constraint_indicator_flags", 48)
	d.meant("general_level_idc", 8, hevcLevel)
	d.Reserved(4)
	d.U("min_spatial_segmentation_idc", 12)
	d.Reserved(6)
	d.U("parallelism_type", 2)
	d.Reserved(6)
	d.U("chroma_format_idc", 2)
	d.Reserved(5)
	d.U("bit_depth_luma_minus8", 3)
	d.Reserved(5)
	d.U("bit_depth_chroma_minus8", 3)
	d.U("avg_frame_rate", 16)
	d.U("constant_frame_rate", 2)
	d.layers()
}

// lhvC is the configuration of the further layers (ISO/IEC 14496-15, 9.5.3).
func lhvC(d *D) {
	d.U("configuration_version", 8)
	d.Reserved(4)
	d.U("min_spatial_segmentation_idc", 12)
	d.Reserved(6)
	d.U("parallelism_type", 2)
	d.Reserved(2)
	d.layers()
}

// layers is what hvcC and lhvC end with.
func (d *D) layers() {
	d.U("num_temporal_layers", 3)
	d.U("temporal_id_nested", 1)
	d.U("length_size_minus_one", 2)
	d.Each("arrays", d.U("num_of_arrays", 8), func(uint64) {
		d.U("array_completeness", 1)
		d.U("reserved", 1)
		d.meant("nal_unit_type", 6, hevcUnit)
		d.Each("nal_units", d.U("num_nalus", 16), func(uint64) {
			d.Bytes("nal_unit", int64(d.U("nal_unit_length", 16)))
		})
	})
}

func hevcProfile(v uint64) string {
	switch v {
	case 1:
		return "Main"
	case 2:
		return "Main 10"
	case 3:
		return "Main Still Picture"
	case 4:
		return "range extensions"
	}
	return ""
}

func hevcLevel(v uint64) string {
	return fmt.Sprintf("level %g", float64(v)/30)
}

func hevcUnit(v uint64) string {
	switch v {
	case 32:
		return "VPS"
	case 33:
		return "SPS"
	case 34:
		return "PPS"
	case 39, 40:
		return "SEI"
	}
	return ""
}
