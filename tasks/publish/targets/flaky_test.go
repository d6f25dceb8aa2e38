package targets_test

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"
	"time"

	"smoothscope/tasks"
	"smoothscope/tasks/publish"
	"smoothscope/tasks/publish/azure"
	"smoothscope/tasks/publish/targettest"
)

// flaky is a blob store with bad days: it cuts every third blob's connection
// in the middle at the first try, and is busy at the first try of the others.
type flaky struct {
	mu    sync.Mutex
	tries map[string]int
	blobs map[string][]byte
}

func (f *flaky) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	if r.Method != http.MethodPut {
		_, _ = io.WriteString(w, `<?xml version="1.0"?><EnumerationResults><Blobs/><NextMarker/></EnumerationResults>`)
		return
	}
	f.mu.Lock()
	f.tries[r.URL.Path]++
	try, turn := f.tries[r.URL.Path], len(f.tries)
	f.mu.Unlock()
	switch {
	case try == 1 && turn%3 == 0:
		_, _ = io.CopyN(io.Discard, r.Body, 100_000)
		panic(http.ErrAbortHandler)
	case try == 1:
		_, _ = io.Copy(io.Discard, r.Body) // or the client may see a broken connection before the answer
		w.Header().Set("x-ms-error-code", "ServerBusy")
		w.Header().Set("Retry-After", "3")
		w.WriteHeader(http.StatusServiceUnavailable)
		return
	}
	b, err := io.ReadAll(r.Body)
	if err != nil {
		return
	}
	f.mu.Lock()
	f.blobs[r.URL.Path] = b
	f.mu.Unlock()
	w.WriteHeader(http.StatusCreated)
}

func TestABadDayOfTheServer(t *testing.T) {
	store := &flaky{tries: map[string]int{}, blobs: map[string][]byte{}}
	server := httptest.NewServer(store)
	defer server.Close()
	target, err := azure.Kind().Open(t.Context(), map[string]string{
		azure.SignIn: azure.ByKey, azure.Account: server.URL + "/media", azure.Key: "a2V5", azure.Container: "videos",
	})
	if err != nil {
		t.Fatal(err)
	}
	plan := &publish.Plan{Root: "clip.ism"}
	for i := range 12 {
		item := targettest.Item(fmt.Sprintf("clip.ism/QualityLevels(1)/Fragments(video=%d)", i), bytes.Repeat([]byte{byte(i)}, 400_000))
		plan.Items = append(plan.Items, item)
		plan.Bytes += item.Size
	}
	var mu sync.Mutex
	var waited []time.Duration
	busy := 0
	progress := tasks.NewProgress(nil)
	report, err := publish.Send(t.Context(), progress, plan, target, publish.SendOptions{
		Clock: publish.Clock{Sleep: func(ctx context.Context, d time.Duration) error {
			mu.Lock()
			defer mu.Unlock()
			waited = append(waited, d)
			return ctx.Err()
		}},
		OnItem: func(e publish.ItemEvent) {
			if e.State == publish.Retrying && strings.Contains(e.Err.Error(), "busy (503 ServerBusy)") {
				busy++
			}
		},
	})
	if err != nil || report.Uploaded != 12 || progress.Snapshot().Done != plan.Bytes {
		t.Errorf("report %+v, %d of %d bytes, error %v", report, progress.Snapshot().Done, plan.Bytes, err)
	}
	long := 0
	for _, d := range waited {
		if d == 3*time.Second {
			long++
		}
	}
	if len(waited) != 12 || busy != 8 || long != 8 {
		t.Errorf("it waited %v, %d times because the server was busy; want 12 times, 8 of them the 3 s that it asked for", waited, busy)
	}
	for _, item := range plan.Items {
		r, err := item.Open()
		if err != nil {
			t.Fatal(err)
		}
		want, err := io.ReadAll(r)
		if err != nil {
			t.Fatal(err)
		}
		if got := store.blobs["/media/videos/"+item.Name]; !bytes.Equal(got, want) {
			t.Errorf("%s has %d of %d bytes, or others", item.Name, len(got), len(want))
		}
	}
}
