package codec

import (
	"encoding/binary"
	"errors"
	"fmt"
	"io"

	"github.com/Eyevinn/mp4ff/avc"
)

// FromAVCC reads an AVCDecoderConfigurationRecord (ISO/IEC 14496-15, 5.3.3.1):
// the payload of an avcC box.
func FromAVCC(record []byte) (Info, error) {
	info := Info{FourCC: "H264", Text: "H.264"}
	if len(record) < 7 {
		return info, fmt.Errorf("avcC of %d bytes: %w", len(record), io.ErrUnexpectedEOF)
	}
	describeAVC(&info, record[1], record[2], record[3])
	info.NALLength = int(record[4]&3) + 1
	sps, rest, err := recordUnits(record[6:], int(record[5]&0x1f))
	if err != nil {
		return info, fmt.Errorf("avcC: its sequence parameter sets: %w", err)
	}
	pps, err := [][]byte(nil), io.ErrUnexpectedEOF
	if len(rest) > 0 {
		pps, _, err = recordUnits(rest[1:], int(rest[0]))
	}
	info.Private = joinAnnexB(append(append([][]byte(nil), sps...), pps...)...)
	if err != nil {
		err = fmt.Errorf("avcC: its picture parameter sets: %w", err)
	}
	if len(sps) == 0 {
		return info, errors.New("avcC: no sequence parameter set")
	}
	if bad := addSPS(&info, sps[0]); bad != nil {
		err = bad
	}
	return info, err
}

// recordUnits reads n units that each have a length of two bytes, and gives
// back what follows them.
func recordUnits(b []byte, n int) (units [][]byte, rest []byte, err error) {
	for range n {
		if len(b) < 2 {
			return units, nil, io.ErrUnexpectedEOF
		}
		size := int(binary.BigEndian.Uint16(b))
		if len(b)-2 < size {
			return units, nil, io.ErrUnexpectedEOF
		}
		units = append(units, b[2:2+size])
		b = b[2+size:]
	}
	return units, b, nil
}

// fromAVCPrivate reads parameter sets between start codes. Some writers put the
// record there instead.
func fromAVCPrivate(private []byte) (Info, error) {
	if len(private) > 6 && private[0] == 1 && private[4]&0xfc == 0xfc {
		return FromAVCC(private)
	}
	info := Info{FourCC: "H264", Text: "H.264", Private: private}
	for _, nal := range splitAnnexB(private) {
		if nal[0]&0x1f == 7 && len(nal) >= 4 {
			describeAVC(&info, nal[1], nal[2], nal[3])
			return info, addSPS(&info, nal)
		}
	}
	return info, errors.New("there is no sequence parameter set in it")
}

// describeAVC fills in what the three profile bytes say.
func describeAVC(info *Info, profile, constraints, level byte) {
	info.RFC6381 = fmt.Sprintf("avc1.%02X%02X%02X", profile, constraints, level)
	info.Text = "H.264 " + avcProfile(profile, constraints) + " " + avcLevel(profile, constraints, level)
}

// avcProfile is the name of a profile (ISO/IEC 14496-10, A.2).
func avcProfile(profile, constraints byte) string {
	set := func(n int) bool { return constraints>>(7-n)&1 == 1 }
	switch profile {
	case 66:
		if set(1) {
			return "Constrained Baseline"
		}
		return "Baseline"
	case 77:
		return "Main"
	case 88:
		return "Extended"
	case 100:
		return avcHigh(set(4), set(5))
	case 110:
		return intra("High 10", set(3))
	case 122:
		return intra("High 4:2:2", set(3))
	case 244:
		if set(3) {
			return "High 4:4:4 Intra"
		}
		return "High 4:4:4 Predictive"
	case 44:
		return "CAVLC 4:4:4 Intra"
	case 118:
		return "Multiview High"
	case 128:
		return "Stereo High"
	}
	return fmt.Sprintf("profile %d", profile)
}

func avcHigh(progressive, noB bool) string {
	switch {
	case progressive && noB:
		return "Constrained High"
	case progressive:
		return "Progressive High"
	}
	return "High"
}

func intra(name string, only bool) string {
	if only {
		return name + " Intra"
	}
	return name
}

// avcLevel is the name of a level (ISO/IEC 14496-10, A.3).
func avcLevel(profile, constraints, level byte) string {
	old := profile == 66 || profile == 77 || profile == 88
	if level == 9 || level == 11 && old && constraints&0x10 != 0 {
		return "1b"
	}
	return fmt.Sprintf("%d.%d", level/10, level%10)
}

// addSPS fills in picture size and frame rate.
func addSPS(info *Info, nal []byte) error {
	var sps *avc.SPS
	err := guarded("sequence parameter set", nal, func(nal []byte) (err error) {
		// Only up to the aspect ratio: behind it, the parser follows counts
		// without end. The timing is read by avcRate.
		sps, err = avc.ParseSPSNALUnit(nal, false)
		return err
	})
	if err != nil {
		return err
	}
	if !believable(uint64(sps.Width), uint64(sps.Height)) {
		return fmt.Errorf("sequence parameter set: a picture of %d x %d", sps.Width, sps.Height)
	}
	info.Width, info.Height = int(sps.Width), int(sps.Height)
	info.FrameRate = avcRate(nal)
	return nil
}
