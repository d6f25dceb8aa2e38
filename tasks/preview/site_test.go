package preview_test

import (
	"bytes"
	"encoding/json"
	"errors"
	"io"
	"net"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"smoothscope/inspect/asset"
	"smoothscope/tasks/preview"
	"smoothscope/testdata"
)

func TestNamesThatCollide(t *testing.T) {
	s := start(t, preview.Options{})
	a := open(t, testdata.Path(t, "ladder", "ladder.ism"))
	var names []string
	for range 3 {
		names = append(names, add(t, s, a).Name)
	}
	if got := strings.Join(names, " "); got != "ladder.ism ladder-2.ism ladder-3.ism" {
		t.Errorf("%s", got)
	}
	s.Remove(s.Sites()[1])
	if site := add(t, s, a); site.Name != "ladder-2.ism" {
		t.Errorf("the free name was not taken: %s", site.Name)
	}
	for _, site := range s.Sites() {
		if answer, _ := get(t, site.Smooth); answer.StatusCode != 200 {
			t.Errorf("%s: %s", site.Smooth, answer.Status)
		}
	}
}

func TestAssetsThatCannotBeServed(t *testing.T) {
	s := start(t, preview.Options{})
	served := ladder(t, preview.Options{})
	remote, err := asset.Open(t.Context(), []string{served.Smooth}, asset.Options{})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := s.Add(remote); !errors.Is(err, asset.ErrRemote) {
		t.Errorf("over HTTP: %v", err)
	}
	plain := filepath.Join(t.TempDir(), "plain.mp4")
	if err := os.WriteFile(plain, unfragmented(t), 0o666); err != nil {
		t.Fatal(err)
	}
	if _, err := s.Add(open(t, plain)); !errors.Is(err, asset.ErrUnfragmented) {
		t.Errorf("a plain file: %v", err)
	}
}

// unfragmented is a file whose moov has neither mvex nor fragments behind it.
func unfragmented(t *testing.T) []byte {
	t.Helper()
	b, err := os.ReadFile(testdata.Path(t, "ladder", "v_20.ismv"))
	if err != nil {
		t.Fatal(err)
	}
	end := bytes.Index(b, []byte("moof")) - 4
	return bytes.Replace(b[:end], []byte("mvex"), []byte("free"), 1)
}

func TestLiveAsset(t *testing.T) {
	folder := copyLadder(t)
	path := filepath.Join(folder, "ladder.ismc")
	b, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	live := bytes.Replace(b, []byte("<SmoothStreamingMedia "), []byte(`<SmoothStreamingMedia IsLive="TRUE" `), 1)
	if err := os.WriteFile(path, live, 0o666); err != nil {
		t.Fatal(err)
	}
	site := add(t, start(t, preview.Options{}), open(t, filepath.Join(folder, "ladder.ism")))
	for part, want := range map[string]int{"video=0": 200, "video=1": 404, "video=60000000": 200, "video=80000000": 412, "other=80000000": 404} {
		answer, b := get(t, base(site)+strings.Replace(firstVideo, "video=0", part, 1))
		if answer.StatusCode != want || want == 412 && len(b) > 0 {
			t.Errorf("%s: %s %.50q, want %d", part, answer.Status, b, want)
		}
	}
}

// Custom attributes are part of the address, in any order.
func TestCustomAttributesAndOddTemplates(t *testing.T) {
	folder := copyLadder(t)
	path := filepath.Join(folder, "ladder.ismc")
	b, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	text := strings.Replace(string(b), "QualityLevels({bitrate})/Fragments(video=", "QualityLevels({bitrate},{CustomAttributes})/Fragments(pictures=", 1)
	first := strings.Index(text, "<QualityLevel")
	end := first + strings.Index(text[first:], "/>")
	text = text[:end] + `><CustomAttributes><Attribute Name="Compatibility" Value="Desktop"/><Attribute Name="A" Value="1"/></CustomAttributes></QualityLevel>` + text[end+2:]
	text = strings.Replace(text, "QualityLevels({bitrate})/Fragments(audio={start time})", "sound/{bitrate}/{start time}.chunk", 1)
	if err := os.WriteFile(path, []byte(text), 0o666); err != nil {
		t.Fatal(err)
	}
	a := open(t, filepath.Join(folder, "ladder.ism"))
	if !strings.Contains(a.ChunkPath(0, 0, 0), ",Compatibility=Desktop,A=1)/Fragments(pictures=") || !strings.HasPrefix(a.ChunkPath(1, 0, 0), "sound/") {
		t.Fatalf("the fixture is not what it should be: %s, %s", a.ChunkPath(0, 0, 0), a.ChunkPath(1, 0, 0))
	}
	site := add(t, start(t, preview.Options{}), a)
	checkEveryChunk(t, a, site)
	for from, want := range map[string]int{"Compatibility=Desktop,A=1": 200, "A=1,Compatibility=Desktop": 200, "A=1": 404, "A=1,Compatibility=Handheld": 404} {
		url := base(site) + strings.Replace(a.ChunkPath(0, 0, 0), "Compatibility=Desktop,A=1", from, 1)
		if answer, b := get(t, url); answer.StatusCode != want {
			t.Errorf("%s: %s %.80q", url, answer.Status, b)
		}
	}
}

func TestRequestsAreTold(t *testing.T) {
	var h heard
	now := time.Date(2026, 1, 2, 3, 4, 5, 0, time.UTC)
	s := start(t, preview.Options{OnRequest: h.add, Now: func() time.Time { return now }, Player: player()})
	a := open(t, testdata.Path(t, "ladder", "ladder.ism"))
	site := add(t, s, a)
	for i, c := range []struct {
		path   string
		header []string
		want   preview.Request
	}{
		{a.ChunkPath(0, 1, 20000000), nil, preview.Request{Kind: preview.Fragment, Status: 200, Stream: 0, Level: 1, Chunk: 1, Time: 20000000}},
		{a.ChunkPath(0, 1, 20000000), []string{"Range", "bytes=0-9"}, preview.Request{Kind: preview.Fragment, Status: 206, Stream: 0, Level: 1, Chunk: 1, Time: 20000000, Bytes: 10}},
		{"Manifest", nil, preview.Request{Kind: preview.Manifest, Status: 200, Stream: -1, Level: -1, Chunk: -1}},
		{strings.Replace(firstVideo, "=0", "=1", 1), nil, preview.Request{Kind: preview.Fragment, Status: 404, Stream: 0, Level: 0, Chunk: -1, Time: 1, Err: "no chunk starts at 1"}},
		{"dash/0/1/20000000.m4s", nil, preview.Request{Kind: preview.Segment, Status: 200, Stream: 0, Level: 1, Chunk: 1, Time: 20000000}},
		{"dash/manifest.mpd", nil, preview.Request{Kind: preview.MPD, Status: 200, Stream: -1, Level: -1, Chunk: -1}},
		{"dash/1/0/init.mp4", nil, preview.Request{Kind: preview.Init, Status: 200, Stream: 1, Level: 0, Chunk: -1}},
		{"", nil, preview.Request{Kind: preview.Page, Status: 200, Stream: -1, Level: -1, Chunk: -1}},
	} {
		_, b := get(t, base(site)+c.path, append(c.header, "User-Agent", "tester")...)
		got := h.nth(t, i)
		c.want.At, c.want.Method, c.want.Site, c.want.Agent = now, "GET", "ladder.ism", "tester"
		c.want.Path, c.want.Bytes = "/ladder.ism/"+c.path, int64(len(b))
		if got != c.want {
			t.Errorf("%s is told as\n%+v, want\n%+v", c.path, got, c.want)
		}
	}
}

func TestInfo(t *testing.T) {
	s := start(t, preview.Options{})
	for name, check := range map[string]func(t *testing.T, b []byte){
		testdata.Path(t, "ladder", "ladder.ism"): func(t *testing.T, b []byte) {
			want := map[string]any{"name": "ladder.ism", "smooth": "Manifest", "dash": "dash/manifest.mpd", "duration": 8.02322, "start": 0.0}
			var got map[string]any
			if err := json.Unmarshal(b, &got); err != nil {
				t.Fatal(err)
			}
			for k, v := range want {
				if got[k] != v {
					t.Errorf("%s is %v, want %v", k, got[k], v)
				}
			}
			for _, part := range []string{`"bitrate":20263,"width":64,"height":36,"codec":"avc1.`, `"file":"v_20.ismv"`, `"markers":[]`, `"timeScale":10000000`} {
				if !strings.Contains(string(b), part) {
					t.Errorf("%s is not in %s", part, b)
				}
			}
		},
		testdata.Path(t, "manifest", "client-embedded.ismc"): func(t *testing.T, b []byte) {
			var got struct{ Markers []map[string]any }
			if err := json.Unmarshal(b, &got); err != nil {
				t.Fatal(err)
			}
			kinds := map[any]int{}
			for _, m := range got.Markers {
				kinds[m["kind"]]++
			}
			if kinds["chapter"] == 0 {
				t.Errorf("markers: %s", b)
			}
		},
	} {
		site := add(t, s, open(t, name))
		answer, b := get(t, base(site)+"info.json")
		if answer.StatusCode != 200 || answer.Header.Get("Content-Type") != "application/json" {
			t.Errorf("%s %s", answer.Status, answer.Header.Get("Content-Type"))
		}
		check(t, b)
	}
}

// Many players ask for everything at once, while sites come and go.
func TestManyAtOnce(t *testing.T) {
	var h heard
	s := start(t, preview.Options{OnRequest: h.add})
	a := open(t, testdata.Path(t, "ladder", "ladder.ism"))
	site := add(t, s, a)
	want := map[string][]byte{}
	for i := range a.Streams {
		for j := range a.Streams[i].Levels {
			for _, c := range a.Streams[i].Chunks {
				path := a.ChunkPath(i, j, c.Time)
				_, want[path] = get(t, base(site)+path)
			}
		}
	}
	fresh := open(t, testdata.Path(t, "ladder", "ladder.ism"))
	other := add(t, s, fresh)
	client := http.Client{Transport: &http.Transport{MaxIdleConnsPerHost: 64}}
	defer client.CloseIdleConnections()
	var all sync.WaitGroup
	for range 64 {
		all.Go(func() {
			for path, bytesOf := range want {
				answer, err := client.Get(base(other) + path)
				if err != nil {
					t.Error(err)
					return
				}
				b, err := io.ReadAll(answer.Body)
				_ = answer.Body.Close()
				if err != nil || !bytes.Equal(b, bytesOf) {
					t.Errorf("%s: %s, %d bytes, %v", path, answer.Status, len(b), err)
				}
			}
		})
	}
	all.Go(func() {
		for range 20 {
			s.Remove(add(t, s, a))
		}
	})
	all.Wait()
}

// Close ends answers that nobody reads, and waits for them.
func TestCloseEndsHangingAnswers(t *testing.T) {
	name := bigFile(t, t.TempDir(), 64<<20)
	var h heard
	s, err := preview.Start(t.Context(), preview.Options{OnRequest: h.add})
	if err != nil {
		t.Fatal(err)
	}
	a := open(t, name)
	site := add(t, s, a)
	answer, err := (&http.Client{Transport: &http.Transport{DisableKeepAlives: true}}).Get(base(site) + a.ChunkPath(0, 0, 0))
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = answer.Body.Close() }()
	if err := s.Close(); err != nil {
		t.Error(err)
	}
	h.mu.Lock()
	told := len(h.list)
	h.mu.Unlock()
	if told != 1 {
		t.Errorf("%d answers had ended when Close came back", told)
	}
	if _, err := io.Copy(io.Discard, answer.Body); err == nil {
		t.Error("the answer went on to its end")
	}
	if c, err := net.Dial("tcp", s.Addr()); err == nil {
		t.Error("the server still listens", c.Close())
	}
	if _, err := s.Add(a); err == nil {
		t.Error("a closed server takes an asset")
	}
	if err := s.Close(); err != nil {
		t.Errorf("closed twice: %v", err)
	}
}
