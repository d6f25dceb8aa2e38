package preview_test

import (
	"bytes"
	"io"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"smoothscope/tasks/preview"
	"smoothscope/testdata"
)

// heard collects what a server tells.
type heard struct {
	mu   sync.Mutex
	list []preview.Request
}

func (h *heard) add(r preview.Request) {
	h.mu.Lock()
	defer h.mu.Unlock()
	h.list = append(h.list, r)
}

// nth waits for the n-th request: it is told when its answer has gone.
func (h *heard) nth(t *testing.T, n int) preview.Request {
	t.Helper()
	for range 500 {
		h.mu.Lock()
		if len(h.list) > n {
			defer h.mu.Unlock()
			return h.list[n]
		}
		h.mu.Unlock()
		time.Sleep(10 * time.Millisecond)
	}
	t.Fatalf("request %d was not told", n)
	return preview.Request{}
}

// copyLadder is a ladder that may be damaged.
func copyLadder(t *testing.T) string {
	t.Helper()
	folder := t.TempDir()
	for _, name := range []string{"ladder.ism", "ladder.ismc", "v_20.ismv", "v_40.ismv", "v_80.ismv", "a_eng0.isma"} {
		b, err := os.ReadFile(testdata.Path(t, "ladder", name))
		if err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(filepath.Join(folder, name), b, 0o666); err != nil {
			t.Fatal(err)
		}
	}
	return folder
}

func TestAFileThatChangesUnderTheServer(t *testing.T) {
	for name, c := range map[string]struct {
		change func(path string) error
		status int
		words  string
	}{
		"truncated": {func(p string) error { return os.Truncate(p, 3000) }, 500, "v_20.ismv: had"},
		"grown": {func(p string) error {
			f, err := os.OpenFile(p, os.O_APPEND|os.O_WRONLY, 0)
			if err != nil {
				return err
			}
			_, err = f.WriteString("more")
			return joined(err, f.Close())
		}, 500, "v_20.ismv: had"},
		"rewritten": {func(p string) error {
			f, err := os.OpenFile(p, os.O_WRONLY, 0)
			if err != nil {
				return err
			}
			_, err = f.WriteAt([]byte("xxxx"), 100)
			return joined(err, f.Close(), os.Chtimes(p, time.Time{}, time.Now().Add(time.Hour)))
		}, 500, "v_20.ismv: was changed"},
		"replaced": {func(p string) error {
			b, err := os.ReadFile(p)
			return joined(err, os.WriteFile(p+".new", b, 0o666), os.Rename(p+".new", p))
		}, 500, "v_20.ismv: was replaced"},
		"removed": {os.Remove, 404, "v_20.ismv: is no longer there"},
	} {
		t.Run(name, func(t *testing.T) {
			folder := copyLadder(t)
			var h heard
			s := start(t, preview.Options{OnRequest: h.add})
			a := open(t, filepath.Join(folder, "ladder.ism"))
			site := add(t, s, a)
			if answer, _ := get(t, base(site)+firstVideo); answer.StatusCode != 200 {
				t.Fatalf("before: %s", answer.Status)
			}
			h.nth(t, 0)
			if err := c.change(filepath.Join(folder, "v_20.ismv")); err != nil {
				t.Skipf("this system does not let the file be changed: %v", err)
			}
			n := 1
			for _, word := range []string{"Fragments", "FragmentInfo", "KeyFrames", "RawFragments"} {
				answer, b := get(t, base(site)+strings.Replace(firstVideo, "Fragments", word, 1))
				if answer.StatusCode != c.status || !strings.Contains(string(b), c.words) || bytes.Count(b, []byte("\n")) != 1 {
					t.Errorf("%s: %s: %q", word, answer.Status, b)
				}
				if r := h.nth(t, n); r.Err == "" || r.Status != c.status {
					t.Errorf("%s was told as %+v", word, r)
				}
				n++
			}
			if answer, b := get(t, base(site)+"dash/0/0/0.m4s"); answer.StatusCode != c.status {
				t.Errorf("DASH: %s: %q", answer.Status, b)
			}
			if answer, _ := get(t, base(site)+strings.Replace(firstVideo, "20263", "41613", 1)); answer.StatusCode != 200 {
				t.Errorf("another file: %s", answer.Status)
			}
			if answer, _ := get(t, site.Smooth); answer.StatusCode != 200 {
				t.Errorf("the manifest: %s", answer.Status)
			}
		})
	}
}

func joined(all ...error) error {
	for _, err := range all {
		if err != nil {
			return err
		}
	}
	return nil
}

// A file that gets shorter while it is sent ends the connection: never do
// fewer bytes pass for all.
func TestAFileThatIsCutWhileItIsSent(t *testing.T) {
	folder := t.TempDir()
	const payload = 48 << 20
	name := bigFile(t, folder, payload)
	var h heard
	s := start(t, preview.Options{OnRequest: h.add})
	a := open(t, name)
	site := add(t, s, a)
	r, err := http.NewRequestWithContext(t.Context(), http.MethodGet, base(site)+a.ChunkPath(0, 0, 0), nil)
	if err != nil {
		t.Fatal(err)
	}
	client := http.Client{Transport: &http.Transport{DisableKeepAlives: true, ReadBufferSize: 4096}}
	answer, err := client.Do(r)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = answer.Body.Close() }()
	if answer.StatusCode != 200 || answer.ContentLength < payload {
		t.Fatalf("%s, %d bytes", answer.Status, answer.ContentLength)
	}
	if err := os.Truncate(name, 1<<20); err != nil {
		t.Skipf("this system does not let an open file be cut: %v", err)
	}
	n, err := io.Copy(io.Discard, answer.Body)
	if err == nil {
		t.Errorf("%d of %d bytes without an error", n, answer.ContentLength)
	}
	if r := h.nth(t, 0); r.Err == "" || r.Bytes >= payload {
		t.Errorf("told as %+v", r)
	}
}

// bigFile makes a media file with one fragment of so many bytes, from the
// head of a small one.
func bigFile(t testing.TB, folder string, payload int) string {
	t.Helper()
	b, err := os.ReadFile(testdata.Path(t, "ladder", "v_20.ismv"))
	if err != nil {
		t.Fatal(err)
	}
	moof := bytes.Index(b, []byte("moof")) - 4
	mdat := bytes.Index(b, []byte("mdat")) - 4
	name := filepath.Join(folder, "big.ismv")
	f, err := os.Create(name)
	if err != nil {
		t.Fatal(err)
	}
	size := payload + 8
	head := append(bytes.Clone(b[:mdat]), byte(size>>24), byte(size>>16), byte(size>>8), byte(size), 'm', 'd', 'a', 't')
	if moof < 0 || mdat < moof {
		t.Fatal("the fixture has no fragment")
	}
	if _, err := f.Write(head); err != nil {
		t.Fatal(err)
	}
	if err := joined(f.Truncate(int64(len(head)+payload)), f.Close()); err != nil {
		t.Fatal(err)
	}
	return name
}
