package manifest

import "strconv"

// InsertStream puts a StreamIndex before the one number before, or at the end
// where before is the number of streams, laid out like its neighbours. It
// writes the fields of s, and those of s.Attrs that have no field.
func (c *Client) InsertStream(before int, s *Stream) ([]Edit, error) {
	m := markup(c.Text)
	root, streams, err := m.streams(c)
	if err == nil {
		err = within("place for a stream", before, len(streams))
	}
	if err != nil {
		return nil, err
	}
	return m.insert(root, streams, before, m.children(root), func(w *writer) { w.stream(s) }), nil
}

// RemoveStream takes away the StreamIndex number i.
func (c *Client) RemoveStream(i int) ([]Edit, error) {
	m := markup(c.Text)
	_, streams, err := m.streams(c)
	if err == nil {
		err = within("stream", i, len(streams)-1)
	}
	if err != nil {
		return nil, err
	}
	return []Edit{m.remove(streams[i])}, nil
}

// MoveStream puts the StreamIndex number i before the one number before, or at
// the end where before is the number of streams.
func (c *Client) MoveStream(i, before int) ([]Edit, error) {
	m := markup(c.Text)
	_, streams, err := m.streams(c)
	if err == nil {
		err = within("stream", i, len(streams)-1)
	}
	if err == nil {
		err = within("place for a stream", before, len(streams))
	}
	if err != nil {
		return nil, err
	}
	return m.move(streams, i, before), nil
}

// InsertLevel puts a QualityLevel into a stream, as InsertStream does, and
// counts it in the stream's QualityLevels.
func (c *Client) InsertLevel(stream, before int, l *Level) ([]Edit, error) {
	m := markup(c.Text)
	n, levels, err := m.levels(c, stream)
	if err == nil {
		err = within("place for a quality level", before, len(levels))
	}
	if err != nil {
		return nil, err
	}
	s := &c.Streams[stream]
	edits := m.insert(n, levels, before, m.named(n, "CustomAttributes"), func(w *writer) { w.level(s, l) })
	return m.counted(n, "QualityLevels", len(levels)+1, edits)
}

// RemoveLevel takes away a QualityLevel and counts those that are left.
func (c *Client) RemoveLevel(stream, i int) ([]Edit, error) {
	m := markup(c.Text)
	n, levels, err := m.levels(c, stream)
	if err == nil {
		err = within("quality level", i, len(levels)-1)
	}
	if err != nil {
		return nil, err
	}
	return m.counted(n, "QualityLevels", len(levels)-1, []Edit{m.remove(levels[i])})
}

// MoveLevel puts a QualityLevel before another of its stream, or at the end.
// Its Index stays.
func (c *Client) MoveLevel(stream, i, before int) ([]Edit, error) {
	m := markup(c.Text)
	_, levels, err := m.levels(c, stream)
	if err == nil {
		err = within("quality level", i, len(levels)-1)
	}
	if err == nil {
		err = within("place for a quality level", before, len(levels))
	}
	if err != nil {
		return nil, err
	}
	return m.move(levels, i, before), nil
}

// SetCustom changes or adds a custom attribute of the element at a span: the
// root, a stream or a level.
func (c *Client) SetCustom(at Span, name, value string) ([]Edit, error) {
	m := markup(c.Text)
	n, err := m.element(at)
	if err != nil {
		return nil, err
	}
	lists := m.named(n, "CustomAttributes")
	for _, list := range lists {
		for _, a := range m.named(list, "Attribute") {
			if is, _ := m.value(a, "Name"); is == name {
				return m.setAttr(a, "Value", value)
			}
		}
	}
	if len(lists) == 0 {
		return m.insert(n, nil, 0, nil, func(w *writer) { w.customs([]Attr{{name, value}}) }), nil
	}
	return m.insert(lists[0], m.named(lists[0], "Attribute"), MaxChunks, nil, func(w *writer) { w.custom(Attr{name, value}) }), nil
}

// RemoveCustom takes away a custom attribute; one that is not there gives no
// edit.
func (c *Client) RemoveCustom(at Span, name string) ([]Edit, error) {
	m := markup(c.Text)
	n, err := m.element(at)
	if err != nil {
		return nil, err
	}
	for _, list := range m.named(n, "CustomAttributes") {
		for _, a := range m.named(list, "Attribute") {
			if is, _ := m.value(a, "Name"); is == name {
				return []Edit{m.remove(a)}, nil
			}
		}
	}
	return nil, nil
}

func (m markup) streams(c *Client) (root node, streams []node, err error) {
	if root, err = m.element(c.Span); err != nil {
		return root, nil, err
	}
	return root, m.named(root, "StreamIndex"), nil
}

func (m markup) levels(c *Client, stream int) (n node, levels []node, err error) {
	if err = within("stream", stream, len(c.Streams)-1); err != nil {
		return n, nil, err
	}
	if n, err = m.element(c.Streams[stream].Span); err != nil {
		return n, nil, err
	}
	return n, m.named(n, "QualityLevel"), nil
}

// counted adds to edits that an attribute of n, where it has that, counts n
// things.
func (m markup) counted(n node, attribute string, count int, edits []Edit) ([]Edit, error) {
	if _, ok := m.attr(n, attribute); !ok {
		return edits, nil
	}
	more, err := m.setAttr(n, attribute, strconv.Itoa(count))
	return append(edits, more...), err
}
