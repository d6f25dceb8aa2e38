package check

import (
	"fmt"
	"strings"

	"smoothscope/inspect/marker"
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
	p := marker.Sniff(e.payload)
	switch {
	case p.Kind == marker.SCTE35:
		if s, err := marker.Decode(p.Bytes); err != nil {
			return "is no SCTE-35 section that can be read: " + err.Error(), fmt.Sprintf("%d bytes", len(s.Raw)), "a splice_info_section"
		}
	case p.Kind == marker.XML:
		if err := xmlFault(p.Bytes); err != nil && !isCaption(e.stream) { // of captions TXT-XML speaks
			return "is not well-formed XML: " + err.Error(), quotedOr(string(p.Bytes[:min(len(p.Bytes), 60)]), ""), "a well-formed XML document"
		}
	case marker.SaysSCTE35(e.stream):
		return "is neither an SCTE-35 section nor XML", quotedOr(printable(p.Bytes), "nothing"), "a splice_info_section (0xFC …) or XML"
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
				if p := marker.Sniff(e.payload); p.Kind == marker.SCTE35 {
					judgeChecksum(to, e.place(c), fmt.Sprintf("chunk %d of %s in the manifest", e.chunk, clientTitle(e.stream)), p.Bytes)
				}
			})
		},
		fragment: func(c *Case, s *Sight, to *Reporter) {
			if s.Run == nil || s.Track.Protected || !carriesSplices(s.Track) {
				return
			}
			s.documents(func(_ int, from int64, b []byte) {
				if section := marker.FromSample(b); section != nil {
					p := s.Place()
					p.Offset, p.Size = from, int64(len(b))
					judgeChecksum(to, p, c.chunkOf(s.Track, s.N), section)
				}
			})
		},
	}
}

// judgeChecksum asks the CRC_32 of a section that can be read.
func judgeChecksum(to *Reporter, at Place, where string, section []byte) {
	s, err := marker.Decode(section)
	is, should, fits := s.CRCFits()
	if err != nil || fits {
		return
	}
	to.Add("", Finding{
		Place: at, Message: fmt.Sprintf("the SCTE-35 marker in %s has the checksum %08X, its bytes give %08X", where, is, should),
		Measured: fmt.Sprintf("%08X", is), Expected: fmt.Sprintf("%08X", should),
		Hint: "A tool changed the marker and not its CRC_32, or bytes were lost on the way: take the marker from its source again.",
	})
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
