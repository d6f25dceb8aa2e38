package edit_test

import (
	"bytes"
	"errors"
	"fmt"
	"maps"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"testing"

	"smoothscope/inspect/caption"
	"smoothscope/tasks/edit"
)

// model is a draft as simple as it can be: the content of all files after each
// step, in full.
type model struct {
	versions []map[string]string
	words    []string
	at       int
	disk     map[string]string
}

func (m *model) do(what string, files map[string]string) {
	next := maps.Clone(m.versions[m.at])
	maps.Copy(next, files)
	if maps.Equal(next, m.versions[m.at]) {
		return
	}
	m.versions, m.words = append(m.versions[:m.at+1:m.at+1], next), append(m.words[:m.at:m.at], what)
	m.at++
}

func (m *model) check(t *testing.T, d *edit.Draft, folder string) {
	t.Helper()
	want := map[string]string{}
	for name, content := range m.versions[m.at] {
		if content != m.disk[name] {
			want[name] = content
		}
	}
	got := map[string]string{}
	for name, content := range d.State().Files {
		got[name] = string(content)
		if instead := d.Instead()[filepath.Join(folder, name)]; string(instead) != string(content) {
			t.Errorf("%s: instead of it stands %q", name, instead)
		}
	}
	if !maps.Equal(got, want) || d.Saved() != (len(want) == 0) {
		t.Fatalf("unsaved is %v, not %v", got, want)
	}
	words, at := d.Steps()
	if !slices.Equal(words, m.words) || at != m.at {
		t.Fatalf("the steps are %v at %d, not %v at %d", words, at, m.words, m.at)
	}
	if _, can := d.CanUndo(); can != (m.at > 0) {
		t.Fatal("undo", can)
	}
	if _, can := d.CanRedo(); can != (m.at < len(m.words)) {
		t.Fatal("redo", can)
	}
}

func TestDraftIsLikeItsModel(t *testing.T) {
	for seed := range 8 {
		random := rand.New(rand.NewPCG(uint64(seed), 7))
		folder := t.TempDir()
		m := &model{versions: []map[string]string{{}}, disk: map[string]string{}}
		d := edit.NewDraft(folder)
		for _, name := range []string{"a.ism", "a.ismc", "a.ismt"} {
			put(t, folder, name, "0")
			d.Note(name, []byte("0"))
			m.versions[0][name], m.disk[name] = "0", "0"
		}
		for n := range 200 {
			draftStep(t, random, n, m, d)
			m.check(t, d, folder)
		}
		for name, content := range m.disk {
			if b, err := os.ReadFile(filepath.Join(folder, name)); err != nil || string(b) != content {
				t.Errorf("%s on the disk is %q, not %q: %v", name, b, content, err)
			}
		}
	}
}

// draftStep does the same to a draft and its model.
func draftStep(t *testing.T, random *rand.Rand, n int, m *model, d *edit.Draft) {
	t.Helper()
	switch k := random.IntN(12); {
	case k < 5:
		files, state := map[string]string{}, edit.State{Files: map[string][]byte{}}
		for range 1 + random.IntN(2) {
			name := []string{"a.ism", "a.ismc", "a.ismt"}[random.IntN(3)]
			files[name] = fmt.Sprint(random.IntN(4))
			state.Files["./"+name] = []byte(files[name])
		}
		m.do(fmt.Sprint(n), files)
		d.Do(fmt.Sprint(n), state)
	case k < 8:
		what, ok := d.Undo()
		if ok != (m.at > 0) || ok && what != m.words[m.at-1] {
			t.Fatalf("undid %q", what)
		}
		m.at = max(m.at-1, 0)
	case k < 10:
		what, ok := d.Redo()
		if ok != (m.at < len(m.words)) || ok && what != m.words[m.at] {
			t.Fatalf("did %q again", what)
		}
		m.at = min(m.at+1, len(m.words))
	case k == 10:
		m.at = random.IntN(len(m.words) + 1)
		d.GoTo(m.at)
	default:
		if err := d.Save(t.Context(), edit.Options{NoBackup: true}); err != nil {
			t.Fatal(err)
		}
		maps.Copy(m.disk, m.versions[m.at])
	}
}

// A file that nobody noted is what it was at the first step, and undo past a
// save brings that back.
func TestDraftUndoPastASave(t *testing.T) {
	folder := t.TempDir()
	put(t, folder, "a.ism", `<smil version="old"/>`)
	d := edit.NewDraft(folder)
	doc, err := caption.Fresh(nil, "srt", "")
	if err != nil {
		t.Fatal(err)
	}
	d.Do("add", edit.State{
		Files:    map[string][]byte{"a.ism": []byte(`<smil version="new"/>`), "eng.ismt": []byte("captions")},
		Captions: map[string]*caption.Document{"eng": doc},
	})
	if dirty := d.Dirty(); !slices.Equal(dirty, []string{"eng.ismt", "a.ism"}) {
		t.Errorf("dirty is %v", dirty)
	}
	saveDraft(t, d)
	if len(d.Dirty()) > 0 || d.State().Captions["eng"] != doc {
		t.Errorf("saved, it is %+v", d.State())
	}
	if what, ok := d.Undo(); what != "add" || !ok {
		t.Errorf("undid %q", what)
	}
	s := d.State()
	if content, ok := s.Files["eng.ismt"]; !ok || content != nil || string(s.Files["a.ism"]) != `<smil version="old"/>` || len(s.Captions) > 0 {
		t.Errorf("undone, it is %q", s.Files)
	}
	saveDraft(t, d)
	if b, err := os.ReadFile(filepath.Join(folder, "a.ism")); err != nil || string(b) != `<smil version="old"/>` {
		t.Errorf("%q %v", b, err)
	}
	if b, err := os.ReadFile(filepath.Join(folder, "eng.ismt")); err != nil || string(b) != "captions" {
		t.Errorf("a file that is no longer named was touched: %q %v", b, err)
	}
	d.Redo()
	if dirty := d.Dirty(); len(dirty) != 2 {
		t.Errorf("done again, dirty is %v", dirty)
	}
	saveDraft(t, d)
}

func saveDraft(t *testing.T, d *edit.Draft) {
	t.Helper()
	if err := d.Save(t.Context(), edit.Options{}); err != nil {
		t.Fatal(err)
	}
	if !d.Saved() {
		t.Fatal("saved, it is dirty")
	}
}

// What another program changes is not written over, and no edit is lost.
func TestDraftNoticesForeignChanges(t *testing.T) {
	for _, noted := range []bool{true, false} {
		folder := t.TempDir()
		put(t, folder, "a.ism", `<smil/>`)
		d := edit.NewDraft(folder)
		if noted {
			d.Note("a.ism", []byte(`<smil/>`))
		}
		d.Do("edit", edit.State{Files: map[string][]byte{"a.ism": []byte("<smil>mine</smil>")}})
		put(t, folder, "a.ism", "<smil>not mine</smil>")
		if err := d.Save(t.Context(), edit.Options{}); !errors.Is(err, edit.ErrChanged) || strings.Contains(err.Error(), "\n") {
			t.Fatalf("noted %v: %v", noted, err)
		}
		if string(d.State().Files["a.ism"]) != "<smil>mine</smil>" {
			t.Error("the edit is lost")
		}
		out := t.TempDir()
		if err := d.Save(t.Context(), edit.Options{Out: out}); err != nil {
			t.Errorf("the way out, a copy: %v", err)
		}
	}
}

// The save of a copy leaves the draft as it is.
func TestDraftSavedElsewhereIsDirty(t *testing.T) {
	folder, out := t.TempDir(), t.TempDir()
	put(t, folder, "a.ism", `<smil/>`)
	d := edit.NewDraft(folder)
	d.Do("edit", edit.State{Files: map[string][]byte{"a.ism": []byte("<smil>mine</smil>")}})
	if err := d.Save(t.Context(), edit.Options{Out: out}); err != nil {
		t.Fatal(err)
	}
	if d.Saved() {
		t.Error("the draft is clean")
	}
	saveDraft(t, d)
}

// What no longer fits into the history is dropped from its beginning.
func TestDraftForgetsTheOldest(t *testing.T) {
	d := edit.NewDraft(t.TempDir())
	for n := range 1500 {
		d.Do(fmt.Sprint(n), edit.State{Files: map[string][]byte{"a": fmt.Append(nil, n)}})
	}
	words, at := d.Steps()
	if len(words) != 1000 || at != 1000 || words[0] != "500" {
		t.Errorf("%d steps from %s", len(words), words[0])
	}
	d.GoTo(0)
	if got := string(d.State().Files["a"]); got != "499" {
		t.Errorf("before the first step is %s", got)
	}
	d = edit.NewDraft(t.TempDir())
	for n := range 9 {
		d.Do(fmt.Sprint(n), edit.State{Files: map[string][]byte{"a": bytes.Repeat([]byte{byte(n)}, 32<<20)}})
	}
	if words, _ := d.Steps(); len(words) != 7 {
		t.Errorf("%d steps of 32 MiB are kept", len(words))
	}
}

// However many undo and do again at once, each step is told of once.
func TestDraftUndoneAtOnce(t *testing.T) {
	d := edit.NewDraft(t.TempDir())
	d.Do("add", edit.State{Files: map[string][]byte{"a.ism": []byte("1")}})
	var undone, redone atomic.Int64
	var all sync.WaitGroup
	for range 8 {
		all.Go(func() {
			for range 2000 {
				if _, ok := d.Undo(); ok {
					undone.Add(1)
				}
				if _, ok := d.Redo(); ok {
					redone.Add(1)
				}
			}
		})
	}
	all.Wait()
	if _, at := d.Steps(); int64(at) != 1-undone.Load()+redone.Load() {
		t.Errorf("%d steps are done after %d were undone and %d done again", at, undone.Load(), redone.Load())
	}
}
