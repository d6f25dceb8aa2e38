package manifest

import (
	"bytes"
	"encoding/xml"
	"strconv"
)

// writer writes elements, two blanks deeper per level.
type writer struct {
	out   bytes.Buffer
	depth int
}

// open begins a start tag; attributes follow, then done or nest.
func (w *writer) open(name string) {
	for range w.depth {
		w.out.WriteString("  ")
	}
	w.out.WriteString("<" + name)
}

// done ends the element that open began.
func (w *writer) done() { w.out.WriteString("/>\n") }

// nest ends the start tag; children follow, then close.
func (w *writer) nest() {
	w.out.WriteString(">\n")
	w.depth++
}

func (w *writer) close(name string) {
	w.depth--
	for range w.depth {
		w.out.WriteString("  ")
	}
	w.out.WriteString("</" + name + ">\n")
}

func (w *writer) attr(name, value string) {
	w.out.WriteString(" " + name + `="`)
	w.text(value)
	w.out.WriteString(`"`)
}

func (w *writer) number(name string, n uint64) {
	w.attr(name, strconv.FormatUint(n, 10))
}

// some writes a number that is not zero.
func (w *writer) some(name string, n int) {
	if n > 0 {
		w.number(name, uint64(n))
	}
}

// filled writes a text that is not empty.
func (w *writer) filled(name, value string) {
	if value != "" {
		w.attr(name, value)
	}
}

func (w *writer) text(value string) {
	// A bytes.Buffer takes every write.
	_ = xml.EscapeText(&w.out, []byte(value))
}
