package manifests

import (
	"bytes"
	"errors"
	"path"
	"strings"

	"smoothscope/gui/kit"
	"smoothscope/inspect/manifest"
)

// doc is what is known of one content of a file. It does not change, except for
// what a person has opened and selected.
type doc struct {
	path    string
	kind    manifest.Kind
	raw     []byte
	text    string // decoded
	err     error  // what is wrong with it
	fault   int64  // a byte of the line where reading ended, -1 where all was read
	client  *manifest.Client
	server  *manifest.Server
	outline *manifest.Outline
	lines   []kit.SourceLine
	nodes   []node
	streams map[int]int // number of the element → of the stream, or track of a server manifest
	chunks  [][]chunkAt // of each stream, its c elements in order

	index    *kit.TreeIndex
	selected int // node, -1 for none
}

// parse reads a manifest. It takes milliseconds: not for the UI goroutine.
func parse(name string, raw []byte) *doc {
	d := &doc{path: name, raw: raw, kind: manifest.Sniff(raw), fault: -1, selected: -1, streams: map[int]int{}}
	text := d.understand()
	d.text = string(text)
	d.outline = manifest.NewOutline(text)
	d.lines = linesOf(d.outline)
	var fault *manifest.Fault
	switch {
	case errors.As(d.err, &fault):
		d.fault = lineStart(text, fault.Line)
	case d.kind == manifest.None:
		d.fault = 0
	default:
		d.nodes = nodesOf(d.outline)
		d.number()
	}
	d.index = kit.NewTreeIndex(len(d.nodes), func(i int) int { return d.nodes[i].end })
	return d
}

// understand parses the bytes and gives back their text.
func (d *doc) understand() []byte {
	if d.kind == manifest.ServerManifest {
		d.server, d.err = manifest.ParseServer(d.raw)
		return d.server.Text
	}
	d.client, d.err = manifest.ParseClient(d.raw)
	return d.client.Text
}

// decoded is where a byte of the file stands in its text.
func (d *doc) decoded(offset int64) int64 {
	if mark := int64(len(d.raw) - len(d.text)); mark == 0 || mark == 3 && d.raw[0] == 0xef {
		return offset - mark // UTF-8, behind its byte order mark
	}
	before := d.raw[:min(offset, int64(len(d.raw)))]
	client, _ := manifest.ParseClient(before) // of a part: only its text is of use
	return int64(len(client.Text))
}

// lineStart is where a line begins, counted from 1; the last one at most.
func lineStart(text []byte, line int) int64 {
	at := 0
	for ; line > 1; line-- {
		next := bytes.IndexByte(text[at:], '\n')
		if next < 0 || at+next+1 >= len(text) {
			break
		}
		at += next + 1
	}
	return int64(at)
}

// number finds the streams, or tracks, among the elements.
func (d *doc) number() {
	note := func(i int, at manifest.Span) {
		if e := d.outline.Starting(at.From); e >= 0 {
			d.streams[e] = i
		}
	}
	if d.server != nil {
		for i := range d.server.Tracks {
			note(i, d.server.Tracks[i].Span)
		}
		return
	}
	for i := range d.client.Streams {
		note(i, d.client.Streams[i].Span)
	}
	d.spread()
}

// broken tells that there is nothing to edit, only the source to look at.
func (d *doc) broken() bool { return d.fault >= 0 }

// title is the file's name.
func (d *doc) title() string { return titleOf(d.path) }

func titleOf(name string) string { return path.Base(strings.ReplaceAll(name, `\`, "/")) }

// stream is the stream that holds an element and its number, nil outside of
// one.
func (d *doc) stream(element int) (*manifest.Stream, int) {
	if d.client == nil {
		return nil, -1
	}
	for ; element >= 0; element = int(d.outline.Elements[element].Parent) {
		if i, ok := d.streams[element]; ok {
			return &d.client.Streams[i], i
		}
	}
	return nil, -1
}

// level is the quality level that holds an element, nil outside of one.
func (d *doc) level(element int) *manifest.Level {
	s, _ := d.stream(element)
	if s == nil {
		return nil
	}
	at := d.outline.Elements[element].Span.From
	for i := range s.Levels {
		if span := s.Levels[i].Span; at >= span.From && at < span.To {
			return &s.Levels[i]
		}
	}
	return nil
}

// element is what a node stands for; of a chunk list its stream.
func (d *doc) element(node int) int {
	if node < 0 || node >= len(d.nodes) {
		return -1
	}
	n := d.nodes[node]
	if n.list {
		return int(d.outline.Elements[n.element].Parent)
	}
	return n.element
}

// list tells whether a node is a chunk list.
func (d *doc) list(node int) bool {
	return node >= 0 && node < len(d.nodes) && d.nodes[node].list
}
