package spoil

import (
	"encoding/base64"
	"slices"
	"strings"
)

func textCases() []Case {
	return slices.Concat(captionCases(), markerCases(), []Case{
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
	})
}

func captionCases() []Case {
	one, two := "0.5 1.5 low one", "0.2 1 low two"
	texts := func(docs ...string) func(*Asset) { return func(a *Asset) { a.addTexts(docs...) } }
	return []Case{
		{
			Rule: "TXT-TIMEBASE", About: "the times of one document count from the begin of the film; where all do, players can tell",
			Base: texts(), Bad: texts(tt(one), tt(two), tt("4.5 5.5 low three"), tt("0.5 1 low four")),
			Good: texts(tt(one), tt("2.2 3 low two"), tt("4.5 5.5 low three"), tt("6.5 7 low four")),
		},
		{
			Rule: "TXT-ORDER", About: "a caption begins before the last one has ended; in the good one it has a region of its own",
			Base: texts(), Bad: texts(tt(one, "1 2 low two")), Good: texts(tt(one, "1 2 high two", "1.5 2 low three")),
		},
		{
			Rule: "TXT-SPLIT", About: "a caption goes on in the next chunk, whose document does not have it; in the good one it is repeated",
			Base: texts(), Bad: texts(tt(one, "1.5 2.5 low two"), tt("0.6 1 low three")), Good: texts(tt(one, "1.5 2.5 low two"), tt("0 0.5 low two", "0.6 1 low three")),
		},
		{
			Rule: "TXT-ENC", About: "a document is in windows-1252; that its UTF-8 has a byte order mark does no harm",
			Base: texts(), Bad: texts(strings.Replace(tt("0.5 1.5 low caf\xe9"), `"utf-8"`, `"windows-1252"`, 1)), Good: texts("\ufeff" + tt("0.5 1.5 low café")),
		},
		{
			Rule: "TXT-LANG", About: "a document is French and its stream English; eng and en-GB are one language",
			Base: texts(), Bad: texts(strings.Replace(tt(one), `"en"`, `"fr"`, 1)), Good: texts(strings.Replace(tt(one), `"en"`, `"en-GB"`, 1)),
		},
	}
}

func markerCases() []Case {
	marks := func(list ...mark) func(*Asset) { return func(a *Asset) { a.addMarks(list...) } }
	return []Case{
		{
			Rule: "MRK-IDR", About: "a break begins three frames behind the key frame; in the good one its section says another time, of the clock of its encoder",
			Bad: marks(mark{at: 2120, id: 1, out: true, lasts: 1880, auto: true}), Good: marks(mark{at: 2000, id: 1, out: true, lasts: 2000, auto: true}),
		},
		{
			Rule: "MRK-PAIR", About: "a break has no end; in the good one a marker leads back in when it says",
			Bad: marks(mark{at: 2000, id: 1, out: true}), Good: marks(mark{at: 2000, id: 1, out: true, lasts: 4000}, mark{at: 6000, id: 1}),
		},
		{
			Rule: "MRK-OVERLAP", About: "a break begins before the one before it has ended; in the good one just then",
			Bad:  marks(mark{at: 2000, id: 1, out: true, lasts: 3000, auto: true}, mark{at: 4000, id: 2, out: true, lasts: 2000, auto: true}),
			Good: marks(mark{at: 2000, id: 1, out: true, lasts: 2000, auto: true}, mark{at: 4000, id: 2, out: true, lasts: 2000, auto: true}),
		},
		{
			Rule: "MRK-LEAD", About: "a marker stands 2 s before the time that it announces; in the good one 4 s",
			Bad: marks(mark{at: 2000, id: 1, out: true, lasts: 1000, auto: true, told: 4000}), Good: marks(mark{at: 2000, id: 1, out: true, lasts: 1000, auto: true, told: 6000}),
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
