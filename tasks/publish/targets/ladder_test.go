package targets_test

import (
	"bytes"
	"context"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"net/http"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"smoothscope/inspect/asset"
	"smoothscope/tasks"
	"smoothscope/tasks/publish"
	"smoothscope/tasks/publish/azure"
	"smoothscope/tasks/publish/folder"
	"smoothscope/tasks/publish/targets"
	"smoothscope/tasks/publish/targettest"
	"smoothscope/testdata"
)

// ladders is the assets that are published: the fixture, and where present the
// one of the corpus.
func ladders(t *testing.T) []string {
	paths := []string{testdata.Path(t, "ladder", "ladder.ism")}
	if made := filepath.Join(testdata.Path(t), "..", "..", "shared", "corpus", "_made", "ladder.ism"); exists(made) {
		paths = append(paths, made)
	}
	return paths
}

func exists(path string) bool {
	_, err := os.Stat(path)
	return err == nil
}

func ladderPlan(t *testing.T, path, prefix string) *publish.Plan {
	t.Helper()
	a, err := asset.Open(t.Context(), []string{path}, asset.Options{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = a.Close() })
	plan, err := publish.NewPlan(t.Context(), a, publish.PlanOptions{Prefix: prefix})
	if err != nil {
		t.Fatal(err)
	}
	return plan
}

func TestFolder(t *testing.T) {
	for i, path := range ladders(t) {
		t.Run(fmt.Sprint(i), func(t *testing.T) {
			root := t.TempDir()
			target, err := targets.ForArgument(t.Context(), root, func(string) string { return "" })
			if err != nil {
				t.Fatal(err)
			}
			publishLadder(t, path, target, func(name string) []byte {
				b, err := os.ReadFile(filepath.Join(root, filepath.FromSlash(name)))
				if err != nil {
					t.Fatal(err)
				}
				return b
			}, func(name string) {
				if err := os.Remove(filepath.Join(root, filepath.FromSlash(name))); err != nil {
					t.Fatal(err)
				}
			})
		})
	}
}

func TestAzurite(t *testing.T) {
	a := targettest.StartAzurite(t)
	for i, path := range ladders(t) {
		t.Run(fmt.Sprint(i), func(t *testing.T) {
			target := azurite(t, a, fmt.Sprintf("ladder-%d", i))
			if err := target.(publish.Containers).CreateContainer(t.Context(), target.(publish.Containers).Container(), true); err != nil {
				t.Fatal(err)
			}
			if err := target.(publish.CORS).SetCORS(t.Context()); err != nil {
				t.Fatal(err)
			}
			base := target.(*azure.Target).Address()
			publishLadder(t, path, target, func(name string) []byte { return anonymous(t, base+"/"+name) },
				func(name string) { damage(t, target, name) })
		})
	}
	t.Run("a container that is not there", func(t *testing.T) { refused(t, azurite(t, a, "nowhere"), "does not exist") })
	t.Run("cancel", func(t *testing.T) { cancelled(t, a) })
}

func azurite(t *testing.T, a *targettest.Azurite, container string) publish.Target {
	t.Helper()
	target, err := targets.ForArgument(t.Context(), "azure://"+targettest.AzuriteAccount+"/"+container, func(name string) string {
		return map[string]string{"AZURE_STORAGE_CONNECTION_STRING": a.ConnectionString()}[name]
	})
	if err != nil {
		t.Fatal(err)
	}
	return target
}

// anonymous gets what a player on a web page would get.
func anonymous(t *testing.T, address string) []byte {
	t.Helper()
	request, err := http.NewRequestWithContext(t.Context(), http.MethodGet, address, nil)
	if err != nil {
		t.Fatal(err)
	}
	request.Header.Set("Origin", "https://web.example")
	response, err := http.DefaultClient.Do(request)
	if err != nil {
		t.Fatal(err)
	}
	b, err := io.ReadAll(response.Body)
	if err := errors.Join(err, response.Body.Close()); err != nil || response.StatusCode != http.StatusOK {
		t.Fatalf("%s: %s (%v)", address, response.Status, err)
	}
	if got := response.Header.Get("Access-Control-Allow-Origin"); got != "*" && got != "https://web.example" {
		t.Errorf("%s: Access-Control-Allow-Origin is %q", address, got)
	}
	if strings.HasSuffix(address, "/Manifest") != (response.Header.Get("Content-Type") == "text/xml") {
		t.Errorf("%s is %s", address, response.Header.Get("Content-Type"))
	}
	return b
}

// damage replaces an item's bytes by others of the same size.
func damage(t *testing.T, target publish.Target, name string) {
	t.Helper()
	objects, err := target.List(t.Context(), name)
	if err != nil || len(objects) != 1 {
		t.Fatalf("%s: %v (%v)", name, objects, err)
	}
	item := targettest.Item(name, make([]byte, objects[0].Size))
	item.ContentType = objects[0].ContentType
	if err := target.Put(t.Context(), item); err != nil {
		t.Fatal(err)
	}
}

// publishLadder sends an asset, compares every byte with the media, sends it
// again, and again after one item was spoilt.
func publishLadder(t *testing.T, path string, target publish.Target, get func(name string) []byte, spoil func(name string)) {
	plan := ladderPlan(t, path, "2026/a b")
	report := sent(t, plan, target)
	if report.Uploaded != len(plan.Items) || len(report.Failed) != 0 || report.Bytes != plan.Bytes {
		t.Fatalf("report is %+v", report)
	}
	if !strings.HasSuffix(report.URL, "/2026/a%20b/ladder.ism/Manifest") {
		t.Errorf("the address is %q (%s)", report.URL, report.Note)
	}
	compare(t, path, get)

	report = sent(t, plan, target)
	if report.Skipped != len(plan.Items) || report.Uploaded != 0 {
		t.Errorf("the second report is %+v", report)
	}
	spoilt := plan.Items[len(plan.Items)/2].Name
	spoil(spoilt)
	report = sent(t, plan, target)
	if report.Skipped != len(plan.Items)-1 || report.Uploaded != 1 {
		t.Errorf("after %s was spoilt the report is %+v", spoilt, report)
	}
	compare(t, path, get)
}

func sent(t *testing.T, plan *publish.Plan, target publish.Target) publish.Report {
	t.Helper()
	report, err := publish.Send(t.Context(), tasks.NewProgress(nil), plan, target, publish.SendOptions{Verify: true})
	if err != nil {
		t.Fatal(err)
	}
	return report
}

// clientManifest is as much of one as the comparison needs, read with nothing
// of the program's own.
type clientManifest struct {
	Streams []struct {
		URL    string `xml:"Url,attr"`
		Levels []struct {
			Bitrate string `xml:",attr"`
		} `xml:"QualityLevel"`
		Chunks []struct {
			T *uint64 `xml:"t,attr"`
			D uint64  `xml:"d,attr"`
		} `xml:"c"`
	} `xml:"StreamIndex"`
}

// compare walks the published manifest as a player does and looks for every
// chunk's bytes in the media files: each must be there as one piece that
// starts with a moof, and all together must be all fragments of all files.
func compare(t *testing.T, path string, get func(name string) []byte) {
	t.Helper()
	const root = "2026/a b/ladder.ism/"
	raw := get(root + "Manifest")
	want, err := os.ReadFile(strings.TrimSuffix(path, ".ism") + ".ismc")
	if err != nil || !bytes.Equal(raw, want) {
		t.Fatalf("the manifest's bytes differ (%v)", err)
	}
	var manifest clientManifest
	if err := xml.Unmarshal(raw, &manifest); err != nil {
		t.Fatal(err)
	}
	media := fragments(t, path)
	chunks := 0
	for _, stream := range manifest.Streams {
		for _, level := range stream.Levels {
			at := uint64(0)
			for _, c := range stream.Chunks {
				if c.T != nil {
					at = *c.T
				}
				name := strings.NewReplacer("{bitrate}", level.Bitrate, "{start time}", fmt.Sprint(at)).Replace(stream.URL)
				b := string(get(root + name))
				if !media[b] {
					t.Errorf("%s is no fragment of any file", name)
				}
				delete(media, b)
				at += c.D
				chunks++
			}
		}
	}
	if len(media) != 0 || chunks < 10 {
		t.Errorf("%d chunks are published, %d fragments are not", chunks, len(media))
	}
}

// fragments is the moof and mdat pairs of the files that the server manifest
// names.
func fragments(t *testing.T, path string) map[string]bool {
	t.Helper()
	server, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	all := map[string]bool{}
	for _, src := range regexp.MustCompile(`src="([^"]+)"`).FindAllSubmatch(server, -1) {
		b, err := os.ReadFile(filepath.Join(filepath.Dir(path), string(src[1])))
		if err != nil {
			t.Fatal(err)
		}
		moof := 0
		for at := 0; at+8 <= len(b); {
			size := int(b[at])<<24 | int(b[at+1])<<16 | int(b[at+2])<<8 | int(b[at+3])
			switch string(b[at+4 : at+8]) {
			case "moof":
				moof = at
			case "mdat":
				all[string(b[moof:at+size])] = true
			}
			at += max(size, 8)
		}
	}
	return all
}

func refused(t *testing.T, target publish.Target, want string) {
	plan := ladderPlan(t, ladders(t)[0], "")
	_, err := publish.Send(t.Context(), nil, plan, target, publish.SendOptions{})
	if err == nil || !strings.Contains(err.Error(), want) {
		t.Errorf("error is %v, want %q", err, want)
	}
}

// cancelled stops in the middle: what is listed is whole and the manifest is
// not; the next run sends only the rest.
func cancelled(t *testing.T, a *targettest.Azurite) {
	target := azurite(t, a, "cancelled")
	if err := target.(publish.Containers).CreateContainer(t.Context(), "cancelled", false); err != nil {
		t.Fatal(err)
	}
	plan := ladderPlan(t, ladders(t)[0], "")
	ctx, cancel := context.WithCancel(t.Context())
	defer cancel()
	done := 0
	first, err := publish.Send(ctx, nil, plan, target, publish.SendOptions{Concurrency: 4, OnItem: func(e publish.ItemEvent) {
		if e.State == publish.Done {
			if done++; done == 5 {
				cancel()
			}
		}
	}})
	if !errors.Is(err, context.Canceled) || first.Uploaded < 5 || first.Uploaded == len(plan.Items) {
		t.Fatalf("report is %+v, error %v", first, err)
	}
	sizes := map[string]int64{}
	for _, item := range plan.Items {
		sizes[item.Name] = item.Size
	}
	objects, err := target.List(t.Context(), "")
	if err != nil {
		t.Fatal(err)
	}
	for _, o := range objects {
		if o.Size != sizes[o.Name] || o.Name == plan.Manifest() {
			t.Errorf("%s is there with %d of %d bytes", o.Name, o.Size, sizes[o.Name])
		}
	}
	second := sent(t, plan, target)
	if second.Skipped < first.Uploaded || second.Skipped+second.Uploaded != len(plan.Items) {
		t.Errorf("the next report is %+v after %+v", second, first)
	}
	if second.URL != "" || !strings.Contains(second.Note, "private") {
		t.Errorf("the private container's address is %q (%s)", second.URL, second.Note)
	}
}

func TestArguments(t *testing.T) {
	nothing := func(string) string { return "" }
	for _, arg := range []string{"out", "/srv/www", `c:\out`, "./azure"} {
		target, err := targets.ForArgument(t.Context(), arg, nothing)
		if _, ok := target.(*folder.Target); !ok || err != nil {
			t.Errorf("%s is %T (%v), want a folder", arg, target, err)
		}
	}
	for arg, want := range map[string]string{"": "the target is empty", "s3://bucket/x": "unknown kind of target s3"} {
		if _, err := targets.ForArgument(t.Context(), arg, nothing); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%q: %v, want %q", arg, err, want)
		}
	}
}

func TestEveryKindIsComplete(t *testing.T) {
	seen := map[string]bool{}
	for _, kind := range targets.All() {
		if kind.Name == "" || kind.Label == "" || kind.Open == nil || kind.Match == nil || len(kind.Fields) == 0 || seen[kind.Name] {
			t.Errorf("kind %q is not complete or there twice", kind.Name)
		}
		seen[kind.Name] = true
		defaults := kind.Defaults()
		for _, f := range kind.Fields {
			if f.Name == "" || f.Label == "" || (f.Default != "" && f.Check != nil && f.Check(f.Default) != nil) {
				t.Errorf("field %q of %s is not complete, or refuses its default", f.Name, kind.Name)
			}
		}
		if _, err := kind.Check(defaults); err == nil {
			t.Errorf("%s accepts a form that nobody has filled in", kind.Name)
		}
	}
}
