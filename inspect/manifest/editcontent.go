package manifest

import (
	"errors"
	"slices"
)

// InsertContent puts a ScriptCommand, Marker or Sample into the Content that a
// stream has, before the entry number before, or at the end where before is
// the number of entries.
func (c *Client) InsertContent(stream, before int, entry *Content) ([]Edit, error) {
	m := markup(c.Text)
	lists, entries, err := m.entries(c, stream)
	if err == nil {
		err = within("place for an entry", before, len(entries))
	}
	if err != nil {
		return nil, err
	}
	for i, list := range lists {
		own := m.children(list)
		if before <= len(own) || i == len(lists)-1 {
			return m.insert(list, own, before, nil, func(w *writer) { w.entry(entry) }), nil
		}
		before -= len(own)
	}
	return nil, errors.New("the stream has no Content to put an entry into")
}

// RemoveContent takes entries out of the Content of a stream.
func (c *Client) RemoveContent(stream int, entries ...int) ([]Edit, error) {
	m := markup(c.Text)
	_, all, err := m.entries(c, stream)
	if err != nil {
		return nil, err
	}
	var edits []Edit
	for _, i := range slices.Compact(slices.Sorted(slices.Values(entries))) {
		if err := within("entry", i, len(all)-1); err != nil {
			return nil, err
		}
		edits = append(edits, m.remove(all[i]))
	}
	return edits, nil
}

// entries are the Content elements of a stream and what they hold, in order.
func (m markup) entries(c *Client, stream int) (lists, entries []node, err error) {
	if err = within("stream", stream, len(c.Streams)-1); err != nil {
		return nil, nil, err
	}
	n, err := m.element(c.Streams[stream].Span)
	if err != nil {
		return nil, nil, err
	}
	lists = m.named(n, "Content")
	for _, list := range lists {
		entries = append(entries, m.children(list)...)
	}
	if len(entries) != len(c.Streams[stream].Content) {
		return nil, nil, errors.New("the Content does not hold the entries that were read from it")
	}
	return lists, entries, nil
}

func (w *writer) entry(c *Content) {
	w.open(c.Element)
	for _, a := range c.Attrs {
		w.attr(a.Name, a.Value)
	}
	if c.Text == "" {
		w.done()
		return
	}
	w.filling(c.Element, c.Text)
}
