package spoil

import (
	"encoding/base64"
	"strings"
)

func textCases() []Case {
	return []Case{
		{
			Rule: "TXT-XML", About: "a caption in the manifest has an & as it is; written as &amp; it is right",
			Bad:  func(a *Asset) { a.addCaption("Fish & chips") },
			Good: func(a *Asset) { a.addCaption("Fish &amp; chips") },
		},
		{
			Rule: "MRK-B64", About: "an SCTE-35 marker is not base64; one that was encoded twice can be read",
			Bad:  func(a *Asset) { a.addSplice(strings.Repeat("*", len(spliceInsert))) },
			Good: func(a *Asset) { a.addSplice(base64.StdEncoding.EncodeToString([]byte(spliceInsert))) },
		},
		{
			Rule: "MRK-SCHEME", About: "a data stream does not say what its data is; chapters need not",
			Bad:  func(a *Asset) { a.addText("DATA", "video") },
			Good: func(a *Asset) { a.addText("CHAP", "video") },
		},
		{
			Rule: "MRK-CRC", About: "the time of an SCTE-35 marker is changed and its checksum is not",
			Bad:  func(a *Asset) { a.addSplice(strings.Replace(spliceInsert, "KaeGwP", "KaeGxP", 1)) },
			Good: func(a *Asset) { a.addSplice(spliceInsert) },
		},
	}
}

// spliceInsert is a section with a splice_insert of 30 s.
const spliceInsert = "/DAlAAAAAAAAAP/wFAUAAAQDf+//KaeGwP4AKTLgAAAAAAAAn75a3g=="

func (a *Asset) addCaption(text string) {
	a.addEmbedded("CAPT", "video", "", base64.StdEncoding.EncodeToString([]byte(`<Caption Id="1" Action="ADD"><p>`+text+`</p></Caption>`)))
}

func (a *Asset) addSplice(f string) {
	a.addEmbedded("DATA", "video", `<CustomAttributes><Attribute Name="Scheme" Value="urn:scte:scte35:2013:bin" /></CustomAttributes>`, f)
}
