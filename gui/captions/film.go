package captions

import (
	"errors"
	"time"

	"fyne.io/fyne/v2/lang"

	"smoothscope/inspect/caption"
)

// Film is what captions are for.
type Film struct {
	Name   string        // of the asset: the files of new tracks begin with it
	From   time.Duration // when the video begins on the captions' time line
	Length time.Duration // of the video, 0 where unknown
	Names  []string      // of all streams: a new track needs another one
	Files  []string      // of the asset, relative to its folder: a new track needs another one
	Why    string        // why no track can be added, "" where one can
}

// end is when the video ends, caption.Open where that is unknown.
func (f Film) end() time.Duration {
	if f.Length <= 0 {
		return caption.Open
	}
	return f.From + f.Length
}

// misses tells that nothing of a caption would ever be shown.
func (f Film) misses(c caption.Cue) bool {
	return f.Length > 0 && (c.Start >= f.end() || c.End <= f.From)
}

// cuts tells that a part of a caption would never be shown.
func (f Film) cuts(c caption.Cue) bool {
	return f.misses(c) || f.Length > 0 && (c.Start < f.From || c.End > f.end() && c.End != caption.Open)
}

// keeps tells whether an edit leaves all captions where they can be seen: a track
// does not hold others.
func (f Film) keeps(was, now []caption.Cue) error {
	n := f.missed(now)
	if n <= f.missed(was) {
		return nil
	}
	at := map[string]any{"Captions": captionsWord(n), "From": caption.Clock(f.From), "End": caption.Clock(f.end())}
	return errors.New(lang.L("{{.Captions}} would lie outside of the film, which lasts from {{.From}} to {{.End}}", at))
}

func (f Film) missed(cues []caption.Cue) int {
	n := 0
	for _, c := range cues {
		if f.misses(c) {
			n++
		}
	}
	return n
}

// warn is a warning about each caption that is not shown as long as it says.
func (f Film) warn(cues []caption.Cue) []caption.Warning {
	var out []caption.Warning
	for i, c := range cues {
		if f.cuts(c) {
			at := map[string]any{"From": caption.Clock(f.From), "End": caption.Clock(f.end())}
			out = append(out, caption.Warning{Cue: i, Kind: "outside", Text: lang.L("the film lasts from {{.From}} to {{.End}}", at)})
		}
	}
	return out
}
