package codec

import "bytes"

// Units is the NAL units of CodecPrivateData in the form of a manifest: what
// stands between start codes. They are parts of b.
func Units(b []byte) [][]byte { return splitAnnexB(b) }

// splitAnnexB is the units between start codes of three or four bytes, without
// them. What stands before the first start code is left out.
func splitAnnexB(b []byte) [][]byte {
	var units [][]byte
	mark := []byte{0, 0, 1}
	at := bytes.Index(b, mark)
	for at >= 0 {
		b = b[at+3:]
		at = bytes.Index(b, mark)
		unit := b
		if at >= 0 {
			unit = b[:at]
		}
		// A fourth zero of the next start code, or trailing zeros.
		if unit = bytes.TrimRight(unit, "\x00"); len(unit) > 0 {
			units = append(units, unit)
		}
	}
	return units
}

// joinAnnexB puts a start code of four bytes before each unit.
func joinAnnexB(units ...[]byte) []byte {
	var b []byte
	for _, unit := range units {
		b = append(append(b, 0, 0, 0, 1), unit...)
	}
	return b
}

// unescape removes the emulation prevention bytes (ISO/IEC 14496-10, 7.4.1).
func unescape(nal []byte) []byte {
	out := make([]byte, 0, len(nal))
	zeros := 0
	for _, c := range nal {
		if zeros >= 2 && c == 3 {
			zeros = 0
			continue
		}
		if c == 0 {
			zeros++
		} else {
			zeros = 0
		}
		out = append(out, c)
	}
	return out
}
