// Package source knows where bytes come from: a local file, memory, or an
// HTTP server that answers range requests. It knows nothing of what the bytes
// mean. A new kind of origin is one more file with an Open function and one
// case in Open.
package source

import (
	"context"
	"io"
	"strings"
)

// Source is a sequence of bytes of known size that can be read at any place.
//
// ReadAt may be called from several goroutines at once. A read past Size
// returns what there is and io.EOF. Whoever opened a Source closes it.
type Source interface {
	io.ReaderAt
	io.Closer
	// Size is the number of bytes when the source was opened.
	Size() int64
	// Name is the path or URL that a person would recognise.
	Name() string
}

// Open opens a path, or an http or https URL. The context bounds the opening,
// not what is read later: that is what WithContext is for.
func Open(ctx context.Context, name string) (Source, error) {
	if IsURL(name) {
		return OpenHTTP(ctx, name, nil)
	}
	return OpenFile(name)
}

// IsURL reports whether name is an http or https URL.
func IsURL(name string) bool {
	lower := strings.ToLower(name)
	return strings.HasPrefix(lower, "http://") || strings.HasPrefix(lower, "https://")
}
