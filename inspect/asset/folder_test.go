package asset

import (
	"context"
	"errors"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"smoothscope/inspect/source"
	"smoothscope/testdata"
)

// folderOf makes a folder with copies of fixtures (TO from FROM below ladder)
// and with texts.
func folderOf(t *testing.T, copies map[string]string, texts map[string]string) string {
	t.Helper()
	folder := t.TempDir()
	for to, from := range copies {
		b, err := os.ReadFile(testdata.Path(t, "ladder", from))
		if err != nil {
			t.Fatal(err)
		}
		put(t, filepath.Join(folder, to), b)
	}
	for to, text := range texts {
		put(t, filepath.Join(folder, to), []byte(text))
	}
	return folder
}

func put(t *testing.T, path string, b []byte) {
	t.Helper()
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, b, 0o644); err != nil {
		t.Fatal(err)
	}
}

// whole is the ladder as it is.
func whole() map[string]string {
	return map[string]string{"ladder.ism": "ladder.ism", "ladder.ismc": "ladder.ismc",
		"v_20.ismv": "v_20.ismv", "v_40.ismv": "v_40.ismv", "v_80.ismv": "v_80.ismv", "a_eng0.isma": "a_eng0.isma"}
}

func mustOpen(t *testing.T, opts Options, names ...string) *Asset {
	t.Helper()
	a, err := Open(context.Background(), names, opts)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := a.Close(); err != nil {
			t.Error(err)
		}
	})
	return a
}

// shape is the streams of an asset on one line.
func shape(a *Asset) string {
	var all []string
	for _, s := range a.Streams {
		var levels []string
		for _, l := range s.Levels {
			levels = append(levels, l.BitrateKey+"@"+l.File)
		}
		all = append(all, s.Type+" "+s.Name+" ["+strings.Join(levels, " ")+"]")
	}
	return a.Name + ": " + strings.Join(all, ", ")
}

const ladderShape = "ladder: video video [20263@v_20.ismv 41613@v_40.ismv 84210@v_80.ismv], audio audio [24105@a_eng0.isma]"

func TestEveryMemberOpensTheAsset(t *testing.T) {
	folder := folderOf(t, whole(), map[string]string{"notes.txt": "nothing to see"})
	for _, name := range []string{"ladder.ism", "ladder.ismc", "v_20.ismv", "a_eng0.isma", "."} {
		a := mustOpen(t, Options{}, filepath.Join(folder, name))
		if got := shape(a); got != ladderShape {
			t.Errorf("%s: %s", name, got)
		}
		if len(a.Warnings) != 0 || len(a.Members) != 6 || a.Members[0].Role != ServerRole || a.Members[1].Role != ClientRole {
			t.Errorf("%s: members %+v, warnings %q", name, a.Members, a.Warnings)
		}
	}
}

func TestContentDecidesNotTheName(t *testing.T) {
	files := whole()
	delete(files, "ladder.ism")
	delete(files, "ladder.ismc")
	files["Manifest"], files["server.xml"] = "ladder.ismc", "ladder.ism"
	folder := folderOf(t, files, nil)
	a := mustOpen(t, Options{}, filepath.Join(folder, "server.xml"))
	// The server manifest still names ladder.ismc, which is not there now.
	if len(a.Warnings) == 0 || len(a.Streams) != 2 || a.Streams[0].Levels[2].BitrateKey != "84210" {
		t.Errorf("%s, warnings %q", shape(a), a.Warnings)
	}
	a = mustOpen(t, Options{}, filepath.Join(folder, "Manifest"))
	if a.Name != filepath.Base(folder) || len(a.Streams) != 2 || len(a.Warnings) != 1 {
		t.Errorf("client manifest alone: %s, warnings %q", shape(a), a.Warnings)
	}
}

func TestAlone(t *testing.T) {
	folder := folderOf(t, whole(), nil)
	a := mustOpen(t, Options{Alone: true}, filepath.Join(folder, "v_40.ismv"))
	if got := shape(a); got != "v_40: video video [41613@v_40.ismv]" || a.Streams[0].Levels[0].BitrateFrom != "measured" {
		t.Errorf("%s", got)
	}
}

func TestMediaNamedBySeveral(t *testing.T) {
	files := whole()
	files["other.ism"] = "ladder.ism"
	folder := folderOf(t, files, nil)
	a := mustOpen(t, Options{}, filepath.Join(folder, "v_40.ismv"))
	if got := shape(a); got != "v_40: video video [41613@v_40.ismv]" || len(a.Warnings) != 1 ||
		!strings.Contains(a.Warnings[0], "ladder.ism, other.ism") {
		t.Errorf("%s, warnings %q", got, a.Warnings)
	}
	_, err := Open(context.Background(), []string{folder}, Options{})
	if err == nil || !strings.Contains(err.Error(), "holds 2 assets, name one of them: ladder.ism, other.ism") {
		t.Errorf("a folder with two assets: %v", err)
	}
}

func TestFolderOfLooseMedia(t *testing.T) {
	folder := folderOf(t, map[string]string{"v_80.ismv": "v_80.ismv", "v_20.ismv": "v_20.ismv", "e.isma": "a_eng0.isma", "f.isma": "a_fra0.isma"},
		map[string]string{"notes.txt": "nothing to see"})
	a := mustOpen(t, Options{}, folder)
	want := filepath.Base(folder) + ": video video [20263@v_20.ismv 84210@v_80.ismv], audio audio_eng [24000@e.isma], audio audio_fra [24000@f.isma]"
	if got := shape(a); got != want || len(a.Warnings) != 0 {
		t.Errorf("%s\nwant %s\nwarnings %q", got, want, a.Warnings)
	}
	again := mustOpen(t, Options{}, folder)
	if string(again.ClientBytes()) != string(a.ClientBytes()) {
		t.Error("the made manifest differs between two openings")
	}
}

func TestLooseFilesWithOneBitrate(t *testing.T) {
	folder := folderOf(t, map[string]string{"a.ismv": "v_20.ismv", "sub/b.ismv": "v_20.ismv"}, nil)
	a := mustOpen(t, Options{}, filepath.Join(folder, "a.ismv"), filepath.Join(folder, "sub", "b.ismv"))
	if got := shape(a); got != "a: video video [20263@a.ismv 20264@sub/b.ismv]" || len(a.Warnings) != 1 {
		t.Errorf("%s, warnings %q", got, a.Warnings)
	}
}

// TestAllFilesAtOnce: a person drops the whole content of a folder.
func TestAllFilesAtOnce(t *testing.T) {
	files := whole()
	files["a_fra0.isma"] = "a_fra0.isma"
	folder := folderOf(t, files, nil)
	var names []string
	for name := range files {
		names = append(names, filepath.Join(folder, name))
	}
	a := mustOpen(t, Options{}, names...)
	if got := shape(a); got != ladderShape || len(a.Warnings) != 1 || !strings.Contains(a.Warnings[0], "a_fra0.isma: is left out") {
		t.Errorf("%s, warnings %q", got, a.Warnings)
	}
	put(t, filepath.Join(folder, "b.ism"), []byte(smil("b.ismc")))
	_, err := Open(context.Background(), append(names, filepath.Join(folder, "b.ism")), Options{})
	if err == nil || !strings.Contains(err.Error(), "2 manifests at once") {
		t.Errorf("two manifests: %v", err)
	}
}

func TestWhatCannotBeOpened(t *testing.T) {
	folder := folderOf(t, nil, map[string]string{"text.txt": "hello", "empty.ismv": "", "broken.ismc": "<SmoothStreamingMedia", "broken.ism": "<smil><body>"})
	bare := t.TempDir()
	for name, want := range map[string]string{
		filepath.Join(folder, "text.txt"):    "is no manifest and not an mp4",
		filepath.Join(folder, "empty.ismv"):  "is empty",
		filepath.Join(folder, "broken.ismc"): "broken.ismc: ",
		filepath.Join(folder, "broken.ism"):  "broken.ism: ",
		filepath.Join(folder, "nix.ism"):     "is not there",
		bare:                                 "holds neither a manifest nor a media file",
	} {
		_, err := Open(context.Background(), []string{name}, Options{})
		if err == nil || !strings.Contains(err.Error(), want) || strings.Contains(err.Error(), "\n") {
			t.Errorf("%s: %v, want one line with %q", name, err, want)
		}
	}
	if _, err := Open(context.Background(), []string{folder, filepath.Join(folder, "text.txt")}, Options{}); err == nil {
		t.Error("a folder among several files is taken")
	}
	if _, err := Open(context.Background(), nil, Options{}); err == nil {
		t.Error("no name at all is taken")
	}
}

func TestOverHTTP(t *testing.T) {
	manifest, err := os.ReadFile(testdata.Path(t, "ladder", "ladder.ismc"))
	if err != nil {
		t.Fatal(err)
	}
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		switch r.URL.Path {
		case "/clips/ladder.ism/Manifest":
			_, _ = w.Write(manifest)
		case "/v.ismv":
			http.ServeFile(w, r, testdata.Path(t, "ladder", "v_20.ismv"))
		case "/whole.ismv":
			_, _ = w.Write([]byte("\x00\x00\x00\x08ftyp"))
		default:
			http.NotFound(w, r)
		}
	}))
	defer server.Close()
	a := mustOpen(t, Options{}, server.URL+"/clips/ladder.ism/Manifest")
	if a.Name != "ladder" || len(a.Streams) != 2 || a.URL == "" {
		t.Errorf("%s", shape(a))
	}
	if _, err := a.Locate(context.Background(), 0, 0); err == nil || !strings.Contains(err.Error(), "copy the asset first") {
		t.Errorf("places of chunks on a server: %v", err)
	}
	signed := mustOpen(t, Options{}, server.URL+"/clips/ladder.ism/Manifest?sig=a.b/hush")
	if _, err := signed.Locate(context.Background(), 0, 0); signed.Name != "ladder" || err == nil || strings.Contains(err.Error(), "hush") {
		t.Errorf("%s with a signature: %v", signed.Name, err)
	}
	if signed := mustOpen(t, Options{}, server.URL+"/v.ismv?sig=a.b/hush"); signed.Name != "v" {
		t.Errorf("the name of a signed address is %q", signed.Name)
	}
	a = mustOpen(t, Options{}, server.URL+"/v.ismv")
	if at, err := a.Locate(context.Background(), 0, 0); err != nil || len(at.Locations) != 4 {
		t.Errorf("a media file on a server: %v", err)
	}
	if m := a.Members[0]; m.Size == 0 || !m.Present {
		t.Errorf("the size of a media file on a server is not known: %+v", m)
	}
	if _, err := Open(context.Background(), []string{server.URL + "/whole.ismv"}, Options{}); !errors.Is(err, source.ErrNoRanges) {
		t.Errorf("media on a server without ranges: %v", err)
	}
	if _, err := Open(context.Background(), []string{server.URL + "/nix.ism/Manifest"}, Options{}); err == nil {
		t.Error("an address with nothing there opens")
	}
}

// What a save keeps or leaves behind is not part of the folder's asset.
func TestBackupsAndUnfinishedFilesStandAside(t *testing.T) {
	copies := whole()
	copies["ladder.ism.bak"], copies["ladder.ismc.2.bak"], copies[".smoothscope-X.tmp"] = "ladder.ism", "ladder.ismc", "ladder.ism"
	folder := folderOf(t, copies, nil)
	for _, name := range []string{folder, filepath.Join(folder, "v_20.ismv"), filepath.Join(folder, "ladder.ismc")} {
		a := mustOpen(t, Options{}, name)
		if len(a.Members) != 6 || len(a.Warnings) > 0 {
			t.Errorf("%s has %d members, %q", name, len(a.Members), a.Warnings)
		}
	}
}
