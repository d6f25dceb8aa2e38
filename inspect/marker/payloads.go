package marker

import (
	"bytes"
	"encoding/base64"
	"fmt"
	"strings"
)

// Kind is what a payload is.
type Kind string

// The kinds of payloads.
const (
	SCTE35 Kind = "scte35" // a splice_info_section
	XML    Kind = "xml"    // CableLabs signalling, an in-stream envelope, SCTE-35 as XML
	Text   Kind = "text"
	Bytes  Kind = "bytes" // none of them, or nothing
)

// payload is one kind: how it is recognised, and what it tells.
type payload struct {
	kind Kind
	is   func(b []byte) bool
	says func(b []byte) Meaning
}

// payloads are all kinds, in the order in which they are asked. The last takes
// everything.
func payloads() []payload {
	return []payload{
		{SCTE35, isSection, saysSection},
		{XML, IsXML, saysXML},
		{Text, isText, saysText},
		{Bytes, func([]byte) bool { return true }, saysBytes},
	}
}

// Meaning is what a payload tells of its marker. What it does not tell is the
// zero value.
type Meaning struct {
	Ad       bool   // it is about ad breaks, whatever its stream says
	ID       string // of the event
	Text     string // for people, in a few words or as it stands in the payload
	Length   uint64 // of the break
	Scale    uint64 // ticks per second of Length
	Err      error  // why it cannot be read to its end
	Envelope string // of an in-stream envelope its action: add, remove, replace
}

// Payload is the bytes of a marker.
type Payload struct {
	Kind  Kind
	Bytes []byte // base64 undone, however often it was applied
}

// Sniff says what bytes are. Base64 in base64, which encoders make by mistake,
// is undone where what comes out is a section or XML.
func Sniff(b []byte) Payload {
	if inner, ok := again(b); ok {
		b = inner
	}
	for _, p := range payloads() {
		if p.is(b) {
			return Payload{p.kind, b}
		}
	}
	return Payload{Bytes, b}
}

// Parse reads the text of an f element, which is base64. Where it is none, the
// payload is the text itself and err says so.
func Parse(f string) (Payload, error) {
	b, err := base64.StdEncoding.DecodeString(strings.TrimSpace(f))
	if err != nil {
		p := Sniff([]byte(f))
		return p, fmt.Errorf("the data is not base64: %w", err)
	}
	return Sniff(b), nil
}

// Says is what the payload tells.
func (p Payload) Says() Meaning {
	for _, known := range payloads() {
		if known.kind == p.Kind {
			return known.says(p.Bytes)
		}
	}
	return saysBytes(p.Bytes)
}

// Base64 is the payload as it stands in an f element.
func (p Payload) Base64() string { return base64.StdEncoding.EncodeToString(p.Bytes) }

// again undoes base64 that was applied a second time.
func again(b []byte) ([]byte, bool) {
	inner, err := base64.StdEncoding.DecodeString(string(bytes.TrimSpace(b)))
	if err != nil || len(inner) <= crcSize || !isSection(inner) && inner[0] != '<' {
		return nil, false
	}
	return inner, true
}
