package kit

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/widget"
)

// KeyValue is a line of a KeyValues list.
type KeyValue struct {
	Key, Value string
	Token      Token
}

// KeyValues is a short list of names and values under a section heading.
type KeyValues struct {
	widget.BaseWidget
	OnCopy func(KeyValue) // a double click or Ctrl+C on a line

	grid *Grid
	rows []KeyValue
}

// NewKeyValues returns an empty list.
func NewKeyValues() *KeyValues {
	k := &KeyValues{}
	k.ExtendBaseWidget(k)
	return k
}

// Set replaces the heading and the lines.
func (k *KeyValues) Set(title string, rows []KeyValue) { k.rows = rows; k.Refresh() }

// CreateRenderer is called by Fyne.
func (k *KeyValues) CreateRenderer() fyne.WidgetRenderer {
	return widget.NewSimpleRenderer(Gap(160, 60))
}
