package captions

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"
	"golang.org/x/text/encoding/charmap"

	"smoothscope/inspect/caption"
	"smoothscope/testdata"
)

func ladderFilm() Film {
	return Film{Name: "ladder", Length: 5500 * time.Millisecond, Names: []string{"video", "audio_eng", "captions_fra"}, Files: []string{"v_80.ismv", "ladder_captions_xx.ismt"}}
}

func TestImportSaysWhatBecomesOfAFile(t *testing.T) {
	s := newStage(t, 1000, 700, true)
	s.SetFilm(ladderFilm())
	s.Import("film.fr.srt", []byte("1\n00:00:01,000 --> 00:00:02,000\n<font color=\"red\">rouge</font>\n\n2\n00:00:05,000 --> 00:00:06,000\nfin\n"))
	f := s.sheet.form
	if !s.Importing() || f.language.Text != "fra" || f.name.Text != "captions_fra_2" || s.sheet.about.Text != "SRT · utf-8 · 2 captions · 00:00:01.000 – 00:00:06.000" {
		t.Errorf("%q %q %q", f.language.Text, f.name.Text, s.sheet.about.Text)
	}
	if got := s.sheet.notes.text.Text; !strings.Contains(got, "1 caption partly outside of the film will be cut: it lasts from 00:00:00.000 to 00:00:05.500") {
		t.Errorf("notes %q", got)
	}
	f.offset.SetText("-1.5")
	if got := f.fields["offset"].Error(); !strings.Contains(got, "before the beginning") || !s.sheet.add.Disabled() {
		t.Errorf("offset: %q", got)
	}
	f.offset.SetText("-0,5")
	if got := s.sheet.Cell(0, 0).Text; got != "00:00:00.500" || s.sheet.notes.text.Text != "" && strings.Contains(s.sheet.notes.text.Text, "outside") {
		t.Errorf("the first begins at %s, notes %q", got, s.sheet.notes.text.Text)
	}
	for _, c := range []struct{ name, want string }{
		{"Captions_FRA", "another stream"}, {"a b", "letters, digits"}, {"", "needs a name"}, {"captions_xx", "ladder_captions_xx.ismt"},
	} {
		f.name.SetText(c.name)
		if got := f.fields["name"].Error(); !strings.Contains(got, c.want) || !s.sheet.add.Disabled() {
			t.Errorf("name %q: %q", c.name, got)
		}
	}
	f.name.SetText("sub.fr-1")
	f.language.SetText("french")
	if got := f.fields["language"].Error(); !strings.Contains(got, "three letters") {
		t.Errorf("language: %q", got)
	}
	f.language.SetText("fra")
	f.kind.SetSelectedIndex(1)
	test.Tap(s.sheet.add)
	if len(s.added) != 1 || s.Importing() {
		t.Fatalf("%d tracks added", len(s.added))
	}
	got := s.added[0]
	if got.Name != "sub.fr-1" || got.Language != "fra" || got.Subtype != "SUBT" || got.File != "ladder_sub.fr-1.ismt" || got.Embedded || got.Captions.Cues[1].Start != 4500*time.Millisecond {
		t.Errorf("track %+v", got)
	}
}

func TestImportInAnotherEncodingAndStretched(t *testing.T) {
	s := newStage(t, 1000, 700, true)
	s.open(three)
	s.SetFilm(ladderFilm())
	raw, err := charmap.Windows1252.NewEncoder().String("1\n00:00:01,000 --> 00:00:02,000\nmañana – “fin”\n")
	if err != nil {
		t.Fatal(err)
	}
	s.Import("x.srt", []byte(raw))
	f := s.sheet.form
	if got := f.fields["language"].Error(); got != "" || f.name.Text != "captions" {
		t.Errorf("language %q, name %q", got, f.name.Text)
	}
	f.encoding.SetSelected("utf-16")
	if s.sheet.doc != nil && len(s.sheet.doc.Cues) > 0 || !s.sheet.add.Disabled() || !strings.Contains(s.sheet.cues.Empty, "It cannot be read") {
		t.Errorf("as UTF-16 it says %q", s.sheet.cues.Empty)
	}
	f.encoding.SetSelected("windows-1252")
	f.stretch.SetSelectedIndex(1)
	f.place.SetSelectedIndex(1)
	f.language.SetText("spa")
	if got := s.sheet.doc.Cues[0]; got.Text() != "mañana – “fin”" || caption.Clock(got.Start) != "00:00:01.043" {
		t.Errorf("%q from %s", got.Text(), caption.Clock(got.Start))
	}
	s.win.Canvas().Focus(f.name)
	s.keys(fyne.KeyReturn)
	if len(s.added) != 1 || !s.added[0].Embedded || s.added[0].File != "" || s.added[0].Name != "captions_spa" {
		t.Fatalf("added %+v", s.added)
	}
	s.Show([]Track{s.track, {Name: "captions_spa", Editable: true}})
	if now, _ := s.Track(); now.Name != "captions_spa" {
		t.Errorf("shows %q", now.Name)
	}
}

func TestCaptionsFrom0MoveToWhereTheFilmBegins(t *testing.T) {
	s := newStage(t, 1000, 700, true)
	s.SetFilm(Film{From: 36 * time.Hour, Length: time.Minute})
	s.Import("x.srt", []byte(three))
	if got := s.sheet.form.offset.Text; got != "36:00:00.000" || s.sheet.doc.Cues[0].Start != 36*time.Hour+time.Second || s.sheet.add.Disabled() {
		t.Errorf("later by %q", got)
	}
	s.sheet.form.offset.SetText("0")
	if !s.sheet.add.Disabled() || !strings.Contains(s.sheet.notes.text.Text, "3 captions outside of the film will be left out: it lasts from 36:00:00.000 to 36:01:00.000") {
		t.Errorf("notes %q", s.sheet.notes.text.Text)
	}
}

func TestATrackCanBeginWithoutAFile(t *testing.T) {
	s := newStage(t, 1000, 700, true)
	s.SetFilm(ladderFilm())
	test.Tap(s.empty.fresh)
	if !s.Importing() || s.sheet.form.fields["encoding"].Visible() || s.sheet.add.Disabled() {
		t.Fatal("does not ask what the track shall be")
	}
	s.sheet.form.language.SetText("deu")
	test.Tap(s.sheet.add)
	if len(s.added) != 1 || s.added[0].Name != "captions_deu" || len(s.added[0].Captions.Cues) != 0 {
		t.Fatalf("added %+v", s.added)
	}
	track := Track{Name: "captions_deu", Editable: true}
	s.docs = []*caption.Document{s.added[0].Captions}
	s.Show([]Track{track})
	s.keys(fyne.KeyInsert) // the table has the keys
	s.types("Hallo.")
	s.Settle()
	s.want("0.000-2.000 Hallo.")
}

func TestImportInPlaceOfATracksCaptions(t *testing.T) {
	s := newStage(t, 1000, 700, true)
	s.open(some)
	s.SetFilm(ladderFilm())
	s.Import("better.srt", []byte(three))
	f := s.sheet.form
	f.place.SetSelectedIndex(2)
	if f.place.Selected != "in place of those of captions_eng" || f.fields["name"].Visible() || s.sheet.add.Text() != "Replace the captions" {
		t.Errorf("place %q, button %q", f.place.Selected, s.sheet.add.Text())
	}
	f.offset.SetText("-1")
	test.Tap(s.sheet.add)
	s.want("0.000-1.000 one two; 2.000-3.000 three; 4.000-5.000 four")
	if len(s.added) != 0 || strings.Join(s.said, "; ") != "Captions of better.srt" {
		t.Errorf("added %d, steps %q", len(s.added), s.said)
	}
	s.undo()
	if len(s.cues()) != 4 {
		t.Errorf("%d captions after undoing", len(s.cues()))
	}
}

func TestImportCanBeLeft(t *testing.T) {
	s := newStage(t, 1000, 700, true)
	s.Import("x.bin", []byte("nothing of the kind"))
	if !strings.Contains(s.sheet.cues.Empty, "neither SRT nor WebVTT nor TTML") || !s.sheet.add.Disabled() {
		t.Errorf("says %q", s.sheet.cues.Empty)
	}
	s.keys(fyne.KeyEscape)
	if s.Importing() || s.empty.object.Hidden || s.empty.choose.Disabled() {
		t.Error("does not go back to the empty state")
	}
	s.SetFilm(Film{Why: "it is read over HTTP"})
	if !s.empty.choose.Disabled() || !strings.Contains(s.empty.note.Text, "over HTTP") {
		t.Errorf("says %q", s.empty.note.Text)
	}
}

func TestExportTellsLossesFirst(t *testing.T) {
	s := newStage(t, 1000, 700, true)
	s.open("WEBVTT\n\n00:01.000 --> 00:02.000\n<v Ann>Hi <c.loud>you</c>\n")
	var saved []string
	s.OnExport = func(t Track, format string) { saved = append(saved, t.Name+" "+format) }
	s.head.exportMenu()
	for _, item := range s.menu.Items {
		item.Action()
	}
	bar := s.drawer.losses
	if len(saved) == 0 || len(saved) == 3 || s.drawer.open != bar.object || !strings.Contains(bar.text.Text, "cannot say") {
		t.Fatalf("saved %v, says %q", saved, bar.text.Text)
	}
	n := len(saved)
	test.Tap(bar.save)
	if len(saved) != n+1 || s.drawer.open != nil {
		t.Errorf("saved %v", saved)
	}
}

// Files of the corpus come in as they are.
func TestCorpusFilesAreImported(t *testing.T) {
	n := 0
	s := newStage(t, 900, 600, true)
	for _, file := range testdata.CorpusFiles(t, ".srt", ".vtt", ".ttml", ".dfxp") {
		raw, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		d, err := caption.Parse(raw, caption.Options{Name: file})
		if err != nil || len(d.Cues) == 0 {
			continue
		}
		s.Import(filepath.Base(file), raw)
		if s.sheet.doc == nil || int64(len(d.Cues)) != s.sheet.Rows() || s.sheet.Cell(0, 0).Text != caption.Clock(d.Cues[0].Start) {
			t.Errorf("%s: %d rows, %v", file, s.sheet.Rows(), s.sheet.err)
		}
		n++
	}
	if n == 0 {
		t.Error("no file was imported")
	}
}

func TestLanguages(t *testing.T) {
	for file, want := range map[string]string{
		"movie.de.srt": "deu", "subs_fra.vtt": "fra", "x.en-GB.srt": "", "a.eng.ttml": "eng", "plain.srt": "", "its.it.srt": "ita", "mad.max.srt": "",
	} {
		if got := languageIn(file); got != want {
			t.Errorf("%s: %q, want %q", file, got, want)
		}
	}
	if got := threeLetters("pt-BR"); got != "por" {
		t.Errorf("pt-BR is %q", got)
	}
}
