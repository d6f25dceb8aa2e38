package main

import (
	"bytes"
	"context"
	"encoding/binary"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"smoothscope/inspect/asset"
	"smoothscope/inspect/box"
	"smoothscope/inspect/source"
	"smoothscope/tasks"
	"smoothscope/tasks/offsets"
	"smoothscope/tasks/publish"
	"smoothscope/testdata"
)

// TestWindow does what a person does, on the real program: drop an asset, look
// into it, export its offsets, publish it, and quit.
func TestWindow(t *testing.T) {
	manifest := testdata.Path(t, "ladder", "ladder.ism")
	s := newScreen(t, 1440, 900)
	s.untilTitle("Smoothscope")
	s.shot("empty")

	s.drop(manifest)
	s.untilTitle("Smoothscope — ladder.ism")
	s.copied("ctrl+shift+c", "ftyp[1]") // its boxes are there
	t.Run("search", func(t *testing.T) { s.t = t; lookAround(s, testdata.Path(t, "ladder", "v_80.ismv")) })
	t.Run("offsets", func(t *testing.T) { s.t = t; exportOffsets(s, manifest) })
	t.Run("publish", func(t *testing.T) { s.t = t; publishFolder(s, manifest) })
	t.Run("drop", func(t *testing.T) { s.t = t; dropAgain(s, testdata.Path(t, "ladder", "mux_av.ismv")) })
	s.t = t
	s.quit()
}

// lookAround finds boxes, fields and offsets and sees their bytes.
func lookAround(s *screen, file string) {
	find := func(words string) {
		s.keys("ctrl+f")
		s.typed(words)
		s.keys("Return")
	}
	find("trun")
	s.copied("ctrl+shift+c", "moof[1]/traf[1]/trun[1]")
	s.keys("F3")
	s.copied("ctrl+shift+c", "moof[2]/traf[1]/trun[1]")
	find("moof[3]/traf/trun/sample_count")
	s.copied("ctrl+shift+c", "moof[3]/traf[1]/trun[1]/sample_count")
	s.shot("field")
	node, field := fieldOf(s.t, file, "moof[3]/traf[1]/trun[1]", "sample_count")
	s.copied("ctrl+shift+e", fmt.Sprintf("0x%x", field.Bit/8))
	s.copied("ctrl+shift+x", fmt.Sprintf("%08x", field.Uint()))

	s.keys("ctrl+g")
	s.typed(fmt.Sprintf("0x%x", node.Offset+1))
	s.keys("Return")
	s.copied("ctrl+shift+c", "moof[3]/traf[1]/trun[1]")
	s.keys("alt+Left")
	s.copied("ctrl+shift+c", "moof[3]/traf[1]/trun[1]/sample_count")
	find("4.0s")
	s.copied("ctrl+shift+c", "moof[3]")
}

func fieldOf(t *testing.T, file, path, name string) (box.Node, box.Field) {
	t.Helper()
	src, err := source.OpenFile(file)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = src.Close() }()
	tree, err := box.Scan(context.Background(), src, box.Options{})
	if err != nil {
		t.Fatal(err)
	}
	i, ok := tree.Find(path)
	if !ok {
		t.Fatalf("%s has no %s", file, path)
	}
	f, ok := tree.Fields(i).Get(name)
	if !ok {
		t.Fatalf("%s has no %s", path, name)
	}
	return tree.Node(i), f
}

// exportOffsets exports by keyboard and compares with what the job writes.
func exportOffsets(s *screen, manifest string) {
	a := opened(s.t, manifest)
	m, err := offsets.Entries(context.Background(), a, tasks.NewProgress(nil))
	if err != nil {
		s.t.Fatal(err)
	}
	var want bytes.Buffer
	format, err := offsets.FormatNamed("fov")
	if err != nil {
		s.t.Fatal(err)
	}
	if err := format.Write(&want, m.Entries); err != nil {
		s.t.Fatal(err)
	}
	to := filepath.Join(s.home, "offsets.txt")
	s.keys("ctrl+e")
	time.Sleep(time.Second) // the chunks are found first
	s.keys("ctrl+a")
	s.typed(to)
	s.shot("export")
	s.keys("Return")
	s.until("exported file", func() bool { _, err := os.Stat(to); return err == nil })
	got, err := os.ReadFile(to)
	if err != nil {
		s.t.Fatal(err)
	}
	if !bytes.Equal(got, want.Bytes()) {
		s.t.Errorf("exported\n%s\nwant\n%s", got, want.Bytes())
	}
	s.shot("offsets")
}

// publishFolder publishes by keyboard and compares every byte.
func publishFolder(s *screen, manifest string) {
	a := opened(s.t, manifest)
	plan, err := publish.NewPlan(context.Background(), a, publish.PlanOptions{})
	if err != nil {
		s.t.Fatal(err)
	}
	to := filepath.Join(s.home, "published")
	if err := os.Mkdir(to, 0o755); err != nil {
		s.t.Fatal(err)
	}
	s.keys("ctrl+9")
	s.typed(to)
	s.keys("Return")
	s.until("manifest", func() bool {
		_, err := os.Stat(filepath.Join(to, filepath.FromSlash(plan.Manifest())))
		return err == nil
	})
	s.shot("published")
	if n := len(plan.Items); len(files(s.t, to)) != n {
		s.t.Errorf("%d files are published, want %d", len(files(s.t, to)), n)
	}
	for _, item := range plan.Items {
		sameBytes(s.t, filepath.Join(to, filepath.FromSlash(item.Name)), item)
	}
}

func sameBytes(t *testing.T, path string, item publish.Item) {
	t.Helper()
	got, err := os.ReadFile(path)
	if err != nil {
		t.Error(err)
		return
	}
	if want := itemBytes(t, item); !bytes.Equal(got, want) {
		t.Errorf("%s: %d bytes differ from the %d of the asset", path, len(got), len(want))
	}
}

func itemBytes(t *testing.T, item publish.Item) []byte {
	t.Helper()
	r, err := item.Open()
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = r.Close() }()
	b, err := io.ReadAll(r)
	if err != nil {
		t.Fatal(err)
	}
	return b
}

// dropAgain drops while a dialog is open, and then without.
func dropAgain(s *screen, file string) {
	s.keys("ctrl+1", "ctrl+g")
	s.drop(file)
	time.Sleep(500 * time.Millisecond)
	if got := s.title(); got != "Smoothscope — ladder.ism" {
		s.t.Errorf("a drop behind a dialog changes the title to %q", got)
	}
	s.keys("Escape")
	s.drop(file)
	s.untilTitle("Smoothscope — mux_av.ismv")
	s.shot("second")
	s.untilOpened(file)
	s.keys("ctrl+w")
	s.untilTitle("Smoothscope — ladder.ism")
}

// TestCancelledPublish stops a long publish midway: what is there is whole,
// and nothing promises what is not.
func TestCancelledPublish(t *testing.T) {
	folder := t.TempDir()
	long := filepath.Join(folder, "long.ismv")
	const chunks = 4000
	writeLong(t, testdata.Path(t, "ladder", "v_80.ismv"), long, chunks)
	s := newScreen(t, 1000, 640, long)
	s.untilTitle("Smoothscope — long.ismv")
	to := filepath.Join(s.home, "published")
	if err := os.Mkdir(to, 0o755); err != nil {
		t.Fatal(err)
	}
	s.copied("ctrl+shift+c", "ftyp[1]")
	s.untilOpened(long)
	s.keys("ctrl+9")
	s.typed(to)
	s.until("first files", func() bool {
		s.keys("Return") // nothing happens before the items are counted
		return len(files(t, to)) > 30
	})
	s.shot("publishing")
	s.keys("ctrl+period")
	n := stable(t, to)
	s.shot("cancelled")
	if n > chunks {
		t.Fatalf("all %d items were published before the cancel", n)
	}
	plan, err := publish.NewPlan(context.Background(), opened(t, long), publish.PlanOptions{})
	if err != nil {
		t.Fatal(err)
	}
	whole := map[string]publish.Item{}
	for _, item := range plan.Items {
		whole[item.Name] = item
	}
	for _, name := range files(t, to) {
		item, ok := whole[name]
		if !ok || item.Last {
			t.Errorf("%s must not be there after a cancel", name)
			continue
		}
		sameBytes(t, filepath.Join(to, filepath.FromSlash(name)), item)
	}
	s.quit()
}

// stable waits until no more files come and tells how many there are.
func stable(t *testing.T, folder string) int {
	t.Helper()
	before := -1
	for range 30 {
		now := len(files(t, folder))
		if now == before {
			return now
		}
		before = now
		time.Sleep(time.Second)
	}
	t.Fatal("the cancel does not stop the publish")
	return 0
}

// files are all files below a folder, with slashes.
func files(t *testing.T, folder string) []string {
	t.Helper()
	var names []string
	err := filepath.WalkDir(folder, func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return nil // it may have come and gone
		}
		name, err := filepath.Rel(folder, path)
		names = append(names, filepath.ToSlash(name))
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return names
}

func opened(t *testing.T, name string) *asset.Asset {
	t.Helper()
	a, err := asset.Open(context.Background(), []string{name}, asset.Options{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = a.Close() })
	return a
}

// writeIndex writes an mfra around a tfra that lacks its size.
func writeIndex(out *bytes.Buffer, tfra []byte) {
	size := uint32(len(tfra)) + 4
	out.Write(binary.BigEndian.AppendUint32(nil, size+8+16))
	out.WriteString("mfra")
	out.Write(binary.BigEndian.AppendUint32(nil, size))
	out.Write(tfra)
	out.WriteString("\x00\x00\x00\x10mfro\x00\x00\x00\x00")
	out.Write(binary.BigEndian.AppendUint32(nil, size+8+16))
}

// writeLong repeats the first fragment of a file, each time with a later time
// in its tfxd, and leaves the index out.
func writeLong(t *testing.T, from, to string, chunks int) {
	t.Helper()
	all, err := os.ReadFile(from)
	if err != nil {
		t.Fatal(err)
	}
	tree, err := box.Scan(context.Background(), source.Memory(from, all), box.Options{})
	if err != nil {
		t.Fatal(err)
	}
	moof, ok := tree.Find("moof[1]")
	next, also := tree.Find("moof[2]")
	if !ok || !also {
		t.Fatal("no moof in " + from)
	}
	begin, end := tree.Node(moof).Offset, tree.Node(next).Offset
	at := int64(-1)
	for i := moof; i < next; i++ {
		if tree.Name(i) == "tfxd" {
			at = tree.Node(i).Offset + int64(tree.Node(i).Header) + 4 - begin
		}
	}
	if at < 0 {
		t.Fatal("no tfxd in " + from)
	}
	fragment := all[begin:end]
	duration := binary.BigEndian.Uint64(fragment[at+8:])
	out := bytes.NewBuffer(bytes.Clone(all[:begin]))
	index := binary.BigEndian.AppendUint32([]byte("tfra\x01\x00\x00\x00"), 1) // of track 1
	index = binary.BigEndian.AppendUint32(append(index, 0, 0, 0, 0), uint32(chunks))
	for i := range chunks {
		index = binary.BigEndian.AppendUint64(index, uint64(i)*duration)
		index = append(binary.BigEndian.AppendUint64(index, uint64(out.Len())), 1, 1, 1)
		binary.BigEndian.PutUint64(fragment[at:], uint64(i)*duration)
		out.Write(fragment)
	}
	writeIndex(out, index)
	if err := os.WriteFile(to, out.Bytes(), 0o644); err != nil {
		t.Fatal(err)
	}
}

// TestSettingsMatch compares what main sets with what the packager reads.
func TestSettingsMatch(t *testing.T) {
	b, err := os.ReadFile(filepath.Join("..", "..", "FyneApp.toml"))
	if err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{`ID = "` + appID + `"`, `Version = "` + version + `"`, `Name = "Smoothscope"`} {
		if !strings.Contains(string(b), want) {
			t.Errorf("FyneApp.toml lacks %s", want)
		}
	}
}
