package manifests

import (
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"smoothscope/inspect/manifest"
)

// duplicate puts a copy behind an element, told apart from it by name, bitrate
// and index.
func duplicate(d *doc, element int) (result, error) {
	edits, err := d.outline.Duplicate(element)
	if err != nil {
		return result{}, err
	}
	raw, err := manifest.Apply(d.raw, edits)
	if err != nil {
		return result{}, err
	}
	all := d.outline.Siblings(element)
	fresh := parse(d.path, raw)
	copied := int(d.outline.Elements[element].End)
	if copied >= len(fresh.outline.Elements) {
		return result{}, errGone
	}
	at := fresh.outline.Elements[copied].Span.From
	more, err := tellApart(fresh, copied, d, all)
	if err != nil {
		return result{}, err
	}
	raw, err = manifest.Apply(raw, more)
	return result{raw, at}, err
}

// tellApart changes in a copy what has to be unique among its siblings.
func tellApart(fresh *doc, copied int, d *doc, all []int) ([]manifest.Edit, error) {
	var edits []manifest.Edit
	set := func(name, value string) error {
		more, err := fresh.outline.SetAttr(copied, name, value)
		edits = append(edits, more...)
		return err
	}
	switch strings.ToLower(fresh.outline.Elements[copied].Name) {
	case "streamindex":
		old := ""
		if s, _ := fresh.stream(copied); s != nil {
			old = s.Title()
		}
		name := freeName(d, all, "Name", old)
		if err := set("Name", name); err != nil {
			return nil, err
		}
		if url, ok := fresh.outline.Attr(copied, "Url"); ok {
			return edits, errors.Join(set("Url", strings.Replace(url, "("+old+"=", "("+name+"=", 1)))
		}
	case "qualitylevel":
		if err := set("Bitrate", freeNumber(d, all, "Bitrate", copied, fresh)); err != nil {
			return nil, err
		}
		if _, ok := fresh.outline.Attr(copied, "Index"); ok {
			return edits, set("Index", freeNumber(d, all, "Index", copied, fresh))
		}
	case "attribute", "meta", "param":
		for _, a := range fresh.outline.Attrs(copied) {
			if strings.EqualFold(a.Name, "name") {
				return edits, set(a.Name, freeName(d, all, a.Name, a.Value))
			}
		}
	}
	return edits, nil
}

// freeName is a name with a number that none of the elements has.
func freeName(d *doc, all []int, attr, name string) string {
	base := strings.TrimRight(name, "0123456789")
	base = strings.TrimSuffix(base, "_")
	for n := 2; ; n++ {
		name := fmt.Sprintf("%s_%d", base, n)
		if !slices.ContainsFunc(all, func(i int) bool { v, _ := d.outline.Attr(i, attr); return v == name }) {
			return name
		}
	}
}

// freeNumber is the next number from that of a copy on that none of the
// elements has.
func freeNumber(d *doc, all []int, attr string, copied int, fresh *doc) string {
	text, _ := fresh.outline.Attr(copied, attr)
	n, err := strconv.ParseUint(strings.TrimSpace(text), 10, 64)
	if err != nil {
		return text
	}
	for {
		n++
		taken := func(i int) bool {
			v, _ := d.outline.Attr(i, attr)
			return strings.TrimSpace(v) == strconv.FormatUint(n, 10)
		}
		if !slices.ContainsFunc(all, taken) {
			return strconv.FormatUint(n, 10)
		}
	}
}
