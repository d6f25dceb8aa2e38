package kit

import (
	"testing"

	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/test"
)

func TestWhatIsDisabledDoesNotStandOut(t *testing.T) {
	app := test.NewTempApp(t)
	dark := true
	app.Settings().SetTheme(NewTheme(&dark))
	e := NewEntry("")
	w := test.NewTempWindow(t, e)
	border := func() any {
		return test.WidgetRenderer(e).Objects()[1].(*canvas.Rectangle).StrokeColor
	}
	idle := border()
	e.Disable()
	if border() != idle || idle != any(C(Line)) {
		t.Errorf("the border is %v, and %v when disabled", idle, border())
	}
	tabs := NewTabs("a", "b")
	w.SetContent(tabs)
	edge := test.WidgetRenderer(tabs.tabs[0]).(*tabRenderer).edge
	if edge.Hidden {
		t.Error("the shown tab is not underlined")
	}
	tabs.SetDisabled(0, true)
	if !edge.Hidden {
		t.Error("a disabled tab is underlined")
	}
}

func TestKeyValuesWithoutAHeading(t *testing.T) {
	rows := kvRows{lines: []KeyValue{{Key: "a", Value: "1"}, {Key: "b", Value: "2"}}}
	if rows.Rows() != 2 || rows.Cell(0, 0).Text != "a" || rows.Cell(1, 0).End != "2" {
		t.Errorf("%d rows, %v", rows.Rows(), rows.Cell(0, 0))
	}
	rows.title = "T"
	if rows.Rows() != 3 || !rows.Cell(0, 0).Section || rows.Cell(2, 0).Text != "b" {
		t.Errorf("%d rows under a heading, %v", rows.Rows(), rows.Cell(0, 0))
	}
}
