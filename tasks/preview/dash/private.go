package dash

import (
	"bytes"
	"encoding/hex"
	"errors"
	"fmt"
	"strings"

	"github.com/Eyevinn/mp4ff/mp4"

	"smoothscope/inspect/codec"
)

// entryFromManifest makes the sample entry from the CodecPrivateData of the
// level, for fragments that come without a moov.
func (l *level) entryFromManifest() ([][]byte, error) {
	private, err := l.private()
	if err != nil {
		return nil, err
	}
	info, err := codec.FromPrivateData(l.says.FourCC, private, l.hint())
	if err != nil {
		return nil, err
	}
	if len(l.codecs) < 4 {
		return nil, fmt.Errorf("no codec string is known for %s", orNone(l.says.FourCC))
	}
	entry, err := guarded(func() (mp4.Box, error) { return l.newEntry(info) })
	if err != nil {
		return nil, err
	}
	return [][]byte{entry}, nil
}

const maxPrivate = 1 << 16 // bytes

func (l *level) private() ([]byte, error) {
	if len(l.says.PrivateData) > 2*maxPrivate {
		return nil, errors.New("its CodecPrivateData is longer than that of any codec")
	}
	private, err := hex.DecodeString(strings.TrimSpace(l.says.PrivateData))
	if err != nil {
		return nil, fmt.Errorf("its CodecPrivateData is not hexadecimal: %w", err)
	}
	return private, nil
}

func (l *level) hint() codec.Hint {
	return codec.Hint{Kind: l.stream.Type, SamplingRate: l.says.SamplingRate, Channels: l.says.Channels}
}

// guarded makes a box with mp4ff from bytes of a manifest, and an error of a
// panic there. It is the only place where such bytes reach that library.
func guarded(make func() (mp4.Box, error)) (b []byte, err error) {
	defer func() {
		if cause := recover(); cause != nil {
			err = fmt.Errorf("its CodecPrivateData cannot be used: %v", cause)
		}
	}()
	box, err := make()
	if err != nil {
		return nil, err
	}
	var out bytes.Buffer
	err = box.Encode(&out)
	return out.Bytes(), err
}

func (l *level) newEntry(info codec.Info) (mp4.Box, error) {
	width, height := uint16(info.Width), uint16(info.Height)
	if width == 0 || height == 0 {
		width, height = uint16(l.says.Width), uint16(l.says.Height)
	}
	switch strings.ToUpper(info.FourCC) {
	case "H264", "AVC1", "X264", "DAVC":
		n := byType(info.Private, func(nal []byte) int { return int(nal[0] & 0x1f) })
		if len(n[7]) == 0 || len(n[8]) == 0 {
			return nil, errors.New("its CodecPrivateData has no parameter sets")
		}
		record, err := mp4.CreateAvcC(n[7], n[8], true)
		if err != nil {
			return nil, err
		}
		return mp4.CreateVisualSampleEntryBox("avc1", width, height, record), nil
	case "HVC1", "HEV1":
		n := byType(info.Private, func(nal []byte) int { return int(nal[0] >> 1 & 0x3f) })
		if len(n[33]) == 0 || len(n[34]) == 0 {
			return nil, errors.New("its CodecPrivateData has no parameter sets")
		}
		record, err := mp4.CreateHvcC(n[32], n[33], n[34], true, true, true, true)
		if err != nil {
			return nil, err
		}
		return mp4.CreateVisualSampleEntryBox(l.codecs[:4], width, height, record), nil
	case "AAC", "AACL", "AACH", "AACP":
		return mp4.CreateAudioSampleEntryBox("mp4a", uint16(info.Channels), 16, uint16(min(info.SamplingRate, 0xffff)),
			mp4.CreateEsdsBox(info.Private)), nil
	}
	return nil, fmt.Errorf("its media file has no moov, and no sample entry is known for %s", orNone(info.FourCC))
}

// byType sorts the units of an Annex B stream by their type.
func byType(b []byte, kind func(nal []byte) int) map[int][][]byte {
	all := map[int][][]byte{}
	for _, nal := range bytes.Split(b, []byte{0, 0, 1}) {
		if nal = bytes.TrimRight(nal, "\x00"); len(nal) > 3 {
			all[kind(nal)] = append(all[kind(nal)], nal)
		}
	}
	return all
}
