package check

import (
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"smoothscope/testdata"
)

// of is the findings of a rule, those of a family where id ends in "-".
func of(r *Report, id string) []Finding {
	var list []Finding
	for _, f := range r.Findings {
		if f.Rule == id || strings.HasSuffix(id, "-") && strings.HasPrefix(f.Rule, id) {
			list = append(list, f)
		}
	}
	return list
}

// one is the only finding of a rule.
func one(t *testing.T, r *Report, id string) Finding {
	t.Helper()
	list := of(r, id)
	if len(list) != 1 {
		t.Fatalf("%d findings of %s: %+v", len(list), id, r.Findings)
	}
	return list[0]
}

// The asset that encoders' users know as "tracks not aligned".
func TestMisalignedCorpus(t *testing.T) {
	made := filepath.Join(testdata.Corpus(t), "_made")
	r := checked(t, Options{}, filepath.Join(made, "misaligned.ism"))
	f := one(t, r, "ALIGN-TIME")
	if f.Level != 1 || f.Chunk != 1 || f.Count != 7 || f.Off.Milliseconds() != 400 || f.Off.Frames != 10 {
		t.Errorf("%+v", f)
	}
	if !strings.Contains(f.Message, "400 ms (10 frames) after") || !strings.Contains(f.Hint, "60 frames") || !strings.Contains(f.Hint, "-g 50 ") {
		t.Errorf("%s\n%s", f.Message, f.Hint)
	}
	if f := one(t, r, "ALIGN-COUNT"); f.Level != 1 || f.Measured != "9 chunks" || f.Expected != "10" {
		t.Errorf("%+v", f)
	}
}

// Loose files of the corpus: what is wrong, where, and why.
func TestLooseCorpus(t *testing.T) {
	made := filepath.Join(testdata.Corpus(t), "_made")
	for _, c := range []struct {
		files       []string
		rule        string
		chunk, with int
		hint        string
	}{
		{[]string{"v_20", "bad_v_60_scenecut", "v_80"}, "ALIGN-TIME", 2, -17, "scene cuts"},
		{[]string{"v_20", "bad_v_40_gop60", "v_80"}, "ALIGN-TIME", 1, 10, "60 frames"},
		{[]string{"v_20", "bad_v_60_scenecut"}, "ALIGN-TIME", 2, -17, "scene cuts"},
		{[]string{"v_20", "bad_tfxd_time", "v_80"}, "TIME-TFRA-TFXD", 3, -150, "tool rewrote"},
		{[]string{"bad_v_60_scenecut"}, "FRAG-DUR-VAR", 1, -17, "scene cuts"},
	} {
		var names []string
		for _, name := range c.files {
			names = append(names, filepath.Join(made, name+".ismv"))
		}
		f := one(t, checked(t, Options{Rules: []string{c.rule}}, names...), c.rule)
		if f.Chunk != c.chunk || int(f.Off.Frames) != c.with && int(f.Off.Frames-0.5) != c.with || !strings.Contains(f.Hint, c.hint) {
			t.Errorf("%v: chunk %d, off %v: %s (%s)", c.files, f.Chunk, f.Off.Frames, f.Message, f.Hint)
		}
	}
}

// A damaged file is named by the rules about its damage only.
func TestDamageIsNotMisalignment(t *testing.T) {
	made := filepath.Join(testdata.Corpus(t), "_made")
	for _, bad := range []string{"bad_truncated.ismv", "bad_moof_size.ismv"} {
		r := checked(t, Options{}, filepath.Join(made, "v_20.ismv"), filepath.Join(made, bad), filepath.Join(made, "v_80.ismv"))
		for _, f := range slices.Concat(of(r, "ALIGN-"), of(r, "TIME-"), of(r, "AV-")) {
			t.Errorf("%s: %s: %s", bad, f.Rule, f.Message)
		}
	}
}

// encode runs ffmpeg in a folder on a small test picture with a tone.
func encode(t *testing.T, folder string, args ...string) {
	t.Helper()
	testdata.Tool(t, "ffmpeg")
	input := []string{
		"-y", "-loglevel", "error",
		"-f", "lavfi", "-i", "testsrc2=size=128x72:rate=25:duration=9", "-f", "lavfi", "-i", "sine=frequency=440:duration=9",
	}
	run(t, exec.CommandContext(t.Context(), "ffmpeg", append(input, args...)...), folder)
}

func run(t *testing.T, c *exec.Cmd, folder string) {
	t.Helper()
	c.Dir = folder
	if out, err := c.CombinedOutput(); err != nil {
		t.Fatalf("%v: %v\n%s", c.Args, err, out)
	}
}

// files is the paths of files in a folder that fit a pattern, in order.
func files(t *testing.T, folder, pattern string) []string {
	t.Helper()
	list, err := filepath.Glob(filepath.Join(folder, pattern))
	if err != nil || len(list) == 0 {
		t.Fatalf("%s: %v, %v", pattern, list, err)
	}
	return list
}

// level is the options of a level at 25 frames per second.
func level(name, rate string, more ...string) []string {
	return slices.Concat([]string{"-map", "0:v", "-c:v", "libx264", "-preset", "ultrafast", "-pix_fmt", "yuv420p", "-b:v", rate, "-sc_threshold", "0"}, more, []string{name})
}

// Plain MP4s are judged by their sample tables as fragments are by their moofs.
func TestAlignmentOfPlainFiles(t *testing.T) {
	folder := t.TempDir()
	encode(t, folder, slices.Concat(
		level("a.mp4", "40k", "-s", "64x36", "-g", "50", "-keyint_min", "50"),
		level("b.mp4", "80k", "-g", "50", "-keyint_min", "50", "-force_key_frames", "5,6,8"),
		level("c.mp4", "160k", "-g", "50", "-keyint_min", "50", "-video_track_timescale", "90000"),
		level("d.mp4", "320k", "-g", "60", "-keyint_min", "60"),
		level("e.mp4", "640k", "-g", "50", "-keyint_min", "50", "-preset", "medium", "-bf", "2"),
	)...)
	path := func(name string) string { return filepath.Join(folder, name) }
	if list := of(checked(t, Options{}, path("a.mp4"), path("c.mp4")), "ALIGN-"); len(list) > 0 {
		t.Errorf("levels that differ in their time scale only: %+v", list)
	}
	r := checked(t, Options{}, path("a.mp4"), path("b.mp4"), path("e.mp4"))
	if f := one(t, r, "ALIGN-COUNT"); f.Chunk != 3 || f.Level != 1 || !strings.Contains(f.Message, "5 s") {
		t.Errorf("a forced key frame: %+v", f)
	}
	if f := one(t, r, "ALIGN-CTO"); f.Off.Frames != 2 || f.Count != 5 {
		t.Errorf("two B-frames: %+v", f)
	}
	r = checked(t, Options{}, path("a.mp4"), path("d.mp4"), path("e.mp4"))
	if f := one(t, r, "ALIGN-TIME"); f.Chunk != 1 || f.Off.Frames != 10 || !strings.Contains(f.Hint, "60 frames") {
		t.Errorf("a GOP of 60: %+v", f)
	}
}

// What the advice makes from a source is aligned.
func TestAdvice(t *testing.T) {
	folder := t.TempDir()
	encode(t, folder, "-c:v", "mpeg4", "-q:v", "5", "-c:a", "aac", "it's a source.mp4")
	encode(t, folder, slices.Concat(
		level("low.ismv", "40000", "-s", "64x36", "-g", "50", "-keyint_min", "50", "-movflags", "frag_keyframe"),
		level("mid.ismv", "80000", "-g", "60", "-keyint_min", "60", "-movflags", "frag_keyframe"),
		level("high.ismv", "160000", "-g", "50", "-keyint_min", "50", "-movflags", "frag_keyframe"),
		[]string{"-map", "1:a", "-c:a", "aac", "-b:a", "48k", "sound.isma"},
	)...)
	before := checked(t, Options{}, append(files(t, folder, "*.ismv"), files(t, folder, "*.isma")...)...)
	if len(of(before, "ALIGN-")) == 0 {
		t.Fatal("the levels to be mended are aligned already")
	}
	command := before.Advice("it's a source.mp4")
	if !strings.Contains(command, "-g 50 -keyint_min 50") || !strings.Contains(command, "scale=64:36") {
		t.Fatal(command)
	}
	run(t, exec.CommandContext(t.Context(), "sh", "-c", strings.Replace(command, "ffmpeg", "ffmpeg -loglevel error", 1)), folder)
	after := checked(t, Options{}, append(files(t, folder, "new_*.ismv"), files(t, folder, "new_*.isma")...)...)
	if len(after.Streams) != 2 || len(after.Streams[0].Levels) != 3 {
		t.Errorf("%s made %+v", command, after.Streams)
	}
	for _, f := range after.Findings {
		if f.Severity == Error || strings.HasPrefix(f.Rule, "ALIGN-") || strings.HasPrefix(f.Rule, "TIME-") {
			t.Errorf("%s: %s: %s", f.Severity, f.Rule, f.Message)
		}
	}
}
