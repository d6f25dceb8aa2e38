package e2e

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"smoothscope/inspect/asset"
	"smoothscope/inspect/caption"
	"smoothscope/tasks/edit"
	"smoothscope/tasks/preview"
	"smoothscope/tasks/publish/folder"
	"smoothscope/testdata"
)

// subtitles are captions of a person. The second goes on over the edge of the
// first two chunks, which is at 2 s.
const subtitles = `1
00:00:00,500 --> 00:00:01,500
Good evening.

2
00:00:01,700 --> 00:00:02,600
Over the edge

3
00:00:04,000 --> 00:00:05,500
<i>At</i> the third chunk
`

// moments are what stands on the picture at some seconds: on both sides of
// where each caption and each chunk begins and ends.
func moments() [][2]any {
	return [][2]any{
		{0.4, ""}, {0.6, "Good evening."}, {1.4, "Good evening."}, {1.6, ""}, {1.8, "Over the edge"}, {1.96, "Over the edge"},
		{2.0, "Over the edge"}, {2.04, "Over the edge"}, {2.5, "Over the edge"}, {2.7, ""}, {3.96, ""}, {4.04, "At the third chunk"}, {5.4, "At the third chunk"}, {5.6, ""},
	}
}

// draft is a copy of the ladder, in home, to which captions are added, in a
// file or in the client manifest, but not on the disk.
func draft(t *testing.T, home string, embedded bool) *edit.Draft {
	t.Helper()
	if err := os.CopyFS(home, os.DirFS(filepath.Dir(testdata.Path(t, "ladder", "ladder.ism")))); err != nil {
		t.Fatal(err)
	}
	file := func(name string) []byte {
		b, err := os.ReadFile(filepath.Join(home, name))
		if err != nil {
			t.Fatal(err)
		}
		return b
	}
	doc, err := caption.Parse([]byte(subtitles), caption.Options{Name: "evening.srt"})
	if err != nil {
		t.Fatal(err)
	}
	track := edit.CaptionTrack{Name: "captions_eng", Language: "eng", Subtype: "CAPT", File: textFile, Embedded: embedded, Captions: doc}
	added, err := edit.AddCaptions(file("ladder.ismc"), file("ladder.ism"), track)
	if err != nil {
		t.Fatal(err)
	}
	files := map[string][]byte{"ladder.ismc": added.Client, "ladder.ism": added.Server}
	if !embedded {
		files[textFile] = added.Media
	}
	d := edit.NewDraft(home)
	d.Do("Add captions", edit.State{Files: files})
	return d
}

const textFile = "ladder_captions_eng.ismt"

// The captions that a person adds are shown at their seconds: before they are
// saved, from the saved asset, and from where it is published.
func TestCaptionsOfOurs(t *testing.T) {
	tools(t)
	server := startPreview(t)
	home, other := t.TempDir(), t.TempDir()
	unsaved := server.addWith(t, asset.Options{Instead: draft(t, home, false).Instead()}, filepath.Join(home, "ladder.ism"))
	if err := draft(t, other, false).Save(t.Context(), edit.Options{}); err != nil {
		t.Fatal(err)
	}
	manifest, place := filepath.Join(other, "ladder.ism"), t.TempDir()
	publishTo(t, folder.New(place), manifest, "")
	published, err := server.AddFolder(filepath.Join(place, "ladder.ism"))
	if err != nil {
		t.Fatal(err)
	}
	pages := slices.Concat(captionVisits(t, "unsaved", unsaved), captionVisits(t, "saved", server.add(t, manifest)), captionVisits(t, "published", published))
	seen := visitAll(t, pages)
	for _, page := range pages {
		t.Run(page.Name, func(t *testing.T) { seen[page.Name].judgeCaptions(t) })
	}
	if _, err := os.Stat(filepath.Join(home, textFile)); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("captions that were not saved are on the disk: %v", err)
	}
}

// Captions that the client manifest carries are shown by the page itself, since
// dash.js reads no stream of that kind; and they read back as they were.
func TestCaptionsInTheManifest(t *testing.T) {
	tools(t)
	server := startPreview(t)
	home := t.TempDir()
	files := draft(t, home, true).Instead()
	manifest := filepath.Join(home, "ladder.ism")
	pages := captionVisits(t, "manifest", server.addWith(t, asset.Options{Instead: files}, manifest))
	seen := visitAll(t, pages)
	for _, page := range pages {
		t.Run(page.Name, func(t *testing.T) { seen[page.Name].judgeCaptions(t) })
	}
	a, err := asset.Open(t.Context(), []string{manifest}, asset.Options{Instead: files})
	if err != nil {
		t.Fatal(err)
	}
	defer a.Close()
	c, err := a.Captions(t.Context(), len(a.Streams)-1)
	if err != nil {
		t.Fatal(err)
	}
	srt, _, err := caption.Convert(c.Document, "srt")
	if err != nil {
		t.Fatal(err)
	}
	text, err := srt.Bytes()
	if err != nil || strings.TrimSpace(string(text)) != strings.TrimSpace(subtitles) {
		t.Errorf("they are %q, %v", text, err)
	}
}

// captionVisits are to the page of a site, as Smooth and where there is one as
// DASH.
func captionVisits(t *testing.T, name string, site *preview.Site) []visit {
	t.Helper()
	modes := []string{"smooth"}
	if site.DASH != "" {
		modes = append(modes, "dash")
	}
	var pages []visit
	for _, mode := range modes {
		pages = append(pages, visit{
			Name: name + "-" + mode, URL: site.Page + "#mode=" + mode, Picture: picture(t, "captions-"+name+"-"+mode+".png"),
			Steps: [][]any{{"playing"}, {"cues", moments()}, {"through", 1.2, 3}, {"cues ", [][2]any{{2.04, "Over the edge"}}}},
		})
	}
	return pages
}

func (s visited) judgeCaptions(t *testing.T) {
	t.Helper()
	s.quiet(t)
	for i, shown := range read[[]string](t, s, "cues") {
		if at, want := moments()[i][0], moments()[i][1]; shown != want {
			t.Errorf("at %v s the picture says %q, not %q", at, shown, want)
		}
	}
	// While it plays, browsers take up to a quarter of a second to change it.
	const late = 0.3
	looks := read[[]struct {
		At   float64
		Text string
	}](t, s, "through")
	edge := 0
	for _, look := range looks {
		want := look.Text
		switch at := look.At; {
		case at > 1.7+late && at < 2.6:
			want = "Over the edge"
			edge++
		case at > 1.5+late && at < 1.7, at > 2.6+late && at < 3:
			want = ""
		}
		if look.Text != want {
			t.Errorf("while it plays, at %.3f s, the picture says %q, not %q", look.At, look.Text, want)
		}
	}
	if edge < 5 {
		t.Errorf("%d looks at the picture while it goes over the edge, of %d", edge, len(looks))
	}
}
