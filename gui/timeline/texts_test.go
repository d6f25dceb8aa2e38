package timeline

import (
	"context"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"smoothscope/gui/kit"
	"smoothscope/inspect/asset"
	"smoothscope/inspect/caption"
	"smoothscope/inspect/check"
	"smoothscope/inspect/manifest"
	"smoothscope/inspect/marker"
	"smoothscope/tasks/edit"
	"smoothscope/testdata"
)

// withMarkers is the ladder with breaks and chapters, and its markers.
func withMarkers(t *testing.T) (*Room, []marker.Marker) {
	t.Helper()
	folder := t.TempDir()
	if err := os.CopyFS(folder, os.DirFS(filepath.Dir(testdata.Path(t, "ladder", "ladder.ism")))); err != nil {
		t.Fatal(err)
	}
	client := filepath.Join(folder, "ladder.ismc")
	raw, err := os.ReadFile(client)
	if err != nil {
		t.Fatal(err)
	}
	section, err := marker.Break{Command: marker.SpliceInsert, ID: 7, PTS: 2 * marker.Clock, Length: 3 * marker.Clock}.Section()
	if err != nil {
		t.Fatal(err)
	}
	long, err := marker.Break{Command: marker.TimeSignal, Segment: marker.UsualSegment, ID: 8, PTS: 6 * marker.Clock, Length: 30 * marker.Clock}.Section()
	if err != nil {
		t.Fatal(err)
	}
	at := func(seconds uint64, kind marker.Kind, payload []byte) marker.Marker {
		return marker.Marker{Time: seconds, TimeScale: 1, Payload: marker.Payload{Kind: kind, Bytes: payload}}
	}
	for _, add := range []struct {
		to  edit.MarkerStream
		all []marker.Marker
	}{
		{edit.MarkerStream{Name: "scte35", Subtype: "DATA", Scheme: marker.Scheme}, []marker.Marker{at(2, marker.SCTE35, section.Raw), at(6, marker.SCTE35, long.Raw)}},
		{edit.MarkerStream{Name: "chapters", Subtype: "CHAP"}, []marker.Marker{at(0, marker.Text, []byte("Opening")), at(4, marker.Text, []byte("The rest"))}},
	} {
		if raw, err = edit.AddMarkers(raw, add.to, add.all); err != nil {
			t.Fatal(err)
		}
	}
	if err := os.WriteFile(client, raw, 0o600); err != nil {
		t.Fatal(err)
	}
	c, err := manifest.ParseClient(raw)
	if err != nil {
		t.Fatal(err)
	}
	r, _ := shown(t, filepath.Join(folder, "ladder.ism"))
	return r, marker.All(c)
}

func laneOf(t *testing.T, r *Room, w row) int {
	t.Helper()
	at := slices.Index(r.rows, w)
	if at < 0 {
		t.Fatalf("there is no lane %+v in %+v", w, r.rows)
	}
	return at
}

func TestMarkersAreSpans(t *testing.T) {
	r, all := withMarkers(t)
	r.SetMarkers(all)
	breaks, chapters := laneOf(t, r, row{2, -1, markLane}), laneOf(t, r, row{3, -1, markLane})
	for _, want := range []struct {
		lane, block int
		from, to    int64
	}{{breaks, 0, 2, 5}, {breaks, 1, 6, 8}, {chapters, 0, 0, 4}, {chapters, 1, 4, 8}} {
		from, to := r.lanes.Block(want.lane, want.block)
		if from != want.from*perSecond || (to+perSecond/2)/perSecond != want.to {
			t.Errorf("block %d of lane %d is %d to %d", want.block, want.lane, from, to)
		}
	}
	lines := joined(r.describe(kit.LanePlace{Lane: breaks, Block: 1}))
	for _, want := range []string{"event 8", "Provider Placement Opportunity Start", "6.000 s to 36.000 s: 30.000 s", "scte35"} {
		if !strings.Contains(lines, want) {
			t.Errorf("%q is not said:\n%s", want, lines)
		}
	}
	var got marker.Marker
	opened := false
	r.OnPickMarker = func(m marker.Marker, open bool) { got, opened = m, open }
	r.picked(kit.LanePlace{Lane: breaks, Block: 1}, true)
	if got.ID != "8" || !opened {
		t.Errorf("%+v", got)
	}
	r.Show(check.Place{Stream: 3, Level: -1, Chunk: 1, Offset: -1})
	if p := r.Marked(); p.Stream != 3 || p.Chunk != 1 {
		t.Errorf("%+v is marked", p)
	}
	r.SetMarkers(all) // after an edit
	if p := r.Marked(); p.Stream != 3 || p.Chunk != 1 {
		t.Errorf("%+v is marked afterwards", p)
	}
}

func TestCuesAreSpans(t *testing.T) {
	path := testdata.Path(t, "manifest", "client-embedded.ismc")
	a, err := asset.Open(context.Background(), []string{path}, asset.Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = a.Close() }()
	stream := slices.IndexFunc(a.Streams, func(s asset.Stream) bool { return s.HasCaptions() })
	if stream < 0 {
		t.Fatal("it has no captions")
	}
	r, _ := shown(t, path)
	r.SetCaptions(stream, []caption.Cue{
		{Start: 3 * time.Second, End: caption.Open, Runs: []caption.Run{{Text: "two"}}},
		{Start: time.Second, End: 2 * time.Second, Runs: []caption.Run{{Text: "one"}}},
	})
	lane := laneOf(t, r, row{stream, -1, cueLane})
	from, to := r.lanes.Block(lane, 0)
	if to-from != perSecond {
		t.Errorf("the first cue is %d to %d", from, to)
	}
	if from, to = r.lanes.Block(lane, 1); to-from != 2*perSecond {
		t.Errorf("the second cue is %d to %d", from, to)
	}
	if lines := joined(r.describe(kit.LanePlace{Lane: lane, Block: 0})); !strings.Contains(lines, "one") || !strings.Contains(lines, "cue 1") {
		t.Error(lines)
	}
	picked := -1
	r.OnPickCue = func(s, cue int, _ bool) { picked = s*100 + cue }
	r.picked(kit.LanePlace{Lane: lane, Block: 1}, false)
	if picked != stream*100+1 {
		t.Errorf("picked %d", picked)
	}
	if p := r.pickAt(kit.LanePlace{Lane: lane, Block: 1}); p.Time != 3*perSecond || p.TimeScale != perSecond {
		t.Errorf("%+v", p)
	}
	r.SetCaptions(stream, nil)
	laneOf(t, r, row{stream, -1, chunkLane})
}
