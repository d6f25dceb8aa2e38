package timeline

import (
	"context"
	"slices"
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"smoothscope/gui/kit"
	"smoothscope/inspect/asset"
	"smoothscope/inspect/check"
	"smoothscope/testdata"
)

// shown is a room with the report of an asset.
func shown(t *testing.T, names ...string) (*Room, *check.Report) {
	t.Helper()
	a, err := asset.Open(context.Background(), names, asset.Options{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := a.Close(); err != nil {
			t.Error(err)
		}
	})
	report, err := check.Run(context.Background(), a, check.Options{})
	if err != nil {
		t.Fatal(err)
	}
	test.NewTempApp(t)
	r := New()
	w := test.NewTempWindow(t, r.Object())
	w.Resize(fyne.NewSize(1200, 700))
	r.Set(report, false)
	return r, report
}

func TestLanesOfTheLadder(t *testing.T) {
	r, _ := shown(t, testdata.Path(t, "ladder/ladder.ism"))
	if want := []row{{0, 2, chunkLane}, {0, 1, chunkLane}, {0, 0, chunkLane}, {1, 0, chunkLane}, {-1, -1, chunkLane}}; !slices.Equal(r.rows, want) {
		t.Errorf("lanes are %v, want %v", r.rows, want)
	}
	lines := joined(r.describe(kit.LanePlace{Lane: 1, Block: 2}))
	for _, want := range []string{"chunk 2", "4.000 s to 6.000 s: 2.000 s, 50 samples", ".ismv at 0x"} {
		if !strings.Contains(lines, want) {
			t.Errorf("%q is not said:\n%s", want, lines)
		}
	}
}

// A choice on the lanes tells the fragment, and a place in a file marks it.
func TestTimelineFollowsBothWays(t *testing.T) {
	r, report := shown(t, testdata.Path(t, "ladder/ladder.ism"))
	var got []Pick
	r.OnPick = func(p Pick, _ bool) { got = append(got, p) }
	for _, key := range []fyne.KeyName{fyne.KeyDown, fyne.KeyRight, fyne.KeyDown} {
		r.lanes.TypedKey(&fyne.KeyEvent{Name: key})
	}
	want := &report.Streams[0].Levels[1].Fragments[1]
	if len(got) != 3 || got[2].Fragment != want || got[2].File != report.Streams[0].Levels[1].File || got[2].Seconds != 2 {
		t.Fatalf("%+v", got)
	}
	audio := report.Streams[1].Levels[0]
	r.Follow(audio.File, audio.Fragments[3].Offset+10)
	if at := r.lanes.Picked(); at.Lane != 3 || at.Block != 3 {
		t.Errorf("%+v is marked", at)
	}
	if cursor, zoom := r.Status(); !strings.Contains(cursor, "tick") || zoom != "zoom 100 %" {
		t.Errorf("the status is %q, %q", cursor, zoom)
	}
}

// What the manifest lists and no file has stands behind the last fragment as an
// outline that tells so, and cannot be played.
func TestChunksOfNoFile(t *testing.T) {
	r, report := shown(t, testdata.Path(t, "ladder/ladder.ism"))
	level := &report.Streams[0].Levels[2]
	have := len(level.Fragments)
	level.Fragments = level.Fragments[:have-1]
	r.Set(report, false)
	lines := joined(r.describe(kit.LanePlace{Lane: 0, Block: have - 1}))
	for _, want := range []string{"chunk 3", "6.000 s to 8.000 s", "not in the file"} {
		if !strings.Contains(lines, want) {
			t.Errorf("%q is not said:\n%s", want, lines)
		}
	}
	if p := r.pickAt(kit.LanePlace{Lane: 0, Block: have - 1}); p.Fragment != nil || p.TimeScale != 0 || p.Chunk != have-1 {
		t.Errorf("%+v", p)
	}
	if r.GoTo(time.Hour) || !r.GoTo(5*time.Second) {
		t.Error("the cursor goes where there is nothing, or not where there is")
	}
}
