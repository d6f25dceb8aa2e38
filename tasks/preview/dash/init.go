package dash

import (
	"bytes"
	"context"
	"fmt"
	"strings"

	"github.com/Eyevinn/mp4ff/mp4"

	"smoothscope/tasks/preview/boxes"
)

// Init is the initialization segment of a level: ftyp and moov with the one
// track that its segments carry, number 1, and no edit list. The sample entries
// are those of the media file; they are made from CodecPrivateData where the
// file has none. PIFF encryption becomes Common Encryption (ISO/IEC 23001-7).
func (m *Movie) Init(_ context.Context, stream, index int) ([]byte, error) {
	l := m.level(stream, index)
	if l == nil {
		return nil, fmt.Errorf("stream %d, level %d: %w", stream, index, ErrNoSegment)
	}
	entries, err := l.sampleEntries()
	if err != nil {
		return nil, fmt.Errorf("%s %s: its initialization segment: %w", l.stream.Name, l.says.BitrateKey, err)
	}
	init := mp4.CreateEmptyInit()
	kind := l.stream.Type
	if kind == "text" {
		kind = "stpp"
	}
	trak := init.AddEmptyTrack(uint32(l.scale), kind, language3(l.stream.Language))
	trak.Tkhd.Width, trak.Tkhd.Height = l.shown()
	stsd := trak.Mdia.Minf.Stbl.Stsd
	for _, e := range entries { // AddChild would want boxes that mp4ff has understood
		stsd.Children, stsd.SampleCount = append(stsd.Children, asIs(e)), stsd.SampleCount+1
	}
	moov := init.Moov
	moov.Children = []mp4.Box{moov.Mvhd, trak, moov.Mvex} // in the usual order
	for _, p := range l.keySystems() {
		moov.Children = append(moov.Children, asIs(p))
	}
	var b bytes.Buffer
	if err := init.Encode(&b); err != nil {
		return nil, fmt.Errorf("%s %s: its initialization segment: %w", l.stream.Name, l.says.BitrateKey, err)
	}
	return b.Bytes(), nil
}

// asIs lets bytes of a box stand among the boxes of mp4ff, which looks at
// nothing of them.
func asIs(box []byte) mp4.Box {
	return mp4.CreateUnknownBox(string(box[4:8]), uint64(len(box)), box[8:])
}

// shown is the size of the picture in 16.16, that of the media where it has one.
func (l *level) shown() (width, height mp4.Fixed32) {
	if l.stream.Type != "video" {
		return 0, 0
	}
	if l.movie.width > 0 && l.movie.height > 0 {
		return mp4.Fixed32(l.movie.width), mp4.Fixed32(l.movie.height)
	}
	return mp4.Fixed32(uint32(l.says.Width&0xffff) << 16), mp4.Fixed32(uint32(l.says.Height&0xffff) << 16)
}

// language3 is the three letters that an mdhd can hold.
func language3(language string) string {
	if len(language) != 3 || strings.Trim(strings.ToLower(language), "abcdefghijklmnopqrstuvwxyz") != "" {
		return "und"
	}
	return strings.ToLower(language)
}

// sampleEntries are the boxes of the stsd.
func (l *level) sampleEntries() ([][]byte, error) {
	if l.stream.Type == "text" {
		return l.textEntry()
	}
	if len(l.movie.entries) == 0 {
		return l.entryFromManifest()
	}
	var all [][]byte
	for _, e := range l.movie.entries {
		if l.track.CodecErr != nil && len(l.track.Codec.Private) > 0 {
			e = withDescriptor(e, l.track.Codec.Private)
		}
		all = append(all, commonEncryption(e, l.codecs))
	}
	return all, nil
}

// withDescriptor replaces the esds of a sample entry of AAC: Microsoft's encoder
// of 2012 counts the lengths in it two bytes short, which strict players refuse.
func withDescriptor(entry, config []byte) []byte {
	head, children, ok := splitEntry(entry, "esds")
	if !ok {
		return entry
	}
	record, err := guarded(func() (mp4.Box, error) { return mp4.CreateEsdsBox(config), nil })
	if err != nil {
		return entry
	}
	var w boxes.Writer
	w.Box(string(entry[4:8]), func() {
		w.Raw(head[8:])
		for x := range boxes.In(children) {
			if x.Kind == "esds" {
				w.Raw(record)
			} else {
				w.Raw(x.Whole)
			}
		}
	})
	return w.Bytes
}
