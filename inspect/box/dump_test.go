package box_test

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"os"
	"strings"
	"testing"

	"smoothscope/inspect/box"
	"smoothscope/inspect/source"
	"smoothscope/testdata"
)

// jsonDoc is the document that scripts read.
type jsonDoc struct {
	File   string      `json:"file"`
	Size   int64       `json:"size"`
	Boxes  []jsonBox   `json:"boxes"`
	Errors []jsonFault `json:"errors"`
}

type jsonFault struct {
	Offset  int64  `json:"offset"`
	Path    string `json:"path"`
	Message string `json:"message"`
}

type jsonBox struct {
	Type       string      `json:"type"`
	UUID       string      `json:"uuid"`
	Name       string      `json:"name"`
	Path       string      `json:"path"`
	Offset     int64       `json:"offset"`
	HeaderSize int64       `json:"headerSize"`
	Size       int64       `json:"size"`
	Version    *uint8      `json:"version"`
	Flags      *uint32     `json:"flags"`
	Fields     []jsonField `json:"fields"`
	Children   []jsonBox   `json:"children"`
	Error      string      `json:"error"`
}

type jsonField struct {
	Name      string      `json:"name"`
	Value     any         `json:"value"`
	Text      string      `json:"text"`
	BitOffset int64       `json:"bitOffset"`
	BitLength int64       `json:"bitLength"`
	Items     []jsonField `json:"items"`
	Omitted   int64       `json:"omitted"`
	Little    bool        `json:"littleEndian"`
	Error     string      `json:"error"`
}

// dumpJSON writes a tree and reads it back; unknown keys and trailing text are
// not allowed.
func dumpJSON(t testing.TB, tree *box.Tree, o box.DumpOptions) (jsonDoc, []byte) {
	t.Helper()
	var out bytes.Buffer
	damage, err := tree.WriteJSON(context.Background(), &out, o)
	if err != nil {
		t.Fatal(err)
	}
	decoder := json.NewDecoder(bytes.NewReader(out.Bytes()))
	decoder.DisallowUnknownFields()
	decoder.UseNumber()
	var doc jsonDoc
	if err := decoder.Decode(&doc); err != nil {
		t.Fatalf("%s: not the document that scripts expect: %v", tree.Source().Name(), err)
	}
	if decoder.More() || doc.Boxes == nil || doc.Errors == nil || damage.Count != len(doc.Errors) {
		t.Fatalf("%s: boxes %v, errors %v, damage %d", tree.Source().Name(), doc.Boxes != nil, doc.Errors, damage.Count)
	}
	return doc, out.Bytes()
}

// sameBoxes demands that the document has the nodes of the tree.
func sameBoxes(t testing.TB, tree *box.Tree, parent int, boxes []jsonBox) {
	t.Helper()
	at := 0
	for i := range tree.Children(parent) {
		if at >= len(boxes) {
			t.Fatalf("%s is not written", tree.Path(i))
		}
		b, n := boxes[at], tree.Node(i)
		at++
		if b.Type != tree.TypeString(i) || b.Offset != n.Offset || b.Size != n.Size || b.HeaderSize != int64(n.Header) {
			t.Fatalf("node %d is %+v, written as %+v", i, n, b)
		}
		if n.Parent < 0 && b.Path != tree.Path(i) { // deeper ones are asked by TestDumpPaths
			t.Fatalf("%s is written as %s", tree.Path(i), b.Path)
		}
		if (b.Error != "") != (tree.Fault(i) != nil || tree.Fields(i).Err != nil) {
			t.Fatalf("%s: error %q", b.Path, b.Error)
		}
		sameBoxes(t, tree, i, b.Children)
	}
	if at != len(boxes) {
		t.Fatalf("%d boxes too many are written", len(boxes)-at)
	}
}

func TestDumpCorpus(t *testing.T) {
	for _, path := range testdata.CorpusFiles(t) {
		tree := scanned(t, path)
		doc, _ := dumpJSON(t, tree, box.DumpOptions{Root: -1, Fields: true})
		if doc.File != path || doc.Size != tree.Source().Size() {
			t.Errorf("file %q of %d bytes", doc.File, doc.Size)
		}
		sameBoxes(t, tree, -1, doc.Boxes)
	}
}

func ladder(t testing.TB, name string) *box.Tree {
	t.Helper()
	return scanned(t, testdata.Path(t, "ladder", name))
}

// scanned is the boxes of a file, which stays open until the test ends.
func scanned(t testing.TB, path string) *box.Tree {
	t.Helper()
	src, err := source.OpenFile(path)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := src.Close(); err != nil {
			t.Error(err)
		}
	})
	tree, err := box.Scan(context.Background(), src, box.Options{})
	if err != nil {
		t.Fatal(err)
	}
	return tree
}

func TestDumpPaths(t *testing.T) {
	tree := ladder(t, "v_40.ismv")
	doc, _ := dumpJSON(t, tree, box.DumpOptions{Root: -1})
	count := 0
	var walk func(boxes []jsonBox)
	walk = func(boxes []jsonBox) {
		for _, b := range boxes {
			if want := tree.Path(count); b.Path != want {
				t.Errorf("node %d is at %s, want %s", count, b.Path, want)
			}
			count++
			walk(b.Children)
		}
	}
	walk(doc.Boxes)
	if count != tree.Len() {
		t.Errorf("%d of %d boxes", count, tree.Len())
	}
}

func TestDumpDepthAndPath(t *testing.T) {
	tree := ladder(t, "v_40.ismv")
	whole, _ := dumpJSON(t, tree, box.DumpOptions{Root: -1, Depth: 1})
	for _, b := range whole.Boxes {
		if len(b.Children) != 0 {
			t.Errorf("%s has children at depth 1", b.Path)
		}
	}
	i, ok := tree.Find("moof[2]/traf[1]")
	if !ok {
		t.Fatal("no second fragment")
	}
	part, _ := dumpJSON(t, tree, box.DumpOptions{Root: i, Depth: 2})
	if len(part.Boxes) != 1 || part.Boxes[0].Path != "moof[2]/traf[1]" || len(part.Boxes[0].Children) != 3 {
		t.Errorf("part %+v", part.Boxes)
	}
	if tfxd := part.Boxes[0].Children[2]; tfxd.Name != "tfxd" || tfxd.UUID != "6d1d9b05-42d5-44e6-80e2-141daff757b2" || *tfxd.Version != 1 {
		t.Errorf("tfxd %+v", tfxd)
	}
}

func TestDumpCutsLongArrays(t *testing.T) {
	var entries []byte
	for i := range uint32(1000) {
		entries = append(entries, be32(i)...)
	}
	tree := scan(t, appendBox(nil, "stss", append(append(make([]byte, 4), be32(1000)...), entries...)))
	for _, all := range []bool{false, true} {
		doc, _ := dumpJSON(t, tree, box.DumpOptions{Root: -1, Fields: true, All: all})
		fields := doc.Boxes[0].Fields
		list := fields[len(fields)-1]
		if int64(len(list.Items))+list.Omitted != 1000 || (list.Omitted == 0) != all {
			t.Errorf("all %v: %d items, %d omitted", all, len(list.Items), list.Omitted)
		}
	}
}

// Every box of a file may be broken: writing must not ask all siblings of each.
func TestDumpOfManyBrokenBoxes(t *testing.T) {
	const count = 30_000
	tree := scan(t, bytes.Repeat([]byte("\x00\x00\x00\x09trun\x00"), count))
	doc, _ := dumpJSON(t, tree, box.DumpOptions{Root: -1, Depth: 1})
	if len(doc.Errors) != count || doc.Errors[count-1].Path != "trun[30000]" || doc.Errors[1].Offset != 9 {
		t.Errorf("%d errors, the last %+v", len(doc.Errors), doc.Errors[len(doc.Errors)-1])
	}
}

func TestDumpStopsWithItsContext(t *testing.T) {
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	tree := ladder(t, "v_20.ismv")
	var out bytes.Buffer
	if _, err := tree.WriteJSON(ctx, &out, box.DumpOptions{Root: -1}); !errors.Is(err, context.Canceled) {
		t.Errorf("JSON: %v", err)
	}
	if !json.Valid(out.Bytes()) {
		t.Errorf("an interrupted document is none: %s", out.Bytes())
	}
	if _, err := tree.WriteText(ctx, &out, box.DumpOptions{Root: -1}); !errors.Is(err, context.Canceled) {
		t.Errorf("text: %v", err)
	}
}

// full is a disk that is full.
type full struct{}

func (full) Write([]byte) (int, error) { return 0, os.ErrClosed }

func TestDumpToAFullDisk(t *testing.T) {
	tree := ladder(t, "v_20.ismv")
	if _, err := tree.WriteJSON(context.Background(), full{}, box.DumpOptions{Root: -1}); err == nil {
		t.Error("JSON: no error")
	}
	if _, err := tree.WriteText(context.Background(), full{}, box.DumpOptions{Root: -1}); err == nil {
		t.Error("text: no error")
	}
}

// What a person sees of each fixture.
func TestTranscripts(t *testing.T) {
	for _, name := range []string{"v_20.ismv", "v_40.ismv", "v_80.ismv", "a_eng0.isma"} {
		t.Run(name, func(t *testing.T) {
			tree := ladder(t, name)
			var out bytes.Buffer
			if _, err := tree.WriteText(context.Background(), &out, box.DumpOptions{Root: -1, Fields: true}); err != nil {
				t.Fatal(err)
			}
			testdata.Golden(t, "boxes/"+name+".txt", out.Bytes())
		})
	}
}

func TestSummaries(t *testing.T) {
	tree := ladder(t, "v_40.ismv")
	for path, want := range map[string]string{
		"ftyp":                "isml, piff",
		"moov":                "1 track",
		"moov/trak":           "track 1 · vide",
		"moof[2]":             "2 · 2.000 s",
		"moof[2]/traf/trun":   "50 samples",
		"moof[2]/traf/uuid":   "2.000 s + 2.000 s",
		"mdat[2]":             "50 samples",
		"mfra/tfra":           "4 entries",
		"moof[2]/mfhd":        "",
		"moov/trak/mdia/hdlr": "vide",
		"moov/trak/mdia/mdhd": "10000000 ticks/s · und",
		"moov/udta/meta/hdlr": "mdir",
	} {
		i, ok := tree.Find(path)
		if got := tree.Summary(i); !ok || got != want {
			t.Errorf("%s: %q, want %q", path, got, want)
		}
	}
}

func TestSummaryOfAGap(t *testing.T) {
	tree := scan(t, append(appendBox(nil, "mdat", nil), make([]byte, 9)...))
	if got := tree.Summary(1); !strings.Contains(got, "no box") {
		t.Errorf("%q", got)
	}
	if got := tree.Summary(0); got != "" {
		t.Errorf("an mdat without a moof: %q", got)
	}
}
