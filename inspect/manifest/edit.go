package manifest

import (
	"bytes"
	"cmp"
	"errors"
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"
)

// Edit is a change to a manifest's text: the bytes [From,To) of the decoded
// text, which is Client.Text or Server.Text, become Text. From equal to To
// inserts. Edits are values: those of several builders on the same parsed
// document may go into one Apply, in any order, as long as they do not touch
// the same bytes.
type Edit struct {
	From, To int64
	Text     string
}

// Apply makes the edits in a manifest's own bytes, whatever their encoding.
// What no edit touches stays byte for byte: byte order mark, line ends,
// comments, quotes, and bytes that are no valid text. Insertions at one place
// keep their order. A character that the encoding, or what the declaration
// says of it, has no room for is written as a reference (&#x20AC;). The result
// is parsed: an edit that would leave no manifest of the same kind, or one
// with an error, is an error, and raw stays what it is in any case.
func Apply(raw []byte, edits []Edit) ([]byte, error) {
	if len(edits) == 0 {
		return slices.Clone(raw), nil
	}
	if len(raw) > MaxSize {
		return nil, fmt.Errorf("the manifest is %d bytes, more than the %d allowed", len(raw), MaxSize)
	}
	text, encoding, _ := decode(raw)
	edits, err := ordered(edits, int64(len(text)))
	if err != nil {
		return nil, err
	}
	e := newEncoder(raw, text, encoding)
	out, want := make([]byte, 0, len(raw)+256), make([]byte, 0, len(text)+256)
	done, at := 0, int64(0)
	for _, x := range edits {
		from, err := e.place(x.From)
		if err != nil {
			return nil, err
		}
		to, err := e.place(x.To)
		if err != nil {
			return nil, err
		}
		written := e.writable(x.Text)
		out = e.append(append(out, raw[done:from]...), written)
		want = append(append(want, text[at:x.From]...), written...)
		done, at = to, x.To
	}
	out, want = append(out, raw[done:]...), append(want, text[at:]...)
	return out, sound(raw, out, want)
}

// ordered is the edits by place, where none may reach into the next.
func ordered(edits []Edit, size int64) ([]Edit, error) {
	edits = slices.Clone(edits)
	slices.SortStableFunc(edits, func(a, b Edit) int {
		return cmp.Or(cmp.Compare(a.From, b.From), cmp.Compare(a.To, b.To))
	})
	last := int64(0)
	for _, e := range edits {
		switch {
		case e.From < 0 || e.To < e.From || e.To > size:
			return nil, fmt.Errorf("the edit of bytes %d to %d lies outside the manifest's %d", e.From, e.To, size)
		case e.From < last:
			return nil, fmt.Errorf("two edits touch byte %d of the manifest", e.From)
		case !utf8.ValidString(e.Text):
			return nil, fmt.Errorf("the edit at byte %d is not valid text", e.From)
		}
		last = e.To
	}
	return edits, nil
}

// sound says what is wrong with the result of edits: it must read as the text
// that was meant, and be a manifest of the same kind without an error.
func sound(raw, out, want []byte) error {
	if text, _, _ := decode(out); !bytes.Equal(text, want) {
		return errors.New("the manifest would not read as it was meant; its encoding cannot hold the change")
	}
	kind := Sniff(raw)
	if now := Sniff(out); now != kind {
		return fmt.Errorf("the edit would make the %s a %s", kind, now)
	}
	var err error
	switch kind {
	case ClientManifest:
		_, err = ParseClient(out)
	case ServerManifest:
		_, err = ParseServer(out)
	default:
		err = errors.New("it is no manifest")
	}
	if err != nil {
		return fmt.Errorf("the edited manifest cannot be read: %w", err)
	}
	return nil
}

// escaped is a text for an attribute value in the given quotes, or, with quote
// 0, between tags. Characters that XML cannot hold are an error.
func escaped(text string, quote byte) (string, error) {
	var b strings.Builder
	for _, c := range text {
		switch {
		case !legal(c):
			return "", fmt.Errorf("the character %U cannot stand in a manifest", c)
		case c == '&':
			b.WriteString("&amp;")
		case c == '<':
			b.WriteString("&lt;")
		case c == '>':
			b.WriteString("&gt;")
		case c == '"' && quote == '"':
			b.WriteString("&quot;")
		case c == '\'' && quote == '\'':
			b.WriteString("&apos;")
		case c == '\r', quote != 0 && (c == '\t' || c == '\n'):
			fmt.Fprintf(&b, "&#x%X;", c) // readers make blanks of these
		default:
			b.WriteRune(c)
		}
	}
	return b.String(), nil
}

// legal says whether XML can hold a character (XML 1.0, 2.2).
func legal(c rune) bool {
	return c == '\t' || c == '\n' || c == '\r' || c >= 0x20 && c <= 0xd7ff || c >= 0xe000 && c <= 0xfffd || c >= 0x10000
}
