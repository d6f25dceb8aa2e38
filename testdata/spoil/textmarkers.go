package spoil

import (
	"encoding/base64"
	"encoding/binary"
	"fmt"
	"strings"
)

// mark is a splice_insert in the manifest; times are in ms.
type mark struct {
	at, id int
	out    bool
	lasts  int // 0: it does not say how long
	auto   bool
	told   int // the time in the section; 0: one of another clock
}

// addMarks adds a stream of markers.
func (a *Asset) addMarks(marks ...mark) {
	var chunks strings.Builder
	for i, m := range marks {
		fmt.Fprintf(&chunks, "\t\t<c n=\"%d\" t=\"%d\"><f>%s</f></c>\n", i, m.at*10_000, base64.StdEncoding.EncodeToString(m.section()))
	}
	a.Replace(client, "</SmoothStreamingMedia>", fmt.Sprintf(`	<StreamIndex Type="text" Name="ads" Subtype="DATA" ParentStreamIndex="video" ManifestOutput="TRUE" TimeScale="10000000" QualityLevels="1" Chunks="%d">
		<QualityLevel Index="0" Bitrate="0" FourCC="" CodecPrivateData=""><CustomAttributes><Attribute Name="Scheme" Value="urn:scte:scte35:2013:bin" /></CustomAttributes></QualityLevel>
%s	</StreamIndex>
</SmoothStreamingMedia>`, len(marks), chunks.String()))
}

// section is the splice_info_section (SCTE 35 9.6, 9.7.3).
func (m mark) section() []byte {
	told := uint64(m.told) * 90
	if m.told == 0 {
		told = 3600*90_000*9 + uint64(m.at)*90
	}
	command := binary.BigEndian.AppendUint32(nil, uint32(m.id))
	command = append(command, 0x7f, 0x4f)
	if m.out {
		command[5] |= 0x80
	}
	if m.lasts > 0 {
		command[5] |= 0x20
	}
	command = append(command, 0xfe|byte(told>>32))
	command = binary.BigEndian.AppendUint32(command, uint32(told))
	if m.lasts > 0 {
		automatic := byte(0x7e)
		if m.auto {
			automatic = 0xfe
		}
		command = binary.BigEndian.AppendUint32(append(command, automatic), uint32(m.lasts)*90)
	}
	command = append(command, 0, 1, 0, 0) // unique_program_id, avail_num, avails_expected
	b := []byte{0xfc, 0x30, byte(17 + len(command)), 0, 0, 0, 0, 0, 0, 0, 0xff, 0xf0, byte(len(command)), 5}
	b = append(append(b, command...), 0, 0)
	return binary.BigEndian.AppendUint32(b, crc(b))
}

// crc is the CRC-32 of MPEG-2.
func crc(b []byte) uint32 {
	sum := ^uint32(0)
	for _, c := range b {
		sum ^= uint32(c) << 24
		for range 8 {
			carry := sum>>31 != 0
			if sum <<= 1; carry {
				sum ^= 0x04c11db7
			}
		}
	}
	return sum
}
