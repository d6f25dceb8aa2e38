package captions

import (
	"regexp"
	"slices"
	"strings"

	"fyne.io/fyne/v2/lang"

	"smoothscope/inspect/caption"
	"smoothscope/tasks/edit"
)

// check says what is wrong below each field and tells whether nothing is.
func (f *importForm) check() bool {
	right := true
	fault := func(name string, err error) {
		if f.fields[name].Error() != "" || err != nil {
			f.fields[name].SetError(err)
		}
		right = right && err == nil
	}
	var err error
	if !f.replaces() {
		err = f.checkLanguage()
		fault("language", err)
		if err == nil {
			f.fields["language"].SetHint(hintOf(f.code()))
		}
		fault("name", f.checkName())
	}
	err = nil
	if f.sheet.read != nil {
		_, err = f.moved(f.sheet.read.Cues)
	}
	fault("offset", err)
	return right
}

func (f *importForm) code() string { return strings.TrimSpace(f.language.Text) }

func (f *importForm) checkLanguage() error {
	if code := f.code(); code != "" && !isCode(code) {
		return errorOf(lang.L("three letters, such as eng or fra"))
	}
	return nil
}

func hintOf(code string) string {
	if code == "" {
		return lang.L("unknown: players will not offer it by language")
	}
	return languageName(code)
}

var streamName = regexp.MustCompile(`^[A-Za-z0-9_.-]+$`)

func (f *importForm) checkName() error {
	name := f.name.Text
	switch {
	case name == "":
		return errorOf(lang.L("a stream needs a name"))
	case !streamName.MatchString(name):
		return errorOf(lang.L("only letters, digits and _ - . can be part of addresses"))
	case slices.ContainsFunc(f.sheet.room.film.Names, func(n string) bool { return strings.EqualFold(n, name) }):
		return errorOf(lang.L("another stream has this name"))
	case !f.embedded() && slices.ContainsFunc(f.sheet.room.film.Files, func(n string) bool { return strings.EqualFold(n, f.file()) }):
		return errorOf(lang.L("another file is called {{.Name}}", map[string]any{"Name": f.file()}))
	}
	return nil
}

func (f *importForm) embedded() bool { return f.place.SelectedIndex() == 1 }

// file is what the track's file is called.
func (f *importForm) file() string {
	if f.sheet.room.film.Name == "" {
		return f.name.Text + ".ismt"
	}
	return f.sheet.room.film.Name + "_" + f.name.Text + ".ismt"
}

// track is what is to be added.
func (f *importForm) track(d *caption.Document) edit.CaptionTrack {
	t := edit.CaptionTrack{Name: f.name.Text, Language: f.code(), Subtype: "CAPT", Captions: d, Embedded: f.embedded()}
	if f.kind.SelectedIndex() == 1 {
		t.Subtype = "SUBT"
	}
	if !t.Embedded {
		t.File = f.file()
	}
	return t
}
