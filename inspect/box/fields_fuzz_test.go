package box

import (
	"testing"

	"smoothscope/inspect/source"
)

// Whatever the bytes are: no panic, fields that tile their box, and rows that
// lie inside the file.
func FuzzFields(f *testing.F) {
	for _, b := range hostile {
		if len(b) < 1<<12 {
			f.Add(b)
		}
	}
	for _, v := range vectors {
		f.Add(box(typeBytes(f, v.code), unhex(f, v.raw)))
	}
	f.Add(longFile(1))
	f.Fuzz(func(t *testing.T, b []byte) {
		tree, err := Scan(t.Context(), source.Memory("fuzz", b), Options{})
		if err != nil {
			return
		}
		for i := range tree.Len() {
			checkTiles(t, tree, i)
			fields := tree.Fields(i).Fields
			for k := range fields {
				checkRows(t, fields[k].Rows, int64(len(b))*8)
				fields[k].Value()
			}
		}
	})
}

func checkRows(t *testing.T, table *Table, end int64) {
	if table.Count() == 0 {
		return
	}
	if uint64(table.Count()) > table.Claimed {
		t.Errorf("%s has %d rows and claims %d", table.Name, table.Count(), table.Claimed)
	}
	for _, f := range table.Row(table.Count() - 1) {
		if f.Err != nil || f.Bit+f.Bits > end {
			t.Errorf("%s of the last row ends at bit %d of %d: %v", f.Name, f.Bit+f.Bits, end, f.Err)
		}
	}
}
