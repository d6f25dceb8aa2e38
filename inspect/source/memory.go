package source

import (
	"fmt"
	"io"
)

// memory is bytes that are already there.
type memory struct {
	name  string
	bytes []byte
}

// Memory is a source of the bytes b, which must not change afterwards. Closing
// it does nothing.
func Memory(name string, b []byte) Source {
	return &memory{name: name, bytes: b}
}

func (m *memory) Size() int64  { return int64(len(m.bytes)) }
func (m *memory) Name() string { return m.name }
func (m *memory) Close() error { return nil }

func (m *memory) ReadAt(p []byte, off int64) (int, error) {
	if off < 0 {
		return 0, fmt.Errorf("%s: read at negative offset %d", m.name, off)
	}
	if off >= m.Size() {
		return 0, io.EOF
	}
	n := copy(p, m.bytes[off:])
	if n < len(p) {
		return n, io.EOF
	}
	return n, nil
}
