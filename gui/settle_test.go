package gui

import (
	"bytes"
	"context"
	"io"
	"net/http"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"smoothscope/gui/kit"
	"smoothscope/gui/session"
	"smoothscope/tasks/edit"
	"smoothscope/tasks/preview"
)

// typed types a value over another one in the form of the manifests.
func (h *house) typed(a *session.Asset, was, now string) {
	h.t.Helper()
	h.showTab(tabManifest)
	raw := h.manifestsOf(a).client.raw
	at := int64(bytes.Index(raw, []byte(`="`+was+`"`)))
	path := filepath.Join(a.Content.Folder, "ladder.ismc")
	h.until("the manifest", func() bool { return h.manifests.Go(path, at) })
	h.win.Resize(fyne.NewSize(1400, 900))
	for _, o := range test.LaidOutObjects(h.manifests.Object()) {
		entry, ok := o.(fyne.Focusable)
		if !ok {
			continue
		}
		if text := reflect.ValueOf(o).Elem().FieldByName("Text"); !text.IsValid() || text.String() != was {
			continue
		}
		h.win.Canvas().Focus(entry)
		test.Type(entry, now)
		return
	}
	h.t.Fatalf("no value is %s", was)
}

// What stands in a value of the manifest counts when the asset is saved, closed
// or the window quit.
func TestWhatIsTypedIntoTheManifestIsNotLostByQuitting(t *testing.T) {
	h, a, _ := studio(t)
	h.typed(a, "eng", "fra")
	if dirty(a) {
		t.Fatal("taken before anything asked for it")
	}
	h.Quit()
	h.rests(a)
	if !dirty(a) || h.win.Canvas().Overlays().Top() == nil {
		t.Errorf("dirty %v: nothing is asked before it is lost", dirty(a))
	}
	if languageIn(a) != "fra" {
		t.Errorf("%q", languageIn(a))
	}
}

// Another asset that comes to the front does not take what was typed.
func TestWhatIsTypedIsKeptWhenAnotherAssetIsShown(t *testing.T) {
	h, a, _ := studio(t)
	h.typed(a, "eng", "fra")
	other := ladderCopy(t)
	h.Open([]string{filepath.Join(other, "ladder.ism")})
	if h.session.Current() == a || !dirty(a) {
		t.Errorf("the first is shown %v, dirty %v", h.session.Current() == a, dirty(a))
	}
	h.opened("ladder.ism")
	if dirty(h.session.Current()) {
		t.Error("it has become an edit of the other one")
	}
}

// A site that is made while the asset is edited serves what came of the edit,
// from files that are open.
func TestAnEditWhileTheServerStartsIsPlayed(t *testing.T) {
	h, a, _ := studio(t)
	t.Cleanup(func() {
		h.previews.stop()
		h.until("the end of the server", func() bool { return h.previews.server == nil && len(h.previews.queue) == 0 })
	})
	gate := make(chan struct{})
	h.previews.do(func(context.Context) { <-gate }, func() {})
	var page *preview.Site
	h.previews.serve(a, func(s *preview.Site) { page = s })
	before := a.Content
	h.called(a, "fra")
	h.until("the edit", func() bool { return a.Content != before })
	close(gate)
	h.until("the site", func() bool { return page != nil && len(h.previews.queue) == 0 })
	answer, err := http.Get(h.previews.sites[a].site.Smooth)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = answer.Body.Close() }()
	body, err := io.ReadAll(answer.Body)
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Contains(body, []byte(`Language="fra"`)) {
		t.Errorf("served is %.300s", body)
	}
	h.keeper.mu.Lock()
	defer h.keeper.mu.Unlock()
	if len(h.keeper.gone) != 0 {
		t.Error("the content of before is not let go of")
	}
}

// What is published is what is seen, also in the moment after an edit.
func TestPublishingWaitsForAnEdit(t *testing.T) {
	h, a, _ := studio(t)
	to := t.TempDir()
	h.showTab(tabPublish)
	h.win.Resize(fyne.NewSize(1400, 900))
	var where *kit.Entry
	var publish *kit.Button
	ready := func() bool {
		for _, o := range test.LaidOutObjects(h.publish.Object()) {
			switch o := o.(type) {
			case *kit.Entry:
				if where == nil && o.Visible() && strings.Contains(o.PlaceHolder, "folder") {
					where = o
				}
			case *kit.Button:
				if strings.HasPrefix(o.Text(), "Publish") {
					publish = o
				}
			}
		}
		return where != nil && publish != nil && !publish.Disabled()
	}
	h.until("the items", func() bool { ready(); return where != nil })
	where.SetText(to)
	h.until("the button", ready)
	h.called(a, "fra")
	publish.Tapped(nil)
	path := filepath.Join(to, "ladder.ism", "Manifest")
	h.until("the manifest there", func() bool { _, err := os.Stat(path); return err == nil })
	body, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Contains(body, []byte(`Language="fra"`)) {
		t.Errorf("published is %.300s", body)
	}
}

func TestAnImportEndsWhenAnotherAssetIsShown(t *testing.T) {
	h, _, _ := studio(t)
	h.takeCaptions("a.srt", []byte("1\n00:00:01,000 --> 00:00:02,000\nHello\n"))
	if !h.captions.Importing() {
		t.Fatal("nothing is imported")
	}
	h.Open([]string{filepath.Join(ladderCopy(t), "ladder.ism")})
	if h.captions.Importing() {
		t.Error("it would go to the other asset")
	}
}

func TestQuittingAsksOnce(t *testing.T) {
	h, a, _ := studio(t)
	h.called(a, "fra")
	h.rests(a)
	h.Quit()
	h.Quit()
	h.press("Cancel")
	if h.win.Canvas().Overlays().Top() != nil {
		t.Error("it asks once more")
	}
	h.Quit()
	if h.win.Canvas().Overlays().Top() == nil {
		t.Error("it does not ask again later")
	}
}

// What is worked out for an asset that is closed meanwhile comes to nothing.
func TestAnEditOfAClosedAssetComesToNothing(t *testing.T) {
	h, a, _ := studio(t)
	gate, content := make(chan struct{}), a.Content
	h.editor.compute(a, tabCaptions, "late", false, func(_ context.Context, now manifestPair) (edit.State, error) {
		<-gate
		return edit.State{Files: map[string][]byte{"ladder.ismc": append(now.client.raw, '\n')}}, nil
	}, func(error) { t.Error("it is told of") })
	h.closeAsset(a)
	close(gate)
	h.until("what comes of it", func() bool {
		h.keeper.mu.Lock()
		defer h.keeper.mu.Unlock()
		return h.keeper.users[content] == 0
	})
	if h.editor.of[a] != nil || dirty(a) {
		t.Error("it is kept of a closed asset")
	}
}
