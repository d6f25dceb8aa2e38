package captions

import (
	"errors"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"

	"smoothscope/gui/kit"
	"smoothscope/inspect/caption"
)

// shiftBar asks by how much captions are to be moved.
type shiftBar struct {
	room   *Room
	by     *lineEntry
	who    *kit.Select
	fault  *kit.Label
	object *fyne.Container
}

func newShiftBar(r *Room) *shiftBar {
	b := &shiftBar{room: r, who: scopes(), fault: faultLabel()}
	by, sizedBy := r.field("+0.5  −12f", 130, b.apply)
	b.by = by
	earlier := kit.NewButton(lang.L("Earlier"), func() { b.move(-1) })
	later := kit.NewButton(lang.L("Later"), func() { b.move(1) })
	b.object = r.line(b.fault, word(lang.L("Shift by")), sizedBy, sized(b.who, 170), earlier, later)
	return b
}

func (r *Room) askShift() {
	r.suggest(r.drawer.shift.who)
	fault(r.drawer.shift.fault, nil)
	r.drawer.pull(r.drawer.shift.object, r.drawer.shift.by)
}

// apply is Enter: the sign is in the text.
func (b *shiftBar) apply() { b.move(1) }

func (b *shiftBar) move(sign int) {
	r := b.room
	d, err := parseSigned(b.by.Text, r.rate)
	if err == nil && d == 0 {
		err = errors.New(lang.L("a time such as 00:01:02.345, 62.5 or 12f (frames) is needed"))
	}
	which, who, none := r.chosen(b.who)
	if err == nil {
		err = none
	}
	if err == nil && r.editable() {
		d *= time.Duration(sign)
		var cues []caption.Cue
		if cues, err = caption.Shift(r.doc.Cues, d, which...); err == nil {
			err = r.retimed(lang.L("Shift {{.Captions}} by {{.Seconds}} s", map[string]any{"Captions": who, "Seconds": lasting(d)}), cues)
		}
	}
	fault(b.fault, err)
	b.object.Refresh()
}
