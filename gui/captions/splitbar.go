package captions

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"

	"smoothscope/gui/kit"
	"smoothscope/inspect/caption"
)

// splitBar asks at which time a caption is to be split.
type splitBar struct {
	room   *Room
	at     *lineEntry
	char   int
	fault  *kit.Label
	object *fyne.Container
}

func newSplitBar(r *Room) *splitBar {
	b := &splitBar{room: r, fault: faultLabel()}
	at, sizedAt := r.field("", 130, b.apply)
	b.at = at
	b.object = r.line(b.fault, word(lang.L("Split at")), sizedAt, kit.NewButton(applyWord(), b.apply))
	return b
}

// askSplit suggests the time that fits the cursor in the words.
func (r *Room) askSplit() {
	b, i := r.drawer.split, r.table.current()
	if i < 0 {
		return
	}
	c := r.doc.Cues[i]
	text := []rune(c.Text())
	b.char = r.words.cursor()
	if b.char <= 0 || b.char >= len(text) {
		b.char = bestBreak(text)
	}
	b.at.SetText(caption.Clock(splitTime(c, b.char)))
	fault(b.fault, nil)
	r.drawer.pull(b.object, b.at)
}

func (b *splitBar) apply() {
	r, i := b.room, b.room.table.current()
	at, err := parseTime(b.at.Text, r.rate)
	if err != nil || i < 0 || !r.editable() {
		fault(b.fault, err)
		b.object.Refresh()
		return
	}
	r.drawer.close()
	r.splitAt(i, at, b.char)
}
