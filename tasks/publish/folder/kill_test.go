package folder_test

import (
	"bufio"
	"bytes"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"math/rand/v2"
	"os"
	"os/exec"
	"os/signal"
	"path/filepath"
	"runtime"
	"syscall"
	"testing"
	"time"

	"smoothscope/tasks/publish"
	"smoothscope/tasks/publish/folder"
	"smoothscope/tasks/publish/targettest"
	"smoothscope/tasks/save"
)

// victim is the variable that makes the test program publish into the folder
// that it names instead of testing.
const (
	victim    = "SMOOTHSCOPE_TEST_PUBLISH_TO"
	killItems = 60 // and the manifest
)

func TestMain(m *testing.M) {
	if to := os.Getenv(victim); to != "" {
		os.Exit(publishAndDie(to))
	}
	os.Exit(m.Run())
}

// publishAndDie publishes until it is done, interrupted or killed. It says a
// line for each item that is there.
func publishAndDie(to string) int {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	defer stop()
	_, err := publish.Send(ctx, nil, killPlan(), folder.New(to), publish.SendOptions{OnItem: func(e publish.ItemEvent) {
		if e.State == publish.Done {
			fmt.Println(e.Name)
		}
	}})
	switch {
	case errors.Is(err, context.Canceled):
		return 130
	case err != nil:
		fmt.Fprintln(os.Stderr, err)
		return 2
	}
	return 0
}

func killPlan() *publish.Plan {
	p := &publish.Plan{Root: "clip.ism"}
	for i := range killItems {
		name := fmt.Sprintf("clip.ism/QualityLevels(%d)/Fragments(video=%d)", i%3, i)
		p.Items = append(p.Items, targettest.Item(name, bytes.Repeat([]byte(name), 1+i*i*i/20)))
	}
	manifest := targettest.Item("clip.ism/Manifest", []byte("<SmoothStreamingMedia/>"))
	manifest.Last = true
	p.Items = append(p.Items, manifest)
	return p
}

// whole checks that every published file is whole, that the manifest is there
// only with all chunks, and counts the unfinished files.
func whole(t *testing.T, dir string) (items, temps int) {
	t.Helper()
	want := map[string]publish.Item{}
	for _, item := range killPlan().Items {
		want[item.Name] = item
	}
	manifest := false
	err := fs.WalkDir(os.DirFS(dir), ".", func(name string, entry fs.DirEntry, err error) error {
		switch {
		case errors.Is(err, fs.ErrNotExist) && name == ".":
			return nil // died before it began
		case err != nil || entry.IsDir():
			return err
		case save.IsTemp(name):
			temps++
			return nil
		}
		item, ok := want[name]
		if !ok {
			t.Errorf("%s is none of the items", name)
			return nil
		}
		r, err := item.Open()
		if err != nil {
			return err
		}
		b := make([]byte, item.Size)
		if _, err := r.Read(b); err != nil {
			return err
		}
		got, err := os.ReadFile(filepath.Join(dir, name))
		if err != nil || !bytes.Equal(got, b) {
			t.Errorf("%s has %d of %d bytes (%v)", name, len(got), len(b), err)
		}
		items++
		manifest = manifest || item.Last
		return nil
	})
	if err != nil {
		t.Error(err)
	}
	if manifest && items != len(want) {
		t.Errorf("the manifest is there with only %d of %d items", items, len(want))
	}
	return items, temps
}

// run publishes into dir in a process of its own. When as many items are
// there, and a moment more has passed, it gets the signal; nil lets it end by
// itself.
func run(t *testing.T, dir string, sig os.Signal, items int) (exit int) {
	t.Helper()
	cmd := exec.Command(os.Args[0], "-test.run=^$")
	cmd.Env = append(os.Environ(), victim+"="+dir)
	var stderr bytes.Buffer
	cmd.Stderr = &stderr
	stdout, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	lines := bufio.NewScanner(stdout)
	for n := 0; ; n++ {
		if n == items && sig != nil {
			time.Sleep(rand.N(3 * time.Millisecond)) // in the middle of a file
			_ = cmd.Process.Signal(sig)
		}
		if !lines.Scan() {
			break
		}
	}
	var died *exec.ExitError
	if err := cmd.Wait(); err != nil && !errors.As(err, &died) {
		t.Fatal(err)
	}
	if cmd.ProcessState.ExitCode() == 2 {
		t.Errorf("it says: %s", stderr.String())
	}
	return cmd.ProcessState.ExitCode()
}

func TestDeathAtAnyMomentLeavesOnlyWholeFiles(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("Windows cannot send an interrupt to another process")
	}
	for _, c := range []struct {
		name string
		sig  os.Signal
	}{{"interrupt", os.Interrupt}, {"kill", syscall.SIGKILL}} {
		t.Run(c.name, func(t *testing.T) { die(t, c.sig) })
	}
}

func die(t *testing.T, sig os.Signal) {
	rounds := 10
	if testing.Short() {
		rounds = 3
	}
	for round := range rounds {
		dir := filepath.Join(t.TempDir(), "www")
		// The first item is waited for, since a process that has just begun
		// may not listen to signals yet.
		exit := run(t, dir, sig, 1+round*killItems/rounds)
		_, temps := whole(t, dir)
		if sig == os.Interrupt && (temps != 0 || exit != 130 && exit != 0) {
			t.Errorf("an interrupt leaves %d unfinished files and exit code %d", temps, exit)
		}
		if sig == syscall.SIGKILL && round < rounds/2 && exit != -1 {
			t.Errorf("it survived with exit code %d", exit)
		}
		if exit := run(t, dir, nil, 0); exit != 0 {
			t.Errorf("the next run ends with %d", exit)
		}
		if items, temps := whole(t, dir); items != killItems+1 || temps != 0 {
			t.Errorf("after the next run there are %d items and %d unfinished files", items, temps)
		}
	}
}
