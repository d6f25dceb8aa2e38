package main

import (
	"fmt"
	"os"
	"path/filepath"
	"testing"
	"time"
)

// TestEditorPictures takes the pictures of the editors that a person looks at
// after a change: both themes, a large and a small window.
func TestEditorPictures(t *testing.T) {
	srt := filepath.Join(t.TempDir(), "eng.srt")
	if err := os.WriteFile(srt, []byte(threeCues), 0o644); err != nil {
		t.Fatal(err)
	}
	for _, size := range []struct{ width, height int }{{1440, 900}, {1000, 640}} {
		for _, theme := range []string{"dark", "light"} {
			name := fmt.Sprintf("%s-%d", theme, size.width)
			t.Run(name, func(t *testing.T) {
				asset := ladderIn(t)
				s := newScreenWith(t, size.width, size.height, map[string]any{"theme": theme}, asset)
				s.untilTitle("Smoothscope — ladder.ism")
				s.copied("ctrl+shift+c", "ftyp[1]")
				s.untilOpened(asset)
				pictureEditors(s, srt, name)
				s.asked(func() { s.keys("ctrl+q") })
				s.shot("quit-" + name)
				s.keys("shift+Tab", "Return")
				<-s.ended
				s.clean()
			})
		}
	}
}

func pictureEditors(s *screen, srt, name string) {
	s.keys("ctrl+5")
	s.shot("captions-none-" + name)
	s.drop(srt)
	s.untilTyped("eng")
	s.shot("captions-import-" + name)
	s.keys("Return")
	s.untilDirty()
	s.keys("ctrl+5", "Home", "Down")
	s.shot("captions-" + name)
	s.keys("ctrl+6")
	s.shot("markers-none-" + name)
	s.untilTyped("2", "Insert")
	s.shot("marker-add-" + name)
	s.keys("Return")
	time.Sleep(time.Second) // the key frames near it are looked up
	s.shot("markers-" + name)
	s.keys("ctrl+4", "Home", "Down", "Down")
	s.shot("manifest-" + name)
	s.keys("ctrl+2")
	s.shot("timeline-edited-" + name)
	s.asked(func() { s.keys("ctrl+s") })
	s.shot("save-" + name)
	s.keys("Escape")
}
