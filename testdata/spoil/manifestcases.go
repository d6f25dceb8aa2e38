package spoil

import (
	"encoding/base64"
	"encoding/binary"
	"strings"
	"unicode/utf16"
)

const (
	client = "ladder.ismc"
	server = "ladder.ism"

	videoChunks = `<c n="0" d="20000000" />
		<c n="1" d="20000000" />
		<c n="2" d="20000000" />
		<c n="3" d="20000000" />`
)

func manifestCases() []Case {
	return []Case{
		{
			Rule: "MAN-XML", About: "the end of the client manifest is cut off; a comment behind it is allowed",
			Bad:  func(a *Asset) { a.Replace(client, "</SmoothStreamingMedia>", "") },
			Good: func(a *Asset) { a.Files[client] = append(a.Files[client], "<!-- made by hand -->\n"...) },
		},
		{
			Rule: "MAN-VER", About: "chunks are repeated with r in version 2.0; in 2.2 they may be",
			Bad: func(a *Asset) { a.Replace(client, videoChunks, `<c n="0" d="20000000" r="4" />`) },
			Good: func(a *Asset) {
				a.Replace(client, videoChunks, `<c n="0" d="20000000" r="4" />`)
				a.Replace(client, `MinorVersion="0"`, `MinorVersion="2"`)
			},
		},
		{
			Rule: "MAN-CHUNKS", About: "Chunks says 5 where there are 4; nothing has to be said",
			Bad:  func(a *Asset) { a.Replace(client, `QualityLevels="3" Chunks="4"`, `QualityLevels="3" Chunks="5"`) },
			Good: func(a *Asset) { a.Replace(client, `QualityLevels="3" Chunks="4"`, `QualityLevels="3"`) },
		},
		{
			Rule: "MAN-LEVELS", About: "QualityLevels says 4 where there are 3; nothing has to be said",
			Bad:  func(a *Asset) { a.Replace(client, `QualityLevels="3"`, `QualityLevels="4"`) },
			Good: func(a *Asset) { a.Replace(client, `QualityLevels="3"`, ``) },
		},
		{
			Rule: "MAN-D-OR-T", About: "a chunk has neither t nor d; with t alone all is known",
			Bad: func(a *Asset) { a.Replace(client, videoChunks, chunkList("", `t="40000000" d="20000000"`)) },
			Good: func(a *Asset) {
				a.Replace(client, videoChunks, chunkList(`t="20000000"`, `t="40000000" d="20000000"`))
			},
		},
		{
			Rule: "MAN-N", About: "a number of a chunk goes back; a jump is allowed",
			Bad:  func(a *Asset) { a.Replace(client, `n="2" d="20000000"`, `n="1" d="20000000"`) },
			Good: func(a *Asset) { a.Replace(client, `n="3" d="20000000"`, `n="7" d="20000000"`) },
		},
		{
			Rule: "MAN-T-ORDER", About: "a chunk starts 100 ms before the one before it ends; one tick is rounding",
			Bad:  func(a *Asset) { a.Replace(client, `n="2" d="20000000"`, `n="2" t="39000000" d="21000000"`) },
			Good: func(a *Asset) { a.Replace(client, `n="2" d="20000000"`, `n="2" t="39999999" d="20000001"`) },
		},
		{
			Rule: "MAN-DUR", About: "Duration is a second too long; half a microsecond is rounding",
			Bad:  func(a *Asset) { a.Replace(client, `Duration="80232200"`, `Duration="90232200"`) },
			Good: func(a *Asset) { a.Replace(client, `Duration="80232200"`, `Duration="80232205"`) },
		},
		{
			Rule: "MAN-URL", About: "a template lacks the start time; another spelling of it works",
			Bad:  func(a *Asset) { a.Replace(client, "Fragments(video={start time})", "Fragments(video=0)") },
			Good: func(a *Asset) { a.Replace(client, "Fragments(video={start time})", "Fragments(video={start_time})") },
		},
		{
			Rule: "MAN-NAME", About: "the audio stream is called video too; a name of its own is right",
			Bad:  func(a *Asset) { a.Replace(client, `Type="audio"`, `Type="audio" Name="video"`) },
			Good: func(a *Asset) { a.Replace(client, `Type="audio"`, `Type="audio" Name="audio"`) },
		},
		{
			Rule: "MAN-FOURCC", About: "the audio has no FourCC; AAC is as good as AACL",
			Bad:  func(a *Asset) { a.Replace(client, `FourCC="AACL"`, `FourCC=""`) },
			Good: func(a *Asset) { a.Replace(client, `FourCC="AACL"`, `FourCC="AAC"`) },
		},
		{
			Rule: "MAN-CPD", About: "the private data of the audio lacks half a byte; small letters are allowed",
			Bad:  func(a *Asset) { a.Replace(client, `"120856E500"`, `"120856E50"`) },
			Good: func(a *Asset) { a.Replace(client, `"120856E500"`, `"120856e500"`) },
		},
		{
			Rule: "MAN-SUBTYPE", About: "a text stream says no Subtype; CHAP is one",
			Bad:  func(a *Asset) { a.addText("", "video") },
			Good: func(a *Asset) { a.addText("CHAP", "video") },
		},
		{
			Rule: "MAN-AUDIO-ATTR", About: "SamplingRate is not that of the private data; without the attribute all is known",
			Bad:  func(a *Asset) { a.Replace(client, `SamplingRate="44100"`, `SamplingRate="48000"`) },
			Good: func(a *Asset) { a.Replace(client, `AudioTag="255"`, ``) },
		},
		{
			Rule: "MAN-MAXWH", About: "the stream says it is smaller than its largest level; just as large is right",
			Bad:  func(a *Asset) { a.Replace(client, `Type="video"`, `Type="video" MaxWidth="128" MaxHeight="72"`) },
			Good: func(a *Asset) { a.Replace(client, `Type="video"`, `Type="video" MaxWidth="192" MaxHeight="108"`) },
		},
		{
			Rule: "MAN-PARENT", About: "a sparse stream follows one that is not there; it may follow the audio",
			Bad:  func(a *Asset) { a.addText("CHAP", "main") },
			Good: func(a *Asset) { a.addText("CHAP", "audio") },
		},
		{
			Rule: "MAN-PROT", About: "the SystemID has braces; without them it is right",
			Bad:  func(a *Asset) { a.addProtection("{9A04F079-9840-4286-AB92-E65BE0885F95}") },
			Good: func(a *Asset) { a.addProtection("9A04F079-9840-4286-AB92-E65BE0885F95") },
		},
	}
}

// chunkList is the video's chunks with the times of the second and third given
// otherwise.
func chunkList(second, third string) string {
	return strings.ReplaceAll(strings.ReplaceAll(videoChunks, `n="1" d="20000000"`, `n="1" `+second), `n="2" d="20000000"`, `n="2" `+third)
}

// addText adds a sparse stream whose one piece of text is in the manifest.
func (a *Asset) addText(subtype, parent string) {
	a.addEmbedded(subtype, parent, "", base64.StdEncoding.EncodeToString([]byte("Chapter one")))
}

// addEmbedded is addText with the bitrate's custom attributes and the f as it is.
func (a *Asset) addEmbedded(subtype, parent, custom, f string) {
	if subtype != "" {
		subtype = ` Subtype="` + subtype + `"`
	}
	a.Replace(client, "</SmoothStreamingMedia>", `	<StreamIndex Type="text" Name="notes"`+subtype+` Language="eng" ParentStreamIndex="`+parent+`" ManifestOutput="TRUE" TimeScale="10000000" QualityLevels="1" Chunks="1">
		<QualityLevel Index="0" Bitrate="1000" FourCC="" CodecPrivateData="">`+custom+`</QualityLevel>
		<c n="0" t="20000000"><f>`+f+`</f></c>
	</StreamIndex>
</SmoothStreamingMedia>`)
}

// addProtection adds a PlayReady header.
func (a *Asset) addProtection(system string) {
	header := `<WRMHEADER xmlns="http://schemas.microsoft.com/DRM/2007/03/PlayReadyHeader" version="4.0.0.0"><DATA><PROTECTINFO><KEYLEN>16</KEYLEN><ALGID>AESCTR</ALGID></PROTECTINFO><KID>iXHJxWd+RkaUngzU3ZLL1w==</KID></DATA></WRMHEADER>`
	var text []byte
	for _, u := range utf16.Encode([]rune(header)) {
		text = binary.LittleEndian.AppendUint16(text, u)
	}
	object := binary.LittleEndian.AppendUint32(nil, uint32(10+len(text)))
	object = append(object, 1, 0, 1, 0)
	object = binary.LittleEndian.AppendUint16(object, uint16(len(text)))
	a.Replace(client, "</SmoothStreamingMedia>", `	<Protection><ProtectionHeader SystemID="`+system+`">`+
		base64.StdEncoding.EncodeToString(append(object, text...))+`</ProtectionHeader></Protection>
</SmoothStreamingMedia>`)
}
