package manifests

import (
	"fmt"
	"strings"

	"fyne.io/fyne/v2/lang"

	"smoothscope/inspect/manifest"
)

// place is where a value of the form stands in the manifest.
type place int

const (
	inAttribute place = iota // of the element
	inCustom                 // a custom attribute of the element
	inParam                  // of the track
	inMeta                   // of the head
	inText                   // the text of the element
)

// field is a value of the form.
type field struct {
	place  place
	known  known
	value  string
	adding bool // it is not in the manifest yet
	naming bool // and its name is not known either
}

// key tells fields of an element apart.
func (f *field) key() string { return fmt.Sprintf("%d %s %t", f.place, f.known.name, f.naming) }

// section is a group of fields under a heading.
type section struct {
	title  string
	fields []field
}

// sections are the fields of a node.
func (d *doc) sections(node int) []section {
	if node < 0 || node >= len(d.nodes) || d.nodes[node].list {
		return nil
	}
	element := d.nodes[node].element
	list := []section{{fields: d.attributeFields(element)}}
	switch {
	case d.server != nil && d.outline.Is(element, "head"):
		list = append(list, section{lang.L("Meta"), d.metaFields()})
	case d.trackAt(element) >= 0:
		list = append(list, section{lang.L("Params"), d.paramFields(d.trackAt(element))})
	case d.client != nil:
		list = append(list, section{lang.L("Custom attributes"), d.customFields(element)})
	}
	if text := d.outline.Content(element); text != "" || d.outline.Is(element, "ProtectionHeader") || d.outline.Is(element, "f") {
		k := known{name: lang.L("text"), help: lang.L("What stands between the tags")}
		if d.outline.Is(element, "ProtectionHeader") || d.outline.Is(element, "f") {
			k.kind, k.help = kBase64, lang.L("The data in base64")
			text = strings.Join(strings.Fields(text), "")
		}
		list[0].fields = append(list[0].fields, field{place: inText, known: k, value: text})
	}
	return list
}

// trackAt is the number of the track that an element is, -1 for none.
func (d *doc) trackAt(element int) int {
	if i, ok := d.streams[element]; ok && d.server != nil {
		return i
	}
	return -1
}

func (d *doc) attributeFields(element int) []field {
	var list []field
	all := d.knownOf(element)
	for _, a := range d.outline.Attrs(element) {
		k, _ := find(all, a.Name)
		k.name = a.Name
		list = append(list, field{place: inAttribute, known: k, value: a.Value})
	}
	return list
}

func (d *doc) customFields(element int) []field {
	var all []manifest.Attr
	if i, ok := d.streams[element]; ok {
		all = d.client.Streams[i].Custom
	} else if l := d.level(element); l != nil && d.outline.Is(element, "QualityLevel") {
		all = l.Custom
	} else if element == 0 {
		all = d.client.Custom
	} else if d.outline.Is(element, "CustomAttributes") {
		return d.customFields(int(d.outline.Elements[element].Parent))
	}
	var list []field
	for _, a := range all {
		list = append(list, field{place: inCustom, known: known{name: a.Name, help: lang.L("Custom attribute: can tell levels of one bitrate apart")}, value: a.Value})
	}
	return list
}

func (d *doc) paramFields(track int) []field {
	var list []field
	for _, p := range d.server.Tracks[track].Params {
		k, _ := find(params(), p.Name)
		k.name = p.Name
		list = append(list, field{place: inParam, known: k, value: p.Value})
	}
	return list
}

func (d *doc) metaFields() []field {
	var list []field
	for _, m := range d.server.Metas {
		k, _ := find(metas(), m.Name)
		k.name = m.Name
		list = append(list, field{place: inMeta, known: k, value: m.Value})
	}
	return list
}

// set writes a value.
func (f field) set(value string) func(*doc, int) (result, error) {
	return func(d *doc, element int) (result, error) {
		var edits []manifest.Edit
		var err error
		switch f.place {
		case inAttribute:
			if d.outline.Is(element, "c") {
				return setChunkValue(f.known.name, value)(d, element)
			}
			edits, err = d.outline.SetAttr(element, f.known.name, value)
		case inCustom:
			edits, err = d.client.SetCustom(d.customOf(element), f.known.name, value)
		case inParam:
			edits, err = d.server.SetParam(d.trackNumber(element), f.known.name, value)
		case inMeta:
			edits, err = d.server.SetMeta(f.known.name, value)
		case inText:
			edits, err = d.outline.SetContent(element, value)
		}
		return applied(d, edits, err)
	}
}

// remove takes the value away, and what names it.
func (f field) remove(d *doc, element int) (result, error) {
	var edits []manifest.Edit
	var err error
	switch f.place {
	case inAttribute:
		edits, err = d.outline.RemoveAttr(element, f.known.name)
	case inCustom:
		edits, err = d.client.RemoveCustom(d.customOf(element), f.known.name)
	case inParam:
		edits, err = d.server.RemoveParam(d.trackNumber(element), f.known.name)
	case inMeta:
		edits, err = d.server.RemoveMeta(f.known.name)
	case inText:
		edits, err = d.outline.SetContent(element, "")
	}
	return applied(d, edits, err)
}

// customOf is where the element stands whose custom attributes are meant.
func (d *doc) customOf(element int) manifest.Span {
	if d.outline.Is(element, "CustomAttributes") {
		element = int(d.outline.Elements[element].Parent)
	}
	return d.outline.Elements[element].Span
}

func applied(d *doc, edits []manifest.Edit, err error) (result, error) {
	if err != nil {
		return result{}, err
	}
	raw, err := manifest.Apply(d.raw, edits)
	return result{raw, -1}, err
}

// absent are the known attributes that an element does not have.
func (d *doc) absent(element int) []known {
	var list []known
	for _, k := range d.knownOf(element) {
		if _, ok := d.outline.Attr(element, k.name); !ok && !strings.EqualFold(k.name, "valuetype") {
			list = append(list, k)
		}
	}
	return list
}
