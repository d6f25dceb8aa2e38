package caption

import (
	"fmt"
	"math/big"
	"slices"
	"time"
)

// Shift moves cues in time; no index means all. A cue that would begin before
// 0 is an error.
func Shift(cues []Cue, by time.Duration, which ...int) ([]Cue, error) {
	return retime(cues, which, func(at time.Duration) time.Duration { return at + by })
}

// Film is the rate of film on video, 23.976 frames per second.
func Film() Rate { return Rate{24000, 1001} }

// PAL is the rate of European video, 25 frames per second.
func PAL() Rate { return Rate{25, 1} }

// Stretch moves cues that fit a film at one rate to where they fit the same
// frames at another, about a time that stays. Times are exact to the
// nanosecond, so that stretching back gives the times as they were.
func Stretch(cues []Cue, from, to Rate, about time.Duration, which ...int) ([]Cue, error) {
	if from.Num <= 0 || from.Den <= 0 || to.Num <= 0 || to.Den <= 0 {
		return nil, fmt.Errorf("%d/%d and %d/%d are not both frame rates", from.Num, from.Den, to.Num, to.Den)
	}
	ratio := new(big.Rat).Quo(big.NewRat(from.Num, from.Den), big.NewRat(to.Num, to.Den))
	return retime(cues, which, func(at time.Duration) time.Duration { return about + scale(at-about, ratio) })
}

// scale multiplies and rounds to the nearest.
func scale(at time.Duration, by *big.Rat) time.Duration {
	n := new(big.Int).Mul(big.NewInt(2*int64(at)), by.Num())
	n.Add(n, by.Denom())
	two := new(big.Int).Lsh(by.Denom(), 1)
	n.Div(n, two) // rounds down, for negative times too
	return time.Duration(n.Int64())
}

// Snap moves the edges of cues to the nearest frame; a cue keeps one frame at
// least.
func Snap(cues []Cue, rate Rate, which ...int) ([]Cue, error) {
	if rate.Num <= 0 || rate.Den <= 0 {
		return nil, fmt.Errorf("%d/%d is no frame rate", rate.Num, rate.Den)
	}
	frames := big.NewRat(rate.Num, rate.Den*int64(time.Second))
	length := new(big.Rat).Inv(frames)
	snap := func(at time.Duration) time.Duration { return scale(scale(at, frames), length) }
	out, err := retime(cues, which, snap)
	for i := range out {
		if c := &out[i]; c.End <= c.Start && cues[i].End > cues[i].Start {
			c.End = scale(scale(c.Start, frames)+1, length)
		}
	}
	return out, err
}

// retime moves the times of cues, and those inside of their texts.
func retime(cues []Cue, which []int, move func(time.Duration) time.Duration) ([]Cue, error) {
	chosen := make(map[int]bool, len(which))
	for _, i := range which {
		chosen[i] = true
	}
	out := slices.Clone(cues)
	for i := range out {
		if len(which) > 0 && !chosen[i] {
			continue
		}
		c := &out[i]
		was := c.Start
		if c.Start = move(c.Start); c.Start < 0 {
			return nil, fmt.Errorf("caption %d would begin at %s instead of %s, before the beginning", i+1, Clock(c.Start), Clock(was))
		}
		if c.End != Open {
			c.End = max(0, move(c.End))
		}
		c.Runs = retimeTags(c.Runs, move)
	}
	return out, nil
}
