package dash

import (
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"smoothscope/testdata"
)

// Without a moov, as in a published tree, CodecPrivateData makes a sample entry
// that plays just the same.
func TestEntryFromPrivateData(t *testing.T) {
	m, err := New(t.Context(), opened(t, false, testdata.Path(t, "ladder", "ladder.ism")))
	if err != nil {
		t.Fatal(err)
	}
	m.eachLevel(func(stream, index int, l *level) {
		l.movie = movie{}
		file := filepath.Join(t.TempDir(), "one.mp4")
		b := initOf(t, m, stream, index)
		for i := range l.chunks {
			b = append(b, whole(t, m, stream, index, l.viewed(&l.chunks[i]))...)
		}
		save(t, file, b)
		member, _ := m.asset.Member(l.says.File)
		md5 := func(name string) string {
			out, warnings := tool(t, "ffmpeg", "-i", name, "-f", "framemd5", "-")
			if warnings != "" {
				t.Errorf("%s: %s", l.says.File, warnings)
			}
			return pictures(out)
		}
		if diff := cmp.Diff(md5(member.Full), md5(file)); diff != "" {
			t.Errorf("%s: (-source +dash)\n%s", l.says.File, diff)
		}
	})
}

// pictures are the lines of a framemd5 that stand for a frame.
func pictures(out string) string {
	lines := slices.Collect(strings.Lines(out))
	return strings.Join(slices.DeleteFunc(lines, func(l string) bool { return strings.HasPrefix(l, "#") }), "")
}

// What a manifest says wrongly is an error, whatever the library makes of it.
func TestPrivateDataThatIsNone(t *testing.T) {
	for _, data := range []string{"xyz", "", "0000000167", "00000001674200000000000168", strings.Repeat("00", maxPrivate+1)} {
		m, err := New(t.Context(), opened(t, false, testdata.Path(t, "ladder", "ladder.ism")))
		if err != nil {
			t.Fatal(err)
		}
		l := m.level(0, 0)
		l.movie, l.says.PrivateData = movie{}, data
		if b, err := m.Init(t.Context(), 0, 0); err == nil {
			t.Errorf("%.20s: an initialization segment of %d bytes", data, len(b))
		}
	}
}
