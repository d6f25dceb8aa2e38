package manifest

import (
	"errors"
	"io"
)

// input feeds the XML decoder. It blanks the XML declaration, whose encoding
// and version need not be true, and stops a single token from growing without
// limit.
type input struct {
	text  []byte
	blank int // bytes of the declaration
	at    int
	token int // where the current token began
}

var errToken = errors.New("one tag or text is more than 8 MiB")

func (i *input) ReadByte() (byte, error) {
	if i.at >= len(i.text) {
		return 0, io.EOF
	}
	if i.at-i.token > maxToken {
		return 0, errToken
	}
	b := i.text[i.at]
	if i.at < i.blank {
		b = ' '
	}
	i.at++
	return b, nil
}

// Read satisfies io.Reader; the decoder uses ReadByte.
func (i *input) Read(p []byte) (int, error) {
	if len(p) == 0 {
		return 0, nil
	}
	b, err := i.ReadByte()
	if err != nil {
		return 0, err
	}
	p[0] = b
	return 1, nil
}
