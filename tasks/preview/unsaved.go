package preview

import (
	"crypto/sha256"
	"encoding/hex"
	"net/http"
	"slices"
	"time"
)

// unsavedFile is a file whose content is in memory, as an edit that is not
// saved has left it.
func unsavedFile(name string, content []byte) *file {
	sum := sha256.Sum256(content)
	return &file{name: name, content: content, stamp: hex.EncodeToString(sum[:12])}
}

// modified is when the file was changed last; the zero time where it has not
// been written yet.
func (f *file) modified() time.Time {
	if f.known == nil {
		return time.Time{}
	}
	return f.known.ModTime()
}

// settle puts what comes from a file in memory into the head of a body.
func (b *body) settle() error {
	if b.file == nil || b.file.content == nil {
		return nil
	}
	content := b.file.content
	b.head = slices.Clip(b.head)
	for _, s := range b.spans {
		if s.Offset < 0 || s.Size < 0 || s.Offset > int64(len(content)) || s.Size > int64(len(content))-s.Offset {
			return failf(http.StatusInternalServerError, "%s: ends before 0x%x", b.file.name, s.Offset+s.Size)
		}
		part := content[s.Offset : s.Offset+s.Size : s.Offset+s.Size]
		if len(b.head) == 0 {
			b.head = part // which nobody changes
			continue
		}
		b.head = append(b.head, part...)
	}
	b.file, b.spans = nil, nil
	return nil
}
