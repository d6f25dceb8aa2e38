// Package kit holds the look of the program and the widgets it is built from:
// the theme with its colour tokens, the row grid, the hex grid, tabs, buttons,
// forms and the like.
//
// It knows nothing of media: it imports neither inspect nor tasks. A widget
// draws what a model or a setter gives it and answers with callbacks; it
// decides nothing and starts no goroutine. All of it belongs to the UI
// goroutine. Lengths are device independent pixels.
//
// To add a colour, add a Token and a line in each palette of tokens.go; to add
// a widget, add one file named after it, and one test beside it.
package kit

// The measures that the whole window keeps to.
const (
	TextSize    float32 = 13 // names, values, buttons
	SmallSize   float32 = 12 // headers, status, details
	TinySize    float32 = 11 // section headings, chips, badges
	MonoSize    float32 = 12 // bytes, numbers, four character codes
	HeadingSize float32 = 15 // the heading of a form
	TitleSize   float32 = 20 // the empty window

	RowHeight      float32 = 22 // rows of trees and tables
	PanelRowHeight float32 = 26 // rows of the asset panel
	HeaderHeight   float32 = 27 // the header above rows, its hairline included
	HexRowHeight   float32 = 20
	ToolbarHeight  float32 = 44
	TabsHeight     float32 = 36
	StatusHeight   float32 = 26
	ControlHeight  float32 = 30 // buttons, entries, selects

	Tight  float32 = 4 // the rhythm of space
	Space  float32 = 8
	Wide   float32 = 16
	Radius float32 = 6
)
