package check

import (
	"bytes"
	"encoding/xml"
	"fmt"
	"io"
	"strings"

	"golang.org/x/text/encoding/charmap"

	"smoothscope/inspect/marker"
)

func textEncoding() *Rule {
	return &Rule{
		ID: "TXT-ENC", Title: "A caption document is not in an encoding or a namespace that players know", Severity: Warning,
		Help: "Caption documents are TTML in UTF-8: a tt element in one of its namespaces. Players skip documents of other elements and namespaces, and show wrong letters of other encodings or give up where the document says another one than it is in. " +
			"Save the captions as TTML in UTF-8.",
		Clause: "TTML1 5.1, ISO/IEC 14496-30 5.3",
		whole: func(c *Case, to *Reporter) {
			c.captionDocs(func(l *captionList, d *captionDoc) {
				if f := d.fault; f != nil {
					to.Add(f.key, Finding{
						Place: d.place, Message: fmt.Sprintf("the caption document of chunk %d of %s %s", d.n, l.name, f.says),
						Measured: f.measured, Expected: f.expected, Hint: f.hint,
					})
				}
			})
		},
	}
}

// documentFault is why players may not know a document.
type documentFault struct{ key, says, measured, expected, hint string }

// faultOf looks at how a document begins. That it is no XML is told by
// TXT-XML.
func faultOf(b []byte) *documentFault {
	text := marker.XMLText(b)
	named := declaredEncoding(bytes.TrimSpace(text[:min(len(text), 300)]))
	is := "utf-8"
	if bytes.HasPrefix(b, []byte("\xff\xfe")) || bytes.HasPrefix(b, []byte("\xfe\xff")) {
		is = "utf-16"
	}
	switch {
	case named != "" && named != "utf-8" && !strings.HasPrefix(named, "utf-16") && named != "us-ascii":
		return &documentFault{"encoding", "is in the encoding " + named, named, "UTF-8", "Save the captions in UTF-8, and let the XML declaration say so."}
	case named != "" && is != charFamily(named):
		return &documentFault{"declared", fmt.Sprintf("says that it is in %s and is in %s", named, is), is, named, "Let the XML declaration say " + is + ", or leave the encoding out."}
	}
	root, err := rootOf(b)
	switch space := root.Name.Space; {
	case err != nil:
		return nil
	case root.Name.Local != "tt":
		return &documentFault{"root", "is no TTML: its root is " + root.Name.Local, root.Name.Local, "tt", "Convert the captions to TTML."}
	case space == "":
		return &documentFault{"namespace", "has no namespace", "none", timedTextSpace, "Write xmlns=\"" + timedTextSpace + "\" into the tt element."}
	case !knownSpace(space):
		return &documentFault{"namespace", "has an unknown namespace: " + space, space, timedTextSpace, "Write xmlns=\"" + timedTextSpace + "\" into the tt element."}
	}
	return nil
}

const timedTextSpace = "http://www.w3.org/ns/ttml"

// knownSpace tells the namespaces of TTML and of its drafts, which DFXP has.
func knownSpace(space string) bool {
	switch strings.TrimSuffix(space, "#") {
	case timedTextSpace, "http://www.w3.org/2006/10/ttaf1", "http://www.w3.org/2006/04/ttaf1":
		return true
	}
	return false
}

// charFamily is utf-16 for its two orders of bytes, and utf-8 for ASCII.
func charFamily(encoding string) string {
	switch {
	case strings.HasPrefix(encoding, "utf-16"):
		return "utf-16"
	case encoding == "us-ascii":
		return "utf-8"
	}
	return encoding
}

// rootOf is the first element of a document.
func rootOf(b []byte) (xml.StartElement, error) {
	d := newDecoder(b)
	for {
		token, err := d.Token()
		if err != nil {
			return xml.StartElement{}, err
		}
		if root, ok := token.(xml.StartElement); ok {
			return root, nil
		}
	}
}

// newDecoder reads a document by its byte order mark, else as it says.
func newDecoder(b []byte) *xml.Decoder {
	d := xml.NewDecoder(bytes.NewReader(marker.XMLText(b)))
	d.CharsetReader = func(name string, in io.Reader) (io.Reader, error) {
		switch strings.ToLower(name) {
		case "windows-1252", "iso-8859-1", "latin1":
			return charmap.Windows1252.NewDecoder().Reader(in), nil
		}
		return in, nil
	}
	return d
}
