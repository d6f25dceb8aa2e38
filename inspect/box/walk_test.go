package box_test

import (
	"context"
	"math/big"
	"os"
	"testing"

	"smoothscope/inspect/box"
	"smoothscope/inspect/source"
	"smoothscope/testdata"
)

// The fields of every box tile its payload, no range leaves the file, and the
// bits of every integer, read straight from the file by other means than the
// package's own, hold the value that is shown.

func TestWalkCorpus(t *testing.T) {
	total := 0
	for _, path := range testdata.CorpusFiles(t) {
		file, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		total += walkFile(t, path, file)
	}
	if total < 300_000 {
		t.Errorf("%d integers were compared", total)
	}
}

func TestWalkFixtures(t *testing.T) {
	for _, name := range []string{"v_20.ismv", "v_40.ismv", "v_80.ismv", "a_eng0.isma"} {
		file, err := os.ReadFile(testdata.Path(t, "ladder", name))
		if err != nil {
			t.Fatal(err)
		}
		if n := walkFile(t, name, file); n < 400 {
			t.Errorf("%s: only %d integers were compared", name, n)
		}
	}
}

// walkFile checks all fields of a file and returns how many integers it
// compared.
func walkFile(t *testing.T, name string, file []byte) int {
	t.Helper()
	tree, err := box.Scan(context.Background(), source.Memory(name, file), box.Options{})
	if err != nil {
		t.Errorf("%s: %v", name, err)
		return 0
	}
	compared := 0
	for i := range tree.Len() {
		c := comparer{t: t, file: file, where: name + ": " + tree.Path(i)}
		from, to := tree.Own(i)
		decoded := tree.Fields(i)
		if !tree.Node(i).Gap {
			c.tiled(decoded.Fields, from*8, to*8)
		}
		c.fields(decoded.Fields, 0, int64(len(file))*8)
		compared += c.compared
	}
	return compared
}

// checkFields is the walk of one box, for the fuzz test.
func checkFields(t *testing.T, tree *box.Tree, i int) {
	t.Helper()
	file, err := source.ReadAll(tree.Source(), 1<<20)
	if err != nil {
		t.Fatal(err)
	}
	c := comparer{t: t, file: file, where: tree.Path(i)}
	from, to := tree.Own(i)
	decoded := tree.Fields(i)
	if !tree.Node(i).Gap {
		c.tiled(decoded.Fields, from*8, to*8)
	}
	c.fields(decoded.Fields, from*8, to*8)
}

type comparer struct {
	t        *testing.T
	file     []byte
	where    string
	compared int
}

// tiled demands that fields lie one after the other from from to to.
func (c *comparer) tiled(fields []box.Field, from, to int64) {
	c.t.Helper()
	at := from
	for i := range fields {
		if fields[i].Bit != at || fields[i].Bits < 0 {
			c.t.Errorf("%s %s: begins at bit %d with %d bits, the one before ends at %d", c.where, fields[i].Name, fields[i].Bit, fields[i].Bits, at)
			return
		}
		at += fields[i].Bits
	}
	if at != to {
		c.t.Errorf("%s: the fields end at bit %d, want %d", c.where, at, to)
	}
}

// fields checks a list of fields, all within a range of bits.
func (c *comparer) fields(fields []box.Field, from, to int64) {
	c.t.Helper()
	for i := range fields {
		f := &fields[i]
		if f.Bit < from || f.Bits < 0 || f.Bit+f.Bits > to {
			c.t.Errorf("%s %s: bits %d+%d are outside %d to %d", c.where, f.Name, f.Bit, f.Bits, from, to)
			continue
		}
		c.integer(f)
		if f.Rows != nil {
			c.rows(f)
		}
		if len(f.Items) > 0 {
			c.tiled(f.Items, f.Bit, f.Bit+f.Bits)
			c.fields(f.Items, f.Bit, f.Bit+f.Bits)
		}
	}
}

// rows checks every row of small tables, and those at the ends of large ones.
func (c *comparer) rows(f *box.Field) {
	c.t.Helper()
	count := f.Rows.Count()
	if uint64(count) > f.Rows.Claimed || int64(count)*f.Rows.RowBits != f.Bits && f.Rows.RowBits > 0 {
		c.t.Errorf("%s %s: %d rows of %d claimed, %d bits each, in %d bits", c.where, f.Name, count, f.Rows.Claimed, f.Rows.RowBits, f.Bits)
	}
	for i := 0; i < count; i++ {
		if i == 500 && count > 1000 {
			i = count - 500
		}
		from := f.Bit + int64(i)*f.Rows.RowBits
		row := f.Rows.Row(i)
		c.tiled(row, from, from+f.Rows.RowBits)
		c.fields(row, from, from+f.Rows.RowBits)
		for col := range row {
			if row[col].Kind == box.Uint && row[col].Uint() != f.Rows.Uint(i, col) {
				c.t.Errorf("%s %s[%d] column %d: %d in the row, %d in the table", c.where, f.Name, i, col, row[col].Uint(), f.Rows.Uint(i, col))
			}
		}
	}
}

// integer compares a value with the bits of the file.
func (c *comparer) integer(f *box.Field) {
	c.t.Helper()
	if f.Kind != box.Uint && f.Kind != box.Int && f.Kind != box.FourCC || f.Bits > 64 || f.Bits == 0 || f.Err != nil {
		return
	}
	want := c.bits(f)
	c.compared++
	if f.Kind == box.Int {
		if limit := new(big.Int).Lsh(big.NewInt(1), uint(f.Bits-1)); want.Cmp(limit) >= 0 {
			want.Sub(want, limit.Lsh(limit, 1))
		}
		if big.NewInt(f.Int()).Cmp(want) != 0 {
			c.t.Errorf("%s %s shows %d, the file has %v", c.where, f.Name, f.Int(), want)
		}
		return
	}
	if new(big.Int).SetUint64(f.Uint()).Cmp(want) != 0 {
		c.t.Errorf("%s %s shows %d, the file has %v", c.where, f.Name, f.Uint(), want)
	}
}

// bits is the number in the bits of a field, counted one by one.
func (c *comparer) bits(f *box.Field) *big.Int {
	file, at := c.file, f.Bit
	if f.LittleEndian {
		file, at = nil, 0
		for last := (f.Bit + f.Bits) / 8; int64(len(file))*8 < f.Bits; last-- {
			file = append(file, c.file[last-1])
		}
	}
	n := new(big.Int)
	for i := range f.Bits {
		bit := file[(at+i)/8] >> (7 - (at+i)%8) & 1
		n.SetBit(n, int(f.Bits-1-i), uint(bit))
	}
	return n
}
