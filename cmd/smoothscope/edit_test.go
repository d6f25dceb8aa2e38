package main

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"smoothscope/inspect/asset"
	"smoothscope/inspect/manifest"
	"smoothscope/inspect/marker"
	"smoothscope/testdata"
)

const threeCues = "1\n00:00:00,500 --> 00:00:01,500\nGood evening.\n\n" +
	"2\n00:00:01,800 --> 00:00:03,600\nTonight we look at <i>fragments</i>.\n\n" +
	"3\n00:00:06,000 --> 00:00:07,500\nThe end.\n\n"

// ladderIn copies the ladder into a folder of the test and returns its manifest.
func ladderIn(t *testing.T) string {
	t.Helper()
	folder := t.TempDir()
	for _, name := range []string{"ladder.ism", "ladder.ismc", "v_20.ismv", "v_40.ismv", "v_80.ismv", "a_eng0.isma"} {
		b, err := os.ReadFile(testdata.Path(t, "ladder", name))
		if err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(filepath.Join(folder, name), b, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	return filepath.Join(folder, "ladder.ism")
}

// texts are the captions of an asset on the disk.
func texts(t *testing.T, name string) []string {
	t.Helper()
	a, err := asset.Open(t.Context(), []string{name}, asset.Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = a.Close() }()
	var list []string
	for i := range a.Streams {
		if !a.Streams[i].HasCaptions() {
			continue
		}
		c, err := a.Captions(t.Context(), i)
		if err != nil {
			t.Fatal(err)
		}
		for _, cue := range c.Document.Cues {
			list = append(list, cue.Text())
		}
	}
	return list
}

// untilSaved waits until nothing is unsaved.
func (s *screen) untilSaved() {
	s.t.Helper()
	s.untilTitle("Smoothscope — ladder.ism")
}

func (s *screen) untilDirty() {
	s.t.Helper()
	s.untilTitle("Smoothscope — ● ladder.ism")
}

// TestEditing adds captions and an ad break to an asset as a person does, with
// undo, and looks at the files on the disk.
func TestEditing(t *testing.T) {
	name := ladderIn(t)
	s := newScreen(t, 1440, 900, name)
	s.untilTitle("Smoothscope — ladder.ism")
	s.copied("ctrl+shift+c", "ftyp[1]")
	s.untilOpened(name)
	t.Run("captions", func(t *testing.T) { s.t = t; editCaptions(s, name) })
	t.Run("markers", func(t *testing.T) { s.t = t; editMarkers(s, name) })
	t.Run("discard", func(t *testing.T) { s.t = t; discardEdits(s, name) })
	t.Run("quit", func(t *testing.T) { s.t = t; quitUnsaved(s, name) })
}

// untilTyped types a word, after some keys, until a line of text has taken it.
func (s *screen) untilTyped(word string, before ...string) {
	s.t.Helper()
	s.copies(func() {
		s.keys(before...)
		s.keys("ctrl+a")
		s.typed(word)
		s.keys("ctrl+a", "ctrl+c")
	}, word)
}

// editCaptions imports an SRT, edits a caption, undoes and saves.
func editCaptions(s *screen, name string) {
	srt := filepath.Join(s.t.TempDir(), "eng.srt")
	if err := os.WriteFile(srt, []byte(threeCues), 0o644); err != nil {
		s.t.Fatal(err)
	}
	before := read(s.t, name)
	s.drop(srt)
	s.untilTyped("eng")
	s.shot("captions-import")
	s.keys("Return")
	s.untilDirty()
	s.keys("ctrl+5", "Home")
	s.copies(func() { s.keys("ctrl+c") }, "Good evening.")
	s.keys("F2", "ctrl+a")
	s.typed("Good morning.")
	s.keys("Return")
	s.copies(func() { s.keys("Home", "ctrl+c") }, "Good morning.")
	s.shot("captions")
	s.keys("ctrl+z")
	s.copies(func() { s.keys("ctrl+c") }, "Good evening.")
	s.keys("ctrl+y")
	s.copies(func() { s.keys("ctrl+c") }, "Good morning.")
	if !bytes.Equal(read(s.t, name), before) {
		s.t.Error("it is written before it is saved")
	}
	s.asked(func() { s.keys("ctrl+s") })
	s.shot("save")
	s.keys("Return")
	s.untilSaved()
	if got := strings.Join(texts(s.t, name), "|"); got != "Good morning.|Tonight we look at fragments.|The end." {
		s.t.Errorf("on the disk are %q", got)
	}
	if !bytes.Equal(read(s.t, name+".bak"), before) {
		s.t.Error("the backup is not what was there")
	}
}

func read(t *testing.T, path string) []byte {
	t.Helper()
	b, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return b
}

// marked are the markers of a client manifest on the disk.
func marked(t *testing.T, name string) []marker.Marker {
	t.Helper()
	c, err := manifest.ParseClient(read(t, name+"c"))
	if err != nil {
		t.Fatal(err)
	}
	return marker.All(c)
}

// editMarkers adds a break where the video can be cut, undoes and redoes it, and
// saves.
func editMarkers(s *screen, name string) {
	s.keys("ctrl+6")
	s.untilTyped("2", "Insert")
	s.shot("marker-add")
	s.keys("Return")
	s.untilDirty()
	s.shot("markers")
	s.keys("ctrl+z")
	s.untilSaved()
	s.keys("ctrl+shift+z")
	s.untilDirty()
	s.asked(func() { s.keys("ctrl+s") })
	s.shot("save-marker")
	s.keys("Return")
	s.untilSaved()
	all := marked(s.t, name)
	if len(all) != 1 || all[0].Class != marker.Ad || all[0].Time != 2*all[0].TimeScale || all[0].Err != nil {
		s.t.Errorf("on the disk are %+v", all)
	}
	if n := len(texts(s.t, name)); n != 3 {
		s.t.Errorf("%d captions are left", n)
	}
}

// discardEdits removes the marker and goes back to what is saved, by the menu.
func discardEdits(s *screen, name string) {
	before := read(s.t, name+"c")
	s.keys("ctrl+6", "Home", "Delete")
	s.untilDirty()
	s.click(fileMenuX, menuY)
	s.shot("menu-file")
	s.asked(func() { s.click(fileMenuX+30, discardY) })
	s.shot("discard-asks")
	s.keys("Return")
	s.untilSaved()
	if !bytes.Equal(read(s.t, name+"c"), before) {
		s.t.Error("something was written")
	}
}

// Where things are in a window of 1440 by 900.
const (
	fileMenuX, menuY = 22, 12
	discardY         = 246
)

// quitUnsaved is asked, cancels, and then quits without saving.
func quitUnsaved(s *screen, name string) {
	before := read(s.t, name+"c")
	s.keys("ctrl+6", "Home", "Delete")
	s.untilDirty()
	s.asked(func() { s.keys("ctrl+q") })
	s.shot("quit-asks")
	s.keys("Escape")
	if got := s.title(); got != "Smoothscope — ● ladder.ism" {
		s.t.Errorf("cancelled, the title is %q", got)
	}
	s.asked(func() { s.keys("ctrl+q") })
	s.keys("shift+Tab", "Return") // Discard stands before Save
	select {
	case err := <-s.ended:
		if err != nil {
			s.t.Errorf("the program ended with %v", err)
		}
	case <-time.After(patience):
		s.shot("failed")
		s.t.Fatal("it does not quit")
	}
	s.clean()
	if !bytes.Equal(read(s.t, name+"c"), before) {
		s.t.Error("what was discarded is saved")
	}
}
