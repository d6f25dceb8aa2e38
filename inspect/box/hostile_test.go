package box_test

import (
	"context"
	"io"
	"testing"

	"smoothscope/inspect/box"
	"smoothscope/inspect/source"
	"smoothscope/testdata"
)

// hostile files are small and claim much. Other readers take all memory, loop
// for ever or fall over on them.
func hostile() map[string][]byte {
	fragment := func(code string, payload []byte) []byte {
		return appendBox(nil, "moof", appendBox(nil, "traf", appendBox(nil, code, payload)))
	}
	nested := func(code string, levels int) []byte {
		var file []byte
		for i := range levels {
			file = append(append(file, be32(uint32(8*(levels-i)))...), code...)
		}
		return file
	}
	return map[string][]byte{
		"trun of rows without bytes":    fragment("trun", append(make([]byte, 4), 0xff, 0xff, 0xff, 0xff)),
		"trun of 44 bytes":              append(be32(1032), append([]byte("moof\x00\x00\x00\x18traf\x00\x00\x00\x10trun"), append(make([]byte, 4), 0xff, 0xff, 0xff, 0xff)...)...),
		"trun of more rows than fit":    fragment("trun", append([]byte{0, 0, 1, 0}, 0xff, 0xff, 0xff, 0xff, 0, 0, 0, 1)),
		"sgpd with entries of 2^29":     appendBox(nil, "sgpd", append(append([]byte("\x01\x00\x00\x00roll"), be32(1<<29)...), append(be32(1), 0, 1)...)),
		"stsz of 2^32-1 samples":        appendBox(nil, "stsz", append(make([]byte, 8), 0xff, 0xff, 0xff, 0xff)),
		"esds whose text goes on":       appendBox(nil, "esds", append(make([]byte, 4), 3, 0xff, 0xff, 0xff, 0x7f, 0, 1, 0x40, 0xff)),
		"emsg without an end of text":   appendBox(nil, "emsg", append(make([]byte, 4), "urn:scte"...)),
		"keys of negative size":         appendBox(nil, "meta", appendBox(make([]byte, 4), "keys", append(append(make([]byte, 4), be32(1<<31)...), 0xff, 0xff, 0xff, 0xf0, 'm', 'd', 't', 'a'))),
		"64-bit sizes that wrap":        append(large("moof", 1<<64-16, nil), large("moof", 1<<63+8, nil)...),
		"moof nested 20000 times":       nested("moof", 20_000),
		"uuid boxes of a byte too few":  appendBox(nil, "moov", appendBox(appendBox(nil, "uuid", make([]byte, 15)), "uuid", make([]byte, 15))),
		"eight zero bytes in each box":  appendBox(nil, "moov", appendBox(make([]byte, 8), "trak", make([]byte, 8))),
		"senc whose samples do not fit": fragment("senc", append([]byte{0, 0, 0, 2}, 0x7f, 0xff, 0xff, 0xff, 1, 2, 3)),
		"pssh whose data do not fit":    appendBox(nil, "pssh", append(make([]byte, 20), 0x7f, 0xff, 0xff, 0xff)),
		"hvcC of many empty arrays":     appendBox(nil, "hvcC", append(make([]byte, 22), 0xff, 0xa0, 0xff, 0xff)),
	}
}

// On each hostile file the nodes still tile it, and looking at everything
// takes little memory.
func TestHostile(t *testing.T) {
	for name, file := range hostile() {
		t.Run(name, func(t *testing.T) {
			used := allocated(func() { lookAtEverything(t, file) })
			if used > 24<<20 {
				t.Errorf("%d bytes allocated for a file of %d", used, len(file))
			}
		})
	}
}

// lookAtEverything asks a tree of file all that the program ever asks.
func lookAtEverything(t testing.TB, file []byte) {
	t.Helper()
	tree := scan(t, file)
	for i := range tree.Len() {
		tree.Summary(i)
		tree.Category(i)
		tree.Name(i)
		if path := tree.Path(i); i < 200 {
			if found, ok := tree.Find(path); !ok || found != i {
				t.Errorf("%s is node %d, found as %d %v", path, i, found, ok)
			}
		}
	}
	if _, err := tree.WriteText(context.Background(), io.Discard, box.DumpOptions{Root: -1, Fields: true, All: true}); err != nil {
		t.Error(err)
	}
	doc, _ := dumpJSON(t, tree, box.DumpOptions{Root: -1, Fields: true})
	sameBoxes(t, tree, -1, doc.Boxes)
}

func TestForeign(t *testing.T) {
	for name, test := range map[string]struct {
		file    string
		foreign bool
	}{
		"nothing":        {"", true},
		"text":           {"hello, this is a text file\n", true},
		"XML":            {`<?xml version="1.0" encoding="utf-8"?><smil/>`, true},
		"UTF-16":         {"\xff\xfe<\x00?\x00x\x00m\x00l\x00", true},
		"zeros":          {string(make([]byte, 100)), true},
		"a picture":      {"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR", true},
		"a small box":    {"\x00\x00\x00\x08abcd", false},
		"a cut file":     {"\x00\x00\x00\x18ftypisom", false},
		"one broken box": {"\x00\x00\x10\x00moof\x00\x00\x00\x08traf", false},
	} {
		t.Run(name, func(t *testing.T) {
			if got := scan(t, []byte(test.file)).Foreign(); got != test.foreign {
				t.Errorf("foreign %v, want %v", got, test.foreign)
			}
		})
	}
}

// FuzzScan looks for a file that the scan or a definition falls over on, or
// whose nodes or fields leave a byte out.
func FuzzScan(f *testing.F) {
	for _, file := range hostile() {
		if len(file) < 1<<12 {
			f.Add(file)
		}
	}
	for _, name := range []string{"v_20.ismv", "a_eng0.isma"} {
		f.Add(headOf(f, name, 2000))
	}
	f.Fuzz(func(t *testing.T, file []byte) {
		if len(file) > 1<<16 {
			return
		}
		tree := scan(t, file)
		for i := range tree.Len() {
			checkFields(t, tree, i)
		}
		lookAtEverything(t, file)
	})
}

// headOf is the first bytes of a fixture.
func headOf(t testing.TB, name string, n int64) []byte {
	t.Helper()
	src, err := source.OpenFile(testdata.Path(t, "ladder", name))
	if err != nil {
		t.Fatal(err)
	}
	defer src.Close()
	head, err := source.ReadRange(src, 0, n, n)
	if err != nil {
		t.Fatal(err)
	}
	return head
}
