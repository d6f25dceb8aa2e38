package check

import (
	"fmt"
	"slices"
	"strings"

	"smoothscope/inspect/box"
)

// orderRules are about which boxes stand where, and how often.
func orderRules() []*Rule {
	return []*Rule{
		{
			ID: "BOX-ORDER", Title: "Boxes stand in an unusual order", Severity: Warning,
			Help: "Readers expect ftyp first, moov before the fragments, mfra last, and in each fragment mfhd, then per track tfhd, tfdt and trun. " +
				"Players that read as they download, and servers that look for the index at the end, do not find what they need otherwise. Repackage the file.",
			Clause: "ISO/IEC 14496-12 6.2.3",
			boxes:  judgeBoxOrder,
		},
		{
			ID: "BOX-DUP", Title: "A box that may stand once stands twice", Severity: Warning,
			Help: "Readers take the first or the last of them, each as it likes, so that two players see two different files. " +
				"Two files that were joined end to end are the usual cause: repackage them into one.",
			Clause: "ISO/IEC 14496-12 6.2.3",
			boxes:  judgeBoxDuplicates,
		},
		{
			ID: "BOX-UNKNOWN", Title: "Boxes of unknown types, or bytes that no box claims", Severity: Info,
			Help:   "Readers skip what they do not know, so this harms nothing by itself. It tells which other tools have written into the file.",
			Clause: "ISO/IEC 14496-12 4.2",
			boxes:  judgeBoxUnknown,
		},
	}
}

// misplaced is what is in the wrong order: the first place speaks.
type misplaced struct {
	what  string
	first int
	n     int
}

func judgeBoxOrder(_ *Case, file *File, b *BoxSight, to *Reporter) {
	for _, m := range append(b.topOrder(), b.fragmentOrder()...) {
		place := b.Place(m.first)
		to.Add(m.what, Finding{
			Message: fmt.Sprintf("%s: %s, at byte %d", file.Member.Path, m.what, place.Offset),
			Place:   place, Count: m.n,
			Measured: b.TypeString(m.first) + fmt.Sprintf(" at byte %d", place.Offset),
			Expected: "ftyp, moov, then the fragments, mfra last; in a traf tfhd, tfdt, trun",
			Hint:     "The writer, or a tool that edited the file, put it there. Repackage the file.",
		})
	}
}

// topOrder judges the top level. Fragments that were cut out of a file have
// neither ftyp nor moov, which is not a matter of order.
func (b *BoxSight) topOrder() []misplaced {
	var list []misplaced
	first, moof, mfra := true, false, false
	for i := range b.Roots() {
		n := b.Node(i)
		if n.Gap {
			continue
		}
		kind := string(n.Type[:])
		switch {
		case kind == "ftyp" && !first && !moof:
			list = append(list, misplaced{"ftyp is not the first box", i, 1})
		case kind == "moov" && moof:
			list = append(list, misplaced{"moov stands behind the first fragment", i, 1})
		case mfra && kind != "free" && kind != "skip" && kind != "mfra":
			return append(list, misplaced{"mfra is not the last box", i, 1})
		}
		first, moof, mfra = false, moof || kind == "moof", mfra || kind == "mfra"
	}
	return list
}

// fragmentOrder judges the moofs: mfhd first, and in each traf tfhd first and
// tfdt before trun (8.8.4, 8.8.6, 8.8.12).
func (b *BoxSight) fragmentOrder() []misplaced {
	head := misplaced{what: "mfhd is not the first box of a moof"}
	traf := misplaced{what: "tfhd is not the first box of a traf"}
	time := misplaced{what: "tfdt stands behind a trun"}
	for moof := range b.Roots() {
		if !b.is(moof, "moof") || b.Fault(moof) != nil {
			continue
		}
		head.see(b, moof, "mfhd", "")
		for t := range b.Children(moof) {
			if b.is(t, "traf") {
				traf.see(b, t, "tfhd", "")
				time.see(b, t, "tfdt", "trun")
			}
		}
	}
	return slices.DeleteFunc([]misplaced{head, traf, time}, func(m misplaced) bool { return m.n == 0 })
}

// see counts a parent in which a type stands behind another one, or behind any
// where that is "".
func (m *misplaced) see(b *BoxSight, parent int, kind, before string) {
	passed := false
	for i := range b.Children(parent) {
		if b.is(i, kind) {
			if passed {
				if m.n++; m.n == 1 {
					m.first = i
				}
			}
			return
		}
		passed = passed || before == "" || b.is(i, before)
	}
}

// once lists the boxes that may stand once in their parent; ftyp, moov and mfra
// in the file.
func once() []string {
	return []string{
		"ftyp", "moov", "mfra", "mvhd", "mvex", "mehd", "tkhd", "mdia", "mdhd", "hdlr", "minf", "stbl",
		"stsd", "stts", "ctts", "stsc", "stsz", "stco", "co64", "stss", "mfhd", "tfhd", "tfdt", "mfro", "sdtp",
	}
}

func judgeBoxDuplicates(_ *Case, file *File, b *BoxSight, to *Reporter) {
	single := map[string]bool{}
	for _, kind := range once() {
		single[kind] = true
	}
	found := map[string]*misplaced{}
	var kinds []string
	b.duplicates(-1, single, func(kind string, i int) {
		if found[kind] == nil {
			found[kind] = &misplaced{kind, i, 0}
			kinds = append(kinds, kind)
		}
		found[kind].n++
	})
	for _, kind := range kinds {
		m := found[kind]
		place := b.Place(m.first)
		to.Add(kind, Finding{
			Message: fmt.Sprintf("%s: a second %s stands at byte %d, where one is allowed", file.Member.Path, kind, place.Offset),
			Place:   place, Count: m.n, Measured: "2 or more", Expected: "1",
			Hint: "Two files were joined end to end, or a tool added a box instead of replacing it.",
		})
	}
}

// duplicates looks for same-named siblings of types that stand once.
func (b *BoxSight) duplicates(parent int, single map[string]bool, found func(kind string, i int)) {
	seen := map[string]bool{}
	for i := range b.Children(parent) {
		n := b.Node(i)
		if n.Gap {
			continue
		}
		kind := string(n.Type[:])
		if single[kind] && seen[kind] {
			found(kind, i)
		}
		seen[kind] = true
		if int(n.End) > i+1 && n.Depth < 8 {
			b.duplicates(i, single, found)
		}
	}
}

// maxNamed is how many unknown types a finding names.
const maxNamed = 8

func judgeBoxUnknown(_ *Case, file *File, b *BoxSight, to *Reporter) {
	var names []string
	n, first := 0, -1
	if f, _ := b.broken(); f != nil {
		return
	}
	for i := range b.Len() {
		name, unknown := b.unknown(i)
		if !unknown {
			continue
		}
		if n++; first < 0 {
			first = i
		}
		if !slices.Contains(names, name) && len(names) < maxNamed {
			names = append(names, name)
		}
	}
	if n == 0 {
		return
	}
	place := b.Place(first)
	to.Add("", Finding{
		Message: fmt.Sprintf("%s holds %s of unknown kinds: %s", file.Member.Path, count(n, "box or gap", "boxes or gaps"), strings.Join(names, ", ")),
		Place:   place, Count: n, Measured: strings.Join(names, ", "), Expected: "boxes of known types",
		Hint: "Private boxes of an encoder or a packager; players skip them.",
	})
}

// unknown names a node that is not known here. What a wrong size leaves behind
// is not: that is told where the size is.
func (b *BoxSight) unknown(i int) (name string, yes bool) {
	n := b.Node(i)
	switch {
	case n.Gap:
		return "bytes that no box claims", n.Size >= 8 && b.Fault(i) == nil || n.Size < 8 && b.Fault(i) != nil
	case b.Category(i) != box.Unknown:
		return "", false
	}
	if id, ok := b.UUID(i); ok {
		return "uuid " + id.String(), true
	}
	return b.TypeString(i), true
}
