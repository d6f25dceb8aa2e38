package targettest

import (
	"bytes"
	"context"
	"crypto/md5" // the digest that blob stores know, not a protection
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
	"sync"

	"smoothscope/tasks/publish"
)

// Memory is a target for tests that keeps everything in memory. A test may
// set Fail before it sends.
type Memory struct {
	// Fail is asked before each Put, when not nil; its error is the Put's.
	Fail func(name string) error
	// Permanent says which of Fail's errors are; nil is none.
	Permanent func(error) bool

	mu      sync.Mutex
	objects map[string]publish.Object
	bytes   map[string][]byte
	names   []string // in the order of Put
}

var errNoItem = errors.New("no such item")

// Put implements publish.Target.
func (m *Memory) Put(ctx context.Context, item publish.Item) error {
	if m.Fail != nil {
		if err := m.Fail(item.Name); err != nil {
			return err
		}
	}
	r, err := item.Open()
	if err != nil {
		return err
	}
	b, err := io.ReadAll(r)
	if err := errors.Join(err, r.Close(), ctx.Err()); err != nil {
		return err
	}
	if int64(len(b)) != item.Size {
		return fmt.Errorf("%s: got %d bytes, not %d", item.Name, len(b), item.Size)
	}
	m.Set(item.Name, b, item.ContentType)
	return nil
}

// Set stores an object, as Put does.
func (m *Memory) Set(name string, b []byte, contentType string) {
	sum := md5.Sum(b)
	m.mu.Lock()
	defer m.mu.Unlock()
	if m.objects == nil {
		m.objects, m.bytes = map[string]publish.Object{}, map[string][]byte{}
	}
	m.objects[name] = publish.Object{Name: name, Size: int64(len(b)), MD5: sum[:], ContentType: contentType}
	m.bytes[name] = b
	m.names = append(m.names, name)
}

// Names is what was put, in that order; a name again for each time.
func (m *Memory) Names() []string {
	m.mu.Lock()
	defer m.mu.Unlock()
	return slices.Clone(m.names)
}

// List implements publish.Target.
func (m *Memory) List(ctx context.Context, prefix string) ([]publish.Object, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	var objects []publish.Object
	for name, o := range m.objects {
		if strings.HasPrefix(name, prefix) {
			objects = append(objects, o)
		}
	}
	return objects, ctx.Err()
}

// Get implements publish.Getter.
func (m *Memory) Get(_ context.Context, name string) (io.ReadCloser, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	b, ok := m.bytes[name]
	if !ok {
		return nil, fmt.Errorf("%s: %w", name, errNoItem)
	}
	return io.NopCloser(bytes.NewReader(b)), nil
}

// IsPermanent implements publish.Target.
func (m *Memory) IsPermanent(err error) bool {
	return m.Permanent != nil && m.Permanent(err)
}
