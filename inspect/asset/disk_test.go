package asset

import (
	"fmt"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"smoothscope/testdata"
)

// said is all that an asset says, but for which contents are on the disk.
func said(t *testing.T, folder string, names []string, opts Options) string {
	t.Helper()
	a, err := Open(t.Context(), names, opts)
	if err != nil {
		why, _, _ := strings.Cut(err.Error(), " (") // there the system has a word of its own
		return why
	}
	defer func() {
		if err := a.Close(); err != nil {
			t.Error(err)
		}
	}()
	var b strings.Builder
	for _, m := range a.Members {
		if opts.Instead != nil && !reflect.DeepEqual(m.Content, opts.Instead[m.Full]) {
			t.Errorf("%s: its content is %q", m.Path, m.Content)
		}
		m.Content = nil
		fmt.Fprintf(&b, "%+v\n", m)
	}
	fmt.Fprintf(&b, "%s %s %d %q\n%s\n", a.Name, a.Folder, a.Duration, a.Warnings, a.ClientBytes())
	for i, s := range a.Streams {
		fmt.Fprintf(&b, "%+v\n", s)
		for j := range s.Levels {
			at, err := a.Locate(t.Context(), i, j)
			fmt.Fprintf(&b, "%+v %v\n", at, err)
		}
		if s.HasCaptions() {
			c, err := a.Captions(t.Context(), i)
			if err != nil {
				t.Fatal(err)
			}
			for _, cue := range c.Document.Cues {
				fmt.Fprintf(&b, "%s %s %s %q\n", c.Base, cue.Start, cue.End, cue.Text())
			}
		}
	}
	return b.String()
}

// An asset that is opened with contents instead of files is the one that is
// there once they are saved.
func TestInsteadIsAsSaved(t *testing.T) {
	read := func(name string) string {
		b, err := os.ReadFile(testdata.Path(t, "ladder", name))
		if err != nil {
			t.Fatal(err)
		}
		return string(b)
	}
	server, client := read("ladder.ism"), read("ladder.ismc")
	captions := `<StreamIndex Type="text" Name="cc" Subtype="CAPT" TimeScale="10000000" ManifestOutput="TRUE" QualityLevels="1" Chunks="1" Url="x/{bitrate}/{start time}"><QualityLevel Index="0" Bitrate="1000" FourCC="TTML"/><c t="10000000" d="20000000"><f>aGVsbG8=</f></c></StreamIndex></SmoothStreamingMedia>`
	for name, c := range map[string]struct {
		open    []string
		instead map[string]string // "-" is none
		broken  bool
	}{
		"another client manifest": {[]string{"ladder.ism"}, map[string]string{"ladder.ismc": strings.Replace(client, "</SmoothStreamingMedia>", captions, 1)}, false},
		"another file":            {[]string{"v_20.ismv"}, map[string]string{"new.isma": read("a_fra0.isma"), "ladder.ism": strings.ReplaceAll(server, "a_eng0.isma", "new.isma")}, false},
		"a file in capitals":      {[]string{""}, map[string]string{"NEW.isma": read("a_fra0.isma"), "a_eng0.isma": "-", "ladder.ism": strings.ReplaceAll(server, "a_eng0.isma", "new.isma")}, false},
		"a file in a new folder":  {[]string{"ladder.ism"}, map[string]string{"more/new.isma": read("a_fra0.isma"), "ladder.ism": strings.ReplaceAll(server, "a_eng0.isma", "more/new.isma")}, false},
		"a file that is not":      {[]string{"ladder.ism"}, map[string]string{"v_40.ismv": "-"}, false},
		"no client manifest":      {[]string{"ladder.ism"}, map[string]string{"ladder.ismc": "-"}, false},
		"no manifest":             {[]string{""}, map[string]string{"ladder.ism": "-", "ladder.ismc": "-"}, false},
		"another name":            {[]string{""}, map[string]string{"ladder.ism": "-", "other.ism": server}, false},
		"manifests for loose":     {[]string{"other.ism"}, map[string]string{"other.ism": strings.ReplaceAll(server, "ladder.ismc", "other.ismc"), "other.ismc": client}, false},
		"two assets":              {[]string{""}, map[string]string{"other.ism": server}, false},
		"several names":           {[]string{"ladder.ism", "v_20.ismv", "new.isma"}, map[string]string{"new.isma": read("a_fra0.isma")}, false},
		"a broken manifest":       {[]string{"ladder.ism"}, map[string]string{"ladder.ism": server[:20]}, true},
		"an empty file":           {[]string{"v_20.ismv"}, map[string]string{"v_20.ismv": ""}, false},
		"what is not there":       {[]string{"v_20.ismv"}, map[string]string{"v_20.ismv": "-"}, false},
	} {
		t.Run(name, func(t *testing.T) {
			folder := folderOf(t, whole(), nil)
			opts, names := Options{Broken: c.broken, Instead: map[string][]byte{}}, []string(nil)
			for _, n := range c.open {
				names = append(names, filepath.Join(folder, n))
			}
			for n, content := range c.instead {
				opts.Instead[filepath.Join(folder, filepath.FromSlash(n))] = []byte(content)
				if content == "-" {
					opts.Instead[filepath.Join(folder, n)] = nil
				}
			}
			got := said(t, folder, names, opts)
			for path, content := range opts.Instead {
				if content == nil {
					if err := os.Remove(path); err != nil {
						t.Fatal(err)
					}
					continue
				}
				if err := os.MkdirAll(filepath.Dir(path), 0o777); err != nil {
					t.Fatal(err)
				}
				put(t, path, content)
			}
			if want := said(t, folder, names, Options{Broken: c.broken}); got != want {
				t.Error(cmp.Diff(want, got))
			}
		})
	}
}

// A relative name and a full one mean the same file.
func TestInsteadByRelativeName(t *testing.T) {
	folder := folderOf(t, whole(), nil)
	t.Chdir(folder)
	a := mustOpen(t, Options{Instead: map[string][]byte{filepath.Join(folder, "v_40.ismv"): nil}}, "ladder.ism")
	if m, _ := a.Member("v_40.ismv"); m.Present {
		t.Error("the file is there")
	}
}
