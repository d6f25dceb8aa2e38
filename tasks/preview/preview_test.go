package preview_test

import (
	"bytes"
	"io"
	"net/http"
	"os"
	"path/filepath"
	"strconv"
	"testing"

	"smoothscope/inspect/asset"
	"smoothscope/tasks/preview"
	"smoothscope/testdata"
)

// open opens an asset until the end of the test.
func open(t testing.TB, names ...string) *asset.Asset {
	t.Helper()
	a, err := asset.Open(t.Context(), names, asset.Options{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = a.Close() })
	return a
}

// start starts a server until the end of the test.
func start(t testing.TB, o preview.Options) *preview.Server {
	t.Helper()
	s, err := preview.Start(t.Context(), o)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := s.Close(); err != nil {
			t.Error(err)
		}
	})
	return s
}

func add(t testing.TB, s *preview.Server, a *asset.Asset) *preview.Site {
	t.Helper()
	site, err := s.Add(a)
	if err != nil {
		t.Fatal(err)
	}
	return site
}

// base is the address of a site without "Manifest".
func base(site *preview.Site) string {
	return site.Smooth[:len(site.Smooth)-len("Manifest")]
}

// reply is the head of an answer.
type reply struct {
	StatusCode    int
	Status        string
	Header        http.Header
	ContentLength int64
}

// get asks for an address; header is names and values in turn.
func get(t testing.TB, url string, header ...string) (reply, []byte) {
	t.Helper()
	return ask(t, http.MethodGet, url, header...)
}

func ask(t testing.TB, method, url string, header ...string) (reply, []byte) {
	t.Helper()
	r, err := http.NewRequestWithContext(t.Context(), method, url, nil)
	if err != nil {
		t.Fatal(err)
	}
	for i := 0; i+1 < len(header); i += 2 {
		r.Header.Set(header[i], header[i+1])
	}
	client := http.Client{
		Transport:     &http.Transport{DisableCompression: true, DisableKeepAlives: true},
		CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
	}
	answer, err := client.Do(r)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = answer.Body.Close() }()
	b, err := io.ReadAll(answer.Body)
	if err != nil {
		t.Fatalf("%s: %v", url, err)
	}
	return reply{answer.StatusCode, answer.Status, answer.Header, answer.ContentLength}, b
}

// Every address of an asset answers exactly the bytes that Locate names.
func checkEveryChunk(t *testing.T, a *asset.Asset, site *preview.Site) {
	t.Helper()
	seen := 0
	for i := range a.Streams {
		for j := range a.Streams[i].Levels {
			if a.Streams[i].Embedded {
				continue
			}
			at, err := a.Locate(t.Context(), i, j)
			if err != nil {
				t.Fatal(err)
			}
			for _, place := range at.Locations {
				if place.Missing != nil {
					continue
				}
				seen++
				m, _ := a.Member(place.Member)
				file, err := os.ReadFile(m.Full)
				if err != nil {
					t.Fatal(err)
				}
				url := base(site) + a.ChunkPath(i, j, place.Time)
				answer, got := get(t, url)
				if answer.StatusCode != http.StatusOK {
					t.Errorf("%s: %s: %s", url, answer.Status, got)
					continue
				}
				if want := file[place.Offset : place.Offset+place.Size]; !bytes.Equal(got, want) {
					t.Errorf("%s: %d bytes, want the %d at %d of %s", url, len(got), len(want), place.Offset, place.Member)
				}
				if n := answer.Header.Get("Content-Length"); n != strconv.FormatInt(place.Size, 10) {
					t.Errorf("%s: Content-Length %q", url, n)
				}
			}
		}
	}
	if seen == 0 {
		t.Error("no chunk was asked for")
	}
}

func TestEveryChunkOfTheLadder(t *testing.T) {
	a := open(t, testdata.Path(t, "ladder", "ladder.ism"))
	site := add(t, start(t, preview.Options{}), a)
	checkEveryChunk(t, a, site)
	answer, got := get(t, site.Smooth)
	want, err := os.ReadFile(testdata.Path(t, "ladder", "ladder.ismc"))
	if err != nil {
		t.Fatal(err)
	}
	if answer.StatusCode != http.StatusOK || !bytes.Equal(got, want) {
		t.Errorf("the manifest: %s, %d bytes of %d", answer.Status, len(got), len(want))
	}
}

func TestEveryChunkOfTheCorpus(t *testing.T) {
	corpus := testdata.Corpus(t)
	s := start(t, preview.Options{})
	for _, name := range []string{
		"_made/ladder.ism", "_made/mux_av2.ismv", "_made/v_bframes.ismv", "_made/mux_vva.ismv",
		"Azure+azure-sdk-for-media-services/test/net/Scenario/Media/small.ism",
		"flecoqui+ASTool/Tests/Assets/Audio_0_org.isma",
		"castlabs+dashencrypt/dash.fragmencrypter/src/test/resources/testdata/ffmpeg-generated.ismv",
	} {
		t.Run(filepath.Base(name), func(t *testing.T) {
			a := open(t, filepath.Join(corpus, filepath.FromSlash(name)))
			checkEveryChunk(t, a, add(t, s, a))
		})
	}
}
