package captions

import (
	"context"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"

	"smoothscope/gui/kit"
	"smoothscope/inspect/caption"
)

// lossBar tells what a format cannot say before captions are saved in it.
type lossBar struct {
	room   *Room
	text   *kit.Label
	save   *kit.Button
	do     func()
	object *fyne.Container
}

func newLossBar(r *Room) *lossBar {
	b := &lossBar{room: r, text: kit.NewLabel("", kit.Warning)}
	b.save = kit.NewButton(lang.L("Export all the same"), func() {
		r.drawer.close()
		b.do()
	})
	b.object = r.line(b.text, b.save)
	return b
}

// export saves the captions of the track in a format; what it cannot say is told
// first.
func (r *Room) export(f *caption.Format) {
	r.Settle()
	t, ok := r.Track()
	if !ok || r.doc == nil {
		return
	}
	d := r.doc
	var losses []caption.Loss
	var err error
	r.run.Do(func(context.Context) { _, losses, err = caption.Convert(d, f.Name) }, func() {
		switch {
		case err != nil:
			r.strip.fail(err)
		case len(losses) == 0:
			r.OnExport(t, f.Name)
		default:
			b := r.drawer.losses
			b.text.Text = "▲ " + lang.L("{{.Format}} cannot say: {{.What}}", map[string]any{"Format": f.Title, "What": lossWords(losses)})
			b.do = func() { r.OnExport(t, f.Name) }
			r.drawer.pull(b.object, b.save)
		}
	})
}

// mostLosses is how many kinds of losses are named.
const mostLosses = 3

// lossWords are the losses once each, with how many captions have them.
func lossWords(losses []caption.Loss) string {
	var order []string
	times := map[string]int{}
	for _, l := range losses {
		if times[l.What] == 0 {
			order = append(order, l.What)
		}
		times[l.What]++
	}
	text := ""
	for i, what := range order {
		if i == mostLosses {
			return text + " · " + lang.L("… and {{.Count}} more", count(len(order)-i))
		}
		if i > 0 {
			text += " · "
		}
		text += what
		if n := times[what]; n > 1 {
			text += " (" + captionsWord(n) + ")"
		}
	}
	return text
}
