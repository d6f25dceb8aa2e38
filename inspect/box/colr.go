package box

// colr is how colours are meant (ISO/IEC 14496-12, 12.1.5).
func colr(d *D) {
	kind := d.FourCC("colour_type")
	switch string(kind[:]) {
	case "nclx", "nclc":
		d.meant("colour_primaries", 16, primaries)
		d.meant("transfer_characteristics", 16, transfer)
		d.meant("matrix_coefficients", 16, matrixText)
		if d.Left() >= 8 { // nclc, and QuickTime's nclx, end before it
			d.U("full_range_flag", 1)
			d.Reserved(7)
		}
	case "rICC", "prof":
		d.Rest("icc_profile")
	default:
		d.Rest("data")
	}
}

func primaries(v uint64) string {
	switch v {
	case 1:
		return "BT.709"
	case 5, 6:
		return "BT.601"
	case 9:
		return "BT.2020"
	case 12:
		return "P3-D65"
	}
	return unspecified(v)
}

func transfer(v uint64) string {
	switch v {
	case 1:
		return "BT.709"
	case 6:
		return "BT.601"
	case 13:
		return "sRGB"
	case 14, 15:
		return "BT.2020"
	case 16:
		return "PQ"
	case 18:
		return "HLG"
	}
	return unspecified(v)
}

func matrixText(v uint64) string {
	switch v {
	case 0:
		return "RGB"
	case 1:
		return "BT.709"
	case 5, 6:
		return "BT.601"
	case 9:
		return "BT.2020, non-constant luminance"
	}
	return unspecified(v)
}

func unspecified(v uint64) string {
	if v == 2 {
		return "unspecified"
	}
	return ""
}
