package edit

import (
	"encoding/binary"
	"fmt"
	"os"
	"path/filepath"
	"testing"

	"smoothscope/inspect/asset"
	"smoothscope/inspect/marker"
)

// Markers that live ingest left in a media track are read from there.
func TestMarkersInAMediaTrack(t *testing.T) {
	section, err := marker.New(marker.Cue{Command: marker.SpliceInsert, EventID: 7, Out: true, Immediate: true})
	if err != nil {
		t.Fatal(err)
	}
	head := binary.BigEndian.AppendUint32(binary.BigEndian.AppendUint32(binary.BigEndian.AppendUint32(nil, 1), 7), 5_000_000)
	folder := t.TempDir()
	for name, content := range map[string][]byte{
		"a.ismt": ismt(ismtTrack{id: 3, scale: 10_000_000}, []sampleOf{{20_000_000, 0, append(head, section.Raw...)}, {50_000_000, 0, []byte("<Ad/>")}}),
		"a.ismc": []byte(`<SmoothStreamingMedia MajorVersion="2" MinorVersion="0" Duration="80000000"><StreamIndex Type="text" Subtype="DATA" Name="ads" ParentStreamIndex="video" QualityLevels="1" Chunks="2" Url="QualityLevels({bitrate})/Fragments(ads={start time})"><QualityLevel Index="0" Bitrate="0" FourCC="" CodecPrivateData=""/><c t="20000000"/><c t="50000000"/></StreamIndex></SmoothStreamingMedia>`),
		"a.ism":  []byte(`<smil xmlns="http://www.w3.org/2001/SMIL20/Language"><head><meta name="clientManifestRelativePath" content="a.ismc"/></head><body><switch><textstream src="a.ismt" systemBitrate="0"><param name="trackID" value="3" valuetype="data"/><param name="trackName" value="ads" valuetype="data"/></textstream></switch></body></smil>`),
	} {
		if err := os.WriteFile(filepath.Join(folder, name), content, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	a, err := asset.Open(t.Context(), []string{filepath.Join(folder, "a.ism")}, asset.Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer func() {
		if err := a.Close(); err != nil {
			t.Error(err)
		}
	}()
	all, warnings, err := a.Markers(t.Context(), 0)
	if err != nil || len(warnings) > 0 {
		t.Fatal(err, warnings)
	}
	var said []string
	for _, m := range all {
		if m.Err != nil {
			t.Error(m.Err)
		}
		said = append(said, fmt.Sprintf("%d %s %q %s %v", m.Time, m.Class, m.ID, m.Payload.Kind, m.At))
	}
	if got := fmt.Sprint(said); got != `[25000000 ad "7" scte35 {0 0 -1 -1} 50000000 data "" xml {0 1 -1 -1}]` {
		t.Error(got)
	}
}
