package publish

import (
	"fyne.io/fyne/v2/lang"
	"fyne.io/fyne/v2/widget"

	"smoothscope/gui/kit"
)

// judge shows what a check says of the asset.
func (f *form) judge(v *view) {
	verdict := Verdict{}
	if v != nil {
		verdict = f.room.Judged(v.content)
	}
	sign, importance := "", widget.LowImportance
	switch verdict.Token {
	case kit.Error:
		sign, importance = "✕ ", widget.DangerImportance
	case kit.Warning:
		sign, importance = "▲ ", widget.WarningImportance
	case kit.OK:
		sign, importance = "✓ ", widget.SuccessImportance
	}
	text := ""
	if verdict.Text != "" {
		text = sign + verdict.Text
	}
	if f.verdict.Text == text && f.verdict.Importance == importance {
		return
	}
	f.verdict.Importance, f.verdict.Hidden = importance, text == ""
	f.verdict.SetText(text)
	f.object.Refresh()
}

// doubt is why to think twice before an asset is published, "" where nothing is
// known against it.
func (f *form) doubt(v *view) string {
	verdict, text := f.room.Judged(v.content), ""
	if verdict.Bad {
		text = verdict.Text
	}
	if n := len(v.plan.Missing); n > 0 {
		if text != "" {
			text += "\n\n"
		}
		text += missing(n)
	}
	if text == "" {
		return ""
	}
	return text + "\n\n" + lang.L("Who plays it may see it stop or jump. The Checks tab says what is wrong and what to do.")
}

func missing(n int) string {
	if n == 1 {
		return lang.L("One chunk that the manifest promises is in no file.")
	}
	return lang.L("{{.Count}} chunks that the manifest promises are in no file.", map[string]any{"Count": kit.Group(int64(n))})
}
