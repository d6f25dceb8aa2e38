package preview

import (
	"context"

	"smoothscope/inspect/asset"
	"smoothscope/inspect/caption"
)

// carried is a stream of captions that the client manifest carries. Players
// like dash.js read none of these, so the page shows them itself.
type carried struct {
	Name     string       `json:"name"`
	Language string       `json:"language"`
	Cues     []carriedCue `json:"cues"`
}

// carriedCue is one of them. Times are seconds on the asset's own time line.
type carriedCue struct {
	Start float64 `json:"start"`
	End   float64 `json:"end"` // 0 where it does not end
	Text  string  `json:"text"`
}

const maxCarried = 10_000 // captions of a stream that are shown

// carriedBy reads them. What cannot be read, the editor and the validator tell.
func carriedBy(ctx context.Context, a *asset.Asset) []carried {
	all := []carried{}
	for i := range a.Streams {
		s := &a.Streams[i]
		if !s.Embedded || !s.HasCaptions() {
			continue
		}
		c, err := a.Captions(ctx, i)
		if err != nil || c.Document == nil {
			continue
		}
		one := carried{Name: s.Name, Language: s.Language, Cues: []carriedCue{}}
		for _, cue := range c.Document.Cues[:min(len(c.Document.Cues), maxCarried)] {
			shown := carriedCue{Start: cue.Start.Seconds(), Text: cue.Text()}
			if cue.End != caption.Open {
				shown.End = cue.End.Seconds()
			}
			one.Cues = append(one.Cues, shown)
		}
		all = append(all, one)
	}
	return all
}
