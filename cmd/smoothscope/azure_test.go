package main

import (
	"bytes"
	"context"
	"encoding/json"
	"io"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"smoothscope/tasks/publish"
	"smoothscope/tasks/publish/azure"
	"smoothscope/tasks/publish/targettest"
	"smoothscope/testdata"
)

const container = "videos"

// TestPublishToAzure publishes to a real Azurite from the window: the target
// is one of an earlier time, the secret is typed.
func TestPublishToAzure(t *testing.T) {
	manifest := testdata.Path(t, "ladder", "ladder.ism")
	server := targettest.StartAzurite(t)
	target := openAzure(t, server)
	s := newScreenWith(t, 1440, 900, rememberAzure(t), manifest)
	s.untilTitle("Smoothscope — ladder.ism")
	s.copied("ctrl+shift+c", "ftyp[1]")

	secret := strings.Replace(server.ConnectionString(), targettest.AzuriteKey, "d3Jvbmcga2V5", 1)
	s.keys("ctrl+9", "shift+Tab", "Down", "Down", "Return", "Tab", "Tab") // the earlier target, then its secret
	s.typed(secret)
	s.keys("Return")
	why := s.copies(func() { s.click(900, 400); s.keys("ctrl+c") }, "cannot list the blobs", "container "+container, "the account key is wrong")
	s.shot("azure-wrong-key")
	if strings.Contains(why, "d3Jvbmcga2V5") || strings.Count(strings.TrimSpace(why), "\n") > 0 {
		t.Errorf("the reason is not one line without the key: %q", why)
	}

	s.keys("ctrl+9")
	s.click(400, secretY)
	s.keys("ctrl+a")
	s.typed(server.ConnectionString())
	s.keys("Return")
	address := server.URL + "/" + container + "/ladder.ism/Manifest"
	s.copies(func() { s.click(addressX, addressY) }, address)
	s.shot("azure-published")
	samePublished(t, manifest, target, server)
	s.quit()
	holdsNoSecret(t, s.home)
}

// Where things are in a window of 1440 by 900.
const (
	secretY            = 372
	addressX, addressY = 580, 204
)

// rememberAzure is what the program remembers after it has published there.
func rememberAzure(t *testing.T) map[string]any {
	t.Helper()
	targets, err := json.Marshal([]map[string]any{{
		"kind": "azure", "label": "azure: " + container,
		"settings": map[string]string{azure.SignIn: azure.ByConnection, azure.Container: container},
	}})
	if err != nil {
		t.Fatal(err)
	}
	return map[string]any{"targets": string(targets)}
}

// openAzure is an empty container that everyone may read.
func openAzure(t *testing.T, server *targettest.Azurite) publish.Target {
	t.Helper()
	target, err := azure.Kind().Open(t.Context(), map[string]string{
		azure.SignIn: azure.ByConnection, azure.Connection: server.ConnectionString(), azure.Container: container,
	})
	if err != nil {
		t.Fatal(err)
	}
	boxes, ok := target.(publish.Containers)
	if !ok {
		t.Fatal("the target has no containers")
	}
	if err := boxes.CreateContainer(t.Context(), container, true); err != nil {
		t.Fatal(err)
	}
	return target
}

// samePublished compares every blob, as everyone gets it, with the media files.
func samePublished(t *testing.T, manifest string, target publish.Target, server *targettest.Azurite) {
	t.Helper()
	plan, err := publish.NewPlan(context.Background(), opened(t, manifest), publish.PlanOptions{})
	if err != nil {
		t.Fatal(err)
	}
	there, err := target.List(t.Context(), "")
	if err != nil {
		t.Fatal(err)
	}
	if len(there) != len(plan.Items) {
		t.Errorf("%d blobs are there, want %d", len(there), len(plan.Items))
	}
	for _, item := range plan.Items {
		got := anonymous(t, server.URL+"/"+container+"/"+item.Name)
		if want := itemBytes(t, item); !bytes.Equal(got, want) {
			t.Errorf("%s: %d bytes differ from the %d of the asset", item.Name, len(got), len(want))
		}
	}
}

func anonymous(t *testing.T, address string) []byte {
	t.Helper()
	request, err := http.NewRequestWithContext(t.Context(), http.MethodGet, address, nil)
	if err != nil {
		t.Fatal(err)
	}
	response, err := http.DefaultClient.Do(request)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = response.Body.Close() }()
	b, err := io.ReadAll(response.Body)
	if err != nil || response.StatusCode != http.StatusOK {
		t.Errorf("%s answers %s, %v", address, response.Status, err)
	}
	return b
}

// holdsNoSecret looks through all that the program has left behind.
func holdsNoSecret(t *testing.T, home string) {
	t.Helper()
	for _, name := range files(t, home) {
		b, err := os.ReadFile(filepath.Join(home, filepath.FromSlash(name)))
		if err != nil {
			t.Fatal(err)
		}
		if bytes.Contains(b, []byte(targettest.AzuriteKey)) || bytes.Contains(b, []byte("d3Jvbmcga2V5")) {
			t.Errorf("%s holds the account key", name)
		}
	}
}
