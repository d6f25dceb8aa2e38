package manifests

import (
	"sort"

	"smoothscope/inspect/manifest"
)

// node is a row of the tree, shown or not: an element, or the list of chunks
// that stand behind each other.
type node struct {
	element int  // of a list, the first chunk's
	list    bool // a list of chunks; they are below it
	end     int  // the number after the last node below
}

// nodesOf are the elements in order, chunks below lists.
func nodesOf(o *manifest.Outline) []node {
	b := &nodeBuilder{outline: o}
	for _, root := range o.Children(-1) {
		b.add(root)
	}
	return b.nodes
}

type nodeBuilder struct {
	outline *manifest.Outline
	nodes   []node
}

func (b *nodeBuilder) add(i int) {
	at := len(b.nodes)
	b.nodes = append(b.nodes, node{element: i})
	list := -1
	for _, child := range b.outline.Children(i) {
		switch chunk := b.outline.Is(child, "c"); {
		case chunk && list < 0:
			list = len(b.nodes)
			b.nodes = append(b.nodes, node{element: child, list: true})
		case !chunk && list >= 0:
			b.nodes[list].end, list = len(b.nodes), -1
		}
		b.add(child)
	}
	if list >= 0 {
		b.nodes[list].end = len(b.nodes)
	}
	b.nodes[at].end = len(b.nodes)
}

// nodeOf is the node of an element, -1 where it has none.
func (d *doc) nodeOf(element int) int {
	i := sort.Search(len(d.nodes), func(i int) bool { return d.nodes[i].element >= element })
	if i < len(d.nodes) && d.nodes[i].list {
		i++
	}
	if i < len(d.nodes) && d.nodes[i].element == element {
		return i
	}
	return -1
}

// listOf is the node of the first chunk list below an element, -1 for none.
func (d *doc) listOf(element int) int {
	from := d.nodeOf(element)
	if from < 0 {
		return -1
	}
	for i := from + 1; i < d.nodes[from].end; i = d.nodes[i].end {
		if d.nodes[i].list {
			return i
		}
	}
	return -1
}
