package gui

import (
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"fyne.io/fyne/v2"

	room "smoothscope/gui/preview"

	"smoothscope/gui/session"
	"smoothscope/inspect/asset"
	"smoothscope/inspect/manifest"
	"smoothscope/testdata"
)

// theatre is a house that notes what would be shown in a browser.
type theatre struct {
	*house
	shown []string
}

func newTheatre(t *testing.T) *theatre {
	t.Helper()
	h := &theatre{house: newHouse(t)}
	h.options.OpenURL = func(u *url.URL) error { h.shown = append(h.shown, u.String()); return nil }
	t.Cleanup(func() {
		h.previews.stop()
		h.until("the end of the server", func() bool { return h.previews.server == nil && len(h.previews.queue) == 0 })
	})
	return h
}

func (h *theatre) last() string {
	if len(h.shown) == 0 {
		return ""
	}
	return h.shown[len(h.shown)-1]
}

// get asks the server, while the window goes on.
func (h *theatre) get(address string) (status int, body string) {
	h.t.Helper()
	response, err := http.Get(address)
	if err != nil {
		h.t.Fatal(err)
	}
	defer func() { _ = response.Body.Close() }()
	b, err := io.ReadAll(response.Body)
	if err != nil && response.StatusCode == http.StatusOK {
		return 0, err.Error()
	}
	return response.StatusCode, string(b)
}

func (h *theatre) rows() int64 { return h.preview.Requests() }

func TestPreviewServesAndOpensThePlayer(t *testing.T) {
	h := newTheatre(t)
	if !h.actions.preview.Disabled() {
		t.Error("there is a button without an asset")
	}
	h.Open([]string{testdata.Path(t, "ladder", "ladder.ism")})
	h.opened("ladder.ism")
	h.typedKey(&fyne.KeyEvent{Name: fyne.KeyF9})
	h.until("the player", func() bool { return len(h.shown) == 1 })
	if h.win.Canvas().Focused() != h.preview.Focusable() {
		t.Errorf("the keys go to %T", h.win.Canvas().Focused())
	}
	a := h.session.Current()
	site := h.previews.sites[a].site
	if h.tabs.Selected() != tabPreview || h.last() != site.Page {
		t.Errorf("tab %d, opened %q", h.tabs.Selected(), h.last())
	}
	if status, body := h.get(site.Smooth); status != http.StatusOK || body != string(a.Content.ClientBytes()) {
		t.Errorf("the manifest answers %d, %d bytes", status, len(body))
	}
	stream, level := 0, 1
	chunk := a.Content.Streams[stream].Chunks[2]
	if status, _ := h.get(site.Page + a.Content.ChunkPath(stream, level, chunk.Time)); status != http.StatusOK {
		t.Fatalf("the chunk answers %d", status)
	}
	h.until("the requests", func() bool { return h.rows() == 2 })

	h.preview.Choose(1, false)
	file := a.Content.Streams[stream].Levels[level].File
	h.until("the chunk", func() bool { sel := h.session.Selection(); return sel.File.Name == file && pathOf(sel) == "moof[3]" })
	if h.tabs.Selected() != tabPreview {
		t.Error("a click leaves the screen")
	}
	h.playFromHere()
	if h.last() != site.Page+"#t=4" {
		t.Errorf("plays %q", h.last())
	}
	h.preview.Choose(1, true)
	if h.tabs.Selected() != tabBoxes {
		t.Error("a double click does not show the boxes")
	}
	h.showTab(tabOffsets)
	if at := h.offsets.Marked(); at.File != file || at.Time != chunk.Time {
		t.Errorf("the offsets mark %s at %d", at.File, at.Time)
	}
	before := h.previews.server
	h.previewNow()
	if h.previews.server != before || h.last() != site.Page {
		t.Errorf("the second time opens %q", h.last())
	}
}

func TestSitesComeAndGoWithTheirAssets(t *testing.T) {
	h := newTheatre(t)
	h.Open([]string{testdata.Path(t, "ladder", "ladder.ism")})
	h.opened("ladder.ism")
	h.previewNow()
	h.until("the first site", func() bool { return len(h.shown) == 1 })
	first := h.last()
	h.Open([]string{testdata.Path(t, "ladder", "mux_av.ismv")})
	h.opened("mux_av.ismv")
	h.previewNow()
	h.until("the second site", func() bool { return len(h.shown) == 2 })
	if status, _ := h.get(first + "Manifest"); status != http.StatusOK {
		t.Errorf("the first asset answers %d when the second is shown", status)
	}
	second := h.last()
	h.closeCurrent()
	h.until("one site less", func() bool { return len(h.previews.queue) == 0 })
	if status, _ := h.get(second + "Manifest"); status != http.StatusNotFound {
		t.Errorf("a closed asset answers %d", status)
	}
	if status, _ := h.get(first + "Manifest"); status != http.StatusOK {
		t.Errorf("the open asset answers %d", status)
	}
	h.previews.stop()
	h.until("the end", func() bool { return h.previews.server == nil })
	if response, err := http.Get(first); err == nil {
		_ = response.Body.Close()
		t.Error("it answers though it is stopped")
	}
	h.previewNow()
	h.until("the same site again", func() bool { return len(h.shown) == 3 })
	if h.last() != first {
		t.Errorf("started again at %q, before at %q", h.last(), first)
	}
}

func TestReadingAgainKeepsTheAddress(t *testing.T) {
	h := newTheatre(t)
	folder := twoAssets(t)
	h.Open([]string{filepath.Join(folder, "one.ism")})
	h.opened("one.ism")
	h.previewNow()
	h.until("the site", func() bool { return len(h.shown) == 1 })
	page, old := h.last(), h.session.Current()
	h.reload()
	h.opened("one.ism")
	h.until("the new files", func() bool { return len(h.previews.queue) == 0 && h.session.Current() != old })
	now := h.session.Current()
	site := h.previews.sites[now]
	if site == nil || site.site.Page != page || len(site.held) != 0 || len(h.previews.sites) != 1 {
		t.Fatalf("the site is %+v of %d", site, len(h.previews.sites))
	}
	s := &now.Content.Streams[0]
	if status, _ := h.get(page + now.Content.ChunkPath(0, 0, s.Chunks[0].Time)); status != http.StatusOK {
		t.Errorf("a chunk answers %d", status)
	}
	h.until("the row", func() bool { return h.rows() == 1 })
	h.preview.Choose(0, false)
	h.until("the chunk", func() bool { return strings.HasPrefix(pathOf(h.session.Selection()), "moof[1]") })
}

func TestATruncatedFileIsSaidInTheWindow(t *testing.T) {
	h := newTheatre(t)
	folder := twoAssets(t)
	h.Open([]string{filepath.Join(folder, "one.ism")})
	h.opened("one.ism")
	h.previewNow()
	h.until("the site", func() bool { return len(h.shown) == 1 })
	a := h.session.Current()
	s := &a.Content.Streams[0]
	path := a.Content.ChunkPath(0, 0, s.Chunks[len(s.Chunks)-1].Time)
	if status, _ := h.get(h.last() + path); status != http.StatusOK {
		t.Fatalf("the whole file answers %d", status)
	}
	if err := os.Truncate(filepath.Join(folder, filepath.FromSlash(s.Levels[0].File)), 5000); err != nil {
		t.Fatal(err)
	}
	if status, body := h.get(h.last() + path); status == http.StatusOK {
		t.Errorf("a cut file answers %d with %d bytes", status, len(body))
	}
	h.until("the words", func() bool { return strings.Contains(h.preview.Message(), filepath.Base(s.Levels[0].File)) })
	h.reload()
	h.opened("one.ism")
	h.until("that it is mended", func() bool { return !strings.Contains(h.preview.Message(), "✕") })
	if said := h.preview.Message(); !strings.HasPrefix(said, "▲ not in DASH: ") {
		t.Errorf("of what the cut file cannot do, it says %q", said)
	}
	if h.tabs.Selected() != tabPreview {
		t.Error("reading again leaves the screen")
	}
}

func TestWhatCannotBePlayedSaysWhy(t *testing.T) {
	h := newTheatre(t)
	folder := t.TempDir()
	for _, name := range []string{"ladder.ism", "ladder.ismc"} {
		b, err := os.ReadFile(testdata.Path(t, "ladder", name))
		if err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(filepath.Join(folder, name), b, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	h.Open([]string{filepath.Join(folder, "ladder.ism")})
	h.until("the asset", func() bool { a := h.session.Current(); return a != nil && a.Content != nil })
	h.previewNow()
	h.until("the reason", func() bool { return h.previews.state(h.session.Current()).Reason != nil })
	if h.previews.server != nil || len(h.shown) != 0 {
		t.Error("it is served all the same")
	}
	a := &session.Asset{Content: &asset.Asset{URL: "http://host/a.ism/Manifest"}}
	if waiting, reason := h.playable(a); waiting || !errors.Is(reason, asset.ErrRemote) {
		t.Errorf("an asset on a server: %v %v", waiting, reason)
	}
}

func TestATakenPortIsSaid(t *testing.T) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = l.Close() }()
	h := newTheatre(t)
	h.prefs.SetPreviewPort(l.Addr().(*net.TCPAddr).Port)
	h.Open([]string{testdata.Path(t, "ladder", "ladder.ism")})
	h.opened("ladder.ism")
	h.previewNow()
	h.until("the words", func() bool { return h.previews.err != nil })
	state := h.previews.state(h.session.Current())
	if state.Phase != room.Stopped || !strings.Contains(state.Err.Error(), fmt.Sprint(h.prefs.PreviewPort())) {
		t.Errorf("phase %d, error %v", state.Phase, state.Err)
	}
	h.prefs.SetPreviewPort(0)
	h.previewNow()
	h.until("the player", func() bool { return len(h.shown) == 1 })
	if h.previews.state(h.session.Current()).Err != nil {
		t.Error("the error stays")
	}
}

func TestWhatABrowserCannotOpenIsSaid(t *testing.T) {
	h := newTheatre(t)
	h.options.OpenURL = func(*url.URL) error { return errors.New("no browser") }
	h.openAddress("http://127.0.0.1:8/x.ism/")
	if h.win.Canvas().Overlays().Top() == nil {
		t.Error("nothing is said")
	}
	h.escape()
}

func TestPortsThatAreTyped(t *testing.T) {
	for text, want := range map[string]int{"": 0, " 8080 ": 8080, "0": 0, "65535": 65535, "65536": -1, "-1": -1, "http": -1} {
		got, err := checkPort(text)
		if (err != nil) != (want < 0) || err == nil && got != want {
			t.Errorf("%q is port %d, %v", text, got, err)
		}
	}
}

func TestHashAtBeginsInTheChunk(t *testing.T) {
	chunk := func(time uint64) []manifest.Chunk { return []manifest.Chunk{{Time: time}} }
	archive := &asset.Asset{Streams: []asset.Stream{
		{Type: "text", TimeScale: 1000, Embedded: true, Chunks: chunk(0)},
		{Type: "video", TimeScale: 10_000_000, Chunks: chunk(1_236_046_960_307_666)},
	}}
	for _, c := range []struct {
		content     *asset.Asset
		time, scale uint64
		want        string
	}{
		{&asset.Asset{}, 20_000_000, 10_000_000, "#t=2"},
		{&asset.Asset{}, 20_201_361, 10_000_000, "#t=2.021"},
		{archive, 1_236_046_980_307_666, 10_000_000, "#t=2"},
		{&asset.Asset{}, 5, 0, ""},
	} {
		if got := hashAt(c.content, c.time, c.scale); got != c.want {
			t.Errorf("%d at %d plays from %q, want %q", c.time, c.scale, got, c.want)
		}
	}
}

// A published tree has no media beside its manifest, and plays all the same.
func TestAPublishedTreePlays(t *testing.T) {
	ladder := testdata.Path(t, "ladder")
	tree := filepath.Join(t.TempDir(), "clip.ism")
	chunk := filepath.Join(tree, "QualityLevels(20263)", "Fragments(video=0)")
	if err := os.MkdirAll(filepath.Dir(chunk), 0o750); err != nil {
		t.Fatal(err)
	}
	for from, to := range map[string]string{"ladder.ismc": filepath.Join(tree, "Manifest"), "v_20.ismv": chunk} {
		b, err := os.ReadFile(filepath.Join(ladder, from))
		if err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(to, b, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	h := newTheatre(t)
	h.Open([]string{tree})
	h.until("the tree", func() bool { a := h.session.Current(); return a != nil && a.Content != nil })
	h.typedKey(&fyne.KeyEvent{Name: fyne.KeyF9})
	h.until("the player", func() bool { return len(h.shown) == 1 })
	site := h.previews.sites[h.session.Current()].site
	if status, body := h.get(site.Page + "QualityLevels(20263)/Fragments(video=0)"); status != http.StatusOK || len(body) == 0 {
		t.Errorf("the chunk answers %d, %d bytes", status, len(body))
	}
}
