package manifests

import (
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"smoothscope/inspect/manifest"
	"smoothscope/testdata"
)

func TestUndoKeepsThePlace(t *testing.T) {
	b := newBench(t)
	b.open(small)
	b.at(`Index="1"`)
	video := b.shown.nodeOf(b.shown.outline.Starting(b.shown.client.Streams[0].Span.From))
	list := b.shown.listOf(b.shown.element(video))
	b.shown.index.SetOpen(list, true)
	rows := b.shown.index.Rows()
	b.enter("MaxWidth", "48")
	if !strings.Contains(b.selected(), `Index="1"`) || b.shown.index.Rows() != rows {
		t.Errorf("%s, %d rows of %d", b.selected(), b.shown.index.Rows(), rows)
	}
	b.at(`Name="en"`)
	b.act(actRemove)
	if b.shown.index.Rows() != rows-1 {
		t.Errorf("%d rows of %d", b.shown.index.Rows(), rows-1)
	}
	b.Show([]File{{Path: "a.ismc", Kind: manifest.ClientManifest, Raw: []byte(small)}})
	b.settle()
	if b.shown.text != small || b.shown.index.Rows() != rows || len(b.edits) != 2 {
		t.Errorf("%d rows of %d, %q", b.shown.index.Rows(), rows, b.edits)
	}
	if focused := b.win.Canvas().Focused(); focused == nil {
		t.Error("the focus is lost")
	}
}

// What is being typed stays when something else changes the file.
func TestTypingGoesOn(t *testing.T) {
	b := newBench(t)
	b.open(small)
	b.at(`Index="1"`)
	r := b.row("MaxWidth")
	b.win.Canvas().Focus(r.value)
	r.value.SetText("4")
	b.Show([]File{{Path: "a.ismc", Kind: manifest.ClientManifest, Raw: []byte(replaced(`"eng"`, `"deu"`))}})
	b.settle()
	if r := b.row("MaxWidth"); r.value.Text != "4" || b.win.Canvas().Focused() != r.value || !strings.Contains(b.selected(), `Index="1"`) {
		t.Errorf("%q in %s", r.value.Text, b.selected())
	}
	b.row("MaxWidth").value.TypedKey(&fyne.KeyEvent{Name: fyne.KeyReturn})
	b.settle()
	if b.shown.text != replaced(`"eng"`, `"deu"`, `"32"`, `"4"`) {
		t.Errorf("%s", b.shown.text)
	}
}

// Undo in a value is about what is typed, and else about the manifest.
func TestUndoInAValue(t *testing.T) {
	b := newBench(t)
	b.open(small)
	undone := 0
	b.OnUndo = func() { undone++ }
	b.at(`Index="1"`)
	r := b.row("MaxWidth")
	b.win.Canvas().Focus(r.value)
	test.Type(r.value, "4") // over the value, which is selected
	for range 2 {
		r.value.TypedShortcut(&fyne.ShortcutUndo{})
	}
	if undone != 0 || r.value.Text != "32" {
		t.Errorf("%d undone, %q is left", undone, r.value.Text)
	}
	r.value.TypedShortcut(&fyne.ShortcutUndo{})
	if undone != 1 {
		t.Errorf("%d undone", undone)
	}
}

// The wheel moves the form also where the pointer is over a value.
func TestTheWheelOverAValue(t *testing.T) {
	b := newBench(t)
	b.open(small)
	b.at(`Index="1"`)
	b.win.Resize(fyne.NewSize(800, 400))
	at := fyne.CurrentApp().Driver().AbsolutePositionForObject(b.row("Index").value)
	test.Scroll(b.win.Canvas(), at.AddXY(20, 10), 0, -30)
	if b.form.scroll.Offset.Y == 0 {
		t.Error("the form stands still")
	}
}

// Edits that come faster than they are made are made one on the other.
func TestEditsWaitForEachOther(t *testing.T) {
	b := newBench(t)
	b.open(small)
	b.at(`Index="1"`)
	for _, c := range [][2]string{{"MaxWidth", "48"}, {"MaxHeight", "27"}, {"Bitrate", "1500"}} {
		r := b.row(c[0])
		b.win.Canvas().Focus(r.value)
		r.value.SetText(c[1])
		r.value.TypedKey(&fyne.KeyEvent{Name: fyne.KeyReturn})
	}
	for len(b.edits) < 3 {
		b.settle()
	}
	if b.shown.text != replaced(`"32"`, `"48"`, `"18"`, `"27"`, `"1000"`, `"1500"`) {
		t.Errorf("%q:\n%s", b.edits, b.shown.text)
	}
}

func TestSourceAndTreeFollowEachOther(t *testing.T) {
	b := newBench(t)
	b.open(small)
	b.source.text.OnPick(int64(strings.Index(small, "Subtype")))
	if !strings.Contains(b.selected(), `Name="en"`) || b.shown.index.Node(b.tree.grid.Selected()) != b.shown.selected || b.form.title.Text != "StreamIndex" {
		t.Errorf("%s is selected, the form shows %s", b.selected(), b.form.title.Text)
	}
	b.source.text.OnPick(int64(strings.Index(small, `Name="x"`)))
	if b.form.title.Text != "Attribute" || b.tree.grid.Selected() < 0 {
		t.Errorf("the form shows %s, row %d", b.form.title.Text, b.tree.grid.Selected())
	}
	said := ""
	b.OnStatus = func(text string) { said = text }
	b.tree.selected(b.shown.index.Row(0))
	if !strings.Contains(said, "SmoothStreamingMedia · line 3") {
		t.Errorf("the status says %q", said)
	}
}

func TestFind(t *testing.T) {
	b := newBench(t)
	b.open(small)
	b.Find()
	box := b.source.finder.box
	if b.win.Canvas().Focused() != box {
		t.Fatal("the field has no focus")
	}
	test.Type(box, "qualitylevel")
	n := strings.Count(strings.ToLower(small), "qualitylevel")
	if want := fmt.Sprintf("1 of %d", n); b.source.finder.count.Text != want {
		t.Errorf("%q is said, want %q", b.source.finder.count.Text, want)
	}
	for range n - 1 {
		box.TypedKey(&fyne.KeyEvent{Name: fyne.KeyReturn})
	}
	if want := fmt.Sprintf("%d of %d", n, n); b.source.finder.count.Text != want {
		t.Errorf("%q is said, want %q", b.source.finder.count.Text, want)
	}
	box.TypedKey(&fyne.KeyEvent{Name: fyne.KeyF3})
	if !strings.HasPrefix(b.source.finder.count.Text, "1 of") {
		t.Errorf("%q is said after the last", b.source.finder.count.Text)
	}
	b.FindNext(true)
	if !strings.HasPrefix(b.source.finder.count.Text, fmt.Sprint(n)) {
		t.Errorf("%q is said before the first", b.source.finder.count.Text)
	}
	test.Type(box, "zzz")
	if b.source.finder.count.Text != "not found" || !b.source.finder.next.Disabled() {
		t.Errorf("%q is said", b.source.finder.count.Text)
	}
}

func TestWhatCannotBeChanged(t *testing.T) {
	b := newBench(t)
	b.Show([]File{{Path: "http://a/b.ism/Manifest", Kind: manifest.ClientManifest, Raw: []byte(small), Why: "It is on a server"}})
	b.settle()
	b.at(`Index="1"`)
	if !b.row("Bitrate").value.Disabled() || b.can(actRemove) || b.can(actAdd) || b.head.notice.text.Text != "It is on a server" || b.head.notice.object.Hidden {
		t.Errorf("it can be changed; %q is said", b.head.notice.text.Text)
	}
	b.do(actRemove)
	b.row("Bitrate").drop()
	b.settle()
	if len(b.edits) != 0 {
		t.Errorf("%v were made", b.edits)
	}
}

func TestABrokenManifest(t *testing.T) {
	b := newBench(t)
	at := strings.Index(small, "<c d")
	b.Show([]File{{Path: "a.ismc", Kind: manifest.ClientManifest, Raw: []byte(small[:at] + "<c d=20 />" + small[at:])}})
	b.settle()
	if b.form.used != 0 || b.tree.Rows() != 0 || !strings.HasPrefix(b.head.notice.text.Text, "✕ ") || !strings.Contains(b.head.notice.text.Text, "line 8") {
		t.Errorf("%d values, %d rows, %q", b.form.used, b.tree.Rows(), b.head.notice.text.Text)
	}
	if b.shown.line(b.shown.fault) != 8 || b.Focusable() != b.source.text {
		t.Errorf("line %d is marked", b.shown.line(b.shown.fault))
	}
	b.Show([]File{{Path: "a.ismc", Kind: manifest.ClientManifest, Raw: []byte(small)}})
	b.settle()
	if b.tree.Rows() == 0 || strings.HasPrefix(b.head.notice.text.Text, "✕") {
		t.Error("it stays broken after it was mended")
	}
}

func TestAnAssetWithoutManifests(t *testing.T) {
	b := newBench(t)
	b.Show(nil)
	asked := false
	b.OnMake = func() { asked = true }
	if b.nobody.object.Hidden || b.Focusable() != b.nobody.button {
		t.Error("nothing says what to do")
	}
	test.Tap(b.nobody.button)
	if !asked {
		t.Error("the button does nothing")
	}
	b.open(small)
	if !b.nobody.object.Hidden {
		t.Error("it hides the manifest")
	}
}

// Everything in the corpus is shown: each element has its row, its form and its
// words, and nothing of the source is left out.
func TestTheCorpusIsShown(t *testing.T) {
	b := newBench(t)
	n := 0
	for _, path := range testdata.CorpusFiles(t) {
		raw, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		if manifest.Sniff(raw) == manifest.None {
			continue
		}
		n++
		b.show(path)
		d := b.shown
		if d == nil || d.broken() || len(d.nodes) < len(d.outline.Elements) {
			t.Errorf("%s: not all of it is shown", path)
			continue
		}
		shown := 0
		for i := range d.lines {
			shown += len(strings.TrimSpace(d.text[d.lines[i].From:d.lines[i].To]))
			if i > 0 && strings.TrimSpace(d.text[d.lines[i-1].To:d.lines[i].From]) != "" {
				t.Errorf("%s: the source lacks %q", path, d.text[d.lines[i-1].To:d.lines[i].From])
			}
		}
		step := max(1, len(d.nodes)/20)
		for i := 0; i < len(d.nodes); i += step {
			b.tree.choose(i)
			b.pick(i)
			if b.form.title.Text == "" || d.cell(i).Text == "" {
				t.Errorf("%s: node %d says nothing", path, i)
			}
		}
	}
	if n < 20 {
		t.Errorf("only %d manifests", n)
	}
}

// One value changed changes its own bytes only.
func TestEachValueOfTheCorpusChangesOnlyItself(t *testing.T) {
	changed := 0
	for _, path := range testdata.CorpusFiles(t) {
		raw, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		if manifest.Sniff(raw) == manifest.None {
			continue
		}
		d := parse(path, raw)
		step := max(1, len(d.outline.Elements)/15)
		for i := 0; i < len(d.outline.Elements); i += step {
			for _, a := range d.outline.Attrs(i) {
				if d.outline.Is(i, "c") || strings.HasPrefix(a.Name, "xmlns") {
					continue
				}
				made, err := field{known: known{name: a.Name}}.set(a.Value+"1")(d, i)
				if err != nil {
					continue // it would be no manifest any more
				}
				fresh := parse(path, made.raw)
				want := d.text[:a.Text.To] + "1" + d.text[a.Text.To:]
				if fresh.text != want {
					t.Fatalf("%s: %s of element %d changed more than itself", path, a.Name, i)
				}
				changed++
			}
		}
	}
	if changed < 500 {
		t.Errorf("only %d values were changed", changed)
	}
}

func TestCarrierFindsElements(t *testing.T) {
	old := parse("a", []byte(small))
	find := func(d *doc, text string) int {
		return slices.IndexFunc(d.outline.Elements, func(e manifest.Element) bool {
			return strings.Contains(d.text[e.Open.From:e.Open.To], text)
		})
	}
	for name, text := range map[string]string{
		"changed":  replaced(`"eng"`, `"deutsch"`, `"2000"`, `"3"`),
		"inserted": replaced("\t<StreamIndex Type=\"text\"", "\t<StreamIndex Type=\"text\" Name=\"fr\"/>\n\t<StreamIndex Type=\"text\""),
		"removed":  replaced("\t\t<c t=\"0\" d=\"20000000\" />\n", ""),
	} {
		fresh := parse("a", []byte(text))
		c := newCarrier(old, fresh)
		for _, tag := range []string{`<SmoothStreamingMedia`, `Name="v"`, `Index="1"`, `Name="en"`, `<Vendor`, `<Thing`} {
			if got, want := c.element(find(old, tag)), find(fresh, tag); got != want || want < 0 {
				t.Errorf("%s: %s is element %d, want %d", name, tag, got, want)
			}
		}
	}
}

func TestLongLinesAreBroken(t *testing.T) {
	flat := strings.NewReplacer("\n", "", "\t", "").Replace(small)
	d := parse("a", []byte(flat))
	if len(d.lines) < 12 || d.lines[0].Number != 1 || d.lines[1].Number != 0 {
		t.Fatalf("%+v", d.lines)
	}
	var shown []string
	for _, l := range d.lines {
		shown = append(shown, strings.Repeat(" ", l.Indent)+d.text[l.From:l.To])
	}
	all := strings.Join(shown, "\n")
	for _, want := range []string{"\n  <StreamIndex Type=\"video\"", "\n    <c t=\"0\"", "<Thing>words</Thing>", "\n</SmoothStreamingMedia>", "\n        <Attribute Name="} {
		if !strings.Contains(all, want) {
			t.Errorf("%q is not in\n%s", want, all)
		}
	}
}
