package check

import (
	"encoding/base64"
	"encoding/binary"
	"errors"
	"fmt"
	"strings"

	"github.com/Comcast/scte35-go/pkg/scte35"

	"smoothscope/inspect/manifest"
)

func markerBase64() *Rule {
	return &Rule{
		ID: "MRK-B64", Title: "Data in the manifest cannot be read", Severity: Error,
		Help: "What a manifest carries itself stands in f elements as base64: an SCTE-35 section, whose first byte is 0xFC, or an XML document. " +
			"What is not base64, or neither of the two where markers are announced, is dropped by players and ad servers: the break is not seen.",
		Clause: "MS-SSTR 2.2.2.6.1, SCTE 35 9.6",
		whole: func(c *Case, to *Reporter) {
			c.embedded(func(e *embeddedData) {
				fault, measured, expected := payloadFault(e)
				if fault == "" {
					return
				}
				to.Add("", Finding{
					Place: e.place(c), Message: fmt.Sprintf("the data of chunk %d of %s in the manifest %s", e.chunk, clientTitle(e.stream), fault),
					Measured: measured, Expected: expected, Hint: "Take the bytes of the marker as they are, from the table id 0xFC on, and encode them in base64 once.",
				})
			})
		},
	}
}

// payloadFault is why the data of an f is of no use, "" where it is.
func payloadFault(e *embeddedData) (fault, measured, expected string) {
	if e.err != nil {
		return "is not base64", quotedOr(e.text, ""), "base64"
	}
	section, rest := sectionIn(e.payload)
	switch {
	case section != nil:
		if err := sectionFault(section); err != nil {
			return "is no SCTE-35 section that can be read: " + err.Error(), fmt.Sprintf("%d bytes", len(section)), "a splice_info_section"
		}
	case looksLikeXML(rest):
		if err := xmlFault(rest); err != nil && !isCaption(e.stream) { // of captions TXT-XML speaks
			return "is not well-formed XML: " + err.Error(), quotedOr(string(rest[:min(len(rest), 60)]), ""), "a well-formed XML document"
		}
	case marksSplices(e.stream):
		return "is neither an SCTE-35 section nor XML", quotedOr(printable(rest), "nothing"), "a splice_info_section (0xFC …) or XML"
	}
	return "", "", ""
}

func markerCRC() *Rule {
	return &Rule{
		ID: "MRK-CRC", Title: "The checksum of an SCTE-35 marker is wrong", Severity: Error,
		Help: "An SCTE-35 section ends with a CRC-32 over all that stands before it. Where it does not fit, the marker was changed or damaged after it was made, and everything that reads it has to throw it away: no ad break. " +
			"The usual cause is a tool that changed a time in the section and left the checksum as it was.",
		Clause: "SCTE 35 9.6.1 (CRC_32)",
		whole: func(c *Case, to *Reporter) {
			c.embedded(func(e *embeddedData) {
				if section, _ := sectionIn(e.payload); section != nil && sectionFault(section) == nil && checksum(section) != 0 {
					addChecksum(to, e.place(c), fmt.Sprintf("chunk %d of %s in the manifest", e.chunk, clientTitle(e.stream)), section)
				}
			})
		},
		fragment: func(c *Case, s *Sight, to *Reporter) {
			if s.Run == nil || s.Track.Protected || !carriesSplices(s.Track) {
				return
			}
			s.documents(func(from int64, b []byte) {
				if section := sectionOfMessage(b); section != nil && sectionFault(section) == nil && checksum(section) != 0 {
					p := s.Place()
					p.Offset, p.Size = from, int64(len(b))
					addChecksum(to, p, c.chunkOf(s.Track, s.N), section)
				}
			})
		},
	}
}

func addChecksum(to *Reporter, at Place, where string, section []byte) {
	end := len(section) - crcSize
	is, should := binary.BigEndian.Uint32(section[end:]), checksum(section[:end])
	to.Add("", Finding{
		Place: at, Message: fmt.Sprintf("the SCTE-35 marker in %s has the checksum %08X, its bytes give %08X", where, is, should),
		Measured: fmt.Sprintf("%08X", is), Expected: fmt.Sprintf("%08X", should),
		Hint: "A tool changed the marker and not its CRC_32, or bytes were lost on the way: take the marker from its source again.",
	})
}

const (
	tableID = 0xfc // of a splice_info_section
	crcSize = 4
)

// sectionIn is the splice_info_section that a payload is, also where it was
// encoded in base64 twice; else nil and the payload itself.
func sectionIn(b []byte) (section, rest []byte) {
	if inner, err := base64.StdEncoding.DecodeString(strings.TrimSpace(string(b))); err == nil && len(inner) > crcSize && (inner[0] == tableID || inner[0] == '<') {
		b = inner
	}
	if len(b) > 0 && b[0] == tableID {
		return exactSection(b), nil
	}
	return nil, b
}

// exactSection is a section without the stuffing behind it.
func exactSection(b []byte) []byte {
	const head = 3
	if len(b) < head {
		return b
	}
	if size := head + int(b[1]&0x0f)<<8 + int(b[2]); size <= len(b) {
		return b[:size]
	}
	return b
}

// sectionOfMessage is the section in a sample of a marker track, which has a
// version, an id and a delta before it; nil where there is none.
func sectionOfMessage(b []byte) []byte {
	const head = 12
	switch {
	case len(b) > head && b[head] == tableID && binary.BigEndian.Uint32(b) == 1:
		return exactSection(b[head:])
	case len(b) > head && b[0] == tableID:
		return exactSection(b)
	}
	return nil
}

// sectionFault is why a section cannot be read; its checksum does not count.
func sectionFault(section []byte) (err error) {
	const least, head, encrypted = 15, 3, 0x80
	if len(section) < least {
		return fmt.Errorf("it has %d bytes, the shortest has %d", len(section), least)
	}
	if size := head + int(section[1]&0x0f)<<8 + int(section[2]); size > len(section) {
		return fmt.Errorf("it says it has %d bytes, there are %d", size, len(section))
	}
	if section[4]&encrypted != 0 {
		return nil // only who has the key can tell
	}
	defer func() {
		if r := recover(); r != nil {
			err = fmt.Errorf("it ends in the middle: %v", r)
		}
	}()
	if err = new(scte35.SpliceInfoSection).Decode(section); errors.Is(err, scte35.ErrCRC32Invalid) {
		return nil
	}
	return err
}

// checksum is the CRC-32 of MPEG-2 sections, which is 0 over a section with
// its own (ISO/IEC 13818-1 annex A).
func checksum(b []byte) uint32 {
	const polynomial = 0x04c11db7
	crc := ^uint32(0)
	for _, c := range b {
		crc ^= uint32(c) << 24
		for range 8 {
			if crc&(1<<31) != 0 {
				crc = crc<<1 ^ polynomial
			} else {
				crc <<= 1
			}
		}
	}
	return crc
}

// marksSplices tells a stream of the manifest that says it carries SCTE-35.
func marksSplices(s *manifest.Stream) bool {
	return strings.Contains(strings.ToLower(schemeOf(s)), "scte35")
}

// schemeOf is what a stream says of its data, "" where it says nothing. The
// published text calls the attribute Schema, its example Scheme.
func schemeOf(s *manifest.Stream) string {
	lists := [][]manifest.Attr{s.Custom, s.Attrs}
	for i := range s.Levels {
		lists = append(lists, s.Levels[i].Custom, s.Levels[i].Attrs)
	}
	for _, list := range lists {
		for _, name := range []string{"Scheme", "Schema", "SchemeIdUri"} {
			if text := attrOf(list, name); text != "" {
				return text
			}
		}
	}
	return ""
}

// carriesSplices tells a track that may hold markers: timed metadata, not
// captions.
func carriesSplices(t *Track) bool {
	switch t.Handler {
	case "meta", "data", "text":
		return !isTTML(t)
	}
	return false
}

// printable is the begin of some bytes for a message.
func printable(b []byte) string {
	return strings.Map(func(r rune) rune {
		if r < ' ' || r > '~' {
			return '.'
		}
		return r
	}, string(b[:min(len(b), 40)]))
}
