package check

import (
	"fmt"
	"slices"
	"strings"

	"smoothscope/inspect/manifest"
)

func judgeTimeScale(c *Case, to *Reporter) {
	for _, t := range c.tracks() {
		if !t.File.Media.Fragmented || t.Stream < 0 {
			continue // servers convert the times of plain files
		}
		media, s := uint64(t.TimeScale), &c.Asset.Streams[t.Stream]
		if c.Client != nil && s.TimeScale != media {
			c.addScale(to, t, "client", s.TimeScale, "TimeScale of the client manifest")
		}
		if scale, told := c.smilScale(t); told && scale != media {
			c.addScale(to, t, "server", scale, "timeScale of the server manifest")
		}
	}
}

func (c *Case) addScale(to *Reporter, t *Track, key string, claimed uint64, where string) {
	to.Add(key, Finding{
		Message:  fmt.Sprintf("%s counts %d ticks per second, but the %s says %d", c.level(t), t.TimeScale, where, claimed),
		Place:    t.Place(),
		Measured: fmt.Sprintf("%d ticks per second in mdhd", t.TimeScale), Expected: fmt.Sprintf("%d, the %s", claimed, where),
		Hint: "All times of the level are wrong by this factor. Write the manifests anew from the files (smoothctl manifest make), or pack the file with the time scale that they name.",
	})
}

// smilScale is what the server manifest says of a track, where it says it.
func (c *Case) smilScale(t *Track) (uint64, bool) {
	if c.Server == nil {
		return 0, false
	}
	for i := range c.Server.Doc.Tracks {
		s := &c.Server.Doc.Tracks[i]
		if s.TrackID != t.ID || !strings.EqualFold(strings.ReplaceAll(s.Src, `\`, "/"), t.File.Member.Path) {
			continue
		}
		for _, p := range s.Params {
			if strings.EqualFold(p.Name, "timeScale") {
				return s.TimeScale, true
			}
		}
	}
	return 0, false
}

// scaleDisputed says that a manifest and the file count time differently.
func (c *Case) scaleDisputed(t *Track) bool {
	return c.Client != nil && t.Stream >= 0 && t.File.Media.Fragmented && c.Asset.Streams[t.Stream].TimeScale != uint64(t.TimeScale)
}

func judgeDefaultScale(c *Case, to *Reporter) {
	if c.Client == nil || c.Client.Err != nil || attributed(c.Client.Doc.Attrs, "TimeScale") {
		return
	}
	for i := range c.Client.Doc.Streams {
		s := &c.Client.Doc.Streams[i]
		if attributed(s.Attrs, "TimeScale") {
			continue
		}
		to.Add("", Finding{
			Message:  "the client manifest does not say its TimeScale: 10,000,000 ticks per second are assumed",
			Place:    InFile(c.Client.Path, 0, 0),
			Measured: "no TimeScale", Expected: `TimeScale="10000000"`,
			Hint: "It is the default, so players manage. Write it, so that nobody has to know.",
		})
		return
	}
}

func attributed(attrs []manifest.Attr, name string) bool {
	return slices.ContainsFunc(attrs, func(a manifest.Attr) bool { return a.Name == name })
}

// exact is the largest integer below which a double, the number of JavaScript,
// holds every one.
const exact = 1 << 53

func judgeLargeTimes(c *Case, to *Reporter) {
	for _, t := range c.tracks() {
		n := len(t.Fragments) - 1
		if end := t.Fragments[n].End(); end > exact {
			for n > 0 && t.Fragments[n-1].Time > exact {
				n--
			}
			place := t.At(n)
			to.Add("", Finding{
				Message:  fmt.Sprintf("the times of %s pass 2^53 ticks, beyond which JavaScript players lose digits", c.level(t)),
				Place:    place,
				Measured: fmt.Sprintf("%d ticks", end), Expected: "at most 9007199254740992 ticks",
				Hint: "The encoder counts from 1970 or earlier. Start the time line at 0, or use a coarser time scale.",
			})
		}
	}
}
