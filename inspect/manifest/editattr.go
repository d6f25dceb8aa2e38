package manifest

import (
	"fmt"
	"strings"
)

// SetAttr changes an attribute of the element at a span of c, or adds it behind
// the others. Only its value changes: its spelling, quotes and place stay. It
// is found as spelled, else in any case. A value that it has already gives no
// edit.
func (c *Client) SetAttr(at Span, name, value string) ([]Edit, error) {
	return markup(c.Text).setAttrAt(at, name, value)
}

// RemoveAttr takes away an attribute of the element at a span of c and the
// blank before it. One that is not there gives no edit.
func (c *Client) RemoveAttr(at Span, name string) ([]Edit, error) {
	return markup(c.Text).removeAttrAt(at, name)
}

// SetAttr is Client.SetAttr for a server manifest.
func (s *Server) SetAttr(at Span, name, value string) ([]Edit, error) {
	return markup(s.Text).setAttrAt(at, name, value)
}

// RemoveAttr is Client.RemoveAttr for a server manifest.
func (s *Server) RemoveAttr(at Span, name string) ([]Edit, error) {
	return markup(s.Text).removeAttrAt(at, name)
}

func (m markup) setAttrAt(at Span, name, value string) ([]Edit, error) {
	n, err := m.element(at)
	if err != nil {
		return nil, err
	}
	return m.setAttr(n, name, value)
}

func (m markup) setAttr(n node, name, value string) ([]Edit, error) {
	if a, ok := m.attr(n, name); ok {
		if m.plain(a.value) == value {
			return nil, nil
		}
		text, err := escaped(value, a.quote)
		if err != nil {
			return nil, fmt.Errorf("%s of %s: %w", name, n.name, err)
		}
		return []Edit{{a.value.From, a.value.To, text}}, nil
	}
	if !plainName(name) {
		return nil, fmt.Errorf("%s cannot be the name of an attribute", quoted(name))
	}
	at, blank, quote := n.open.From+1+int64(len(n.name)), " ", byte('"')
	if all := m.attrs(n.open); len(all) > 0 {
		last := all[len(all)-1]
		at, quote = last.span.To, last.quote
		if len(all) > 1 { // one a line, perhaps
			blank = string(m[all[len(all)-2].span.To:last.span.From])
		}
	}
	text, err := escaped(value, quote)
	if err != nil {
		return nil, fmt.Errorf("%s of %s: %w", name, n.name, err)
	}
	q := string(quote)
	return []Edit{{at, at, blank + name + "=" + q + text + q}}, nil
}

// plainName says whether a name needs no thought: a letter, then letters,
// digits, and what joins them.
func plainName(name string) bool {
	const letters = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ_"
	return name != "" && strings.Trim(name[:1], letters) == "" &&
		strings.Trim(name, letters+"0123456789-.:") == "" && !strings.Contains(name, "::") && !strings.HasSuffix(name, ":")
}

func (m markup) removeAttrAt(at Span, name string) ([]Edit, error) {
	n, err := m.element(at)
	if err != nil {
		return nil, err
	}
	a, ok := m.attr(n, name)
	if !ok {
		return nil, nil
	}
	from := a.span.From
	for strings.IndexByte(blanks, m[from-1]) >= 0 {
		from--
	}
	return []Edit{{from, a.span.To, ""}}, nil
}
