package manifests

import (
	"strings"

	"fyne.io/fyne/v2/lang"
)

// known is an attribute, param or meta that has a meaning.
type known struct {
	name    string
	kind    kind
	help    string
	needed  bool   // MS-SSTR demands it
	of      string // of kTotal: the elements that it counts
	choices []choice
}

// choice is a value that is offered.
type choice struct{ value, text string }

// knownOf are the attributes of an element that have a meaning, in the order
// that they are offered in.
func (d *doc) knownOf(element int) []known {
	switch strings.ToLower(d.outline.Elements[element].Name) {
	case "smoothstreamingmedia":
		return mediaAttributes()
	case "protectionheader":
		return []known{{name: "SystemID", kind: kGUID, needed: true, help: lang.L("The protection system; its header follows as text")}}
	case "streamindex":
		return streamAttributes(d.typeOf(element))
	case "qualitylevel":
		return levelAttributes(d.typeOf(element))
	case "c":
		return chunkAttributes()
	case "f":
		return dataAttributes()
	case "attribute":
		return []known{
			{name: "Name", kind: kName, needed: true, help: lang.L("Name of the custom attribute; unique")},
			{name: "Value", needed: true, help: lang.L("Value of the custom attribute")},
		}
	case "video", "audio", "textstream", "ref":
		return trackAttributes()
	case "meta":
		name, _ := d.outline.Attr(element, "name")
		content := known{name: "content", help: lang.L("Value of the entry")}
		if k, ok := find(metas(), name); ok {
			content.kind, content.help = k.kind, k.help
		}
		return []known{{name: "name", kind: kName, needed: true, help: lang.L("Name of the entry")}, content}
	case "param":
		return d.paramAttributes(element)
	case "scriptcommand", "marker", "sample":
		return contentAttributes()
	}
	return nil
}

func (d *doc) paramAttributes(element int) []known {
	name, _ := d.outline.Attr(element, "name")
	value := known{name: "value", needed: true, help: lang.L("Value of the param")}
	if k, ok := find(params(), name); ok {
		value.kind, value.help = k.kind, k.help
	}
	return []known{
		{name: "name", kind: kName, needed: true, help: lang.L("Name of the param")}, value,
		{name: "valuetype", help: lang.L("Always data")},
	}
}

// typeOf is the Type of the stream around an element, in small letters.
func (d *doc) typeOf(element int) string {
	if s, _ := d.stream(element); s != nil {
		return s.Type
	}
	return ""
}

// find is the one of a name, in any case.
func find(all []known, name string) (known, bool) {
	for _, k := range all {
		if strings.EqualFold(k.name, strings.TrimSpace(name)) {
			return k, true
		}
	}
	return known{name: name}, false
}

// knownElement tells whether an element has a meaning here.
func knownElement(name string) bool {
	switch strings.ToLower(name) {
	case "smoothstreamingmedia", "protection", "protectionheader", "streamindex", "qualitylevel", "customattributes",
		"attribute", "c", "f", "content", "scriptcommand", "marker", "sample",
		"smil", "head", "meta", "body", "switch", "seq", "par", "video", "audio", "textstream", "ref", "param":
		return true
	}
	return false
}

// clauseOf is the clause that defines an element.
func clauseOf(name string) string {
	switch strings.ToLower(name) {
	case "smoothstreamingmedia":
		return "MS-SSTR 2.2.2.1"
	case "protection", "protectionheader":
		return "MS-SSTR 2.2.2.2"
	case "streamindex":
		return "MS-SSTR 2.2.2.3"
	case "qualitylevel":
		return "MS-SSTR 2.2.2.5"
	case "customattributes", "attribute":
		return "MS-SSTR 2.2.2.5.1"
	case "c":
		return "MS-SSTR 2.2.2.6"
	case "f":
		return "MS-SSTR 2.2.2.6.1"
	case "smil", "head", "meta", "body", "switch", "video", "audio", "textstream", "ref", "param":
		return "MS-SSTR 2.2.7.1.1"
	}
	return ""
}

func words(values ...string) []choice {
	var all []choice
	for _, v := range values {
		all = append(all, choice{value: v})
	}
	return all
}

func truths() []choice { return words("TRUE", "FALSE") }

// languages are those that are offered; others are typed.
func languages() []choice {
	var all []choice
	for _, code := range []string{"eng", "fra", "deu", "spa", "ita", "por", "nld", "pol", "rus", "jpn", "zho", "und"} {
		all = append(all, choice{code, judgeLanguage(code).note})
	}
	return all
}
