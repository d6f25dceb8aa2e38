package preview

import (
	"sync"
	"time"

	"smoothscope/tasks/preview"
)

// Most is how many requests are kept; older ones go.
const Most = 10_000

// intake takes requests from the goroutines of the server and keeps them until
// the screen looks. It never waits and never grows beyond its bounds.
type intake struct {
	mu    sync.Mutex
	fresh []preview.Request // not yet looked at
	sums  sums
	flow  flow
}

// sums are figures over all requests since the log was cleared, also those
// that are no longer kept.
type sums struct {
	requests, errors, bytes int64
	first, last             time.Time // when the first began and the last ended
	failure                 preview.Request
	failures                int64 // answers that the server could not give
}

// add takes a request, from any goroutine.
func (t *intake) add(r preview.Request) {
	t.mu.Lock()
	defer t.mu.Unlock()
	if len(t.fresh) >= 2*Most {
		t.fresh = append(t.fresh[:0], t.fresh[Most:]...)
	}
	t.fresh = append(t.fresh, r)
	if ownFile(r) {
		return // no stream: it would hide what the player takes of the asset
	}
	t.sums.add(r)
	t.flow.add(r.At, r.At.Add(r.Took), r.Bytes)
}

func (s *sums) add(r preview.Request) {
	s.requests++
	s.bytes += r.Bytes
	if failed(r) {
		s.errors++
	}
	if broken(r) {
		s.failures++
		s.failure = r
	}
	if s.first.IsZero() || r.At.Before(s.first) {
		s.first = r.At
	}
	if end := r.At.Add(r.Took); end.After(s.last) {
		s.last = end
	}
}

// average is bytes a second from the first request to the last.
func (s *sums) average() float64 {
	if long := s.last.Sub(s.first).Seconds(); long > 0 {
		return float64(s.bytes) / max(long, 1)
	}
	return 0
}

// ownFile tells the files that the player page is made of, which say nothing of
// the asset; one that is not there is an error like others.
func ownFile(r preview.Request) bool { return r.Kind == preview.Page && !failed(r) }

// failed tells a request that did not get what it asked for.
func failed(r preview.Request) bool { return r.Status >= 400 || r.Status == 0 }

// broken tells one whose answer is missing through no fault of who asked.
func broken(r preview.Request) bool {
	return r.Status >= 500 || r.Status < 400 && r.Err != "" && r.Err != preview.HungUp
}

// take hands over what is new, the newest Most at most, with the figures.
func (t *intake) take() ([]preview.Request, sums) {
	t.mu.Lock()
	defer t.mu.Unlock()
	list := t.fresh[max(0, len(t.fresh)-Most):]
	t.fresh = nil
	return list, t.sums
}

// look is how many are new, and the figures.
func (t *intake) look() (fresh int, s sums) {
	t.mu.Lock()
	defer t.mu.Unlock()
	return len(t.fresh), t.sums
}

// rates are the bytes a second of the last minute.
func (t *intake) rates(now time.Time) []float64 {
	t.mu.Lock()
	defer t.mu.Unlock()
	return t.flow.rates(now)
}

// forgive forgets the answers that could not be given.
func (t *intake) forgive() {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.sums.failures, t.sums.failure = 0, preview.Request{}
}

// clear forgets everything.
func (t *intake) clear() {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.fresh, t.sums, t.flow = nil, sums{}, flow{}
}
