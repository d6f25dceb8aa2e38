package box

// schm is the scheme that protects a track.
func schm(d *D) {
	d.Full(0)
	scheme := d.FourCC("scheme_type")
	d.Note(schemeText(scheme))
	d.Hex("scheme_version", 32)
	if d.Flags&1 != 0 {
		d.CStr("scheme_uri")
	}
}

func schemeText(scheme Type) string {
	switch string(scheme[:]) {
	case "cenc":
		return "AES-CTR, whole or subsamples"
	case "cens":
		return "AES-CTR, pattern"
	case "cbc1":
		return "AES-CBC, whole or subsamples"
	case "cbcs":
		return "AES-CBC, pattern"
	case "piff":
		return "PIFF"
	}
	return ""
}

// frma is the type that a sample entry had before it was protected.
func frma(d *D) { d.FourCC("data_format") }
