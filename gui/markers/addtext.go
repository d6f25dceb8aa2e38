package markers

import (
	"errors"
	"strings"

	"fyne.io/fyne/v2/lang"

	"smoothscope/inspect/marker"
)

// textAsk is what is asked for a marker that is a text.
type textAsk struct {
	room  *Room
	class marker.Class
	at    *asking
	text  *asking
	kind  *asking // of a script command
	snap  *snapping
}

// addChapter asks for a chapter.
func (r *Room) addChapter() {
	r.addText(lang.L("New chapter"), lang.L("Add a chapter"), marker.Chapter, lang.L("title"))
}

// addScript asks for a script command.
func (r *Room) addScript() {
	r.addText(lang.L("New script command"), lang.L("Add a script command"), marker.Script, lang.L("command"))
}

func (r *Room) addText(title, what string, class marker.Class, word string) {
	if !r.editable() {
		r.OnStatus(r.why)
		return
	}
	s := r.strip
	a := &textAsk{
		room: r, class: class, at: s.entry(r.timeEntry(r.placeFor(class)), ""), text: s.entry("", ""),
		kind: s.entry("", lang.L("such as TEXT or URL")), snap: r.newSnapping(),
	}
	s.open(&ask{
		title: title, word: lang.L("Add"), first: a.at,
		inputs: []input{
			{label: lang.L("at"), width: 120, in: a.at},
			{label: lang.L("type"), width: 150, in: a.kind, shown: a.typed},
			{label: word, width: 300, in: a.text}, {label: lang.L("snap"), width: 164, in: a.snap.choice},
		},
		note: func() (string, error) {
			_, note, err := a.build()
			return note, err
		},
		act: func() error {
			m, _, err := a.build()
			if err == nil && a.text.Text == "" {
				err = errors.New(lang.L("a text is missing"))
			}
			if err != nil {
				return err
			}
			return r.add(what, r.view.streamFor(class), []marker.Marker{m})
		},
		tidy: a.snap.close,
	})
}

// typed tells whether a type of its own is asked for.
func (a *textAsk) typed() bool { return a.class == marker.Script && a.room.tellsTypes() }

func (a *textAsk) build() (m marker.Marker, note string, err error) {
	t, err := a.room.parseTime(a.at.Text, a.room.nextFree())
	if err != nil {
		return m, "", err
	}
	a.snap.lookUp([]uint64{t})
	to, err := a.snap.place(t)
	if err == nil {
		err = a.room.free(a.class, to)
	}
	m = marker.Marker{Time: marker.Rescale(to, hns, a.room.scale()), TimeScale: a.room.scale(), Class: a.class}
	m = m.With(marker.Payload{Kind: marker.Text, Bytes: []byte(a.text.Text)})
	if a.typed() {
		m.Type = strings.TrimSpace(a.kind.Text)
	}
	return m, a.snap.told(t, to), err
}

// tellsTypes tells whether script commands have a type of their own where they
// would go: those in a Content element do.
func (r *Room) tellsTypes() bool {
	to := r.view.streamFor(marker.Script)
	for i := range r.view.client.Streams {
		if s := &r.view.client.Streams[i]; s.Title() == to.Name {
			return len(s.Content) > 0
		}
	}
	return false
}
