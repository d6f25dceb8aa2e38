package manifests

import (
	"slices"

	"smoothscope/inspect/manifest"
)

// remove takes an element away and selects what comes to stand in its place.
func remove(d *doc, element int) (result, error) {
	if d.outline.Is(element, "c") {
		return removeChunk(d, element)
	}
	edits, err := d.outline.Remove(element)
	if err != nil {
		return result{}, err
	}
	raw, err := manifest.Apply(d.raw, edits)
	at := int64(-1)
	all := d.outline.Siblings(element)
	switch k := position(all, element); {
	case k+1 < len(all): // the next one comes to where this was
		at = d.outline.Elements[all[k+1]].Span.From - removed(edits, d.outline.Elements[all[k+1]].Span.From)
	case k > 0:
		at = d.outline.Elements[all[k-1]].Span.From - removed(edits, d.outline.Elements[all[k-1]].Span.From)
	}
	return result{raw, at}, err
}

// removed is how many bytes less there are before a place after edits.
func removed(edits []manifest.Edit, before int64) int64 {
	n := int64(0)
	for _, e := range edits {
		if e.To <= before {
			n += e.To - e.From - int64(len(e.Text))
		}
	}
	return n
}

// mover moves an element among its siblings.
func mover(by int) func(*doc, int) (result, error) {
	return func(d *doc, element int) (result, error) {
		edits, err := d.outline.Move(element, by)
		if err != nil {
			return result{}, err
		}
		raw, err := manifest.Apply(d.raw, edits)
		if err != nil {
			return result{}, err
		}
		fresh, all := parse(d.path, raw), d.outline.Siblings(element)
		parent := newCarrier(d, fresh).element(int(d.outline.Elements[element].Parent))
		if parent < 0 {
			return result{raw, -1}, nil
		}
		children := fresh.outline.Children(parent)
		first := slices.IndexFunc(children, func(i int) bool { return fresh.outline.Is(i, d.outline.Elements[element].Name) })
		if first < 0 {
			return result{raw, -1}, nil
		}
		same := fresh.outline.Siblings(children[first])
		return result{raw, fresh.outline.Elements[same[position(all, element)+by]].Span.From}, nil
	}
}
