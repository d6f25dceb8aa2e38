package manifests

import (
	"bytes"
	"encoding/base64"
	"encoding/binary"
	"os"
	"slices"
	"strings"
	"testing"
	"unicode/utf16"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"smoothscope/inspect/manifest"
	"smoothscope/testdata"
)

// open shows a client manifest.
func (b *bench) open(text string) {
	b.t.Helper()
	b.Show([]File{{Path: "a.ismc", Kind: manifest.Sniff([]byte(text)), Raw: []byte(text)}})
	b.settle()
	if b.shown == nil || b.shown.err != nil {
		b.t.Fatalf("%+v", b.shown)
	}
}

// at selects the first element whose start tag holds a text.
func (b *bench) at(text string) {
	b.t.Helper()
	for i, e := range b.shown.outline.Elements {
		if strings.Contains(b.shown.text[e.Open.From:e.Open.To], text) {
			b.tree.choose(b.shown.nodeOf(i))
			b.pick(b.shown.nodeOf(i))
			return
		}
	}
	b.t.Fatalf("no element with %s", text)
}

// row is the row of a value.
func (b *bench) row(name string) *row {
	b.t.Helper()
	for i := range b.form.used {
		if b.form.rows[i].field.known.name == name {
			return b.form.rows[i]
		}
	}
	b.t.Fatalf("the form has no %s", name)
	return nil
}

// enter types a value over the old one, and Enter.
func (b *bench) enter(name, value string) {
	b.t.Helper()
	r := b.row(name)
	b.win.Canvas().Focus(r.value)
	test.Type(r.value, value)
	r.value.TypedKey(&fyne.KeyEvent{Name: fyne.KeyReturn})
	b.settle()
}

func (b *bench) wants(what, text string) {
	b.t.Helper()
	if len(b.edits) == 0 || b.edits[len(b.edits)-1] != what || string(b.raw) != text || b.shown.text != text {
		b.t.Fatalf("%q:\n%s\nwant %q:\n%s", b.edits, b.raw, what, text)
	}
	b.edits = nil
}

func (b *bench) selected() string {
	if b.shown.selected < 0 {
		return ""
	}
	return openTag(b.shown, b.shown.element(b.shown.selected))
}

const small = `<?xml version="1.0"?>
<!-- kept -->
<SmoothStreamingMedia MajorVersion="2" MinorVersion="0" Duration="60000000" odd='a "b"'>
	<StreamIndex Type="video" Name="v" Chunks="3" QualityLevels="2" Url="QualityLevels({bitrate})/Fragments(v={start time})">
		<QualityLevel Index="0" Bitrate="2000" FourCC="H264" CodecPrivateData="" MaxWidth="64" MaxHeight="36" />
		<QualityLevel Index="1" Bitrate="1000" FourCC="H264" CodecPrivateData="" MaxWidth="32" MaxHeight="18"><CustomAttributes><Attribute Name="x" Value="1"/></CustomAttributes></QualityLevel>
		<c t="0" d="20000000" />
		<c d="20000000" />
		<c d="20000000" />
	</StreamIndex>
	<StreamIndex Type="text" Subtype="SUBT" Name="en" Language="eng" Chunks="0" Url="QualityLevels({bitrate})/Fragments(en={start time})"/>
	<Vendor a="1"><Thing>words</Thing></Vendor>
</SmoothStreamingMedia>
`

func replaced(pairs ...string) string { return strings.NewReplacer(pairs...).Replace(small) }

func TestAValueIsTakenWithEnter(t *testing.T) {
	b := newBench(t)
	b.open(small)
	b.at(`Name="en"`)
	b.enter("Language", "deu")
	b.wants("Change Language", replaced(`"eng"`, `"deu"`))
	if !strings.Contains(b.selected(), `Name="en"`) || b.win.Canvas().Focused() != b.row("Language").value || !b.files[0].Dirty {
		t.Errorf("%s is selected, %v has the focus", b.selected(), b.win.Canvas().Focused())
	}
	b.enter("Language", "deu")
	if len(b.edits) != 0 {
		t.Errorf("the same value made %v", b.edits)
	}
}

func TestAValueIsTakenWhenTheFocusGoes(t *testing.T) {
	b := newBench(t)
	b.open(small)
	b.at(`Index="1"`)
	r := b.row("MaxWidth")
	b.win.Canvas().Focus(r.value)
	r.value.SetText("48")
	b.win.Canvas().Focus(b.tree.grid)
	b.settle()
	b.wants("Change MaxWidth", replaced(`"32"`, `"48"`))
}

func TestAWrongValueIsNotTaken(t *testing.T) {
	b := newBench(t)
	b.open(small)
	for _, c := range []struct{ at, name, value, why string }{
		{`Index="1"`, "Bitrate", "2k", "digits only"},
		{`Index="1"`, "MaxWidth", "4294967296", "0 to"},
		{`Index="1"`, "CodecPrivateData", "0Z", "hex digits"},
		{`Index="1"`, "CodecPrivateData", "000", "digit is missing"},
		{`Index="1"`, "Index", "0", "level 1"},
		{`Index="0"`, "Index", "1", "level 2"},
		{`Name="en"`, "Name", "v", "stream 1"},
		{`Name="en"`, "Name", "a=b", "="},
		{`Name="en"`, "Type", "vdeo", "one of"},
		{`Name="en"`, "Url", "Fragments({start time})", "{bitrate}"},
		{`Name="en"`, "Url", "QualityLevels({bitrate})", "{start time}"},
		{`Type="video"`, "Url", "../{bitrate}/{start time}", ".."},
		{`MajorVersion`, "Duration", "-1", "digits only"},
		{`t="0"`, "t", "20000000", "next chunk begins"},
	} {
		b.at(c.at)
		b.enter(c.name, c.value)
		if r := b.row(c.name); !strings.HasPrefix(r.note.Text, "✕ ") || !strings.Contains(r.note.Text, c.why) || r.note.Hidden {
			t.Errorf("%s=%q: %q is said, want %q", c.name, c.value, r.note.Text, c.why)
		}
		if len(b.edits) != 0 {
			t.Fatalf("%s=%q was taken", c.name, c.value)
		}
		b.row(c.name).value.TypedKey(&fyne.KeyEvent{Name: fyne.KeyEscape})
		if r := b.row(c.name); r.value.Text != r.field.value || strings.HasPrefix(r.note.Text, "✕ ") {
			t.Errorf("%s: Escape leaves %q, %q", c.name, r.value.Text, r.note.Text)
		}
	}
}

func TestWhatValuesMean(t *testing.T) {
	b := newBench(t)
	b.open(small)
	for _, c := range []struct{ at, name, value, note string }{
		{`Name="en"`, "Language", "fra", "French"},
		{`Name="en"`, "Language", "fr", "▲ French"},
		{`Name="en"`, "Language", "klingonisch", "▲ "},
		{`Name="en"`, "Subtype", "CAPT", "closed captions"},
		{`Index="0"`, "FourCC", "ABCD", "▲ players hardly"},
		{`Index="0"`, "CodecPrivateData", "000000016742C00ADA11FE7C0440000003004000000C83C489A80000000168CE3C80", "H.264"},
		{`MajorVersion`, "Duration", "36000000000", "3600.000 s · 1:00:00"},
		{`Type="video"`, "Chunks", "7", "▲ there are 3"},
		{`Type="video"`, "Url", "a/{bitrate}/{start time}", "a/2000/0"},
		{`d="20000000"`, "d", "10000000", "1.000 s"},
	} {
		b.at(c.at)
		r := b.row(c.name)
		r.value.SetText(c.value)
		if !strings.HasPrefix(r.note.Text, c.note) {
			t.Errorf("%s=%q: %q is said, want %q", c.name, c.value, r.note.Text, c.note)
		}
		r.revert()
	}
	if len(b.edits) != 0 {
		t.Errorf("typing alone made %v", b.edits)
	}
}

func TestAttributesComeAndGo(t *testing.T) {
	b := newBench(t)
	b.open(small)
	b.at(`Name="en"`)
	b.form.begin(field{known: known{name: "DisplayName"}})
	b.enter("DisplayName", "x")
	b.wants("Add DisplayName", replaced(`(en={start time})"/>`, `(en={start time})" DisplayName="x"/>`))
	b.row("DisplayName").drop()
	b.settle()
	b.wants("Remove DisplayName", small)

	b.at(`Index="1"`)
	b.form.addCustom()
	var r *row
	for i := range b.form.used {
		if b.form.rows[i].field.naming {
			r = b.form.rows[i]
		}
	}
	if r == nil || b.win.Canvas().Focused() != r.named {
		t.Fatal("nothing asks for the name")
	}
	r.named.SetText("x")
	r.named.TypedKey(&fyne.KeyEvent{Name: fyne.KeyReturn})
	b.settle()
	if len(b.edits) != 0 || !strings.Contains(r.note.Text, "x is there already") {
		t.Errorf("%v, %q", b.edits, r.note.Text)
	}
	r.named.SetText("y")
	r.value.SetText("2")
	r.value.TypedKey(&fyne.KeyEvent{Name: fyne.KeyReturn})
	b.settle()
	b.wants("Add y", replaced(`Value="1"/>`, `Value="1"/><Attribute Name="y" Value="2"/>`))
	b.row("y").drop()
	b.settle()
	b.wants("Remove y", small)
}

func TestUnknownElementsAreEdited(t *testing.T) {
	b := newBench(t)
	b.open(small)
	b.at(`<Vendor`)
	b.enter("a", `<2> & "more"`)
	b.wants("Change a", replaced(`a="1"`, `a="&lt;2&gt; &amp; &quot;more&quot;"`))
	b.enter("a", "1")
	b.edits = nil
	b.at(`<Thing`)
	b.enter("text", "other words")
	b.wants("Change text", replaced(">words<", ">other words<"))
}

// do presses a button of the head.
func (b *bench) act(a act) {
	b.t.Helper()
	if !b.can(a) {
		b.t.Fatalf("act %d is not possible at %s", a, b.selected())
	}
	b.do(a)
	b.settle()
}

func TestStreamsAndLevelsMove(t *testing.T) {
	b := newBench(t)
	b.open(small)
	b.at(`Index="0"`)
	if b.can(actUp) {
		t.Error("the first goes up")
	}
	b.act(actDown)
	if !strings.Contains(b.selected(), `Index="0"`) || b.shown.client.Streams[0].Levels[1].Index != 0 {
		t.Errorf("%s is selected in\n%s", b.selected(), b.raw)
	}
	b.act(actUp)
	b.wants("Move QualityLevel 2000 up", small)
	b.at(`Name="en"`)
	b.act(actUp)
	if !strings.Contains(b.selected(), `Name="en"`) || b.shown.client.Streams[0].Name != "en" {
		t.Errorf("%s is selected in\n%s", b.selected(), b.raw)
	}
	b.act(actDown)
	b.wants("Move StreamIndex en down", small)
}

func TestCopiesAreToldApart(t *testing.T) {
	b := newBench(t)
	b.open(small)
	b.at(`Index="1"`)
	b.act(actDuplicate)
	levels := b.shown.client.Streams[0].Levels
	if len(levels) != 3 || levels[2].Bitrate != 1001 || levels[2].Index != 2 || len(levels[2].Custom) != 1 || !strings.Contains(b.selected(), `"1001"`) {
		t.Errorf("%+v, %s", levels, b.selected())
	}
	if n, _ := b.shown.client.Streams[0].Attr("QualityLevels"); n != "3" {
		t.Errorf("QualityLevels says %s", n)
	}
	b.act(actRemove)
	b.wants("Remove QualityLevel 1001", small)
	if !strings.Contains(b.selected(), `Index="1"`) {
		t.Errorf("%s is selected", b.selected())
	}
	b.at(`Name="en"`)
	b.act(actDuplicate)
	s := b.shown.client.Streams
	if len(s) != 3 || s[2].Name != "en_2" || !strings.Contains(s[2].URL, "(en_2=") || !strings.Contains(b.selected(), "en_2") {
		t.Errorf("%+v, %s", s, b.selected())
	}
	b.act(actRemove)
	b.wants("Remove StreamIndex en_2", small)
}

func TestWhatIsAdded(t *testing.T) {
	b := newBench(t)
	b.open(small)
	b.at(`Type="video"`)
	b.add("Text stream", b.shown.element(b.shown.selected), streamAdder("text"))
	b.settle()
	if s := b.shown.client.Streams; len(s) != 3 || s[1].Type != "text" || s[1].Name != "text" || len(s[1].Levels) != 1 || !strings.Contains(b.selected(), `Name="text"`) {
		t.Errorf("%+v, %s", s, b.selected())
	}
	b.add("Quality level", b.shown.element(b.shown.selected), addLevel)
	b.settle()
	if s := b.shown.client.Streams[1]; len(s.Levels) != 2 || s.Levels[1].Bitrate == s.Levels[0].Bitrate || s.Levels[1].Index != 1 {
		t.Errorf("%+v", s.Levels)
	}
	names := func() (all []string) {
		for _, a := range b.additions() {
			all = append(all, a.label)
		}
		return all
	}
	if all := names(); !slices.Contains(all, "Quality level") || !slices.Contains(all, "Custom attribute…") || slices.Contains(all, "Chunk") {
		t.Errorf("%q can be added to a level", all)
	}
}

func TestChunks(t *testing.T) {
	b := newBench(t)
	b.open(small)
	b.at(`t="0"`)
	b.act(actRemove)
	b.wants("Remove c 0", replaced("\t\t<c t=\"0\" d=\"20000000\" />\n", "", "<c d=\"20000000\" />\n\t\t<c", "<c d=\"20000000\" t=\"20000000\" />\n\t\t<c", `Chunks="3"`, `Chunks="2"`))

	b.open(small)
	list := b.shown.listOf(b.shown.outline.Starting(b.shown.client.Streams[0].Span.From))
	b.tree.choose(list)
	b.pick(list)
	table := b.form.table
	if table.Rows() != 3 || table.grid.Hidden || !table.grid.Edit(1, colLength) {
		t.Fatalf("%d rows", table.Rows())
	}
	table.grid.EditText("10000000")
	table.grid.EndEdit(true)
	b.settle()
	if s := b.shown.client.Streams[0]; s.Chunks[1].Duration != 10000000 || s.Chunks[2].Time != 40000000 || !b.shown.list(b.shown.selected) {
		t.Errorf("%+v", s.Chunks)
	}
	if got := table.Cell(2, colGap).Text; got != "▲ gap of 1.000 s" {
		t.Errorf("the gap is told as %q", got)
	}
	if !strings.Contains(strings.Join(b.tree.grid.Shown(), "\n"), "1 gap") {
		t.Errorf("the tree does not tell the gap: %q", b.tree.grid.Shown())
	}
	table.grid.Select(1)
	table.selected(1)
	table.key(fyne.KeyInsert)
	b.settle()
	if s := b.shown.client.Streams[0]; len(s.Chunks) != 4 || gapsOf(&s) != 0 || table.grid.Selected() != 2 {
		t.Errorf("%+v, row %d", s.Chunks, table.grid.Selected())
	}
	table.key(fyne.KeyDelete)
	b.settle()
	if s := b.shown.client.Streams[0]; len(s.Chunks) != 3 || gapsOf(&s) != 1 || table.grid.Selected() != 2 {
		t.Errorf("%+v, row %d", s.Chunks, table.grid.Selected())
	}
	if err := table.commit(2, colTime, "1"); err == nil {
		t.Error("a chunk begins before the one above")
	}
}

func TestRepeatsAreCounted(t *testing.T) {
	b := newBench(t)
	b.open(strings.Replace(strings.Replace(small, `<c t="0" d="20000000" />`, `<c t="0" d="20000000" r="3" />`, 1), `Chunks="3"`, `Chunks="5"`, 1))
	b.at(`r="3"`)
	b.enter("r", "2")
	if s := b.shown.client.Streams[0]; len(s.Chunks) != 4 || len(s.Levels) != 2 {
		t.Errorf("%+v", s.Chunks)
	}
	if n, _ := b.shown.client.Streams[0].Attr("Chunks"); n != "4" {
		t.Errorf("Chunks says %s", n)
	}
}

func TestTheServerManifest(t *testing.T) {
	client, server := ladder(t)
	b := newBench(t)
	b.show(client, server)
	b.choose(server)
	raw, err := os.ReadFile(server)
	if err != nil {
		t.Fatal(err)
	}
	b.at("<head")
	b.enter("clientManifestRelativePath", "other.ismc")
	if want := bytes.Replace(raw, []byte("ladder.ismc"), []byte("other.ismc"), 1); !bytes.Equal(b.raw, want) || b.path != server {
		t.Errorf("%s:\n%s", b.path, b.raw)
	}
	b.at("a_eng0")
	b.form.begin(field{place: inParam, known: known{name: "trackName"}})
	b.enter("trackName", "audio_eng")
	if got := b.shown.server.Tracks[3].TrackName; got != "audio_eng" {
		t.Errorf("trackName is %q", got)
	}
	b.row("trackName").drop()
	b.settle()
	b.act(actUp)
	b.act(actDuplicate)
	if n := len(b.shown.server.Tracks); n != 5 || b.shown.server.Tracks[2].Element != "audio" {
		t.Errorf("%d tracks", n)
	}
	b.act(actRemove)
	b.at("a_eng0")
	b.act(actDown)
	if want := bytes.Replace(raw, []byte("ladder.ismc"), []byte("other.ismc"), 1); !bytes.Equal(b.raw, want) {
		t.Errorf("there and back again:\n%s", b.raw)
	}
	b.add("Text track", b.shown.element(b.shown.selected), trackAdder("textstream"))
	b.settle()
	if tracks := b.shown.server.Tracks; len(tracks) != 5 || tracks[4].Element != "textstream" {
		t.Errorf("%+v", tracks)
	}
}

func TestTheFormOfCustomAttributes(t *testing.T) {
	b := newBench(t)
	b.open(small)
	b.at("<CustomAttributes")
	b.enter("x", "2")
	b.wants("Change x", replaced(`Value="1"`, `Value="2"`))
	b.enter("x", "1")
	b.edits = nil
	b.row("x").drop()
	b.settle()
	if len(b.shown.client.Streams[0].Levels[1].Custom) != 0 || len(b.edits) != 1 {
		t.Errorf("%q:\n%s", b.edits, b.raw)
	}
}

// The header of PlayReady is told, with the key as media files have it.
func TestAHeaderIsDecoded(t *testing.T) {
	b := newBench(t)
	b.show(testdata.Path(t, "manifest/client-protection.ismc"))
	header := playReadyObject(`<WRMHEADER xmlns="http://schemas.microsoft.com/DRM/2007/03/PlayReadyHeader" version="4.0.0.0"><DATA><KID>iXHJxWd+RkaUngzU3ZLL1w==</KID><LA_URL>http://licence</LA_URL></DATA></WRMHEADER>`)
	b.at("9A04F079")
	b.enter("text", header)
	said := map[string]string{}
	_, all := b.shown.facts(b.shown.selected)
	for _, f := range all {
		said[f.name] = f.value
	}
	if said["KID"] != "c5c97189-7e67-4646-949e-0cd4dd92cbd7" || said["LA_URL"] != "http://licence" || said["WRMHEADER"] != "4.0.0.0" || said["✕"] != "" {
		t.Errorf("%q", said)
	}
	b.edits = nil
	b.enter("text", "no base64!")
	if len(b.edits) != 0 || !strings.Contains(b.row("text").note.Text, "not base64") {
		t.Errorf("%q, %q", b.edits, b.row("text").note.Text)
	}
}

// playReadyObject is a PlayReady object with one record, in base64.
func playReadyObject(header string) string {
	var record []byte
	for _, c := range utf16.Encode([]rune(header)) {
		record = binary.LittleEndian.AppendUint16(record, c)
	}
	b := binary.LittleEndian.AppendUint32(nil, uint32(10+len(record)))
	b = append(b, 1, 0, 1, 0)
	b = binary.LittleEndian.AppendUint16(b, uint16(len(record)))
	return base64.StdEncoding.EncodeToString(append(b, record...))
}

func TestGoToAPlace(t *testing.T) {
	client, server := ladder(t)
	b := newBench(t)
	b.show(client, server)
	if !b.Go(server, int64(strings.Index(b.docs[server].text, "a_eng0"))) || b.path != "" || b.Room.path != server || !strings.Contains(b.selected(), "a_eng0") {
		t.Errorf("%s of %s is selected", b.selected(), b.Room.path)
	}
	wide := []byte{0xff, 0xfe}
	for _, c := range utf16.Encode([]rune(small)) {
		wide = binary.LittleEndian.AppendUint16(wide, c)
	}
	for name, raw := range map[string][]byte{"wide": wide, "marked": append([]byte("\xef\xbb\xbf"), small...)} {
		b.Show([]File{{Path: name, Kind: manifest.ClientManifest, Raw: raw}})
		b.settle()
		at := strings.Index(small, `Index="1"`)
		off := 2 + 2*at
		if name == "marked" {
			off = 3 + at
		}
		if !b.Go(name, int64(off)) || !strings.Contains(b.selected(), `Index="1"`) {
			t.Errorf("%s: %s is selected", name, b.selected())
		}
	}
	if b.Go("elsewhere", 0) {
		t.Error("it went to a file that is not there")
	}
}

// An edit by hand that is settled while another content of the file is being
// read is made on that, and neither is lost.
func TestAnEditSettledDuringAReadKeepsBoth(t *testing.T) {
	b := newBench(t)
	const text = `<SmoothStreamingMedia MajorVersion="2" MinorVersion="0" Duration="20000000"><StreamIndex Type="audio" Name="a" Language="eng" Chunks="1" QualityLevels="0" Url="x"><c d="20000000"/></StreamIndex></SmoothStreamingMedia>`
	b.open(text)
	b.at("<StreamIndex")
	r := b.row("Language")
	b.win.Canvas().Focus(r.value)
	test.Type(r.value, "fra")
	other := strings.Replace(text, `Name="a"`, `Name="sound"`, 1)
	b.Show([]File{{Path: "a.ismc", Kind: manifest.ClientManifest, Raw: []byte(other)}})
	b.Settle()
	if want := strings.Replace(other, `"eng"`, `"fra"`, 1); string(b.raw) != want || len(b.edits) != 1 {
		t.Errorf("%v: %s", b.edits, b.raw)
	}
	b.settle()
	if len(b.edits) != 1 || string(b.shown.raw) != string(b.raw) {
		t.Errorf("%v: %s", b.edits, b.shown.raw)
	}
}
