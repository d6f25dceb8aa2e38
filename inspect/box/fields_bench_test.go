package box

import (
	"encoding/binary"
	"testing"

	"smoothscope/inspect/source"
)

// box is a box with its header; codes of 16 bytes make a uuid box.
func box(code string, parts ...[]byte) []byte {
	b := []byte{0, 0, 0, 0}
	if len(code) == 16 {
		b = append(b, "uuid"...)
	}
	b = append(b, code...)
	for _, p := range parts {
		b = append(b, p...)
	}
	binary.BigEndian.PutUint32(b, uint32(len(b)))
	return b
}

func u32(values ...uint32) (b []byte) {
	for _, v := range values {
		b = binary.BigEndian.AppendUint32(b, v)
	}
	return b
}

func u64(values ...uint64) (b []byte) {
	for _, v := range values {
		b = binary.BigEndian.AppendUint64(b, v)
	}
	return b
}

func scan(t testing.TB, b []byte) *Tree {
	t.Helper()
	tree, err := Scan(t.Context(), source.Memory("test", b), Options{})
	if err != nil {
		t.Fatal(err)
	}
	return tree
}

// longFile is a file of count fragments of 50 samples each, as an encoder
// writes them, with mdats of no bytes.
func longFile(count int) []byte {
	b := box("ftyp", []byte("isml"), u32(1), []byte("piffiso2"))
	mdhd := box("mdhd", u32(0, 0, 0, 10_000_000, 0, 0x55c40000))
	trak := box("trak", box("tkhd", u32(7, 0, 0, 1, 0, 0), make([]byte, 60)), box("mdia", mdhd))
	b = append(b, box("moov", trak)...)
	samples := make([]byte, 0, 400)
	for i := range uint32(50) {
		samples = append(samples, u32(400_000, 100+i)...)
	}
	for i := range count {
		time := u64(uint64(i)*20_000_000, 20_000_000)
		b = append(b, box("moof",
			box("mfhd", u32(0, uint32(i))),
			box("traf",
				box("tfhd", u32(0x20, 1, 0x01010000)),
				box("trun", u32(0x01000305, 50, 528, 0x02000000), samples),
				box(string(smoothTfxd[:]), u32(0x01000000), time)))...)
		b = append(b, box("mdat")...)
	}
	return b
}

func BenchmarkFields(b *testing.B) {
	tree := scan(b, longFile(3600))
	b.Run("decoder", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			decoder := NewDecoder(tree)
			for i := range tree.Len() {
				decoder.Fields(i)
			}
		}
	})
	b.Run("every row", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			benchmarkRows(tree)
		}
	})
	b.Run("one by one with notes", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			for i := range tree.Len() {
				tree.Fields(i)
			}
		}
	})
}

func benchmarkRows(tree *Tree) (sum uint64) {
	decoder := NewDecoder(tree)
	for i := range tree.Len() {
		table := decoder.Fields(i).Table("sample")
		for row := range table.Count() {
			for col := range table.Columns {
				sum += table.Uint(row, col)
			}
		}
	}
	return sum
}
