package box

import (
	"encoding/hex"
	"fmt"
	"os"
	"strings"
	"testing"
)

// vector is the payload of a box and what its definition reads from it.
type vector struct {
	in   string // boxes around it, as "trak/mdia"; the innermost may be a sample entry's stsd
	code string // four characters, or the 32 digits of an extended type
	raw  string // hexadecimal; blanks and 'text' in quotes are allowed
	want string
}

// unhex reads hexadecimal with blanks and quoted text.
func unhex(t testing.TB, s string) []byte {
	t.Helper()
	var out []byte
	for i, part := range strings.Split(s, "'") {
		if i%2 == 1 {
			out = append(out, part...)
			continue
		}
		b, err := hex.DecodeString(strings.Join(strings.Fields(part), ""))
		if err != nil {
			t.Fatalf("%q: %v", part, err)
		}
		out = append(out, b...)
	}
	return out
}

// typeBytes is a type as its four or sixteen bytes.
func typeBytes(t testing.TB, code string) string {
	if len(code) == 32 {
		return string(unhex(t, code))
	}
	return code
}

// decodeVector puts the box where it belongs and reads its fields.
func decodeVector(t testing.TB, v vector) (*Tree, *Decoded) {
	t.Helper()
	b := box(typeBytes(t, v.code), unhex(t, v.raw))
	steps := strings.Split(v.in, "/")
	for i := len(steps) - 1; i >= 0 && v.in != ""; i-- {
		switch steps[i] {
		case "stsd", "dref":
			b = box(steps[i], u32(0, 1), b)
		case "soun", "vide":
			b = append(box("hdlr", u32(0, 0), []byte(steps[i]), make([]byte, 13)), b...)
		default:
			b = box(steps[i], b)
		}
	}
	tree := scan(t, b)
	return tree, tree.Fields(lastOf(tree, depthOf(v)))
}

// depthOf is how deep the box lies; handlers lie beside it.
func depthOf(v vector) (depth int) {
	for _, step := range strings.Split(v.in, "/") {
		if step != "" && step != "soun" && step != "vide" {
			depth++
		}
	}
	return depth
}

// lastOf is the last node at that depth.
func lastOf(tree *Tree, depth int) (last int) {
	for i := range tree.nodes {
		if int(tree.nodes[i].Depth) == depth {
			last = i
		}
	}
	return last
}

// render writes fields in one line: name=value, groups in {}, arrays in [].
func render(fields []Field) string {
	var said []string
	for i := range fields {
		said = append(said, renderField(&fields[i]))
	}
	return strings.Join(said, " ")
}

func renderField(f *Field) string {
	name := f.Name
	if name != "" {
		name += "="
	}
	switch {
	case f.Rows != nil:
		var rows []string
		for row := range f.Rows.Count() {
			rows = append(rows, render(f.Rows.Row(row)))
		}
		return name + "[" + strings.Join(rows, "; ") + "]"
	case f.Kind == Array:
		var items []string
		for i := range f.Items {
			items = append(items, renderField(&f.Items[i]))
		}
		return name + "[" + strings.Join(items, " ") + "]"
	case f.Kind == Group:
		return name + "{" + render(f.Items) + "}"
	case f.Hex:
		return fmt.Sprintf("%s%#x", name, f.Uint())
	case f.Kind == Text:
		return fmt.Sprintf("%s%q", name, f.Text())
	}
	return fmt.Sprintf("%s%v", name, f.Value())
}

func TestVectors(t *testing.T) {
	for _, v := range vectors {
		t.Run(v.in+" "+v.code, func(t *testing.T) {
			tree, got := decodeVector(t, v)
			if text := render(got.Fields); text != v.want {
				t.Errorf("\n got %s\nwant %s", text, v.want)
				if os.Getenv("SHOW") != "" {
					fmt.Printf("%s|%s|%s\n", v.in, v.code, text)
				}
			}
			if got.Err != nil {
				t.Error(got.Err)
			}
			for i := range tree.Len() {
				checkTiles(t, tree, i)
			}
			if tree.Spec(lastOf(tree, depthOf(v))) == "" {
				t.Error("the definition names no clause")
			}
		})
	}
}

// checkTiles demands that the fields of a node lie side by side from the end
// of its header to its first child or its end.
func checkTiles(t testing.TB, tree *Tree, i int) {
	t.Helper()
	if tree.nodes[i].Gap {
		return
	}
	from, to := tree.Own(i)
	if from < to {
		tiles(t, tree.Path(i), tree.Fields(i).Fields, from*8, to*8)
	}
}

func tiles(t testing.TB, name string, fields []Field, from, to int64) {
	t.Helper()
	at := from
	for i := range fields {
		f := &fields[i]
		if f.Bit != at || f.Bits < 0 {
			t.Errorf("%s.%s lies at bit %d, length %d; want it at %d", name, f.Name, f.Bit, f.Bits, at)
		}
		if f.Items != nil {
			tiles(t, join(name, f.Name), f.Items, f.Bit, f.Bit+f.Bits)
		}
		at = f.Bit + f.Bits
	}
	if at != to {
		t.Errorf("the fields of %s end at bit %d, want %d", name, at, to)
	}
}

// Every definition has a vector: whoever adds one adds the other.
func TestEveryDefinitionHasAVector(t *testing.T) {
	have := map[string]bool{}
	for _, v := range vectors {
		have[typeBytes(t, v.code)] = true
		steps := strings.Split(v.in, "/")
		have["in "+steps[len(steps)-1]] = true
	}
	for code := range typeTable {
		if !have[string(code[:])] {
			t.Errorf("%s has no vector", code)
		}
	}
	for id := range uuidTable {
		if !have[string(id[:])] {
			t.Errorf("%s has no vector", id)
		}
	}
	for code := range parentTable {
		if !have["in "+string(code[:])] {
			t.Errorf("no vector lies in %s", code)
		}
	}
	for code := range itemParts {
		if !have[string(code[:])] {
			t.Errorf("%s of an item has no vector", code)
		}
	}
	for _, def := range typeTable {
		if def.Spec == "" || def.Fields == nil {
			t.Errorf("a definition without clause or function: %+v", def)
		}
	}
}
