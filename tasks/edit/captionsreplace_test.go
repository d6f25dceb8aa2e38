package edit_test

import (
	"bytes"
	"encoding/base64"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"smoothscope/inspect/asset"
	"smoothscope/inspect/caption"
	"smoothscope/tasks/edit"
	"smoothscope/testdata"
)

// desk is the ladder with a draft.
type desk struct {
	t     *testing.T
	name  string
	draft *edit.Draft
	asset *asset.Asset
}

func newDesk(t *testing.T) *desk {
	t.Helper()
	folder := t.TempDir()
	for _, name := range []string{"ladder.ism", "ladder.ismc", "v_20.ismv", "v_40.ismv", "v_80.ismv", "a_eng0.isma"} {
		b, err := os.ReadFile(testdata.Path(t, "ladder", name))
		if err != nil {
			t.Fatal(err)
		}
		put(t, folder, name, string(b))
	}
	d := &desk{t: t, name: filepath.Join(folder, "ladder.ism"), draft: edit.NewDraft(folder)}
	d.open()
	return d
}

// open opens the asset as the draft has it.
func (d *desk) open() {
	d.t.Helper()
	a, err := asset.Open(d.t.Context(), []string{d.name}, asset.Options{Instead: d.draft.Instead()})
	if err != nil {
		d.t.Fatal(err)
	}
	d.t.Cleanup(func() { _ = a.Close() })
	d.asset = a
}

func (d *desk) manifests() (client, server []byte) {
	d.t.Helper()
	server, err := d.asset.Fetch(d.t.Context(), "ladder.ism")
	if err != nil {
		d.t.Fatal(err)
	}
	return d.asset.ClientBytes(), server
}

// take does what an edit of captions has made.
func (d *desk) take(added *edit.AddedCaptions, err error) *edit.AddedCaptions {
	d.t.Helper()
	if err != nil {
		d.t.Fatal(err)
	}
	files := map[string][]byte{"ladder.ismc": added.Client, "ladder.ism": added.Server}
	if added.Media != nil {
		files[added.File] = added.Media
	}
	d.draft.Do("captions", edit.State{Files: files})
	d.open()
	return added
}

func (d *desk) add(t edit.CaptionTrack) *edit.AddedCaptions {
	d.t.Helper()
	client, server := d.manifests()
	return d.take(edit.AddCaptions(client, server, t))
}

// replace changes the cues of the stream called eng and says how they are read
// then.
func (d *desk) replace(change func([]caption.Cue) []caption.Cue) (*edit.AddedCaptions, []string) {
	d.t.Helper()
	at, found := d.captions()
	track, err := edit.CaptionsOf(d.asset, at, found.Base)
	if err != nil {
		d.t.Fatal(err)
	}
	track.Captions = found.Document.With(change(found.Document.Cues))
	client, server := d.manifests()
	added := d.take(edit.ReplaceCaptions(client, server, track))
	_, found = d.captions()
	return added, cuesSaid(found.Document.Cues)
}

func (d *desk) captions() (int, *asset.Captions) {
	d.t.Helper()
	for i := range d.asset.Streams {
		if d.asset.Streams[i].Name == "eng" {
			c, err := d.asset.Captions(d.t.Context(), i)
			if err != nil || len(c.Warnings) > 0 {
				d.t.Fatal(err, c.Warnings)
			}
			return i, c
		}
	}
	d.t.Fatal("there is no stream eng")
	return 0, nil
}

func cuesSaid(cues []caption.Cue) (said []string) {
	for _, c := range cues {
		said = append(said, fmt.Sprintf("%s %s %s", caption.Clock(c.Start), caption.Clock(c.End), c.Text()))
	}
	return said
}

const someCaptions = `<tt xmlns="http://www.w3.org/ns/ttml" xmlns:tts="http://www.w3.org/ns/ttml#styling" xml:lang="en"><head><layout><region xml:id="up" tts:displayAlign="before"/></layout></head><body><div>
<p region="up" begin="0.5s" end="1.25s"><span tts:color="red">one</span></p>
<p region="up" begin="1.5s" end="4.75s">two</p>
<p begin="2.5s" end="3s">two and a half</p>
<p begin="5s" end="6s">again</p>
<p begin="6s" end="7s">again</p>
</div></body></tt>`

func someDocument(t *testing.T) *caption.Document {
	t.Helper()
	doc, err := caption.Parse([]byte(someCaptions), caption.Options{})
	if err != nil {
		t.Fatal(err)
	}
	return doc
}

// What an edit changes is changed, all else is as it was: the other cues, the
// element of the stream and the rest of both manifests.
func TestReplaceCaptions(t *testing.T) {
	for _, embedded := range []bool{false, true} {
		t.Run(fmt.Sprint(embedded), func(t *testing.T) {
			d := newDesk(t)
			added := d.add(edit.CaptionTrack{Name: "eng", Language: "eng", Subtype: "SUBT", File: "eng.ismt", Embedded: embedded, Captions: someDocument(t)})
			if len(added.Losses)+len(added.Warnings) > 0 || embedded != (added.Media == nil) {
				t.Error(added.Losses, added.Warnings)
			}
			_, found := d.captions()
			want := cuesSaid(someDocument(t).Cues)
			if !embedded { // an edge of chunks lies between them
				want = append(want[:3:3], "00:00:05.000 00:00:07.000 again")
			}
			if diff := cmp.Diff(want, cuesSaid(found.Document.Cues)); diff != "" {
				t.Fatal(diff)
			}
			client, server := d.manifests()
			if _, said := d.replace(func(cues []caption.Cue) []caption.Cue { return cues }); cmp.Diff(want, said) != "" {
				t.Error(said)
			}
			if c, s := d.manifests(); !bytes.Equal(c, client) || !bytes.Equal(s, server) {
				t.Errorf("nothing was changed, and the manifests are\n%s\n%s", c, s)
			}
			added, said := d.replace(func(cues []caption.Cue) []caption.Cue {
				one := cues[0]
				one.Start += 3 * time.Second
				one.End = one.Start + time.Second
				cues = caption.Set(cues, 0, one)
				cues, _ = caption.Add(cues, caption.NewCue(7500*time.Millisecond, caption.Open, "last <&>"))
				return caption.Sort(cues)
			})
			want = append([]string{want[1], want[2], "00:00:03.500 00:00:04.500 one"}, append(want[3:], "00:00:07.500 00:00:08.000 last <&>")...)
			if diff := cmp.Diff(want, said); diff != "" || len(added.Warnings)+len(added.Losses) > 0 {
				t.Error(diff, added.Warnings, added.Losses)
			}
			c, s := d.manifests()
			if !bytes.Equal(s, server) || !embedded && !bytes.Equal(c, client) {
				t.Errorf("the manifests are\n%s\n%s", c, s)
			}
			_, now := d.captions()
			raw, err := now.Document.Bytes()
			if err != nil || !bytes.Contains(raw, []byte(`region="up"`)) || !bytes.Contains(raw, []byte(`tts:color="red">one`)) {
				t.Errorf("how they look is lost: %s %v", raw, err)
			}
			saveDraft(t, d.draft)
			judge(t, d.name)
		})
	}
}

// An .ismt of another make stays what it is: its chunks, its times, its track.
func TestReplaceForeignCaptions(t *testing.T) {
	shift := func(cues []caption.Cue) []caption.Cue {
		moved, err := caption.Shift(cues, 250*time.Millisecond)
		if err != nil {
			t.Fatal(err)
		}
		return moved
	}
	for name, c := range map[string]struct {
		client, server []string // replacements
		absolute       bool
		warnings       int
	}{
		"of milliseconds and other chunks": {client: []string{`TimeScale="10000000"`, `TimeScale="1000"`, chunksOf("20000000", 4), `<c t="0" d="5000" /><c t="5000" d="3000" />`, `Chunks="4"`, `Chunks="2"`}},
		"of one chunk":                     {client: []string{chunksOf("20000000", 4), `<c n="0" d="80000000" />`, `Chunks="4"`, `Chunks="1"`}},
		"of no duration":                   {client: []string{chunksOf("20000000", 4), `<c n="0" t="0" /><c n="1" t="30000000" />`, `Chunks="4"`, `Chunks="2"`}},
		"with gaps":                        {client: []string{chunksOf("20000000", 4), `<c t="0" d="20000000" /><c t="40000000" d="20000000" />`, `Chunks="4"`, `Chunks="2"`}, warnings: 1},
		"too short":                        {client: []string{chunksOf("20000000", 4), `<c t="0" d="20000000" />`, `Chunks="4"`, `Chunks="1"`}, warnings: 1},
		"of another track":                 {server: []string{`value="1"`, `value="3"`}},
		"of absolute times":                {absolute: true},
	} {
		t.Run(name, func(t *testing.T) {
			d := newDesk(t)
			d.add(edit.CaptionTrack{Name: "eng", Language: "eng", Subtype: "CAPT", File: "eng.ismt", Captions: someDocument(t)})
			client, server := d.manifests()
			client = replacedAfter(t, client, `<StreamIndex Type="text"`, c.client)
			server = replacedAfter(t, server, `<textstream`, c.server)
			track := edit.CaptionTrack{Name: "eng", Language: "eng", Absolute: c.absolute, Captions: someDocument(t)}
			added := d.take(edit.ReplaceCaptions(client, server, track))
			if len(added.Warnings) != c.warnings {
				t.Errorf("warnings: %q", added.Warnings)
			}
			if c.warnings == 0 && !bytes.Equal(added.Client, client) {
				t.Errorf("the client manifest is\n%s", added.Client)
			}
			_, found := d.captions()
			if wantBase := map[bool]asset.CaptionBase{false: asset.RelativeBase, true: asset.AbsoluteBase}[c.absolute]; found.Base != wantBase {
				t.Errorf("times count from %s", found.Base)
			}
			want := cuesSaid(shift(found.Document.Cues))
			if _, said := d.replace(shift); cmp.Diff(want, said) != "" {
				t.Error(cmp.Diff(want, said))
			}
			saveDraft(t, d.draft)
			judge(t, d.name)
		})
	}
}

// replacedAfter replaces one text by the next, but only behind a mark.
func replacedAfter(t *testing.T, raw []byte, mark string, texts []string) []byte {
	t.Helper()
	head, tail, _ := strings.Cut(string(raw), mark)
	for i := 0; i < len(texts); i += 2 {
		if !strings.Contains(tail, texts[i]) {
			t.Fatalf("%s is not in %s", texts[i], tail)
		}
		tail = strings.Replace(tail, texts[i], texts[i+1], 1)
	}
	return []byte(head + mark + tail)
}

func chunksOf(duration string, n int) string {
	var b strings.Builder
	for i := range n {
		if i > 0 {
			b.WriteString("\n\t\t")
		}
		fmt.Fprintf(&b, `<c t="%d" n="%d" d="%s" />`, i*20000000, i, duration)
	}
	return b.String()
}

// Captions that share a file with other tracks get one of their own.
func TestReplaceCaptionsOfASharedFile(t *testing.T) {
	d := newDesk(t)
	d.add(edit.CaptionTrack{Name: "eng", Language: "eng", Subtype: "CAPT", File: "eng.ismt", Captions: someDocument(t)})
	d.add(edit.CaptionTrack{Name: "fra", Language: "fra", Subtype: "CAPT", File: "fra.ismt", Captions: someDocument(t)})
	client, server := d.manifests()
	server = bytes.Replace(server, []byte(`"fra.ismt"`), []byte(`"eng.ismt"`), 1)
	d.draft.Do("share", edit.State{Files: map[string][]byte{"ladder.ism": server}})
	d.open()
	if _, err := edit.ReplaceCaptions(client, server, edit.CaptionTrack{Name: "eng", Captions: someDocument(t)}); err == nil {
		t.Error("a file that holds another track is made anew")
	}
	added, _ := d.replace(func(cues []caption.Cue) []caption.Cue { return cues[:1] })
	if added.File != "ladder_eng.ismt" || !bytes.Contains(added.Server, []byte(`src="ladder_eng.ismt"`)) || strings.Count(string(added.Server), `"eng.ismt"`) != 1 {
		t.Errorf("%s\n%s", added.File, added.Server)
	}
}

// Captions of the older form in a manifest stay in that form.
func TestReplaceCaptionElements(t *testing.T) {
	d := newDesk(t)
	data := func(text string) string { return base64.StdEncoding.EncodeToString([]byte(text)) }
	client, _ := d.manifests()
	client = bytes.Replace(client, []byte("</SmoothStreamingMedia>"), fmt.Appendf(nil,
		`<StreamIndex Type="text" Name="eng" Subtype="CAPT" TimeScale="10000000" ParentStreamIndex="video" ManifestOutput="TRUE" QualityLevels="1" Chunks="2" Url="QualityLevels({bitrate})/Fragments(eng={start time})">
<QualityLevel Index="0" Bitrate="1000" CodecPrivateData="" FourCC=""/>
<c n="0" t="10000000"><f>%s</f></c>
<c n="1" t="25000000"><f>%s</f></c>
</StreamIndex></SmoothStreamingMedia>`, data(`<Caption Id="{a}" Action="ADD">Hello &amp; all</Caption>`), data(`<Caption Id="{a}" Action="REMOVE"></Caption>`)), 1)
	d.draft.Do("embed", edit.State{Files: map[string][]byte{"ladder.ismc": client}})
	d.open()
	_, said := d.replace(func(cues []caption.Cue) []caption.Cue {
		return append(cues[:1:1],
			caption.NewCue(1200*time.Millisecond, 3*time.Second, "over <it>\nagain"),
			caption.NewCue(2500*time.Millisecond, 2600*time.Millisecond, "short"))
	})
	want := []string{"00:00:01.000 00:00:02.500 Hello & all", "00:00:01.200 00:00:03.000 over <it>\nagain", "00:00:02.500 00:00:02.600 short"}
	if diff := cmp.Diff(want, said); diff != "" {
		t.Error(diff)
	}
	now, _ := d.manifests()
	if !bytes.Contains(now, []byte(data(`<Caption Id="{3}" Action="ADD">short</Caption>`))) || !bytes.Contains(now, []byte(`FourCC=""/>`)) {
		t.Errorf("%s", now)
	}
}

// What cannot be written is said before.
func TestReplaceCaptionsRefuses(t *testing.T) {
	client, server := twoHours()
	doc := fiveThousand(t)
	for name, change := range map[string][]string{
		`no text stream "eng"`: nil,
		"two text streams":     {"<StreamIndex Type=\"video\"", textIndex("eng", "TTML") + textIndex("ENG", "TTML") + "<StreamIndex Type=\"video\""},
		"as TTML only":         {"<StreamIndex Type=\"video\"", textIndex("eng", "WVTT") + "<StreamIndex Type=\"video\""},
		"no track":             {"<StreamIndex Type=\"video\"", textIndex("eng", "TTML") + "<StreamIndex Type=\"video\""},
	} {
		c := []byte(strings.NewReplacer(change...).Replace(string(client)))
		if _, err := edit.ReplaceCaptions(c, server, edit.CaptionTrack{Name: "eng", Captions: doc}); err == nil || !strings.Contains(err.Error(), name) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func textIndex(name, fourCC string) string {
	return `<StreamIndex Type="text" Name="` + name + `" Subtype="CAPT" QualityLevels="1" Chunks="1" Url="x"><QualityLevel Index="0" Bitrate="1000" FourCC="` + fourCC + `"/><c t="0" d="20000000"/></StreamIndex>`
}
