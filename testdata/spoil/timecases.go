package spoil

import (
	"fmt"
	"slices"
)

const (
	frame  = 400_000    // ticks of the ladder's video
	second = 10_000_000 // ticks
)

func timeCases() []Case {
	return slices.Concat(seamCases(), ownTimeCases(), scaleCases(), lengthCases())
}

// later moves all fragments from the n-th on.
func later(file string, from int, ticks int64) func(*Asset) {
	return func(a *Asset) {
		a.Loose(file)
		a.Pieces(file, func(n int, p *Piece) {
			if n >= from {
				p.Move(ticks)
			}
		})
	}
}

func seamCases() []Case {
	return []Case{
		{
			Rule: "TIME-GAP", About: "the third fragment and those behind it start a second later; three ticks in the good one",
			Bad: later("v_20.ismv", 2, second), Good: later("v_20.ismv", 2, 3),
		},
		{
			Rule: "TIME-OVERLAP", About: "the third fragment and those behind it start a frame earlier; three ticks in the good one",
			Bad: later("v_20.ismv", 2, -frame), Good: later("v_20.ismv", 2, -3),
		},
		{
			Rule: "TIME-MONO", About: "the second and the third fragment change places in the file; in the good one all start an hour later",
			Bad:  func(a *Asset) { a.Loose("v_20.ismv"); a.Edit("v_20.ismv", swap) },
			Good: later("v_20.ismv", 0, 3600*second),
		},
		{
			Rule: "TIME-NEG", About: "the audio starts one frame before 0, as encoders prime it; a frame after 0 in the good one",
			Bad: func(a *Asset) {
				a.Loose("a_eng0.isma")
				a.Pieces("a_eng0.isma", func(n int, p *Piece) {
					if n == 0 {
						p.Time -= 232_200
						p.Stretch(p.Last(), 232_200)
					}
				})
			},
			Good: later("a_eng0.isma", 0, 232_200),
		},
	}
}

// swap exchanges the second and the third fragment; the numbers of the
// fragments and the order of the index are those of the file.
func swap(b Boxes) {
	one, two := b.Piece(1), b.Piece(2)
	one.moof.Children[0], two.moof.Children[0] = two.moof.Children[0], one.moof.Children[0]
	*one.moof, *two.moof = *two.moof, *one.moof
	*one.mdat, *two.mdat = *two.mdat, *one.mdat
	tfra := b.At("mfra/tfra")
	tfra.SetUint64(one.row(), two.Listed)
	tfra.SetUint64(two.row(), one.Listed)
}

func ownTimeCases() []Case {
	piece := func(n int, change func(*Piece)) func(*Asset) {
		return func(a *Asset) {
			a.Pieces("v_40.ismv", func(i int, p *Piece) {
				if i == n {
					change(p)
				}
			})
		}
	}
	return []Case{
		{
			Rule: "TIME-TFXD-DUR", About: "a tfxd claims a second too much; three ticks in the good one",
			Bad: piece(1, func(p *Piece) { p.Claimed += second }), Good: piece(1, func(p *Piece) { p.Claimed += 3 }),
		},
		{
			Rule: "TIME-TFXD-TFDT", About: "the third fragment gets a tfdt that is a second late; a right one in the good one",
			Bad: decodeTime(second), Good: decodeTime(0),
		},
		{
			Rule: "TIME-TFRA-TFXD", About: "the third fragment says that it starts a second later; a tick in the good one",
			Bad: piece(2, func(p *Piece) { p.Time += second }), Good: piece(2, func(p *Piece) { p.Time++ }),
		},
	}
}

// decodeTime puts a tfdt into the third fragment.
func decodeTime(off uint64) func(*Asset) {
	return func(a *Asset) {
		a.Edit("v_40.ismv", func(b Boxes) {
			tfdt := &Box{Type: "tfdt", Payload: make([]byte, 12)}
			tfdt.SetUint32(0, 1<<24)
			tfdt.SetUint64(4, uint64(b.Piece(2).Time)+off)
			b.Insert("moof[3]/traf/trun", tfdt)
		})
	}
}

func scaleCases() []Case {
	smil := func(scale int) func(*Asset) {
		return func(a *Asset) {
			const at = `src="v_40.ismv" systemBitrate="41613">`
			a.Replace("ladder.ism", at, at+fmt.Sprintf(`<param name="timeScale" value="%d" valueType="data" />`, scale))
		}
	}
	unsaid := func(a *Asset) { a.Replace("ladder.ismc", ` TimeScale="10000000"`, "") }
	return []Case{
		{
			Rule: "TIME-TS", About: "the server manifest says 90,000 ticks per second for a level; what the file has in the good one",
			Bad: smil(90_000), Good: smil(second),
		},
		{
			Rule: "TIME-DEFAULT-TS", About: "the client manifest does not say its TimeScale; each stream says it in the good one",
			Bad: unsaid,
			Good: func(a *Asset) {
				unsaid(a)
				a.Replace("ladder.ismc", `Type="video"`, `Type="video" TimeScale="10000000"`)
				a.Replace("ladder.ismc", `Type="audio"`, `Type="audio" TimeScale="10000000"`)
			},
		},
		{
			Rule: "TIME-64", About: "all times are beyond 2^53; just below in the good one",
			Bad: later("v_20.ismv", 0, 1<<53), Good: later("v_20.ismv", 0, 1<<53-9*second),
		},
	}
}

func lengthCases() []Case {
	const video, audio = "v_20.ismv", "a_eng0.isma"
	start := func(ticks int64) func(*Asset) {
		return func(a *Asset) {
			a.Loose(video, audio)
			a.Pieces(audio, func(_ int, p *Piece) { p.Move(ticks) })
		}
	}
	last := func(file string, ticks int64) func(*Asset) {
		return func(a *Asset) {
			a.Pieces(file, func(n int, p *Piece) {
				if n == 3 {
					p.Stretch(p.Last(), ticks)
				}
			})
		}
	}
	alone := func(change func(*Asset), files ...string) func(*Asset) {
		return func(a *Asset) {
			a.Loose(files...)
			change(a)
		}
	}
	return []Case{
		{
			Rule: "TIME-START", About: "the audio starts a second after the video; 90 ms in the good one",
			Bad: start(second), Good: start(second * 9 / 100),
		},
		{
			Rule: "TIME-LAST", About: "the last chunk lasts two seconds more than the others; half a second in the good one",
			Bad: alone(last(video, 2*second), video), Good: alone(last(video, second/2), video),
		},
		{
			Rule: "AV-DRIFT", About: "the last chunk of the audio is missing; it is 0.4 s longer in the good one",
			Bad: alone(func(a *Asset) { a.DropLast(audio) }, video, audio), Good: alone(last(audio, second*4/10), video, audio),
		},
		{
			Rule: "FRAG-DUR-VAR", About: "the first chunk lasts a second longer and the second a second less; a fifth of a second in the good one",
			Bad: uneven(second), Good: uneven(second / 5),
		},
		{
			Rule: "FRAG-DUR-RANGE", About: "everything is four times as slow, so that chunks last 8 s; 4 s in the good one",
			Bad: slower(4), Good: slower(2),
		},
	}
}

// uneven moves the seam between the first and the second chunk.
func uneven(ticks int64) func(*Asset) {
	return func(a *Asset) {
		a.Loose("v_20.ismv")
		a.Pieces("v_20.ismv", func(n int, p *Piece) {
			switch n {
			case 0:
				p.Stretch(p.Last(), ticks)
			case 1:
				p.Move(ticks)
				for i := range p.Samples {
					p.Stretch(i, -ticks/int64(len(p.Samples)))
				}
			}
		})
	}
}

func slower(times uint32) func(*Asset) {
	return func(a *Asset) {
		a.Loose("v_20.ismv")
		a.Pieces("v_20.ismv", func(_ int, p *Piece) {
			p.Move(p.Time * int64(times-1))
			p.Claimed *= uint64(times)
			for i := range p.Samples {
				p.Samples[i].Duration *= times
			}
		})
	}
}
