package source

import (
	"bytes"
	"context"
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
)

// letters is n bytes that differ from block to block.
func letters(n int) []byte {
	b := make([]byte, n)
	for i := range b {
		b[i] = byte(i ^ i>>8 ^ i>>16)
	}
	return b
}

// readers opens the same bytes as every kind of source.
func readers(t *testing.T, b []byte) map[string]Source {
	t.Helper()
	path := filepath.Join(t.TempDir(), "bytes")
	if err := os.WriteFile(path, b, 0o600); err != nil {
		t.Fatal(err)
	}
	local, err := OpenFile(path)
	if err != nil {
		t.Fatal(err)
	}
	web, err := OpenHTTP(t.Context(), serve(t, b).URL, nil)
	if err != nil {
		t.Fatal(err)
	}
	all := map[string]Source{"file": local, "memory": Memory("memory", b), "web": web}
	all["counting"] = Counting(Memory("memory", b))
	all["with context"] = WithContext(t.Context(), Memory("memory", b))
	all["web with context"] = WithContext(t.Context(), web)
	t.Cleanup(func() {
		for name, src := range all {
			if err := src.Close(); err != nil {
				t.Errorf("%s: close: %v", name, err)
			}
		}
	})
	return all
}

// All sources keep the contract of io.ReaderAt at every edge.
func TestReadAt(t *testing.T) {
	for _, size := range []int{0, 1, blockSize - 1, blockSize, blockSize + 1, 3*blockSize + 17} {
		b := letters(size)
		for name, src := range readers(t, b) {
			if src.Size() != int64(size) {
				t.Fatalf("%s of %d: size %d", name, size, src.Size())
			}
			if src.Name() == "" {
				t.Errorf("%s: no name", name)
			}
			for _, off := range []int{0, 1, size / 2, size - 1, size, size + 1, blockSize - 1, blockSize} {
				for _, n := range []int{0, 1, 100, blockSize, size, size + 5} {
					checkRead(t, name, src, b, off, n)
				}
			}
			if _, err := src.ReadAt(make([]byte, 1), -1); err == nil {
				t.Errorf("%s: a negative offset gave no error", name)
			}
		}
	}
}

func checkRead(t *testing.T, name string, src Source, whole []byte, off, n int) {
	t.Helper()
	if off < 0 {
		return
	}
	p := make([]byte, n)
	got, err := src.ReadAt(p, int64(off))
	want := whole[min(off, len(whole)):min(off+n, len(whole))]
	if !bytes.Equal(p[:got], want) {
		t.Errorf("%s of %d: %d bytes at %d are wrong (%d came)", name, len(whole), n, off, got)
	}
	if got < n && err == nil || err != nil && !errors.Is(err, io.EOF) {
		t.Errorf("%s of %d: %d of %d bytes at %d, %v", name, len(whole), got, n, off, err)
	}
}

func TestOpenFileErrors(t *testing.T) {
	folder := t.TempDir()
	for _, test := range []struct {
		name, path, want string
		is               error
	}{
		{"missing", filepath.Join(folder, "none.ismv"), "no such file", fs.ErrNotExist},
		{"folder", folder, "is a folder", nil},
		{"empty name", "", "no such file", fs.ErrNotExist},
		{"NUL in the name", folder + "/a\x00b", "", nil},
	} {
		src, err := OpenFile(test.path)
		if err == nil {
			t.Fatalf("%s opens: %v", test.name, src.Close())
		}
		if !strings.Contains(err.Error(), test.want) || !strings.HasPrefix(err.Error(), test.path) || strings.Contains(err.Error(), "\n") {
			t.Errorf("%s: %q", test.name, err)
		}
		if test.is != nil && !errors.Is(err, test.is) {
			t.Errorf("%s: %v is not %v", test.name, err, test.is)
		}
	}
}

func TestOpenFilePermission(t *testing.T) {
	path := filepath.Join(t.TempDir(), "secret")
	if err := os.WriteFile(path, []byte("x"), 0); err != nil {
		t.Fatal(err)
	}
	src, err := OpenFile(path)
	if err == nil {
		if err := src.Close(); err != nil {
			t.Fatal(err)
		}
		t.Skip("whoever runs the test may read everything")
	}
	if !errors.Is(err, fs.ErrPermission) || !strings.Contains(err.Error(), "may not be read") {
		t.Errorf("%v", err)
	}
}

func TestOpenDevice(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("no device files")
	}
	if _, err := OpenFile(os.DevNull); err == nil || !strings.Contains(err.Error(), "not a regular file") {
		t.Errorf("%v", err)
	}
}

func TestReadRange(t *testing.T) {
	b := letters(1000)
	for name, src := range readers(t, b) {
		got, err := ReadRange(src, 10, 100, 100)
		if err != nil || !bytes.Equal(got, b[10:110]) {
			t.Errorf("%s: %d bytes, %v", name, len(got), err)
		}
		got, err = ReadRange(src, 990, 100, 100)
		if !errors.Is(err, io.ErrUnexpectedEOF) || !bytes.Equal(got, b[990:]) {
			t.Errorf("%s at the end: %d bytes, %v", name, len(got), err)
		}
		got, err = ReadRange(src, 1<<62, 1<<62, 1<<63-1)
		if !errors.Is(err, io.ErrUnexpectedEOF) || len(got) != 0 {
			t.Errorf("%s far behind the end: %d bytes, %v", name, len(got), err)
		}
		if got, err = ReadRange(src, 0, 101, 100); err == nil || got != nil {
			t.Errorf("%s above the limit: %d bytes, %v", name, len(got), err)
		}
		if got, err = ReadRange(src, 1000, 0, 0); err != nil || len(got) != 0 {
			t.Errorf("%s: nothing at the end: %v", name, err)
		}
		for _, bad := range [][2]int64{{-1, 1}, {0, -1}} {
			if _, err := ReadRange(src, bad[0], bad[1], 100); err == nil {
				t.Errorf("%s: %d bytes at %d gave no error", name, bad[1], bad[0])
			}
		}
		if all, err := ReadAll(src, 1000); err != nil || !bytes.Equal(all, b) {
			t.Errorf("%s: all: %v", name, err)
		}
		if _, err := ReadAll(src, 999); err == nil {
			t.Errorf("%s: all, above the limit, gave no error", name)
		}
	}
}

// A claimed size must not allocate: the source is huge, the limit is not.
type huge struct{ Source }

func (huge) Size() int64 { return 1 << 62 }

func TestReadRangeDoesNotAllocateClaims(t *testing.T) {
	src := huge{Memory("huge", nil)}
	if _, err := ReadRange(src, 0, 1<<61, 1<<20); err == nil {
		t.Error("2^61 bytes were read")
	}
}

func TestWithContext(t *testing.T) {
	for name, src := range readers(t, letters(5*step)) {
		ctx, cancel := context.WithCancel(t.Context())
		view := WithContext(ctx, src)
		if n, err := view.ReadAt(make([]byte, 4*step), 3); err != nil || n != 4*step {
			t.Errorf("%s: %d, %v", name, n, err)
		}
		cancel()
		if n, err := view.ReadAt(make([]byte, 10), 0); !errors.Is(err, context.Canceled) || n != 0 {
			t.Errorf("%s after the end: %d, %v", name, n, err)
		}
		if _, err := src.ReadAt(make([]byte, 10), 0); err != nil {
			t.Errorf("%s itself: %v", name, err)
		}
	}
}

// stopping cancels a context in the middle of a long read.
type stopping struct {
	Source
	cancel context.CancelFunc
	reads  int
}

func (s *stopping) ReadAt(p []byte, off int64) (int, error) {
	if s.reads++; s.reads == 2 {
		s.cancel()
	}
	return s.Source.ReadAt(p, off)
}

func TestWithContextInTheMiddle(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	src := &stopping{Source: Memory("m", make([]byte, 10*step)), cancel: cancel}
	n, err := WithContext(ctx, src).ReadAt(make([]byte, 10*step), 0)
	if !errors.Is(err, context.Canceled) || n != 2*step {
		t.Errorf("%d bytes, %v", n, err)
	}
}

func TestCounting(t *testing.T) {
	c := Counting(Memory("m", letters(100)))
	for range 3 {
		if _, err := c.ReadAt(make([]byte, 10), 0); err != nil {
			t.Fatal(err)
		}
	}
	if _, err := c.ReadAt(make([]byte, 10), 95); !errors.Is(err, io.EOF) {
		t.Fatal(err)
	}
	if _, err := WithContext(t.Context(), c).ReadAt(make([]byte, 10), 0); err != nil {
		t.Fatal(err)
	}
	if c.Reads() != 5 || c.Bytes() != 45 {
		t.Errorf("%d reads, %d bytes", c.Reads(), c.Bytes())
	}
}

func TestOpen(t *testing.T) {
	b := letters(10)
	server := serve(t, b)
	path := filepath.Join(t.TempDir(), "file")
	if err := os.WriteFile(path, b, 0o600); err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{path, server.URL, strings.Replace(server.URL, "http://", "HTTP://", 1)} {
		src, err := Open(t.Context(), name)
		if err != nil {
			t.Fatal(err)
		}
		if got, err := ReadAll(src, 10); err != nil || !bytes.Equal(got, b) {
			t.Errorf("%s: %x, %v", name, got, err)
		}
		if err := src.Close(); err != nil {
			t.Error(err)
		}
	}
	if IsURL("ftp://x") || IsURL(`C:\http`) || !IsURL("https://x") {
		t.Error("IsURL")
	}
}
