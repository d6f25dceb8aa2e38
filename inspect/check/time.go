package check

import "slices"

func timeRules() []*Rule {
	return slices.Concat(seamRules(), ownTimeRules(), scaleRules(), lengthRules())
}

func seamRules() []*Rule {
	return []*Rule{
		{
			ID: "TIME-GAP", Title: "Fragments follow each other without gaps", Severity: Warning, Clause: "[MS-SSTR] 2.2.2.6",
			In: map[Profile]Severity{CMAF: Error},
			Help: "A fragment ends before the next one starts. Smooth Streaming allows that, but many players stall there, and a converted stream may not be played at all. " +
				"Find out what was lost, and encode that part again.",
			whole: judgeGap,
		},
		{
			ID: "TIME-OVERLAP", Title: "A fragment ends before the next one starts", Severity: Error, Clause: "[MS-SSTR] 3.1.5.1",
			Help: "The samples of a fragment last longer than there is time until the next one. Players show frames twice, drop some, or lose the sound. " +
				"Pack the file again, with sample durations that sum up.",
			whole: judgeOverlap,
		},
		{
			ID: "TIME-MONO", Title: "The times of fragments increase through the file", Severity: Error, Clause: "ISO/IEC 14496-12 8.8.12",
			Help: "Time goes back or stands still between two fragments. Chunks with the same time have the same address, so that one of them can never be fetched. " +
				"It happens when an encoder is restarted while its recording goes on.",
			whole: judgeMono,
		},
		{
			ID: "TIME-NEG", Title: "No fragment starts before 0", Severity: Warning,
			Help: "An address has no sign, so the index says 0 where the fragment says less. Players may shift this stream against the others. " +
				"Let the encoder start at 0.",
			whole: judgeNegative,
		},
	}
}

func ownTimeRules() []*Rule {
	return []*Rule{
		{
			ID: "TIME-TFXD-DUR", Title: "A fragment lasts as long as it claims", Severity: Warning, Clause: "[MS-SSTR] 2.2.4.4",
			Help: "The duration in the fragment's tfxd box is not the sum of its samples. Live servers and some players reckon with the claim and ask for the next fragment at a wrong time. " +
				"Pack the file again.",
			whole: judgeTfxdDuration,
		},
		{
			ID: "TIME-TFXD-TFDT", Title: "A fragment tells one time only", Severity: Error, Clause: "ISO/IEC 14496-12 8.8.12",
			Help: "The fragment has both a tfxd box for Smooth Streaming and a tfdt box for DASH and HLS, and they differ. " +
				"The same file then plays differently in different players. Pack it again from its source.",
			whole: judgeTfxdTfdt,
		},
		{
			ID: "TIME-TFRA-TFXD", Title: "The index lists a fragment at the fragment's own time", Severity: Error, Clause: "ISO/IEC 14496-12 8.8.10",
			Help: "The index at the end of the file is what addresses are made from, and what the fragment says is what players go by. Where the two differ, the player shows the fragment at a wrong time, or drops it. " +
				"Pack the file again, which writes a new index.",
			whole: judgeTfraTfxd,
		},
	}
}

func scaleRules() []*Rule {
	return []*Rule{
		{
			ID: "TIME-TS", Title: "Manifests and file count time in the same scale", Severity: Error, Clause: "[MS-SSTR] 2.2.2.3",
			Help: "Times are whole numbers of ticks. Where the manifest takes a tick for something else than the file does, every address and every time is wrong by that factor. " +
				"Write the manifests anew from the files.",
			whole: judgeTimeScale,
		},
		{
			ID: "TIME-DEFAULT-TS", Title: "The manifest says its time scale", Severity: Info, Clause: "[MS-SSTR] 2.2.2.1",
			Help:  "Where TimeScale is not written, 10,000,000 ticks per second are meant. That is allowed; a written one leaves no doubt.",
			whole: judgeDefaultScale,
		},
		{
			ID: "TIME-64", Title: "Times are small enough for JavaScript", Severity: Warning,
			Help: "Players in browsers reckon with numbers that have 53 bits. Times beyond 2^53 ticks lose their last digits, and the addresses made of them lead nowhere. " +
				"It happens where a live encoder counts ticks of 100 ns since 1970 or longer ago.",
			whole: judgeLargeTimes,
		},
	}
}

func lengthRules() []*Rule {
	archived := map[Profile]Severity{Ingest: Info, Archive: Info} // recordings are cut by the clock, stream by stream
	return []*Rule{
		{
			ID: "TIME-START", Title: "Streams start together", Severity: Warning, In: archived,
			Help: "Sound and picture begin more than 100 ms apart. Players wait until they have both, or start with a black picture or without sound. " +
				"Cut all streams at the same time.",
			whole: judgeStart,
		},
		{
			ID: "TIME-LAST", Title: "The last chunk is about as long as the others", Severity: Warning, In: archived,
			Help: "A last chunk that is much longer or of a few frames only points to an encoder that was not flushed or not stopped in order. " +
				"Compare its end with that of the source.",
			whole: judgeLast,
		},
		{
			ID: "AV-DRIFT", Title: "Sound and picture last equally long", Severity: Warning, In: archived,
			Help: "Sound and picture end more than half a second apart although they start together. Either one was cut, or they drift apart over time, which people notice as lips out of step. " +
				"Listen near the end.",
			whole: judgeDrift,
		},
		{
			ID: "FRAG-DUR-VAR", Title: "Chunks are equally long", Severity: Warning,
			Help: "Players choose the level by how long chunks take to arrive, which works best with equal ones; and a manifest of unequal chunks is longer. " +
				"Fix the GOP of the encoder.",
			whole: judgeSteady,
		},
		{
			ID: "FRAG-DUR-RANGE", Title: "Chunks last about 2 to 6 seconds", Severity: Info,
			Help:  "Two seconds are usual in Smooth Streaming. Shorter chunks cost a request each, longer ones make start and changes slow.",
			whole: judgeLength,
		},
	}
}
