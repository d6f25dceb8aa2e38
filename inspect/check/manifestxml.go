package check

import (
	"bytes"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"strings"

	"smoothscope/inspect/manifest"
)

func manXML() *Rule {
	return &Rule{
		ID: "MAN-XML", Title: "A manifest is not the XML it should be", Severity: Error,
		Help: "Players and servers read manifests with strict XML parsers, and one wrong character ends that: nothing plays. " +
			"The document has to be well formed, with the right root element, in UTF-8 or UTF-16 as its first bytes say. " +
			"Usual causes are a copy that was cut short, an editor that saved in another encoding, an & that is not written as &amp;, or an error page saved under the name of the manifest.",
		Clause: "MS-SSTR 2.2.2",
		whole: func(c *Case, to *Reporter) {
			if d := c.Client; d != nil {
				judgeXML(to, d.Path, d.Raw, d.Doc.Text, d.Doc.Encoding, d.Doc.Span, d.Err)
				if _, m := c.client(); m != nil && d.Err == nil {
					for _, e := range m.twice {
						to.Add("twice", Finding{Place: c.inClient(-1, -1, e.span), Message: fmt.Sprintf("%s: an attribute stands twice in one %s element", d.Path, e.name),
							Measured: "one attribute twice", Expected: "each attribute once", Hint: hintXML})
					}
				}
			}
			if d := c.Server; d != nil {
				judgeXML(to, d.Path, d.Raw, d.Doc.Text, d.Doc.Encoding, d.Doc.Span, d.Err)
			}
		},
	}
}

const hintXML = "Copy the manifest again or have the encoder write it again; after editing it by hand, open it in a browser, which shows the line that is wrong."

// judgeXML says the first thing that keeps a strict parser from reading a
// document: one cause is enough, the next shows when it is gone.
func judgeXML(to *Reporter, path string, raw, text []byte, encoding string, root manifest.Span, err error) {
	f := Finding{Place: InFile(path, 0, int64(len(raw))), Expected: "a well-formed XML document in UTF-8 or UTF-16", Hint: hintXML}
	switch {
	case len(bytes.TrimSpace(raw)) == 0:
		f.Message, f.Measured = fmt.Sprintf("%s: the manifest is empty", path), fmt.Sprintf("%d bytes", len(raw))
	case err != nil:
		f.Message, f.Measured = fmt.Sprintf("%s: %s", path, err), err.Error()
		f.Offset, f.Size = brokenAt(raw, text, encoding)
	default:
		fault := cmpOr(encodingFault(raw, text, encoding), prologFault(text[:min(max(root.From, 0), int64(len(text)))]),
			epilogFault(text[min(max(root.To, 0), int64(len(text))):]))
		if fault == "" {
			return
		}
		f.Message, f.Measured = fmt.Sprintf("%s: %s", path, fault), fault
	}
	to.Add("", f)
}

func cmpOr(texts ...string) string {
	for _, t := range texts {
		if t != "" {
			return t
		}
	}
	return ""
}

// brokenAt is where a strict parser stops, in bytes of the file.
func brokenAt(raw, text []byte, encoding string) (offset, size int64) {
	d := xml.NewDecoder(bytes.NewReader(text))
	d.CharsetReader = func(_ string, in io.Reader) (io.Reader, error) { return in, nil }
	for {
		at := d.InputOffset()
		if _, err := d.RawToken(); err != nil {
			return fileSpan(raw, text, encoding, manifest.Span{From: at, To: max(at, d.InputOffset())})
		}
	}
}

// encodingFault is why a parser that believes the declaration or the first
// bytes cannot read the text.
func encodingFault(raw, text []byte, encoding string) string {
	declared := declaredEncoding(text)
	marked := bytes.HasPrefix(raw, []byte("\xff\xfe")) || bytes.HasPrefix(raw, []byte("\xfe\xff"))
	switch encoding {
	case "utf-16le", "utf-16be":
		if !marked {
			return "the text is UTF-16, but no byte order mark says so"
		}
		if declared != "" && !strings.HasPrefix(declared, "utf-16") {
			return fmt.Sprintf("the declaration says %s, the bytes are UTF-16", declared)
		}
	case "utf-8":
		if strings.HasPrefix(declared, "utf-16") || strings.HasPrefix(declared, "ucs-2") {
			return fmt.Sprintf("the declaration says %s, the bytes are UTF-8", declared)
		}
		if body := bytes.TrimPrefix(raw, []byte("\xef\xbb\xbf")); len(body) != len(text) || !bytes.Equal(body, text) {
			return "some bytes are not UTF-8"
		}
	default:
		return fmt.Sprintf("the text is %s; manifests are UTF-8 or UTF-16", encoding)
	}
	return ""
}

// declaredEncoding is what the XML declaration says, in lower case.
func declaredEncoding(text []byte) string {
	head := string(text[:min(len(text), 200)])
	if !strings.HasPrefix(head, "<?xml") {
		return ""
	}
	head, _, _ = strings.Cut(head, "?>")
	_, rest, found := strings.Cut(head, "encoding")
	rest = strings.TrimLeft(rest, " \t\r\n=")
	if !found || rest == "" {
		return ""
	}
	value, _, _ := strings.Cut(rest[1:], rest[:1])
	return strings.ToLower(value)
}

// prologFault is what may not stand before the root element.
func prologFault(head []byte) string {
	if i := bytes.Index(head, []byte("<?xml")); i > 0 && (len(head) <= i+5 || head[i+5] != '-') {
		return "something stands before the XML declaration, which has to be the very first"
	}
	return aroundFault(head, "before the manifest")
}

// epilogFault is what may not stand behind it.
func epilogFault(tail []byte) string { return aroundFault(tail, "after the end of the manifest") }

// aroundFault looks at what surrounds the root: comments, instructions and
// blanks are allowed.
func aroundFault(text []byte, where string) string {
	d := xml.NewDecoder(bytes.NewReader(text))
	d.CharsetReader = func(_ string, in io.Reader) (io.Reader, error) { return in, nil }
	for {
		token, err := d.RawToken()
		switch t := token.(type) {
		case xml.CharData:
			if len(bytes.TrimSpace(t)) > 0 {
				return "there is text " + where
			}
		case xml.Directive:
			return "there is a document type declaration, which players refuse"
		case xml.StartElement, xml.EndElement:
			return "there is another element " + where
		}
		if errors.Is(err, io.EOF) {
			return ""
		}
		if err != nil {
			return "there is something that is no XML " + where
		}
	}
}

func manVersion() *Rule {
	return &Rule{
		ID: "MAN-VER", Title: "The version of the client manifest does not fit what it uses", Severity: Warning,
		Help: "Players choose how to read a manifest by MajorVersion and MinorVersion. Repeated chunks (the attribute r) came with 2.2: " +
			"a player that trusts a lower version takes each such element for one chunk and asks for the wrong times. Let the packager write MinorVersion 2, or a list without r.",
		Clause: "MS-SSTR 2.2.2.1, 2.2.2.6",
		whole: func(c *Case, to *Reporter) {
			client, m := c.client()
			if client == nil {
				return
			}
			root := c.inClient(-1, -1, client.Span)
			if major := attrOf(client.Attrs, "MajorVersion"); client.MajorVersion != 2 {
				to.Add("major", Finding{Place: root, Message: fmt.Sprintf("the client manifest says MajorVersion %s, players know 2", quotedOr(major, "nothing")),
					Measured: quotedOr(major, "no MajorVersion"), Expected: "2", Hint: "Write MajorVersion=\"2\": there is no other version that players read."})
				return
			}
			if client.MinorVersion >= 2 {
				return
			}
			for i := range m.streams {
				var t tally
				for n := range m.streams[i].chunks {
					if e := &m.streams[i].chunks[n]; e.repeats {
						t.add(func() Place { return c.atChunk(i, e.first, e) })
					}
				}
				t.report(to, "r", Finding{
					Message:  fmt.Sprintf("%s repeats chunks with r, which version 2.%d does not know", clientTitle(&client.Streams[i]), client.MinorVersion),
					Measured: fmt.Sprintf("MinorVersion %d, %s with r", client.MinorVersion, count(t.n, "element", "elements")), Expected: "MinorVersion 2",
					Hint: "Set ClientManifestVersion to 2.2 where the manifest is made, or change MinorVersion to 2.",
				})
			}
		},
	}
}

// attrOf is an attribute in any case.
func attrOf(attrs []manifest.Attr, name string) string {
	for _, a := range attrs {
		if strings.EqualFold(a.Name, name) {
			return strings.TrimSpace(a.Value)
		}
	}
	return ""
}

// quotedOr is a text of the document for a message, short and on one line.
func quotedOr(text, absent string) string {
	text = strings.Join(strings.Fields(text), " ")
	if text == "" {
		return absent
	}
	if runes := []rune(text); len(runes) > 60 {
		text = string(runes[:57]) + "..."
	}
	return `"` + text + `"`
}
