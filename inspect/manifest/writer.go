package manifest

import (
	"bytes"
	"encoding/xml"
	"strconv"
)

// writer writes elements, each on a line of its own.
type writer struct {
	style
	out   bytes.Buffer
	depth int
	inner bool // this is part of a document: the first element begins where it is put
	extra bool // attributes that are not understood go along
}

// style is how a document is laid out.
type style struct {
	line string // what ends a line; "" where all is on one
	base string // white space before the outermost element
	unit string // further white space per level
	tail string // what ends an element without content
}

// plainStyle is that of documents that are written from nothing.
var plainStyle = style{line: "\n", unit: "  ", tail: "/>"}

// newWriter begins a document.
func newWriter() *writer {
	w := &writer{style: plainStyle}
	w.out.WriteString(`<?xml version="1.0" encoding="utf-8"?>`)
	return w
}

// document is what was written.
func (w *writer) document() []byte {
	w.out.WriteString(w.line)
	return w.out.Bytes()
}

// open begins a start tag; attributes follow, then done or nest.
func (w *writer) open(name string) {
	if !w.inner || w.out.Len() > 0 {
		w.newline()
	}
	w.out.WriteString("<" + name)
}

func (w *writer) newline() {
	w.out.WriteString(w.line + w.base)
	for range w.depth {
		w.out.WriteString(w.unit)
	}
}

// done ends the element that open began.
func (w *writer) done() { w.out.WriteString(w.tail) }

// nest ends the start tag; children follow, then close.
func (w *writer) nest() {
	w.out.WriteString(">")
	w.depth++
}

func (w *writer) close(name string) {
	w.depth--
	w.newline()
	w.out.WriteString("</" + name + ">")
}

// filling ends the start tag, and the element after a text.
func (w *writer) filling(name, text string) {
	w.out.WriteString(">")
	w.text(text)
	w.out.WriteString("</" + name + ">")
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
