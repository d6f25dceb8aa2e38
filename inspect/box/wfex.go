package box

// wfex is a WAVEFORMATEX: Windows' description of audio, little-endian.
func wfex(d *D) {
	tag := d.LE("w_format_tag", 16)
	d.Note(waveFormat(tag))
	d.LE("n_channels", 16)
	d.LE("n_samples_per_sec", 32)
	d.LE("n_avg_bytes_per_sec", 32)
	d.LE("n_block_align", 16)
	d.LE("w_bits_per_sample", 16)
	if d.Left() > 0 {
		d.Bytes("extra", int64(d.LE("cb_size", 16)))
	}
}

func waveFormat(v uint64) string {
	switch v {
	case 1:
		return "PCM"
	case 0x55:
		return "MP3"
	case 0xff:
		return "AAC"
	case 0x161:
		return "Windows Media Audio"
	case 0x162:
		return "Windows Media Audio Professional"
	case 0x163:
		return "Windows Media Audio lossless"
	case 0xfffe:
		return "extensible"
	}
	return ""
}
