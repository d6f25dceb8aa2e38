package main

import (
	"bytes"
	"encoding/json"
	"errors"
	"io"
	"os/exec"
	"path"
	"slices"
	"strings"
	"testing"
)

const module = "smoothscope/"

// A rule forbids edges between packages. A pattern is an import path, own ones
// without the module's name; with "/..." it means all below as well.
type rule struct {
	from   []string
	except []string // packages of from that may
	not    []string // what they must not import
	but    []string // packages of not that they may
	why    string
}

func rules() []rule {
	list := []rule{
		{from: all("inspect"), not: all("tasks", "gui", "cmd"), why: "inspect knows: it must be usable without jobs and windows"},
		{from: all("inspect"), not: all("assets"), why: "what inspect says must not depend on what the program carries along"},
		{from: all("tasks"), not: all("gui", "cmd"), why: "tasks do: a job must run without a window"},
		{from: all("gui"), not: all("cmd"), why: "cmd joins the rooms, the rooms do not know it"},
		{from: all("assets"), not: all("inspect", "tasks", "gui", "cmd"), why: "assets are files"},
		{from: all("inspect", "tasks", "gui", "cmd", "assets"), not: []string{"testdata"}, why: "fixtures are for tests"},
		{from: all("cmd"), not: all("cmd"), why: "programs share packages, not each other's code"},

		{from: all("inspect", "tasks", "assets", "cmd"), except: []string{"cmd/smoothscope"}, not: all("fyne.io"), why: "only the window draws; smoothctl needs neither cgo nor a screen"},
		{from: all("gui"), not: []string{"fyne.io/fyne/v2/app"}, why: "without the driver, gui builds and tests without cgo, a screen and OpenGL"},
		{from: []string{"cmd/smoothctl"}, not: all("gui"), why: "smoothctl needs neither cgo nor a screen"},
		{from: all("inspect", "tasks", "gui", "cmd", "assets"), except: all("tasks/publish/azure"), not: all("github.com/Azure"), why: "one room knows Azure; the rest knows targets"},
		{from: all("inspect"), except: []string{"inspect/source"}, not: []string{"net/http"}, why: "one room knows where bytes come from; the others ask a Source"},

		{from: []string{"inspect/source"}, not: all("inspect"), why: "bytes come before their meaning"},
		{from: all("inspect/box", "inspect/codec", "inspect/caption", "inspect/marker", "inspect/manifest", "inspect/hex"), not: all("inspect/media", "inspect/asset", "inspect/check"), why: "source < box, codec, caption, marker, manifest < media < asset < check"},
		{from: all("inspect/media"), not: all("inspect/asset", "inspect/check"), why: "a file does not know the asset that it is part of"},
		{from: all("inspect/asset"), not: all("inspect/check"), why: "an asset does not know what is wrong with it"},
		{from: all("inspect/manifest", "inspect/caption", "inspect/marker"), not: all("inspect/box"), why: "documents and payloads do not care what box they came in"},

		{from: all("gui"), except: []string{"gui"}, not: []string{"gui"}, why: "rooms answer the hall with callbacks"},
		{from: all("gui/kit"), not: all("inspect", "tasks", "gui/session", "gui/async"), why: "widgets know no MP4"},
		{from: all("gui/session", "gui/async"), not: prefixed("gui/", screens()), why: "what the screens share does not know them"},
		{from: []string{"tasks"}, not: all("tasks/publish", "tasks/offsets", "tasks/save", "tasks/edit", "tasks/preview", "tasks/live", "tasks/convert"), why: "the contract of jobs knows no job"},
		{from: []string{"tasks/publish"}, not: all("tasks/publish/folder", "tasks/publish/azure", "tasks/publish/targets", "tasks/publish/targettest"), why: "the plan knows targets by their interface"},
		{from: all("inspect", "tasks", "gui", "cmd"), not: all("tasks/publish/targettest"), why: "the conformance suite is for tests"},
		{from: all("cmd/dev"), not: thirdParty(), why: "the workshop starts on a bare machine with Go"},
	}
	list = append(list, apart("gui/", screens(), "rooms do not import each other: the hall joins them")...)
	list = append(list, apart("tasks/", []string{"offsets", "publish", "edit", "preview", "live", "convert"}, "jobs do not import each other")...)
	return append(list, apart("tasks/publish/", []string{"folder", "azure"}, "targets do not import each other")...)
}

func screens() []string {
	return []string{"explorer", "timeline", "checks", "manifests", "captions", "offsets", "preview", "publish", "prefs"}
}

// apart keeps siblings from importing each other.
func apart(under string, names []string, why string) []rule {
	var list []rule
	for _, name := range names {
		others := slices.DeleteFunc(slices.Clone(names), func(n string) bool { return n == name })
		list = append(list, rule{from: all(under + name), not: prefixed(under, others), why: why})
	}
	return list
}

func all(paths ...string) []string {
	list := make([]string, len(paths))
	for i, p := range paths {
		list[i] = p + "/..."
	}
	return list
}

func prefixed(prefix string, names []string) []string {
	list := make([]string, len(names))
	for i, n := range names {
		list[i] = prefix + n + "/..."
	}
	return list
}

func thirdParty() []string {
	return append(all("inspect", "tasks", "gui", "assets", "golang.org", "gopkg.in"), all("github.com", "fyne.io")...)
}

func match(patterns []string, p string) bool {
	return slices.ContainsFunc(patterns, func(pattern string) bool {
		if below, ok := strings.CutSuffix(pattern, "/..."); ok {
			return p == below || strings.HasPrefix(p, below+"/")
		}
		return p == pattern
	})
}

func (r rule) forbids(from, to string) bool {
	return from != to && match(r.from, from) && !match(r.except, from) && match(r.not, to) && !match(r.but, to)
}

// broken is the reason why an edge is forbidden, "" when it is not.
func broken(from, to string) string {
	for _, r := range rules() {
		if r.forbids(from, to) {
			return r.why
		}
	}
	return ""
}

func TestImports(t *testing.T) {
	for _, p := range packages(t) {
		from := strings.TrimPrefix(p.ImportPath, module)
		for _, to := range p.Imports {
			if why := broken(from, strings.TrimPrefix(to, module)); why != "" {
				t.Errorf("%s must not import %s: %s", from, strings.TrimPrefix(to, module), why)
			}
		}
		if slices.Contains([]string{"util", "utils", "common", "helpers", "models", "types"}, path.Base(from)) {
			t.Errorf("%s: what has no noun has no home", from)
		}
	}
}

// A rule that refuses nothing would be a rule that holds nothing.
func TestImportRulesRefuse(t *testing.T) {
	for _, e := range [][2]string{
		{"inspect/box", "tasks"},
		{"inspect/asset", "assets"},
		{"tasks/publish", "gui/kit"},
		{"gui/explorer", "cmd/smoothscope"},
		{"inspect/media", "testdata"},
		{"tasks/offsets", "fyne.io/fyne/v2/widget"},
		{"gui/kit", "fyne.io/fyne/v2/app"},
		{"cmd/smoothctl", "fyne.io/fyne/v2"},
		{"cmd/smoothctl", "gui/prefs"},
		{"tasks/publish", "github.com/Azure/azure-sdk-for-go/sdk/storage/azblob"},
		{"inspect/manifest", "net/http"},
		{"inspect/box", "inspect/media"},
		{"inspect/media", "inspect/asset"},
		{"inspect/manifest", "inspect/box"},
		{"gui/explorer", "gui/publish"},
		{"gui/publish", "gui"},
		{"gui/kit", "inspect/box"},
		{"tasks/publish/azure", "tasks/publish/folder"},
		{"tasks/offsets", "tasks/publish/folder"},
		{"cmd/dev", "github.com/spf13/cobra"},
		{"cmd/dev", "tasks/publish"},
	} {
		if broken(e[0], e[1]) == "" {
			t.Errorf("%s may import %s", e[0], e[1])
		}
	}
	for _, e := range [][2]string{
		{"cmd/smoothscope", "fyne.io/fyne/v2/app"},
		{"cmd/smoothscope", "gui"},
		{"gui", "gui/explorer"},
		{"gui/explorer", "inspect/box"},
		{"gui/explorer", "gui/kit"},
		{"inspect/source", "net/http"},
		{"inspect/asset", "inspect/manifest"},
		{"tasks/publish/azure", "github.com/Azure/azure-sdk-for-go/sdk/storage/azblob"},
		{"tasks/publish/azure", "tasks/publish"},
		{"tasks/publish/targets", "tasks/publish/azure"},
		{"tasks/offsets", "tasks/save"},
	} {
		if why := broken(e[0], e[1]); why != "" {
			t.Errorf("%s must not import %s: %s", e[0], e[1], why)
		}
	}
}

type goPackage struct {
	ImportPath string
	Dir        string
	GoFiles    []string
	Imports    []string
}

// packages lists the project's packages with what they import directly; with
// direct edges held, so are the others.
func packages(t *testing.T) []goPackage {
	t.Helper()
	c := exec.CommandContext(t.Context(), "go", "list", "-e", "-json=ImportPath,Dir,GoFiles,Imports", "./...")
	c.Dir = root(t)
	b, err := c.Output()
	if err != nil {
		t.Fatalf("go list: %v", err)
	}
	var list []goPackage
	for in := json.NewDecoder(bytes.NewReader(b)); ; {
		var p goPackage
		err := in.Decode(&p)
		if errors.Is(err, io.EOF) {
			return list
		}
		if err != nil {
			t.Fatal(err)
		}
		list = append(list, p)
	}
}

func root(t *testing.T) string {
	t.Helper()
	folder, err := top()
	if err != nil {
		t.Fatal(err)
	}
	return folder
}
