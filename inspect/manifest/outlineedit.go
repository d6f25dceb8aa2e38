package manifest

import (
	"errors"
	"fmt"
	"slices"
	"strings"
)

// What edits of an Outline have in common: an element is named by its number,
// and the attributes QualityLevels and Chunks, where there are such, go on
// counting.

// SetAttr changes an attribute of an element or adds it behind the others, as
// Client.SetAttr does.
func (o *Outline) SetAttr(i int, name, value string) ([]Edit, error) {
	if !o.has(i) {
		return nil, errNoElement
	}
	return markup(o.Text).setAttr(o.node(i), name, value)
}

var errNoElement = errors.New("the manifest has no such element")

// RemoveAttr takes away an attribute and the blank before it. One that is not
// there gives no edit.
func (o *Outline) RemoveAttr(i int, name string) ([]Edit, error) {
	if !o.has(i) {
		return nil, errNoElement
	}
	return markup(o.Text).removeAttrAt(o.Elements[i].Span, name)
}

// SetContent changes the text of an element that holds no others.
func (o *Outline) SetContent(i int, text string) ([]Edit, error) {
	switch {
	case !o.has(i):
		return nil, errNoElement
	case int(o.Elements[i].End) > i+1:
		return nil, fmt.Errorf("%s holds elements, not a text", o.Elements[i].Name)
	case o.Content(i) == text:
		return nil, nil
	}
	written, err := escaped(text, 0)
	if err != nil {
		return nil, fmt.Errorf("the text of %s: %w", o.Elements[i].Name, err)
	}
	n := o.node(i)
	if n.empty {
		at := n.open.To - 2
		for strings.IndexByte(blanks, o.Text[at-1]) >= 0 {
			at--
		}
		return []Edit{{at, n.open.To, ">" + written + "</" + n.name + ">"}}, nil
	}
	return []Edit{{n.open.To, n.inner, written}}, nil
}

// Remove takes an element away, with its line.
func (o *Outline) Remove(i int) ([]Edit, error) {
	if !o.has(i) || o.Elements[i].Parent < 0 {
		return nil, errNoElement
	}
	return o.counted(i, -1, []Edit{markup(o.Text).remove(o.node(i))})
}

// Move puts an element by so many places further on among its siblings of the
// same name, or back where by is negative.
func (o *Outline) Move(i, by int) ([]Edit, error) {
	all := o.Siblings(i)
	at := slices.Index(all, i)
	if at < 0 || at+by < 0 || at+by >= len(all) {
		return nil, errNoElement
	}
	before := at + by
	if by > 0 {
		before++
	}
	nodes := make([]node, len(all))
	for k, other := range all {
		nodes[k] = o.node(other)
	}
	return markup(o.Text).move(nodes, at, before), nil
}

// Duplicate puts a copy of an element behind it, byte for byte.
func (o *Outline) Duplicate(i int) ([]Edit, error) {
	if !o.has(i) || o.Elements[i].Parent < 0 {
		return nil, errNoElement
	}
	m, n := markup(o.Text), o.node(i)
	text := string(m[m.lead(n):n.span.To])
	return o.counted(i, 1, []Edit{{n.span.To, n.span.To, text}})
}

// counted corrects QualityLevels for one more or less of what i is.
func (o *Outline) counted(i, by int, edits []Edit) ([]Edit, error) {
	if !o.Is(i, "QualityLevel") {
		return edits, nil
	}
	return markup(o.Text).counted(o.node(int(o.Elements[i].Parent)), "QualityLevels", len(o.Siblings(i))+by, edits)
}
