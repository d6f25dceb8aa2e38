package preview_test

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"smoothscope/tasks/preview"
	"smoothscope/tasks/preview/dash"
	"smoothscope/testdata"
)

// What is served as DASH is what the DASH view says, with the samples as they
// lie in the file.
func TestDASHIsServed(t *testing.T) {
	s := start(t, preview.Options{})
	for _, name := range []string{"ladder.ism", "mux_av.ismv"} {
		a := open(t, testdata.Path(t, "ladder", name))
		site := add(t, s, a)
		movie, err := dash.New(t.Context(), a)
		if err != nil {
			t.Fatal(err)
		}
		mpd, err := movie.MPD(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		answer, got := get(t, site.DASH)
		if answer.Header.Get("Content-Type") != "application/dash+xml" || !bytes.Equal(got, mpd) {
			t.Errorf("%s: %s %v", site.DASH, answer.Status, answer.Header)
		}
		first := strings.TrimSuffix(site.DASH, "manifest.mpd")
		for i := range a.Streams {
			for j := range a.Streams[i].Levels {
				init, err := movie.Init(t.Context(), i, j)
				if err != nil {
					t.Fatal(err)
				}
				if answer, got := get(t, fmt.Sprintf("%s%d/%d/init.mp4", first, i, j)); !bytes.Equal(got, init) {
					t.Errorf("%s, stream %d: init: %s", name, i, answer.Status)
				}
				want, err := movie.Segment(t.Context(), i, j, 0)
				if err != nil {
					t.Fatal(err)
				}
				file, err := os.ReadFile(testdata.Path(t, "ladder", filepath.FromSlash(want.Member)))
				if err != nil {
					t.Fatal(err)
				}
				all := want.Head
				for _, span := range want.Spans {
					all = append(all, file[span.Offset:span.Offset+span.Size]...)
				}
				url := fmt.Sprintf("%s%d/%d/0.m4s", first, i, j)
				if answer, got := get(t, url); !bytes.Equal(got, all) || answer.Header.Get("Content-Type") != a.Streams[i].Type+"/mp4" {
					t.Errorf("%s: %s, %d bytes of %d", url, answer.Status, len(got), len(all))
				}
				n := len(want.Head)
				if answer, got := get(t, url, "Range", fmt.Sprintf("bytes=%d-%d", n-4, n+4)); answer.StatusCode != 206 || !bytes.Equal(got, all[n-4:n+5]) {
					t.Errorf("%s: a range over the seam: %s %x", url, answer.Status, got)
				}
			}
		}
	}
}
