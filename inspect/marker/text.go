package marker

import (
	"encoding/base64"
	"encoding/hex"
	"errors"
	"fmt"
	"strings"
)

// ParseSection reads a section as people hand it on: base64, or hexadecimal
// digits with or without 0x and blanks.
func ParseSection(text string) ([]byte, error) {
	plain := strings.Join(strings.Fields(text), "")
	digits := strings.TrimPrefix(strings.TrimPrefix(plain, "0x"), "0X")
	if b, err := hex.DecodeString(digits); err == nil && len(b) > 0 && b[0] == TableID {
		return b, nil
	}
	b, err := fromBase64(plain)
	switch {
	case err != nil:
		return nil, fmt.Errorf("SCTE-35: neither base64 nor hexadecimal: %w", err)
	case len(b) == 0:
		return nil, errors.New("SCTE-35: there is nothing to read")
	case b[0] != TableID:
		return nil, ErrNoSection
	}
	return b, nil
}

// fromBase64 also takes what has lost its padding, or was made for addresses.
func fromBase64(text string) ([]byte, error) {
	text = strings.NewReplacer("-", "+", "_", "/").Replace(strings.TrimRight(text, "="))
	return base64.RawStdEncoding.DecodeString(text)
}

// Base64 is the section as it stands in a manifest.
func (s *Section) Base64() string { return base64.StdEncoding.EncodeToString(s.Raw) }

// Hex is the section as it stands in playlists, behind their 0x.
func (s *Section) Hex() string { return strings.ToUpper(hex.EncodeToString(s.Raw)) }
