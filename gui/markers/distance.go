package markers

import (
	"strconv"
	"strings"

	"fyne.io/fyne/v2/lang"

	"smoothscope/gui/kit"
)

// away is how far a place is from where the video can be cut, in words.
func (p *points) away(e *edge) string {
	where := lang.L("chunk {{.N}}", map[string]any{"N": e.chunk})
	if e.key != nil {
		where = lang.L("a key frame")
	}
	// The distance leads from the place to the point: what is earlier by it lies before.
	return p.distance(-e.best(), lang.L("before {{.Where}}", map[string]any{"Where": where}), lang.L("after {{.Where}}", map[string]any{"Where": where}))
}

// distance is "3 frames before", or after where it is positive.
func (p *points) distance(by int64, before, after string) string {
	side := after
	if by < 0 {
		side = before
	}
	return p.length(by) + " " + side
}

// length is a distance without its sign: in frames where their length is known,
// to a tenth of one, as the checks say it.
func (p *points) length(by int64) string {
	by = abs(by)
	frame := int64(p.frame())
	if frame == 0 || by > mostFrames*frame {
		return kit.Group(by/hns) + millis(by) + " s"
	}
	count := strings.TrimSuffix(strconv.FormatFloat(float64(by)/float64(frame), 'f', 1, 64), ".0")
	if count == "1" {
		return lang.L("1 frame")
	}
	return lang.L("{{.Count}} frames", map[string]any{"Count": count})
}
