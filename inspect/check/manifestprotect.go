package check

import (
	"encoding/base64"
	"encoding/binary"
	"encoding/hex"
	"encoding/xml"
	"fmt"
	"slices"
	"strings"

	"golang.org/x/text/encoding/unicode"

	"smoothscope/inspect/manifest"
)

// playReady is the SystemID whose headers can be read here.
const playReady = "9a04f079-9840-4286-ab92-e65be0885f95"

// systems are the protection systems that players know (DASH-IF register).
var systems = map[string]string{ //nolint:gochecknoglobals // a constant list
	playReady:                              "PlayReady",
	"edef8ba9-79d6-4ace-a3c8-27dcd51d21ed": "Widevine",
	"1077efec-c0b2-4d02-ace3-3c1e52e2fb4b": "Common",
	"e2719d58-a985-b3c9-781a-b030af78d30e": "Clear Key",
	"94ce86fb-07ff-4f43-adb8-93d2fa968ca2": "FairPlay",
	"5e629af5-38da-4063-8977-97ffbd9902d4": "Marlin",
	"69f908af-4816-46ea-910c-cd5dcccb0a3a": "Marlin",
	"f239e769-efa3-4850-9c16-a903c6932efb": "Adobe Primetime",
	"9a27dd82-fde2-4725-8cbc-4234aa06ec09": "Verimatrix",
	"adb41c24-2dbf-4a6d-958b-4457c0d27b95": "Nagra",
	"3d5e6d35-9b9a-41e8-b843-dd3c6e72c42c": "ChinaDRM",
}

func manProtection() *Rule {
	return &Rule{
		ID: "MAN-PROT", Title: "The protection header cannot be used", Severity: Warning,
		Help: "Protected streams need a ProtectionHeader for the system of the player: its SystemID as a plain GUID and, in base64, the header with the key's identifier. " +
			"Where the identifier (KID) is not that of the media, the player fetches a licence for another key and shows nothing. Braces around the SystemID break several players.",
		Clause: "MS-SSTR 2.2.2.2",
		whole:  judgeProtection,
		boxes:  judgeKeys,
	}
}

func judgeProtection(c *Case, to *Reporter) {
	client, m := c.client()
	if client == nil {
		return
	}
	for i, e := range m.headers {
		if i >= len(client.Protection) {
			return
		}
		p := client.Protection[i]
		fault, measured, expected := headerFault(e, p)
		if fault == "" {
			continue
		}
		to.Add("", Finding{
			Place: c.inClient(-1, -1, p.Span), Message: "the ProtectionHeader " + fault, Measured: measured, Expected: expected,
			Hint: "Let the packager write the header; do not copy it from another asset.",
		})
	}
}

// headerFault is why players cannot use a header, "" where they can.
func headerFault(e written, p manifest.Protection) (fault, measured, expected string) {
	id := ""
	for _, a := range e.attrs {
		if strings.EqualFold(a.Name, "SystemID") {
			id = strings.TrimSpace(a.Value)
		}
	}
	data, err := base64.StdEncoding.DecodeString(p.Data)
	switch {
	case err != nil || len(data) == 0:
		return "is not base64", quotedOr(p.Data, "nothing"), "the header in base64"
	case systems[p.SystemID] == "":
		return "is for a system that players do not know", quotedOr(id, "no SystemID"), "the SystemID of PlayReady, " + playReady
	case strings.ContainsAny(id, "{}"):
		return "has braces around its SystemID", quotedOr(id, ""), p.SystemID
	case p.SystemID == playReady && len(headerKeys(data)) == 0:
		return "is for PlayReady but names no key", fmt.Sprintf("%d bytes without a KID", len(data)), "a PlayReady object with a KID"
	}
	return "", "", ""
}

// keyDepth is how deep below moov a tenc can lie at least.
const keyDepth = 4

// judgeKeys compares the keys of a file with those that the headers name.
func judgeKeys(c *Case, f *File, s *BoxSight, to *Reporter) {
	if c.Client == nil {
		return
	}
	var named []string
	for _, p := range c.Client.Doc.Protection {
		if data, err := base64.StdEncoding.DecodeString(p.Data); err == nil && p.SystemID == playReady {
			named = append(named, headerKeys(data)...)
		}
	}
	if len(named) == 0 {
		return
	}
	for i := range s.Len() {
		if s.Node(i).Depth < keyDepth || s.TypeString(i) != "tenc" && s.Name(i) != "tenc" {
			continue
		}
		key := strings.ReplaceAll(s.Fields(i).Text("default_kid"), "-", "")
		if key == "" || strings.Trim(key, "0") == "" || slices.Contains(named, key) {
			continue
		}
		node := s.Node(i)
		to.Add("key", Finding{
			Place:    InFile(f.Member.Path, node.Offset, node.Size),
			Message:  fmt.Sprintf("%s is encrypted with the key %s, which no ProtectionHeader names", f.Member.Path, key),
			Measured: key, Expected: strings.Join(named, ", "),
			Hint: "The header belongs to other media, or the bytes of the GUID are in the wrong order: in the header the first three groups are turned round.",
		})
	}
}

// headerKeys are the keys that a PlayReady object names, as hex in the order
// of media files.
func headerKeys(object []byte) []string {
	const head, record = 6, 4
	if len(object) < head+record {
		return nil
	}
	var keys []string
	for b := object[head:]; len(b) >= record; {
		kind, size := binary.LittleEndian.Uint16(b), int(binary.LittleEndian.Uint16(b[2:]))
		b = b[record:]
		if size > len(b) {
			break
		}
		if kind == 1 {
			keys = append(keys, keysOf(b[:size])...)
		}
		b = b[size:]
	}
	return keys
}

// keysOf reads the KIDs of a WRMHEADER of any version: the text of an element,
// or its attribute VALUE.
func keysOf(header []byte) []string {
	text, err := unicode.UTF16(unicode.LittleEndian, unicode.UseBOM).NewDecoder().Bytes(header)
	if err != nil {
		return nil
	}
	var keys []string
	add := func(value string) {
		if b, err := base64.StdEncoding.DecodeString(strings.TrimSpace(value)); err == nil && len(b) == 16 {
			keys = append(keys, hex.EncodeToString([]byte{b[3], b[2], b[1], b[0], b[5], b[4], b[7], b[6]})+hex.EncodeToString(b[8:]))
		}
	}
	d := xml.NewDecoder(strings.NewReader(string(text)))
	inside := false
	for {
		token, err := d.RawToken()
		if err != nil {
			return keys
		}
		switch t := token.(type) {
		case xml.StartElement:
			if inside = strings.EqualFold(t.Name.Local, "KID"); inside {
				for _, a := range t.Attr {
					if strings.EqualFold(a.Name.Local, "VALUE") {
						add(a.Value)
					}
				}
			}
		case xml.EndElement:
			inside = false
		case xml.CharData:
			if inside {
				add(string(t))
			}
		}
	}
}
