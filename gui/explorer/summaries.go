package explorer

import "context"

// summaries is the short text beside each box. A summary reads the box, so it
// is made beside the UI goroutine, for the rows that are looked at.
type summaries struct {
	doc    *doc
	known  map[int]string
	wanted map[int]bool
	busy   bool
}

// maxSummaries is how many are kept; a million short texts would be too many.
const maxSummaries = 20000

func newSummaries(d *doc) *summaries {
	return &summaries{doc: d, known: map[int]string{}, wanted: map[int]bool{}}
}

// of is the summary of a node, "" until it is there.
func (s *summaries) of(node int) string {
	text, known := s.known[node]
	if !known {
		s.wanted[node] = true
		s.work()
	}
	return text
}

func (s *summaries) work() {
	if s.busy || len(s.wanted) == 0 {
		return
	}
	s.busy = true
	tree, nodes := s.doc.file.Tree, s.wanted
	s.wanted = map[int]bool{}
	made := make(map[int]string, len(nodes))
	s.doc.room.bg.Do(func(context.Context) {
		for node := range nodes {
			made[node] = tree.Summary(node)
		}
	}, func() {
		s.busy = false
		if len(s.known) > maxSummaries {
			clear(s.known)
		}
		for node, text := range made {
			s.known[node] = text
		}
		if s.doc.room.doc == s.doc {
			s.doc.room.tree.grid.Refresh()
		}
		s.work()
	})
}
