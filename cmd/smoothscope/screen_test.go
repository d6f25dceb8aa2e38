package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"maps"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"smoothscope/testdata"
)

// patience is how long a person would wait for the window at most.
const patience = 30 * time.Second

// screen is a display of its own with the program on it.
type screen struct {
	t       *testing.T
	display int
	width   int
	height  int
	x       *x11
	app     *exec.Cmd
	ended   chan error
	window  string
	said    lockedBuffer
	home    string
	shots   string
}

// tool finds a program; without it the test is skipped, and fails in CI.
func tool(t *testing.T, name string) string {
	t.Helper()
	path, err := exec.LookPath(name)
	if err == nil {
		return path
	}
	testdata.Need(t, false, name+" is not installed: the window test needs Xvfb and xdotool")
	return ""
}

// newScreen builds the program as Fyne checks it for calls on wrong threads,
// and starts it on an empty display.
func newScreen(t *testing.T, width, height int, args ...string) *screen {
	t.Helper()
	return newScreenWith(t, width, height, nil, args...)
}

// newScreenWith does so with more that the program remembers of an earlier
// time.
func newScreenWith(t *testing.T, width, height int, known map[string]any, args ...string) *screen {
	t.Helper()
	xvfb := tool(t, "Xvfb")
	tool(t, "xdotool")
	s := &screen{t: t, width: width, height: height, home: t.TempDir(), shots: filepath.Join("..", "..", ".ci", "out")}
	if err := os.MkdirAll(s.shots, 0o755); err != nil {
		t.Fatal(err)
	}
	s.startDisplay(xvfb, width, height)
	s.x = dialX11(t, s.display)
	s.start(build(t), known, args...)
	return s
}

// built is the program, made once for all tests.
var built struct {
	once         sync.Once
	folder, path string
}

func TestMain(m *testing.M) {
	code := m.Run()
	if built.folder != "" {
		_ = os.RemoveAll(built.folder)
	}
	os.Exit(code)
}

func build(t *testing.T) string {
	t.Helper()
	built.once.Do(func() {
		folder, err := os.MkdirTemp("", "smoothscope-window-") //nolint:usetesting // it outlives the test that comes first
		if err != nil {
			t.Fatal(err)
		}
		built.folder, built.path = folder, filepath.Join(folder, "smoothscope")
		out, err := exec.Command("go", "build", "-buildvcs=false", "-o", built.path, ".").CombinedOutput()
		if err != nil {
			t.Fatalf("build: %v\n%s", err, out)
		}
	})
	return built.path
}

// startDisplay lets Xvfb choose a free display and say which.
func (s *screen) startDisplay(xvfb string, width, height int) {
	r, w, err := os.Pipe()
	if err != nil {
		s.t.Fatal(err)
	}
	cmd := exec.Command(xvfb, "-displayfd", "3", "-screen", "0", fmt.Sprintf("%dx%dx24", width, height), "-nolisten", "tcp")
	cmd.ExtraFiles = []*os.File{w}
	if err := cmd.Start(); err != nil {
		s.t.Fatal(err)
	}
	_ = w.Close()
	s.t.Cleanup(func() {
		_ = cmd.Process.Signal(syscall.SIGTERM)
		_ = cmd.Wait()
	})
	b := make([]byte, 16)
	n, err := r.Read(b)
	if err != nil {
		s.t.Fatalf("Xvfb did not start: %v", err)
	}
	if s.display, err = strconv.Atoi(strings.TrimSpace(string(b[:n]))); err != nil {
		s.t.Fatal(err)
	}
}

func (s *screen) start(path string, known map[string]any, args ...string) {
	s.app = exec.Command(path, args...)
	s.app.Env = append(os.Environ(), "PATH="+s.browser()+string(os.PathListSeparator)+os.Getenv("PATH"), "DISPLAY="+s.name(), "WAYLAND_DISPLAY=", "HOME="+s.home, "LANG=C.UTF-8", "LC_ALL=C.UTF-8",
		"LANGUAGE=en", "XDG_CONFIG_HOME="+filepath.Join(s.home, "config"), "XDG_CACHE_HOME="+filepath.Join(s.home, "cache"))
	for _, folder := range []string{"config", "cache"} {
		if err := os.Mkdir(filepath.Join(s.home, folder), 0o755); err != nil {
			s.t.Fatal(err)
		}
	}
	s.remember(known)
	s.app.Stderr, s.app.Stdout = &s.said, &s.said
	if err := s.app.Start(); err != nil {
		s.t.Fatal(err)
	}
	s.ended = make(chan error, 1)
	go func() { s.ended <- s.app.Wait() }()
	s.t.Cleanup(func() {
		_ = s.app.Process.Kill()
		if s.t.Failed() {
			s.t.Logf("the program said:\n%s", s.said.String())
		}
	})
	s.until("a window", func() bool {
		out, err := s.run("xdotool", "search", "--onlyvisible", "--name", "^Smoothscope")
		s.window = strings.TrimSpace(out)
		return err == nil && s.window != ""
	})
}

// browser is a folder with the command that desktops open addresses with; this
// one notes them.
func (s *screen) browser() string {
	folder := filepath.Join(s.home, "bin")
	if err := os.Mkdir(folder, 0o755); err != nil {
		s.t.Fatal(err)
	}
	script := "#!/bin/sh\nprintf '%s\\n' \"$1\" >> '" + filepath.Join(s.home, "browsed") + "'\n"
	if err := os.WriteFile(filepath.Join(folder, "xdg-open"), []byte(script), 0o755); err != nil {
		s.t.Fatal(err)
	}
	return folder
}

// browsed waits until the browser was sent to so many addresses.
func (s *screen) browsed(n int) []string {
	s.t.Helper()
	var list []string
	s.until("address in the browser", func() bool {
		b, _ := os.ReadFile(filepath.Join(s.home, "browsed")) // not there at first
		list = strings.Fields(string(b))
		return len(list) >= n
	})
	return list
}

// remember writes what the program remembers of an earlier time: there is no
// window manager that would fit the window to the display.
func (s *screen) remember(known map[string]any) {
	all := map[string]any{"window-width": s.width, "window-height": s.height}
	maps.Copy(all, known)
	preferences, err := json.Marshal(all)
	if err != nil {
		s.t.Fatal(err)
	}
	folder := filepath.Join(s.home, "config", "fyne", appID)
	if err := os.MkdirAll(folder, 0o755); err != nil {
		s.t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(folder, "preferences.json"), preferences, 0o600); err != nil {
		s.t.Fatal(err)
	}
}

// untilOpened waits until an asset has been opened whole, which goes on behind
// its first boxes; then the program remembers it.
func (s *screen) untilOpened(path string) {
	s.t.Helper()
	s.until(filepath.Base(path)+" opened whole", func() bool {
		b, err := os.ReadFile(filepath.Join(s.home, "config", "fyne", appID, "preferences.json"))
		return err == nil && strings.Contains(string(b), path)
	})
}

func (s *screen) name() string { return ":" + strconv.Itoa(s.display) }

func (s *screen) run(name string, args ...string) (string, error) {
	cmd := exec.Command(name, args...)
	cmd.Env = append(os.Environ(), "DISPLAY="+s.name())
	out, err := cmd.Output()
	return string(out), err
}

// until waits for something that a person would wait for, too.
func (s *screen) until(what string, there func() bool) {
	s.t.Helper()
	for end := time.Now().Add(patience); time.Now().Before(end); time.Sleep(50 * time.Millisecond) {
		if there() {
			return
		}
		select {
		case err := <-s.ended:
			s.t.Fatalf("while waiting for %s the program ended: %v\n%s", what, err, s.said.String())
		default:
		}
	}
	s.shot("failed")
	s.t.Fatalf("no %s within %v; the title is %q", what, patience, s.title())
}

func (s *screen) title() string {
	out, _ := s.run("xdotool", "getwindowname", s.window)
	return strings.TrimSpace(out)
}

func (s *screen) untilTitle(want string) {
	s.t.Helper()
	s.until("title "+want, func() bool { return s.title() == want })
}

// keys presses keys in the names of xdotool.
func (s *screen) keys(names ...string) {
	s.t.Helper()
	for _, name := range names {
		if out, err := s.run("xdotool", "key", "--clearmodifiers", name); err != nil {
			s.t.Fatalf("key %s: %v %s", name, err, out)
		}
		time.Sleep(80 * time.Millisecond) // as fast as a quick person
	}
}

func (s *screen) typed(text string) {
	s.t.Helper()
	if out, err := s.run("xdotool", "type", "--delay", "15", text); err != nil {
		s.t.Fatalf("type %s: %v %s", text, err, out)
	}
	time.Sleep(100 * time.Millisecond)
}

// copied presses a key that copies until the clipboard holds what is wanted.
func (s *screen) copied(key, want string) {
	s.t.Helper()
	got := ""
	for end := time.Now().Add(10 * time.Second); time.Now().Before(end); time.Sleep(100 * time.Millisecond) {
		s.keys(key)
		if got = s.x.clipboard(); got == want {
			return
		}
	}
	s.shot("failed")
	s.t.Fatalf("%s copies %q, want %q", key, got, want)
}

// copies presses keys that copy until the clipboard holds all these words.
func (s *screen) copies(press func(), words ...string) string {
	s.t.Helper()
	got := ""
	for end := time.Now().Add(10 * time.Second); time.Now().Before(end); time.Sleep(100 * time.Millisecond) {
		press()
		got = s.x.clipboard()
		if !slices.ContainsFunc(words, func(w string) bool { return !strings.Contains(got, w) }) {
			return got
		}
	}
	s.shot("failed")
	s.t.Fatalf("the clipboard holds %q, want %q in it", got, words)
	return ""
}

// click presses the mouse at a place of the window.
func (s *screen) click(x, y int) {
	s.t.Helper()
	if out, err := s.run("xdotool", "mousemove", strconv.Itoa(x), strconv.Itoa(y), "click", "1"); err != nil {
		s.t.Fatalf("click at %d, %d: %v %s", x, y, err, out)
	}
	time.Sleep(200 * time.Millisecond)
}

// asked does something that opens a dialog, and waits for it: behind one the
// window is dimmed.
func (s *screen) asked(do func()) {
	s.t.Helper()
	x, y := s.width*3/4, 12 // beside the menus
	before := s.x.pixel(x, y)
	do()
	s.until("dialog", func() bool { return s.x.pixel(x, y) != before })
}

func (s *screen) drop(files ...string) {
	s.t.Helper()
	id, err := strconv.ParseUint(strings.Fields(s.window)[0], 10, 32)
	if err != nil {
		s.t.Fatal(err)
	}
	s.x.drop(uint32(id), 700, 400, files...)
}

// shot keeps a picture, where ImageMagick is there to take it.
func (s *screen) shot(name string) {
	if _, err := exec.LookPath("import"); err != nil {
		return
	}
	time.Sleep(300 * time.Millisecond) // let it draw
	_, _ = s.run("import", "-window", "root", filepath.Join(s.shots, "window-"+name+".png"))
}

// quit ends the program as a person does and looks at what it said.
func (s *screen) quit() {
	s.t.Helper()
	s.keys("ctrl+q")
	select {
	case err := <-s.ended:
		if err != nil {
			s.t.Errorf("the program ended with %v", err)
		}
	case <-time.After(patience):
		s.shot("failed")
		s.t.Fatal("Ctrl+Q does not end the program")
	}
	s.clean()
}

// clean looks at what the program said until it ended.
func (s *screen) clean() {
	s.t.Helper()
	for _, bad := range []string{"Error in Fyne call thread", "panic", "goroutine "} {
		if strings.Contains(s.said.String(), bad) {
			s.t.Errorf("the program said %q:\n%s", bad, s.said.String())
		}
	}
}

// lockedBuffer is written by the program and read by the test.
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
