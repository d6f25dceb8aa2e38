package check

import (
	"cmp"
	"fmt"
	"math"
	"slices"
	"strings"
)

// Advice is one command for ffmpeg, in the words of a POSIX shell, that makes
// all levels of the asset anew from a source: with its sizes, bitrates and
// frame rate, and with fixed, closed groups of pictures without key frames at
// scene cuts, so that all levels are aligned. An empty source is written as
// SOURCE.mp4. It is empty where the asset has no video whose frames are known.
func (r *Report) Advice(source string) string {
	if source == "" {
		source = "SOURCE.mp4"
	}
	if strings.HasPrefix(source, "-") {
		source = "./" + source
	}
	var chains, splits []string
	var outputs [][]string
	names := map[string]bool{}
	for _, s := range r.Streams {
		paces := s.paces()
		for i := range s.Levels {
			l := &s.Levels[i]
			p, known := paces[i]
			if s.Type != "video" || s.Embedded || !known {
				continue
			}
			n := len(chains)
			splits = append(splits, fmt.Sprintf("[s%d]", n))
			chains = append(chains, fmt.Sprintf("[s%d]fps=%s:start_time=0,scale=%d:%d,setsar=1[v%d]", n, p.rate, l.Width&^1, l.Height&^1, n))
			outputs = append(outputs, l.output(n, p.gop, unused(names, s.Name, l.Bitrate, ".ismv")))
		}
	}
	if len(chains) == 0 {
		return ""
	}
	graph := fmt.Sprintf("[0:v:0]split=%d%s;%s", len(chains), strings.Join(splits, ""), strings.Join(chains, ";"))
	lines := []string{"ffmpeg -i " + shell(source), "-filter_complex " + shell(graph)}
	for _, words := range append(outputs, r.sound(names)...) {
		lines = append(lines, quoteAll(words))
	}
	return strings.Join(lines, " \\\n  ")
}

// output is the options of one level; gop is in frames.
func (l *LevelFacts) output(n, gop int, name string) []string {
	words := []string{"-map", fmt.Sprintf("[v%d]", n)}
	switch decoderOf(l.FourCC) {
	case "HVC1":
		words = append(words, "-c:v", "libx265", "-tag:v", "hvc1", "-x265-params",
			fmt.Sprintf("keyint=%d:min-keyint=%d:scenecut=0:open-gop=0", gop, gop))
	default:
		words = append(words, "-c:v", "libx264", "-g", fmt.Sprint(gop), "-keyint_min", fmt.Sprint(gop), "-sc_threshold", "0", "-flags", "+cgop")
	}
	rate := fmt.Sprint(l.Bitrate)
	return append(words, "-pix_fmt", "yuv420p", "-b:v", rate, "-maxrate", rate, "-bufsize", fmt.Sprint(l.Bitrate*2),
		"-f", "ismv", "-movflags", "+frag_keyframe", name)
}

// sound is the options of the audio streams, from those of the source in order.
func (r *Report) sound(names map[string]bool) [][]string {
	var outputs [][]string
	n := 0
	for _, s := range r.Streams {
		if s.Type != "audio" || s.Embedded || len(s.Levels) == 0 {
			continue
		}
		for i := range s.Levels {
			l := &s.Levels[i]
			words := []string{"-map", fmt.Sprintf("0:a:%d", n), "-c:a", "aac", "-b:a", fmt.Sprint(l.Bitrate)}
			if s.Language != "" {
				words = append(words, "-metadata:s:a:0", "language="+s.Language)
			}
			micro := fmt.Sprint(int(math.Round(r.gopSeconds() * 1e6)))
			outputs = append(outputs, append(words, "-avoid_negative_ts", "make_zero", "-f", "ismv", "-movflags", "0", "-frag_duration", micro, unused(names, s.Name, l.Bitrate, ".isma")))
		}
		n++
	}
	return outputs
}

// gopSeconds is that of the first video stream.
func (r *Report) gopSeconds() float64 {
	for i := range r.Streams {
		if r.Streams[i].Type == "video" {
			return r.Streams[i].gopSeconds()
		}
	}
	return usualGOP
}

// Groups of pictures outside these limits, in seconds, are replaced by the usual.
const (
	usualGOP    = 2.0
	shortestGOP = 0.9
	longestGOP  = longMS / 1000.0
)

// gopSeconds is the length that most levels have; between two, the one nearer
// to what is usual.
func (s *StreamFacts) gopSeconds() float64 {
	votes := map[float64]int{}
	for i := range s.Levels {
		if gop := s.Levels[i].gopSeconds(); gop >= shortestGOP && gop <= longestGOP {
			votes[gop]++
		}
	}
	if len(votes) == 0 {
		return usualGOP
	}
	var all []float64
	for gop := range votes {
		all = append(all, gop)
	}
	slices.SortFunc(all, func(a, b float64) int {
		return cmp.Or(cmp.Compare(votes[b], votes[a]), cmp.Compare(math.Abs(a-usualGOP), math.Abs(b-usualGOP)), cmp.Compare(a, b))
	})
	return all[0]
}

// gopSeconds is the median of the chunks' lengths, to the millisecond.
func (l *LevelFacts) gopSeconds() float64 {
	var steps []uint64
	for n := 1; n < len(l.Fragments); n++ {
		steps = append(steps, l.Fragments[n].Time-l.Fragments[n-1].Time)
	}
	if len(steps) == 0 || l.TimeScale == 0 {
		return 0
	}
	slices.Sort(steps)
	return math.Round(float64(steps[len(steps)/2])*1000/float64(l.TimeScale)) / 1000
}

// unused is a file name that no other output has.
func unused(names map[string]bool, stream string, bitrate uint64, ending string) string {
	stem := strings.Map(func(r rune) rune {
		if r == '-' || r == '_' || r >= '0' && r <= '9' || r >= 'A' && r <= 'Z' || r >= 'a' && r <= 'z' {
			return r
		}
		return '_'
	}, stream)
	stem = fmt.Sprintf("new_%s_%d", stem, (bitrate+500)/1000)
	name := stem + ending
	for n := 2; names[name]; n++ {
		name = fmt.Sprintf("%s_%d%s", stem, n, ending)
	}
	names[name] = true
	return name
}

func quoteAll(words []string) string {
	quoted := make([]string, len(words))
	for i, w := range words {
		quoted[i] = shell(w)
	}
	return strings.Join(quoted, " ")
}

// shell is a word that a POSIX shell takes as it is.
func shell(word string) string {
	plain := word != "" && !strings.ContainsFunc(word, func(r rune) bool {
		return !strings.ContainsRune("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_./:=+,%@", r)
	})
	if plain {
		return word
	}
	return "'" + strings.ReplaceAll(word, "'", `'\''`) + "'"
}
