package marker

import (
	"bytes"
	"testing"
)

func made(t *testing.T, b Break) Marker {
	t.Helper()
	s, err := b.Section()
	if err != nil {
		t.Fatal(err)
	}
	m := Marker{Time: b.PTS / 9, TimeScale: 10_000, Class: Ad}
	return m.With(Payload{SCTE35, s.Raw})
}

func cueOf(t *testing.T, m Marker) Cue {
	t.Helper()
	s, err := Decode(m.Payload.Bytes)
	if err != nil {
		t.Fatal(err)
	}
	return s.Cue()
}

func TestBreaksSayWhatWasAskedFor(t *testing.T) {
	out := made(t, Break{Command: SpliceInsert, ID: 7, PTS: 4*Clock + 1<<33, Length: 30 * Clock})
	if c := cueOf(t, out); !c.Out || c.EventID != 7 || *c.PTS != 4*Clock || *c.Duration != 30*Clock || !c.AutoReturn || out.Text != "splice_insert, out" || out.Duration != 300_000 {
		t.Errorf("%+v, %+v", c, out)
	}
	in := made(t, Break{Command: SpliceInsert, ID: 7, PTS: 34 * Clock, In: true})
	if c := cueOf(t, in); c.Out || c.Duration != nil || c.AutoReturn {
		t.Errorf("%+v", c)
	}
	signal := made(t, Break{Command: TimeSignal, ID: 9, PTS: 1, Length: 90, Segment: UsualSegment, UPIDType: URIType, UPID: []byte("a:b")})
	if c := cueOf(t, signal); len(c.Segments) != 1 || c.Segments[0].Type != 0x34 || string(c.Segments[0].UPID) != "a:b" || *c.Segments[0].Duration != 90 {
		t.Errorf("%+v", c)
	}
	end := made(t, Break{Command: TimeSignal, ID: 9, PTS: 1, Length: 90, Segment: UsualSegment, In: true})
	if c := cueOf(t, end); c.Segments[0].Type != 0x35 || c.Segments[0].Duration != nil || end.ID != "9" {
		t.Errorf("%+v", c)
	}
	for kind, want := range map[uint8]uint8{0x10: 0x11, 0x22: 0x23, 0x50: 0x51, 0x11: 0, 0x13: 0, 0x00: 0} {
		if end, ok := SegmentEnd(kind); ok != (want != 0) || ok && end != want {
			t.Errorf("0x%02x ends with 0x%02x, %v", kind, end, ok)
		}
	}
	if id := FreeID([]Marker{out, {ID: "x"}, signal}); id != 10 {
		t.Errorf("%d is free", id)
	}
}

func TestMarkersChange(t *testing.T) {
	m := made(t, Break{Command: SpliceInsert, ID: 7, PTS: 4 * Clock, Length: 30 * Clock})
	moved := m.Moved(m.Time - 15_000)
	if c := cueOf(t, moved); *c.PTS != 4*Clock-135_000 || moved.Time != m.Time-15_000 || *c.Duration != 30*Clock {
		t.Errorf("%+v", c)
	}
	shorter, err := m.Lasting(100_000)
	if c := cueOf(t, shorter); err != nil || *c.Duration != 10*Clock || !c.AutoReturn || shorter.Duration != 100_000 {
		t.Errorf("%+v, %v", c, err)
	}
	none, err := m.Lasting(0)
	if c := cueOf(t, none); err != nil || c.Duration != nil || c.AutoReturn {
		t.Errorf("%+v, %v", c, err)
	}
	named, err := m.Named(" 0xFF ")
	if err != nil || named.ID != "255" || cueOf(t, named).EventID != 255 {
		t.Errorf("%+v, %v", named, err)
	}
	if same, err := m.Named("7"); err != nil || !bytes.Equal(same.Payload.Bytes, m.Payload.Bytes) {
		t.Errorf("%v", err)
	}
	for _, id := range []string{"", "x", "4294967296", "-1"} {
		if _, err := m.Named(id); err == nil {
			t.Errorf("%q is the number of an event", id)
		}
	}
	signal := made(t, Break{Command: TimeSignal, ID: 9, PTS: 1})
	if s, err := New(Cue{Command: TimeSignal}); err == nil {
		signal = signal.With(Payload{SCTE35, s.Raw})
	}
	if _, err := signal.Lasting(1); err == nil {
		t.Error("a time_signal without a segment lasts")
	}
	if _, err := signal.Named("1"); err == nil {
		t.Error("a time_signal without a segment has an event")
	}
}

func TestWhatIsNoSectionChangesToo(t *testing.T) {
	text := Marker{Time: 5, TimeScale: 10, Class: Chapter}.With(Payload{Text, []byte("One")})
	moved := text.Moved(9)
	lasting, err := moved.Lasting(4)
	if err != nil || lasting.Time != 9 || lasting.Duration != 4 || lasting.Class != Chapter || lasting.Text != "One" {
		t.Errorf("%+v, %v", lasting, err)
	}
	if _, err := text.Named("3"); err == nil {
		t.Error("a text has an event")
	}
	signal := Marker{TimeScale: 10}.With(Payload{XML, []byte(`<SpliceInsert spliceEventId="4" duration="90000"/>`)})
	if _, err := signal.Lasting(3); err == nil || signal.Class != Ad || signal.Duration != 10 {
		t.Errorf("%+v, %v", signal, err)
	}
	broken := Marker{Time: 1, TimeScale: 10}.With(Payload{SCTE35, []byte{TableID, 0x30, 0x11}})
	if moved := broken.Moved(3); moved.Time != 3 || !bytes.Equal(moved.Payload.Bytes, broken.Payload.Bytes) {
		t.Errorf("%+v", moved)
	}
	if _, err := broken.Lasting(3); err == nil || broken.Err == nil {
		t.Error("a section that is cut lasts")
	}
}

func TestADocumentIsToldByItsElements(t *testing.T) {
	for text, want := range map[string]string{
		"<?xml version='1.0'?>\n<!-- x --><a:Signal b=\"1\"><Binary>x</Binary></a:Signal>": "Signal › Binary",
		"<A/><B\n/><A/><C></C><D/>": "A › B › C", "<": "", "text": "", "<x:": "",
	} {
		if got := Elements(text); got != want {
			t.Errorf("%q is %q", text, got)
		}
	}
}
