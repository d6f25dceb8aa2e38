package caption

import "strings"

// look is what is inherited by the text of an element.
type look struct {
	style Style
	align string // tts:textAlign
	keeps bool   // xml:space="preserve"
}

// styleSheet is the styles and regions of a head, by their xml:id.
type styleSheet map[string]*sheetEntry

type sheetEntry struct {
	attrs map[string]string
	refs  []string // styles that it builds on
}

// maxChain and maxStyles bound styles that refer to styles: how deep, and how
// many of them there are for one element.
const (
	maxChain  = 8
	maxStyles = 100
)

// apply lays the styles that an element's attributes name over what it
// inherits, and then its own (TTML1 8.4.4).
func (s styleSheet) apply(l look, attrs map[string]string, refs []string) look {
	left := maxStyles
	return s.lay(l, attrs, refs, 0, &left)
}

func (s styleSheet) lay(l look, attrs map[string]string, refs []string, depth int, left *int) look {
	for _, id := range refs {
		if ref := s[id]; ref != nil && depth < maxChain && *left > 0 {
			*left--
			l = s.lay(l, ref.attrs, ref.refs, depth+1, left)
		}
	}
	switch attrs["fontStyle"] {
	case "italic", "oblique":
		l.style.Italic = true
	case "normal":
		l.style.Italic = false
	}
	switch attrs["fontWeight"] {
	case "bold":
		l.style.Bold = true
	case "normal":
		l.style.Bold = false
	}
	for _, word := range strings.Fields(attrs["textDecoration"]) {
		switch word {
		case "underline":
			l.style.Underline = true
		case "none", "noUnderline":
			l.style.Underline = false
		}
	}
	if align := attrs["textAlign"]; align != "" {
		l.align = align
	}
	switch attrs["space"] {
	case "preserve":
		l.keeps = true
	case "default":
		l.keeps = false
	}
	return l
}

// over is apply for a start tag as it is written.
func (s styleSheet) over(l look, tag string) look {
	attrs := attrMap(tag)
	return s.apply(l, attrs, strings.Fields(attrs["style"]))
}

// attrMap is the attributes of a start tag by their names without prefix.
func attrMap(tag string) map[string]string {
	list := attrsOf(tag)
	if len(list) == 0 {
		return nil
	}
	m := make(map[string]string, len(list))
	for _, a := range list {
		m[a.local()] = unescapeXML(tag[a.value:a.valueEnd])
	}
	return m
}

// plainSpan says whether a span says nothing that Style does not.
func plainSpan(tag string) bool {
	if localName(tag[1:]) != "span" {
		return false
	}
	for _, a := range attrsOf(tag) {
		if strings.HasPrefix(a.name, "xmlns:") {
			continue
		}
		value := tag[a.value:a.valueEnd]
		switch a.local() + "=" + value {
		case "fontStyle=italic", "fontStyle=normal", "fontWeight=bold", "fontWeight=normal",
			"textDecoration=underline", "textDecoration=noUnderline", "space=preserve", "space=default":
		default:
			return false
		}
	}
	return true
}
