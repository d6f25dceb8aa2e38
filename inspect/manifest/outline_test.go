package manifest

import (
	"strings"
	"testing"
)

// The outline finds what the parsers find, and everything else.
func TestOutlineOfTheCorpus(t *testing.T) {
	manifests(t, func(t *testing.T, _ string, raw []byte, kind Kind) {
		var text []byte
		var spans []Span
		if kind == ClientManifest {
			c, _ := ParseClient(raw)
			text = c.Text
			for i := range c.Streams {
				spans = append(spans, c.Streams[i].Span)
				for k := range c.Streams[i].Levels {
					spans = append(spans, c.Streams[i].Levels[k].Span)
				}
			}
		} else {
			s, _ := ParseServer(raw)
			text = s.Text
			for i := range s.Tracks {
				spans = append(spans, s.Tracks[i].Span)
			}
		}
		o := NewOutline(text)
		for _, span := range spans {
			i := o.Starting(span.From)
			if i < 0 || o.Elements[i].Span != span {
				t.Fatalf("the element at %d is number %d of the outline", span.From, i)
			}
		}
		judgeOutline(t, o)
	})
}

// judgeOutline demands that elements lie within each other as they say.
func judgeOutline(t *testing.T, o *Outline) {
	t.Helper()
	for i, e := range o.Elements {
		if e.Open.From != e.Span.From || e.Open.To > e.Inner || e.Inner > e.Span.To || int(e.End) <= i || int(e.End) > len(o.Elements) {
			t.Fatalf("element %d is %+v", i, e)
		}
		if e.Parent >= 0 {
			if p := o.Elements[e.Parent]; int(e.Parent) >= i || e.Span.From < p.Open.To || e.Span.To > p.Inner || e.End > p.End {
				t.Fatalf("element %d is %+v in %+v", i, e, p)
			}
		}
		if got := o.At(e.Span.From); got != i {
			t.Fatalf("byte %d is in element %d, not %d", e.Span.From, got, i)
		}
		for _, a := range o.Attrs(i) {
			if a.Span.From < e.Open.From || a.Span.To > e.Open.To || a.Text.From < a.Span.From || a.Text.To >= a.Span.To {
				t.Fatalf("attribute %+v of %+v", a, e)
			}
		}
	}
}

const outlined = `<?xml version="1.0"?><!-- <no/> -->
<SmoothStreamingMedia MajorVersion="2" MinorVersion="0" Duration="1">
  <StreamIndex Type="video" QualityLevels="2" Chunks="1" Url="a">
    <QualityLevel Bitrate="1" x:y = 'a&lt;"b"' />
    <QualityLevel Bitrate="2"></QualityLevel>
    <c d="1"/>
  </StreamIndex>
  <x:Other><![CDATA[<no/>]]>text &amp; more</x:Other><Empty/>
</SmoothStreamingMedia>
`

func TestOutline(t *testing.T) {
	o := NewOutline([]byte(outlined))
	judgeOutline(t, o)
	var names []string
	for _, e := range o.Elements {
		names = append(names, e.Name)
	}
	if got := strings.Join(names, " "); got != "SmoothStreamingMedia StreamIndex QualityLevel QualityLevel c Other Empty" {
		t.Fatalf("the elements are %s", got)
	}
	if a := o.Attrs(2); len(a) != 2 || a[1].Name != "x:y" || a[1].Value != `a<"b"` || outlined[a[1].Text.From:a[1].Text.To] != `a&lt;"b"` {
		t.Errorf("%+v", o.Attrs(2))
	}
	if len(o.Siblings(2)) != 2 || len(o.Children(0)) != 3 || len(o.Children(-1)) != 1 || o.At(3) != -1 || o.Starting(1) != -1 {
		t.Error("the family is wrong")
	}
	if kinds := o.Tags; kinds[0].Kind != OtherTag || kinds[2].Kind != StartTag || kinds[4].Kind != EmptyTag || kinds[6].Kind != EndTag {
		t.Errorf("%+v", kinds)
	}
}

func TestOutlineEdits(t *testing.T) {
	for name, c := range map[string]struct {
		edit  func(o *Outline) ([]Edit, error)
		pairs []string
	}{
		"set":                 {func(o *Outline) ([]Edit, error) { return o.SetAttr(6, "a", `"`) }, []string{"<Empty/>", `<Empty a="&quot;"/>`}},
		"remove an attribute": {func(o *Outline) ([]Edit, error) { return o.RemoveAttr(2, "Bitrate") }, []string{`<QualityLevel Bitrate="1" x`, `<QualityLevel x`}},
		"remove a level": {func(o *Outline) ([]Edit, error) { return o.Remove(3) }, []string{
			"\n    <QualityLevel Bitrate=\"2\"></QualityLevel>", "", `QualityLevels="2"`, `QualityLevels="1"`,
		}},
		"duplicate a level": {func(o *Outline) ([]Edit, error) { return o.Duplicate(3) }, []string{
			"<QualityLevel Bitrate=\"2\"></QualityLevel>", "<QualityLevel Bitrate=\"2\"></QualityLevel>\n    <QualityLevel Bitrate=\"2\"></QualityLevel>",
			`QualityLevels="2"`, `QualityLevels="3"`,
		}},
		"move": {func(o *Outline) ([]Edit, error) { return o.Move(3, -1) }, []string{
			"<QualityLevel Bitrate=\"1\" x:y = 'a&lt;\"b\"' />\n    <QualityLevel Bitrate=\"2\"></QualityLevel>",
			"<QualityLevel Bitrate=\"2\"></QualityLevel>\n    <QualityLevel Bitrate=\"1\" x:y = 'a&lt;\"b\"' />",
		}},
		"fill":     {func(o *Outline) ([]Edit, error) { return o.SetContent(6, "<&>") }, []string{"<Empty/>", "<Empty>&lt;&amp;&gt;</Empty>"}},
		"the same": {func(o *Outline) ([]Edit, error) { return o.SetAttr(3, "Bitrate", "2") }, nil},
	} {
		edits, err := c.edit(NewOutline([]byte(outlined)))
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		got, err := Apply([]byte(outlined), edits)
		if want := strings.NewReplacer(c.pairs...).Replace(outlined); err != nil || string(got) != want {
			t.Errorf("%s: %v\n%s\nwant\n%s", name, err, got, want)
		}
	}
}

func TestOutlineRefuses(t *testing.T) {
	o := NewOutline([]byte(outlined))
	for name, edit := range map[string]func() ([]Edit, error){
		"no element":          func() ([]Edit, error) { return o.SetAttr(99, "a", "b") },
		"remove the root":     func() ([]Edit, error) { return o.Remove(0) },
		"move beyond the end": func() ([]Edit, error) { return o.Move(3, 1) },
		"a text for elements": func() ([]Edit, error) { return o.SetContent(1, "x") },
		"a name that is none": func() ([]Edit, error) { return o.SetAttr(6, "a b", "x") },
		"an illegal letter":   func() ([]Edit, error) { return o.SetContent(6, "\x01") },
	} {
		if edits, err := edit(); err == nil {
			t.Errorf("%s: %v", name, edits)
		}
	}
}

func FuzzOutline(f *testing.F) {
	f.Add([]byte(outlined))
	f.Add([]byte("<a b = ><c d='e\"/></a"))
	f.Add([]byte("<a><b/></c></a></a><d>"))
	f.Add([]byte(strings.Repeat("<a>", 100)))
	f.Fuzz(func(t *testing.T, text []byte) {
		o := NewOutline(text)
		judgeOutline(t, o)
		for i := range min(len(o.Elements), 50) {
			o.Content(i)
			o.Siblings(i)
		}
	})
}
