package box

import "testing"

// movie is a moov of two tracks: one with a timescale of 1000 and vectors of
// 16 bytes by ISO's tenc, one with 90000 and 8 bytes by PIFF's.
func movie() []byte {
	kid := make([]byte, 16)
	tenc := box("tenc", u32(0), []byte{0, 0, 1, 16}, kid)
	piff := box(string(piffTenc[:]), u32(0), []byte{0, 0, 1, 8}, kid)
	return box("moov", box("mvhd", u32(0, 0, 0, 600)), twoTracks(1, 1000, tenc), twoTracks(2, 90_000, piff))
}

func twoTracks(id, scale uint32, encryption []byte) []byte {
	entry := box("encv", make([]byte, 78), box("sinf", box("schi", encryption)))
	return box("trak",
		box("tkhd", u32(0, 0, 0, id, 0, 600), make([]byte, 60)),
		box("mdia",
			box("mdhd", u32(0, 0, 0, scale, scale, 0)),
			box("minf", box("stbl", box("stsd", u32(0, 1), entry)))))
}

func fragment(id uint32, parts ...[]byte) []byte {
	all := [][]byte{box("tfhd", u32(0, id))}
	return box("moof", box("traf", append(all, parts...)...))
}

// Times in a fragment are counted in the timescale of its own track.
func TestTimesOfSeveralTracks(t *testing.T) {
	tfdt := box("tfdt", u32(0, 90_000))
	tree := scan(t, append(movie(), append(fragment(1, tfdt), fragment(2, tfdt)...)...))
	for path, want := range map[string]string{"moof[1]/traf/tfdt": "90.000 s", "moof[2]/traf/tfdt": "1.000 s"} {
		i, ok := tree.Find(path)
		if !ok {
			t.Fatalf("%s is not there", path)
		}
		if f, _ := tree.Fields(i).Get("base_media_decode_time"); f.Note != want {
			t.Errorf("%s means %q, want %q", path, f.Note, want)
		}
	}
	i, _ := tree.Find("moov/trak[2]/tkhd")
	if f, _ := tree.Fields(i).Get("duration"); f.Note != "1.000 s" {
		t.Errorf("the duration of a track means %q; it is counted in the movie's timescale", f.Note)
	}
}

// senc does not say how long its vectors are: the track does, else saiz, else
// what fits.
func TestVectorSize(t *testing.T) {
	two := func(iv int) []byte { // two samples of one subsample each
		sample := append(make([]byte, iv), 0, 1, 0, 5, 0, 0, 0, 9)
		return box("senc", u32(2, 2), sample, sample)
	}
	saiz := func(size byte) []byte { return box("saiz", u32(0), []byte{size}, u32(2)) }
	for name, c := range map[string]struct {
		file []byte
		want int64
	}{
		"tenc says 16":              {append(movie(), fragment(1, two(16))...), 16},
		"PIFF tenc says 8":          {append(movie(), fragment(2, two(8))...), 8},
		"the track is wrong":        {append(movie(), fragment(1, two(8))...), 8},
		"saiz says 16":              {fragment(1, saiz(24), two(16)), 16},
		"saiz says 8":               {fragment(1, saiz(16), two(8)), 8},
		"only what fits says 8":     {fragment(1, two(8)), 8},
		"only what fits says 16":    {fragment(1, two(16)), 16},
		"a constant vector":         {fragment(1, two(0)), 0},
		"no subsamples, 16 by saiz": {fragment(1, saiz(16), box("senc", u32(0, 2), make([]byte, 32))), 16},
	} {
		tree := scan(t, c.file)
		d := tree.Fields(lastOf(tree, 2))
		if got := vectorSize(d); got != c.want || d.Err != nil {
			t.Errorf("%s: %d bytes (%v), want %d", name, got, d.Err, c.want)
		}
	}
}

// vectorSize is the bytes of the first sample's vector.
func vectorSize(d *Decoded) int64 {
	samples, _ := d.Get("sample")
	fields := samples.Rows.Row(0)
	if samples.Rows == nil && len(samples.Items) > 0 {
		fields = samples.Items[0].Items
	}
	if len(fields) == 0 || fields[0].Name != "initialization_vector" {
		return 0
	}
	return fields[0].Bits / 8
}
