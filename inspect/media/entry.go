package media

import (
	"fmt"

	"smoothscope/inspect/box"
	"smoothscope/inspect/codec"
	"smoothscope/inspect/source"
)

const maxRecord = 1 << 20 // bytes of a codec's configuration

// entryParts is what stands inside a sample entry (ISO/IEC 14496-12 8.5.2).
type entryParts struct {
	track *Track
	tree  *box.Tree
	entry int
}

// readEntry takes format, codec, bitrate and protection from the track's first
// sample entry.
func readEntry(t *Track, tree *box.Tree, entry int) {
	e := entryParts{track: t, tree: tree, entry: entry}
	t.SampleEntry = tree.TypeString(entry)
	if frma := tree.Child(entry, "sinf", "frma"); frma >= 0 {
		t.SampleEntry = fieldsOf(tree, frma).Text("data_format")
	}
	switch tree.TypeString(entry) {
	case "encv", "enca", "enct", "encs":
		t.Protected = true
	}
	e.bitrate()
	t.Codec, t.CodecErr = e.codec()
	e.sizes()
	if t.CodecErr != nil && t.Codec.FourCC == "AACL" {
		e.rebuild()
	}
}

// inside finds a box of the entry, also where QuickTime wraps it.
func (e entryParts) inside(kind string) int {
	if i := e.tree.Child(e.entry, kind); i >= 0 {
		return i
	}
	return e.tree.Child(e.entry, "wave", kind)
}

// record is the payload of a box of the entry.
func (e entryParts) record(kind string) ([]byte, bool) {
	i := e.inside(kind)
	if i < 0 {
		return nil, false
	}
	n := e.tree.Node(i)
	start := n.Offset + int64(n.Header)
	b, err := source.ReadRange(e.tree.Source(), start, n.Offset+n.Size-start, maxRecord)
	return b, err == nil
}

// bitrate takes the average, which is what manifests carry, from btrt or esds.
func (e entryParts) bitrate() {
	for _, kind := range []string{"btrt", "esds"} {
		i := e.inside(kind)
		if i < 0 {
			continue
		}
		d := fieldsOf(e.tree, i)
		rate := d.Uint("avg_bitrate")
		if rate == 0 {
			rate = d.Uint("max_bitrate")
		}
		if rate > 0 {
			e.track.Bitrate, e.track.BitrateFrom = rate, kind
			return
		}
	}
}

// records are the configuration boxes by what reads their payload.
func records() []record {
	return []record{
		{"avcC", codec.FromAVCC},
		{"hvcC", codec.FromHVCC},
		{"esds", codec.FromEsds},
		{"wfex", codec.FromWave},
		{"dec3", codec.FromDec3},
		{"dac3", codec.FromDac3},
		{"dvc1", fromDvc1},
	}
}

type record struct {
	kind string
	read func([]byte) (codec.Info, error)
}

// dvc1Head is the bytes of a VC-1 record before its sequence header (SMPTE RP 2025).
const dvc1Head = 7

func fromDvc1(b []byte) (codec.Info, error) {
	return codec.FromPrivateData("WVC1", b[min(len(b), dvc1Head):], codec.Hint{Kind: string(Video)})
}

func (e entryParts) codec() (codec.Info, error) {
	if e.track.Kind == Text {
		return codec.FromText(e.track.SampleEntry), nil
	}
	for _, r := range records() {
		if b, ok := e.record(r.kind); ok {
			return r.read(b)
		}
	}
	return codec.Info{}, fmt.Errorf("the configuration of %s is not known", e.track.SampleEntry)
}

// sizes fills in what the codec's own record leaves open.
func (e entryParts) sizes() {
	c, d := &e.track.Codec, fieldsOf(e.tree, e.entry)
	switch e.track.Kind {
	case Video:
		if c.Width == 0 || c.Height == 0 {
			c.Width, c.Height = int(d.Uint("width")), int(d.Uint("height"))
		}
	case Audio:
		if c.Channels == 0 {
			c.Channels = int(d.Uint("channelcount"))
		}
		if rate, ok := d.Get("samplerate"); ok && c.SamplingRate == 0 {
			c.SamplingRate = int(rate.Float())
		}
	}
}

// rebuild makes the configuration of AAC from rate and channels where the
// file's own is cut short, as some writers leave it.
func (e entryParts) rebuild() {
	was := e.track.Codec
	hint := codec.Hint{Kind: string(Audio), SamplingRate: was.SamplingRate, Channels: was.Channels}
	if info, err := codec.FromPrivateData(was.FourCC, nil, hint); err == nil {
		e.track.Codec = info
	}
}
