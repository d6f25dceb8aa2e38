package spoil

import (
	"encoding/binary"
	"slices"
)

// What ffmpeg writes into the runs of the ladder: data offset, first sample
// flags, durations and sizes.
const (
	plainRun  = 0x305
	flagsRun  = 0x701 // flags of each sample instead of those of the first
	offsetRun = 0xb05 // composition offsets too
)

func fragmentCases() []Case {
	return slices.Concat(runCases(), headCases(), syncCases(), unitCases())
}

// inRun changes the samples of the second fragment of the 40 kb/s level.
func inRun(version byte, flags uint32, change func([]Row)) func(*Asset) {
	return inRuns([]string{spoiled}, version, flags, change)
}

func inRuns(files []string, version byte, flags uint32, change func([]Row)) func(*Asset) {
	return func(a *Asset) {
		for _, file := range files {
			a.Edit(file, func(b Boxes) {
				trun := b.At("moof[2]/traf/trun")
				rows := trun.Rows()
				change(rows)
				trun.SetRows(version, flags, rows)
			})
		}
	}
}

func runCases() []Case {
	edit := func(change func(Boxes)) func(*Asset) {
		return func(a *Asset) { a.Edit(spoiled, change) }
	}
	early := func(rows []Row) { rows[3].Composition = 0xfff9e580 } // -400000
	return []Case{
		{
			Rule: "TRUN-SIZES", About: "an mdat has ten bytes more than its samples; good: a free box behind it",
			Bad: edit(func(b Boxes) {
				mdat := b.At("mdat[2]")
				mdat.Payload = append(mdat.Payload, make([]byte, 10)...)
			}),
			Good: edit(func(b Boxes) { b.Insert("moof[3]", free()) }),
		},
		{
			Rule: "TRUN-OFFSET", About: "the data offset is 61 bytes short, as a server leaves it that inserts a tfrf; good: the box is there and the offset counts it",
			Bad: func(a *Asset) {
				a.EditRaw(spoiled, func(b Boxes) {
					trun := b.At("moof[2]/traf/trun")
					trun.SetUint32(8, trun.Uint32(8)-61)
				})
			},
			Good: edit(func(b Boxes) { b.Append("moof[2]/traf", free()) }),
		},
		{
			Rule: "TRUN-DUR-SRC", About: "the run of a fragment has no durations; good: the tfhd has one for all of them",
			Bad: inRun(1, plainRun&^0x100, func([]Row) {}),
			Good: edit(func(b Boxes) {
				trun, tfhd := b.At("moof[2]/traf/trun"), b.At("moof[2]/traf/tfhd")
				trun.SetRows(1, plainRun&^0x100, trun.Rows())
				tfhd.Payload = full("", tfhd.Uint32(0)|8, tfhd.Uint32(4), 400_000, tfhd.Uint32(8)).Payload
			}),
		},
		{
			Rule: "TRUN-ZERO", About: "a sample lasts 0 and the one before it twice as long; good: the last one does",
			Bad:  inRun(1, plainRun, func(r []Row) { r[9].Duration, r[10].Duration = 800_000, 0 }),
			Good: inRun(1, plainRun, func(r []Row) { r[48].Duration, r[49].Duration = 800_000, 0 }),
		},
		{
			Rule: "TRUN-CTO-SIGN", About: "a composition offset of -400000 in version 0; good: in version 1",
			Bad: inRun(0, offsetRun, early), Good: inRun(1, offsetRun, early),
		},
		{
			Rule: "TRUN-EMPTY", About: "a second run of no samples; good: a second run of half the samples",
			Bad: edit(func(b Boxes) { b.Append("moof[2]/traf", full("trun", 0, 0)) }),
			Good: edit(func(b Boxes) {
				trun := b.At("moof[2]/traf/trun")
				rows, half := trun.Rows(), &Box{Type: "trun"}
				trun.SetRows(1, plainRun, rows[:25])
				half.SetRows(1, 0x300, rows[25:])
				b.Append("moof[2]/traf", half)
			}),
		},
	}
}

func headCases() []Case {
	number := func(third, fourth uint32) func(*Asset) {
		return func(a *Asset) {
			a.EditRaw(spoiled, func(b Boxes) {
				b.At("moof[3]/mfhd").SetUint32(4, third)
				b.At("moof[4]/mfhd").SetUint32(4, fourth)
			})
		}
	}
	return []Case{
		{
			Rule: "TFHD-TRACK", About: "a fragment of track 1 says that it is of track 7",
			Bad: func(a *Asset) {
				a.EditRaw(spoiled, func(b Boxes) { b.At("moof[2]/traf/tfhd").SetUint32(4, 7) })
			},
		},
		{
			Rule: "TFHD-BASE", About: "a fragment has the place of its moof as base_data_offset; good: default-base-is-moof is set",
			Bad: base,
			Good: func(a *Asset) {
				a.EditRaw(spoiled, func(b Boxes) {
					tfhd := b.At("moof[2]/traf/tfhd")
					tfhd.SetUint32(0, tfhd.Uint32(0)|0x20000)
				})
			},
		},
		{
			Rule: "MFHD-SEQ", About: "the third fragment has the number 1; good: numbers with gaps",
			Bad: number(1, 4), Good: number(30, 400),
		},
	}
}

func base(a *Asset) {
	a.Edit(spoiled, func(b Boxes) {
		tfhd := b.At("moof[2]/traf/tfhd")
		tfhd.Payload = full("", tfhd.Uint32(0)|1, tfhd.Uint32(4), 0, 0, tfhd.Uint32(8)).Payload
	})
	a.EditRaw(spoiled, func(b Boxes) {
		b.At("moof[2]/traf/tfhd").SetUint64(8, uint64(Offset(a.Files[spoiled], "moof", 2)))
	})
}

func syncCases() []Case {
	kinds := func(files []string, sample int, to byte) func(*Asset) {
		return func(a *Asset) {
			for _, file := range files {
				a.EditRaw(file, func(b Boxes) { retype(b.sample(1, sample), to) })
			}
		}
	}
	then := func(all ...func(*Asset)) func(*Asset) {
		return func(a *Asset) {
			for _, f := range all {
				f(a)
			}
		}
	}
	lead := inRuns(videos(), 1, offsetRun, func(r []Row) {
		r[0].Composition, r[1].Composition, r[2].Composition = 800_000, 0xfff9e580, 0xfff9e580
	})
	depends := func(r []Row) { r[0].Flags = 0x01010000 }
	return []Case{
		{
			Rule: "FRAG-IDR", About: "the second fragment of each level begins with a slice that is no IDR and is not flagged",
			Bad: then(kinds(videos(), 0, 1), inRuns(videos(), 1, plainRun, depends)),
		},
		{
			Rule: "FRAG-OPENGOP", About: "in each level two pictures are shown before the first of the second fragment, which is no IDR; good: it is one",
			Bad: then(kinds(videos(), 0, 1), lead), Good: lead,
		},
		{
			Rule: "FRAG-MULTI-IDR", About: "the second fragment of each level has a second IDR in its middle",
			Bad: then(kinds(videos(), 25, 5), inRuns(videos(), 1, flagsRun, func(r []Row) { r[25].Flags = 0x02000000 })),
		},
		{
			Rule: "FLAGS-SYNC", About: "the IDR at the start of a fragment is not flagged; good: it is, with flags for each sample",
			Bad: inRun(1, plainRun, depends), Good: inRun(1, flagsRun, func([]Row) {}),
		},
	}
}

func unitCases() []Case {
	inSample := func(change func(b Boxes, sample []byte)) func(*Asset) {
		return func(a *Asset) {
			a.EditRaw(spoiled, func(b Boxes) { change(b, b.sample(1, 0)) })
		}
	}
	return []Case{
		{
			Rule: "NAL-LEN", About: "the length of a NAL unit is one too much; good: the sample ends with a unit of filler",
			Bad: func(a *Asset) {
				a.EditRaw(spoiled, func(b Boxes) {
					sample := b.sample(1, 5)
					binary.BigEndian.PutUint32(sample, binary.BigEndian.Uint32(sample)+1)
				})
			},
			Good: inSample(func(_ Boxes, sample []byte) { endWith(sample, []byte{12, 0x80}) }),
		},
		{
			Rule: "SPS-INBAND", About: "a sample carries an SPS of another size; good: that of the track",
			Bad: inSample(func(b Boxes, sample []byte) {
				set := slices.Clone(b.parameterSet())
				set[3]++ // another level
				endWith(sample, set)
			}),
			Good: inSample(func(b Boxes, sample []byte) { endWith(sample, b.parameterSet()) }),
		},
	}
}
