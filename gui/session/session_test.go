package session_test

import (
	"bytes"
	"testing"

	"smoothscope/gui/session"
	"smoothscope/inspect/source"
)

// closing counts how often it is closed.
type closing struct {
	source.Source
	closed int
}

func (c *closing) Close() error { c.closed++; return nil }

func newSession(t *testing.T) (*session.Session, *int, *session.Selection) {
	t.Helper()
	s := session.New()
	changes, last := new(int), new(session.Selection)
	s.Changed = func() { *changes++ }
	s.Selected = func(sel session.Selection) { *last = sel }
	return s, changes, last
}

func at(f *session.File, from, to int64) session.Selection {
	return session.Selection{File: f, Node: -1, From: from, To: to}
}

func TestBackAndForward(t *testing.T) {
	s, _, last := newSession(t)
	f := s.Open(s.Add([]string{"a"}, "a"), "/a")
	for i := range int64(3) {
		s.Select(at(f, i, i+1))
	}
	s.Select(at(f, 2, 3)) // the same place again is no step
	s.Back()
	if last.From != 1 || !s.CanForward() {
		t.Errorf("back at %d, forward %v", last.From, s.CanForward())
	}
	s.Back()
	if last.From != 0 || s.CanBack() {
		t.Errorf("back at %d, further back %v", last.From, s.CanBack())
	}
	s.Forward()
	s.Select(at(f, 9, 10))
	if s.CanForward() {
		t.Error("a new choice leaves something ahead")
	}
	s.Back()
	if last.From != 1 {
		t.Errorf("back at %d, want 1", last.From)
	}
}

func TestBackGoesToTheOtherAsset(t *testing.T) {
	s, _, last := newSession(t)
	a, b := s.Add([]string{"a"}, "a"), s.Add([]string{"b"}, "b")
	fa, fb := s.Open(a, "/a"), s.Open(b, "/b")
	s.Activate(a)
	s.Select(at(fa, 1, 2))
	s.Activate(b)
	s.Select(at(fb, 5, 6))
	s.Back()
	if s.Current() != a || last.File != fa || last.From != 1 {
		t.Errorf("current %v, at %d", s.Current().Title, last.From)
	}
}

func TestActivateComesBackToThePlace(t *testing.T) {
	s, _, last := newSession(t)
	a := s.Add([]string{"a"}, "a")
	f := s.Open(a, "/a")
	s.Select(at(f, 7, 9))
	b := s.Add([]string{"b"}, "b")
	if last.File != nil {
		t.Error("a new asset begins with the place of another")
	}
	s.Activate(a)
	if last.From != 7 {
		t.Errorf("at %d, want 7", last.From)
	}
	if s.Find([]string{"b"}) != b || s.Find([]string{"c"}) != nil {
		t.Error("Find")
	}
}

func TestRemoveClosesAndForgets(t *testing.T) {
	s, changes, last := newSession(t)
	a, b := s.Add([]string{"a"}, "a"), s.Add([]string{"b"}, "b")
	f := s.Open(b, "/b")
	src := &closing{Source: source.Memory("b", nil)}
	f.Source = src
	s.Select(at(f, 1, 2))
	before := *changes
	for _, c := range s.Remove(b) {
		if err := c.Close(); err != nil {
			t.Error(err)
		}
	}
	if src.closed != 1 {
		t.Errorf("closed %d times", src.closed)
	}
	if s.Current() != a || s.Has(b) || last.File != nil || s.CanBack() || *changes == before {
		t.Error("something of it stays")
	}
	s.Remove(a)
	if s.Current() != nil || len(s.Assets()) != 0 {
		t.Error("not empty")
	}
	if s.Remove(a) != nil {
		t.Error("removed twice")
	}
}

func TestReplaceIsNoStep(t *testing.T) {
	s, _, last := newSession(t)
	f := s.Open(s.Add([]string{"a"}, "a"), "/a")
	s.Select(at(f, 1, 2))
	s.Replace(at(f, 3, 4))
	if last.From != 3 || s.CanBack() {
		t.Errorf("at %d, back %v", last.From, s.CanBack())
	}
}

func TestHistoryIsBounded(t *testing.T) {
	s, _, _ := newSession(t)
	f := s.Open(s.Add([]string{"a"}, "a"), "/a")
	f.Source = source.Memory("a", bytes.Repeat([]byte{0}, 10))
	for i := range int64(5000) {
		s.Select(at(f, i, i+1))
	}
	steps := 0
	for s.CanBack() {
		s.Back()
		steps++
	}
	if steps < 50 || steps > 500 {
		t.Errorf("%d steps back", steps)
	}
}
