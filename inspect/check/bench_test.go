package check

import (
	"context"
	"fmt"
	"os/exec"
	"path/filepath"
	"testing"
	"time"

	"smoothscope/inspect/asset"
)

// BenchmarkRun checks ladders of levels and minutes that ffmpeg makes of a clip
// with a key frame every two seconds. The time must grow with the fragments
// and no faster, and it is that of opening and checking; beside it stands how
// long ffprobe takes to list the packets of the same files, one after the other.
func BenchmarkRun(b *testing.B) {
	ffmpeg, err := exec.LookPath("ffmpeg")
	if err != nil {
		b.Skip("ffmpeg is not installed")
	}
	for _, size := range []struct{ levels, minutes int }{{1, 10}, {3, 10}, {3, 20}, {7, 20}} {
		names := longLadder(b, ffmpeg, size.levels, size.minutes)
		b.Run(fmt.Sprintf("levels=%d/minutes=%d", size.levels, size.minutes), func(b *testing.B) {
			b.ReportAllocs()
			fragments := 0
			for b.Loop() {
				fragments = checkOnce(b, names)
			}
			mean := b.Elapsed() / time.Duration(b.N)
			b.ReportMetric(float64(mean.Microseconds())/float64(fragments), "µs/fragment")
			if probe := probed(names); probe > 0 {
				b.ReportMetric(float64(probe)/float64(mean), "×ffprobe")
			}
		})
	}
}

func longLadder(b *testing.B, ffmpeg string, levels, minutes int) []string {
	b.Helper()
	folder := b.TempDir()
	names := make([]string, levels)
	for i := range names {
		rate, clip := 150+150*i, filepath.Join(folder, fmt.Sprintf("clip%d.mp4", i))
		names[i] = filepath.Join(folder, fmt.Sprintf("v_%d.ismv", rate))
		ffmpegged(b, ffmpeg, "-f", "lavfi", "-i", "testsrc2=size=320x180:rate=25:duration=10", "-c:v", "libx264", "-preset", "ultrafast", "-pix_fmt", "yuv420p",
			"-b:v", fmt.Sprintf("%dk", rate), "-g", "50", "-keyint_min", "50", "-sc_threshold", "0", "-bf", "0", clip)
		ffmpegged(b, ffmpeg, "-stream_loop", "-1", "-i", clip, "-t", fmt.Sprint(minutes*60), "-c", "copy", "-f", "ismv", "-movflags", "frag_keyframe", names[i])
	}
	return names
}

func ffmpegged(b *testing.B, name string, args ...string) {
	b.Helper()
	if out, err := exec.Command(name, append([]string{"-y", "-v", "error"}, args...)...).CombinedOutput(); err != nil {
		b.Skipf("%v: %s", err, out)
	}
}

func checkOnce(b *testing.B, names []string) (fragments int) {
	b.Helper()
	a, err := asset.Open(context.Background(), names, asset.Options{})
	if err != nil {
		b.Fatal(err)
	}
	r, err := Run(context.Background(), a, Options{})
	if err != nil {
		b.Fatal(err)
	}
	for _, s := range r.Streams {
		for _, l := range s.Levels {
			fragments += len(l.Fragments)
		}
	}
	if err := a.Close(); err != nil {
		b.Fatal(err)
	}
	return fragments
}

// probed is how long ffprobe takes for the same files; 0 where it is missing.
func probed(names []string) time.Duration {
	began := time.Now()
	for _, name := range names {
		if exec.Command("ffprobe", "-v", "error", "-show_packets", name).Run() != nil {
			return 0
		}
	}
	return time.Since(began)
}
