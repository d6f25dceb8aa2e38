package manifest

import (
	"bytes"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"golang.org/x/text/encoding/unicode"

	"smoothscope/testdata"
)

// everyManifest calls do with all manifests of the corpus and all fixtures that
// can be read, and with UTF-16 and CRLF forms of them.
func everyManifest(t *testing.T, do func(t *testing.T, raw []byte)) {
	t.Helper()
	forms := func(name string, raw []byte) {
		t.Run(name, func(t *testing.T) { do(t, raw) })
		text, encoding, _ := decode(raw)
		if encoding != "utf-8" {
			return
		}
		wide, err := unicode.UTF16(unicode.BigEndian, unicode.UseBOM).NewEncoder().Bytes(text)
		if err != nil {
			t.Fatal(err)
		}
		t.Run(name+"/utf-16", func(t *testing.T) { do(t, wide) })
		lines := strings.ReplaceAll(strings.ReplaceAll(string(text), "\r\n", "\n"), "\n", "\r\n")
		t.Run(name+"/crlf", func(t *testing.T) { do(t, []byte(lines)) })
	}
	files, err := filepath.Glob(filepath.Join(testdata.Path(t, "manifest"), "*.ism*"))
	if err != nil || len(files) < 15 {
		t.Fatalf("only %d fixtures, %v", len(files), err)
	}
	for _, file := range files {
		raw, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		if readable(raw) {
			forms(filepath.Base(file), raw)
		}
	}
	if _, err := os.Stat(testdata.Path(t) + "/../../shared/corpus"); err != nil {
		t.Log("the corpus of real files is not beside the project: fixtures only")
		return
	}
	manifests(t, func(_ *testing.T, name string, raw []byte, _ Kind) { forms(filepath.Base(name), raw) })
}

func readable(raw []byte) bool {
	var err error
	switch Sniff(raw) {
	case ClientManifest:
		_, err = ParseClient(raw)
	case ServerManifest:
		_, err = ParseServer(raw)
	default:
		return false
	}
	return err == nil
}

// whole is the root of a manifest in its text.
func whole(raw []byte) (markup, Span) {
	if Sniff(raw) == ServerManifest {
		s, _ := ParseServer(raw)
		return markup(s.Text), s.Span
	}
	c, _ := ParseClient(raw)
	return markup(c.Text), c.Span
}

func TestNoEditsLeaveEveryByte(t *testing.T) {
	everyManifest(t, func(t *testing.T, raw []byte) {
		out, err := Apply(raw, nil)
		if err != nil || !bytes.Equal(out, raw) {
			t.Errorf("%d bytes of %d, %v", len(out), len(raw), err)
		}
		// An edit that writes what stands there runs through all encoding.
		m, root := whole(raw)
		var edits []Edit
		for range min(20, sample(raw)) {
			at := root.From + rand.Int64N(root.To-root.From)
			for !strings.HasPrefix(string(m[at:]), "<") {
				at--
			}
			edits = append(edits[:0], Edit{at, at + 1, "<"})
			if out, err := Apply(raw, edits); err != nil || !bytes.Equal(out, raw) {
				t.Fatalf("%v: other bytes, %v", edits, err)
			}
		}
	})
}

// descend calls do with n and all elements below it.
func (m markup) descend(n node, do func(node)) {
	do(n)
	for _, c := range m.children(n) {
		m.descend(c, do)
	}
}

// sample is how many edits of a manifest are tried: each reads all of it.
func sample(raw []byte) int { return min(max(3<<20/len(raw), 4), 400) }

// Every attribute of every element is changed in turn, and nothing else
// changes; of long manifests, as many as there is time for.
func TestOneAttributeChangesOnlyItsBytes(t *testing.T) {
	values := []string{"7", "", `a "b" 'c' <d> & é`, "1,2"}
	everyManifest(t, func(t *testing.T, raw []byte) {
		m, root := whole(raw)
		n, err := m.element(root)
		if err != nil {
			t.Fatal(err)
		}
		type place struct {
			n node
			a attrAt
		}
		var all []place
		m.descend(n, func(n node) {
			for _, a := range m.attrs(n.open) {
				all = append(all, place{n, a})
			}
		})
		rand.Shuffle(len(all), func(i, j int) { all[i], all[j] = all[j], all[i] })
		for i, p := range all[:min(len(all), sample(raw))] {
			value := values[i%len(values)]
			if m.plain(p.a.value) == value || strings.HasPrefix(p.a.name(), "xmlns") {
				continue
			}
			edits, err := m.setAttr(p.n, p.a.name(), value)
			if err != nil || len(edits) != 1 {
				t.Fatalf("%s of %s: %v, %v", p.a.name(), p.n.name, edits, err)
			}
			onlyThere(t, raw, edits, p.n, p.a.name(), value)
		}
	})
}

// onlyThere applies edits that set one attribute and compares.
func onlyThere(t *testing.T, raw []byte, edits []Edit, n node, name, value string) {
	t.Helper()
	e := edits[0]
	out, err := Apply(raw, edits)
	if err != nil {
		// Only a time that the list cannot have may be refused.
		if !strings.Contains(err.Error(), "cannot be read") {
			t.Errorf("%s of %s: %v", name, n.name, err)
		}
		return
	}
	before, encoding, _ := decode(raw)
	after, _, _ := decode(out)
	if !bytes.Equal(before[:e.From], after[:e.From]) || !bytes.HasSuffix(after, before[e.To:]) {
		t.Fatalf("%s of %s=%q changes more than that", name, n.name, value)
	}
	places := newEncoder(raw, before, encoding)
	from, _ := places.place(e.From)
	to, _ := places.place(e.To)
	if !bytes.Equal(raw[:from], out[:from]) || !bytes.HasSuffix(out, raw[to:]) {
		t.Fatalf("%s of %s=%q changes other bytes", name, n.name, value)
	}
	now, err := markup(after).element(Span{n.span.From, n.span.To + int64(len(after)-len(before))})
	if err != nil {
		t.Fatal(err)
	}
	if is, _ := markup(after).value(now, name); is != value {
		t.Errorf("%s of %s is %q, not %q", name, n.name, is, value)
	}
}

// Whatever a file holds, an edit leaves a manifest or is refused, and touches
// nothing else.
func FuzzEdit(f *testing.F) {
	fixtures(f, ".ismc")
	fixtures(f, ".ism")
	for _, seed := range []string{
		"<!DOCTYPE a [<!ENTITY b '>'><!-- ' -->]><SmoothStreamingMedia MajorVersion='2' a = \"b>c\" ><!-- <StreamIndex> --><StreamIndex Type='text'><![CDATA[<c/>]]><?a <b> ?><c t='1'/></StreamIndex></SmoothStreamingMedia>",
		"<!'><SmoothStreamingMedia MajorVersion='2'/>",
		"\xef\xbb\xbf<smil><body><switch><video src=\"a\"/></switch></body></smil>\x00\x00",
	} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, raw []byte) {
		if len(raw) > 1<<16 || !readable(raw) {
			return
		}
		m, root := whole(raw)
		n, err := m.element(root)
		if err != nil {
			t.Fatalf("%v in %q", err, m)
		}
		if n.span != root {
			t.Fatalf("the root is at %v, not %v", n.span, root)
		}
		count := 0
		m.descend(n, func(n node) {
			if count++; count > 20 {
				return
			}
			edits, err := m.setAttr(n, "Added", "é\"'")
			if err != nil {
				t.Fatal(err)
			}
			if out, err := Apply(raw, edits); err == nil {
				after, _, _ := decode(out)
				if want := string(m[:edits[0].From]) + edits[0].Text + string(m[edits[0].To:]); encodable(raw) && string(after) != want {
					t.Fatalf("%q became %q", m, after)
				}
			} else if !strings.Contains(err.Error(), "cannot be read") && !strings.Contains(err.Error(), "encoding") {
				t.Fatalf("%s: %v in %q", n.name, err, m)
			}
		})
	})
}

// encodable says whether an é goes in as it is.
func encodable(raw []byte) bool {
	text, name, _ := decode(raw)
	e := newEncoder(raw, text, name)
	return e.writable("é") == "é"
}

func client(t *testing.T, text string) *Client {
	t.Helper()
	c, err := ParseClient([]byte(text))
	if err != nil {
		t.Fatal(err)
	}
	return c
}

// edited applies edits of a builder to the text that it looked at.
func edited(t *testing.T, text []byte, edits []Edit, err error) string {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
	out, err := Apply(text, edits)
	if err != nil {
		t.Fatalf("%v: %v", edits, err)
	}
	return string(out)
}

func TestAttributes(t *testing.T) {
	const text = "<?xml version='1.0'?>\r\n<SmoothStreamingMedia MajorVersion='2'\r\n  Duration='1'><!-- StreamIndex --><StreamIndex Type = \"video\" Name='v'><c/></StreamIndex></SmoothStreamingMedia>"
	c := client(t, text)
	at := c.Streams[0].Span
	for _, x := range []struct {
		name, value string
		remove      bool
		was, is     string
	}{
		{"Name", `it's "a"`, false, "Name='v'", `Name='it&apos;s "a"'`},
		{"name", "w", false, "Name='v'", "Name='w'"},
		{"Type", "a<b", false, `Type = "video"`, `Type = "a&lt;b"`},
		{"Language", "deu", false, "Name='v'", "Name='v' Language='deu'"},
		{"Name", "", true, " Name='v'", ""},
		{"Missing", "", true, "", ""},
		{"Name", "v", false, "", ""},
	} {
		edits, err := c.SetAttr(at, x.name, x.value)
		if x.remove {
			edits, err = c.RemoveAttr(at, x.name)
		}
		if got, want := edited(t, []byte(text), edits, err), strings.Replace(text, x.was, x.is, 1); got != want {
			t.Errorf("%s=%s: %s", x.name, x.value, got)
		}
	}
	edits, err := c.SetAttr(c.Span, "CanSeek", "TRUE")
	if got, want := edited(t, []byte(text), edits, err), strings.Replace(text, "'1'><!", "'1'\r\n  CanSeek='TRUE'><!", 1); got != want {
		t.Errorf("on the root: %s", got)
	}
	for _, name := range []string{"", "1a", "a b", "a=b", "é", "a::b"} {
		if _, err := c.SetAttr(at, name, "x"); err == nil {
			t.Errorf("the name %q is taken", name)
		}
	}
	if _, err := c.SetAttr(at, "Name", "a\x00b"); err == nil {
		t.Error("a NUL is taken")
	}
	if _, err := c.SetAttr(Span{3, 9}, "Name", "a"); err == nil {
		t.Error("a span of nothing is taken")
	}
}

func TestReferencesForWhatAnEncodingLacks(t *testing.T) {
	for _, x := range []struct{ declared, value, want string }{
		{`<?xml version="1.0" encoding="windows-1252"?>`, "é ☃", "&#xE9; &#x2603;"}, // all ASCII so far
		{`<?xml version="1.0" encoding="windows-1252"?>` + "<!--\xe9-->", "é € ☃", "\xe9 \x80 &#x2603;"},
		{`<?xml version="1.0" encoding="utf-16"?>`, "☃", "&#x2603;"},
		{`<?xml version="1.0" encoding="UTF-8"?>`, "☃", "☃"},
		{"", "☃😀", "☃😀"},
	} {
		raw := []byte(x.declared + `<SmoothStreamingMedia MajorVersion="2" Duration="1"/>`)
		c, err := ParseClient(raw)
		if err != nil {
			t.Fatal(err)
		}
		edits, err := c.SetAttr(c.Span, "Name", x.value)
		out := edited(t, raw, edits, err)
		if !strings.Contains(out, `Name="`+x.want+`"`) {
			t.Errorf("%s: %s", x.declared, out)
		}
		c, err = ParseClient([]byte(out))
		if a, _ := lookup(c.Attrs, "Name"); err != nil || a.Value != x.value {
			t.Errorf("%s: reads as %q, %v", x.declared, a.Value, err)
		}
	}
}

func TestApplyRefuses(t *testing.T) {
	raw := []byte(`<SmoothStreamingMedia MajorVersion="2" Duration="é"/>`)
	end := int64(len(raw))
	for _, x := range [][]Edit{
		{{-1, 0, ""}}, {{3, 2, ""}}, {{0, end + 1, ""}}, {{1, 4, ""}, {3, 5, ""}},
		{{end, end, "<"}, {0, 1, "a"}}, {{1, 2, ""}}, {{0, end, ""}}, {{5, 5, "\xff"}},
		{{end - 4, end, ""}},     // the end of the element
		{{end - 4, end - 4, ""}}, // inside the é
	} {
		if out, err := Apply(raw, x); err == nil {
			t.Errorf("%v gives %q", x, out)
		}
	}
}

func BenchmarkEditLongChunkList(b *testing.B) {
	text := long(10_000)
	for b.Loop() {
		c, err := ParseClient(text)
		if err != nil {
			b.Fatal(err)
		}
		chunks := append([]Chunk{}, c.Streams[0].Chunks...)
		chunks[5000].Duration--
		edits, err := c.SetChunks(0, chunks)
		if err != nil || len(edits) != 1 {
			b.Fatal(edits, err)
		}
		if _, err := Apply(text, edits); err != nil {
			b.Fatal(err)
		}
	}
}

// long is a client manifest of n chunks.
func long(n int) []byte {
	var b bytes.Buffer
	b.WriteString("<SmoothStreamingMedia MajorVersion=\"2\" Duration=\"1\">\n  <StreamIndex Type=\"video\" Chunks=\"" + fmt.Sprint(n) + "\" Url=\"a\">\n    <QualityLevel Bitrate=\"1\"/>\n")
	for i := range n {
		fmt.Fprintf(&b, "    <c t=\"%d\" n=\"%d\" d=\"20000000\"/>\n", 20000000*i, i)
	}
	b.WriteString("  </StreamIndex>\n</SmoothStreamingMedia>\n")
	return b.Bytes()
}
