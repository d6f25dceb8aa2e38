package box_test

import (
	"context"
	"encoding/binary"
	"io"
	"testing"

	"smoothscope/inspect/box"
	"smoothscope/inspect/source"
)

// An hour of one-second fragments: what Scan and the dumps cost on it.

func BenchmarkScan(b *testing.B) {
	src := hourOfFragments()
	b.SetBytes(src.Size())
	for b.Loop() {
		tree, err := box.Scan(context.Background(), src, box.Options{})
		if err != nil || tree.Len() != 3600*7+1 {
			b.Fatal(tree.Len(), err)
		}
	}
}

func BenchmarkDumpText(b *testing.B) { benchmarkDump(b, (*box.Tree).WriteText, false) }
func BenchmarkDumpJSON(b *testing.B) { benchmarkDump(b, (*box.Tree).WriteJSON, false) }
func BenchmarkDumpFields(b *testing.B) {
	benchmarkDump(b, (*box.Tree).WriteJSON, true)
}

func benchmarkDump(b *testing.B, write func(*box.Tree, context.Context, io.Writer, box.DumpOptions) (box.Damage, error), fields bool) {
	tree, err := box.Scan(context.Background(), hourOfFragments(), box.Options{})
	if err != nil {
		b.Fatal(err)
	}
	b.ReportAllocs()
	for b.Loop() {
		damage, err := write(tree, context.Background(), io.Discard, box.DumpOptions{Root: -1, Fields: fields})
		if err != nil || damage.Count != 0 {
			b.Fatal(damage, err)
		}
	}
}

// hourOfFragments is 3600 fragments with little media data.
func hourOfFragments() source.Source {
	file := appendBox(nil, "ftyp", []byte("isml\x00\x00\x02\x00isml"))
	for i := range uint32(3600) {
		trun := binary.BigEndian.AppendUint32([]byte{1, 0, 3, 1}, 25)
		trun = binary.BigEndian.AppendUint32(trun, 300)
		for range 25 {
			trun = append(trun, 0, 6, 0x1a, 0x80, 0, 0, 0x10, 0)
		}
		tfxd := append([]byte("\x6d\x1d\x9b\x05\x42\xd5\x44\xe6\x80\xe2\x14\x1d\xaf\xf7\x57\xb2"), 1, 0, 0, 0)
		tfxd = binary.BigEndian.AppendUint64(tfxd, uint64(i)*10_000_000)
		tfxd = binary.BigEndian.AppendUint64(tfxd, 10_000_000)
		traf := appendBox(nil, "tfhd", []byte{0, 0, 0, 0, 0, 0, 0, 1})
		traf = appendBox(traf, "trun", trun)
		traf = appendBox(traf, "uuid", tfxd)
		moof := appendBox(nil, "mfhd", binary.BigEndian.AppendUint32(make([]byte, 4), i+1))
		moof = appendBox(moof, "traf", traf)
		file = appendBox(file, "moof", moof)
		file = appendBox(file, "mdat", make([]byte, 8000))
	}
	return source.Memory("hour.ismv", file)
}

func appendBox(b []byte, code string, payload []byte) []byte {
	b = binary.BigEndian.AppendUint32(b, uint32(8+len(payload)))
	b = append(b, code...)
	return append(b, payload...)
}
