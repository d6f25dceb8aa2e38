package media

import (
	"math"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestExtents(t *testing.T) {
	run := &Run{Payload: 100, PayloadEnd: 200}
	at := func(places ...int64) []Sample {
		var all []Sample
		for i := 0; i < len(places); i += 2 {
			all = append(all, Sample{Offset: places[i], Size: uint32(places[i+1])})
		}
		return all
	}
	for name, c := range map[string]struct {
		samples []Sample
		end     int64
		want    []Extent
		size    int64
		fails   bool
	}{
		"none":                    {nil, 200, nil, 0, false},
		"neighbours":              {at(100, 10, 110, 20, 130, 70), 200, []Extent{{100, 100}}, 100, false},
		"a gap":                   {at(100, 10, 120, 5), 200, []Extent{{100, 10}, {120, 5}}, 15, false},
		"out of order":            {at(120, 5, 100, 20), 200, []Extent{{120, 5}, {100, 20}}, 25, false},
		"an empty one anywhere":   {at(7, 0, 100, 10), 200, []Extent{{100, 10}}, 10, false},
		"before the mdat":         {at(99, 2), 200, nil, 0, true},
		"behind the mdat":         {at(199, 2), 300, nil, 0, true},
		"behind the file":         {at(100, 60), 150, nil, 0, true},
		"the same again":          {at(100, 60, 100, 60), 200, nil, 0, true},
		"as far as numbers reach": {at(math.MaxInt64, 1), 200, nil, 0, true},
	} {
		got, size, err := run.Extents(c.samples, c.end)
		if diff := cmp.Diff(c.want, got); diff != "" || size != c.size || (err != nil) != c.fails {
			t.Errorf("%s: %d bytes, %v\n%s", name, size, err, diff)
		}
	}
}
