package markers

import (
	"bytes"
	"encoding/binary"
	"encoding/hex"
	"errors"
	"fmt"
	"strconv"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"

	"smoothscope/gui/kit"
	"smoothscope/inspect/marker"
)

// segmentForm is one segmentation descriptor of a section, to be edited.
type segmentForm struct {
	form   *form
	at     int // which of them
	count  int
	which  *kit.Select
	add    *kit.Button
	drop   *kit.Button
	kind   *kit.Select
	event  *value
	lasts  *value
	upids  *kit.Select
	upid   *value
	num    *value
	of     *value
	kinds  []uint8             // of the options of kind
	types  []uint8             // of the options of upids
	object []fyne.CanvasObject // shown while there is a segment
}

func newSegmentForm(f *form) *segmentForm {
	s := &segmentForm{form: f}
	s.which = f.choice(nil, func(at int) { s.at = max(0, at); f.tell(f.row) })
	s.add = kit.NewButton("+", s.more)
	s.drop = kit.NewButton("−", s.less)
	s.kind = f.choice(nil, func(at int) {
		s.change(func(g *marker.Segment) error { g.Type = s.kinds[max(0, at)]; return nil })
	})
	s.event = s.value("", func(g *marker.Segment, text string) error { return setEvent(&g.EventID, text) })
	s.lasts = s.value(lang.L("not said"), func(g *marker.Segment, text string) error {
		t, err := f.ticks(text)
		if g.Duration = &t; t == 0 {
			g.Duration = nil
		}
		return err
	})
	s.upids = f.choice(nil, func(at int) {
		s.change(func(g *marker.Segment) error {
			if g.UPIDType = s.types[max(0, at)]; g.UPIDType == 0 {
				g.UPID = nil
			}
			return nil
		})
	})
	s.upid = s.value(lang.L("none"), func(g *marker.Segment, text string) (err error) {
		if g.UPID, err = upidOf(g.UPIDType, text); g.UPIDType == 0 && text != "" {
			g.UPIDType = marker.URIType
		}
		return err
	})
	small := func(set func(*marker.Segment, uint8)) *value {
		return s.value("", func(g *marker.Segment, text string) error {
			n, err := parseNumber(text, 8)
			if err == nil {
				set(g, uint8(n))
			}
			return err
		})
	}
	s.num, s.of = small(func(g *marker.Segment, n uint8) { g.Num = n }), small(func(g *marker.Segment, n uint8) { g.Expected = n })
	return s
}

func (s *segmentForm) lines(line func(string, fyne.CanvasObject) fyne.CanvasObject, both func(a, b fyne.CanvasObject) fyne.CanvasObject) []fyne.CanvasObject {
	acts := both(s.add, s.drop)
	s.object = []fyne.CanvasObject{
		line(lang.L("type"), s.kind), line(lang.L("event"), s.event), line(lang.L("duration"), s.lasts),
		line(lang.L("UPID type"), s.upids), line("UPID", s.upid), line(lang.L("number, of"), both(s.num, s.of)),
	}
	return append([]fyne.CanvasObject{line(lang.L("segments"), both(s.which, acts))}, s.object...)
}

func (s *segmentForm) value(placeholder string, set func(*marker.Segment, string) error) *value {
	return newValue(placeholder, func(text string) {
		s.change(func(g *marker.Segment) error { return set(g, strings.TrimSpace(text)) })
	}, s.form.leave)
}

// change edits the segment that is shown.
func (s *segmentForm) change(do func(*marker.Segment) error) {
	s.form.change(func(c *marker.Cue) error {
		if s.at >= len(c.Segments) {
			return errors.New(lang.L("there is no segment"))
		}
		return do(&c.Segments[s.at])
	})
}

// more adds a segment.
func (s *segmentForm) more() {
	s.form.change(func(c *marker.Cue) error {
		g := marker.Segment{EventID: c.EventID, Type: marker.UsualSegment}
		if len(c.Segments) > 0 {
			last := c.Segments[len(c.Segments)-1]
			g.EventID, g.Type = last.EventID, last.Type
		}
		s.at = len(c.Segments)
		c.Segments = append(c.Segments, g)
		return nil
	})
	s.form.tell(s.form.row)
}

// less takes the shown segment away.
func (s *segmentForm) less() {
	s.form.change(func(c *marker.Cue) error {
		if s.at < len(c.Segments) {
			c.Segments = append(c.Segments[:s.at:s.at], c.Segments[s.at+1:]...)
		}
		return nil
	})
	s.form.tell(s.form.row)
}

// tell shows a segment of a cue.
func (s *segmentForm) tell(c *marker.Cue) {
	s.count = len(c.Segments)
	s.at = min(s.at, max(0, s.count-1))
	options := make([]string, s.count)
	for i := range options {
		options[i] = fmt.Sprintf("%d / %d", i+1, s.count)
	}
	if s.count == 0 {
		options = []string{lang.L("none")}
	}
	s.which.SetOptions(options)
	s.which.SetSelectedIndex(s.at)
	for _, o := range s.object {
		if s.count > 0 {
			o.Show()
		} else {
			o.Hide()
		}
	}
	if s.count == 0 {
		return
	}
	g := &c.Segments[s.at]
	var at int
	s.kinds, at = namesOf(s.kind, g.Type, segmentWord)
	s.kind.SetSelectedIndex(at)
	s.event.set(itoa(g.EventID))
	s.lasts.set(secondsOf(g.Duration))
	s.types, at = namesOf(s.upids, g.UPIDType, upidWord)
	s.upids.SetSelectedIndex(at)
	s.upid.set(upidText(g.UPIDType, g.UPID))
	s.num.set(strconv.Itoa(int(g.Num)))
	s.of.set(strconv.Itoa(int(g.Expected)))
}

func (s *segmentForm) enable(on bool) {
	enable(s.which, on && s.count > 1)
	enable(s.add, on)
	enable(s.drop, on && s.count > 0)
	for _, o := range []fyne.Disableable{s.kind, s.event, s.lasts, s.upids, s.upid, s.num, s.of} {
		enable(o, on)
	}
}

// segmentWord is a type of segment: its number and name.
func segmentWord(kind uint8) string { return fmt.Sprintf("0x%02X %s", kind, marker.SegmentName(kind)) }

func upidWord(kind uint8) string { return fmt.Sprintf("0x%02X %s", kind, marker.UPIDName(kind)) }

// namesOf offers the types that have a name, and the one that is there, which is
// told by its place among them.
func namesOf(s *kit.Select, now uint8, word func(uint8) string) (kinds []uint8, at int) {
	var words []string
	for i := range 0x100 {
		kind := uint8(i)
		text := word(kind)
		if kind == now {
			at = len(kinds)
		} else if strings.Contains(text, "Unknown") || strings.Contains(text, "Reserved") {
			continue
		}
		kinds, words = append(kinds, kind), append(words, text)
	}
	s.SetOptions(words)
	return kinds, at
}

// upidText is a UPID that upidOf reads back.
func upidText(kind uint8, b []byte) string {
	text := marker.UPIDText(kind, b)
	if back, err := upidOf(kind, text); err == nil && bytes.Equal(back, b) {
		return text
	}
	return "0x" + hex.EncodeToString(b)
}

// The types of UPIDs whose text is no text.
const (
	upidTI   = 0x08
	upidUUID = 0x10
)

// upidOf reads a UPID as UPIDText writes it: digits behind 0x are hexadecimal,
// a TI is a number, a UUID has dashes, all else is text.
func upidOf(kind uint8, text string) ([]byte, error) {
	if digits, ok := strings.CutPrefix(strings.ToLower(text), "0x"); ok {
		b, err := hex.DecodeString(digits)
		if err != nil {
			return nil, errors.New(lang.L("“{{.Text}}” are no hexadecimal digits", map[string]any{"Text": text}))
		}
		return b, nil
	}
	switch {
	case text == "":
		return nil, nil
	case kind == upidTI:
		if n, err := strconv.ParseUint(text, 10, 64); err == nil {
			return binary.BigEndian.AppendUint64(nil, n), nil
		}
	case kind == upidUUID:
		if b, err := hex.DecodeString(strings.ReplaceAll(text, "-", "")); err == nil {
			return b, nil
		}
	}
	return []byte(text), nil
}
