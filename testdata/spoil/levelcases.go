package spoil

import (
	"bytes"
	"encoding/hex"
	"fmt"
	"slices"
)

func levelCases() []Case { return slices.Concat(alignCases(), ladderCases()) }

// The video of the ladder without manifests, as it comes from an encoder.
func video(a *Asset) { a.Loose("v_20.ismv", "v_40.ismv", "v_80.ismv") }

// middle changes the fragments of the middle level, every those of all.
func middle(change func(n int, p *Piece)) func(*Asset) {
	return func(a *Asset) {
		video(a)
		a.Pieces("v_40.ismv", change)
	}
}

func every(change func(n int, p *Piece)) func(*Asset) {
	return func(a *Asset) {
		video(a)
		for _, name := range a.Open {
			a.Pieces(name, change)
		}
	}
}

func alignCases() []Case {
	short := func(names ...string) func(*Asset) {
		return func(a *Asset) {
			video(a)
			for _, name := range names {
				a.DropLast(name)
			}
		}
	}
	longer := func(n int, p *Piece) {
		if n == 3 {
			p.Stretch(p.Last(), frame)
		}
	}
	delayed := func(_ int, p *Piece) {
		for i := range p.Samples {
			p.Samples[i].Composition = 2 * frame
		}
	}
	return []Case{
		{
			Rule: "ALIGN-COUNT", About: "loose files; the last fragment of the middle level is missing, in the good one that of all levels",
			Bad: short("v_40.ismv"), Good: short("v_20.ismv", "v_40.ismv", "v_80.ismv"),
		},
		{
			Rule: "ALIGN-TIME", About: "loose files; the second chunk of the middle level starts a frame late, in the good one that of all levels",
			Bad: middle(lateSeam), Good: every(lateSeam),
		},
		{
			Rule: "ALIGN-DUR", About: "loose files; the last chunk of the middle level lasts a frame longer, in the good one that of all levels",
			Bad: middle(longer), Good: every(longer),
		},
		{
			Rule: "ALIGN-IDR", About: "loose files; each second chunk has a second key frame, in the middle level five frames early",
			Base: every(innerSync(25)), Good: every(innerSync(20)),
			Bad: func(a *Asset) {
				video(a)
				a.Pieces("v_20.ismv", innerSync(25))
				a.Pieces("v_40.ismv", innerSync(20))
				a.Pieces("v_80.ismv", innerSync(25))
			},
		},
		{
			Rule: "ALIGN-CTO", About: "loose files; the frames of the middle level are shown two frames after decoding, in the good one those of all levels",
			Bad: middle(delayed), Good: every(delayed),
		},
	}
}

// lateSeam makes the first chunk a frame longer and the second a frame shorter.
func lateSeam(n int, p *Piece) {
	switch n {
	case 0:
		p.Stretch(p.Last(), frame)
	case 1:
		p.Move(frame)
		p.Stretch(1, -frame/2)
		p.Stretch(2, -frame/2)
	}
}

// innerSync makes a frame of the second chunk a key frame, by its flags and by
// its NAL unit, whose other bits are not looked at.
func innerSync(at int) func(n int, p *Piece) {
	return func(n int, p *Piece) {
		if n == 1 {
			s := &p.Samples[at]
			s.Flags, s.Data = syncFlags, bytes.Clone(s.Data)
			s.Data[4] = 0x65
		}
	}
}

// twin puts a copy of the lowest level, with a bitrate of its own, between it
// and the middle one.
func twin(bitrate int) func(*Asset) {
	return func(a *Asset) {
		a.Files["v_20b.ismv"] = a.Files["v_20.ismv"]
		const client, server = "ladder.ismc", "ladder.ism"
		a.Replace(client, `QualityLevels="3"`, `QualityLevels="4"`)
		a.Replace(client, `Index="2"`, `Index="3"`)
		a.Replace(client, `Index="1"`, `Index="2"`)
		line := between(a.Files[client], `<QualityLevel Index="0" Bitrate="20263"`, "/>")
		a.Replace(client, line, line+"\n"+string(bytes.Replace([]byte(line), []byte(`Index="0" Bitrate="20263"`), fmt.Appendf(nil, `Index="1" Bitrate="%d"`, bitrate), 1)))
		track := between(a.Files[server], `<video src="v_20.ismv"`, "</video>")
		a.Replace(server, track, track+"\n"+fmt.Sprintf(`<video src="v_20b.ismv" systemBitrate="%d"><param name="trackID" value="1" valueType="data" /></video>`, bitrate))
	}
}

// between is a text from its start to its end, both included.
func between(b []byte, from, to string) string {
	start := bytes.Index(b, []byte(from))
	end := bytes.Index(b[start:], []byte(to))
	return string(b[start : start+end+len(to)])
}

func ladderCases() []Case {
	replace := func(file, was, is string) func(*Asset) {
		return func(a *Asset) { a.Replace(file, was, is) }
	}
	claim := func(bitrate string) func(*Asset) {
		return func(a *Asset) {
			a.Replace("ladder.ismc", `Bitrate="84210"`, `Bitrate="`+bitrate+`"`)
			a.Replace("ladder.ism", `systemBitrate="84210"`, `systemBitrate="`+bitrate+`"`)
		}
	}
	return []Case{
		{
			Rule: "LVL-DUP-BITRATE", About: "a copy of the lowest level with the same bitrate; with 5,000 more in the good one",
			Bad: twin(20_263), Good: twin(25_263),
		},
		{
			Rule: "LVL-NEAR-BITRATE", About: "a copy of the lowest level that claims 3,000 bits per second more; 5,000 in the good one",
			Bad: twin(23_263), Good: twin(25_263),
		},
		{
			Rule: "LVL-ORDER", About: "the numbers of the two lower levels change places; in the good one they leave some out",
			Bad: func(a *Asset) {
				a.Replace("ladder.ismc", `Index="0" Bitrate="20263"`, `Index="1" Bitrate="20263"`)
				a.Replace("ladder.ismc", `Index="1" Bitrate="41613"`, `Index="0" Bitrate="41613"`)
			},
			Good: replace("ladder.ismc", `Index="2" Bitrate="84210"`, `Index="7" Bitrate="84210"`),
		},
		{
			Rule: "LVL-CODEC", About: "the client manifest alone; its middle level is VC-1, AVC by another name in the good one",
			Bad: func(a *Asset) {
				clientAlone(a)
				a.Replace("ladder.ismc", middleLevel, `Bitrate="41613" FourCC="WVC1" MaxWidth="1280" MaxHeight="720" CodecPrivateData="250000010FD3FE27F1678A27F859E80C9082E948C1CD400000010E5A67F840"`)
			},
			Good: func(a *Asset) {
				clientAlone(a)
				a.Replace("ladder.ismc", `Bitrate="41613" FourCC="H264"`, `Bitrate="41613" FourCC="AVC1"`)
			},
		},
		{
			Rule: "LVL-ASPECT", About: "loose files; the lowest level is 64×40, in the good one the highest is 192×110",
			Bad:  crop("v_20.ismv", "42C00ADA11FE7C", "42C00ADA11FE5C"),
			Good: crop("v_80.ismv", "42C00BDA0C3FEF", "42C00BDA0C3FEB"),
		},
		{
			Rule: "LVL-RATE", About: "the highest level claims 60 kb/s and has 84; it claims 80 in the good one",
			Bad: claim("60000"), Good: claim("80000"),
		},
		{
			Rule: "LVL-LADDER", About: "loose files without the middle level; with it in the good one",
			Bad: func(a *Asset) { a.Loose("v_20.ismv", "v_80.ismv") }, Good: video,
		},
		{
			Rule: "LANG-TAG", About: `the language of the audio is "en"; "ENG" in the good one`,
			Bad:  replace("ladder.ismc", `Language="eng"`, `Language="en"`),
			Good: replace("ladder.ismc", `Language="eng"`, `Language="ENG"`),
		},
		{
			Rule: "AUDIO-ALIGN", Profile: "cmaf", About: "loose files; the audio is cut every 2.02 s and the video every 2 s, in the good one the audio too",
			Base: func(a *Asset) { a.Loose("v_20.ismv") },
			Bad:  func(a *Asset) { a.Loose("v_20.ismv", "a_eng0.isma") },
			Good: func(a *Asset) {
				a.Loose("v_20.ismv", "a_eng0.isma")
				a.Pieces("a_eng0.isma", func(n int, p *Piece) {
					at := int64(n) * 2 * second
					p.Move(at - p.Time)
					p.Stretch(p.Last(), 2*second-int64(p.Claimed))
				})
			},
		},
	}
}

// middleLevel is how the client manifest describes the middle level.
const middleLevel = `Bitrate="41613" FourCC="H264" MaxWidth="128" MaxHeight="72" CodecPrivateData="000000016742C00ADA082FE5C044000003000400000300C83C489A800000000168CE3C80"`

// clientAlone leaves only the client manifest, as it comes from a server.
func clientAlone(a *Asset) {
	a.Files = map[string][]byte{"ladder.ismc": a.Files["ladder.ismc"]}
	a.Open = []string{"ladder.ismc"}
}

// crop changes bits of the sequence parameter set that tell how much is cut off
// at the bottom.
func crop(file, was, is string) func(*Asset) {
	return func(a *Asset) {
		video(a)
		b, err := hex.DecodeString(was + is)
		if err != nil {
			panic(err)
		}
		half := len(b) / 2
		if n := bytes.Count(a.Files[file], b[:half]); n != 1 {
			panic(fmt.Sprintf("%s holds the parameter set %d times", file, n))
		}
		a.Files[file] = bytes.Replace(a.Files[file], b[:half], b[half:], 1)
	}
}
