package e2e

import (
	"encoding/binary"
	"encoding/xml"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
)

// What manifests say is compared here with what stands in the media files, both
// read without a line of the program: by encoding/xml and by a walk over boxes.

// told is a client and a server manifest, as far as they speak of chunks.
type told struct {
	TimeScale uint64 `xml:"TimeScale,attr"`
	Streams   []struct {
		Type      string `xml:"Type,attr"`
		Name      string `xml:"Name,attr"`
		TimeScale uint64 `xml:"TimeScale,attr"`
		Chunks    []struct {
			T *uint64 `xml:"t,attr"`
			D *uint64 `xml:"d,attr"`
			R int     `xml:"r,attr"`
		} `xml:"c"`
		Levels []struct {
			Bitrate string `xml:"Bitrate,attr"`
		} `xml:"QualityLevel"`
	} `xml:"StreamIndex"`
}

type source struct {
	XMLName xml.Name
	Src     string `xml:"src,attr"`
	Bitrate string `xml:"systemBitrate,attr"`
	Params  []struct {
		Name  string `xml:"name,attr"`
		Value string `xml:"value,attr"`
	} `xml:"param"`
}

func (s source) param(name string) string {
	for _, p := range s.Params {
		if strings.EqualFold(p.Name, name) {
			return p.Value
		}
	}
	return ""
}

// piece is one fragment as its boxes tell it.
type piece struct {
	listed int64  // by tfra
	time   *int64 // by tfxd, nil where it has none
	lasts  uint64
}

// agrees holds that manifests list the very fragments of the media files.
func agrees(t *testing.T, server string) {
	t.Helper()
	var smil struct {
		Sources []source `xml:",any"`
	}
	var client told
	text := func(path string, inside string, into any) {
		b, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		if inside != "" {
			b = b[strings.Index(string(b), "<"+inside):]
			b = b[:strings.Index(string(b), "</"+inside+">")+len(inside)+3]
		}
		if err := xml.Unmarshal(b, into); err != nil {
			t.Fatalf("%s: %v", path, err)
		}
	}
	text(server, "switch", &smil)
	text(server+"c", "", &client)
	levels := 0
	for _, s := range client.Streams {
		levels += len(s.Levels)
	}
	if len(smil.Sources) == 0 || levels != len(smil.Sources) {
		t.Fatalf("%d tracks in the server manifest, %d levels in the client manifest", len(smil.Sources), levels)
	}
	for _, s := range smil.Sources {
		chunks, scale := client.chunks(t, s)
		pieces, ticks := measured(t, filepath.Join(filepath.Dir(server), s.Src), s.param("trackID"))
		if scale != ticks || len(chunks) != len(pieces) {
			t.Errorf("%s track %s: %d chunks of %d ticks a second are listed, the file has %d of %d", s.Src, s.param("trackID"), len(chunks), scale, len(pieces), ticks)
			continue
		}
		for i, p := range pieces {
			lasts := p.lasts
			if i+1 < len(pieces) {
				lasts = uint64(pieces[i+1].listed - p.listed)
			}
			own := p.listed
			if p.time != nil {
				own = max(0, *p.time) // the priming of audio begins before 0
			}
			if chunks[i] != [2]uint64{uint64(p.listed), lasts} || own != p.listed {
				t.Errorf("%s track %s: chunk %d is listed at %d for %d, its tfra says %d, its tfxd %d, and it lasts %d", s.Src, s.param("trackID"), i, chunks[i][0], chunks[i][1], p.listed, own, lasts)
			}
		}
	}
}

// chunks are those of the stream and level that a track is served as.
func (c *told) chunks(t *testing.T, s source) (list [][2]uint64, scale uint64) {
	t.Helper()
	for _, stream := range c.Streams {
		for _, l := range stream.Levels {
			if stream.Name != s.param("trackName") || l.Bitrate != s.Bitrate {
				continue
			}
			at := uint64(0)
			for _, chunk := range stream.Chunks {
				if chunk.T != nil {
					at = *chunk.T
				}
				for range max(1, chunk.R) {
					list = append(list, [2]uint64{at, *chunk.D})
					at += *chunk.D
				}
			}
			for _, scale = range []uint64{stream.TimeScale, c.TimeScale, 10_000_000} {
				if scale != 0 {
					return list, scale
				}
			}
		}
	}
	t.Fatalf("the client manifest has no level of %s b/s in %s", s.Bitrate, s.param("trackName"))
	return nil, 0
}

// measured are the fragments of a track of a file, in the order of the file.
func measured(t *testing.T, path, track string) (list []piece, scale uint64) {
	t.Helper()
	b, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	id := func(b []byte, at int) bool {
		return strconv.FormatUint(uint64(binary.BigEndian.Uint32(b[at:])), 10) == track
	}
	var times []uint64
	each(b, func(kind string, body []byte) {
		switch kind {
		case "moov":
			each(body, func(kind string, trak []byte) {
				if kind == "trak" && id(first(trak, "tkhd"), 12+8*int(first(trak, "tkhd")[0])) {
					head := first(first(trak, "mdia"), "mdhd")
					scale = uint64(binary.BigEndian.Uint32(head[12+8*int(head[0]):]))
				}
			})
		case "moof":
			if traf := first(body, "traf"); id(first(traf, "tfhd"), 4) {
				list = append(list, pieceOf(traf))
			}
		case "mfra":
			each(body, func(kind string, tfra []byte) {
				if kind == "tfra" && id(tfra, 4) {
					times = listed(tfra)
				}
			})
		}
	})
	if len(times) != len(list) {
		t.Fatalf("%s track %s: %d fragments, %d in its index", path, track, len(list), len(times))
	}
	for i := range list {
		list[i].listed = int64(times[i])
	}
	return list, scale
}

func pieceOf(traf []byte) (p piece) {
	usual := uint64(0)
	each(traf, func(kind string, b []byte) {
		switch {
		case kind == "tfhd":
			if flags, at := b[3], 8; flags&8 != 0 {
				at += 8*int(flags&1) + 4*int(flags>>1&1)
				usual = uint64(binary.BigEndian.Uint32(b[at:]))
			}
		case kind == "uuid" && string(b[:4]) == "\x6d\x1d\x9b\x05":
			at := int64(binary.BigEndian.Uint32(b[20:]))
			if b[16] == 1 {
				at = int64(binary.BigEndian.Uint64(b[20:]))
			}
			p.time = &at
		case kind == "trun":
			high, low := b[2], b[3] // of the flags
			at, row := 8+4*int(low&1)+4*int(low>>2&1), 4*int(high&1+high>>1&1+high>>2&1+high>>3&1)
			for range binary.BigEndian.Uint32(b[4:]) {
				if high&1 != 0 {
					p.lasts += uint64(binary.BigEndian.Uint32(b[at:]))
				} else {
					p.lasts += usual
				}
				at += row
			}
		}
	})
	return p
}

// listed are the times of a tfra.
func listed(tfra []byte) (times []uint64) {
	codes := tfra[11]
	tail := int(codes&3+codes>>2&3+codes>>4&3) + 3
	at := 16
	for range binary.BigEndian.Uint32(tfra[12:]) {
		if tfra[0] == 1 {
			times = append(times, binary.BigEndian.Uint64(tfra[at:]))
			at += 16 + tail
		} else {
			times = append(times, uint64(binary.BigEndian.Uint32(tfra[at:])))
			at += 8 + tail
		}
	}
	return times
}

// each calls do with the boxes of some bytes.
func each(b []byte, do func(kind string, body []byte)) {
	for len(b) >= 8 {
		size := min(max(8, int(binary.BigEndian.Uint32(b))), len(b))
		do(string(b[4:8]), b[8:size])
		b = b[size:]
	}
}

// first is the body of the first box of a kind; a good file has it.
func first(b []byte, kind string) (found []byte) {
	each(b, func(k string, body []byte) {
		if k == kind && found == nil {
			found = body
		}
	})
	return found
}
