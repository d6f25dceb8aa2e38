package manifest

import (
	"encoding/base64"
	"encoding/binary"
	"encoding/hex"
	"encoding/xml"
	"errors"
	"fmt"
	"strings"

	"golang.org/x/text/encoding/unicode"
)

// PlayReadySystem is the SystemID of PlayReady, as Protection.SystemID has it.
const PlayReadySystem = "9a04f079-9840-4286-ab92-e65be0885f95"

// PlayReady is what the ProtectionHeader of PlayReady says: the PlayReady
// object, with the WRMHEADER in it.
type PlayReady struct {
	Version    string         // of the WRMHEADER: 4.0.0.0 to 4.3.0.0
	Keys       []PlayReadyKey // 4.0 and 4.1 have one at most
	LicenceURL string         // LA_URL
	SignUpURL  string         // LUI_URL
	ServiceID  string         // DS_ID
	Custom     string         // CUSTOMATTRIBUTES, as written
	Header     string         // the whole WRMHEADER
	Records    int            // of the object
	Store      bool           // it holds a licence store, too
}

// PlayReadyKey is one key of a header.
type PlayReadyKey struct {
	ID        string // GUID as in media files, dashed; as written where it is none
	Algorithm string // AESCTR, AESCBC, COCKTAIL; "" where not said
	Length    string // KEYLEN in bytes, of 4.0
	Checksum  string // base64
}

// The records of a PlayReady object.
const (
	playReadyHeader = 1
	playReadyStore  = 3
)

// ParsePlayReady reads the text of a ProtectionHeader, base64. The result is
// never nil; with an error it is what was understood.
func ParsePlayReady(text string) (*PlayReady, error) {
	p := &PlayReady{}
	object, err := base64.StdEncoding.DecodeString(compact(text))
	if err != nil {
		return p, fmt.Errorf("the header is not base64: %w", err)
	}
	const head, record = 6, 4
	if len(object) < head {
		return p, fmt.Errorf("the PlayReady object has %d bytes, too few for its head", len(object))
	}
	if said := binary.LittleEndian.Uint32(object); int64(said) != int64(len(object)) {
		err = fmt.Errorf("the PlayReady object says it has %d bytes, it has %d", said, len(object))
	}
	for b := object[head:]; len(b) >= record; p.Records++ {
		kind, size := binary.LittleEndian.Uint16(b), int(binary.LittleEndian.Uint16(b[2:]))
		if b = b[record:]; size > len(b) {
			return p, fmt.Errorf("record %d of the PlayReady object is cut: %d of %d bytes", p.Records+1, len(b), size)
		}
		switch kind {
		case playReadyHeader:
			err = errors.Join(err, p.header(b[:size]))
		case playReadyStore:
			p.Store = true
		}
		b = b[size:]
	}
	return p, err
}

// header reads a WRMHEADER.
func (p *PlayReady) header(b []byte) error {
	text, err := unicode.UTF16(unicode.LittleEndian, unicode.UseBOM).NewDecoder().Bytes(b)
	if err != nil {
		return fmt.Errorf("the WRMHEADER is not UTF-16: %w", err)
	}
	p.Header = string(text)
	d := xml.NewDecoder(strings.NewReader(p.Header))
	var open []string
	var old PlayReadyKey // of 4.0, whose parts are elements
	for {
		at := d.InputOffset()
		token, err := d.RawToken()
		if err != nil {
			break
		}
		switch t := token.(type) {
		case xml.StartElement:
			open = append(open, strings.ToUpper(t.Name.Local))
			if len(open) > maxDepth {
				return errors.New("the WRMHEADER is nested too deep")
			}
			p.element(t)
			if open[len(open)-1] == "CUSTOMATTRIBUTES" {
				p.Custom = inside(p.Header[at:])
			}
		case xml.EndElement:
			if len(open) > 0 {
				open = open[:len(open)-1]
			}
		case xml.CharData:
			if text := strings.TrimSpace(string(t)); text != "" && len(open) > 0 {
				p.text(open[len(open)-1], text, &old)
			}
		}
	}
	if old.ID != "" {
		p.Keys = append(p.Keys, old)
	}
	if p.Version == "" {
		return errors.New("the PlayReady object holds no WRMHEADER")
	}
	return nil
}

// inside is what stands in the first element of a text.
func inside(text string) string {
	from, to := strings.IndexByte(text, '>'), strings.Index(strings.ToUpper(text), "</CUSTOMATTRIBUTES")
	if from < 0 || to < from {
		return ""
	}
	return strings.TrimSpace(text[from+1 : to])
}

// element takes what attributes say.
func (p *PlayReady) element(t xml.StartElement) {
	value := func(name string) string {
		for _, a := range t.Attr {
			if strings.EqualFold(a.Name.Local, name) {
				return a.Value
			}
		}
		return ""
	}
	switch strings.ToUpper(t.Name.Local) {
	case "WRMHEADER":
		p.Version = value("version")
	case "KID":
		if id := value("VALUE"); id != "" {
			p.Keys = append(p.Keys, PlayReadyKey{ID: windowsGUID(id), Algorithm: value("ALGID"), Checksum: value("CHECKSUM")})
		}
	}
}

// text takes what an element says.
func (p *PlayReady) text(name, text string, old *PlayReadyKey) {
	switch name {
	case "LA_URL":
		p.LicenceURL += text
	case "LUI_URL":
		p.SignUpURL += text
	case "DS_ID":
		p.ServiceID += text
	case "KID":
		old.ID = windowsGUID(text)
	case "ALGID":
		old.Algorithm = text
	case "KEYLEN":
		old.Length = text
	case "CHECKSUM":
		old.Checksum = text
	}
}

// windowsGUID is a base64 GUID in Windows byte order as the dashed GUID of
// media files, whose first three groups are turned round.
func windowsGUID(text string) string {
	b, err := base64.StdEncoding.DecodeString(strings.TrimSpace(text))
	if err != nil || len(b) != 16 {
		return text
	}
	return guid(hex.EncodeToString([]byte{b[3], b[2], b[1], b[0], b[5], b[4], b[7], b[6]}) + hex.EncodeToString(b[8:]))
}
