package main

import (
	"bytes"
	"context"
	"encoding/json"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"

	"smoothscope/testdata"
)

// served is a running serve.
type served struct {
	lines  []string // of stdout
	stderr *lockedBuffer
	stop   context.CancelFunc
	code   chan int
}

type lockedBuffer struct {
	mu sync.Mutex
	b  bytes.Buffer
}

func (l *lockedBuffer) Write(p []byte) (int, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.b.Write(p)
}

func (l *lockedBuffer) String() string {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.b.String()
}

// serve runs the verb until the end of the test.
func serve(t *testing.T, args ...string) *served {
	t.Helper()
	ctx, stop := context.WithCancel(t.Context())
	s := &served{stderr: &lockedBuffer{}, stop: stop, code: make(chan int, 1)}
	out, in := io.Pipe()
	go func() {
		code := execute(ctx, append([]string{"serve"}, args...), in, s.stderr)
		in.Close()
		s.code <- code
	}()
	t.Cleanup(func() { stop(); out.Close() })
	all := make([]byte, 64<<10) // the addresses come in one piece
	n, err := out.Read(all)
	if err != nil {
		t.Fatalf("serve %q ended: %d, %s", args, <-s.code, s.stderr)
	}
	s.lines = strings.Split(strings.TrimSuffix(string(all[:n]), "\n"), "\n")
	return s
}

// addresses are those that it printed behind a word.
func (s *served) addresses(word string) []string {
	var all []string
	for _, line := range s.lines {
		if address, ok := strings.CutPrefix(line, word+" "); ok {
			all = append(all, address)
		}
	}
	return all
}

// ended interrupts it and waits for its exit code.
func (s *served) ended() int {
	s.stop()
	return <-s.code
}

// answer is what came back from an address.
type answer struct {
	status int
	header http.Header
	body   []byte
}

func fetch(t *testing.T, address string) answer {
	t.Helper()
	r, err := http.Get(address)
	if err != nil {
		t.Fatal(err)
	}
	defer r.Body.Close()
	b, err := io.ReadAll(r.Body)
	if err != nil {
		t.Fatal(err)
	}
	return answer{r.StatusCode, r.Header, b}
}

func TestServePrintsAddressesThatAnswer(t *testing.T) {
	s := serve(t, ladder(t))
	base, ok := strings.CutPrefix(s.lines[0], "listening ")
	want := []string{"listening " + base, "page " + base + "/ladder.ism/", "smooth " + base + "/ladder.ism/Manifest", "dash " + base + "/ladder.ism/dash/manifest.mpd"}
	if !ok || !strings.HasPrefix(base, "http://127.0.0.1:") || !slices.Equal(s.lines, want) {
		t.Errorf("it printed %q, want %q", s.lines, want)
	}
	for word, kind := range map[string]string{"listening": "text/html", "page": "text/html", "smooth": "xml", "dash": "application/dash+xml"} {
		address := s.addresses(word)[0]
		got := fetch(t, address)
		if got.status != http.StatusOK || !strings.Contains(got.header.Get("Content-Type"), kind) || len(got.body) == 0 {
			t.Errorf("%s: %d, %s, %d bytes", address, got.status, got.header.Get("Content-Type"), len(got.body))
		}
	}
	if code := s.ended(); code != exitInterrupted || s.stderr.String() != "smoothctl: interrupted\n" {
		t.Errorf("exit %d, stderr %q", code, s.stderr)
	}
	if _, err := net.Dial("tcp", strings.TrimPrefix(base, "http://")); err == nil {
		t.Error("somebody still listens")
	}
}

// Every chunk that offsets lists is served with exactly those bytes.
func TestServedChunksAreThoseOfOffsets(t *testing.T) {
	s := serve(t, ladder(t))
	var list struct {
		Entries []struct {
			Stream       string
			Bitrate      json.Number
			Time         json.Number
			File         string
			Offset, Size int64
		}
	}
	if err := json.Unmarshal([]byte(runLine(t, "offsets", ladder(t), "--format", "json").stdout), &list); err != nil || len(list.Entries) != 16 {
		t.Fatalf("%d entries, %v", len(list.Entries), err)
	}
	base := strings.TrimSuffix(s.addresses("smooth")[0], "Manifest")
	for _, e := range list.Entries {
		file, err := os.ReadFile(testdata.Path(t, "ladder", e.File))
		if err != nil {
			t.Fatal(err)
		}
		address := base + "QualityLevels(" + e.Bitrate.String() + ")/Fragments(" + e.Stream + "=" + e.Time.String() + ")"
		got := fetch(t, address)
		if got.status != http.StatusOK || !bytes.Equal(got.body, file[e.Offset:e.Offset+e.Size]) || got.header.Get("Access-Control-Allow-Origin") != "*" {
			t.Errorf("%s: %d, %d bytes, want %d", address, got.status, len(got.body), e.Size)
		}
	}
}

func TestServeSeveral(t *testing.T) {
	folder := copyLadder(t, "ladder.ism", "ladder.ismc", "v_20.ismv", "v_40.ismv", "v_80.ismv", "a_eng0.isma")
	second := filepath.Join(copyLadder(t, "ladder.ism", "ladder.ismc", "v_20.ismv", "a_eng0.isma"), "ladder.ism")
	s := serve(t, ladder(t), folder, second)
	if got := s.addresses("smooth"); len(got) != 3 || got[0] == got[1] || len(s.addresses("listening")) != 1 {
		t.Fatalf("it printed %q", s.lines)
	}
	for _, address := range s.addresses("smooth") {
		if got := fetch(t, address); got.status != http.StatusOK || !bytes.Contains(got.body, []byte("SmoothStreamingMedia")) {
			t.Errorf("%s: %d", address, got.status)
		}
	}
}

func TestServeLooseFiles(t *testing.T) {
	folder := copyLadder(t, "v_20.ismv", "v_40.ismv", "a_eng0.isma")
	for _, args := range [][]string{
		{folder},
		{filepath.Join(folder, "v_20.ismv"), filepath.Join(folder, "v_40.ismv"), filepath.Join(folder, "a_eng0.isma")},
	} {
		s := serve(t, args...)
		if got := fetch(t, s.addresses("smooth")[0]); bytes.Count(got.body, []byte("<QualityLevel ")) != 3 {
			t.Errorf("%q: %s", args, got.body)
		}
	}
}

func TestServePublishedFolders(t *testing.T) {
	www := t.TempDir()
	mux := filepath.Join(filepath.Dir(ladder(t)), "mux_av.ismv")
	for _, asset := range []string{ladder(t), mux} {
		if code, _, stderr := published(t, t.Context(), asset, "--to", www, "--json"); code != 0 {
			t.Fatal(stderr)
		}
	}
	want, err := os.ReadFile(filepath.Join(www, "ladder.ism", "QualityLevels(20263)", "Fragments(video=20000000)"))
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		arg   string
		sites int
	}{{www, 2}, {filepath.Join(www, "ladder.ism"), 1}, {filepath.Join(www, "ladder.ism", "Manifest"), 1}} {
		s := serve(t, c.arg)
		if len(s.addresses("smooth")) != c.sites || s.stderr.String() != "" {
			t.Errorf("%s: it printed %q, %s", c.arg, s.lines, s.stderr)
		}
	}
	s := serve(t, filepath.Join(www, "ladder.ism"))
	base := strings.TrimPrefix(s.lines[0], "listening ")
	got := fetch(t, base+"/ladder.ism/QualityLevels(20263)/Fragments(video=20000000)")
	if got.status != http.StatusOK || !bytes.Equal(got.body, want) {
		t.Errorf("%d, %d bytes, want %d", got.status, len(got.body), len(want))
	}
}

func TestServeVerboseTellsEachRequest(t *testing.T) {
	s := serve(t, ladder(t), "--verbose")
	smooth := s.addresses("smooth")[0]
	fetch(t, smooth)
	fetch(t, smooth+"%1b%5b31mred")
	fetch(t, strings.TrimSuffix(smooth, "Manifest")+"QualityLevels(1)/Fragments(video=0)")
	if code := s.ended(); code != exitInterrupted {
		t.Errorf("exit %d", code)
	}
	lines := strings.Split(strings.TrimSpace(s.stderr.String()), "\n")
	if len(lines) != 4 || lines[3] != "smoothctl: interrupted" {
		t.Fatalf("stderr %q", lines)
	}
	for i, want := range []string{" 200 GET /ladder.ism/Manifest ", " 40", " 404 GET /ladder.ism/QualityLevels(1)/Fragments(video=0) "} {
		if !strings.Contains(lines[i], want) || strings.Contains(lines[i], "\x1b") {
			t.Errorf("line %d is %q, want %q", i, lines[i], want)
		}
	}
}

func TestServeAnswersOnlyForItself(t *testing.T) {
	s := serve(t, ladder(t))
	for host, want := range map[string]int{"": 200, "localhost": 200, "[::1]:80": 200, "127.0.0.1": 200, "evil.example": 403, "192.0.2.1:80": 403, "127.0.0.1.evil.example": 403} {
		r, err := http.NewRequest(http.MethodGet, s.addresses("smooth")[0], nil)
		if err != nil {
			t.Fatal(err)
		}
		r.Host = host
		answer, err := http.DefaultClient.Do(r)
		if err != nil {
			t.Fatal(err)
		}
		answer.Body.Close()
		if answer.StatusCode != want {
			t.Errorf("Host %q: %s, want %d", host, answer.Status, want)
		}
	}
}

func TestServeRefusals(t *testing.T) {
	taken, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer taken.Close()
	remote := httptest.NewServer(http.FileServer(http.Dir(filepath.Dir(ladder(t)))))
	defer remote.Close()
	two := copyLadder(t, "ladder.ism", "ladder.ismc")
	if err := os.WriteFile(filepath.Join(two, "again.ism"), readFile(t, ladder(t)), 0o600); err != nil {
		t.Fatal(err)
	}
	alone := filepath.Join(copyLadder(t, "ladder.ismc"), "ladder.ismc")
	for _, c := range []struct {
		args []string
		code int
		says string
	}{
		{nil, exitUnable, "serve needs an ASSET or a FOLDER"},
		{[]string{filepath.Join(two, "none.ism")}, exitUnable, "no such file"},
		{[]string{writeFile(t, "a.txt", "just text")}, exitUnable, "a.txt"},
		{[]string{t.TempDir()}, exitUnable, "holds neither"},
		{[]string{two}, exitUnable, "holds 2 assets, name one of them: again.ism, ladder.ism"},
		{[]string{alone}, exitWrong, "none of its media files is there"},
		{[]string{remote.URL + "/ladder.ismc"}, exitUnable, "copy the asset first"},
		{[]string{ladder(t), "--addr", taken.Addr().String()}, exitUnable, "already in use"},
		{[]string{ladder(t), "--addr", "0.0.0.0:0"}, exitUnable, "open to other computers"},
		{[]string{ladder(t), "--addr", ":0"}, exitUnable, "open to other computers"},
		{[]string{ladder(t), "--addr", "[::]:0"}, exitUnable, "open to other computers"},
		{[]string{ladder(t), "--addr", "192.168.1.5:8080"}, exitUnable, "use 127.0.0.1:8080"},
		{[]string{ladder(t), "--addr", "example.com:80"}, exitUnable, "open to other computers"},
		{[]string{ladder(t), "--addr", "8080"}, exitUnable, "127.0.0.1:8080"},
		{[]string{ladder(t), "--addr", "127.0.0.1:http"}, exitUnable, "no port"},
		{[]string{ladder(t), "--addr", "127.0.0.1:65536"}, exitUnable, "no port"},
		{[]string{ladder(t), "--json"}, exitUnable, "unknown flag"},
	} {
		got := runLine(t, append([]string{"serve"}, c.args...)...)
		if got.code != c.code || !oneLineWith(got.stderr, c.says) || strings.Contains(got.stdout, "listening") {
			t.Errorf("serve %q: exit %d, want %d and %q: %s%s", c.args, got.code, c.code, c.says, got.stderr, got.stdout)
		}
	}
}

func TestServeOnLocalhostAndIPv6(t *testing.T) {
	for _, addr := range []string{"localhost:0", "[::1]:0"} {
		if l, err := net.Listen("tcp", addr); err != nil {
			continue // a machine without IPv6
		} else {
			l.Close()
		}
		s := serve(t, ladder(t), "--addr", addr)
		if got := fetch(t, s.addresses("smooth")[0]); got.status != http.StatusOK {
			t.Errorf("%s: %d", addr, got.status)
		}
	}
}

func readFile(t *testing.T, path string) []byte {
	t.Helper()
	b, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return b
}
