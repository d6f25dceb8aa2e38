package check

func ladderRules() []*Rule {
	return []*Rule{
		{
			ID: "LVL-DUP-BITRATE", Title: "Each level of a stream has its own bitrate", Severity: Error, Clause: "[MS-SSTR] 2.2.2.5",
			Help: "Addresses name a level by its bitrate. Of two levels with the same, one can never be fetched. " +
				"Give them different bitrates in both manifests; one bit per second is enough.",
			whole: judgeSameBitrate,
		},
		{
			ID: "LVL-NEAR-BITRATE", Title: "Levels are at least 4096 bits per second apart", Severity: Warning,
			Help: "Some servers keep marks in the low bits of a bitrate and take nearer levels for one. " +
				"Levels that near are of no use to a player either: leave one out.",
			whole: judgeNear,
		},
		{
			ID: "LVL-ORDER", Title: "Levels are listed from the lowest to the highest", Severity: Info, Clause: "[MS-SSTR] 2.2.2.5",
			Help:  "Most players sort the levels themselves. Old ones start with the first, which should be the lowest.",
			whole: judgeOrder,
		},
		{
			ID: "LVL-CODEC", Title: "All levels of a stream have the same codec", Severity: Error, Clause: "[MS-SSTR] 2.2.2.5",
			Help: "A player sets up one decoder for a stream and feeds it all levels. Another codec in one of them stops playback when the player changes to it. " +
				"Put each codec into a stream of its own.",
			whole: judgeCodec,
		},
		{
			ID: "LVL-ASPECT", Title: "All levels of a stream have the same shape of picture", Severity: Warning,
			Help: "The picture jumps or is stretched when the player changes to a level with another ratio of width to height. " +
				"Scale all levels from the same picture; sizes rounded to whole blocks are fine.",
			whole: judgeAspect,
		},
		{
			ID: "LVL-RATE", Title: "A level's bitrate is what it claims", Severity: Warning,
			Help: "Players choose the level by the bitrate in the manifest. Where the data has more, they stall; where it has far less, they stay on a worse picture than they could show. " +
				"Limit the encoder (-maxrate, -bufsize) or write the true figure.",
			whole: judgeRate,
		},
		{
			ID: "LVL-LADDER", Title: "Bitrates grow by half to double from level to level", Severity: Info,
			Help:  "With larger steps the change of level is plain to see, with smaller ones the player changes often for little.",
			whole: judgeLadder,
		},
		{
			ID: "LANG-TAG", Title: "Languages are told, by codes of ISO 639-2", Severity: Warning, Clause: "[MS-SSTR] 2.2.2.3",
			Help: "Viewers choose sound and subtitles by language. A missing or unknown code leaves them guessing, and a manifest that contradicts the file may offer the wrong one. " +
				"Write three letters, such as eng or deu.",
			whole: judgeLanguage,
		},
		{
			// Smooth Streaming has a list of chunks for each stream: only where
			// segments must go together does it matter.
			ID: "AUDIO-ALIGN", Title: "Audio is cut where video is", Severity: Warning,
			In: map[Profile]Severity{Smooth: Off, Ingest: Off, Archive: Off},
			Help: "HLS and DASH players switch and splice best where segments of audio and video begin together, to a frame of audio. " +
				"Smooth Streaming does not ask for it. Pack audio and video together.",
			whole: judgeAudioEdges,
		},
	}
}
