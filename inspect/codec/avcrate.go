package codec

// avcRate is the frame rate of a sequence parameter set (ISO/IEC 14496-10,
// 7.3.2.1.1 and E.1.1), zero where it says none or is cut before.
func avcRate(nal []byte) Rate {
	r := &bitReader{bytes: unescape(nal)}
	r.skip(8) // NAL header
	skipToVUI(r)
	if r.err != nil || !r.flag() {
		return Rate{}
	}
	skipToTiming(r)
	if !r.flag() {
		return Rate{}
	}
	tick, scale := r.u(32), r.u(32)
	if r.err != nil || tick == 0 || tick > 1<<30 || scale == 0 {
		return Rate{}
	}
	// A tick is a field: two of them make a frame.
	return reduced(scale, 2*tick)
}

func skipToVUI(r *bitReader) {
	profile := r.u(8)
	r.skip(16) // constraints, level
	r.ue()     // id
	switch profile {
	case 100, 110, 122, 244, 44, 83, 86, 118, 128, 138, 139, 134, 135:
		skipChroma(r)
	}
	r.ue() // log2_max_frame_num_minus4
	skipOrder(r)
	r.ue()    // max_num_ref_frames
	r.skip(1) // gaps_in_frame_num_value_allowed_flag
	r.ue()    // width
	r.ue()    // height
	if !r.flag() {
		r.skip(1) // mb_adaptive_frame_field_flag
	}
	r.skip(1) // direct_8x8_inference_flag
	if r.flag() {
		for range 4 { // cropping
			r.ue()
		}
	}
}

func skipChroma(r *bitReader) {
	format := r.ue()
	if format == 3 {
		r.skip(1)
	}
	r.ue()    // bit depth of luma
	r.ue()    // and chroma
	r.skip(1) // qpprime_y_zero_transform_bypass_flag
	if !r.flag() {
		return
	}
	lists := 8
	if format == 3 {
		lists = 12
	}
	for i := range lists {
		if !r.flag() {
			continue
		}
		size := 16
		if i >= 6 {
			size = 64
		}
		skipScaling(r, size)
	}
}

func skipScaling(r *bitReader, size int) {
	last, next := int32(8), int32(8)
	for range size {
		if next != 0 {
			next = (last + r.se() + 256) % 256
		}
		if next != 0 {
			last = next
		}
	}
}

// skipOrder skips the picture order count.
func skipOrder(r *bitReader) {
	switch r.ue() {
	case 0:
		r.ue()
	case 1:
		r.skip(1)
		r.ue()
		r.ue()
		for n := r.ue(); n > 0 && r.err == nil; n-- {
			r.ue()
		}
	}
}

func skipToTiming(r *bitReader) {
	if r.flag() && r.u(8) == 255 {
		r.skip(32) // aspect ratio
	}
	if r.flag() {
		r.skip(1) // overscan
	}
	if r.flag() {
		r.skip(4) // video format and range
		if r.flag() {
			r.skip(24) // colours
		}
	}
	if r.flag() {
		r.ue() // chroma locations
		r.ue()
	}
}

// reduced is a fraction in its lowest terms.
func reduced(num, den uint32) Rate {
	a, b := num, den
	for b != 0 {
		a, b = b, a%b
	}
	return Rate{num / a, den / a}
}
