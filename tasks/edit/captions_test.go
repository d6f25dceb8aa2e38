package edit_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"smoothscope/inspect/caption"
	"smoothscope/tasks/edit"
)

// twoHours is the manifests of an asset with 3 600 chunks.
func twoHours() (client, server []byte) {
	chunks := `<c t="0" d="20000000"/>` + strings.Repeat("\n<c d=\"20000000\"/>", 3599)
	return []byte(`<SmoothStreamingMedia MajorVersion="2" MinorVersion="0" Duration="72000000000"><StreamIndex Type="video" QualityLevels="1" Chunks="3600" Url="QualityLevels({bitrate})/Fragments(video={start time})"><QualityLevel Index="0" Bitrate="1000" FourCC="H264" MaxWidth="64" MaxHeight="36" CodecPrivateData=""/>` + chunks + `</StreamIndex></SmoothStreamingMedia>`),
		[]byte(`<smil xmlns="http://www.w3.org/2001/SMIL20/Language"><head/><body><switch><video src="v.ismv" systemBitrate="1000"><param name="trackID" value="1" valuetype="data"/></video></switch></body></smil>`)
}

func fiveThousand(t testing.TB) *caption.Document {
	var cues []caption.Cue
	for i := range 5000 {
		at := time.Duration(i) * 1400 * time.Millisecond
		cues = append(cues, caption.NewCue(at, at+1300*time.Millisecond, fmt.Sprintf("Caption %d\nand its second line", i)))
	}
	doc, err := caption.Fresh(cues, "srt", "")
	if err != nil {
		t.Fatal(err)
	}
	return doc
}

// Adding changes nothing of the manifests but what it adds, and says what lies
// outside of the video.
func TestAddCaptions(t *testing.T) {
	client, server := twoHours()
	doc := fiveThousand(t)
	late := doc.With(append(doc.Cues[:5000:5000], caption.NewCue(3*time.Hour, 4*time.Hour, "late")))
	added, err := edit.AddCaptions(client, server, edit.CaptionTrack{Name: "eng", Language: "eng", Subtype: "CAPT", File: "eng.ismt", Captions: late})
	if err != nil {
		t.Fatal(err)
	}
	if len(added.Losses) != 0 || len(added.Warnings) != 1 || !strings.HasPrefix(added.Warnings[0], "1 caption lies") {
		t.Error(added.Losses, added.Warnings)
	}
	gone, err := edit.RemoveCaptions(added.Client, added.Server, "ENG", "eng.ismt")
	if err != nil || string(gone.Client) != string(client) || string(gone.Server) != string(server) {
		t.Errorf("added and removed, the manifests are otherwise: %v", err)
	}
	for _, name := range []string{"video", "a b", ""} {
		if _, err := edit.AddCaptions(client, server, edit.CaptionTrack{Name: name, File: "x.ismt", Captions: doc}); err == nil {
			t.Errorf("a stream named %q was added", name)
		}
	}
}

// BenchmarkAddCaptions adds 5 000 cues to 3 600 chunks.
func BenchmarkAddCaptions(b *testing.B) {
	client, server := twoHours()
	doc := fiveThousand(b)
	for b.Loop() {
		if _, err := edit.AddCaptions(client, server, edit.CaptionTrack{Name: "eng", Language: "eng", Subtype: "CAPT", File: "eng.ismt", Captions: doc}); err != nil {
			b.Fatal(err)
		}
	}
}
