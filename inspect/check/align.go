package check

func alignRules() []*Rule {
	const clause = "[MS-SSTR] 2.2.2.6"
	return []*Rule{
		{
			ID: "ALIGN-COUNT", Title: "All levels of a stream have the same number of chunks", Severity: Error, Clause: clause,
			Help: "The manifest has one list of chunks for all levels. A level with fewer or more has addresses that lead nowhere or chunks that nobody asks for; playback stops when the player changes to it. " +
				"Encode all levels in one go with the same fixed, closed GOP and no key frames at scene cuts.",
			whole: judgeAlignCount,
		},
		{
			ID: "ALIGN-TIME", Title: "A chunk starts at the same time in all levels", Severity: Error, Clause: clause,
			Help: "Players change the level between two chunks. Where the same chunk starts earlier or later in another level, they show frames twice, skip some, or ask for a time that the level does not have. " +
				"Encode all levels in one go with the same fixed, closed GOP (-g, -keyint_min) and no key frames at scene cuts (-sc_threshold 0).",
			whole: judgeAlignTime,
		},
		{
			ID: "ALIGN-DUR", Title: "The last chunk lasts equally long in all levels", Severity: Error, Clause: clause,
			Help: "Chunks that start together and do not end together mean that a level has lost frames, at the end usually because an encoder was not flushed. " +
				"Let the encoder finish, or cut all levels at the same frame.",
			whole: judgeAlignDuration,
		},
		{
			ID: "ALIGN-IDR", Title: "Key frames inside a chunk lie at the same times in all levels", Severity: Error,
			Help: "Key frames at different places mean that an encoder set them by itself. A repackager that cuts shorter chunks, for HLS or DASH, would cut each level elsewhere. " +
				"Turn off key frames at scene cuts (-sc_threshold 0) and give all levels the same GOP.",
			whole: judgeAlignSyncs,
		},
		{
			ID: "ALIGN-CTO", Title: "The first frame of a chunk is shown equally late after decoding in all levels", Severity: Warning,
			Help: "Levels with more B-frames need more time between decoding and showing. Players that do not reckon with it show a jump when they change the level. " +
				"Give all levels the same number of B-frames (-bf) and the same profile.",
			whole: judgeAlignOffset,
		},
	}
}
