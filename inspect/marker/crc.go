package marker

const crcSize = 4 // bytes of a CRC_32

// CRC is the CRC-32 of MPEG-2 sections (ISO/IEC 13818-1 annex A). Over a
// section with its own CRC_32 it is 0.
func CRC(b []byte) uint32 {
	const polynomial = 0x04c11db7
	crc := ^uint32(0)
	for _, c := range b {
		crc ^= uint32(c) << 24
		for range 8 {
			if crc&(1<<31) != 0 {
				crc = crc<<1 ^ polynomial
			} else {
				crc <<= 1
			}
		}
	}
	return crc
}
