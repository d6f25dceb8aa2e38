package kit

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/widget"
)

// FormField describes one setting; a form draws itself from a list of them.
type FormField struct {
	Name        string // the key of its value
	Label       string
	Placeholder string
	Hint        string // a dim line below
	Secret      bool   // masked, with a way to reveal it
	Default     string
	Options     []string // a choice instead of an entry
	Check       func(string) error
}

// Form is a column of fields made from descriptions.
type Form struct {
	widget.BaseWidget
	OnChanged func(name, value string)
	OnSubmit  func() // Enter in an entry

	fields []FormField
	rows   []*Field
}

// NewForm returns a form whose inputs show the defaults.
func NewForm(fields []FormField) *Form {
	f := &Form{}
	f.ExtendBaseWidget(f)
	f.SetFields(fields)
	return f
}

// SetFields replaces all fields; values of fields with the same name stay.
func (f *Form) SetFields(fields []FormField) {
	old := f.Values()
	f.fields, f.rows = fields, nil
	for _, d := range fields {
		row := NewField(d.Label, f.input(d))
		row.SetHint(d.Hint)
		f.rows = append(f.rows, row)
		value, known := old[d.Name]
		if !known {
			value = d.Default
		}
		setInput(row.input, value)
	}
	f.Refresh()
}

func (f *Form) input(d FormField) fyne.CanvasObject {
	changed := func(v string) {
		f.judge(d.Name)
		if f.OnChanged != nil {
			f.OnChanged(d.Name, v)
		}
	}
	if len(d.Options) > 0 {
		s := NewSelect(d.Options, nil)
		s.OnChanged = changed
		return s
	}
	e := NewEntry(d.Placeholder)
	if d.Secret {
		e = NewSecret(d.Placeholder)
	}
	e.OnChanged = changed
	e.OnSubmitted = func(string) {
		if f.OnSubmit != nil {
			f.OnSubmit()
		}
	}
	return e
}

// Values returns what every field holds, by name.
func (f *Form) Values() map[string]string {
	values := make(map[string]string, len(f.fields))
	for i, d := range f.fields {
		values[d.Name] = inputText(f.rows[i].input)
	}
	return values
}

// Set puts a value into a field; an unknown name is ignored.
func (f *Form) Set(name, value string) {
	if row := f.Row(name); row != nil {
		setInput(row.input, value)
	}
}

// SetOptions replaces the choices of a field.
func (f *Form) SetOptions(name string, options []string) {
	if row := f.Row(name); row != nil {
		if s, ok := row.input.(*Select); ok {
			s.SetOptions(options)
		}
	}
}

// Row returns the field of that name, nil when there is none.
func (f *Form) Row(name string) *Field {
	for i, d := range f.fields {
		if d.Name == name {
			return f.rows[i]
		}
	}
	return nil
}

// Validate checks every field, shows what is wrong below it and tells whether
// all is well.
func (f *Form) Validate() bool {
	good := true
	for _, d := range f.fields {
		good = f.judge(d.Name) && good
	}
	return good
}

// Check tells the first thing that is wrong without showing it.
func (f *Form) Check() error {
	for i, d := range f.fields {
		if d.Check == nil {
			continue
		}
		if err := d.Check(inputText(f.rows[i].input)); err != nil {
			return err
		}
	}
	return nil
}

// judge shows what is wrong with a field and tells whether it is well.
func (f *Form) judge(name string) bool {
	for i, d := range f.fields {
		if d.Name != name || i >= len(f.rows) {
			continue
		}
		var err error
		if d.Check != nil {
			err = d.Check(inputText(f.rows[i].input))
		}
		f.rows[i].SetError(err)
		return err == nil
	}
	return true
}

// Enable lets the inputs be changed.
func (f *Form) Enable() { f.each(fyne.Disableable.Enable) }

// Disable keeps the inputs as they are.
func (f *Form) Disable() { f.each(fyne.Disableable.Disable) }

func (f *Form) each(do func(fyne.Disableable)) {
	for _, row := range f.rows {
		if d, ok := row.input.(fyne.Disableable); ok {
			do(d)
		}
	}
}

func inputText(o fyne.CanvasObject) string {
	switch in := o.(type) {
	case *Entry:
		return in.Text
	case *Select:
		return in.Selected
	default:
		return ""
	}
}

func setInput(o fyne.CanvasObject, value string) {
	switch in := o.(type) {
	case *Entry:
		in.SetText(value)
	case *Select:
		in.SetSelected(value)
	}
}

// CreateRenderer is called by Fyne.
func (f *Form) CreateRenderer() fyne.WidgetRenderer {
	r := &formRenderer{form: f}
	r.Refresh()
	return r
}

// formRenderer stacks the rows; the fields may be replaced at any time.
type formRenderer struct {
	form    *Form
	objects []fyne.CanvasObject
}

const formGap float32 = 12

func (r *formRenderer) MinSize() fyne.Size {
	var size fyne.Size
	for i, o := range r.objects {
		m := o.MinSize()
		size.Width = max(size.Width, m.Width)
		size.Height += m.Height
		if i > 0 {
			size.Height += formGap
		}
	}
	return size
}

func (r *formRenderer) Layout(size fyne.Size) {
	y := float32(0)
	for _, o := range r.objects {
		h := o.MinSize().Height
		o.Move(fyne.NewPos(0, y))
		o.Resize(fyne.NewSize(size.Width, h))
		y += h + formGap
	}
}

func (r *formRenderer) Refresh() {
	r.objects = r.objects[:0]
	for _, row := range r.form.rows {
		r.objects = append(r.objects, row)
	}
	r.Layout(r.form.Size())
	for _, o := range r.objects {
		o.Refresh()
	}
}

func (r *formRenderer) Objects() []fyne.CanvasObject { return r.objects }
func (r *formRenderer) Destroy()                     {}
