package check

import (
	"bytes"
	"context"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strconv"
	"testing"

	mp4avc "github.com/Eyevinn/mp4ff/avc"
	mp4hevc "github.com/Eyevinn/mp4ff/hevc"

	"smoothscope/inspect/media"
	"smoothscope/inspect/source"
	"smoothscope/testdata"
)

// unitsOf is the units of every sample of the video tracks of a file, with the
// samples.
func unitsOf(t *testing.T, path string, see func(track *Track, s media.Sample, u Unit, raw []byte)) {
	t.Helper()
	src, err := source.OpenFile(path)
	if err != nil {
		t.Fatal(err)
	}
	defer func() {
		if err := src.Close(); err != nil {
			t.Error(err)
		}
	}()
	f, err := media.Open(context.Background(), src)
	if err != nil {
		return
	}
	for _, mt := range f.Tracks {
		track := &Track{Track: mt, File: &File{Media: f}}
		index, err := f.Fragments(context.Background(), mt.ID)
		if err != nil {
			t.Fatal(err)
		}
		ahead := &readAhead{}
		ahead.open(src)
		reader, units := f.RunReaderFrom(context.Background(), ahead), &unitReader{every: true}
		units.open(track, ahead)
		for n, at := range index.Fragments {
			ahead.dense, ahead.stop = n%2 == 0, src.Size() // both ways of reading say the same
			run, err := reader.Run(at)
			if err != nil {
				continue
			}
			for i, u := range units.of(run) {
				s := run.Samples[i]
				raw := make([]byte, s.Size)
				if _, err := src.ReadAt(raw, s.Offset); err == nil {
					see(track, s, u, raw)
				}
			}
		}
	}
}

// What the NAL units of real files say is what mp4ff reads from the same samples.
func TestUnitsAsMP4FFReadsThem(t *testing.T) {
	seen := map[string]int{}
	for _, path := range testdata.CorpusFiles(t, ".ismv", ".mp4", ".mov", ".m4v") {
		unitsOf(t, path, func(track *Track, s media.Sample, u Unit, raw []byte) {
			if u.Bad >= 0 || track.Codec.NALLength != 4 {
				return
			}
			seen[track.Codec.FourCC]++
			idr := false
			switch familyOf(track).sps {
			case avcSPS:
				idr = mp4avc.ContainsNaluType(raw, mp4avc.NALU_IDR)
			case hevcSPS:
				idr = mp4hevc.IsRAPSample(raw)
			}
			if idr != u.Sync {
				t.Errorf("%s: the sample at %d: key frame %v, mp4ff says %v", filepath.Base(path), s.Offset, u.Sync, idr)
			}
		})
	}
	if seen["H264"] < 1000 || len(seen) < 2 {
		t.Errorf("too few samples were looked at: %v", seen)
	}
}

// The first slices are of the types that ffmpeg's trace of headers tells.
func TestUnitsAsFFmpegReadsThem(t *testing.T) {
	ffmpeg := testdata.Tool(t, "ffmpeg")
	for _, c := range []struct{ encoder, options string }{
		{"libx264", "keyint=8:min-keyint=8:bframes=2"}, {"libx264", "keyint=8:open-gop=1:bframes=2"}, {"libx265", "keyint=8:bframes=2:log-level=none"},
	} {
		path := filepath.Join(t.TempDir(), "clip.mp4")
		params := map[string]string{"libx264": "-x264-params", "libx265": "-x265-params"}[c.encoder]
		make := exec.Command(ffmpeg, "-v", "error", "-f", "lavfi", "-i", "testsrc2=size=128x72:rate=25:duration=2",
			"-c:v", c.encoder, params, c.options, "-movflags", "frag_keyframe+empty_moov", path)
		if out, err := make.CombinedOutput(); err != nil {
			testdata.Need(t, false, fmt.Sprintf("ffmpeg cannot encode with %s: %v %s", c.encoder, err, out))
		}
		trace := exec.Command(ffmpeg, "-i", path, "-c", "copy", "-bsf:v", "trace_headers", "-f", "null", os.DevNull)
		var out bytes.Buffer
		trace.Stderr = &out
		if err := trace.Run(); err != nil {
			t.Fatal(err)
		}
		want := slicesOf(out.String())
		var got []int
		unitsOf(t, path, func(_ *Track, _ media.Sample, u Unit, _ []byte) { got = append(got, int(u.First)) })
		if len(got) != 50 || len(want) < len(got) {
			t.Fatalf("%s: %d samples, ffmpeg traces %d slices", c.encoder, len(got), len(want))
		}
		for i, n := range want[len(want)-len(got):] { // the first ones may be of the probing
			if got[i] != n {
				t.Errorf("%s %s: sample %d begins with a slice of type %d, ffmpeg says %d", c.encoder, c.options, i, got[i], n)
			}
		}
	}
}

// slicesOf is the NAL unit types of the slices that begin a picture, in a trace.
func slicesOf(trace string) []int {
	kind := regexp.MustCompile(`nal_unit_type +[01]+ = (\d+)|(first_mb_in_slice|first_slice_segment_in_pic_flag) +[01]+ = (\d+)`)
	var list []int
	last := 0
	for _, m := range kind.FindAllStringSubmatch(trace, -1) {
		if m[1] != "" {
			last, _ = strconv.Atoi(m[1])
			continue
		}
		if first := m[2] == "first_mb_in_slice"; first == (m[3] == "0") {
			list = append(list, last)
		}
	}
	return list
}

// Of a long track some fragments are looked at whole and all at their start.
func TestSuspicious(t *testing.T) {
	run := &media.Run{Flagged: true, Samples: []media.Sample{{Size: 100, Sync: true}, {Size: 10}, {Size: 10, Sync: true}, {Size: 60}}}
	for i, want := range []bool{true, false, true, true} {
		if suspicious(run, i) != want {
			t.Errorf("sample %d: %v", i, !want)
		}
	}
	run.Flagged = false
	if !suspicious(run, 1) {
		t.Error("a sample of a file without flags is not looked at")
	}
}
