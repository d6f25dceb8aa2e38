package markers

import (
	"errors"
	"fmt"
	"strings"

	"fyne.io/fyne/v2/lang"

	"smoothscope/gui/kit"
	"smoothscope/inspect/check"
	"smoothscope/inspect/marker"
	"smoothscope/tasks/edit"
)

// mostFrames is up to how many frames a distance is told in frames.
const mostFrames = 250

// millis is the part of a distance in hns behind the point.
func millis(t int64) string { return fmt.Sprintf(".%03d", t%hns/10_000) }

func classWord(c marker.Class) string {
	switch c {
	case marker.Ad:
		return lang.L("ad")
	case marker.Chapter:
		return lang.L("chapter")
	case marker.Script:
		return lang.L("script")
	}
	return lang.L("data")
}

// classToken is the colour of a class, always beside its word.
func classToken(c marker.Class) kit.Token {
	switch c {
	case marker.Ad:
		return kit.Index
	case marker.Chapter:
		return kit.Time
	case marker.Script:
		return kit.Protection
	}
	return kit.Structure
}

func severityToken(s check.Severity) kit.Token {
	switch s {
	case check.Error:
		return kit.Error
	case check.Warning:
		return kit.Warning
	}
	return kit.Dim
}

// says is what a marker says, on one line.
func (r *row) says() string {
	text := strings.Join(strings.Fields(r.Text), " ")
	if r.Payload.Kind == marker.XML {
		text = marker.Elements(r.Text)
	}
	if r.section != nil {
		text = r.section.Title()
		if upid := r.upid(); upid != "" {
			text += " · " + upid
		}
	}
	if r.Type != "" {
		return r.Type + " · " + text
	}
	return text
}

// upid is the first UPID of a section.
func (r *row) upid() string {
	if !r.section.Editable() {
		return ""
	}
	for _, s := range r.section.Cue().Segments {
		if text := marker.UPIDText(s.UPIDType, s.UPID); text != "" {
			return text
		}
	}
	return ""
}

// markers is "1 marker" or "3 markers".
func markers(n int) string {
	if n == 1 {
		return lang.L("1 marker")
	}
	return lang.L("{{.Count}} markers", map[string]any{"Count": kit.Group(int64(n))})
}

// summary is the markers in a few words, for the status bar.
func (r *Room) summary() string {
	n := len(r.view.rows)
	if n == 0 {
		return ""
	}
	text := markers(n)
	if some := len(r.table.grid.SelectedRows()); some > 1 {
		text += " · " + lang.L("{{.Count}} selected", map[string]any{"Count": kit.Group(int64(some))})
	}
	away := uint64(0)
	for i := range r.view.rows {
		if one := &r.view.rows[i]; one.Class == marker.Ad {
			away += one.lasts()
		}
	}
	if away > 0 {
		text += " · " + lang.L("breaks of {{.Time}} in all", map[string]any{"Time": r.timeText(away)})
	}
	return text
}

// whyNot is an error in the words of the window.
func (r *Room) whyNot(err error) error {
	var taken *edit.TakenError
	if errors.As(err, &taken) {
		at := r.timeText(marker.Rescale(taken.Time, taken.TimeScale, hns))
		return errors.New(lang.L("{{.Stream}} has a marker at {{.At}} already: one place of a stream holds one marker", map[string]any{"Stream": taken.Stream, "At": at}))
	}
	return err
}
