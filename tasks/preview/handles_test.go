package preview_test

import (
	"bufio"
	"fmt"
	"io"
	"net"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"smoothscope/tasks/preview"
	"smoothscope/testdata"
)

// mediaOpen is how many of this process's open files lie below a folder.
func mediaOpen(t *testing.T, folder string) int {
	t.Helper()
	entries, err := os.ReadDir("/proc/self/fd")
	if err != nil {
		t.Skip("this system does not tell which files are open")
	}
	n := 0
	for _, e := range entries {
		if to, err := os.Readlink("/proc/self/fd/" + e.Name()); err == nil && strings.HasPrefix(to, folder+"/") {
			n++
		}
	}
	return n
}

// Hundreds of slow readers of as many files are served to the end, and never are more than so many files open; in the end none is.
func TestSlowReadersOfManyFiles(t *testing.T) {
	const readers, size, most = 220, 6 << 20, 192 + 16
	folder := filepath.Join(t.TempDir(), "a.ism")
	level := filepath.Join(folder, "QualityLevels(1)")
	if err := os.MkdirAll(level, 0o777); err != nil {
		t.Fatal(err)
	}
	manifest, err := os.ReadFile(testdata.Path(t, "ladder", "ladder.ismc"))
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(folder, "Manifest"), manifest, 0o666); err != nil {
		t.Fatal(err)
	}
	for i := range readers {
		f, err := os.Create(filepath.Join(level, fmt.Sprintf("Fragments(video=%d)", i)))
		if err != nil {
			t.Fatal(err)
		}
		if err := joined(f.Truncate(size), f.Close()); err != nil {
			t.Fatal(err)
		}
	}
	s := start(t, preview.Options{})
	if _, err := s.AddFolder(folder); err != nil {
		t.Fatal(err)
	}
	before := mediaOpen(t, folder)
	answers := make([]*slowAnswer, readers)
	for i := range readers {
		answers[i] = askSlowly(t, s.Addr(), fmt.Sprintf("/a.ism/QualityLevels(1)/Fragments(video=%d)", i))
	}
	if n := mediaOpen(t, folder); n < 2 || n > before+most {
		t.Errorf("%d files are open", n-before)
	}
	for i, answer := range answers {
		if i < readers-40 {
			_ = answer.Close() // these hang up
			continue
		}
		if n, err := io.Copy(io.Discard, answer.body); err != nil || n != size {
			t.Errorf("reader %d: %d bytes, %v", i, n, err)
		}
	}
	if n := eventually(t, folder, before); n != before {
		t.Errorf("%d files are left open", n-before)
	}
}

// slowAnswer is an answer of which only the headers were read.
type slowAnswer struct {
	net.Conn
	body   io.Reader
	length int64
}

func askSlowly(t *testing.T, addr, path string) *slowAnswer {
	t.Helper()
	var d net.Dialer
	c, err := d.DialContext(t.Context(), "tcp", addr)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = c.Close() })
	if _, err := fmt.Fprintf(c, "GET %s HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n", path); err != nil {
		t.Fatal(err)
	}
	in := bufio.NewReader(c)
	head := ""
	for !strings.HasSuffix(head, "\r\n\r\n") {
		line, err := in.ReadString('\n')
		if err != nil {
			t.Fatal(err)
		}
		head += line
	}
	if !strings.HasPrefix(head, "HTTP/1.1 200 ") {
		t.Fatalf("%s: %s", path, head)
	}
	a := &slowAnswer{Conn: c, body: in}
	_, length, _ := strings.Cut(head, "Content-Length: ")
	if _, err := fmt.Sscan(length, &a.length); err != nil {
		t.Fatal(err)
	}
	return a
}

// eventually waits until no more than so many files are open.
func eventually(t *testing.T, folder string, want int) int {
	for range 500 {
		if mediaOpen(t, folder) <= want {
			break
		}
		time.Sleep(10 * time.Millisecond)
	}
	return mediaOpen(t, folder)
}

// The media file of an asset is open once while it is read, however many read
// it, and not at all some time later.
func TestOneHandleForAll(t *testing.T) {
	folder := t.TempDir()
	a := open(t, bigFile(t, folder, 8<<20))
	s := start(t, preview.Options{})
	site := add(t, s, a)
	before := mediaOpen(t, folder) // the asset's own
	var all []*slowAnswer
	for range 50 {
		all = append(all, askSlowly(t, s.Addr(), "/"+site.Name+"/"+a.ChunkPath(0, 0, 0)))
	}
	if n := mediaOpen(t, folder); n != before+1 {
		t.Errorf("%d files are open for 50 readers", n-before)
	}
	for _, answer := range all {
		if n, err := io.Copy(io.Discard, answer.body); err != nil || n != answer.length {
			t.Errorf("%d bytes, %v", n, err)
		}
	}
	if n := eventually(t, folder, before); n != before {
		t.Errorf("%d files are left open", n-before)
	}
}
