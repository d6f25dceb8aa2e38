package codec

import (
	"errors"
	"fmt"
	"io"
	"math/bits"

	"github.com/Eyevinn/mp4ff/hevc"
)

const (
	hevcVPS = 32
	hevcSPS = 33
	hevcPPS = 34
)

// FromHVCC reads an HEVCDecoderConfigurationRecord (ISO/IEC 14496-15, 8.3.3.1):
// the payload of an hvcC box.
func FromHVCC(record []byte) (Info, error) {
	info := Info{FourCC: "HVC1", Text: "HEVC"}
	if len(record) < 23 {
		return info, fmt.Errorf("hvcC of %d bytes: %w", len(record), io.ErrUnexpectedEOF)
	}
	describeHEVC(&info, record[1:13], "hvc1")
	info.NALLength = int(record[21]&3) + 1
	sets, err := hevcArrays(record[23:], int(record[22]))
	info.Private = joinAnnexB(append(append(append([][]byte(nil), sets[hevcVPS]...), sets[hevcSPS]...), sets[hevcPPS]...)...)
	if err != nil {
		err = fmt.Errorf("hvcC: its parameter sets: %w", err)
	}
	if len(sets[hevcSPS]) == 0 {
		if err == nil {
			err = errors.New("hvcC: no sequence parameter set")
		}
		return info, err
	}
	if bad := addHEVCSPS(&info, sets[hevcSPS][0]); bad != nil {
		err = bad
	}
	return info, err
}

// hevcArrays is the NAL units of a record by their type.
func hevcArrays(b []byte, n int) (map[byte][][]byte, error) {
	sets := map[byte][][]byte{}
	for range n {
		if len(b) < 3 {
			return sets, io.ErrUnexpectedEOF
		}
		kind := b[0] & 0x3f
		units, rest, err := recordUnits(b[3:], int(b[1])<<8|int(b[2]))
		sets[kind] = append(sets[kind], units...)
		if err != nil {
			return sets, err
		}
		b = rest
	}
	return sets, nil
}

// fromHEVCPrivate reads parameter sets between start codes: VPS, SPS and PPS of
// encoders, SPS and PPS of the amendment.
func fromHEVCPrivate(private []byte, fourCC string) (Info, error) {
	if len(private) > 23 && private[0] == 1 {
		return FromHVCC(private)
	}
	entry := "hvc1"
	if fourCC == "HEV1" || fourCC == "DVHE" {
		entry = "hev1"
	}
	info := Info{FourCC: fourCC, Text: "HEVC", Private: private}
	for _, nal := range splitAnnexB(private) {
		if nal[0]>>1 == hevcSPS {
			if plain := unescape(nal); len(plain) >= 15 {
				describeHEVC(&info, plain[3:15], entry)
			}
			return info, addHEVCSPS(&info, nal)
		}
	}
	return info, errors.New("there is no sequence parameter set in it")
}

// describeHEVC fills in what the twelve bytes of profile, tier and level say
// (ISO/IEC 23008-2, 7.3.3; the string: ISO/IEC 14496-15, E.3).
func describeHEVC(info *Info, ptl []byte, entry string) {
	space, tier, profile, level := ptl[0]>>6, ptl[0]>>5&1, ptl[0]&0x1f, ptl[11]
	flags := uint32(ptl[1])<<24 | uint32(ptl[2])<<16 | uint32(ptl[3])<<8 | uint32(ptl[4])
	text := fmt.Sprintf("%s.%s%d.%X.%c%d", entry, []string{"", "A", "B", "C"}[space], profile, bits.Reverse32(flags), "LH"[tier], level)
	last := 10
	for last > 4 && ptl[last] == 0 {
		last--
	}
	for _, c := range ptl[5 : last+1] {
		text += fmt.Sprintf(".%X", c)
	}
	info.RFC6381 = text
	info.Text = fmt.Sprintf("HEVC %s %d.%d", hevcProfile(profile), level/30, level%30/3)
	if tier == 1 {
		info.Text += " High tier"
	}
}

// hevcProfile is the name of a profile (ISO/IEC 23008-2, A.3).
func hevcProfile(profile byte) string {
	names := []string{1: "Main", 2: "Main 10", 3: "Main Still Picture", 4: "Range Extensions", 5: "High Throughput",
		6: "Multiview Main", 7: "Scalable Main", 8: "3D Main", 9: "Screen Content"}
	if int(profile) < len(names) && profile > 0 {
		return names[profile]
	}
	return fmt.Sprintf("profile %d", profile)
}

// addHEVCSPS fills in picture size and frame rate. Where the library refuses
// the set as a whole, its first fields still give the size.
func addHEVCSPS(info *Info, nal []byte) error {
	var sps *hevc.SPS
	err := guarded("sequence parameter set", nal, func(nal []byte) (err error) {
		sps, err = hevc.ParseSPSNALUnit(nal)
		return err
	})
	var width, height uint64
	if err == nil {
		w, h := sps.ImageSize()
		width, height = uint64(w), uint64(h)
		if v := sps.VUI; v != nil && v.TimingInfoPresentFlag && v.NumUnitsInTick > 0 && v.TimeScale > 0 {
			info.FrameRate = reduced(uint32(v.TimeScale), uint32(v.NumUnitsInTick))
		}
	} else {
		width, height = hevcSize(nal)
	}
	if !believable(width, height) {
		if err != nil {
			return err
		}
		return fmt.Errorf("sequence parameter set: a picture of %d x %d", width, height)
	}
	info.Width, info.Height = int(width), int(height)
	return nil
}

// hevcSize is the picture size from the first fields of a sequence parameter
// set (ISO/IEC 23008-2, 7.3.2.2), 0 where it is cut before them.
func hevcSize(nal []byte) (width, height uint64) {
	r := &bitReader{bytes: unescape(nal)}
	r.skip(16 + 4)
	layers := r.u(3)
	r.skip(1 + 88 + 8)
	skipLayers(r, layers)
	r.ue()
	format := r.ue()
	if format == 3 {
		r.skip(1)
	}
	w, h := uint64(r.ue()), uint64(r.ue())
	if r.flag() {
		unit := map[uint32][2]uint64{1: {2, 2}, 2: {2, 1}}[format]
		w -= (uint64(r.ue()) + uint64(r.ue())) * max(unit[0], 1)
		h -= (uint64(r.ue()) + uint64(r.ue())) * max(unit[1], 1)
	}
	if r.err != nil {
		return 0, 0
	}
	return w, h
}

// skipLayers skips profile and level of the temporal sub-layers.
func skipLayers(r *bitReader, n uint32) {
	if n == 0 {
		return
	}
	bits := 0
	for range n {
		if r.flag() {
			bits += 88
		}
		if r.flag() {
			bits += 8
		}
	}
	r.skip(int(2 * (8 - n)))
	r.skip(bits)
}
