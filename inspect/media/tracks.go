package media

import (
	"context"
	"fmt"

	"smoothscope/inspect/box"
	"smoothscope/inspect/source"
)

const maxTracks = 1024

// readMoov reads the tracks. What is broken in one leaves that one out.
func (f *File) readMoov(ctx context.Context, src source.Source) error {
	tree, err := box.Scan(ctx, src, box.Options{})
	if err != nil {
		return err
	}
	f.moov = &moov{tree: tree, root: tree.Child(-1, "moov"), trex: map[uint32]defaults{}}
	if f.moov.root < 0 {
		f.Warnings = append(f.Warnings, "the moov cannot be read")
		return nil
	}
	for i := range tree.Children(f.moov.root) {
		if !is(tree, i, "trak") || len(f.Tracks) >= maxTracks {
			continue
		}
		t, err := readTrack(tree, i)
		if err != nil {
			f.Warnings = append(f.Warnings, err.Error())
			continue
		}
		if _, twice := f.Track(t.ID); twice {
			f.Warnings = append(f.Warnings, fmt.Sprintf("two tracks have the ID %d: the second is left out", t.ID))
			continue
		}
		f.Tracks = append(f.Tracks, t)
		f.moov.tracks = append(f.moov.tracks, i)
	}
	f.moov.readTrex()
	return nil
}

func is(t *box.Tree, i int, kind string) bool {
	n := t.Node(i)
	return !n.Gap && string(n.Type[:]) == kind
}

// readTrex reads the sample defaults of all tracks (ISO/IEC 14496-12 8.8.3).
func (m *moov) readTrex() {
	mvex := m.tree.Child(m.root, "mvex")
	if mvex < 0 {
		return
	}
	for i := range m.tree.Children(mvex) {
		if !is(m.tree, i, "trex") {
			continue
		}
		d := fieldsOf(m.tree, i)
		m.trex[uint32(d.Uint("track_id"))] = defaults{
			duration: uint32(d.Uint("default_sample_duration")),
			size:     uint32(d.Uint("default_sample_size")),
			flags:    uint32(d.Uint("default_sample_flags")),
		}
	}
}

// readTrack reads one trak.
func readTrack(tree *box.Tree, trak int) (Track, error) {
	t := Track{Language: "und", Kind: Other, TimeScale: 10_000_000}
	tkhd := tree.Child(trak, "tkhd")
	if tkhd < 0 {
		return t, fmt.Errorf("a track has no tkhd and is left out")
	}
	t.ID = uint32(fieldsOf(tree, tkhd).Uint("track_id"))
	if mdhd := tree.Child(trak, "mdia", "mdhd"); mdhd >= 0 {
		d := fieldsOf(tree, mdhd)
		if scale := d.Uint("timescale"); scale > 0 {
			t.TimeScale = uint32(scale)
		}
		t.Duration = known(d)
		t.Language = language(d.Uint("language"))
	}
	if hdlr := tree.Child(trak, "mdia", "hdlr"); hdlr >= 0 {
		t.Handler = fieldsOf(tree, hdlr).Text("handler_type")
		t.Kind = kindOf(t.Handler)
	}
	if stsd := tree.Child(trak, "mdia", "minf", "stbl", "stsd"); stsd >= 0 {
		for entry := range tree.Children(stsd) {
			if !tree.Node(entry).Gap {
				readEntry(&t, tree, entry)
				break
			}
		}
	}
	return t, nil
}

// known is the duration of an mdhd; all ones mean unknown.
func known(d *box.Decoded) uint64 {
	v := d.Uint("duration")
	f, _ := d.Get("duration")
	if v == 1<<f.Bits-1 {
		return 0
	}
	return v
}

// kindOf says what a handler is for (ISO/IEC 14496-12 12). Streams know video,
// audio and text; captions and timed metadata are text.
func kindOf(handler string) Kind {
	switch handler {
	case "vide":
		return Video
	case "soun":
		return Audio
	case "text", "subt", "subp", "sbtl", "clcp", "meta", "data":
		return Text
	}
	return Other
}

// language is three letters of five bits each (8.4.2.3).
func language(packed uint64) string {
	code := box.Language(uint16(packed))
	for _, c := range code {
		if c < 'a' || c > 'z' {
			return "und"
		}
	}
	return code
}
