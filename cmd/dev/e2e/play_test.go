package e2e

import (
	"bytes"
	"io"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"strings"
	"testing"

	"smoothscope/assets"
	"smoothscope/inspect/asset"
	"smoothscope/tasks/publish"
	"smoothscope/tasks/publish/azure"
	"smoothscope/tasks/publish/folder"
	"smoothscope/tasks/publish/targettest"
	"smoothscope/testdata"
)

// The ladder is 8 s long and has 4 chunks in each of 3 + 1 levels.
const (
	ladderSeconds = 8
	ladderItems   = 4*4 + 1
)

func TestLadderPlaysFromAzurite(t *testing.T) {
	tools(t)
	emulator := targettest.StartAzurite(t)
	target, err := azure.Kind().Open(t.Context(), map[string]string{
		azure.SignIn: azure.ByConnection, azure.Connection: emulator.ConnectionString(), azure.Container: "videos",
	})
	if err != nil {
		t.Fatal(err)
	}
	if err := target.(publish.Containers).CreateContainer(t.Context(), "videos", true); err != nil {
		t.Fatal(err)
	}
	if err := target.(publish.CORS).SetCORS(t.Context()); err != nil {
		t.Fatal(err)
	}
	report := send(t, target, "season 1")
	address, err := url.Parse(report.URL)
	if err != nil || !strings.HasPrefix(report.URL, emulator.URL) {
		t.Fatalf("the playback URL is %q: %s", report.URL, report.Note)
	}
	s := play(t, address.String(), "play-azurite.png")
	s.plays(t, ladderSeconds)
	for part, least := range map[string]int{"/ladder.ism/Manifest": 1, "Fragments(video=0)": 1, "Fragments(audio=0)": 1, "Fragments(video=": 2} {
		if n := s.asked(part); n < least {
			t.Errorf("%q was fetched %d times of %d:\n%s", part, n, least, strings.Join(s.Requests, "\n"))
		}
	}
}

// A folder behind a server of plain files plays too, and holds the very bytes
// of the media files.
func TestLadderPlaysFromAFolder(t *testing.T) {
	place := t.TempDir()
	send(t, folder.New(place), "")
	server := httptest.NewServer(anyOrigin(http.FileServer(http.Dir(place))))
	t.Cleanup(server.Close)
	media, err := os.ReadFile(testdata.Path(t, "ladder", "v_40.ismv"))
	if err != nil {
		t.Fatal(err)
	}
	chunk := get(t, server.URL+"/ladder.ism/QualityLevels(41613)/Fragments(video=20000000)")
	if at := bytes.Index(media, chunk); at < 0 || !bytes.Equal(chunk[4:8], []byte("moof")) {
		t.Errorf("the chunk of %d bytes is no piece of v_40.ismv", len(chunk))
	}
	play(t, server.URL+"/ladder.ism/Manifest", "play-folder.png").plays(t, ladderSeconds)
}

// The asset that the app carries along has to be a good one.
func TestSamplePlays(t *testing.T) {
	place := t.TempDir()
	manifest, err := assets.WriteSample(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	publishTo(t, folder.New(place), manifest, "")
	server := httptest.NewServer(anyOrigin(http.FileServer(http.Dir(place))))
	t.Cleanup(server.Close)
	play(t, server.URL+"/sample.ism/Manifest", "play-sample.png").plays(t, 10)
}

func send(t *testing.T, target publish.Target, prefix string) publish.Report {
	t.Helper()
	report := publishTo(t, target, testdata.Path(t, "ladder", "ladder.ism"), prefix)
	if report.Uploaded != ladderItems {
		t.Fatalf("%d of %d items are uploaded", report.Uploaded, ladderItems)
	}
	return report
}

func publishTo(t *testing.T, target publish.Target, manifest, prefix string) publish.Report {
	t.Helper()
	a, err := asset.Open(t.Context(), []string{manifest}, asset.Options{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { a.Close() })
	plan, err := publish.NewPlan(t.Context(), a, publish.PlanOptions{Prefix: prefix})
	if err != nil {
		t.Fatal(err)
	}
	report, err := publish.Send(t.Context(), nil, plan, target, publish.SendOptions{Verify: true})
	if err != nil || len(report.Failed) > 0 {
		t.Fatalf("send: %v, failed items: %v", err, report.Failed)
	}
	return report
}

// anyOrigin is what a CORS rule does: the page is from another address.
func anyOrigin(h http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Access-Control-Allow-Origin", "*")
		h.ServeHTTP(w, r)
	})
}

func get(t *testing.T, address string) []byte {
	t.Helper()
	request, err := http.NewRequestWithContext(t.Context(), http.MethodGet, address, nil)
	if err != nil {
		t.Fatal(err)
	}
	response, err := http.DefaultClient.Do(request)
	if err != nil {
		t.Fatal(err)
	}
	defer response.Body.Close()
	b, err := io.ReadAll(response.Body)
	if err != nil || response.StatusCode != http.StatusOK {
		t.Fatalf("%s: %s, %v", address, response.Status, err)
	}
	return b
}
