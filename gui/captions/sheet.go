package captions

import (
	"context"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"

	"smoothscope/gui/kit"
	"smoothscope/inspect/caption"
)

// sheet is where a person says what a file of captions becomes, with a look at
// what was understood of it.
type sheet struct {
	room   *Room
	file   string
	raw    []byte // nil while nothing is imported
	blank  bool   // a track without captions is made, of no file
	read   *caption.Document
	doc    *caption.Document // with offset and stretch
	err    error             // why there is none
	losses []caption.Loss
	known  bool // the losses are
	cancel context.CancelFunc

	title  *kit.Label
	about  *kit.Label
	form   *importForm
	cues   *kit.Grid
	notes  *notes
	add    *kit.Button
	object *fyne.Container
}

func newSheet(r *Room) *sheet {
	s := &sheet{room: r, title: kit.NewHeading(""), about: kit.NewSmall("")}
	s.title.Whole, s.about.Whole = false, false
	s.form = newImportForm(s)
	s.notes = newNotes()
	clock := kit.Column{Width: 104, Mono: true, Align: fyne.TextAlignTrailing}
	start, end := clock, clock
	start.Title, end.Title = lang.L("start"), lang.L("end")
	s.cues = kit.NewGrid(s, start, end, kit.Column{Title: lang.L("text"), Lead: 12})
	s.add = kit.NewPrimary(lang.L("Add to the asset"), s.submit)
	leave := kit.NewButton(lang.L("Cancel"), s.close)
	top := kit.Pad(kit.Space, kit.Wide, kit.Space, kit.Wide, kit.Rows(2, s.title, s.about))
	acts := kit.NewPanel(kit.Background, kit.Rows(0, kit.HLine(), kit.Pad(10, kit.Wide, 12, kit.Wide, kit.Cols(kit.Space, s.add, leave))))
	left := kit.Dock(nil, acts, nil, nil, s.form.object)
	right := kit.Dock(nil, s.notes.object, nil, nil, s.cues)
	s.object = kit.Dock(kit.Rows(0, top, kit.HLine()), nil, kit.Dock(nil, nil, nil, kit.VLine(), left), nil, right)
	s.object.Hide()
	return s
}

func (s *sheet) open() bool { return s.raw != nil }

// Import shows what a file of captions would become; OnAdd is called when a
// person has said so. The bytes must not change afterwards.
func (r *Room) Import(name string, raw []byte) {
	if raw == nil {
		raw = []byte{}
	}
	r.sheet.begin(name, raw, false)
}

// blankTrack asks what a track without captions shall be.
func (r *Room) blankTrack() {
	d, err := caption.Fresh(nil, "ttml", "")
	var raw []byte
	if err == nil {
		raw, err = d.Bytes()
	}
	if err != nil {
		r.strip.fail(err)
		return
	}
	r.sheet.begin("", raw, true)
}

func (s *sheet) begin(name string, raw []byte, blank bool) {
	r := s.room
	r.Settle()
	s.stop()
	s.file, s.raw, s.blank = name, raw, blank
	s.read, s.doc, s.err = nil, nil, nil
	s.form.begin()
	r.fresh()
	s.parse()
	s.takeKeys()
}

// takeKeys gives the keys to the form.
func (s *sheet) takeKeys() { s.room.focus(s.form.language) }

// Importing tells whether a file is being imported.
func (r *Room) Importing() bool { return r.sheet.open() }

// LeaveImport puts a file that is being imported away: another asset comes to
// the front, which it was not meant for.
func (r *Room) LeaveImport() {
	if r.sheet.open() {
		r.sheet.close()
	}
}

func (s *sheet) stop() {
	if s.cancel != nil {
		s.cancel()
		s.cancel = nil
	}
}

// close goes back to the captions.
func (s *sheet) close() {
	s.stop()
	s.raw, s.read, s.doc, s.err, s.losses = nil, nil, nil, nil, nil
	s.room.fresh()
	s.room.focus(s.room.Focusable())
}

// parse reads the file beside the window.
func (s *sheet) parse() {
	s.stop()
	first := s.read == nil && s.err == nil
	raw, o := s.raw, caption.Options{Name: s.file, Encoding: s.form.encodingName()}
	var d *caption.Document
	var err error
	s.cancel = s.room.run.Do(func(context.Context) { d, err = caption.Parse(raw, o) }, func() {
		s.cancel = nil
		s.read, s.err = d, err
		if d != nil && len(d.Cues) == 0 && err == nil && !s.blank {
			s.read, s.err = nil, errorOf(lang.L("there are no captions in it"))
		}
		if s.read != nil {
			s.form.suggest(s.read)
		}
		s.retime()
		if first {
			s.takeKeys() // again: the window where the file was chosen has gone by now
		}
	})
}

// retime moves the captions as the form says, and looks beside the window for
// what they lose.
func (s *sheet) retime() {
	s.doc, s.known, s.losses = nil, false, nil
	if s.read != nil {
		if cues, err := s.form.moved(s.read.Cues); err == nil {
			s.doc = s.read.With(cues)
			s.weigh()
		}
	}
	s.cues.Refresh()
	s.check()
}

func (s *sheet) weigh() {
	s.stop()
	d := s.doc
	var losses []caption.Loss
	s.cancel = s.room.run.Do(func(context.Context) { _, losses, _ = caption.Convert(d, "ttml") }, func() {
		s.cancel = nil
		s.losses, s.known = losses, true
		s.check()
	})
}

// check says what is known and whether all is well.
func (s *sheet) check() {
	if !s.open() {
		return
	}
	title, about := lang.L("Import {{.Name}}", map[string]any{"Name": s.file}), s.recognised()
	if s.blank {
		title, about = lang.L("A new track without captions"), lang.L("They can be typed, or pasted, once it is there")
	}
	word := lang.L("Add to the asset")
	if s.form.replaces() {
		word = lang.L("Replace the captions")
	}
	s.add.SetText(word)
	s.title.SetText(title)
	s.about.SetText(about)
	right := s.form.check()
	s.notes.show(s.remarks())
	able(s.add, right && s.doc != nil && s.reaches())
	s.cues.Empty = ""
	if s.err != nil {
		s.cues.Empty = lang.L("It cannot be read as captions: {{.Why}}", map[string]any{"Why": s.err})
	} else if s.read == nil {
		s.cues.Empty = lang.L("Reading…")
	}
	if s.blank {
		s.cues.Empty = ""
	}
	s.cues.Refresh()
	s.object.Refresh()
}

// reaches tells that some caption would be shown at all.
func (s *sheet) reaches() bool {
	return len(s.doc.Cues) == 0 || s.room.film.missed(s.doc.Cues) < len(s.doc.Cues)
}

// recognised is what the file was taken for.
func (s *sheet) recognised() string {
	if s.read == nil {
		return ""
	}
	text := s.read.Format.Title + " · " + s.read.Encoding
	if s.read.BOM {
		text += " · " + lang.L("byte order mark")
	}
	text += " · " + captionsWord(len(s.read.Cues))
	if n := len(s.read.Cues); n > 0 {
		text += " · " + caption.Clock(s.read.Cues[0].Start) + " – " + caption.Clock(s.read.Cues[n-1].End)
	}
	return text
}

// Rows is for the grid.
func (s *sheet) Rows() int64 {
	if s.doc == nil {
		return 0
	}
	return int64(len(s.doc.Cues))
}

// Cell is for the grid.
func (s *sheet) Cell(row int64, col int) kit.Cell {
	if s.doc == nil || row >= int64(len(s.doc.Cues)) {
		return kit.Cell{}
	}
	c := s.doc.Cues[row]
	tone := kit.Token("")
	if s.room.film.cuts(c) {
		tone = kit.Warning
	}
	switch col {
	case 0:
		return kit.Cell{Text: caption.Clock(c.Start), Color: tone}
	case 1:
		return kit.Cell{Text: caption.Clock(c.End), Color: tone}
	}
	return kit.Cell{Pieces: pieces(c)}
}

// submit hands the track to the hall.
func (s *sheet) submit() {
	if s.doc == nil || !s.form.check() {
		return
	}
	if s.form.replaces() {
		s.replace()
		return
	}
	track := s.form.track(s.doc)
	s.room.wanted = track.Name
	s.close()
	s.room.OnAdd(track)
}

// replace gives the track that is shown the captions of the file.
func (s *sheet) replace() {
	d, what := s.doc, lang.L("Captions of {{.Name}}", map[string]any{"Name": s.file})
	s.close()
	s.room.replace(what, d)
}
