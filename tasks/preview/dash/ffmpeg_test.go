package dash

import (
	"bytes"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"smoothscope/testdata"
)

// tool runs ffmpeg or ffprobe and returns what it said on each output.
func tool(t *testing.T, name string, args ...string) (out, warnings string) {
	t.Helper()
	return pipe(t, os.DevNull, name, args...)
}

// pipe is tool with a file as its input.
func pipe(t *testing.T, file, name string, args ...string) (out, warnings string) {
	t.Helper()
	in, err := os.Open(file)
	if err != nil {
		t.Fatal(err)
	}
	defer func() {
		if err := in.Close(); err != nil {
			t.Error(err)
		}
	}()
	path := testdata.Tool(t, name)
	cmd := exec.CommandContext(t.Context(), path, append([]string{"-v", "warning"}, args...)...)
	var said, warned bytes.Buffer
	cmd.Stdin, cmd.Stdout, cmd.Stderr = in, &said, &warned
	if err := cmd.Run(); err != nil {
		t.Fatalf("%s %s: %v\n%s", name, strings.Join(args, " "), err, warned.String())
	}
	return said.String(), warned.String()
}

// ffmpeg plays every asset through its MPD, all streams and levels, and finds
// nothing to say.
func TestFFmpegPlays(t *testing.T) {
	for _, s := range samples() {
		t.Run(s.name, func(t *testing.T) {
			m := s.view(t)
			mpd := written(t, m)
			_, warnings := tool(t, "ffprobe", "-show_streams", mpd)
			if s.noisy {
				return
			}
			if warnings != "" {
				t.Errorf("ffprobe: %s", warnings)
			}
			if _, warnings = tool(t, "ffmpeg", "-i", mpd, "-map", "0", "-f", "null", "-"); warnings != "" {
				t.Errorf("ffmpeg: %s", warnings)
			}
		})
	}
}

// Every packet of every level has the bytes, the times and the flags that
// ffprobe finds in the media file itself.
func TestPacketsAreThoseOfTheSource(t *testing.T) {
	for _, s := range samples() {
		t.Run(s.name, func(t *testing.T) {
			m := s.view(t)
			folder := filepath.Dir(written(t, m))
			n := 0
			m.eachLevel(func(stream, index int, l *level) {
				n++
				if l.missing > 0 {
					t.Errorf("%d of %d chunks are missing", l.missing, len(l.stream.Chunks))
				}
				joined := filepath.Join(folder, fmt.Sprintf("%d-%d.mp4", stream, index))
				join(t, l, filepath.Join(folder, fmt.Sprint(stream), fmt.Sprint(index)), joined)
				member, _ := m.asset.Member(l.says.File)
				if diff := cmp.Diff(packets(t, member.Full, sourceIndex(l), true), packets(t, joined, 0, s.noisy)); diff != "" {
					t.Errorf("%s %s: (-source +dash)\n%s", l.stream.Name, l.says.BitrateKey, diff)
				}
			})
			if n != s.levels {
				t.Errorf("%d levels, want %d; skipped: %q", n, s.levels, m.Skipped)
			}
		})
	}
}

// join writes an initialization segment and all segments into one file.
func join(t *testing.T, l *level, from, to string) {
	t.Helper()
	names := []string{"init.mp4"}
	for i := range l.chunks {
		names = append(names, fmt.Sprintf("%d.m4s", l.viewed(&l.chunks[i])))
	}
	var all []byte
	for _, name := range names {
		b, err := os.ReadFile(filepath.Join(from, name))
		if err != nil {
			t.Fatal(err)
		}
		all = append(all, b...)
	}
	save(t, to, all)
}

// sourceIndex is where ffprobe counts the track of a level.
func sourceIndex(l *level) int {
	for i, track := range l.file.Tracks {
		if track.ID == l.says.TrackID {
			return i
		}
	}
	return -1
}

// packets lists the packets of a stream with their times from the first on. The
// file comes through a pipe: ffmpeg 5.1 loses its place in an encrypted one that
// has no index where it could seek.
func packets(t *testing.T, file string, stream int, noisy bool) []string {
	t.Helper()
	out, warnings := pipe(t, file, "ffprobe", "-select_streams", fmt.Sprint(stream), "-show_packets", "-show_data_hash", "md5",
		"-of", "compact=p=0", "-show_entries", "packet=pts,dts,size,flags,data_hash", "-i", "-")
	if warnings != "" && !noisy {
		t.Errorf("ffprobe %s: %s", file, warnings)
	}
	var all []string
	var first int64
	for block := range strings.SplitSeq(out, "pts=") {
		p := fields("pts=" + block)
		if p["dts"] == "" {
			continue
		}
		pts, err1 := strconv.ParseInt(p["pts"], 10, 64)
		dts, err2 := strconv.ParseInt(p["dts"], 10, 64)
		if err1 != nil || err2 != nil {
			t.Fatalf("%s: packet %q", file, p)
		}
		if len(all) == 0 {
			first = dts
		}
		all = append(all, fmt.Sprintf("%d %d %s %s %s", pts-first, dts-first, p["size"], p["flags"], p["data_hash"]))
	}
	if len(all) == 0 {
		t.Errorf("%s: ffprobe finds no packet of stream %d", file, stream)
	}
	return all
}

// fields are the key=value of a line of ffprobe's, which may be broken.
func fields(line string) map[string]string {
	all := map[string]string{}
	for _, f := range strings.FieldsFunc(line, func(r rune) bool { return r == '|' || r == '\n' }) {
		if key, value, ok := strings.Cut(f, "="); ok && all[key] == "" {
			all[key] = value
		}
	}
	return all
}
