package main

import (
	"fmt"
	"os"
	"path/filepath"
	"testing"
	"time"

	"smoothscope/testdata"
)

// TestPictures takes the pictures that a person looks at after a change of the
// window: both themes, a large and a small window. It asserts that each screen
// is reached; whether it is beautiful only eyes can tell.
func TestPictures(t *testing.T) {
	for _, size := range []struct{ width, height int }{{1440, 900}, {1000, 640}} {
		for _, theme := range []string{"dark", "light"} {
			name := fmt.Sprintf("%s-%d", theme, size.width)
			t.Run(name, func(t *testing.T) {
				s := newScreenWith(t, size.width, size.height, map[string]any{"theme": theme})
				takePictures(s, name)
				s.quit()
			})
		}
	}
}

func takePictures(s *screen, name string) {
	folder := s.t.TempDir()
	broken, long := filepath.Join(folder, "broken.ismv"), filepath.Join(folder, "long.ismv")
	writeBroken(s.t, testdata.Path(s.t, "ladder", "v_80.ismv"), broken)
	writeLong(s.t, testdata.Path(s.t, "ladder", "v_80.ismv"), long, 4000)
	misaligned := spoiled(s.t, "ALIGN-TIME")
	s.untilTitle("Smoothscope")
	time.Sleep(2 * time.Second) // it has a title before it has a picture
	s.shot("empty-" + name)

	s.drop(testdata.Path(s.t, "ladder", "ladder.ism"))
	s.untilTitle("Smoothscope — ladder.ism")
	s.copied("ctrl+shift+c", "ftyp[1]")
	s.keys("ctrl+f")
	s.typed("moof[3]/traf/trun/sample_count")
	s.keys("Return")
	s.copied("ctrl+shift+c", "moof[3]/traf[1]/trun[1]/sample_count")
	s.shot("field-" + name)
	s.keys("ctrl+2", "Down", "Right")
	s.shot("timeline-" + name)
	s.keys("ctrl+3")
	s.shot("checks-" + name)
	s.keys("ctrl+7")
	time.Sleep(time.Second) // the chunks are found first
	s.shot("offsets-" + name)
	s.keys("ctrl+8")
	time.Sleep(time.Second)
	s.shot("preview-stopped-" + name)
	s.keys("F9")
	page := s.browsed(1)[0]
	a := opened(s.t, testdata.Path(s.t, "ladder", "ladder.ism"))
	for range 3 {
		fetchAll(s.t, page, a)
		time.Sleep(700 * time.Millisecond) // so that the curve has something to tell
	}
	s.shot("preview-" + name)
	s.keys("Up", "Up")
	s.shot("preview-selected-" + name)

	s.drop(misaligned)
	s.untilTitle("Smoothscope — " + filepath.Base(misaligned))
	s.untilOpened(misaligned)
	s.keys("ctrl+k")
	s.copies(func() { s.keys("Home", "ctrl+c") }, "ALIGN-TIME")
	s.shot("checks-misaligned-" + name)
	s.keys("ctrl+2")
	s.shot("timeline-misaligned-" + name)

	s.drop(broken)
	s.untilTitle("Smoothscope — broken.ismv")
	s.keys("ctrl+1")
	s.copied("ctrl+shift+c", "ftyp[1]")
	s.keys("ctrl+b")
	s.shot("broken-" + name)
	s.keys("ctrl+3")
	s.shot("checks-broken-" + name)
	s.keys("ctrl+2")
	s.shot("timeline-broken-" + name)

	s.drop(long)
	s.untilTitle("Smoothscope — long.ismv")
	s.copied("ctrl+shift+c", "ftyp[1]")
	s.untilOpened(long)
	to := filepath.Join(folder, "published")
	s.keys("ctrl+9")
	s.typed(to)
	s.until("first files", func() bool {
		s.keys("Return") // nothing happens before the items are counted
		return len(present(s.t, to)) > 30
	})
	s.shot("publishing-" + name)
	s.keys("ctrl+period")
	stable(s.t, to)
	s.shot("cancelled-" + name)
}

// present are the files of a folder that may not be there yet.
func present(t *testing.T, folder string) []string {
	t.Helper()
	if _, err := os.Stat(folder); err != nil {
		return nil
	}
	return files(t, folder)
}

// writeBroken leaves out the end of a file.
func writeBroken(t *testing.T, from, to string) {
	t.Helper()
	all, err := os.ReadFile(from)
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(to, all[:len(all)*6/10], 0o644); err != nil {
		t.Fatal(err)
	}
}
