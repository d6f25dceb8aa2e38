package manifests

import (
	"fmt"
	"image"
	"strings"
	"testing"

	"fyne.io/fyne/v2"

	"smoothscope/inspect/manifest"
)

// long is a manifest whose first stream has so many chunks.
func long(chunks int) string {
	var b strings.Builder
	b.WriteString(strings.Replace(small[:strings.Index(small, "\t\t<c ")], `Chunks="3"`, fmt.Sprintf(`Chunks="%d"`, chunks), 1))
	for i := range chunks {
		fmt.Fprintf(&b, "\t\t<c n=\"%d\" t=\"%d\" d=\"20000000\" />\n", i, i*20000000)
	}
	b.WriteString(small[strings.Index(small, "\t</StreamIndex>"):])
	return b.String()
}

const many = 10_000

func benchLong(b *testing.B) (*bench, File) {
	r := newBench(b)
	f := File{Path: "a.ismc", Kind: manifest.ClientManifest, Raw: []byte(long(many))}
	r.Show([]File{f})
	r.settle()
	if n := len(r.shown.client.Streams[0].Chunks); n != many {
		b.Fatalf("%d chunks", n)
	}
	return r, f
}

// BenchmarkParse is what runs beside the UI goroutine after each edit.
func BenchmarkParse(b *testing.B) {
	raw := []byte(long(many))
	for b.Loop() {
		parse("a", raw)
	}
}

// BenchmarkShow is what the UI goroutine does with a content that was parsed.
func BenchmarkShow(b *testing.B) {
	r, f := benchLong(b)
	first := r.shown
	for b.Loop() {
		fresh := *first
		fresh.selected = -1
		fresh.adopt(first)
		r.docs[f.Path] = &fresh
		r.swap()
	}
}

// BenchmarkExpand opens and closes the chunk list.
func BenchmarkExpand(b *testing.B) {
	r, _ := benchLong(b)
	row := r.shown.index.OpenTo(r.shown.listOf(r.shown.outline.Starting(r.shown.client.Streams[0].Span.From)))
	for b.Loop() {
		r.tree.toggle(row)
	}
}

// BenchmarkWalk selects chunk after chunk in the open tree.
func BenchmarkWalk(b *testing.B) {
	r, _ := benchLong(b)
	list := r.shown.listOf(r.shown.outline.Starting(r.shown.client.Streams[0].Span.From))
	r.shown.index.SetOpen(list, true)
	r.tree.choose(list + 1)
	for b.Loop() {
		r.tree.grid.TypedKey(&fyne.KeyEvent{Name: fyne.KeyDown})
	}
}

// BenchmarkScroll turns the wheel over tree and source, and paints.
func BenchmarkScroll(b *testing.B) {
	r, _ := benchLong(b)
	r.shown.index.ExpandAll()
	r.tree.grid.Refresh()
	var picture image.Image
	for b.Loop() {
		r.tree.grid.Scrolled(&fyne.ScrollEvent{Scrolled: fyne.NewDelta(0, -10)})
		r.source.text.Scrolled(&fyne.ScrollEvent{Scrolled: fyne.NewDelta(0, -10)})
		picture = r.win.Canvas().Capture()
	}
	if picture == nil {
		b.Fatal("nothing was painted")
	}
}
