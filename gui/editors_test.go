package gui

import (
	"bytes"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"smoothscope/gui/captions"
	"smoothscope/gui/session"
	"smoothscope/inspect/asset"
	"smoothscope/inspect/caption"
	"smoothscope/inspect/check"
	"smoothscope/tasks/edit"
	"smoothscope/testdata"
)

const srt = "1\n00:00:00,500 --> 00:00:01,500\nOne\n\n2\n00:00:01,800 --> 00:00:02,600\nTwo goes <i>on</i>\n\n"

// captioned is the ladder with a track of captions that is not saved.
func captioned(t *testing.T, h *house, a *session.Asset, embedded bool) captions.Track {
	t.Helper()
	doc, err := caption.Parse([]byte(srt), caption.Options{Name: "eng.srt"})
	if err != nil {
		t.Fatal(err)
	}
	h.addCaptions(edit.CaptionTrack{Name: "captions", Language: "eng", Subtype: "CAPT", File: "captions.ismt", Embedded: embedded, Captions: doc})
	h.rests(a)
	tracks := h.tracksOf(a)
	if len(tracks) != 1 || !tracks[0].Editable {
		t.Fatalf("%+v", tracks)
	}
	return tracks[0]
}

func cuesOf(t *testing.T, content *asset.Asset, stream int) []caption.Cue {
	t.Helper()
	c, err := content.Captions(t.Context(), stream)
	if err != nil {
		t.Fatal(err)
	}
	return c.Document.Cues
}

func TestCaptionsAreAddedEditedSavedAndRemoved(t *testing.T) {
	for _, embedded := range []bool{false, true} {
		h, a, folder := studio(t)
		h.prefs.SetSaveAtOnce(true)
		track := captioned(t, h, a, embedded)
		doc := a.Draft.State().Captions["captions"]
		cues := slices.Clone(doc.Cues)
		cues[0].Runs = caption.PlainRuns("First")
		h.captionsEdited("change a cue", track, doc.With(cues), false)
		h.rests(a)
		if got := cuesOf(t, a.Content, track.Stream); len(got) != 2 || got[0].Text() != "First" || got[1].Start != 1800*time.Millisecond {
			t.Errorf("embedded %v: %+v", embedded, got)
		}
		if h.panelRows()[0] != "ASSET" || !h.editor.touched(a)[tabCaptions] || h.editor.touched(a)[tabMarkers] {
			t.Errorf("touched %v", h.editor.touched(a))
		}
		h.saveChanges()
		h.until("the files", func() bool { return !dirty(a) && h.editor.resting(a) })
		saved, err := asset.Open(t.Context(), []string{filepath.Join(folder, "ladder.ism")}, asset.Options{})
		if err != nil {
			t.Fatal(err)
		}
		if got := cuesOf(t, saved, track.Stream); len(got) != 2 || got[0].Text() != "First" {
			t.Errorf("on disk: %+v", got)
		}
		_ = saved.Close()
		if _, err := os.Stat(filepath.Join(folder, "captions.ismt")); (err == nil) == embedded {
			t.Errorf("embedded %v, file %v", embedded, err)
		}
		h.removeCaptions(h.tracksOf(a)[0])
		h.press("Remove")
		h.rests(a)
		if tracks := h.tracksOf(a); len(tracks) != 0 {
			t.Errorf("%+v", tracks)
		}
		h.undo()
		h.rests(a)
		h.undo()
		h.rests(a)
		if got := cuesOf(t, a.Content, track.Stream); len(got) != 2 || got[0].Text() != "One" {
			t.Errorf("undone: %+v", got)
		}
		h.undo()
		h.rests(a)
		if len(h.tracksOf(a)) != 0 {
			t.Error("the first undo of all does not take the track away")
		}
		for _, name := range []string{"ladder.ism", "ladder.ismc"} {
			want, _ := os.ReadFile(testdata.Path(t, "ladder", name))
			now := a.Read[name]
			if raw, ok := a.Draft.State().Files[name]; ok {
				now = raw
			}
			if !bytes.Equal(now, want) {
				t.Errorf("%s is not as it was", name)
			}
		}
	}
}

// Edits that come faster than they are worked out are all made, in order, and
// one that amends is no step of its own.
func TestManyEditsOfCaptionsAreAllMade(t *testing.T) {
	h, a, _ := studio(t)
	track := captioned(t, h, a, false)
	doc := a.Draft.State().Captions["captions"]
	for i, amend := range []bool{false, false, true, true} {
		cues := slices.Clone(doc.Cues)
		cues[0].Runs = caption.PlainRuns(strings.Repeat("x", i+1))
		doc = doc.With(cues)
		h.captionsEdited("type", track, doc, amend)
	}
	h.rests(a)
	if list, at := a.Draft.Steps(); len(list) != 3 || at != 3 {
		t.Errorf("%q, %d", list, at)
	}
	if got := cuesOf(t, a.Content, track.Stream); got[0].Text() != "xxxx" {
		t.Errorf("%q", got[0].Text())
	}
	h.undo()
	h.rests(a)
	if got := cuesOf(t, a.Content, track.Stream); got[0].Text() != "x" {
		t.Errorf("undone %q", got[0].Text())
	}
}

func TestADroppedCaptionFileIsImported(t *testing.T) {
	h, a, folder := studio(t)
	path := filepath.Join(folder, "deu.srt")
	if err := os.WriteFile(path, []byte(srt), 0o644); err != nil {
		t.Fatal(err)
	}
	h.Dropped(uris(path))
	h.until("the import", h.captions.Importing)
	if h.tabs.Selected() != tabCaptions || len(h.session.Assets()) != 1 || h.session.Current() != a {
		t.Errorf("tab %d, %d assets", h.tabs.Selected(), len(h.session.Assets()))
	}
}

func TestLooseFilesBecomeAnAsset(t *testing.T) {
	h := newHouse(t)
	folder := ladderCopy(t)
	for _, name := range []string{"ladder.ism", "ladder.ismc"} {
		if err := os.Remove(filepath.Join(folder, name)); err != nil {
			t.Fatal(err)
		}
	}
	h.checked([]string{folder})
	a := h.session.Current()
	if !loose(a) || commonFolder(a.Content) != folder {
		t.Fatalf("loose %v, in %s", loose(a), commonFolder(a.Content))
	}
	h.makeIn(a, folder, "made")
	h.until("the asset", func() bool {
		if top := h.win.Canvas().Overlays().Top(); top != nil {
			h.press("Write them all the same")
		}
		b := h.session.Current()
		return b != nil && b.Title == "made.ism" && b.Content != nil
	})
	if h.session.Has(a) || h.session.Current().Draft == nil {
		t.Error("the loose files stay open, or what was made cannot be edited")
	}
	for _, text := range []string{"", "a/b", ".x"} {
		if _, err := checkName(text); err == nil {
			t.Errorf("%q is a name", text)
		}
	}
}

func TestTheReviewTellsWhatIsWritten(t *testing.T) {
	h, a, folder := studio(t)
	captioned(t, h, a, false)
	var files []changedFile
	for _, name := range a.Draft.Dirty() {
		files = append(files, lookAt(t.Context(), a.Content, name, a.Draft.State()))
	}
	if len(files) != 3 || files[0].name != "captions.ismt" || files[1].name != "ladder.ismc" || files[2].name != "ladder.ism" {
		t.Fatalf("%+v", files)
	}
	if files[0].sum != "2 cues, 4 fragments" || files[0].backup != "" || files[1].backup != filepath.Join(folder, "ladder.ismc.bak") {
		t.Errorf("%q %q %q", files[0].sum, files[0].backup, files[1].backup)
	}
	come := 0
	for _, l := range files[1].diff {
		if l.mark == goes {
			t.Errorf("%q goes", l.text)
		}
		if l.mark == comes {
			come++
		}
	}
	if come < 4 || come > 30 {
		t.Errorf("%d lines come", come)
	}
	h.saveChanges()
	h.until("the dialog", func() bool { return h.win.Canvas().Overlays().Top() != nil })
	if _, err := os.Stat(filepath.Join(folder, "captions.ismt")); err == nil {
		t.Error("it is written before a person has said so")
	}
	h.press("Save")
	h.until("the files", func() bool { return !dirty(a) })
}

// A finding about a marker or a caption leads to it.
func TestFindingsLeadToMarkersAndCaptions(t *testing.T) {
	for rule, tab := range map[string]int{"MRK-CRC": tabMarkers, "TXT-ORDER": tabCaptions} {
		h := newHouse(t)
		r := h.checked(spoiled(t, rule))
		i := slices.IndexFunc(r.Findings, func(f check.Finding) bool { return f.Rule == rule })
		if i < 0 {
			t.Fatalf("%s is not found: %+v", rule, r.Findings)
		}
		h.showTab(tabChecks)
		h.pickFinding(&r.Findings[i], r.Findings[i].Place, false)
		if h.tabs.Selected() != tabChecks {
			t.Errorf("%s: a click leaves the checks", rule)
		}
		h.pickFinding(&r.Findings[i], r.Findings[i].Place, true)
		if h.tabs.Selected() != tab {
			t.Errorf("%s leads to tab %d, want %d", rule, h.tabs.Selected(), tab)
		}
	}
}

func TestPlayingFromACaptionPlaysWhatIsNotSaved(t *testing.T) {
	h := newTheatre(t)
	h.checked([]string{filepath.Join(ladderCopy(t), "ladder.ism")})
	a := h.session.Current()
	captioned(t, h.house, a, false)
	h.playAt(1.8)
	h.until("the player", func() bool { return len(h.shown) == 1 })
	page, hash, _ := strings.Cut(h.last(), "#")
	if hash != "t=1.8" {
		t.Errorf("plays at %q", hash)
	}
	if _, body := h.get(strings.TrimSuffix(page, "/") + "/Manifest"); !strings.Contains(body, `Name="captions"`) {
		t.Error("what is played has no captions")
	}
}

func TestACopyIsWholeAndTheAssetStaysUnsaved(t *testing.T) {
	h, a, folder := studio(t)
	captioned(t, h, a, false)
	to := filepath.Join(t.TempDir(), "copy")
	h.writeCopy(a, to)
	h.until("the copy", func() bool { return strings.Contains(h.notice, to) })
	b, err := asset.Open(t.Context(), []string{filepath.Join(to, "ladder.ism")}, asset.Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = b.Close() }()
	if len(b.Members) != len(a.Content.Members) || len(cuesOf(t, b, len(b.Streams)-1)) != 2 {
		t.Errorf("%+v", b.Members)
	}
	if !dirty(a) {
		t.Error("the asset itself counts as saved")
	}
	if disk, _ := os.ReadFile(filepath.Join(folder, "ladder.ism")); !bytes.Equal(disk, a.Read["ladder.ism"]) {
		t.Error("the asset itself was written")
	}
}

// An edit that is made while a save goes on is made behind it.
func TestAnEditDuringASaveIsMadeBehindIt(t *testing.T) {
	h, a, _ := studio(t)
	h.called(a, "fra")
	h.rests(a)
	h.write(a, func() {})
	for _, name := range []string{"deu", "ita"} {
		raw := bytes.Replace(h.manifestsOf(a).client.raw, []byte(`Language="fra"`), []byte(`Language="`+name+`"`), 1)
		h.edited(a, tabManifest, "call it "+name, "ladder.ismc", raw)
	}
	h.until("the save", func() bool { return h.editor.resting(a) })
	if list, _ := a.Draft.Steps(); len(list) != 3 || languageIn(a) != "ita" || !dirty(a) {
		t.Errorf("%v, %q, dirty %v", list, languageIn(a), dirty(a))
	}
	if !bytes.Contains(a.Read["ladder.ismc"], []byte(`Language="fra"`)) {
		t.Error("the save took what came after it")
	}
}

// A click on a caption of the timeline chooses it, in whatever track it is.
func TestACueOfTheTimelineIsChosenInItsTrack(t *testing.T) {
	h, a, _ := studio(t)
	captioned(t, h, a, false)
	doc, err := caption.Parse([]byte(srt), caption.Options{Name: "fra.srt"})
	if err != nil {
		t.Fatal(err)
	}
	h.addCaptions(edit.CaptionTrack{Name: "other", Language: "fra", Subtype: "CAPT", File: "other.ismt", Captions: doc})
	h.rests(a)
	h.showTab(tabCaptions)
	for _, track := range h.tracksOf(a) {
		h.pickCue(track.Stream, 1, true)
		h.until("the caption", func() bool {
			shown, ok := h.captions.Track()
			return ok && shown.Name == track.Name && h.captions.Chosen() == 1
		})
		h.captions.Choose(0)
	}
}
