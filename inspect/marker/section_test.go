package marker

import (
	"bytes"
	"encoding/base64"
	"encoding/hex"
	"errors"
	"strings"
	"testing"
)

// A splice_insert out of the programme, event 1027, 30 s, and a time_signal
// with two segments.
const (
	insertOut = "/DAlAAAAAAAAAP/wFAUAAAQDf+//KaeGwP4AKTLgAAAAAAAAn75a3g=="
	signalTwo = "/DBIAAAAAAAA///wBQb+ek2ItgAyAhdDVUVJSAAAGH+fCAgAAAAALMvDRBEAAAIXQ1VFSUgAABl/nwgIAAAAACyk26AQAACZcuND"
)

func section(t testing.TB, text string) *Section {
	t.Helper()
	b, err := ParseSection(text)
	if err != nil {
		t.Fatal(err)
	}
	s, err := Decode(b)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func TestCRCOfACheckString(t *testing.T) {
	if got := CRC([]byte("123456789")); got != 0x0376e6e7 {
		t.Errorf("the CRC is %08x", got)
	}
}

func TestAnInsertsFields(t *testing.T) {
	s := section(t, insertOut)
	c := s.Cue()
	if c.EventID != 1027 || !c.Out || c.Immediate || !c.AutoReturn || *c.Duration != 30*Clock || *c.PTS != 0x129a786c0 {
		t.Errorf("the cue is %+v", c)
	}
	want := map[string]string{"duration": "30.000000 s", "out_of_network_indicator": "out of the programme", "sap_type": "not specified"}
	for _, f := range s.Fields {
		if note, ok := want[f.Name]; ok && f.Note == note {
			delete(want, f.Name)
		}
	}
	if len(want) > 0 {
		t.Errorf("not noted: %v", want)
	}
	if s.Title() != "splice_insert, out" || s.EventID() != "1027" {
		t.Errorf("it is %q of event %q", s.Title(), s.EventID())
	}
}

func TestSectionsInManySpellings(t *testing.T) {
	want := section(t, insertOut).Raw
	digits := hex.EncodeToString(want)
	for _, text := range []string{digits, "0x" + strings.ToUpper(digits), insertOut, strings.TrimRight(insertOut, "="), " " + insertOut[:9] + "\r\n\t" + insertOut[9:] + "\n", section(t, insertOut).Hex(), section(t, insertOut).Base64()} {
		if got, err := ParseSection(text); err != nil || !bytes.Equal(got, want) {
			t.Errorf("%q gives %x, %v", text, got, err)
		}
	}
	for _, text := range []string{"", "  ", "0x", "/DBaf%^", "PGE+PC9hPg=="} {
		if got, err := ParseSection(text); err == nil {
			t.Errorf("%q gives %x", text, got)
		}
	}
	if _, err := ParseSection("PGE+PC9hPg=="); !errors.Is(err, ErrNoSection) {
		t.Errorf("XML gives %v", err)
	}
}

// The library refuses these: it reads on behind the end of the command.
func TestACancelledInsert(t *testing.T) {
	s, err := New(Cue{Command: SpliceInsert, EventID: 9, Cancel: true})
	if err != nil {
		t.Fatal(err)
	}
	if c := s.Cue(); !c.Cancel || c.EventID != 9 || len(s.Raw) != leastSize+5 || s.Title() != "splice_insert, cancelled" {
		t.Errorf("%x reads as %+v", s.Raw, c)
	}
	tiles(t, "cancelled", s)
}

func TestNewSections(t *testing.T) {
	pts, long := uint64(1<<33-1), uint64(30*Clock)
	for name, c := range map[string]Cue{
		"out":       {Command: SpliceInsert, EventID: 1<<32 - 1, Out: true, PTS: &pts, Duration: &long, AutoReturn: true, ProgramID: 7, AvailNum: 1, AvailsExpected: 2},
		"in":        {Command: SpliceInsert, EventID: 7, PTS: &pts},
		"immediate": {Command: SpliceInsert, EventID: 7, Out: true, Immediate: true, Duration: &long},
		"signal":    {Command: TimeSignal, PTS: &pts},
		"no time":   {Command: TimeSignal},
		"segments": {Command: TimeSignal, PTS: &pts, Segments: []Segment{
			{EventID: 1, Type: 0x34, Duration: &long, UPIDType: 0x0f, UPID: []byte(" https://example.org/a b ")},
			{EventID: 2, Type: 0x35, UPIDType: 0x08, UPID: []byte{1, 2, 3}, Num: 1, Expected: 2, Restrictions: &Restrictions{WebDelivery: true, Devices: 3}},
			{EventID: 3, Cancel: true},
			{EventID: 4, Type: 0x10, UPIDType: 0x0d, UPID: []byte("\x0a\x02zz\x08\x01x")},
			{EventID: 5, Type: 0x11, UPIDType: 0x0a, UPID: []byte("not an EIDR")},
		}},
	} {
		s, err := New(c)
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		got := s.Cue()
		if _, _, fits := s.CRCFits(); !fits || !got.equal(&c) {
			t.Errorf("%s: %x reads as %+v", name, s.Raw, got)
		}
		tiles(t, name, s)
		checkByLibrary(t, name, s)
	}
}

func TestWhatNoSectionCanHold(t *testing.T) {
	late, long := uint64(1<<33), uint64(1<<40)
	for name, c := range map[string]Cue{
		"a command":       {Command: SpliceNull},
		"a time":          {Command: TimeSignal, PTS: &late},
		"a break":         {Command: SpliceInsert, Duration: &late},
		"a segment":       {Command: TimeSignal, Segments: []Segment{{Duration: &long}}},
		"a UPID":          {Command: TimeSignal, Segments: []Segment{{UPID: make([]byte, 256)}}},
		"a descriptor":    {Command: TimeSignal, Segments: []Segment{{UPID: make([]byte, 250)}}},
		"many":            {Command: TimeSignal, Segments: make([]Segment, 400)},
		"time when now":   {Command: SpliceInsert, Immediate: true, PTS: new(uint64)},
		"out when called": {Command: SpliceInsert, Cancel: true, Out: true},
	} {
		if s, err := New(c); err == nil {
			t.Errorf("%s: %x", name, s.Raw)
		}
	}
}

func TestAnEditChangesOnlyItsBytes(t *testing.T) {
	s := section(t, signalTwo)
	c := s.Cue()
	c.Segments[1].Num = 5
	edited, err := s.With(c)
	if err != nil {
		t.Fatal(err)
	}
	if n := differing(s.Raw, edited.Raw[:len(s.Raw)-crcSize]); len(edited.Raw) != len(s.Raw) || n != 1 {
		t.Errorf("%d bytes differ between\n%x and\n%x", n, s.Raw, edited.Raw)
	}
	if s.Cue().Segments[1].Num != 0 {
		t.Error("the section it was made from changed")
	}
	c.Segments = c.Segments[:1]
	fewer, err := s.With(c)
	if err != nil || len(fewer.Raw) != len(s.Raw)-25 || fewer.Title() != "time_signal, Program End" {
		t.Errorf("without its last segment it is %q, %v", fewer.Title(), err)
	}
}

func differing(a, b []byte) (n int) {
	for i := range min(len(a), len(b)) {
		if a[i] != b[i] {
			n++
		}
	}
	return n
}

func TestOddBytesSurviveAnEdit(t *testing.T) {
	// Reserved bits of 0, an unknown descriptor, stuffing, the command's length not said.
	odd := section(t, insertOut)
	raw := bytes.Clone(odd.Raw)
	raw[1], raw[11], raw[12] = raw[1]&^0x30, raw[11]|0x0f, 0xff
	raw[18] &= 0x80
	private, stuffing := []byte{0x77, 5, 'T', 'E', 'S', 'T', 9}, []byte{0xff, 0xee}
	body := append(append(bytes.Clone(raw[:len(raw)-6]), 0, byte(len(private))), append(private, stuffing...)...)
	body[2] = byte(len(body) + crcSize - lead)
	s, err := Decode(append(body, 1, 2, 3, 4))
	if err != nil {
		t.Fatal(err)
	}
	tiles(t, "odd", s)
	if same, err := s.With(s.Cue()); err != nil || &same.Raw[0] != &s.Raw[0] {
		t.Errorf("unchanged it is %x, %v", same.Raw, err)
	}
	c := s.Cue()
	c.Segments = append(c.Segments, Segment{EventID: 1, Type: 0x30})
	edited, err := s.With(c)
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.HasPrefix(edited.Raw[lead:], body[lead:len(raw)-6]) || !bytes.Contains(edited.Raw, private) || !bytes.HasSuffix(edited.Raw[:len(edited.Raw)-crcSize], stuffing) {
		t.Errorf("the edit gives\n%x from\n%x", edited.Raw, s.Raw)
	}
	if _, _, fits := edited.CRCFits(); !fits || edited.Raw[18] != 0 {
		t.Errorf("CRC or reserved bits of %x", edited.Raw)
	}
}

func TestWhatCannotBeRead(t *testing.T) {
	whole := section(t, signalTwo).Raw
	for n := range whole {
		s, err := Decode(whole[:n])
		if err == nil {
			t.Errorf("%d bytes of %d give no error", n, len(whole))
		}
		if n > 0 {
			tiles(t, "cut", s)
		}
		if _, err := s.With(Cue{Command: TimeSignal}); err == nil {
			t.Errorf("%d bytes of %d can be edited", n, len(whole))
		}
	}
	secret := bytes.Clone(whole)
	secret[4] |= 0x80
	s, err := Decode(secret)
	if err != nil || !s.Encrypted || s.Editable() || s.Title() != "encrypted" {
		t.Errorf("encrypted: %v, %q", err, s.Title())
	}
	tiles(t, "encrypted", s)
}

func TestABrokenDescriptorSparesTheNext(t *testing.T) {
	b := bytes.Clone(section(t, signalTwo).Raw)
	b[21+1] = 10 // the first descriptor ends early, behind its event
	b[21+12], b[21+13] = 0x77, 11
	s, err := Decode(b)
	if err == nil || len(s.cue.Segments) != 2 || s.cue.Segments[1].EventID != 0x48000019 {
		t.Errorf("%v: %+v", err, s.cue.Segments)
	}
	tiles(t, "broken", s)
}

func TestBase64OfAVectorIsItself(t *testing.T) {
	if s := section(t, signalTwo); s.Base64() != signalTwo || base64.StdEncoding.EncodeToString(s.Raw) != signalTwo {
		t.Errorf("%s", s.Base64())
	}
}
