package media

import (
	"context"
	"fmt"
	"io"

	"smoothscope/inspect/box"
	"smoothscope/inspect/source"
)

// moov is the movie box of a file and where its parts are.
type moov struct {
	tree   *box.Tree // of the moov alone; offsets count from its start
	root   int
	tracks []int // trak nodes, in the order of File.Tracks
	trex   map[uint32]defaults
}

// Open reads the headers of a media file: the top level up to the first
// fragment, and the moov. It does not close src. The error is ErrForeign where
// the source is something else.
func Open(ctx context.Context, src source.Source) (*File, error) {
	f := &File{Source: src}
	top, err := readTop(ctx, source.WithContext(ctx, src))
	if err != nil {
		return nil, fmt.Errorf("%s: %w", src.Name(), err)
	}
	f.Brand, f.firstMoof, f.Fragmented = top.brand, top.moof, top.moof < src.Size()
	if top.moov == nil && !f.Fragmented {
		return nil, fmt.Errorf("%s: %w", src.Name(), ErrForeign)
	}
	if top.moov == nil {
		f.Warnings = append(f.Warnings, "has no moov, so its fragments tell neither type nor codec nor time scale: no player can use it alone")
		return f, f.tracksOfFragments(ctx)
	}
	if err := f.readMoov(ctx, top.moov); err != nil {
		return nil, fmt.Errorf("%s: %w", src.Name(), err)
	}
	f.Fragmented = f.Fragmented || f.moov.tree.Child(f.moov.root, "mvex") >= 0
	return f, nil
}

// top is what stands at the top level before the first fragment.
type top struct {
	brand string
	moov  source.Source // nil where there is none
	moof  int64         // offset of the first; the size of the file where there is none
}

func readTop(ctx context.Context, src source.Source) (top, error) {
	win, t := newWindow(src), top{moof: src.Size()}
	for pos := int64(0); pos < src.Size(); {
		if err := ctx.Err(); err != nil {
			return t, err
		}
		h, ok, err := win.head(pos)
		if err != nil {
			return t, err
		}
		room := src.Size() - pos
		if !ok || h.size < h.bytes {
			break
		}
		switch h.kind {
		case cc("ftyp"):
			if b, err := win.peek(pos+h.bytes, 4); err == nil && len(b) == 4 {
				t.brand = cut(b)
			}
		case cc("moov"):
			if t.moov == nil {
				t.moov = &part{Source: src, off: pos, n: min(h.size, room)}
			}
		case cc("moof"):
			t.moof = pos
			return t, nil
		}
		if h.size > room {
			break
		}
		pos += h.size
	}
	return t, nil
}

// cut is four characters as text.
func cut(b []byte) string {
	return fourCC(uint32(b[0])<<24 | uint32(b[1])<<16 | uint32(b[2])<<8 | uint32(b[3])).String()
}

// part is a span of a source as a source of its own.
type part struct {
	source.Source
	off, n int64
}

func (p *part) Size() int64 { return p.n }

func (p *part) ReadAt(b []byte, off int64) (int, error) {
	if off < 0 || off >= p.n {
		return 0, io.EOF
	}
	short := p.n-off < int64(len(b))
	if short {
		b = b[:p.n-off]
	}
	n, err := p.Source.ReadAt(b, p.off+off)
	if err == nil && short {
		err = io.EOF
	}
	return n, err
}

// tracksOfFragments makes a track for each ID that the fragments name.
func (f *File) tracksOfFragments(ctx context.Context) error {
	w, err := f.walkOnce(ctx)
	if err != nil {
		return err
	}
	for _, r := range w.runs {
		if _, ok := f.Track(r.track); !ok && len(f.Tracks) < maxTracks {
			f.Tracks = append(f.Tracks, Track{ID: r.track, Kind: Other, TimeScale: 10_000_000, Language: "und"})
		}
	}
	return nil
}

// trex are the sample defaults of the tracks.
func (f *File) trex() map[uint32]defaults {
	if f.moov == nil {
		return nil
	}
	return f.moov.trex
}
