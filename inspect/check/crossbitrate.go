package check

import (
	"fmt"
	"strings"

	"smoothscope/inspect/manifest"
)

func crossBitrate() *Rule {
	return &Rule{
		ID: "X-BITRATE", Title: "Bitrates of the server manifest and quality levels do not go together", Severity: Warning,
		Help: "The bitrate is the key that joins a track of the server manifest with a quality level of the client manifest: players ask for QualityLevels(20263), and the server looks for systemBitrate 20263. " +
			"Where the numbers differ, the level cannot be fetched; where several levels fit, it is luck which one is sent.",
		Clause: "IIS server manifest, systemBitrate",
		whole: func(c *Case, to *Reporter) {
			if !c.listed() || !c.wholeClient() || c.Server == nil || c.Server.Err != nil || madeLive(c.Server.Doc) {
				return
			}
			used, lonely := map[*manifest.Level]bool{}, map[string]bool{}
			for i := range c.Server.Doc.Tracks {
				t := &c.Server.Doc.Tracks[i]
				if t.ManifestOutput || t.Element == "ref" {
					continue
				}
				found := c.levelsFor(t)
				for _, l := range found {
					used[l.level] = true
				}
				f := Finding{Place: c.inServer(t.Span), Measured: cmpOr(t.BitrateText, "no systemBitrate"), Hint: "Write the same number in both manifests: systemBitrate here, Bitrate there."}
				switch {
				case len(found) == 0:
					lonely[t.Element] = true
					f.Message = fmt.Sprintf("%s (%s) of the server manifest has no quality level with the bitrate %s", serverTitle(t), t.Src, cmpOr(t.BitrateText, "0"))
					f.Expected = "a QualityLevel with this Bitrate"
				case len(found) > 1 && found[0].stream != found[1].stream:
					f.Message = fmt.Sprintf("%s (%s) of the server manifest may be %d quality levels: that of %s and that of %s",
						serverTitle(t), t.Src, len(found), found[0].stream.Title(), found[1].stream.Title())
					f.Expected, f.Hint = "one QualityLevel with this Bitrate", "Give the track a trackName, or each stream bitrates of its own."
				default:
					continue
				}
				to.Add(t.Src+" "+t.BitrateText, f)
			}
			c.unused(to, used, lonely)
		},
	}
}

// unused reports the levels that no track of the server manifest is for; not
// where a track without a level is of that kind, for that is the same fact.
func (c *Case) unused(to *Reporter, used map[*manifest.Level]bool, lonely map[string]bool) {
	c.eachLevel(func(i, j int, s *manifest.Stream, l *manifest.Level) {
		element := s.Type
		if element == "text" {
			element = "textstream"
		}
		if s.Embedded || used[l] || lonely[element] {
			return
		}
		to.Add("level", Finding{
			Place: c.inClient(i, j, l.Span), Message: fmt.Sprintf("%s (%s) has no track in the server manifest", clientLevel(s, l), l.BitrateText),
			Measured: "no systemBitrate " + l.BitrateText, Expected: "a track with this systemBitrate",
			Hint: "Add the track to the server manifest, or take the level out of the client manifest.",
		})
	})
}

// levelFor is a quality level with its stream.
type levelFor struct {
	stream *manifest.Stream
	level  *manifest.Level
}

// levelsFor are the quality levels that a track of the server manifest may be:
// by type and bitrate, and where that leaves several, by name and language.
func (c *Case) levelsFor(t *manifest.ServerTrack) []levelFor {
	kind := t.Element
	if kind == "textstream" {
		kind = "text"
	}
	var found []levelFor
	c.eachLevel(func(_, _ int, s *manifest.Stream, l *manifest.Level) {
		if s.Type == kind && !s.Embedded && (l.BitrateText == t.BitrateText || l.Bitrate == t.Bitrate) {
			found = append(found, levelFor{s, l})
		}
	})
	for _, fits := range []func(*manifest.Stream) bool{
		func(s *manifest.Stream) bool {
			return strings.EqualFold(s.Title(), t.TrackName) || t.TrackName == "textstream" && s.Title() == "text"
		},
		func(s *manifest.Stream) bool { return t.Language != "" && strings.EqualFold(s.Language, t.Language) },
	} {
		var fewer []levelFor
		for _, l := range found {
			if fits(l.stream) {
				fewer = append(fewer, l)
			}
		}
		if len(fewer) > 0 {
			found = fewer
		}
	}
	return found
}
