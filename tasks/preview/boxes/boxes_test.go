package boxes_test

import (
	"bytes"
	"testing"

	"github.com/google/go-cmp/cmp"

	"smoothscope/tasks/preview/boxes"
)

// What is written is found again, box by box.
func TestWhatIsWrittenIsFound(t *testing.T) {
	var w boxes.Writer
	w.Box("moof", func() {
		w.Full("mfhd", 1, 7, func() { w.U8(1); w.U16(2); w.U32(3, 4); w.U64(5) })
		w.Box("uuid", func() { w.Raw(boxes.Senc[:]); w.U8(9) })
	})
	if diff := cmp.Diff([]byte{1, 0, 0, 7, 1, 0, 2, 0, 0, 0, 3, 0, 0, 0, 4, 0, 0, 0, 0, 0, 0, 0, 5}, boxes.Child(w.Bytes, "moof", "mfhd")); diff != "" {
		t.Error(diff)
	}
	id, rest, ok := boxes.UUID(boxes.Child(w.Bytes, "moof", "uuid"))
	if id != boxes.Senc || !ok || !bytes.Equal(rest, []byte{9}) {
		t.Errorf("%x %x %v", id, rest, ok)
	}
	if boxes.Child(w.Bytes, "moof", "traf") != nil {
		t.Error("a box that is not there is found")
	}
	if _, _, ok := boxes.UUID(boxes.Senc[:15]); ok {
		t.Error("15 bytes are taken for an extended type")
	}
}

// The walk ends at a box that does not fit; sizes to the end and of 64 bits are
// read.
func TestSizesThatBoxesClaim(t *testing.T) {
	free := "\x00\x00\x00\x09free!"
	for name, c := range map[string]struct {
		b    string
		want []string
	}{
		"nothing":                {"", nil},
		"less than a header":     {"\x00\x00\x00\x08fre", nil},
		"two":                    {free + free, []string{"!", "!"}},
		"to the end":             {free + "\x00\x00\x00\x00mdatall", []string{"!", "all"}},
		"64 bits":                {"\x00\x00\x00\x01mdat\x00\x00\x00\x00\x00\x00\x00\x12ab" + free, []string{"ab", "!"}},
		"64 bits, not there":     {"\x00\x00\x00\x01mdat", nil},
		"64 bits, too many":      {"\x00\x00\x00\x01mdat\xff\xff\xff\xff\xff\xff\xff\xffab", nil},
		"smaller than itself":    {free + "\x00\x00\x00\x07mdat" + free, []string{"!"}},
		"larger than what is in": {free + "\x00\x00\x01\x00mdat", []string{"!"}},
	} {
		var got []string
		for x := range boxes.In([]byte(c.b)) {
			got = append(got, string(x.Body))
		}
		if diff := cmp.Diff(c.want, got); diff != "" {
			t.Errorf("%s: %s", name, diff)
		}
	}
}
