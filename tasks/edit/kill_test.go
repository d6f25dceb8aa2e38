package edit_test

import (
	"bufio"
	"bytes"
	"context"
	"fmt"
	"io/fs"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strings"
	"syscall"
	"testing"
	"time"

	"smoothscope/inspect/asset"
	"smoothscope/inspect/check"
	"smoothscope/tasks/edit"
	"smoothscope/tasks/save"
	"smoothscope/testdata"
)

// victim is the variable that makes the test program save into the folder that
// it names, again and again, instead of testing.
const victim = "SMOOTHSCOPE_TEST_EDIT_IN"

func TestMain(m *testing.M) {
	if in := os.Getenv(victim); in != "" {
		os.Exit(saveAndDie(in))
	}
	os.Exit(m.Run())
}

// version is a manifest that says n somewhere, and how long it is changes.
func version(raw []byte, n int) []byte {
	comment := fmt.Sprintf("<!-- version %d %s -->", n, strings.Repeat("x", n*n%5000))
	return append(bytes.Clone(raw), comment...)
}

// saveAndDie saves version after version until it is killed. It says a line
// for each save that is done.
func saveAndDie(in string) int {
	ctx := context.Background()
	client, _, err := edit.Read(ctx, filepath.Join(in, "ladder.ismc"))
	if err == nil {
		var server []byte
		server, _, err = edit.Read(ctx, filepath.Join(in, "ladder.ism"))
		client, server = original(client), original(server)
		draft := edit.NewDraft(in)
		for n := 0; n < 100_000 && err == nil; n++ {
			draft.Do(fmt.Sprint(n), edit.State{Files: map[string][]byte{
				"note.bin":    bytes.Repeat([]byte{byte(n)}, 100_000),
				"ladder.ismc": version(client, n),
				"ladder.ism":  version(server, n),
			}})
			if n%5 == 4 {
				draft.Undo() // past a save
			}
			err = draft.Save(ctx, edit.Options{})
			fmt.Println(n)
		}
	}
	fmt.Fprintln(os.Stderr, err)
	return 2
}

// original is a version without what tells it from others.
func original(raw []byte) []byte {
	whole, _, _ := bytes.Cut(raw, []byte("<!-- version"))
	return whole
}

// kills is how often the process is killed, and saves after how many it is on
// average: 500 in all.
const kills, saves = 25, 20

func TestDeathAtAnyMomentLeavesWholeFiles(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("Windows has no such signal")
	}
	folder, raw := t.TempDir(), map[string][]byte{}
	for _, name := range []string{"ladder.ism", "ladder.ismc", "v_20.ismv", "v_40.ismv", "v_80.ismv", "a_eng0.isma"} {
		b, err := os.ReadFile(testdata.Path(t, "ladder", name))
		if err != nil {
			t.Fatal(err)
		}
		raw[name] = b
		put(t, folder, name, string(b))
	}
	rounds := kills
	if testing.Short() {
		rounds = 5
	}
	done, halves := 0, 0
	for round := range rounds {
		done += killed(t, folder, 1+(round*7)%(2*saves))
		halves += whole(t, folder, raw)
		if t.Failed() {
			return
		}
	}
	t.Logf("killed %d times in %d saves, %d times between the files of one", rounds, done, halves)
}

// killed saves in a process of its own and kills it in the middle of one save
// after some.
func killed(t *testing.T, folder string, after int) (done int) {
	t.Helper()
	cmd := exec.Command(os.Args[0], "-test.run=^$")
	cmd.Env = append(os.Environ(), victim+"="+folder)
	var stderr bytes.Buffer
	cmd.Stderr = &stderr
	stdout, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	for lines := bufio.NewScanner(stdout); lines.Scan(); done++ {
		if done == after {
			time.Sleep(rand.N(20 * time.Millisecond))
			_ = cmd.Process.Signal(syscall.SIGKILL)
		}
	}
	_ = cmd.Wait() // which says that it was killed
	if stderr.Len() > 0 {
		t.Fatalf("it says: %s", stderr.String())
	}
	return done
}

// whole checks that each file is one of the versions and that the asset is
// right, and says whether its manifests are of different ones.
func whole(t *testing.T, folder string, raw map[string][]byte) (differ int) {
	t.Helper()
	versions := map[int]bool{}
	for name, first := range raw {
		b, err := os.ReadFile(filepath.Join(folder, name))
		if err != nil {
			t.Fatal(err)
		}
		n := -1
		if _, tail, ok := bytes.Cut(b, []byte("<!-- version ")); ok {
			if _, err := fmt.Sscan(string(tail), &n); err != nil {
				t.Errorf("%s: %v", name, err)
			}
			versions[n] = true
			first = version(first, n)
		}
		if !bytes.Equal(b, first) {
			t.Errorf("%s is neither old nor new: %d bytes", name, len(b))
		}
	}
	if b, err := os.ReadFile(filepath.Join(folder, "note.bin")); err == nil && (len(b) != 100_000 || bytes.Count(b, b[:1]) != len(b)) {
		t.Errorf("the media are neither old nor new: %d bytes", len(b))
	}
	temps, err := fs.Glob(os.DirFS(folder), ".smoothscope-*")
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range temps {
		if !save.IsTemp(name) {
			t.Errorf("%s stays behind", name)
		}
	}
	judge(t, folder)
	return max(len(versions)-1, 0)
}

// judge opens the folder and says what is wrong with the asset.
func judge(t *testing.T, names ...string) *check.Report {
	t.Helper()
	a, err := asset.Open(t.Context(), names, asset.Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer func() {
		if err := a.Close(); err != nil {
			t.Error(err)
		}
	}()
	report := judgeAsset(t, a)
	for _, f := range report.Findings {
		if f.Severity == check.Error {
			t.Errorf("%v: %s: %s", names, f.Rule, f.Message)
		}
	}
	return report
}

func judgeAsset(t *testing.T, a *asset.Asset) *check.Report {
	t.Helper()
	report, err := check.Run(t.Context(), a, check.Options{})
	if err != nil {
		t.Fatal(err)
	}
	return report
}
