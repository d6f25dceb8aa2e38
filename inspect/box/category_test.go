package box

import (
	"context"
	"slices"
	"testing"

	"smoothscope/inspect/source"
)

func TestCategoriesAreSortedAndDistinct(t *testing.T) {
	seen := make(map[string]int)
	for c, types := range categories {
		if !slices.IsSorted(types) {
			t.Errorf("category %d is not in byte order: %q", c, types)
		}
		for _, code := range types {
			if other, ok := seen[code]; ok || len(code) != 4 {
				t.Errorf("%q is in categories %d and %d", code, other, c)
			}
			seen[code] = c
		}
	}
}

// A type that is read or looked into has a colour, and is told from a foreign
// file.
func TestEveryDefinitionHasACategory(t *testing.T) {
	for code := range typeTable {
		if categoryOf(code) == Unknown {
			t.Errorf("%s has a definition, but no category", code)
		}
	}
	for _, b := range uuidBoxes {
		if b.name == "" || b.category == Unknown {
			t.Errorf("%s has the name %q and the category %d", b.id, b.name, b.category)
		}
	}
	for id := range uuidTable {
		if knownUUID(id).name == "" {
			t.Errorf("%s has a definition, but no name", id)
		}
	}
}

func TestCategory(t *testing.T) {
	file := []byte("\x00\x00\x00\x08moov\x00\x00\x00\x08trun\x00\x00\x00\x08mfra\x00\x00\x00\x08mdat\x00\x00\x00\x08sinf\x00\x00\x00\x08abcd" +
		"\x00\x00\x00\x18uuid\x6d\x1d\x9b\x05\x42\xd5\x44\xe6\x80\xe2\x14\x1d\xaf\xf7\x57\xb2" +
		"\x00\x00\x00\x18uuid0123456789abcdef" +
		"\x00\x00\x00\x18stsd\x00\x00\x00\x00\x00\x00\x00\x01\x00\x00\x00\x08abcd" +
		"\x00\x00\x00\x10ilst\x00\x00\x00\x08abcd\x00\x00\x00\x00")
	tree, err := Scan(context.Background(), source.Memory("a.mp4", file), Options{})
	if err != nil {
		t.Fatal(err)
	}
	want := []Category{Structure, Time, Index, Media, Protection, Unknown, Time, Unknown, Structure, Media, Structure, Structure, Unknown}
	if tree.Len() != len(want) {
		t.Fatalf("%d nodes, want %d", tree.Len(), len(want))
	}
	for i, c := range want {
		if got := tree.Category(i); got != c {
			t.Errorf("%s is of category %d, want %d", tree.Path(i), got, c)
		}
	}
}
