package dash

import (
	"encoding/base64"
	"encoding/binary"
	"fmt"

	"smoothscope/inspect/manifest"
	"smoothscope/tasks/preview/boxes"
)

// keySystems are the pssh boxes of a level: those of the media file, else the
// headers of the client manifest.
func (l *level) keySystems() [][]byte {
	if !l.protected() {
		return nil
	}
	var all [][]byte
	for _, p := range l.movie.pssh {
		if box := commonPssh(p); len(box) >= 32 {
			all = append(all, box)
		}
	}
	if len(all) > 0 {
		return all
	}
	for _, p := range l.headers {
		if box, ok := psshOf(p); ok {
			all = append(all, box)
		}
	}
	return all
}

func (l *level) protected() bool { return l.key.scheme != "" || l.track.Protected }

// psshOf makes a pssh of a ProtectionHeader, whose data is what a pssh holds.
func psshOf(p manifest.Protection) ([]byte, bool) {
	id, ok := systemID(p.SystemID)
	data, err := base64.StdEncoding.DecodeString(p.Data)
	if !ok || err != nil {
		return nil, false
	}
	var w boxes.Writer
	w.Full("pssh", 0, 0, func() {
		w.Raw(id[:])
		w.U32(uint32(len(data)))
		w.Raw(data)
	})
	return w.Bytes, true
}

// systemID reads a dashed GUID, whose bytes boxes have in the order of its text.
func systemID(text string) (id [16]byte, ok bool) {
	var parts [5]uint64
	n, err := fmt.Sscanf(text, "%8x-%4x-%4x-%4x-%12x", &parts[0], &parts[1], &parts[2], &parts[3], &parts[4])
	if err != nil || n != 5 || len(text) != 36 {
		return id, false
	}
	binary.BigEndian.PutUint32(id[:], uint32(parts[0]))
	binary.BigEndian.PutUint16(id[4:], uint16(parts[1]))
	binary.BigEndian.PutUint16(id[6:], uint16(parts[2]))
	binary.BigEndian.PutUint64(id[8:], parts[3]<<48|parts[4])
	return id, true
}

// guid writes bytes in the form of a GUID.
func guid(id [16]byte) string {
	return fmt.Sprintf("%x-%x-%x-%x-%x", id[:4], id[4:6], id[6:8], id[8:10], id[10:])
}

const playReady = "9a04f079-9840-4286-ab92-e65be0885f95"

// contentProtection is how the MPD tells of the encryption (ISO/IEC 23001-7 11).
func (l *level) contentProtection() []guard {
	if !l.protected() {
		return nil
	}
	common := guard{Scheme: "urn:mpeg:dash:mp4protection:2011", Value: orCenc(l.key.scheme)}
	if l.key.kid != [16]byte{} {
		common.KID = guid(l.key.kid)
	}
	all := []guard{common}
	for _, box := range l.keySystems() {
		id := guid([16]byte(box[12:28]))
		g := guard{Scheme: "urn:uuid:" + id, Pssh: base64.StdEncoding.EncodeToString(box)}
		if id == playReady && box[8] == 0 {
			g.Value, g.Pro = "MSPR 2.0", base64.StdEncoding.EncodeToString(box[32:])
		}
		all = append(all, g)
	}
	return all
}
