package manifest

import "encoding/xml"

// Kind is what a document is.
type Kind int

// The kinds of documents that Sniff tells apart.
const (
	None           Kind = iota // neither of the two
	ClientManifest             // its root is SmoothStreamingMedia
	ServerManifest             // its root is smil
)

func (k Kind) String() string {
	switch k {
	case ClientManifest:
		return "client manifest"
	case ServerManifest:
		return "server manifest"
	}
	return "no manifest"
}

// sniffed is how many bytes Sniff looks at: room for a long leading comment.
const sniffed = 64 << 10

// Sniff tells from its first bytes what a document is, by the name of its root
// element: file names say nothing, as client manifests are found under .ismc,
// .ism, .xml and no extension at all. 64 KiB are enough, and it reads no more.
func Sniff(b []byte) Kind {
	b = b[:min(len(b), sniffed)]
	if !marked(b) {
		return None
	}
	text, _, _ := decode(b)
	r := readText(text)
	for {
		token, from := r.next()
		switch t := token.(type) {
		case nil:
			return None
		case xml.StartElement:
			return kindOf(newElement(t, from))
		}
	}
}

// marked says whether b can be XML at all, so that a media file is not decoded.
func marked(b []byte) bool {
	for _, c := range b[:min(len(b), 1024)] {
		switch c {
		case '<':
			return true
		case ' ', '\t', '\r', '\n', 0, 0xef, 0xbb, 0xbf, 0xff, 0xfe:
		default:
			return false
		}
	}
	return false
}

func kindOf(e *element) Kind {
	switch {
	case e.is("SmoothStreamingMedia"):
		return ClientManifest
	case e.is("smil"):
		return ServerManifest
	}
	return None
}
