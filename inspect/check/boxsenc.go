package check

import (
	"encoding/binary"
	"fmt"
)

// maxSenc bounds a senc that is looked into: one of an hour takes 3 MB.
const maxSenc = 4 << 20

// vectors is one senc box: how many samples it is about, and of each the bytes
// of its parts where it has them.
type vectors struct {
	count uint32
	sums  []int64 // nil without parts
}

// sencs calls see for each traf that has a senc, ISO's or PIFF's.
func (b *BoxSight) sencs(see func(traf, senc int)) {
	for moof := range b.Roots() {
		if !b.is(moof, "moof") || b.Fault(moof) != nil {
			continue
		}
		for traf := range b.Children(moof) {
			if !b.is(traf, "traf") {
				continue
			}
			for i := range b.Children(traf) {
				if b.is(i, "senc") || b.Name(i) == "senc" {
					see(traf, i)
					break
				}
			}
		}
	}
}

func judgeVectors(c *Case, file *File, b *BoxSight, to *Reporter) {
	if !file.protected() {
		return
	}
	b.sencs(func(traf, senc int) {
		what, measured, expected := b.unfit(traf, senc)
		if what == "" {
			return
		}
		place := b.Place(senc)
		to.Add("", Finding{
			Message: fmt.Sprintf("%s: %s%s", file.Member.Path, what, c.inChunk(place)), Place: place, Measured: measured, Expected: expected,
			Hint: "Samples were added, dropped or changed after the encryption. Encrypt from the clear source again.",
		})
	})
}

// unfit says what of a senc does not fit the samples of its traf, "" where all does.
func (b *BoxSight) unfit(traf, senc int) (what, measured, expected string) {
	n := b.Node(senc)
	from := n.Offset + int64(n.Header)
	if n.Size-int64(n.Header) > maxSenc {
		return "", "", ""
	}
	raw, ok := b.read(from, int(n.Size-int64(n.Header)))
	if !ok {
		return "", "", ""
	}
	sizes := b.sampleSizes(traf)
	v, ok := readVectors(raw, b.Name(senc) == "senc")
	switch {
	case !ok:
		return "the vectors of its samples do not fill their box (senc)", fmt.Sprintf("%d bytes", len(raw)), "vectors of 0, 8 or 16 bytes that fill the box"
	case int(v.count) != len(sizes):
		return fmt.Sprintf("a senc has vectors for %d samples of %d", v.count, len(sizes)), fmt.Sprint(v.count), fmt.Sprint(len(sizes))
	}
	for i, sum := range v.sums {
		if sum >= 0 && sum != sizes[i] {
			return fmt.Sprintf("the parts of sample %d are %d bytes and the sample is %d", i+1, sum, sizes[i]), fmt.Sprintf("%d bytes", sum), fmt.Sprintf("%d bytes", sizes[i])
		}
	}
	return "", "", ""
}

// sampleSizes is the sizes of the samples of a traf.
func (b *BoxSight) sampleSizes(traf int) []int64 {
	var sizes []int64
	fixed := uint64(0)
	if tfhd := b.Child(traf, "tfhd"); tfhd >= 0 {
		fixed = b.fields(tfhd).Uint("default_sample_size")
	}
	for i := range b.Children(traf) {
		if !b.is(i, "trun") {
			continue
		}
		d := b.fields(i)
		rows := d.Table("sample")
		column := rows.Column("size")
		for row := range rows.Count() {
			size := fixed
			if column >= 0 {
				size = rows.Uint(row, column)
			}
			sizes = append(sizes, int64(size))
		}
	}
	return sizes
}

// readVectors reads a senc body. The size of the vectors stands elsewhere: it is
// the one of 8, 16 and 0 with which the box is filled.
func readVectors(raw []byte, piff bool) (vectors, bool) {
	if len(raw) < 8 {
		return vectors{}, false
	}
	flags, rest := binary.BigEndian.Uint32(raw)&0xffffff, raw[4:]
	if piff && flags&1 != 0 {
		const own = 20 // algorithm, vector size and key
		if len(rest) < own+4 {
			return vectors{}, false
		}
		rest = rest[own:]
	}
	v := vectors{count: binary.BigEndian.Uint32(rest)}
	rest = rest[4:]
	for _, iv := range []int{8, 16, 0} {
		if flags&2 == 0 {
			if uint64(v.count)*uint64(iv) == uint64(len(rest)) {
				return v, true
			}
			continue
		}
		if sums, ok := readParts(rest, v.count, iv); ok {
			v.sums = sums
			return v, true
		}
	}
	return v, false
}

// readParts reads vectors with the parts of each sample; -1 is a sample without
// parts, all of which is encrypted.
func readParts(b []byte, count uint32, iv int) ([]int64, bool) {
	var sums []int64
	for range count {
		if len(b) < iv+2 {
			return nil, false
		}
		parts := int(binary.BigEndian.Uint16(b[iv:]))
		b = b[iv+2:]
		if len(b) < parts*6 {
			return nil, false
		}
		sum := int64(0)
		for range parts {
			sum += int64(binary.BigEndian.Uint16(b)) + int64(binary.BigEndian.Uint32(b[2:]))
			b = b[6:]
		}
		if parts == 0 {
			sum = -1
		}
		sums = append(sums, sum)
	}
	return sums, len(b) == 0
}

// judgeAuxiliary looks at ISO's senc, and where CMAF is wanted at PIFF's too.
func judgeAuxiliary(c *Case, file *File, b *BoxSight, to *Reporter) {
	if !file.protected() {
		return
	}
	b.sencs(func(traf, senc int) {
		if b.Child(traf, "saiz") >= 0 && b.Child(traf, "saio") >= 0 || b.Name(senc) == "senc" && c.Profile != CMAF {
			return
		}
		place := b.Place(senc)
		to.Add("", Finding{
			Message: fmt.Sprintf("%s: the vectors of the samples have no saiz and saio that lead to them%s", file.Member.Path, c.inChunk(place)),
			Place:   place, Measured: "senc alone", Expected: "senc, saiz and saio",
			Hint: "A PIFF packager. Players that read senc itself play it.",
		})
	})
}
