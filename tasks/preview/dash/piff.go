package dash

import "smoothscope/tasks/preview/boxes"

// The uuids of PIFF, the protected interoperable file format that Smooth
// Streaming encrypts with.
var (
	piffTenc = [16]byte{0x89, 0x74, 0xdb, 0xce, 0x7b, 0xe7, 0x4c, 0x51, 0x84, 0xf9, 0x71, 0x48, 0xf9, 0x88, 0x25, 0x54}
	piffPssh = [16]byte{0xd0, 0x8a, 0x4f, 0x18, 0x10, 0xf3, 0x4a, 0x82, 0xb6, 0xc8, 0x32, 0xd8, 0xab, 0xa1, 0x83, 0xd3}
)

// Algorithms of PIFF ([MS-SSTR] 2.2.4.9).
const (
	piffClear = 0
	piffCTR   = 1
	piffCBC   = 2
)

// key is the default key of a track: what a tenc says (ISO/IEC 23001-7 8.2).
type key struct {
	scheme    string // cenc, cbc1, cens or cbcs; "" where the track is clear
	protected bool
	ivSize    byte
	kid       [16]byte
}

// piffKey reads the payload of a uuid tenc behind its uuid, or the override
// of a uuid senc, which are alike: algorithm, size of the initialization
// vectors, key ID.
func piffKey(b []byte) (key, bool) {
	if len(b) < 20 {
		return key{}, false
	}
	k := key{scheme: "cenc", protected: true, ivSize: b[3], kid: [16]byte(b[4:20])}
	switch b[2] {
	case piffClear:
		k.protected = false
	case piffCTR:
	case piffCBC:
		k.scheme = "cbc1"
	default:
		return key{}, false
	}
	return k, b[0] == 0 && b[1] == 0
}

// isoKey reads the payload of a tenc.
func isoKey(b []byte, scheme string) (key, bool) {
	if len(b) < 24 {
		return key{}, false
	}
	return key{scheme: scheme, protected: b[6] == 1, ivSize: b[7], kid: [16]byte(b[8:24])}, true
}

// key is the default key of the track's first sample entry.
func (m *movie) key() key {
	if len(m.entries) == 0 {
		return key{}
	}
	_, children, ok := splitEntry(m.entries[0], "sinf")
	if !ok {
		return key{}
	}
	return keyOf(boxes.Child(children, "sinf"))
}

// keyOf reads the payload of a sinf, of either kind.
func keyOf(sinf []byte) key {
	scheme := "cenc"
	if schm := boxes.Child(sinf, "schm"); len(schm) >= 8 {
		scheme = string(schm[4:8])
	}
	schi := boxes.Child(sinf, "schi")
	if k, ok := isoKey(boxes.Child(schi, "tenc"), scheme); ok {
		return k
	}
	for x := range boxes.In(schi) {
		if id, rest, ok := boxes.UUID(x.Body); x.Kind == "uuid" && ok && id == piffTenc && len(rest) >= 4 {
			if k, ok := piffKey(rest[4:]); ok {
				return k
			}
		}
	}
	return key{}
}

// splitEntry cuts a sample entry with its header into what comes before its
// boxes and these, one of which must be there. The sound descriptions of
// QuickTime are longer by 16 or 36 bytes.
func splitEntry(entry []byte, holds string) (head, children []byte, ok bool) {
	var starts []int
	switch string(entry[4:8]) {
	case "encv":
		starts = []int{86}
	case "enca", "mp4a":
		starts = []int{36, 52, 72}
	case "encs", "enct":
		starts = []int{16}
	}
	for _, at := range starts {
		if at < len(entry) && boxes.Child(entry[at:], holds) != nil {
			return entry[:at], entry[at:], true
		}
	}
	return nil, nil, false
}

// commonEncryption makes a sample entry of PIFF one of Common Encryption. Others
// stay as they are. The codec string tells the clear format where the entry does
// not.
func commonEncryption(entry []byte, codecs string) []byte {
	head, children, ok := splitEntry(entry, "sinf")
	if !ok {
		return entry
	}
	var w boxes.Writer
	w.Box(string(entry[4:8]), func() {
		w.Raw(head[8:])
		for x := range boxes.In(children) {
			if x.Kind == "sinf" && boxes.Child(x.Body, "schi", "tenc") == nil {
				writeSinf(&w, x.Body, codecs)
			} else {
				w.Raw(x.Whole)
			}
		}
	})
	return w.Bytes
}

// writeSinf writes a sinf of Common Encryption in place of one of PIFF.
func writeSinf(w *boxes.Writer, piff []byte, codecs string) {
	k := keyOf(piff)
	w.Box("sinf", func() {
		clear := boxes.Child(piff, "frma")
		if len(clear) != 4 {
			clear = []byte(codecs)[:min(4, len(codecs))]
		}
		w.Box("frma", func() { w.Raw(clear) })
		w.Full("schm", 0, 0, func() {
			w.Raw([]byte(orCenc(k.scheme)))
			w.U32(0x10000)
		})
		w.Box("schi", func() {
			w.Full("tenc", 0, 0, func() { k.write(w) })
		})
	})
}

func orCenc(scheme string) string {
	if scheme == "" {
		return "cenc"
	}
	return scheme
}

// write writes what tenc and the sample group seig have in common.
func (k key) write(w *boxes.Writer) {
	w.U16(0)
	w.U8(flag(k.protected))
	w.U8(k.ivSize)
	w.Raw(k.kid[:])
}

func flag(b bool) byte {
	if b {
		return 1
	}
	return 0
}

// commonPssh makes the pssh of PIFF one of ISO/IEC 23001-7 8.1: they differ in
// the header only.
func commonPssh(box []byte) []byte {
	if string(box[4:8]) != "uuid" {
		return box
	}
	for x := range boxes.In(box) {
		if _, rest, ok := boxes.UUID(x.Body); ok {
			var w boxes.Writer
			w.Box("pssh", func() { w.Raw(rest) })
			return w.Bytes
		}
	}
	return nil
}
