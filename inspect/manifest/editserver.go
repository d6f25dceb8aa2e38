package manifest

import (
	"errors"
	"slices"
	"strings"
)

// InsertTrack puts a track before the one number before, or at the end where
// before is the number of tracks, laid out like its neighbours. It writes Src,
// BitrateText (or Bitrate), Language and Params; TrackID, TrackName, TimeScale,
// ManifestOutput and Parent are written as params where Params has none of
// that name and they are not what a reader assumes.
func (s *Server) InsertTrack(before int, t *ServerTrack) ([]Edit, error) {
	m := markup(s.Text)
	if err := within("place for a track", before, len(s.Tracks)); err != nil {
		return nil, err
	}
	write := func(w *writer) { w.track(t) }
	if len(s.Tracks) == 0 {
		n, err := m.home(s)
		if err != nil {
			return nil, err
		}
		return m.insert(n, nil, 0, m.children(n), write), nil
	}
	beside := min(before, len(s.Tracks)-1)
	parent, siblings, at, err := m.track(s, beside)
	if err != nil {
		return nil, err
	}
	return m.insert(parent, siblings, at+before-beside, nil, write), nil
}

// RemoveTrack takes away the track number i.
func (s *Server) RemoveTrack(i int) ([]Edit, error) {
	m := markup(s.Text)
	_, siblings, at, err := m.track(s, i)
	if err != nil {
		return nil, err
	}
	return []Edit{m.remove(siblings[at])}, nil
}

// MoveTrack puts the track number i before the one number before, or at the
// end. Both must stand in the same group (switch, seq, par).
func (s *Server) MoveTrack(i, before int) ([]Edit, error) {
	m := markup(s.Text)
	if err := within("place for a track", before, len(s.Tracks)); err != nil {
		return nil, err
	}
	parent, siblings, at, err := m.track(s, i)
	if err != nil {
		return nil, err
	}
	to := len(siblings)
	if before < len(s.Tracks) {
		other, _, n, err := m.track(s, before)
		if err != nil {
			return nil, err
		}
		if other.span != parent.span {
			return nil, errors.New("the two tracks stand in different groups of the server manifest")
		}
		to = n
	}
	return m.move(siblings, at, to), nil
}

// SetParam changes a param of a track or adds it behind the others.
func (s *Server) SetParam(track int, name, value string) ([]Edit, error) {
	m := markup(s.Text)
	_, siblings, at, err := m.track(s, track)
	if err != nil {
		return nil, err
	}
	params := m.named(siblings[at], "param")
	if p, ok := m.called(params, name); ok {
		return m.setAttr(p, "value", value)
	}
	typed := "valuetype"
	if len(params) > 0 {
		if a, ok := m.attr(params[len(params)-1], typed); ok {
			typed = a.name()
		}
	}
	return m.insert(siblings[at], params, len(params), nil, func(w *writer) { w.param(name, value, typed) }), nil
}

// RemoveParam takes away a param of a track; one that is not there gives no
// edit.
func (s *Server) RemoveParam(track int, name string) ([]Edit, error) {
	m := markup(s.Text)
	_, siblings, at, err := m.track(s, track)
	if err != nil {
		return nil, err
	}
	if p, ok := m.called(m.named(siblings[at], "param"), name); ok {
		return []Edit{m.remove(p)}, nil
	}
	return nil, nil
}

// SetMeta changes a meta of the head or adds it behind the others.
func (s *Server) SetMeta(name, content string) ([]Edit, error) {
	m := markup(s.Text)
	root, err := m.element(s.Span)
	if err != nil {
		return nil, err
	}
	heads := m.named(root, "head")
	write := func(w *writer) { w.meta(name, content) }
	if len(heads) == 0 {
		return m.insert(root, nil, 0, nil, func(w *writer) {
			w.open("head")
			w.nest()
			write(w)
			w.close("head")
		}), nil
	}
	for _, head := range heads {
		if n, ok := m.called(m.named(head, "meta"), name); ok {
			return m.setAttr(n, "content", content)
		}
	}
	return m.insert(heads[0], m.named(heads[0], "meta"), MaxChunks, nil, write), nil
}

// RemoveMeta takes away a meta of the head; one that is not there gives no edit.
func (s *Server) RemoveMeta(name string) ([]Edit, error) {
	m := markup(s.Text)
	root, err := m.element(s.Span)
	if err != nil {
		return nil, err
	}
	for _, head := range m.named(root, "head") {
		if n, ok := m.called(m.named(head, "meta"), name); ok {
			return []Edit{m.remove(n)}, nil
		}
	}
	return nil, nil
}

// called is the node whose name attribute says name: as spelled, else in any
// case.
func (m markup) called(all []node, name string) (node, bool) {
	for _, same := range []func(a, b string) bool{func(a, b string) bool { return a == b }, strings.EqualFold} {
		for _, n := range all {
			if is, _ := m.value(n, "name"); same(strings.TrimSpace(is), name) {
				return n, true
			}
		}
	}
	return node{}, false
}

// track is the track number i among the tracks of its group.
func (m markup) track(s *Server, i int) (parent node, siblings []node, at int, err error) {
	if err = within("track", i, len(s.Tracks)-1); err != nil {
		return parent, nil, 0, err
	}
	if parent, err = m.element(s.Span); err != nil {
		return parent, nil, 0, err
	}
	at = -1
	for at < 0 {
		deeper := -1
		children := m.children(parent)
		siblings = siblings[:0]
		for k, n := range children {
			if isTrack(n.name) {
				siblings = append(siblings, n)
			}
			if n.span.From <= s.Tracks[i].Span.From && s.Tracks[i].Span.To <= n.span.To {
				deeper = k
			}
		}
		if deeper < 0 {
			return parent, nil, 0, errors.New("the track is not where it was read")
		}
		at = slices.IndexFunc(siblings, func(n node) bool { return n.span == s.Tracks[i].Span })
		if at < 0 {
			parent = children[deeper]
		}
	}
	return parent, siblings, at, nil
}

func isTrack(name string) bool {
	switch strings.ToLower(local(name)) {
	case "video", "audio", "textstream", "ref":
		return true
	}
	return false
}

// home is where the first track goes: the switch, else the body.
func (m markup) home(s *Server) (node, error) {
	root, err := m.element(s.Span)
	if err != nil {
		return root, err
	}
	bodies := m.named(root, "body")
	if len(bodies) == 0 {
		return root, errors.New("the server manifest has no body to put a track into")
	}
	if switches := m.named(bodies[0], "switch"); len(switches) > 0 {
		return switches[0], nil
	}
	return bodies[0], nil
}
