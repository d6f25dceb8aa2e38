package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
)

// A size is a kind of media: chunks of about so many bytes.
type size struct {
	name    string
	label   string
	bitrate string  // of the video, at one chunk in two seconds
	repeats int     // of the ten chunks that are encoded
	ratio   float64 // of nginx's chunks per second that are wanted
}

func small() size  { return size{"6k", "6 kB", "20300", 1000, 0.4} }
func middle() size { return size{"60k", "60 kB", "236k", 100, 0.5} }
func large() size  { return size{"1M", "1 MB", "3995k", 20, 0.9} }

// A medium is a file and the folder that it is published to.
type medium struct {
	file   string
	folder string   // holds NAME.ism
	paths  []string // of its chunks, from the root of a server
	bytes  int64    // of all chunks
}

// medium makes what is not there from an earlier run.
func (b *bench) medium(ctx context.Context, s size) (*medium, error) {
	if err := os.MkdirAll(b.cache, 0o755); err != nil {
		return nil, err
	}
	m := &medium{file: filepath.Join(b.cache, s.name+".ismv"), folder: filepath.Join(b.cache, s.name+"-published")}
	done := filepath.Join(b.cache, s.name+"-"+s.bitrate+"-"+strconv.Itoa(s.repeats))
	if _, err := os.Stat(done); errors.Is(err, fs.ErrNotExist) {
		if err := b.make(ctx, s, m); err != nil {
			return nil, err
		}
		if err := os.WriteFile(done, nil, 0o644); err != nil {
			return nil, err
		}
	}
	return m, m.list()
}

// make encodes twenty seconds at a constant bit rate, repeats them without
// encoding again, and publishes the chunks as files.
func (b *bench) make(ctx context.Context, s size, m *medium) error {
	once := filepath.Join(b.scratch, s.name+".mp4")
	hrd := "nal-hrd=cbr:force-cfr=1:bframes=0:scenecut=0:keyint=50:min-keyint=50"
	if err := quiet(ctx, "ffmpeg", "-v", "error", "-y", "-f", "lavfi", "-i", "testsrc2=size=320x180:rate=25:duration=20", "-an",
		"-c:v", "libx264", "-preset", "veryfast", "-pix_fmt", "yuv420p", "-b:v", s.bitrate, "-minrate", s.bitrate, "-maxrate", s.bitrate,
		"-bufsize", s.bitrate, "-x264-params", hrd, once); err != nil {
		return err
	}
	if err := quiet(ctx, "ffmpeg", "-v", "error", "-y", "-stream_loop", strconv.Itoa(s.repeats-1), "-i", once, "-c", "copy",
		"-f", "ismv", "-movflags", "frag_keyframe", m.file); err != nil {
		return err
	}
	if err := os.RemoveAll(m.folder); err != nil {
		return err
	}
	return quiet(ctx, b.smoothctl, "publish", m.file, "--to", m.folder)
}

// list finds the chunks that were published.
func (m *medium) list() error {
	type chunk struct {
		path string
		time uint64
	}
	var all []chunk
	err := filepath.WalkDir(m.folder, func(path string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() {
			return err
		}
		_, key, ok := strings.Cut(strings.TrimSuffix(entry.Name(), ")"), "=")
		if !ok {
			return nil // the manifest
		}
		at, err := strconv.ParseUint(key, 10, 64)
		if err != nil {
			return err
		}
		info, err := entry.Info()
		if err != nil {
			return err
		}
		m.bytes += info.Size()
		below, err := filepath.Rel(m.folder, path)
		all = append(all, chunk{"/" + filepath.ToSlash(below), at})
		return err
	})
	if err != nil {
		return err
	}
	if len(all) == 0 {
		return fmt.Errorf("%s holds no chunks: remove it", m.folder)
	}
	slices.SortFunc(all, func(a, b chunk) int { return int(a.time/1e6) - int(b.time/1e6) })
	for _, c := range all {
		m.paths = append(m.paths, c.path)
	}
	return nil
}

// name is what the asset is called in addresses.
func (m *medium) name() string {
	first, _, _ := strings.Cut(strings.TrimPrefix(m.paths[0], "/"), "/")
	return first
}

// quiet runs a program; its words are part of the error.
func quiet(ctx context.Context, name string, args ...string) error {
	c := exec.CommandContext(ctx, name, args...)
	var said bytes.Buffer
	c.Stdout, c.Stderr = &said, &said
	if err := c.Run(); err != nil {
		return fmt.Errorf("%s: %w: %s", filepath.Base(name), err, strings.TrimSpace(said.String()))
	}
	return nil
}
