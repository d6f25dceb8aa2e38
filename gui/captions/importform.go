package captions

import (
	"slices"
	"strings"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/lang"

	"smoothscope/gui/kit"
	"smoothscope/inspect/caption"
)

// importForm is what a person says of captions that are imported.
type importForm struct {
	sheet    *sheet
	encoding *kit.Select
	language *lineEntry
	name     *lineEntry
	kind     *kit.Select
	offset   *lineEntry
	stretch  *kit.Select
	place    *kit.Select
	fields   map[string]*kit.Field
	proposed string // the name that was proposed last: it follows the language until it is changed
	object   fyne.CanvasObject
}

const formWide float32 = 300

func newImportForm(s *sheet) *importForm {
	f := &importForm{sheet: s, fields: map[string]*kit.Field{}}
	f.encoding = kit.NewSelect([]string{lang.L("as recognised"), "utf-8", "utf-16", "windows-1252"}, nil)
	f.encoding.SetSelectedIndex(0)
	f.language, f.name, f.offset = newLineEntry(s.room, "eng", s.submit), newLineEntry(s.room, "", s.submit), newLineEntry(s.room, "0", s.submit)
	f.kind = kit.NewSelect([]string{kindOfTrack("CAPT"), kindOfTrack("SUBT")}, nil)
	f.kind.SetSelectedIndex(0)
	stretches := []string{lang.L("as it is")}
	for _, p := range usualStretches() {
		stretches = append(stretches, stretchWord(p))
	}
	f.stretch = kit.NewSelect(stretches, nil)
	f.stretch.SetSelectedIndex(0)
	f.place = kit.NewSelect(nil, nil)
	for _, e := range []*lineEntry{f.language, f.name, f.offset} {
		e.leave = s.close
	}
	pick := kit.NewButton("▾", f.languageMenu)
	pickable := kit.Dock(nil, nil, nil, kit.Pad(0, 0, 0, kit.Tight, pick), f.language)
	rows := kit.Rows(10,
		f.field("place", lang.L("Where to"), f.place),
		f.field("language", lang.L("Language (ISO 639-2)"), pickable),
		f.field("name", lang.L("Name of the stream"), f.name),
		f.field("kind", lang.L("Kind"), f.kind),
		f.field("offset", lang.L("Later by (or −earlier)"), f.offset),
		f.field("stretch", lang.L("Stretch"), f.stretch),
		f.field("encoding", lang.L("Encoding of the file"), f.encoding))
	inner := container.NewVScroll(kit.Pad(12, kit.Wide, 12, kit.Wide, rows))
	f.object = container.New(wide(formWide), inner)
	f.listen()
	return f
}

// wide is a layout of a fixed width.
type wide float32

// Layout is for Fyne.
func (w wide) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	for _, o := range objects {
		o.Resize(size)
	}
}

// MinSize is for Fyne.
func (w wide) MinSize([]fyne.CanvasObject) fyne.Size { return fyne.NewSize(float32(w), 80) }

func (f *importForm) field(name, label string, input fyne.CanvasObject) *kit.Field {
	f.fields[name] = kit.NewField(label, input)
	return f.fields[name]
}

// listen takes notice of changes.
func (f *importForm) listen() {
	f.encoding.OnChanged = func(string) { f.sheet.parse() }
	f.language.OnChanged = func(string) { f.rename(); f.sheet.check() }
	f.name.OnChanged = func(string) { f.sheet.check() }
	f.offset.OnChanged = func(string) { f.sheet.retime() }
	f.stretch.OnChanged = func(string) { f.sheet.retime() }
	f.kind.OnChanged = func(string) { f.sheet.check() }
	f.place.OnChanged = func(string) { f.fit(); f.sheet.check() }
}

// begin is a form for another file.
func (f *importForm) begin() {
	f.language.SetText(languageIn(f.sheet.file))
	f.name.SetText("")
	f.proposed = ""
	f.offset.SetText("0")
	f.stretch.SetSelectedIndex(0)
	f.encoding.SetSelectedIndex(0)
	f.offerPlaces()
	f.fit()
	f.rename()
}

// offerPlaces are where the captions can go: the track that is shown is one, too.
func (f *importForm) offerPlaces() {
	places := []string{lang.L("in a file of its own (.ismt)"), lang.L("inside the client manifest")}
	if t, ok := f.sheet.room.Track(); ok && f.sheet.room.editable() && !f.sheet.blank {
		places = append(places, lang.L("in place of those of {{.Name}}", map[string]any{"Name": trackWord(t)}))
	}
	changed := f.place.OnChanged
	f.place.OnChanged = nil
	f.place.Options = places
	f.place.SetSelectedIndex(0)
	f.place.OnChanged = changed
}

// replaces tells that a track gets other captions, and no track is added.
func (f *importForm) replaces() bool { return f.place.SelectedIndex() == 2 }

// fit shows what is asked of the track and of the file.
func (f *importForm) fit() {
	for _, name := range []string{"language", "name", "kind"} {
		visible(f.fields[name], !f.replaces())
	}
	for _, name := range []string{"offset", "stretch", "encoding"} {
		visible(f.fields[name], !f.sheet.blank)
	}
	f.object.Refresh()
}

// suggest takes from the document what the person has not said.
func (f *importForm) suggest(d *caption.Document) {
	if f.language.Text == "" && d.Language != "" {
		f.language.SetText(threeLetters(d.Language))
	}
	f.suggestOffset(d)
}

// suggestOffset moves captions that count from 0 to where the film begins, as in
// archives of live events.
func (f *importForm) suggestOffset(d *caption.Document) {
	film := f.sheet.room.film
	if film.From <= 0 || film.missed(d.Cues) < len(d.Cues) || f.offset.Text != "0" {
		return
	}
	if moved, err := caption.Shift(d.Cues, film.From); err == nil && film.missed(moved) < len(moved) {
		f.offset.SetText(caption.Clock(film.From))
	}
}

// rename proposes a name that fits the language, unless another was typed.
func (f *importForm) rename() {
	if f.name.Text != f.proposed {
		return
	}
	base := "captions"
	if code := f.code(); isCode(code) {
		base += "_" + code
	}
	name := base
	for n := '2'; slices.Contains(f.sheet.room.film.Names, name) && n <= '9'; n++ {
		name = base + "_" + string(n)
	}
	f.proposed = name
	f.name.SetText(name)
}

func (f *importForm) encodingName() string {
	if f.encoding.SelectedIndex() <= 0 {
		return ""
	}
	return f.encoding.Selected
}

// moved is cues with the offset and the stretch of the form.
func (f *importForm) moved(cues []caption.Cue) ([]caption.Cue, error) {
	var err error
	if i := f.stretch.SelectedIndex(); i > 0 {
		p := usualStretches()[i-1]
		if cues, err = caption.Stretch(cues, p[0], p[1], 0); err != nil {
			return nil, err
		}
	}
	by, err := f.by()
	if err != nil || by == 0 {
		return cues, err
	}
	return caption.Shift(cues, by)
}

func (f *importForm) by() (time.Duration, error) {
	if strings.TrimSpace(f.offset.Text) == "" {
		return 0, nil
	}
	return parseSigned(f.offset.Text, f.sheet.room.rate)
}

// languageMenu offers the languages that captions are often in.
func (f *importForm) languageMenu() {
	menu := fyne.NewMenu("")
	for _, code := range usualLanguages() {
		menu.Items = append(menu.Items, fyne.NewMenuItem(code+"   "+languageName(code), func() { f.language.SetText(code) }))
	}
	at := fyne.CurrentApp().Driver().AbsolutePositionForObject(f.language)
	f.sheet.room.OnMenu(menu, at.AddXY(0, f.language.Size().Height))
}
