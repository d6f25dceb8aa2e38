package manifests

import "fyne.io/fyne/v2/lang"

// The attributes of a client manifest (MS-SSTR 2.2.2), and those that real
// encoders and servers write besides.

func mediaAttributes() []known {
	return []known{
		{name: "MajorVersion", kind: kCount, needed: true, help: lang.L("Version of the grammar: 2"), choices: words("2")},
		{name: "MinorVersion", kind: kCount, needed: true, help: lang.L("0, 1 or 2; with 2 chunks may be repeated with r"), choices: words("0", "1", "2")},
		{name: "TimeScale", kind: kScale, help: lang.L("Ticks per second of Duration and of streams that say nothing else; 10 000 000 where absent")},
		{name: "Duration", kind: kMediaTicks, needed: true, help: lang.L("Length of the presentation in ticks; 0 while live")},
		{name: "IsLive", kind: kBool, help: lang.L("TRUE while the event goes on; FALSE where absent"), choices: truths()},
		{name: "LookAheadFragmentCount", kind: kCount, help: lang.L("Chunks that must follow one before it is listed; live only")},
		{name: "LookaheadCount", kind: kCount, help: lang.L("The name that MS-SSTR gives to LookAheadFragmentCount; servers write the other")},
		{name: "DVRWindowLength", kind: kMediaTicks, help: lang.L("How far back one can seek while live, in ticks; 0 is all the way")},
		{name: "CanSeek", kind: kBool, help: lang.L("Seeking is allowed while live"), choices: truths()},
		{name: "CanPause", kind: kBool, help: lang.L("Pausing is allowed while live"), choices: truths()},
	}
}

func streamAttributes(kind string) []known {
	all := []known{
		{name: "Type", kind: kType, needed: true, help: lang.L("Kind of stream: video, audio or text"), choices: words("video", "audio", "text")},
		{name: "Subtype", kind: kSubtype, needed: kind == "text", help: lang.L("What a text stream is for: SUBT, CAPT, SCMD, CHAP, DATA …; often empty on others"), choices: subtypes()},
		{name: "Name", kind: kStreamName, help: lang.L("Name of the stream, unique; stands in the addresses of its chunks; the Type where absent")},
		{name: "Language", kind: kLanguage, help: lang.L("Language: three letters of ISO 639-2 (eng), und, or a tag of RFC 5646"), choices: languages()},
		{name: "TimeScale", kind: kScale, help: lang.L("Ticks per second of t and d of its chunks; that of the root where absent")},
		{name: "Url", kind: kURL, needed: true, help: lang.L("Template of its chunks' addresses, with {bitrate} and {start time}")},
		{name: "QualityLevels", kind: kTotal, of: "QualityLevel", help: lang.L("Number of quality levels")},
		{name: "Chunks", kind: kTotal, of: "c", needed: true, help: lang.L("Number of chunks, repeats counted; 0 while live")},
	}
	if kind == "video" || kind == "" {
		all = append(all,
			known{name: "MaxWidth", kind: kCount, help: lang.L("Width of the largest picture in pixels")},
			known{name: "MaxHeight", kind: kCount, help: lang.L("Height of the largest picture in pixels")},
			known{name: "DisplayWidth", kind: kCount, help: lang.L("Width to show it at; with DisplayHeight it gives the shape of pixels")},
			known{name: "DisplayHeight", kind: kCount, help: lang.L("Height to show it at")},
		)
	}
	all = append(all,
		known{name: "ParentStreamIndex", kind: kParent, help: lang.L("Name of the stream that this one belongs to; makes it sparse")},
		known{name: "ManifestOutput", kind: kBool, help: lang.L("TRUE: its data stand in this manifest, as f below c; FALSE where absent"), choices: truths()},
		known{name: "FourCC", kind: kFourCC, help: lang.L("Codec of levels that say none")},
	)
	return append(all, streamExtras()...)
}

// streamExtras are what servers write for themselves.
func streamExtras() []known {
	return []known{
		{name: "Index", kind: kCount, help: lang.L("Number of the stream; players ignore it")},
		{name: "TargetFragmentDuration", kind: kTicks, help: lang.L("Length that chunks are meant to have, in ticks; for servers")},
		{name: "TargetPartialFragmentDuration", kind: kTicks, help: lang.L("Length that parts of chunks are meant to have, in ticks; for servers")},
		{name: "StreamStartTimestamp", kind: kTicks, help: lang.L("Where the stream began, in ticks; for servers")},
		{name: "OutputFlag", help: lang.L("For servers; players ignore it")},
		{name: "LastIndexOutOfDvr", kind: kCount, help: lang.L("Last chunk that left the window; for servers")},
	}
}

func subtypes() []choice {
	var all []choice
	for _, s := range []string{"SUBT", "CAPT", "DESC", "SCMD", "CHAP", "CTRL", "DATA", "ADVT"} {
		all = append(all, choice{s, subtypeWord(s)})
	}
	return all
}

func levelAttributes(kind string) []known {
	all := []known{
		{name: "Index", kind: kIndex, needed: true, help: lang.L("Number of the level in its stream; unique")},
		{name: "Bitrate", kind: kBitrate, needed: true, help: lang.L("Bits per second; it is the level's key in addresses, unique in the stream")},
		{name: "FourCC", kind: kFourCC, needed: kind == "video", help: lang.L("Codec, four characters"), choices: codecs(kind)},
		{name: "CodecPrivateData", kind: kPrivate, needed: kind == "video", help: lang.L("What the decoder must know first, in hex")},
	}
	if kind == "video" || kind == "" {
		all = append(all,
			known{name: "MaxWidth", kind: kCount, needed: true, help: lang.L("Width of the picture in pixels")},
			known{name: "MaxHeight", kind: kCount, needed: true, help: lang.L("Height of the picture in pixels")},
			known{name: "Width", kind: kCount, help: lang.L("Old name of MaxWidth")},
			known{name: "Height", kind: kCount, help: lang.L("Old name of MaxHeight")},
			known{name: "NALUnitLengthField", kind: kNAL, help: lang.L("Bytes of a NAL unit's length in a sample: 4 where absent"), choices: words("1", "2", "4")},
		)
	}
	if kind == "audio" || kind == "" {
		all = append(all, audioAttributes()...)
	}
	return append(all,
		known{name: "HardwareProfile", help: lang.L("Profile of devices that it is made for; players ignore it")},
		known{name: "Scheme", help: lang.L("Format of the fragments: piff where absent")},
		known{name: "SchemeVersion", help: lang.L("Version of that format: 1.0 or 1.1")},
		known{name: "Id", help: lang.L("For servers; players ignore it")},
	)
}

func audioAttributes() []known {
	return []known{
		{name: "SamplingRate", kind: kPositive, needed: true, help: lang.L("Samples per second in Hz"), choices: words("48000", "44100", "32000", "24000", "22050")},
		{name: "Channels", kind: kPositive, needed: true, help: lang.L("Number of channels"), choices: words("1", "2", "6", "8")},
		{name: "BitsPerSample", kind: kCount, needed: true, help: lang.L("Bits of a sample: 16 as a rule"), choices: words("16", "24", "0")},
		{name: "PacketSize", kind: kCount, needed: true, help: lang.L("nBlockAlign of a WAVEFORMATEX in bytes: 4 for AAC as a rule")},
		{name: "AudioTag", kind: kTag, needed: true, help: lang.L("wFormatTag of a WAVEFORMATEX: 255 is AAC, 354 WMA Pro, 65534 EC-3"), choices: tags()},
		{name: "SamplesPerFrame", kind: kCount, help: lang.L("Samples of a frame; players ignore it")},
		{name: "WaveFormatEx", kind: kHex, help: lang.L("A whole WAVEFORMATEX in hex, of old encoders, in place of the others")},
	}
}

func tags() []choice {
	var all []choice
	for _, n := range []struct {
		text string
		tag  uint64
	}{{"255", 255}, {"354", 354}, {"353", 353}, {"65534", 65534}, {"85", 85}, {"1", 1}} {
		all = append(all, choice{n.text, tagWord(n.tag)})
	}
	return all
}

func codecs(kind string) []choice {
	switch kind {
	case "video":
		return []choice{{"H264", "AVC"}, {"AVC1", "AVC"}, {"HVC1", "HEVC"}, {"HEV1", "HEVC"}, {"WVC1", "VC-1"}}
	case "audio":
		return []choice{{"AACL", "AAC LC"}, {"AACH", "HE-AAC"}, {"AACP", "HE-AAC v2"}, {"EC-3", "E-AC-3"}, {"AC-3", ""}, {"WMAP", "WMA"}}
	case "text":
		return []choice{{"TTML", ""}, {"DFXP", "TTML"}}
	}
	return nil
}

func chunkAttributes() []known {
	return []known{
		{name: "n", kind: kCount, help: lang.L("Number of the chunk, from 0")},
		{name: "t", kind: kStart, help: lang.L("Start in ticks of the stream: the chunk's key in addresses; the end of the one before where absent")},
		{name: "d", kind: kTicks, help: lang.L("Length in ticks of the stream; up to the next chunk where absent")},
		{name: "r", kind: kPositive, help: lang.L("How many chunks of this length follow each other, this one included; needs MinorVersion 2")},
	}
}

func dataAttributes() []known {
	return []known{
		{name: "i", kind: kCount, help: lang.L("Index of the quality level that the data are of")},
		{name: "s", kind: kCount, help: lang.L("Size of the data in bytes")},
	}
}

func contentAttributes() []known {
	return []known{
		{name: "Time", help: lang.L("When it is due")},
		{name: "Type", help: lang.L("Kind of command")},
		{name: "Command", help: lang.L("The command itself")},
		{name: "Value", help: lang.L("The text of the marker")},
	}
}
