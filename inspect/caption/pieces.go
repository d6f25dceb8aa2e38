package caption

import (
	"slices"
	"time"
)

// pieces is documents that were cut from one, and the cues that each was made
// of. It never changes.
type pieces struct {
	raws [][]byte
	cues [][]Cue
	kind key
	at   map[piece][]int
}

// key is what else the bytes of a document depend on.
type key struct {
	encoding string
	bom      bool
}

// piece is enough of some cues to look for them by.
type piece struct {
	n          int
	start, end time.Duration
	origin     *origin
}

func pieceOf(cues []Cue) piece {
	if len(cues) == 0 {
		return piece{}
	}
	return piece{len(cues), cues[0].Start, cues[0].End, cues[0].origin}
}

// Pieces writes one document for each list of cues, as With and Bytes do. What
// the last call for the same document wrote is not written again, so that an
// edit of one cue among thousands costs no more than that cue.
func (d *Document) Pieces(cues [][]Cue) ([][]byte, error) {
	last := d.read.last.Load()
	now := &pieces{cues: cues, kind: key{d.Encoding, d.BOM}, at: make(map[piece][]int, len(cues))}
	if last != nil && last.kind != now.kind {
		last = nil
	}
	for i, list := range cues {
		p := pieceOf(list)
		raw, ok := now.find(p, list)
		if !ok {
			raw, ok = last.find(p, list)
		}
		if !ok {
			var err error
			if raw, err = d.With(list).Bytes(); err != nil {
				return nil, err
			}
		}
		now.raws = append(now.raws, raw)
		if len(list) > 0 || now.at[p] == nil {
			now.at[p] = append(now.at[p], i)
		}
	}
	d.read.last.Store(now)
	return now.raws, nil
}

// find is what was written for the same cues.
func (p *pieces) find(what piece, cues []Cue) ([]byte, bool) {
	if p == nil {
		return nil, false
	}
	for _, i := range p.at[what] {
		if slices.EqualFunc(p.cues[i], cues, func(a, b Cue) bool { return a.origin == b.origin && a.Same(b) }) {
			return p.raws[i], true
		}
	}
	return nil, false
}
