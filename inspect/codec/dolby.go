package codec

import (
	"encoding/binary"
	"fmt"
	"io"
	"math/bits"
)

const (
	dolbyBlock = 1536 // samples
	dolbyTail  = 22   // samples, channel mask and GUID before the record

	// Sub-formats of a WAVEFORMATEXTENSIBLE, in its byte order.
	guidDDPlus = "\xaf\x87\xfb\xa7\x02\x2d\xfb\x42\xa4\xd4\x05\xcd\x93\x84\x3b\xdd"
	guidAC3    = "\x2c\x80\x6d\xe0\x46\xdb\xcf\x11\xb4\xd1\x00\x80\x5f\x6c\xbb\xea"
)

// FromDac3 reads the payload of a dac3 box (ETSI TS 102 366, F.4).
func FromDac3(record []byte) (Info, error) {
	info := Info{FourCC: "AC-3", RFC6381: "ac-3", Text: "Dolby Digital", AudioTag: tagExtensible, BitsPerSample: 16}
	r := &bitReader{bytes: record}
	rate := r.u(2)
	r.skip(5 + 3)
	mode, low := r.u(3), r.u(1)
	code := r.u(5)
	if r.err != nil {
		return info, fmt.Errorf("dac3 of %d bytes: %w", len(record), r.err)
	}
	rates := []int{32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320, 384, 448, 512, 576, 640}
	if int(code) < len(rates) {
		info.PacketSize = 4 * rates[code]
	}
	describeDolby(&info, rate, dolbyMask(mode, low), record[:3], guidAC3)
	return info, nil
}

// FromDec3 reads the payload of a dec3 box (ETSI TS 102 366, F.6).
func FromDec3(record []byte) (Info, error) {
	info := Info{FourCC: "EC-3", RFC6381: "ec-3", Text: "Dolby Digital Plus", AudioTag: tagExtensible, BitsPerSample: 16}
	r := &bitReader{bytes: record}
	info.PacketSize = 4 * int(r.u(13))
	r.skip(3) // number of independent streams; the first is the programme
	rate := r.u(2)
	r.skip(5 + 1 + 1 + 3)
	mode, low := r.u(3), r.u(1)
	r.skip(3)
	dependent := r.u(4)
	if r.err != nil {
		return info, fmt.Errorf("dec3 of %d bytes: %w", len(record), r.err)
	}
	describeDolby(&info, rate, dolbyMask(mode, low), record, guidDDPlus)
	if dependent > 0 {
		info.Channels += dependentChannels(r.u(9))
		info.Text = fmt.Sprintf("Dolby Digital Plus %d channels", info.Channels)
	}
	return info, nil
}

// describeDolby fills in what a record says, and the private data as packagers
// write it: the tail of a WAVEFORMATEXTENSIBLE, then the record.
func describeDolby(info *Info, rate, mask uint32, record []byte, guid string) {
	if rate < 3 {
		info.SamplingRate = []int{48000, 44100, 32000}[rate]
	}
	info.Channels = bits.OnesCount32(mask)
	low := bits.OnesCount32(mask & 8)
	info.Text += fmt.Sprintf(" %d.%d", info.Channels-low, low)
	tail := binary.LittleEndian.AppendUint16(nil, dolbyBlock)
	tail = binary.LittleEndian.AppendUint32(tail, mask)
	info.Private = append(append(tail, guid...), record...)
}

// dolbyMask is the channel mask of an audio coding mode.
func dolbyMask(mode, low uint32) uint32 {
	masks := []uint32{0x3, 0x4, 0x3, 0x7, 0x103, 0x107, 0x33, 0x37}
	return masks[mode&7] | low<<3
}

// dependentChannels counts the channels that dependent streams add: pairs and
// single ones by their place in chan_loc.
func dependentChannels(places uint32) int {
	const pairs = 1<<0 | 1<<1 | 1<<4 | 1<<5 | 1<<6
	return bits.OnesCount32(places) + bits.OnesCount32(places&pairs)
}

// fromDolbyPrivate reads the private data of a Dolby level: the tail of a
// WAVEFORMATEXTENSIBLE and a record, a whole one, or only the record.
func fromDolbyPrivate(kind string, private []byte) (Info, error) {
	record := private
	if w, ok := wholeWave(record); ok && w.tag == tagExtensible {
		record = w.extra
	}
	var mask uint32
	if len(record) >= dolbyTail && binary.LittleEndian.Uint16(record) == dolbyBlock {
		mask = binary.LittleEndian.Uint32(record[2:])
		record = record[dolbyTail:]
	}
	read := FromDec3
	if kind == "AC-3" {
		read = FromDac3
	}
	if len(record) == 0 {
		return bareDolby(kind, mask, private)
	}
	info, err := read(record)
	info.Private = private
	return info, err
}

// bareDolby is for private data without a record.
func bareDolby(kind string, mask uint32, private []byte) (Info, error) {
	info := Info{FourCC: kind, RFC6381: "ec-3", Text: "Dolby Digital Plus", AudioTag: tagExtensible, Channels: bits.OnesCount32(mask), Private: private}
	if kind == "AC-3" {
		info.RFC6381, info.Text = "ac-3", "Dolby Digital"
	}
	if len(private) == 0 {
		return info, nil
	}
	return info, fmt.Errorf("there is no record behind the wave format: %w", io.ErrUnexpectedEOF)
}
