package spoil

func crossCases() []Case {
	return []Case{
		{
			Rule: "X-FILE", About: "the file of the audio is gone",
			Bad: func(a *Asset) { delete(a.Files, "a_eng0.isma") },
		},
		{
			Rule: "X-TRACK", About: "the server manifest means track 2 of the audio, which has one; without a number the only track is meant",
			Bad: func(a *Asset) {
				a.Replace(server, audioTrack+` value="1"`, audioTrack+` value="2"`)
			},
			Good: func(a *Asset) { a.Replace(server, audioTrack, audioHead+`<param name="trackIndex"`) },
		},
		{
			Rule: "X-BITRATE", About: "systemBitrate of the audio is that of no quality level; a zero before it changes nothing",
			Bad:  func(a *Asset) { a.Replace(server, `systemBitrate="24105"`, `systemBitrate="24106"`) },
			Good: func(a *Asset) { a.Replace(server, `systemBitrate="24105"`, `systemBitrate="024105"`) },
		},
		{
			Rule: "X-CHUNK-EXTRA", About: "the last chunk of the video is not listed; two as one by r are listed",
			Bad: func(a *Asset) {
				a.Replace(client, "\t\t<c n=\"3\" d=\"20000000\" />\n", "")
				a.Replace(client, `QualityLevels="3" Chunks="4"`, `QualityLevels="3" Chunks="3"`)
			},
			Good: func(a *Asset) {
				a.Replace(client, `MinorVersion="0"`, `MinorVersion="2"`)
				a.Replace(client, `<c n="2" d="20000000" />`, `<c n="2" d="20000000" r="2" />`)
				a.Replace(client, "\t\t<c n=\"3\" d=\"20000000\" />\n", "")
			},
		},
		{
			Rule: "X-CHUNK-MISS", About: "a fifth chunk of the video is listed, which no file has",
			Bad: func(a *Asset) {
				a.Replace(client, `<c n="3" d="20000000" />`, `<c n="3" d="20000000" /><c n="4" d="20000000" />`)
				a.Replace(client, `QualityLevels="3" Chunks="4"`, `QualityLevels="3" Chunks="5"`)
				a.Replace(client, `Duration="80232200"`, `Duration="100000000"`)
			},
		},
		{
			Rule: "X-TIME", About: "a chunk of the audio starts a second later than in the file; two ticks are rounding",
			Bad: func(a *Asset) {
				a.Replace(client, `n="1" d="20201361"`, `n="1" d="30201361"`)
				a.Replace(client, `n="2" d="20201360"`, `n="2" d="10201360"`)
			},
			Good: func(a *Asset) {
				a.Replace(client, `n="1" d="20201361"`, `n="1" d="20201363"`)
				a.Replace(client, `n="2" d="20201360"`, `n="2" d="20201358"`)
			},
		},
		{
			Rule: "X-CPD", About: "the picture parameter set of the first level is another; start codes of three bytes are the same",
			Bad:  func(a *Asset) { a.Replace(client, "C489A80000000168CE3C80", "C489A80000000168CE3C90") },
			Good: func(a *Asset) { a.Replace(client, "C489A80000000168CE3C80", "C489A800000168CE3C80") },
		},
		{
			Rule: "X-MFRA", About: "a file has lost its index; free space before it does no harm",
			Bad: func(a *Asset) {
				a.EditRaw("v_20.ismv", func(b Boxes) { b.Remove("mfra") })
			},
			Good: func(a *Asset) {
				a.EditRaw("v_20.ismv", func(b Boxes) { b.Insert("mfra", &Box{Type: "free", Payload: make([]byte, 8)}) })
			},
		},
		{
			Rule: "X-TFRA", About: "the second entry of an index leads 24 bytes into its fragment",
			Bad: func(a *Asset) {
				a.EditRaw("v_20.ismv", func(b Boxes) {
					tfra := b.At("mfra/tfra")
					tfra.SetUint64(secondEntry, tfra.Uint64(secondEntry)+24)
				})
			},
		},
		{
			Rule: "X-ISMC-REF", About: "the server manifest names a client manifest that is not there; ./ before the name is the same",
			Bad:  func(a *Asset) { a.Replace(server, `content="ladder.ismc"`, `content="other.ismc"`) },
			Good: func(a *Asset) { a.Replace(server, `content="ladder.ismc"`, `content="./ladder.ismc"`) },
		},
		{
			Rule: "X-NAME-CASE", About: "the server manifest writes a name with a capital letter",
			Bad: func(a *Asset) { a.Replace(server, `src="v_20.ismv"`, `src="V_20.ismv"`) },
		},
		{
			Rule: "X-SRC-PATH", About: "a path has a backslash; with a slash it is right",
			Bad:  func(a *Asset) { a.Replace(server, `src="v_20.ismv"`, `src=".\v_20.ismv"`) },
			Good: func(a *Asset) { a.Replace(server, `src="v_20.ismv"`, `src="./v_20.ismv"`) },
		},
		{
			Rule: "X-FORMATS", About: "the server manifest says how the media is stored; a title says nothing of that",
			Bad:  func(a *Asset) { a.addMeta("formats", "vod-fmp4") },
			Good: func(a *Asset) { a.addMeta("title", "vod-fmp4") },
		},
	}
}

const (
	audioHead  = "<audio src=\"a_eng0.isma\" systemBitrate=\"24105\" systemLanguage=\"eng\">\n\t\t\t\t"
	audioTrack = audioHead + `<param name="trackID"`

	// secondEntry is where the offset of the second entry stands in the
	// payload of a tfra as ffmpeg writes it: rows of 19 bytes behind 16.
	secondEntry = 16 + 19 + 8
)

func (a *Asset) addMeta(name, content string) {
	a.Replace(server, "<head>", `<head><meta name="`+name+`" content="`+content+`" />`)
}
