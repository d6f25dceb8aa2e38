package asset

import (
	"context"
	"path/filepath"
	"testing"
)

const noXML = "<smil><body><switch><video src=\"v_20.ismv\" <<<"

// A manifest that cannot be read is a member for who asks for it, with the
// media that can be found.
func TestBrokenManifests(t *testing.T) {
	media := map[string]string{"v_20.ismv": "v_20.ismv", "v_40.ismv": "v_40.ismv"}
	for name, c := range map[string]struct {
		copies map[string]string
		texts  map[string]string
		open   []string // "" is the folder
		role   Role
		media  int // levels
	}{
		"a server manifest that mentions one file": {media, map[string]string{"a.ism": noXML}, []string{"a.ism"}, ServerRole, 1},
		"a server manifest that mentions none":     {media, map[string]string{"a.ism": "oh dear"}, []string{"a.ism"}, ServerRole, 2},
		"its folder":                               {media, map[string]string{"a.ism": noXML}, []string{""}, ServerRole, 1},
		"a folder without media":                   {nil, map[string]string{"a.ismc": "<SmoothStreamingMedia"}, []string{""}, ClientRole, 0},
		"a client manifest alone":                  {nil, map[string]string{"a.ismc": ""}, []string{"a.ismc"}, ClientRole, 0},
		"a client manifest of any name":            {nil, map[string]string{"a.xml": "<SmoothStreamingMedia <"}, []string{"a.xml"}, ClientRole, 0},
		"a client manifest that is named":          {whole(), map[string]string{"ladder.ismc": "<SmoothStreamingMedia <"}, []string{"ladder.ismc"}, ClientRole, 4},
		"several files at once":                    {media, map[string]string{"a.ism": noXML}, []string{"a.ism", "v_20.ismv", "v_40.ismv"}, ServerRole, 2},
	} {
		t.Run(name, func(t *testing.T) {
			folder := folderOf(t, c.copies, c.texts)
			var names []string
			for _, n := range c.open {
				names = append(names, filepath.Join(folder, n))
			}
			a := mustOpen(t, Options{Broken: true}, names...)
			levels, found := 0, false
			for _, s := range a.Streams {
				levels += len(s.Levels)
			}
			for _, m := range a.Members {
				found = found || m.Role == c.role && m.Present
			}
			if levels != c.media || !found {
				t.Errorf("%d levels, members %+v", levels, a.Members)
			}
		})
	}
}

// What is neither a manifest nor media stays an error.
func TestBrokenIsNotAnything(t *testing.T) {
	folder := folderOf(t, nil, map[string]string{"a.txt": "text", "a.xml": "<html></html>"})
	for _, name := range []string{"a.txt", "a.xml", "none.ism", ""} {
		a, err := Open(context.Background(), []string{filepath.Join(folder, name)}, Options{Broken: true})
		if err == nil {
			t.Errorf("%s: %+v", name, a.Members)
		}
	}
}
