package caption

import (
	"errors"
	"fmt"
	"strings"
)

// maxSize bounds the documents that are read, in bytes.
const maxSize = 64 << 20

// ErrUnknown says that a file is of none of the formats.
var ErrUnknown = errors.New("is neither SRT nor WebVTT nor TTML")

// Options of Parse. The zero value recognises everything.
type Options struct {
	Name     string // of the file, whose ending decides where its words do not
	Format   string // as FormatNamed takes it
	Encoding string // utf-8, utf-16, utf-16le, utf-16be, windows-1252; auto or "" recognises it
}

// Parse reads a caption document. The bytes must not change afterwards. Where
// a document is broken, it returns what was understood and an error.
func Parse(raw []byte, o Options) (*Document, error) {
	if len(raw) > maxSize {
		return nil, fmt.Errorf("%s: %d bytes are more than captions ever are", o.Name, len(raw))
	}
	d := &Document{}
	text, err := d.decode(raw, o.Encoding)
	if err != nil {
		return nil, err
	}
	if o.Format != "" {
		if d.Format, err = FormatNamed(o.Format); err != nil {
			return nil, err
		}
	} else if d.Format = sniff(text, o.Name); d.Format == nil {
		return nil, fmt.Errorf("%s: %w", o.Name, ErrUnknown)
	}
	d.read = &read{raw: raw, text: text, eol: lineEnd(text)}
	err = d.Format.split(d)
	d.Cues = make([]Cue, len(d.read.cues))
	for i, from := range d.read.cues {
		from.owner, from.n = d.read, i
		d.Cues[i] = from.cue
		d.Cues[i].origin = from
	}
	for n := range len(d.read.cues) + 1 {
		if from, to := d.read.gap(n); from < to {
			d.read.gaps = append(d.read.gaps, n)
		}
	}
	return d, err
}

// lineEnd is how the first line of a text ends.
func lineEnd(text string) string {
	switch i := strings.IndexAny(text, "\r\n"); {
	case i < 0, text[i] == '\n':
		return "\n"
	case strings.HasPrefix(text[i:], "\r\n"):
		return "\r\n"
	}
	return "\r"
}

// warn notes once what was tolerated.
func (d *Document) warn(format string, args ...any) {
	text := fmt.Sprintf(format, args...)
	for _, w := range d.Warnings {
		if w == text {
			return
		}
	}
	d.Warnings = append(d.Warnings, text)
}
