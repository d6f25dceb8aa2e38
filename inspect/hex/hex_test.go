package hex

import (
	"bytes"
	"context"
	"errors"
	"io"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func meaningOf(b []byte, name string) string {
	for _, m := range Inspect(b) {
		if m.Name == name {
			return m.Text
		}
	}
	return ""
}

func TestInspectReadsBigEndian(t *testing.T) {
	b := []byte{0x00, 0x06, 0x1a, 0x80, 0, 0, 0, 1}
	for name, want := range map[string]string{
		"u8": "0", "u16": "6", "u24": "1\u2009562", "u32": "400\u2009000", "i32": "400\u2009000",
		"float32": "5.60519e-40", "16.16": "6.1035", "FourCC": "····", "hex": "00061a8000000001",
		"u64": "1\u2009717\u2009986\u2009918\u2009400\u2009001",
	} {
		if got := meaningOf(b, name); got != want {
			t.Errorf("%s = %q, want %q", name, got, want)
		}
	}
}

func TestInspectSignsTypesLanguagesAndDates(t *testing.T) {
	for _, c := range []struct {
		in         []byte
		name, want string
	}{
		{[]byte{0xff, 0xff, 0xff, 0xfe}, "i32", "-2"},
		{[]byte{0x80, 0, 0, 0, 0, 0, 0, 0}, "i64", "-9\u2009223\u2009372\u2009036\u2009854\u2009775\u2009808"},
		{[]byte("moov"), "FourCC", "moov"},
		{[]byte{0x15, 0xc7}, "language", "eng"},
		{[]byte{0x00, 0x00}, "language", ""},
		{[]byte{0xcb, 0x6d, 0x3c, 0x00}, "since 1904", "2012-02-24 13:07:12"},
		{[]byte{0, 0, 0, 1}, "since 1904", ""},
		{[]byte("abc\x00def"), "text", "abc"},
		{[]byte("grün\xff"), "text", "grün"},
		{[]byte{0xff, 0xff, 0xff, 0xff}, "float32", "NaN"},
		{bytes.Repeat([]byte{0xab}, 16), "GUID", "abababab-abab-abab-abab-abababababab"},
	} {
		if got := meaningOf(c.in, c.name); got != c.want {
			t.Errorf("%s of % x = %q, want %q", c.name, c.in, got, c.want)
		}
	}
}

func TestInspectOfFewBytesHasOnlyWhatFits(t *testing.T) {
	if got := Inspect(nil); got != nil {
		t.Errorf("of nothing: %v", got)
	}
	for _, m := range Inspect([]byte{0x41}) {
		if m.Name == "u16" || m.Name == "u32" {
			t.Errorf("one byte as %s", m.Name)
		}
	}
}

func TestRowsShowEveryByte(t *testing.T) {
	got := Rows([]byte("ftypisml\x00\x01 xyzäö!"), 0x5e30, 16)
	want := []string{
		"00005e30  66 74 79 70 69 73 6d 6c  00 01 20 78 79 7a c3 a4  ftypisml···xyz··",
		"00005e40  c3 b6 21                                          ··!",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
	if n := len(Rows(nil, 0, 16)); n != 0 {
		t.Errorf("%d rows of nothing", n)
	}
}

func TestParseBytes(t *testing.T) {
	for in, want := range map[string]string{
		"0x1c": "\x1c", "00 00 00 1c": "\x00\x00\x00\x1c", "DE:AD-be,ef": "\xde\xad\xbe\xef",
	} {
		if got, err := ParseBytes(in); err != nil || string(got) != want {
			t.Errorf("%q = % x, %v", in, got, err)
		}
	}
	for _, bad := range []string{"", "0x", "1", "zz", strings.Repeat("00", MaxPattern+1)} {
		if _, err := ParseBytes(bad); err == nil {
			t.Errorf("%.10q is taken", bad)
		}
	}
}

// long is a source with needles on both sides of a border between blocks.
func long() (*bytes.Reader, []int64) {
	b := make([]byte, 3*block)
	at := []int64{7, block - 2, 2*block + 1, 3*block - 4}
	for _, off := range at {
		copy(b[off:], "mOOf")
	}
	return bytes.NewReader(b), at
}

func TestNextAndPreviousFindTheSame(t *testing.T) {
	r, want := long()
	ctx, size := context.Background(), r.Size()
	var down, up []int64
	for off := int64(0); ; off++ {
		var err error
		if off, err = Text("MOOF").Next(ctx, r, size, off); err != nil {
			t.Fatal(err)
		}
		if off < 0 {
			break
		}
		down = append(down, off)
	}
	for off := size; ; {
		var err error
		if off, err = Text("moof").Previous(ctx, r, size, off); err != nil {
			t.Fatal(err)
		}
		if off < 0 {
			break
		}
		up = append([]int64{off}, up...)
	}
	if diff := cmp.Diff(want, down); diff != "" {
		t.Errorf("down: %s", diff)
	}
	if diff := cmp.Diff(want, up); diff != "" {
		t.Errorf("up: %s", diff)
	}
}

func TestBytesAreSearchedExactly(t *testing.T) {
	r, _ := long()
	off, err := Query{Bytes: []byte("moof")}.Next(context.Background(), r, r.Size(), 0)
	if err != nil || off != -1 {
		t.Errorf("found moof in another case at %d, %v", off, err)
	}
}

func TestSearchStops(t *testing.T) {
	r, _ := long()
	ctx, cancel := context.WithCancel(context.Background())
	q := Query{Bytes: []byte("absent"), Done: func(int64) { cancel() }}
	if _, err := q.Next(ctx, r, r.Size(), 0); !errors.Is(err, context.Canceled) {
		t.Errorf("next: %v", err)
	}
	if _, err := q.Previous(ctx, r, r.Size(), r.Size()); !errors.Is(err, context.Canceled) {
		t.Errorf("previous: %v", err)
	}
	if _, err := (Query{}).Next(context.Background(), r, r.Size(), 0); !errors.Is(err, ErrPattern) {
		t.Errorf("nothing to search: %v", err)
	}
}

// broken fails beyond its first block.
type broken struct{ io.ReaderAt }

func (b broken) ReadAt(p []byte, off int64) (int, error) {
	if off > 0 {
		return 0, errors.New("disk gone")
	}
	return b.ReaderAt.ReadAt(p, off)
}

func TestSearchNamesThePlaceOfAReadError(t *testing.T) {
	r, _ := long()
	_, err := Query{Bytes: []byte("absent")}.Next(context.Background(), broken{r}, r.Size(), 0)
	if err == nil || !strings.Contains(err.Error(), "0x40000") || !strings.Contains(err.Error(), "disk gone") {
		t.Errorf("error %v", err)
	}
}

func TestASizeBeyondTheEndIsNoError(t *testing.T) {
	r := bytes.NewReader([]byte("xxmoof"))
	off, err := Text("moof").Next(context.Background(), r, 1<<20, 0)
	if err != nil || off != 2 {
		t.Errorf("%d, %v", off, err)
	}
	if off, err = Text("none").Next(context.Background(), r, 1<<20, 0); err != nil || off != -1 {
		t.Errorf("%d, %v", off, err)
	}
}

func FuzzInspect(f *testing.F) {
	f.Add([]byte{0, 6, 0x1a, 0x80})
	f.Add(bytes.Repeat([]byte{0xff}, 20))
	f.Fuzz(func(t *testing.T, b []byte) {
		for _, m := range Inspect(b) {
			if m.Name == "" || m.Text == "" {
				t.Errorf("empty meaning %q = %q", m.Name, m.Text)
			}
		}
		if rows := Rows(b, 0, 16); len(rows) != (len(b)+15)/16 {
			t.Errorf("%d rows of %d bytes", len(rows), len(b))
		}
	})
}
