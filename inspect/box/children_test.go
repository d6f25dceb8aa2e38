package box_test

import (
	"bytes"
	"context"
	"os"
	"slices"
	"testing"

	"github.com/abema/go-mp4"

	"smoothscope/inspect/box"
	"smoothscope/inspect/source"
	"smoothscope/testdata"
)

func TestContainers(t *testing.T) {
	free := appendBox(nil, "free", nil)
	with := func(n int) []byte { return append(make([]byte, n), free...) }
	tests := []struct {
		name, want string
		file       []byte
	}{
		{"dref", "dref{free}", appendBox(nil, "dref", with(8))},
		{"trep", "trep{free}", appendBox(nil, "trep", with(8))},
		{"iref", "iref{free}", appendBox(nil, "iref", with(4))},
		{"ipro", "ipro{free}", appendBox(nil, "ipro", with(6))},
		{"iinf of version 0", "iinf{free}", appendBox(nil, "iinf", with(6))},
		{"iinf of version 1", "iinf{free}", appendBox(nil, "iinf", append([]byte{1}, with(7)...))},
		{"srpp", "srpp{free}", appendBox(nil, "srpp", with(20))},
		{"wave with its terminator", `wave{free \x00\x00\x00\x00}`, appendBox(nil, "wave", append(with(0), "\x00\x00\x00\x08\x00\x00\x00\x00"...))},
		{"an item of any type", "ilst{abcd{free}}", appendBox(nil, "ilst", appendBox(nil, "abcd", free))},
		{"a reference of any type", "tref{trak}", appendBox(nil, "tref", appendBox(nil, "trak", free))},
		{"tmcd of gmhd", "gmhd{gmin tmcd{free}}", appendBox(nil, "gmhd", appendBox(appendBox(nil, "gmin", free), "tmcd", free))},
		{"user data with its terminator", "udta{free (gap)}", appendBox(nil, "udta", append(with(0), 0, 0, 0, 0))},
		{"a container with nothing in it", "moov", appendBox(nil, "moov", nil)},
		{"a container that is too short", "dref", appendBox(nil, "dref", make([]byte, 5))},
		{"a leaf", "mdat", appendBox(nil, "mdat", free)},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) { expectOutline(t, test.file, test.want) })
	}
}

// TestChildrenAgainstGoMP4 compares the children of every container that
// go-mp4 knows, in all files whose headers are sound: it may loop on others.
func TestChildrenAgainstGoMP4(t *testing.T) {
	compared := 0
	for _, path := range testdata.CorpusFiles(t) {
		file, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		tree, err := box.Scan(context.Background(), source.Memory(path, file), box.Options{})
		if err != nil {
			t.Fatal(err)
		}
		if !tree.Foreign() && len(tree.Faults()) == 0 {
			compared += compareChildren(t, tree, file)
		}
	}
	if compared < 10_000 {
		t.Errorf("%d boxes compared", compared)
	}
}

func compareChildren(t *testing.T, tree *box.Tree, file []byte) (compared int) {
	t.Helper()
	defer func() {
		if cause := recover(); cause != nil {
			t.Logf("%s: go-mp4 fell over: %v", tree.Source().Name(), cause)
		}
	}()
	_, err := mp4.ReadBoxStructure(bytes.NewReader(file), func(h *mp4.ReadHandle) (any, error) {
		i := nodeAt(tree, int64(h.BoxInfo.Offset), string(h.BoxInfo.Type[:]))
		if i < 0 {
			t.Errorf("%s: go-mp4 finds %v at 0x%x", tree.Source().Name(), h.Path, h.BoxInfo.Offset)
			return nil, nil
		}
		if n := tree.Node(i); uint64(n.Size) != h.BoxInfo.Size && h.BoxInfo.Size != 0 {
			t.Errorf("%s: %s has %d bytes, for go-mp4 %d", tree.Source().Name(), tree.Path(i), n.Size, h.BoxInfo.Size)
		}
		compared++
		numbered := tree.Node(i).Type[0] == 0 // an item of ilst, which go-mp4 reads as fields
		if children(tree, i) == 0 || numbered || !h.BoxInfo.IsSupportedType() {
			return nil, nil
		}
		found, err := h.Expand()
		if err == nil && len(found) != children(tree, i) {
			t.Errorf("%s: %s has %d children, for go-mp4 %d", tree.Source().Name(), tree.Path(i), children(tree, i), len(found))
		}
		return nil, nil
	})
	if err != nil {
		t.Logf("%s: go-mp4 gave up: %v", tree.Source().Name(), err)
	}
	return compared
}

// nodeAt is the box of that type whose header begins at off.
func nodeAt(tree *box.Tree, off int64, code string) int {
	for i := tree.At(off); i >= 0; i = tree.Parent(i) {
		if n := tree.Node(i); n.Offset == off && string(n.Type[:]) == code {
			return i
		}
	}
	return -1
}

// children counts the boxes in node i, gaps not among them.
func children(tree *box.Tree, i int) int {
	all := slices.Collect(tree.Children(i))
	return len(slices.DeleteFunc(all, func(c int) bool { return tree.Node(c).Gap }))
}
