package check

import (
	"slices"
	"testing"

	"smoothscope/testdata"
	"smoothscope/testdata/spoil"
)

// Of a long track one bad sample may be missed, unless all are asked for.
func TestThorough(t *testing.T) {
	const fragments, bad = 240, 101 // of 50 samples
	a, err := spoil.Ladder(testdata.Path(t, "ladder"))
	if err != nil {
		t.Fatal(err)
	}
	a.Edit("v_20.ismv", func(b spoil.Boxes) {
		moof, mdat := b.At("moof[1]").Clone(), b.At("mdat[1]").Clone()
		for range 4 {
			b.Remove("moof[1]")
			b.Remove("mdat[1]")
		}
		b.Remove("mfra")
		for i := range fragments {
			head, data := moof.Clone(), mdat.Clone()
			one := spoil.Boxes{}.In(head)
			one.At("traf/uuid").SetUint64(20, uint64(i)*20_000_000)
			if i == bad { // the last sample claims more than it has
				trun := one.At("traf/trun")
				last := int(trun.Uint32(len(trun.Payload) - 4))
				data.SetUint32(len(data.Payload)-last, 1<<20)
			}
			b.Append("", head, data)
		}
	})
	a.Open = []string{"v_20.ismv"}
	delete(a.Files, "ladder.ism")
	names, err := a.Write(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	for _, all := range []bool{false, true} {
		r := checked(t, Options{Rules: []string{"NAL-LEN"}, Thorough: all}, names...)
		chunks := []int{}
		for _, f := range r.Findings {
			chunks = append(chunks, f.Chunk)
		}
		if found := slices.Equal(chunks, []int{bad}); found != all {
			t.Errorf("thorough %v: found in %v", all, chunks)
		}
	}
}
