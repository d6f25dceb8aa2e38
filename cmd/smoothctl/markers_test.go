package main

import (
	"bytes"
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"smoothscope/testdata"
)

// ladderCopy is a copy of the ladder that may be changed.
func ladderCopy(t *testing.T) string {
	t.Helper()
	folder := t.TempDir()
	if err := os.CopyFS(folder, os.DirFS(filepath.Dir(testdata.Path(t, "ladder", "ladder.ism")))); err != nil {
		t.Fatal(err)
	}
	return filepath.Join(folder, "ladder.ism")
}

func done(t *testing.T, args ...string) string {
	t.Helper()
	r := runLine(t, args...)
	if r.code != 0 {
		t.Fatalf("%v ended with %d: %s", args, r.code, r.stderr)
	}
	return r.stdout
}

func markersIn(t *testing.T, name string) []markerDocument {
	t.Helper()
	var d markersDocument
	if err := json.Unmarshal([]byte(done(t, "markers", "list", name, "--json")), &d); err != nil {
		t.Fatal(err)
	}
	return d.Markers
}

func TestMarkersAddedListedRemoved(t *testing.T) {
	name := ladderCopy(t)
	manifest := strings.TrimSuffix(name, ".ism") + ".ismc"
	before, err := os.ReadFile(manifest)
	if err != nil {
		t.Fatal(err)
	}
	if got := done(t, "markers", "add", name, "--at", "2.5s", "--duration", "3s", "--snap", "chunk"); !strings.Contains(got, "at 2 s") || !strings.Contains(got, "13 frames") {
		t.Errorf("it says %q", got)
	}
	done(t, "markers", "add", name, "--at", "3.96s", "--scte35", "time-signal", "--duration", "1.5s", "--upid", "0x0102", "--upid-type", "1", "--snap", "idr", "--no-backup")
	done(t, "markers", "add", name, "--at", "7", "--in", "--id", "77", "--no-backup")
	chapter := filepath.Join(t.TempDir(), "chapter.txt")
	if err := os.WriteFile(chapter, []byte("Größe\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	done(t, "markers", "add", name, "--at", "1", "--duration", "5", "--payload", chapter, "--subtype", "chap", "--no-backup")
	all := markersIn(t, name)
	var words []string
	for _, m := range all {
		words = append(words, strings.Join([]string{m.Stream, m.Kind, m.ID, m.Text}, " "))
	}
	want := []string{"scte35 ad 1 splice_insert, out", "scte35 ad 2 time_signal, Provider Placement Opportunity Start", "scte35 ad 77 splice_insert, in", "chapters chapter  Größe"}
	if strings.Join(words, "\n") != strings.Join(want, "\n") || all[1].Time != 40_000_000 || all[1].Duration != 15_000_000 || all[0].Duration != 30_000_000 {
		t.Errorf("there are %+v", all)
	}
	// The last one is beside the key frames, and ends a break that did not begin.
	if r := runLine(t, "check", name); r.code != 0 || strings.Count(r.stdout, "MRK-") != 2 || !strings.Contains(r.stdout, "MRK-IDR  scte35, chunk 2") || !strings.Contains(r.stdout, "MRK-PAIR  scte35, chunk 2") {
		t.Errorf("the check ends with %d: %s", r.code, r.stdout)
	}
	if kept, err := os.ReadFile(manifest + ".bak"); err != nil || !bytes.Equal(kept, before) {
		t.Errorf("the backup is not what was there: %v", err)
	}
	if others, err := filepath.Glob(manifest + ".*.bak"); err != nil || len(others) > 0 {
		t.Errorf("there are backups nobody asked for: %v", others)
	}
	done(t, "markers", "remove", name, "--id", "77", "--no-backup")
	done(t, "markers", "remove", name, "--at", "4s", "--stream", "scte35", "--no-backup")
	if left := markersIn(t, name); len(left) != 2 {
		t.Errorf("%d are left", len(left))
	}
	done(t, "markers", "remove", name, "--all", "--no-backup")
	if after, err := os.ReadFile(manifest); err != nil || !bytes.Equal(after, before) {
		t.Errorf("without its markers the manifest is not what it was: %v", err)
	}
}

func TestBreaksWhereVideoCannotBeCut(t *testing.T) {
	name := ladderCopy(t)
	r := runLine(t, "markers", "add", name, "--at", "4.2")
	if r.code != 0 || !strings.Contains(r.stderr, "5 frames earlier, at 4 s") {
		t.Errorf("it ends with %d and says %s", r.code, r.stderr)
	}
	for _, args := range []string{"--at 2", "--at 1.5 --text Chapter --subtype CHAP"} {
		if r := runLine(t, append([]string{"markers", "add", name}, strings.Fields(args)...)...); r.code != 0 || strings.Contains(r.stderr, "key frame") {
			t.Errorf("%s ends with %d and says %s", args, r.code, r.stderr)
		}
	}
	if r := runLine(t, "markers", "add", name, "--at", "80"); r.code != 0 || !strings.Contains(r.stderr, "behind the end") {
		t.Errorf("behind the end it says %s", r.stderr)
	}
}

func TestMarkersChanged(t *testing.T) {
	name := ladderCopy(t)
	done(t, "markers", "add", name, "--at", "2", "--duration", "1", "--id", "7")
	done(t, "markers", "add", name, "--at", "4", "--scte35", "time-signal", "--id", "8", "--upid", "abc")
	done(t, "markers", "add", name, "--at", "1", "--duration", "2", "--text", "One", "--subtype", "CHAP")
	before := markersIn(t, name)
	done(t, "markers", "change", name, "--id", "7", "--to", "6", "--duration", "1.5", "--set-id", "9", "--set-in")
	done(t, "markers", "change", name, "--at", "4", "--duration", "2")
	done(t, "markers", "change", name, "--stream", "chapters", "--text", "Two", "--to", "3")
	all := markersIn(t, name)
	if len(all) != 3 || all[1].ID != "9" || all[1].Time != 60_000_000 || all[1].Duration != 15_000_000 || all[1].Text != "splice_insert, in" ||
		all[0].Duration != 20_000_000 || all[2].Text != "Two" || all[2].Time != 30_000_000 || all[2].Duration != 20_000_000 {
		t.Errorf("there are %+v", all)
	}
	if pts := fieldIn(all[1].Fields, "pts_time"); pts != 6.0*90000 {
		t.Errorf("the section's own time is %v", pts)
	}
	done(t, "markers", "change", name, "--id", "9", "--to", "2", "--duration", "1", "--set-id", "7", "--set-out")
	done(t, "markers", "change", name, "--id", "8", "--duration", "0")
	if all = markersIn(t, name); all[0].Payload != before[0].Payload || all[1].Payload != before[1].Payload {
		t.Errorf("changed back they are %+v, not %+v", all, before)
	}
	if r := runLine(t, "check", name); r.code != 0 {
		t.Errorf("the check says %s", r.stdout)
	}
	bare := filepath.Join(t.TempDir(), "bare.txt")
	if err := os.WriteFile(bare, []byte("0xFC3017000000000000FFFFF00506FE00090000000000394FC482"), 0o600); err != nil {
		t.Fatal(err)
	}
	done(t, "markers", "add", name, "--at", "7", "--payload", bare)
	for _, args := range []string{"--at 7 --duration 3", "--at 7 --set-id 3", "--stream scte35 --to 5", "--id 7", "--id 7 --text x", "--id 8 --set-in", "--stream chapters --set-id 4", "--id 7 --to 4", "--id 7 --to x", "--to 7"} {
		if r := runLine(t, append([]string{"markers", "change", name}, strings.Fields(args)...)...); r.code != exitUnable {
			t.Errorf("%s ends with %d: %s%s", args, r.code, r.stdout, r.stderr)
		}
	}
}

// fieldIn is the value of the first field of a name.
func fieldIn(all []fieldDocument, name string) any {
	for _, f := range all {
		if f.Name == name {
			return f.Value
		}
		if value := fieldIn(f.Items, name); value != nil {
			return value
		}
	}
	return nil
}

func TestMarkersIntoAnotherFolder(t *testing.T) {
	name, out := ladderCopy(t), filepath.Join(t.TempDir(), "new")
	manifest := strings.TrimSuffix(name, ".ism") + ".ismc"
	before, err := os.ReadFile(manifest)
	if err != nil {
		t.Fatal(err)
	}
	var d changedDocument
	if err := json.Unmarshal([]byte(done(t, "markers", "add", name, "--at", "2", "--out", out, "--json", "--snap", "idr")), &d); err != nil {
		t.Fatal(err)
	}
	if after, err := os.ReadFile(manifest); err != nil || !bytes.Equal(after, before) {
		t.Errorf("the asset itself changed: %v", err)
	}
	if d.File != filepath.Join(out, "ladder.ismc") || len(d.Markers) != 1 || d.Markers[0].Kind != "ad" || len(d.Snapped) != 1 || d.Snapped[0].Moved != 0 {
		t.Errorf("it says %+v", d)
	}
	if all := markersIn(t, out); len(all) != 1 {
		t.Errorf("in the copy are %+v", all)
	}
	if r := runLine(t, "check", out); r.code != 0 {
		t.Errorf("the check of the copy ends with %d: %s", r.code, r.stdout)
	}
}

func TestMarkersAsATable(t *testing.T) {
	name, other := ladderCopy(t), ladderCopy(t)
	done(t, "markers", "add", name, "--at", "2", "--duration", "1")
	done(t, "markers", "add", name, "--at", "4", "--scte35", "time-signal")
	chapter := filepath.Join(t.TempDir(), "chapter.txt")
	if err := os.WriteFile(chapter, []byte("One, \"two\""), 0o600); err != nil {
		t.Fatal(err)
	}
	done(t, "markers", "add", name, "--at", "1", "--duration", "5", "--payload", chapter, "--subtype", "CHAP")
	table := filepath.Join(t.TempDir(), "markers.csv")
	if err := os.WriteFile(table, []byte(done(t, "markers", "list", name, "--csv")), 0o600); err != nil {
		t.Fatal(err)
	}
	done(t, "markers", "add", other, "--csv", table)
	late := filepath.Join(t.TempDir(), "late.csv")
	if err := os.WriteFile(late, []byte("stream,time,payload\nlate,90,a\nlate,91,b\nlate,92,c\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	if r := runLine(t, "markers", "add", ladderCopy(t), "--csv", late, "--scheme", "urn:x"); r.code != 0 || strings.Count(r.stderr, "\n") != 1 || !strings.Contains(r.stderr, "2 more") {
		t.Errorf("a table behind the end ends with %d and says %s", r.code, r.stderr)
	}
	if a, b := done(t, "markers", "list", name), done(t, "markers", "list", other); a != b {
		t.Errorf("the table brings\n%s, not\n%s", b, a)
	}
}

func TestChaptersOfTheOlderForm(t *testing.T) {
	name := filepath.Join(t.TempDir(), "old.ismc")
	old := `<SmoothStreamingMedia MajorVersion="2" MinorVersion="0" Duration="900000000"><StreamIndex Type="video" Url="v"><QualityLevel Bitrate="1" FourCC="H264"/><c t="0" d="900000000"/></StreamIndex>` +
		`<StreamIndex Type="text" Subtype="SCMD" Name="script"><QualityLevel Bitrate="0"/><Content><ScriptCommand Time="10000000" Type="URL" Command="a"/></Content></StreamIndex></SmoothStreamingMedia>`
	if err := os.WriteFile(name, []byte(old), 0o600); err != nil {
		t.Fatal(err)
	}
	done(t, "markers", "add", name, "--at", "3.5", "--stream", "script", "--text", "b & c", "--type", "TEXT")
	if all := markersIn(t, name); len(all) != 2 || all[1].Type != "TEXT" || all[1].Text != "b & c" || all[1].Time != 35_000_000 || all[1].Kind != "script" {
		t.Errorf("there are %+v", all)
	}
	done(t, "markers", "remove", name, "--at", "3.5s")
	if got, err := os.ReadFile(name); err != nil || string(got) != old {
		t.Errorf("taken out again it is %s, %v", got, err)
	}
}

func TestMarkersDecode(t *testing.T) {
	const section = "/DAlAAAAAAAAAP/wFAUAAAQDf+//KaeGwP4AKTLgAAAAAAAAn75a3g=="
	file := filepath.Join(t.TempDir(), "section.b64")
	if err := os.WriteFile(file, []byte(section+"\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	for _, arg := range []string{section, file} {
		if got := done(t, "markers", "decode", arg); !strings.Contains(got, "splice_event_id") || !strings.Contains(got, "30.000000 s") {
			t.Errorf("%s is %s", arg, got)
		}
	}
	var d sectionDocument
	if err := json.Unmarshal([]byte(done(t, "markers", "decode", section, "--json")), &d); err != nil || d.Base64 != section || d.ID != "1027" || len(d.Fields) < 10 {
		t.Errorf("%+v, %v", d, err)
	}
	for _, arg := range []string{strings.Replace(section, "KaeGwP", "KaeGxP", 1), section[:24]} {
		if r := runLine(t, "markers", "decode", arg); r.code != exitWrong || !strings.Contains(r.stdout, "splice") && len(arg) > 30 {
			t.Errorf("%s ends with %d: %s", arg, r.code, r.stdout)
		}
	}
}

func TestMarkersThatCannotBe(t *testing.T) {
	name := ladderCopy(t)
	for _, args := range []string{
		"markers", "markers turn", "markers list", "markers add NAME", "markers add NAME --at x", "markers add NAME --at 1 --snap frame",
		"markers add NAME --at 1 --scte35 break", "markers add NAME --at 1 --payload none.txt", "markers add NAME --at 1 --stream video",
		"markers add NAME --at 1 --subtype CAPT", "markers add NAME --at 1 --payload NAME --id 7", "markers add NAME --at 1 --csv NAME",
		"markers remove NAME", "markers remove NAME --id 5", "markers decode", "markers decode none.bin", "markers list none --json",
	} {
		r := runLine(t, strings.Fields(strings.ReplaceAll(args, "NAME", name))...)
		if r.code != exitUnable || strings.Count(r.stderr, "\n") != 1 || strings.Contains(args, "--json") != json.Valid([]byte(r.stdout)) {
			t.Errorf("%s ends with %d: %s%s", args, r.code, r.stdout, r.stderr)
		}
	}
	if all := markersIn(t, name); len(all) != 0 {
		t.Errorf("there are %+v", all)
	}
}

func TestMarkersThatCannotBeRead(t *testing.T) {
	r := runLine(t, "markers", "list", spoiled(t, "MRK-B64"))
	if r.code != exitWrong || !strings.Contains(r.stderr, "not base64") || !strings.Contains(r.stdout, "ad") {
		t.Errorf("it ends with %d: %s%s", r.code, r.stdout, r.stderr)
	}
}

// A media file of markers that is gone, or is no media, keeps nobody from the
// markers in the client manifest.
func TestMarkersBesideAMissingTrack(t *testing.T) {
	name := ladderCopy(t)
	done(t, "markers", "add", name, "--at", "2", "--id", "77")
	for path, insert := range map[string][2]string{
		name: {"</switch>", `<textstream src="live.ismt" systemBitrate="1000"><param name="trackID" value="9" valueType="data"/><param name="trackName" value="live" valueType="data"/></textstream>`},
		strings.TrimSuffix(name, ".ism") + ".ismc": {"</SmoothStreamingMedia>", `<StreamIndex Type="text" Name="live" Subtype="DATA" QualityLevels="1" Chunks="1" Url="QualityLevels({bitrate})/Fragments(live={start time})"><QualityLevel Index="0" Bitrate="1000" FourCC="DATA" CodecPrivateData=""/><c t="10000000" d="20000000"/></StreamIndex>`},
	} {
		b, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, bytes.Replace(b, []byte(insert[0]), []byte(insert[1]+insert[0]), 1), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	for _, content := range []string{"", "no media"} {
		if content != "" {
			if err := os.WriteFile(filepath.Join(filepath.Dir(name), "live.ismt"), []byte(content), 0o600); err != nil {
				t.Fatal(err)
			}
		}
		r := runLine(t, "markers", "list", name)
		if r.code != 0 || !strings.Contains(r.stdout, "2.000 s") || !strings.Contains(r.stderr, "live: its markers are not listed: ") || !strings.Contains(r.stderr, "live.ismt") {
			t.Errorf("with %q: %d\n%s%s", content, r.code, r.stdout, r.stderr)
		}
	}
}
