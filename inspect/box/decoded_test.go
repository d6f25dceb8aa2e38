package box

import (
	"math"
	"runtime"
	"strings"
	"testing"
)

func TestMeanings(t *testing.T) {
	moof := longFile(1)
	tree := scan(t, moof)
	for path, want := range map[string]map[string]string{
		"moov/trak/mdia/mdhd": {"language": "und", "duration": "0.000 s"},
		"moof/traf/tfhd":      {"flags": "default flags", "default_sample_flags": "depends on others, not a sync sample"},
		"moof/traf/trun": {
			"version":            "composition offsets signed",
			"flags":              "data offset · first sample flags · duration · size",
			"data_offset":        "from the start of moof",
			"first_sample_flags": "depends on none, sync sample",
		},
		"moof/traf/uuid": {"fragment_absolute_time": "0.000 s", "fragment_duration": "2.000 s"},
		"ftyp":           {"compatible_brands": "piff, iso2"},
	} {
		i, ok := tree.Find(path)
		if !ok {
			t.Fatalf("%s is not there", path)
		}
		d := tree.Fields(i)
		for name, note := range want {
			if f, _ := d.Get(name); f.Note != note {
				t.Errorf("%s %s means %q, want %q", path, name, f.Note, note)
			}
		}
	}
	i, _ := tree.Find("moof/traf/trun")
	if note := tree.Fields(i).Table("sample").Row(1)[0].Note; note != "40.000 ms" {
		t.Errorf("a sample's duration means %q", note)
	}
}

func TestMeaningsOfVectors(t *testing.T) {
	for _, c := range []struct{ code, raw, field, want string }{
		{"hdlr", "00000000 00000000 'soun' 000000000000000000000000 00", "handler_type", "audio"},
		{"trex", "01000000 00000001 00000001 00000000 00000000 00000000", "version", "not a known version; read tentatively as version 0"},
		{"pssh", "00000000 9a04f07998404286ab92e65be0885f95 00000000", "system_id", "PlayReady"},
		{"6d1d9b0542d544e680e2141daff757b2", "01000000 fffffffffffcbeab 0000000001283955", "fragment_absolute_time", "-21.333 ms, negative: before the start of the presentation"},
		{"mvhd", "00000000 00000000 00000000 00000001 ffffffff", "duration", "unknown"},
		{"mvhd", "00000000 c7b1a37f 00000000 00000001 ffffffff", "creation_time", "2010-03-01 17:01:51 UTC"},
		{"emsg", "00000000 'no end'", "scheme_id_uri", "not terminated"},
		{"mdhd", "00000000 00000000 00000000 00000001 00000000 0000 0000", "language", "Macintosh language 0"},
	} {
		_, d := decodeVector(t, vector{code: c.code, raw: c.raw})
		if f, _ := d.Get(c.field); f.Note != c.want {
			t.Errorf("%s %s means %q, want %q", c.code, c.field, f.Note, c.want)
		}
	}
}

// A composition offset of version 0 is unsigned, also where its writer meant
// something else.
func TestUnsignedCompositionOffset(t *testing.T) {
	_, d := decodeVector(t, vector{code: "trun", raw: "00000800 00000001 fff9e580"})
	f := d.Table("sample").Row(0)[0]
	if f.Int() != 0xfff9e580 || !strings.HasPrefix(f.Note, "-400000 if meant signed") {
		t.Errorf("value %d, note %q", f.Int(), f.Note)
	}
}

func TestAt(t *testing.T) {
	tree := scan(t, box("trun", u32(0x01000305, 2, 528, 0x02000000, 400_000, 827, 400_000, 155)))
	d := tree.Fields(0)
	for at, want := range map[int64]string{
		8: "version", 9: "flags", 11: "flags", 12: "sample_count", 16: "data_offset",
		20: "first_sample_flags.sample_depends_on", 24: "sample[0].duration", 31: "sample[0].size",
		32: "sample[1].duration", 39: "sample[1].size",
	} {
		bit := at * 8
		if at == 20 {
			bit += 7
		}
		if _, path, ok := d.At(bit); !ok || path != want {
			t.Errorf("at byte %d lies %q, want %q", at, path, want)
		}
	}
	if _, path, ok := d.At(7 * 8); ok {
		t.Errorf("in the header lies %q", path)
	}
	if f, path, _ := d.At(35*8 + 1); f.Uint() != 400_000 || f.Bit != 32*8 || path != "sample[1].duration" {
		t.Errorf("%s = %d at bit %d", path, f.Uint(), f.Bit)
	}
	_, d = decodeVector(t, vector{code: "senc", raw: "00000002 00000001 0102030405060708 0002 0005 0000004a 0001 00000002"})
	if _, path, _ := d.At((8 + 8 + 8 + 2 + 6 + 2) * 8); path != "sample[0].subsamples[1].bytes_of_protected_data" {
		t.Errorf("the last number is %q", path)
	}
}

func TestTableOutside(t *testing.T) {
	tree := scan(t, box("stco", u32(0, 2, 16, 32)))
	table := tree.Fields(0).Table("entries")
	if table.Count() != 2 || table.Uint(1, 0) != 32 || table.RowName(1, 0) != "entries[1].chunk_offset" {
		t.Errorf("count %d, last %d, name %s", table.Count(), table.Uint(1, 0), table.RowName(1, 0))
	}
	for _, place := range [][2]int{{-1, 0}, {2, 0}, {0, 1}, {0, -1}, {math.MaxInt, 0}} {
		if v := table.Uint(place[0], place[1]); v != 0 {
			t.Errorf("row %d, column %d: %d", place[0], place[1], v)
		}
	}
	var none *Table
	if none.Count() != 0 || none.Column("x") != -1 || none.Uint(0, 0) != 0 || none.Row(0) != nil {
		t.Error("no table has something in it")
	}
}

// A decoder that is used again must not disturb what Tree.Fields returned, and
// must say the same.
func TestDecoderSaysTheSame(t *testing.T) {
	tree := scan(t, longFile(3))
	decoder := NewDecoder(tree)
	for i := range tree.Len() {
		once := tree.Fields(i)
		if again := render(decoder.Fields(i).Fields); again != render(once.Fields) {
			t.Errorf("%s: %s\nthen %s", tree.Path(i), render(once.Fields), again)
		}
	}
}

// hostile are boxes that made other readers panic, or take all memory.
var hostile = map[string][]byte{
	"trun with 2^32-1 samples of no bytes":   box("trun", u32(0, math.MaxUint32), make([]byte, 28)),
	"trun with 2^32-1 samples in few bytes":  box("trun", u32(0xf00, math.MaxUint32), make([]byte, 28)),
	"sgpd with groups of 2^29 bytes":         box("sgpd", u32(0x01000000, 0x726f6c6c, 1<<29, 1<<29), make([]byte, 16)),
	"sgpd with 2^32-1 groups of no bytes":    box("sgpd", u32(0x01000000, 0x726f6c6c, 0, math.MaxUint32), make([]byte, 64)),
	"sgpd with many groups":                  box("sgpd", u32(0x01000000, 0x72617020, 1, math.MaxUint32), make([]byte, 1<<20)),
	"esds with an endless size":              box("esds", u32(0), []byte{3}, []byte("\x80\x80\x80\x80\x80\x80\x80\x80\x80\x80\x80\x80")),
	"esds that claims more than there is":    box("esds", u32(0), []byte{3, 0xff, 0xff, 0xff, 0x7f, 0, 1, 0, 4, 0x7f, 0x40, 0}),
	"esds nested in itself":                  box("esds", u32(0), nested(400)),
	"esds with empty descriptors":            box("esds", u32(0), []byte{1, 0x86, 0xa0, 0x00}, make([]byte, 100_000)),
	"emsg without an end of its text":        box("emsg", u32(0), []byte("urn:scte:scte35:2013:bin")),
	"emsg that ends early":                   box("emsg", u32(0x01000000, 1)),
	"senc with a huge count":                 box("senc", u32(2, math.MaxUint32), make([]byte, 64)),
	"senc with many samples":                 box("senc", u32(2, 1<<20), make([]byte, 1<<20)),
	"senc with huge subsamples":              box("senc", u32(2, 1), make([]byte, 8), []byte("\xff\xff")),
	"PIFF senc with vectors of 255 bytes":    box(string(piffSenc[:]), u32(1), []byte("\x00\x00\x01\xff"), make([]byte, 16), u32(math.MaxUint32)),
	"PIFF senc that ends in its key":         box(string(piffSenc[:]), u32(1), make([]byte, 7)),
	"tfrf without its entries":               box(string(smoothTfrf[:]), u32(0x01000000), []byte{255}),
	"pssh with a huge count of keys":         box("pssh", u32(0x01000000, 0, 0, 0, 0, math.MaxUint32), make([]byte, 40)),
	"PlayReady with a record beyond the end": box("pssh", u32(0, 0x9a04f079, 0x98404286, 0xab92e65b, 0xe0885f95, 12), []byte("\xff\xff\xff\xff\xff\xff\x01\x00\xff\xff<\x00")),
	"avcC with lengths beyond the end":       box("avcC", []byte("\x01\x64\x00\x0d\xff\xff\xff\xff")),
	"hvcC with 255 arrays of 65535 units":    box("hvcC", make([]byte, 22), []byte("\xff\x20\xff\xff"), make([]byte, 1<<18)),
	"subs with huge counts":                  box("subs", u32(0, math.MaxUint32), make([]byte, 1<<18)),
	"dec3 that ends early":                   box("dec3", []byte{7, 7}),
	"stz2 with samples of 3 bits":            box("stz2", u32(0, 3, math.MaxUint32), make([]byte, 8)),
	"tfra with a huge count":                 box("tfra", u32(0, 1, 0x3f, math.MaxUint32), make([]byte, 50)),
	"user data text of size 0 for ever":      box("udta", box("\xa9nam", make([]byte, 1<<20))),
	"a size and nothing else":                box("stsd"),
}

func nested(depth int) (b []byte) {
	for range depth {
		n := len(b) + 3
		b = append([]byte{3, 0x80 | byte(n>>14&0x7f), 0x80 | byte(n>>7&0x7f), byte(n & 0x7f), 0, 1, 0}, b...)
	}
	return b
}

// No bytes make a definition panic, take memory by what they claim, or leave
// the range of their box.
func TestHostile(t *testing.T) {
	for name, b := range hostile {
		t.Run(name, func(t *testing.T) {
			tree := scan(t, b)
			before := allocated()
			for i := range tree.Len() {
				checkTiles(t, tree, i)
			}
			if used := allocated() - before; used > 64<<20 {
				t.Errorf("%d bytes of input took %d bytes of memory", len(b), used)
			}
		})
	}
}

func allocated() uint64 {
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	return m.TotalAlloc
}

func TestRowsOfNoBytesAreCounted(t *testing.T) {
	d := scan(t, hostile["trun with 2^32-1 samples of no bytes"]).Fields(0)
	table := d.Table("sample")
	if d.Uint("sample_count") != math.MaxUint32 || table.Claimed != math.MaxUint32 || table.Count() != 0 {
		t.Errorf("sample_count %d, claimed %d, rows %d", d.Uint("sample_count"), table.Claimed, table.Count())
	}
}

func TestWhatIsMissingIsSaid(t *testing.T) {
	d := scan(t, hostile["trun with 2^32-1 samples in few bytes"]).Fields(0)
	if d.Table("sample").Count() != 1 || d.Err == nil {
		t.Errorf("rows %d, error %v", d.Table("sample").Count(), d.Err)
	}
	last := d.Fields[len(d.Fields)-1]
	if last.Name != "(truncated)" || last.Bits != 12*8 || last.Err == nil {
		t.Errorf("last field %+v", last)
	}
}

func TestManyStructuresAreOmitted(t *testing.T) {
	d := scan(t, hostile["sgpd with many groups"]).Fields(0)
	entries, _ := d.Get("entries")
	last := entries.Items[len(entries.Items)-1]
	if len(entries.Items) > maxFields+1 || last.Name != "(omitted)" || last.Note == "" || d.Err != nil {
		t.Errorf("%d entries, the last %q (%s), error %v", len(entries.Items), last.Name, last.Note, d.Err)
	}
}

// A definition that panics loses nothing but itself.
func TestPanicBecomesAnError(t *testing.T) {
	tree := scan(t, box("mdat", make([]byte, 8)))
	d := D{tree: tree}
	d.reset(0)
	d.read(func(d *D) {
		d.U("first", 32)
		panic("broken")
	})
	if d.first == nil || len(d.out) != 2 || d.out[1].Name != "(leftover)" || d.out[1].Bits != 32 {
		t.Errorf("error %v, fields %+v", d.first, d.out)
	}
}
