package gui

import (
	"context"
	"fmt"
	"strconv"

	"fyne.io/fyne/v2/lang"

	"smoothscope/gui/kit"
	"smoothscope/gui/session"
	"smoothscope/inspect/codec"
)

// describe fills the status bar.
func (h *Hall) describe() {
	sel := h.session.Selection()
	right := kit.Segment{Text: Name + " " + h.options.Version}
	if h.notice != "" {
		h.status.Set([]kit.Segment{{Text: h.notice, Token: kit.Text}}, right)
		return
	}
	if a := h.session.Current(); a != nil && a.Content != nil {
		if tab := h.tabs.Selected(); tab == tabTimeline && h.describeTimeline(a) || tab == tabChecks && h.describeChecks(a) {
			return
		}
		if h.describeEditor(a) {
			return
		}
	}
	if sel.File == nil {
		text := lang.L("Ready")
		if a := h.session.Current(); a != nil && a.Loading {
			text = lang.L("Opening {{.Name}}", map[string]any{"Name": a.Title})
		}
		h.status.Set([]kit.Segment{{Text: text}}, right)
		return
	}
	if text := h.codecs[sel.File]; text != "" {
		right.Text = text
	}
	h.status.Set(h.place(sel), right)
	h.findCodec(sel.File)
}

// place is file, size, bytes and path of a selection.
func (h *Hall) place(sel session.Selection) []kit.Segment {
	segments := []kit.Segment{{Text: sel.File.Name}}
	if sel.File.Source != nil {
		segments = append(segments, kit.Segment{Text: bytesOf(sel.File.Source.Size())})
	}
	if sel.File.Scanning {
		segments = append(segments, kit.Segment{Text: lang.L("reading…")})
	}
	if sel.To > sel.From {
		segments = append(segments, kit.Segment{Mono: true, Text: fmt.Sprintf("%s–%s (%s)", h.offset(sel.From),
			h.offset(sel.To-1), bytesOf(sel.To-sel.From))})
	}
	return append(segments, kit.Segment{Text: pathOf(sel), Mono: true})
}

func bytesOf(n int64) string {
	if n == 1 {
		return lang.L("1 byte")
	}
	return lang.L("{{.Count}} bytes", map[string]any{"Count": kit.Group(n)})
}

// offset is an offset as a person wants to read it.
func (h *Hall) offset(n int64) string {
	if h.prefs.DecimalOffsets() {
		return kit.Group(n)
	}
	return strconv.FormatInt(n, 16)
}

// pathOf is the box and the field of a selection.
func pathOf(sel session.Selection) string {
	if sel.File == nil || sel.File.Tree == nil || sel.Node < 0 || sel.Node >= sel.File.Tree.Len() {
		return ""
	}
	path := sel.File.Tree.Path(sel.Node)
	if sel.Field != "" {
		path += "/" + sel.Field
	}
	return path
}

// findCodec asks once for what is in a file.
func (h *Hall) findCodec(f *session.File) {
	content := f.Asset.Content
	if _, asked := h.codecs[f]; asked || content == nil || f.Tree == nil || f.Scanning {
		return
	}
	h.codecs[f] = ""
	var member string
	for _, m := range content.Members {
		if m.Full == f.Path {
			member = m.Path
		}
	}
	if member == "" {
		return
	}
	var text string
	release := h.keeper.use(content)
	h.run.Do(func(ctx context.Context) {
		defer release()
		file, err := content.Media(ctx, member)
		if err != nil {
			return
		}
		for i, t := range file.Tracks {
			if i > 0 {
				text += " + "
			}
			text += described(t.Codec)
		}
	}, func() {
		h.codecs[f] = text
		h.describe()
	})
}

// described is a codec with the size and the rate of its pictures.
func described(c codec.Info) string {
	text := c.Text
	if c.Width > 0 && c.Height > 0 {
		text += fmt.Sprintf(" · %d×%d", c.Width, c.Height)
	}
	if c.FrameRate.Known() {
		text += fmt.Sprintf(" · %.4g fps", c.FrameRate.Float())
	}
	if c.SamplingRate > 0 {
		text += fmt.Sprintf(" · %.4g kHz", float64(c.SamplingRate)/1000)
	}
	return text
}

// say shows a word in the status bar until something else happens.
func (h *Hall) say(text string) {
	h.notice = text
	h.describe()
}

// copied puts text on the clipboard and says so.
func (h *Hall) copied(text string) {
	if text == "" {
		return
	}
	h.app.Clipboard().SetContent(text)
	h.say(lang.L("Copied {{.Count}} characters", map[string]any{"Count": kit.Group(int64(len([]rune(text))))}))
}
