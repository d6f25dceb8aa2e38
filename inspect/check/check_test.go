package check

import (
	"context"
	"testing"

	"smoothscope/inspect/asset"
	"smoothscope/testdata"
)

// checked is the report of an asset.
func checked(t *testing.T, o Options, names ...string) *Report {
	t.Helper()
	a, err := asset.Open(context.Background(), names, asset.Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer func() {
		if err := a.Close(); err != nil {
			t.Error(err)
		}
	}()
	r, err := Run(context.Background(), a, o)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

// The facts of the clean ladder are those that were put into it: a key frame
// every two seconds, and nothing else.
func TestFactsOfTheLadder(t *testing.T) {
	r := checked(t, Options{}, testdata.Path(t, "ladder/ladder.ism"))
	if len(r.Streams) != 2 || len(r.Streams[0].Levels) != 3 {
		t.Fatalf("%+v", r.Streams)
	}
	for _, l := range r.Streams[0].Levels {
		if len(l.Fragments) != 4 {
			t.Errorf("%d: %d fragments", l.Bitrate, len(l.Fragments))
		}
		for _, f := range l.Fragments {
			if !f.Opens || len(f.Syncs) != 1 || f.Syncs[0] != 0 || f.Span != 20_000_000 || f.Frame != 400_000 || !f.HasTfxd {
				t.Errorf("%d: %+v", l.Bitrate, f)
			}
		}
	}
}
