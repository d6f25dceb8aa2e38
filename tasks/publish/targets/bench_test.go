package targets_test

import (
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"testing"
	"time"

	"smoothscope/tasks/publish"
	"smoothscope/tasks/publish/azure"
	"smoothscope/tasks/publish/targettest"
)

// latency is how long the stub takes for each request, like a blob store far
// away.
const latency = 20 * time.Millisecond

// BenchmarkConnections shows how sending scales with the number of items at
// once: one connection gives about 50 items a second, 64 should give about 64
// times as many.
func BenchmarkConnections(b *testing.B) {
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		_, _ = io.Copy(io.Discard, r.Body)
		time.Sleep(latency)
		if r.Method == http.MethodGet {
			_, _ = io.WriteString(w, `<?xml version="1.0"?><EnumerationResults><Blobs/><NextMarker/></EnumerationResults>`)
			return
		}
		w.WriteHeader(http.StatusCreated)
	}))
	defer server.Close()
	target, err := azure.Kind().Open(b.Context(), map[string]string{
		azure.SignIn: azure.ByKey, azure.Account: server.URL + "/media", azure.Key: "a2V5", azure.Container: "videos",
	})
	if err != nil {
		b.Fatal(err)
	}
	for _, connections := range []int{1, 8, 32, 64} {
		b.Run(fmt.Sprint(connections), func(b *testing.B) { sendMany(b, target, connections) })
	}
}

func sendMany(b *testing.B, target publish.Target, connections int) {
	plan := &publish.Plan{Root: "clip.ism"}
	for i := range connections * 10 {
		item := targettest.Item(fmt.Sprintf("clip.ism/QualityLevels(400000)/Fragments(video=%d)", i), make([]byte, 20_000))
		plan.Items = append(plan.Items, item)
		plan.Bytes += item.Size
	}
	b.SetBytes(plan.Bytes)
	for b.Loop() {
		report, err := publish.Send(b.Context(), nil, plan, target, publish.SendOptions{Concurrency: connections})
		if err != nil || report.Uploaded != len(plan.Items) {
			b.Fatalf("%+v, %v", report, err)
		}
	}
	b.ReportMetric(float64(len(plan.Items)*b.N)/b.Elapsed().Seconds(), "items/s")
}
