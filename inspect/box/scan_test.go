package box_test

import (
	"bytes"
	"context"
	"encoding/binary"
	"errors"
	"runtime"
	"slices"
	"strings"
	"testing"
	"time"

	"smoothscope/inspect/box"
	"smoothscope/inspect/source"
	"smoothscope/testdata"
)

func scan(t testing.TB, file []byte) *box.Tree {
	t.Helper()
	tree, err := box.Scan(context.Background(), source.Memory("test.mp4", file), box.Options{})
	if err != nil {
		t.Fatal(err)
	}
	checkTiling(t, tree)
	return tree
}

// checkTiling demands that every byte of the file belongs to a node, and every
// byte of a box with children to its header, its own fields or a child.
func checkTiling(t testing.TB, tree *box.Tree) {
	t.Helper()
	at := int64(0)
	for i := range tree.Roots() {
		if n := tree.Node(i); n.Offset != at || n.Size <= 0 {
			t.Fatalf("%s lies at %d with %d bytes, the one before ends at %d", tree.Path(i), n.Offset, n.Size, at)
		}
		at += tree.Node(i).Size
	}
	if at != tree.Source().Size() {
		t.Fatalf("the top level ends at %d of %d", at, tree.Source().Size())
	}
	for i := range tree.Len() {
		checkChildren(t, tree, i)
	}
}

func checkChildren(t testing.TB, tree *box.Tree, i int) {
	t.Helper()
	n := tree.Node(i)
	from, at := tree.Own(i)
	if from < n.Offset+int64(n.Header) || at < from || at > n.Offset+n.Size {
		t.Fatalf("%s: its own fields are %d to %d", tree.Path(i), from, at)
	}
	for c := range tree.Children(i) {
		child := tree.Node(c)
		if child.Offset != at || child.Size <= 0 || int(child.Parent) != i || child.Depth != n.Depth+1 {
			t.Fatalf("%s: %+v does not begin at %d below node %d", tree.Path(c), child, at, i)
		}
		at += child.Size
	}
	if at != n.Offset+n.Size {
		t.Fatalf("%s: its children end at %d, it ends at %d", tree.Path(i), at, n.Offset+n.Size)
	}
}

// outline is the tree as one line: types and sizes, with children in braces
// and a ! behind what is broken.
func outline(tree *box.Tree, parent int) string {
	var parts []string
	for i := range tree.Children(parent) {
		text := tree.TypeString(i)
		if tree.Fault(i) != nil {
			text += "!"
		}
		if inner := outline(tree, i); inner != "" {
			text += "{" + inner + "}"
		}
		parts = append(parts, text)
	}
	return strings.Join(parts, " ")
}

func expectOutline(t *testing.T, file []byte, want string) *box.Tree {
	t.Helper()
	tree := scan(t, file)
	if got := outline(tree, -1); got != want {
		t.Errorf("found %s, want %s", got, want)
	}
	return tree
}

func be32(v uint32) []byte { return binary.BigEndian.AppendUint32(nil, v) }

// large is a box with a 64-bit size of its own choice.
func large(code string, size uint64, payload []byte) []byte {
	b := append(be32(1), code...)
	return append(binary.BigEndian.AppendUint64(b, size), payload...)
}

func TestSizes(t *testing.T) {
	free := appendBox(nil, "free", []byte("1234"))
	uuid := []byte("0123456789abcdef")
	tests := []struct {
		name, want, faults string
		file               []byte
	}{
		{"32-bit", "free free", "", append(free, free...)},
		{"64-bit", "mdat free", "", append(large("mdat", 20, []byte("abcd")), free...)},
		{"to the end", "free mdat", "", append(free, "\x00\x00\x00\x00mdat and all the rest"...)},
		{"uuid", "uuid free", "", append(appendBox(nil, "uuid", append(uuid, 1)), free...)},
		{"uuid with a 64-bit size", "uuid free", "", append(large("uuid", 36, append(uuid, "abcd"...)), free...)},
		{"uuid without room for its identifier", "uuid! free", "claims 12 bytes", append(appendBox(nil, "uuid", []byte("1234")), free...)},
		{"beyond the end", "free mdat!", "claims 4096 bytes where only 12 are left", append(free, append(be32(4096), "mdat1234"...)...)},
		{"64-bit beyond the end", "free mdat!", "claims 18446744073709551615 bytes where only 16 are left", append(free, large("mdat", 1<<64-1, nil)...)},
		{"64-bit that wraps", "free mdat!", "claims 18446744073709551604 bytes where only 24 are left", append(free, large("mdat", 1<<64-12, []byte("12345678"))...)},
		{"64-bit smaller than its header", "free (gap)!", "claims 15 bytes", append(free, large("mdat", 15, nil)...)},
		{"smaller than its header", "free (gap)!", "claims 7 bytes", append(free, "\x00\x00\x00\x07free"...)},
		{"eight zero bytes", "free (gap)", "", append(free, make([]byte, 64)...)},
		{"eight zero bytes before a box", "free (gap)", "", append(append(free, make([]byte, 8)...), free...)},
		{"zeros too few for a header", "free (gap)", "", append(free, 0, 0, 0, 0)},
		{"a header cut", "free (gap)!", "5 bytes are left", append(free, "\x00\x00\x00\x08f"...)},
		{"a 64-bit header cut", "free (gap)!", "12 bytes are left", append(free, "\x00\x00\x00\x01mdat\x00\x00\x00\x00"...)},
		{"garbage after a box", "free (gap)!", "where only 12 are left", append(free, "\xff\xff\xff\xff\x01\x02\x03\x04\x05\x06\x07\x08"...)},
		{"text", "(gap)!", "where only 20 are left", []byte("hello, this is text\n")},
		{"nothing", "", "", nil},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			tree := expectOutline(t, test.file, test.want)
			got := ""
			for _, f := range tree.Faults() {
				got += f.Error() + "\n"
			}
			if test.faults == "" && got != "" || !strings.Contains(got, test.faults) {
				t.Errorf("faults %q, want %q", got, test.faults)
			}
		})
	}
}

func TestHeaderLengths(t *testing.T) {
	uuid := []byte("0123456789abcdef")
	file := appendBox(nil, "free", nil)
	file = append(file, large("free", 16, nil)...)
	file = appendBox(file, "uuid", uuid)
	file = append(file, large("uuid", 32, uuid)...)
	tree := expectOutline(t, file, "free free uuid uuid")
	for i, want := range []uint8{8, 16, 24, 32} {
		if got := tree.Node(i).Header; got != want {
			t.Errorf("header %d has %d bytes, want %d", i, got, want)
		}
	}
	if id, ok := tree.UUID(3); !ok || id.String() != "30313233-3435-3637-3839-616263646566" {
		t.Errorf("uuid %v %v", id, ok)
	}
	if _, ok := tree.UUID(1); ok {
		t.Error("a free box has an identifier")
	}
}

func TestBrokenChildLeavesSiblings(t *testing.T) {
	trak := append(appendBox(nil, "tkhd", make([]byte, 84)), "\x00\x00\x10\x00mdia\x00\x00\x00\x00\x00\x00\x00\x00"...)
	moov := appendBox(nil, "trak", trak)
	moov = appendBox(moov, "trak", appendBox(nil, "tkhd", make([]byte, 84)))
	file := appendBox(nil, "moov", moov)
	file = appendBox(file, "mdat", []byte("media"))
	tree := expectOutline(t, file, "moov{trak{tkhd mdia!{(gap)}} trak{tkhd}} mdat")
	faults := tree.Faults()
	want := "moov[1]/trak[1]/mdia[1] at 0x6c: claims 4096 bytes where only 16 are left"
	if len(faults) != 1 || faults[0].Error() != want {
		t.Errorf("faults %v, want %s", faults, want)
	}
	if err := tree.Fault(tree.Child(-1, "moov", "trak", "mdia")); err == nil || err.Error() != want {
		t.Errorf("the node's fault is %v, want %s", err, want)
	}
}

func TestSizeZeroInsideABox(t *testing.T) {
	moov := append(appendBox(nil, "free", nil), "\x00\x00\x00\x00trak\x00\x00\x00\x08tkhd"...)
	file := appendBox(appendBox(nil, "moov", moov), "mdat", nil)
	expectOutline(t, file, "moov{free trak!{tkhd}} mdat")
}

func TestDepth(t *testing.T) {
	nested := func(levels int) []byte {
		var file []byte
		for range levels {
			file = appendBox(nil, "moov", file)
		}
		return file
	}
	if tree := scan(t, nested(box.MaxDepth)); tree.Len() != box.MaxDepth || len(tree.Faults()) != 0 {
		t.Errorf("%d levels: %d nodes, faults %v", box.MaxDepth, tree.Len(), tree.Faults())
	}
	tree := scan(t, nested(box.MaxDepth+1))
	faults := tree.Faults()
	if tree.Len() != box.MaxDepth+1 || len(faults) != 1 || !strings.Contains(faults[0].Message, "deeper than 64") {
		t.Errorf("one level more: %d nodes, faults %v", tree.Len(), faults)
	}
}

// 20 000 nested boxes cost other readers hundreds of megabytes.
func TestNested20000(t *testing.T) {
	const levels = 20_000
	file := make([]byte, 0, levels*8)
	for i := range levels {
		file = append(append(file, be32(uint32(8*(levels-i)))...), "moof"...)
	}
	var tree *box.Tree
	if used := allocated(func() { tree = scan(t, file) }); used > 4<<20 {
		t.Errorf("%d bytes for %d levels", used, levels)
	}
	if tree.Len() != box.MaxDepth+1 || len(tree.Faults()) != 1 {
		t.Errorf("%d nodes, %d faults", tree.Len(), len(tree.Faults()))
	}
}

// allocated is how many bytes f allocates.
func allocated(f func()) uint64 {
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	f()
	runtime.ReadMemStats(&after)
	return after.TotalAlloc - before.TotalAlloc
}

func TestTinyBoxes(t *testing.T) {
	const count = 1_500_000
	src := source.Memory("tiny.mp4", bytes.Repeat([]byte("\x00\x00\x00\x08trun"), count))
	var tree *box.Tree
	used := allocated(func() {
		var err error
		if tree, err = box.Scan(context.Background(), src, box.Options{}); err != nil {
			t.Fatal(err)
		}
	})
	if tree.Len() != count {
		t.Fatalf("%d nodes", tree.Len())
	}
	if used > 512<<20 { // all arrays that were outgrown on the way, together
		t.Errorf("%d MB allocated", used>>20)
	}
	last, ok := tree.Find("trun[1500000]")
	if !ok || last != count-1 || tree.Path(last) != "trun[1500000]" || tree.At(src.Size()-1) != last {
		t.Errorf("the last box is %d %v, %s", last, ok, tree.Path(last))
	}
}

func TestMetaWithAndWithoutVersion(t *testing.T) {
	hdlr := appendBox(nil, "hdlr", make([]byte, 25))
	expectOutline(t, appendBox(nil, "meta", append(make([]byte, 4), hdlr...)), "meta{hdlr}")
	expectOutline(t, appendBox(nil, "meta", hdlr), "meta{hdlr}")
}

func TestSampleEntries(t *testing.T) {
	esds := appendBox(nil, "esds", make([]byte, 4))
	audio := func(version byte, more int) []byte {
		fields := make([]byte, 28+more)
		fields[9] = version
		return slices.Concat(fields, esds)
	}
	tests := []struct {
		name, entry, handler, want string
		stsd                       byte
		payload                    []byte
	}{
		{"pictures", "avc1", "", "avc1{avcC}", 0, append(make([]byte, 78), appendBox(nil, "avcC", make([]byte, 4))...)},
		{"sound", "mp4a", "", "mp4a{esds}", 0, audio(0, 0)},
		{"QuickTime sound, version 1", "mp4a", "", "mp4a{esds}", 0, audio(1, 16)},
		{"QuickTime sound, version 2", "mp4a", "", "mp4a{esds}", 0, audio(2, 36)},
		{"ISO sound, version 1", "mp4a", "", "mp4a{esds}", 1, audio(1, 0)},
		{"an unknown type of sound", "abcd", "soun", "abcd{esds}", 0, audio(0, 0)},
		{"sound with bare data", "owma", "soun", "owma", 0, append(make([]byte, 28), "\x61\x01\x02\x00\x44\xac\x00\x00\x00\x7d"...)},
		{"pictures of an unknown type", "abcd", "vide", "abcd{pasp}", 0, append(make([]byte, 78), appendBox(nil, "pasp", make([]byte, 8))...)},
		{"captions with strings", "stpp", "", "stpp{btrt}", 0, append([]byte("\x00\x00\x00\x00\x00\x00\x00\x01ns\x00\x00mime\x00"), appendBox(nil, "btrt", make([]byte, 12))...)},
		{"strings without an end", "stpp", "", "stpp", 0, []byte("\x00\x00\x00\x00\x00\x00\x00\x01http://www.w3.org/ns/ttml")},
		{"WebVTT", "wvtt", "", "wvtt{vttC}", 0, append(make([]byte, 8), appendBox(nil, "vttC", []byte("WEBVTT"))...)},
		{"a cut entry", "avc1", "", "avc1", 0, make([]byte, 10)},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			stsd := appendBox(append([]byte{test.stsd, 0, 0, 0}, be32(1)...), test.entry, test.payload)
			mdia, want := []byte(nil), "stsd{"+test.want+"}"
			if test.handler != "" {
				mdia = appendBox(nil, "hdlr", append(make([]byte, 8), test.handler+"\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00"...))
				want = "hdlr " + want
			}
			expectOutline(t, appendBox(nil, "mdia", appendBox(mdia, "stsd", stsd)), "mdia{"+want+"}")
		})
	}
}

func TestPathAndFind(t *testing.T) {
	trak := appendBox(nil, "trak", appendBox(nil, "tkhd", make([]byte, 84)))
	moov := append(append(appendBox(nil, "mvhd", make([]byte, 100)), trak...), trak...)
	moov = appendBox(moov, "a/b[", nil)
	moov = appendBox(moov, "\xa9x\x00\x7f", nil)
	moov = append(appendBox(moov, "uuid", []byte("0123456789abcdef")), 0, 0, 0, 0)
	tree := scan(t, appendBox(appendBox(nil, "free", nil), "moov", moov))
	for i := range tree.Len() {
		if found, ok := tree.Find(tree.Path(i)); !ok || found != i {
			t.Errorf("%s is node %d, found as %d %v", tree.Path(i), i, found, ok)
		}
	}
	for path, want := range map[string]int{
		"moov": 1, "moov[1]/trak[2]": 5, "moov/trak/tkhd": 4, "moov[1]/trak[2]/tkhd[1]": 6,
		"moov[1]/a/b[[1]": 7, `moov[1]/\xa9x\x00\x7f[1]`: 8, "moov[1]/uuid[1]": 9, "moov[1]/(gap)[1]": 10,
	} {
		if got, ok := tree.Find(path); !ok || got != want {
			t.Errorf("%s is node %d %v, want %d", path, got, ok, want)
		}
	}
	for _, path := range []string{"", "/", "moov[2]", "moov[0]", "moov[1]/", "moov[1]/trak[3]", "moov[1]x", "nope", "moov[", "moov/"} {
		if got, ok := tree.Find(path); ok {
			t.Errorf("%q is node %d, want none", path, got)
		}
	}
}

func TestAt(t *testing.T) {
	tree := scan(t, appendBox(appendBox(nil, "free", nil), "moov", appendBox(nil, "trak", appendBox(nil, "tkhd", make([]byte, 84)))))
	for off, want := range map[int64]int{-1: -1, 0: 0, 7: 0, 8: 1, 15: 1, 16: 2, 24: 3, 115: 3, 116: -1} {
		if got := tree.At(off); got != want {
			t.Errorf("byte %d is in node %d, want %d", off, got, want)
		}
	}
}

func TestCancelledScan(t *testing.T) {
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	tree, err := box.Scan(ctx, source.Memory("a.mp4", appendBox(nil, "free", nil)), box.Options{})
	if !errors.Is(err, context.Canceled) || tree == nil {
		t.Errorf("tree %v, error %v", tree, err)
	}
}

// broken fails every read behind a place.
type broken struct {
	source.Source
	from int64
}

var errBroken = errors.New("the disk is gone")

func (b broken) ReadAt(p []byte, off int64) (int, error) {
	if off+int64(len(p)) > b.from {
		return 0, errBroken
	}
	return b.Source.ReadAt(p, off)
}

func TestUnreadableSource(t *testing.T) {
	file := appendBox(appendBox(nil, "mdat", make([]byte, 9000)), "mdat", make([]byte, 9000))
	tree, err := box.Scan(context.Background(), broken{source.Memory("a.mp4", file), 8000}, box.Options{})
	if !errors.Is(err, errBroken) || !strings.Contains(err.Error(), "a.mp4") {
		t.Errorf("error %v", err)
	}
	if got := outline(tree, -1); got != "mdat (gap)!" {
		t.Errorf("found %s", got)
	}
}

func TestScanDoesNotReadMediaData(t *testing.T) {
	const media = 64 << 20
	file := appendBox(appendBox(nil, "ftyp", []byte("isom\x00\x00\x00\x00")), "mdat", make([]byte, media))
	file = appendBox(file, "moov", nil)
	counted := source.Counting(source.Memory("a.mp4", file))
	if _, err := box.Scan(context.Background(), counted, box.Options{}); err != nil {
		t.Fatal(err)
	}
	if counted.Bytes() > 16<<10 || counted.Reads() > 3 {
		t.Errorf("%d bytes in %d reads", counted.Bytes(), counted.Reads())
	}
}

// slow waits before each read, as a far server does.
type slow struct {
	source.Source
	wait func()
}

func (s slow) ReadAt(p []byte, off int64) (int, error) {
	s.wait()
	return s.Source.ReadAt(p, off)
}

func TestSnapshots(t *testing.T) {
	src := hourOfFragments()
	sizes := []int{}
	var early *box.Tree
	reads := 0
	tree, err := box.Scan(context.Background(), slow{src, func() {
		if reads++; reads%200 == 0 {
			pause()
		}
	}}, box.Options{Snapshot: func(s *box.Tree) {
		if early == nil {
			early = s
		}
		sizes = append(sizes, s.Len())
		if s.Node(s.Len()-1).Depth == 0 && s.Path(s.Len()-1) == "" {
			t.Error("a node of a snapshot has no path")
		}
	}})
	if err != nil {
		t.Fatal(err)
	}
	if len(sizes) < 2 || sizes[0] == 0 || sizes[0] >= tree.Len() {
		t.Fatalf("snapshots of %v nodes, %d in the end", sizes, tree.Len())
	}
	for i := range early.Len() {
		if early.Node(i) != tree.Node(i) {
			t.Fatalf("node %d was %+v early and is %+v", i, early.Node(i), tree.Node(i))
		}
	}
}

func TestCorpus(t *testing.T) {
	files := testdata.CorpusFiles(t)
	for _, path := range files {
		tree := scanned(t, path)
		checkTiling(t, tree)
		for i := range tree.Len() {
			if found, ok := tree.Find(tree.Path(i)); i%97 == 0 && (!ok || found != i) {
				t.Errorf("%s: %s is not found", path, tree.Path(i))
			}
			tree.Summary(i)
			tree.Category(i)
		}
	}
	if len(files) < 400 {
		t.Errorf("%d files", len(files))
	}
}

func pause() { time.Sleep(15 * time.Millisecond) }
