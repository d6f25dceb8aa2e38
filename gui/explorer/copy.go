package explorer

import (
	"context"
	"encoding/base64"
	"encoding/hex"
	"fmt"
	"strings"

	"smoothscope/inspect/source"
)

// CopyFormat is a way to put bytes on the clipboard.
type CopyFormat struct {
	Name  string // for the menu
	Write func([]byte) string
}

// CopyFormats lists them in the order of the menu.
func CopyFormats() []CopyFormat {
	return []CopyFormat{
		{"Hex", hex.EncodeToString},
		{"Base64", base64.StdEncoding.EncodeToString},
		{"C array", cArray},
		{"Go slice", goSlice},
	}
}

// maxCopy is how many bytes go to the clipboard: more is for a file.
const maxCopy = 16 << 20

func cArray(p []byte) string {
	return fmt.Sprintf("unsigned char data[%d] = {\n%s};\n", len(p), literals(p))
}

func goSlice(p []byte) string {
	return fmt.Sprintf("[]byte{\n%s}\n", literals(p))
}

func literals(p []byte) string {
	var b strings.Builder
	for i, c := range p {
		switch {
		case i%12 == 0:
			b.WriteString("\t")
		default:
			b.WriteString(" ")
		}
		fmt.Fprintf(&b, "0x%02x,", c)
		if i%12 == 11 || i == len(p)-1 {
			b.WriteString("\n")
		}
	}
	return b.String()
}

// CopyBytes reads a span and asks for it to be put on the clipboard.
func (r *Room) CopyBytes(format CopyFormat, from, to int64) {
	d := r.doc
	if d == nil || d.file.Source == nil || to <= from {
		return
	}
	src := d.file.Source
	var text string
	r.bg.Do(func(ctx context.Context) {
		p, err := source.ReadRange(source.WithContext(ctx, src), from, min(to-from, maxCopy), maxCopy)
		if err == nil {
			text = format.Write(p)
		}
	}, func() { r.OnCopy(text) })
}
