package marker

import (
	"bytes"
	"encoding/binary"
	"encoding/hex"
	"fmt"
	"strconv"
)

// The types of UPIDs that are more than a text or a number (SCTE 35 table 22).
const (
	upidTI   = 0x08
	upidEIDR = 0x0a
	upidMPU  = 0x0c
	upidMID  = 0x0d
	upidUUID = 0x10
)

// readUPID reads segmentation_upid_length and the UPID, of a MID its parts.
func readUPID(d *fields, kind uint8) []byte {
	n := int(d.uint("segmentation_upid_length", 8))
	if kind != upidMID || n > d.left() {
		value := bytes.Clone(d.bytes("segmentation_upid", n))
		d.note(UPIDText(kind, value))
		return value
	}
	from := d.at / 8
	d.within("segmentation_upid", n, func() {
		for i := 0; d.left() > 0 && d.err == nil; i++ {
			d.group(fmt.Sprintf("upid[%d]", i), func() {
				kind := uint8(d.hex("segmentation_upid_type", 8))
				d.note(UPIDName(kind))
				n := int(d.uint("length", 8))
				d.note(UPIDText(kind, d.bytes("segmentation_upid", n)))
			})
		}
	})
	return bytes.Clone(d.b[from : d.at/8])
}

// UPIDText is a UPID as a person writes it: a number, a text where all of it
// is printable, else hexadecimal. It is "" of nothing.
func UPIDText(kind uint8, b []byte) string {
	switch {
	case len(b) == 0:
		return ""
	case kind == upidTI && len(b) == 8:
		return strconv.FormatUint(binary.BigEndian.Uint64(b), 10)
	case kind == upidEIDR && len(b) == 12:
		return fmt.Sprintf("10.%d/%X-%X-%X-%X-%X", binary.BigEndian.Uint16(b), b[2:4], b[4:6], b[6:8], b[8:10], b[10:])
	case kind == upidMPU && len(b) > 4:
		return fmt.Sprintf("%s %s", text(b[:4]), text(b[4:]))
	case kind == upidUUID && len(b) == 16:
		return fmt.Sprintf("%x-%x-%x-%x-%x", b[:4], b[4:6], b[6:8], b[8:10], b[10:])
	}
	return text(b)
}

// text is b itself where it is printable ASCII, else its hexadecimal digits.
func text(b []byte) string {
	for _, c := range b {
		if c < ' ' || c > '~' {
			return "0x" + hex.EncodeToString(b)
		}
	}
	return string(b)
}

// printable is b with a dot for what is not printable ASCII.
func printable(b []byte) string {
	return string(bytes.Map(func(r rune) rune {
		if r < ' ' || r > '~' {
			return '.'
		}
		return r
	}, b))
}
