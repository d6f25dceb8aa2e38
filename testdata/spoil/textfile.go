package spoil

import (
	"encoding/binary"
	"fmt"
	"slices"
	"strings"
)

// tt is a TTML document with cues of "FROM TO REGION TEXT", in seconds.
func tt(cues ...string) string {
	var b strings.Builder
	for _, cue := range cues {
		f := strings.SplitN(cue, " ", 4)
		fmt.Fprintf(&b, `<p region="%s" begin="%ss" end="%ss">%s</p>`, f[2], f[0], f[1], f[3])
	}
	return `<?xml version="1.0" encoding="utf-8"?><tt xmlns="http://www.w3.org/ns/ttml" xml:lang="en"><head><layout>` +
		`<region xml:id="low"/><region xml:id="high"/></layout></head><body><div>` + b.String() + `</div></body></tt>`
}

// addTexts adds an .ismt with one document for each chunk of the video, of
// which there are four with two seconds each; what is not given has no cues.
func (a *Asset) addTexts(docs ...string) {
	for len(docs) < 4 {
		docs = append(docs, tt())
	}
	a.Files["text.ismt"] = textFile(docs)
	a.Replace(server, "</switch>", `	<textstream src="text.ismt" systemBitrate="1000" systemLanguage="eng">
				<param name="trackID" value="1" valueType="data" />
				<param name="trackName" value="captions" valueType="data" />
			</textstream>
		</switch>`)
	a.Replace(client, "</SmoothStreamingMedia>", `	<StreamIndex Type="text" Subtype="CAPT" Name="captions" Language="eng" TimeScale="10000000" QualityLevels="1" Chunks="4" Url="QualityLevels({bitrate})/Fragments(captions={start time})">
		<QualityLevel Index="0" Bitrate="1000" FourCC="TTML" CodecPrivateData="" />
		<c n="0" t="0" d="20000000" />
		<c n="1" t="20000000" d="20000000" />
		<c n="2" t="40000000" d="20000000" />
		<c n="3" t="60000000" d="20000000" />
	</StreamIndex>
</SmoothStreamingMedia>`)
}

// textFile is a file with one track of TTML, a fragment for each document.
func textFile(docs []string) []byte {
	const span, scale = 20_000_000, 10_000_000
	of := func(kind string, children ...*Box) *Box { return &Box{Type: kind, Children: children} }
	with := func(kind string, parts ...[]byte) *Box { return &Box{Type: kind, Payload: slices.Concat(parts...)} }
	matrix := words(0x10000, 0, 0, 0, 0x10000, 0, 0, 0, 0x40000000)
	length := uint32(len(docs)) * span
	stbl := of("stbl", with("stsd", words(0, 1, 16), []byte("dfxp"), words(0, 1)), full("stts", 0, 0), full("stsc", 0, 0), full("stsz", 0, 0, 0), full("stco", 0, 0))
	dref := with("dref", words(0, 1), with("url ", words(1)).Bytes())
	minf := of("minf", full("nmhd", 0), of("dinf", dref), stbl)
	mdia := of("mdia", full("mdhd", 0, 0, 0, scale, length, 0x15c70000), with("hdlr", words(0, 0), []byte("text"), words(0, 0, 0), []byte{0}), minf)
	trak := of("trak", with("tkhd", words(7, 0, 0, 1, 0, length, 0, 0, 0, 0), matrix, words(0, 0)), mdia)
	mvhd := with("mvhd", words(0, 0, 0, scale, length, 0x10000, 0x01000000, 0, 0), matrix, words(0, 0, 0, 0, 0, 0, 2))
	root := of("", with("ftyp", []byte("isml"), words(1), []byte("ismlpiffiso2")),
		of("moov", mvhd, trak, of("mvex", full("mehd", 0, length), full("trex", 0, 1, 1, 0, 0, 0))))
	rows := words(1<<24, 1, 0, uint32(len(docs)))
	for i, doc := range docs {
		at := uint32(i) * span
		tfxd := with("uuid", words(0x6d1d9b05, 0x42d544e6, 0x80e2141d, 0xaff757b2, 1<<24, 0, at, 0, span))
		root.Children = append(root.Children,
			of("moof", full("mfhd", 0, uint32(i)+1), of("traf", full("tfhd", 0x18, 1, span, uint32(len(doc))), full("trun", 1, 1, 0), tfxd)),
			with("mdat", []byte(doc)))
		rows = slices.Concat(rows, words(0, at, 0, 0), []byte{1, 1, 1})
	}
	root.Children = append(root.Children, of("mfra", with("tfra", rows), full("mfro", 0, 0)))
	settle(root)
	return root.body()
}

// words is numbers of 32 bits one behind the other.
func words(numbers ...uint32) []byte {
	var b []byte
	for _, n := range numbers {
		b = binary.BigEndian.AppendUint32(b, n)
	}
	return b
}
