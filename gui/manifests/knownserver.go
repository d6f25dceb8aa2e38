package manifests

import "fyne.io/fyne/v2/lang"

// What a server manifest says (MS-SSTR 2.2.7.1.1, and .ism files of encoders).

func metas() []known {
	return []known{
		{name: "clientManifestRelativePath", kind: kPath, help: lang.L("The client manifest, beside this file; on demand only")},
		{name: "title", help: lang.L("Title of the presentation")},
		{name: "creator", help: lang.L("Who, or what program, made it")},
		{name: "module", help: lang.L("smoothStreaming or liveSmoothStreaming"), choices: words("smoothStreaming", "liveSmoothStreaming")},
		{name: "formats", help: lang.L("Format of the media files, for Azure: mp4, fmp4, vod-fmp4, vod-cmaf …"), choices: words("mp4", "fmp4", "vod-fmp4", "vod-cmaf")},
		{name: "fragmentsPerHLSSegment", kind: kPositive, help: lang.L("Chunks that make a segment of HLS")},
		{name: "availabilityStartTime", help: lang.L("When the presentation began, for DASH")},
		{name: "compatVersion", help: lang.L("Version that servers keep to")},
		{name: "sourceType", help: lang.L("Push or Pull; live only"), choices: words("Push", "Pull")},
		{name: "publishing", help: lang.L("What a live server hands out: Fragments;Streams;Archives")},
		{name: "estimatedTime", help: lang.L("How long the event is meant to be")},
		{name: "lookaheadChunks", kind: kCount, help: lang.L("Chunks that must follow one before it is listed; live only")},
		{name: "manifestWindowLength", help: lang.L("How far back one can seek while live")},
		{name: "startOnFirstRequest", kind: kBool, help: lang.L("The live server starts with the first request"), choices: truths()},
		{name: "archiveSegmentLength", help: lang.L("Length of the files that a live server keeps; 0 is one file")},
	}
}

func trackAttributes() []known {
	return []known{
		{name: "src", kind: kPath, needed: true, help: lang.L("The media file, beside this one; several tracks may share it; Streams while live")},
		{name: "systemBitrate", kind: kRate, needed: true, help: lang.L("Bits per second; must be the Bitrate of the client manifest's level")},
		{name: "systemLanguage", kind: kLanguage, help: lang.L("Language; other languages need another trackName, too"), choices: languages()},
	}
}

func params() []known {
	return []known{
		{name: "trackID", kind: kPositive, needed: true, help: lang.L("Number of the track in its file")},
		{name: "trackName", kind: kName, help: lang.L("Name of the stream in the client manifest; video, audio or textstream where absent")},
		{name: "timeScale", kind: kScale, help: lang.L("Ticks per second of the track; 10 000 000 where absent")},
		{name: "systemBitrate", kind: kRate, help: lang.L("The attribute once more")},
		{name: "systemLanguage", kind: kLanguage, help: lang.L("The attribute once more")},
		{name: "manifestOutput", kind: kBool, help: lang.L("TRUE: its data go into the client manifest"), choices: truths()},
		{name: "parentTrackName", kind: kText, help: lang.L("Name of the track that this one belongs to; makes it sparse")},
		{name: "Subtype", kind: kSubtype, help: lang.L("Copied to the client manifest"), choices: subtypes()},
		{name: "Scheme", help: lang.L("Copied to the client manifest")},
		{name: "FourCC", kind: kFourCC, help: lang.L("Copied to the client manifest")},
		{name: "CodecPrivateData", kind: kHex, help: lang.L("Copied to the client manifest")},
		{name: "MaxWidth", kind: kCount, help: lang.L("Copied to the client manifest")},
		{name: "MaxHeight", kind: kCount, help: lang.L("Copied to the client manifest")},
		{name: "DisplayWidth", kind: kCount, help: lang.L("Copied to the client manifest")},
		{name: "DisplayHeight", kind: kCount, help: lang.L("Copied to the client manifest")},
		{name: "SamplingRate", kind: kCount, help: lang.L("Copied to the client manifest")},
		{name: "Channels", kind: kCount, help: lang.L("Copied to the client manifest")},
		{name: "BitsPerSample", kind: kCount, help: lang.L("Copied to the client manifest")},
		{name: "PacketSize", kind: kCount, help: lang.L("Copied to the client manifest")},
		{name: "AudioTag", kind: kTag, help: lang.L("Copied to the client manifest")},
		{name: "trackIndex", kind: kPath, help: lang.L("File with the index of the track (.mpi), for Azure")},
		{name: "hardwareProfile", help: lang.L("Profile of devices that it is made for")},
		{name: "accessibility", help: lang.L("What it is for, such as a description of the picture")},
		{name: "role", help: lang.L("What it is for, such as main or alternate")},
	}
}
