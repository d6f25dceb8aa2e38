package edit

import (
	"bytes"
	"context"
	"encoding/base64"
	"encoding/binary"
	"fmt"
	"slices"

	"smoothscope/inspect/manifest"
	"smoothscope/inspect/media"
)

// piffPssh is the uuid under which PIFF files hold what a pssh box holds
// (PIFF 1.1, 5.3.1).
var piffPssh = []byte{0xd0, 0x8a, 0x4f, 0x18, 0x10, 0xf3, 0x4a, 0x82, 0xb6, 0xc8, 0x32, 0xd8, 0xab, 0xa1, 0x83, 0xd3}

// protect gives the client manifest the protection headers of the media: without
// them a player does not learn where to get a licence.
func (m *making) protect(ctx context.Context) error {
	for _, member := range m.asset.Members {
		file, err := m.asset.Media(ctx, member.Path)
		if err != nil {
			return err
		}
		if !slices.ContainsFunc(file.Tracks, func(t media.Track) bool { return t.Protected }) {
			continue
		}
		moov, err := file.Movie(ctx)
		if err != nil {
			return err
		}
		found := headers(moov)
		for _, p := range found {
			if !slices.Contains(m.client.Protection, p) {
				m.client.Protection = append(m.client.Protection, p)
			}
		}
		if len(found) == 0 {
			m.warnings = append(m.warnings, member.Path+": is encrypted and names no protection system (pssh): players will not know where to get a licence")
		}
	}
	return nil
}

// headers are the protection headers that lie directly in a moov.
func headers(moov []byte) []manifest.Protection {
	var all []manifest.Protection
	for at := 8; at+8 <= len(moov); {
		size := int(binary.BigEndian.Uint32(moov[at:]))
		if size < 8 || size > len(moov)-at {
			break
		}
		kind, body := string(moov[at+4:at+8]), moov[at+8:at+size]
		at += size
		if kind == "uuid" && bytes.HasPrefix(body, piffPssh) {
			kind, body = "pssh", body[len(piffPssh):]
		}
		if p, ok := header(body); ok && kind == "pssh" {
			all = append(all, p)
		}
	}
	return all
}

// header reads a pssh (ISO/IEC 23001-7 8.1) behind its box header.
func header(body []byte) (manifest.Protection, bool) {
	const id, identifier = 4, 16
	if len(body) < id+identifier+4 {
		return manifest.Protection{}, false
	}
	version, rest := body[0], body[id+identifier:]
	if version > 0 { // key identifiers come first
		keys := int(binary.BigEndian.Uint32(rest))
		if keys > (len(rest)-8)/identifier {
			return manifest.Protection{}, false
		}
		rest = rest[4+keys*identifier:]
	}
	size := binary.BigEndian.Uint32(rest)
	if uint64(size) > uint64(len(rest)-4) {
		return manifest.Protection{}, false
	}
	s := body[id : id+identifier]
	return manifest.Protection{
		SystemID: fmt.Sprintf("%x-%x-%x-%x-%x", s[:4], s[4:6], s[6:8], s[8:10], s[10:]),
		Data:     base64.StdEncoding.EncodeToString(rest[4 : 4+size]),
	}, true
}
