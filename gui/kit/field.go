package kit

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/widget"
)

// Field is an input with its label above and, when there is one, an error or a
// hint below.
type Field struct {
	widget.BaseWidget
	label *Label
	note  *Label
	input fyne.CanvasObject
	hint  string
}

// NewField puts a label above an input (an Entry, a Select, any object).
func NewField(label string, input fyne.CanvasObject) *Field {
	f := &Field{label: NewSmall(label), note: NewSmall(""), input: input}
	f.note.Whole = false
	f.note.Hide()
	f.ExtendBaseWidget(f)
	return f
}

// Input is what the field was made with.
func (f *Field) Input() fyne.CanvasObject { return f.input }

// SetHint shows a dim line below the input while there is no error.
func (f *Field) SetHint(text string) {
	f.hint = text
	f.SetError(nil)
}

// SetError shows what is wrong below the input; nil takes it away.
func (f *Field) SetError(err error) {
	f.note.Token, f.note.Text = Dim, f.hint
	if err != nil {
		f.note.Token, f.note.Text = Error, "✕ "+err.Error()
	}
	f.note.Hidden = f.note.Text == ""
	f.note.Refresh()
	f.Refresh()
}

// Error is the text that is shown as an error now.
func (f *Field) Error() string {
	if f.note.Token != Error {
		return ""
	}
	return f.note.Text
}

// CreateRenderer is called by Fyne.
func (f *Field) CreateRenderer() fyne.WidgetRenderer {
	return widget.NewSimpleRenderer(Rows(Tight, f.label, f.input, f.note))
}
