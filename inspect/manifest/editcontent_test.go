package manifest

import (
	"strings"
	"testing"
)

const withContent = "<SmoothStreamingMedia MajorVersion='2' MinorVersion='0' Duration='0'>\r\n\t<StreamIndex Type='text' Subtype='CHAP'>\r\n\t\t<Content>\r\n\t\t\t<!-- one -->\r\n\t\t\t<Marker Time='1' Value='a'/>\r\n\t\t\t<Marker Time='3' Value='b'/>\r\n\t\t</Content>\r\n\t</StreamIndex>\r\n</SmoothStreamingMedia>\r\n"

func TestContentComesAndGoes(t *testing.T) {
	entry := &Content{Element: "Marker", Attrs: []Attr{{"Time", "2"}, {"Value", "x & y"}}}
	for before, want := range []string{
		"<!-- one -->\r\n\t\t\t<Marker Time=\"2\" Value=\"x &amp; y\"/>\r\n\t\t\t<Marker Time='1'",
		"'a'/>\r\n\t\t\t<Marker Time=\"2\" Value=\"x &amp; y\"/>\r\n\t\t\t<Marker Time='3'",
		"'b'/>\r\n\t\t\t<Marker Time=\"2\" Value=\"x &amp; y\"/>\r\n\t\t</Content>",
	} {
		c, err := ParseClient([]byte(withContent))
		if err != nil {
			t.Fatal(err)
		}
		more := applied(t, withContent)(c.InsertContent(0, before, entry))
		if !strings.Contains(more, want) || len(more)-len(withContent) != len("\r\n\t\t\t<Marker Time=\"2\" Value=\"x &amp; y\"/>") {
			t.Errorf("before %d it is\n%s", before, more)
		}
		if c, err = ParseClient([]byte(more)); err != nil || len(c.Streams[0].Content) != 3 {
			t.Fatalf("%+v, %v", c.Streams, err)
		}
		if back := applied(t, more)(c.RemoveContent(0, before)); back != withContent {
			t.Errorf("taken out again it is\n%s", back)
		}
	}
}

func applied(t *testing.T, text string) func([]Edit, error) string {
	return func(edits []Edit, err error) string {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
		out, err := Apply([]byte(text), edits)
		if err != nil {
			t.Fatal(err)
		}
		return string(out)
	}
}

func TestContentThatIsNotThere(t *testing.T) {
	c, err := ParseClient([]byte(withContent))
	if err != nil {
		t.Fatal(err)
	}
	if _, err := c.RemoveContent(0, 2); err == nil {
		t.Error("a third entry of two was removed")
	}
	if _, err := c.InsertContent(0, 3, &Content{Element: "Marker"}); err == nil {
		t.Error("an entry went behind the end")
	}
	if _, err := c.InsertContent(1, 0, &Content{Element: "Marker"}); err == nil {
		t.Error("an entry went into a stream that is not there")
	}
}
