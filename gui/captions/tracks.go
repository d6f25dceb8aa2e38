package captions

import (
	"time"

	"smoothscope/inspect/caption"
)

// Track is a text track of the asset.
type Track struct {
	Asset    string // whose track it is, such as the asset's folder; "" where there is one only
	Stream   int    // its index in the asset
	Name     string // of the stream
	Language string // ISO 639-2, "" where unknown
	Subtype  string // CAPT or SUBT, "" where unknown
	File     string // that its captions are in, "" where that is the client manifest
	Embedded bool   // in the client manifest
	Editable bool
	Why      string // why it cannot be edited
}

// same tells whether two tracks are the same one, before and after an edit.
func (t Track) same(u Track) bool { return t.Asset == u.Asset && t.Name == u.Name }

// SetRate tells the frames per second of the video, for snapping and for times
// in frames.
func (r *Room) SetRate(rate caption.Rate) {
	if rate.Num > 0 && rate.Den > 0 {
		r.rate = rate
		r.words.show()
	}
}

// SetFilm tells what the captions are for.
func (r *Room) SetFilm(f Film) {
	judged := f.From != r.film.From || f.Length != r.film.Length
	r.film = f
	if judged && r.doc != nil {
		r.judge.look()
		r.table.refresh()
		r.strip.show()
	}
	r.empty.show()
	r.head.show()
	r.sheet.check()
}

// Show shows the text tracks of an asset. Where the track that was shown is
// among them, its captions stay until SetDocument brings others.
func (r *Room) Show(tracks []Track) {
	was, had := r.Track()
	wanted := r.wanted
	r.tracks = tracks
	r.at = r.choice(was, had)
	added := r.wanted == "" && wanted != ""
	now, has := r.Track()
	if !had || !has || !was.same(now) {
		r.settleNothing()
	}
	r.fresh()
	if has {
		r.OnLoad(now)
	}
	if added {
		r.focusTable()
	}
}

// choice is which track is shown of new ones: the one that was just added, else
// the one that was shown, else the first.
func (r *Room) choice(was Track, had bool) int {
	at := -1
	for i, t := range r.tracks {
		if r.wanted != "" && t.Name == r.wanted {
			r.wanted = ""
			return i
		}
		if had && at < 0 && t.same(was) {
			at = i
		}
	}
	if at < 0 && len(r.tracks) > 0 {
		return 0
	}
	return at
}

// settleNothing forgets the captions that are shown and what is typed of them.
func (r *Room) settleNothing() {
	r.table.grid.EndEdit(false)
	r.words.forget()
	r.doc, r.pending, r.brought, r.failed, r.warnings = nil, nil, nil, nil, nil
	r.judge.forget()
	r.table.forget()
}

// Track is the one that is shown.
func (r *Room) Track() (Track, bool) {
	if r.at < 0 || r.at >= len(r.tracks) {
		return Track{}, false
	}
	return r.tracks[r.at], true
}

// SetDocument brings the captions of a track, or why there are none.
func (r *Room) SetDocument(t Track, d *caption.Document, warnings []string, err error) {
	if now, ok := r.Track(); !ok || !now.same(t) || r.overtaken(d) {
		return
	}
	r.failed, r.warnings = err, warnings
	if d != r.doc {
		r.words.amends = -1
		r.take(d)
	}
	r.fresh()
}

// overtaken tells whether a document is an edit that others have followed. What
// came before it is known to have taken effect.
func (r *Room) overtaken(d *caption.Document) bool {
	for i, p := range r.pending {
		if p == d || sayTheSame(p, d) {
			r.pending, r.brought = r.pending[i+1:], d
			return len(r.pending) > 0
		}
	}
	if len(r.pending) > 0 && d == r.brought {
		return true // nothing new: the asset was opened anew
	}
	r.pending, r.brought = nil, d
	return false
}

// Answered tells that an edit has taken effect, or that it cannot: what is shown
// is what the hall has, unless other edits have followed.
func (r *Room) Answered(d *caption.Document) {
	for i, p := range r.pending {
		if p != d {
			continue
		}
		if r.pending = r.pending[i+1:]; len(r.pending) == 0 {
			if t, ok := r.Track(); ok {
				r.OnLoad(t)
			}
		}
		return
	}
}

// ask shows another track.
func (r *Room) ask(at int) {
	if at == r.at || at < 0 || at >= len(r.tracks) {
		return
	}
	r.Settle()
	r.settleNothing()
	r.at = at
	r.fresh()
	r.OnLoad(r.tracks[at])
}

// sayTheSame tells whether two documents show the same words at the same times:
// what the hall brings of an edit may have been written in another format.
func sayTheSame(a, b *caption.Document) bool {
	if b == nil || len(a.Cues) != len(b.Cues) {
		return false
	}
	for i, c := range a.Cues {
		d := b.Cues[i]
		if (c.Start-d.Start).Abs() > time.Millisecond || (c.End-d.End).Abs() > time.Millisecond || c.Text() != d.Text() {
			return false
		}
	}
	return true
}
