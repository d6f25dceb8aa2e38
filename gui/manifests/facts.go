package manifests

import (
	"fmt"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/lang"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"smoothscope/gui/kit"
	"smoothscope/inspect/manifest"
)

// fact is something that is read out of the selected element.
type fact struct {
	name, value string
	token       kit.Token // of the value
}

// facts are what the selected element says besides its values, with their
// heading.
func (d *doc) facts(node int) (title string, all []fact) {
	if node < 0 || node >= len(d.nodes) || d.nodes[node].list {
		return "", nil
	}
	element := d.nodes[node].element
	switch {
	case d.outline.Is(element, "ProtectionHeader"):
		return lang.L("What the header says"), d.headerFacts(element)
	case d.outline.Is(element, "c"):
		return lang.L("What follows from it"), d.chunkFacts(element)
	}
	return "", nil
}

// headerFacts is a PlayReady header decoded.
func (d *doc) headerFacts(element int) []fact {
	id, _ := d.outline.Attr(element, "SystemID")
	if systemWord(id) != "PlayReady" {
		return nil
	}
	p, err := manifest.ParsePlayReady(d.outline.Content(element))
	var all []fact
	add := func(name, value string) {
		if value != "" {
			all = append(all, fact{name: name, value: value})
		}
	}
	add("WRMHEADER", p.Version)
	for _, k := range p.Keys {
		add("KID", strings.TrimSpace(k.ID+"  "+k.Algorithm))
		add("CHECKSUM", k.Checksum)
	}
	add("LA_URL", p.LicenceURL)
	add("LUI_URL", p.SignUpURL)
	add("DS_ID", p.ServiceID)
	add("CUSTOMATTRIBUTES", p.Custom)
	if p.Store {
		add(lang.L("licence store"), lang.L("there is one"))
	}
	if err != nil {
		all = append(all, fact{"✕", strings.ReplaceAll(err.Error(), "\n", "; "), kit.Error})
	}
	add("XML", p.Header)
	return all
}

// chunkFacts is when a chunk is, and where it is fetched from.
func (d *doc) chunkFacts(element int) []fact {
	c, s, ok := d.chunk(element)
	if !ok {
		return nil
	}
	chunk, last := s.Chunks[c.first], s.Chunks[c.first+c.count-1]
	number := kit.Group(int64(c.first))
	if c.count > 1 {
		number += " – " + kit.Group(int64(c.first+c.count-1))
	}
	all := []fact{{name: lang.L("number"), value: number}, {name: lang.L("start"), value: ticksAndTime(chunk.Time, s.TimeScale)}}
	if last.DurationKnown {
		all = append(all, fact{name: lang.L("length"), value: ticksAndTime(last.Time+last.Duration-chunk.Time, s.TimeScale)},
			fact{name: lang.L("end"), value: ticksAndTime(last.Time+last.Duration, s.TimeScale)})
	}
	if g := gap(s, c.first); g != 0 {
		f := fact{name: lang.L("before it"), value: gapWords(g, s.TimeScale)}
		if s.Parent == "" {
			f.value, f.token = "▲ "+f.value, kit.Warning
		}
		all = append(all, f)
	}
	if len(s.Levels) > 0 && !s.Embedded {
		all = append(all, fact{name: lang.L("address"), value: s.ChunkPath(s.Levels[0], chunk)})
	}
	return all
}

func ticksAndTime(ticks, scale uint64) string {
	return fmt.Sprintf("%s  %s", grouped(ticks), seconds(ticks, scale))
}

// factRow shows a fact; its value can be selected and copied.
type factRow struct {
	form   *form
	name   *kit.Label
	mark   *kit.Label // a value with a colour
	value  *widget.Label
	object *fyne.Container
}

func newFactRow(f *form) *factRow {
	r := &factRow{form: f, name: kit.NewSmall(""), mark: kit.NewLabel("", kit.Text), value: newSelectable()}
	r.value.TextStyle.Monospace, r.value.SizeName = true, theme.SizeNameCaptionText
	r.object = container.New(r, r.name, r.mark, r.value)
	return r
}

// newSelectable is a text of one line that can be selected and copied.
func newSelectable() *widget.Label {
	l := widget.NewLabel("")
	l.Selectable, l.Truncation = true, fyne.TextTruncateEllipsis
	return l
}

func (r *factRow) show(f fact) {
	r.name.SetText(f.name)
	r.value.SetText(f.value)
	r.mark.Text, r.mark.Token = f.value, f.token
	r.mark.Hidden, r.value.Hidden = f.token == "", f.token != ""
	r.mark.Refresh()
}

const factTall float32 = 22

// Layout is for Fyne.
func (r *factRow) Layout(_ []fyne.CanvasObject, size fyne.Size) {
	name := r.form.nameWide(size.Width - rowInset - crossWide)
	put(r.name, rowInset, 0, name-kit.Space, factTall)
	x := rowInset + name
	put(r.mark, x, 0, max(0, size.Width-x-kit.Space), factTall)
	pad := (r.value.MinSize().Height - factTall) / 2
	put(r.value, x-kit.Space, -pad, max(0, size.Width-x), factTall+2*pad)
}

// MinSize is for Fyne.
func (r *factRow) MinSize([]fyne.CanvasObject) fyne.Size { return fyne.NewSize(200, factTall) }
