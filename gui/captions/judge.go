package captions

import (
	"context"

	"smoothscope/inspect/caption"
)

// judge knows what may be wrong with the captions that are shown. Many of them
// are looked at beside the window; until that is done, what was known counts.
type judge struct {
	room   *Room
	of     map[int][]caption.Warning
	all    int // how many warnings
	cancel context.CancelFunc
}

// fewCues is how many captions are looked at in no time.
const fewCues = 1500

func newJudge(r *Room) *judge { return &judge{room: r} }

func (j *judge) forget() {
	j.stop()
	j.of, j.all = nil, 0
}

func (j *judge) stop() {
	if j.cancel != nil {
		j.cancel()
		j.cancel = nil
	}
}

// look judges the captions that are shown.
func (j *judge) look() {
	j.stop()
	cues, limits, film := j.room.cues(), j.room.limits, j.room.film
	all := func() []caption.Warning { return append(film.warn(cues), caption.Judge(cues, limits)...) }
	if len(cues) <= fewCues {
		j.know(all())
		return
	}
	var found []caption.Warning
	j.cancel = j.room.run.Do(func(context.Context) { found = all() }, func() {
		j.cancel = nil
		j.know(found)
		j.room.table.relist()
		j.room.strip.show()
		j.room.words.tell()
	})
}

func (j *judge) know(found []caption.Warning) {
	j.of, j.all = make(map[int][]caption.Warning), len(found)
	for _, w := range found {
		j.of[w.Cue] = append(j.of[w.Cue], w)
	}
}

// next is the nearest caption with a warning after one, or before it where by is
// -1, round and round; -1 where there is none.
func (j *judge) next(from, by int) int {
	n := len(j.room.cues())
	for step := 1; step <= n; step++ {
		at := ((from+by*step)%n + n) % n
		if len(j.of[at]) > 0 {
			return at
		}
	}
	return -1
}
