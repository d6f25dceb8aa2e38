package check

import (
	"cmp"
	"fmt"
	"slices"

	"smoothscope/inspect/asset"
	"smoothscope/inspect/manifest"
)

// Limits between levels that follow each other.
const (
	nearest   = 4096 // bits per second; nearer levels are one to packagers
	smallStep = 1.2  // times the bitrate of the level below
	largeStep = 3.0
)

func judgeSameBitrate(c *Case, to *Reporter) {
	for i, s := range c.Asset.Streams {
		seen := map[string]int{}
		for n, l := range s.Levels {
			key := l.BitrateKey + " " + c.Asset.ChunkPath(i, n, 0) // which may hold attributes of the level
			first, twice := seen[key]
			if !twice {
				seen[key] = n
				continue
			}
			if !s.Embedded {
				to.Add(l.BitrateKey, Finding{
					Message:  fmt.Sprintf("levels %d and %d of stream %s have the same bitrate %s", first, n, s.Name, l.BitrateKey),
					Place:    InStream(i, n),
					Measured: l.BitrateKey + " bits per second twice", Expected: "bitrates that differ",
					Hint: "The bitrate is the level's key in addresses: the second level can never be fetched. Give each its own bitrate in both manifests.",
				})
			}
		}
	}
}

// ascending is the levels of a stream that can be told apart by bitrate, the
// lowest first.
func ascending(s *asset.Stream) []int {
	var list []int
	for n, l := range s.Levels {
		if l.Bitrate > 0 {
			list = append(list, n)
		}
	}
	slices.SortStableFunc(list, func(a, b int) int { return cmp.Compare(s.Levels[a].Bitrate, s.Levels[b].Bitrate) })
	return list
}

// steps calls back for each two levels that follow each other by bitrate.
func (c *Case) steps(found func(stream int, s *asset.Stream, low, high int)) {
	for i := range c.Asset.Streams {
		s := &c.Asset.Streams[i]
		if s.Type == "text" {
			continue
		}
		list := ascending(s)
		for k := 1; k < len(list); k++ {
			found(i, s, list[k-1], list[k])
		}
	}
}

func judgeNear(c *Case, to *Reporter) {
	c.steps(func(stream int, s *asset.Stream, low, high int) {
		apart := s.Levels[high].Bitrate - s.Levels[low].Bitrate
		if apart == 0 || apart >= nearest {
			return
		}
		to.Add("", Finding{
			Message:  fmt.Sprintf("two levels of stream %s are %d bits per second apart: %d and %d", s.Name, apart, s.Levels[low].Bitrate, s.Levels[high].Bitrate),
			Place:    InStream(stream, high),
			Measured: fmt.Sprintf("%d bits per second apart", apart), Expected: fmt.Sprintf("at least %d", nearest),
			Hint: "Some servers keep marks in the low bits of the bitrate and mix such levels up; players gain nothing from the second. Leave one out, or give them bitrates that are farther apart.",
		})
	})
}

func judgeLadder(c *Case, to *Reporter) {
	c.steps(func(stream int, s *asset.Stream, low, high int) {
		from, up := s.Levels[low].Bitrate, s.Levels[high].Bitrate
		ratio := float64(up) / float64(from)
		if s.Type != "video" || up-from < nearest || ratio >= smallStep && ratio <= largeStep {
			return
		}
		word := "large"
		if ratio < smallStep {
			word = "small"
		}
		to.Add(word, Finding{
			Message:  fmt.Sprintf("the step from %s to %s in stream %s is %s: %s times", Rate(from), Rate(up), s.Name, word, decimal(ratio, 2)),
			Place:    InStream(stream, high),
			Measured: decimal(ratio, 2) + " times", Expected: "1.5 to 2 times",
			Hint: "With large steps the picture changes visibly, with small ones the player changes often for little. Choose bitrates that grow by half to double each.",
		})
	})
}

// judgeOrder judges the manifest as it is written: loose files are sorted.
func judgeOrder(c *Case, to *Reporter) {
	if c.Client == nil {
		return
	}
	for i := range c.Client.Doc.Streams {
		s := &c.Client.Doc.Streams[i]
		for n := 1; n < len(s.Levels); n++ {
			what, was, is := outOfOrder(&s.Levels[n-1], &s.Levels[n])
			if what == "" || i >= len(c.Asset.Streams) {
				continue
			}
			place := InStream(i, n)
			place.File = c.Client.Path
			to.Add("", Finding{
				Message:  fmt.Sprintf("the levels of stream %s are not in ascending order: %s %d follows %d", s.Title(), what, is, was),
				Place:    place,
				Measured: fmt.Sprintf("%s %d after %d", what, is, was), Expected: "ascending " + what,
				Hint: "Most players sort the levels, old ones take the first for the lowest. Sort the QualityLevel elements by Bitrate and number them from 0.",
			})
		}
	}
}

func outOfOrder(a, b *manifest.Level) (what string, was, is uint64) {
	switch {
	case b.Bitrate < a.Bitrate:
		return "Bitrate", a.Bitrate, b.Bitrate
	case b.Index < a.Index && attributed(b.Attrs, "Index"):
		return "Index", uint64(max(0, a.Index)), uint64(max(0, b.Index))
	}
	return "", 0, 0
}
