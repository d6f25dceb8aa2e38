package marker

import (
	"bytes"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"smoothscope/testdata"
)

type vector struct{ name, data string }

// vectors are the SCTE-35 sections of the corpus.
func vectors(t testing.TB) []vector {
	t.Helper()
	folder := testdata.Corpus(t)
	var all []vector
	for line := range strings.Lines(corpusFile(t, folder, "Comcast+scte35-go/pkg/scte35/scte35_test.go.base64.part1.tsv")) {
		name, data, _ := strings.Cut(strings.TrimRight(line, "\r\n"), "\t")
		all = append(all, vector{name, data})
	}
	seen := map[string]bool{}
	for _, found := range regexp.MustCompile(`[:=](/D[A-Za-z0-9+/=]+)`).FindAllStringSubmatch(corpusFile(t, folder, "futzu+SCTE35_threefive/examples/hls/scte35.m3u8"), -1) {
		if !seen[found[1]] {
			seen[found[1]] = true
			all = append(all, vector{fmt.Sprintf("time_signal in a playlist %d", len(seen)), found[1]})
		}
	}
	if len(all) != 13+4 {
		t.Fatalf("the corpus holds %d sections", len(all))
	}
	return all
}

func corpusFile(t testing.TB, folder, path string) string {
	t.Helper()
	b, err := os.ReadFile(filepath.Join(folder, filepath.FromSlash(path)))
	if err != nil {
		t.Skip("not in this corpus: " + path)
	}
	return string(b)
}

func TestVectorsSayWhatTheirNamesSay(t *testing.T) {
	for _, v := range vectors(t) {
		b, err := ParseSection(v.data)
		if strings.HasPrefix(v.name, "Invalid") {
			if err == nil {
				t.Errorf("%s: read as %x", v.name, b)
			}
			continue
		}
		if err != nil {
			t.Errorf("%s: %v", v.name, err)
			continue
		}
		s, err := Decode(b)
		if err != nil {
			t.Errorf("%s: %v", v.name, err)
		}
		if _, _, fits := s.CRCFits(); !fits {
			t.Errorf("%s: the CRC_32 does not fit", v.name)
		}
		plain := strings.ReplaceAll(strings.ToLower(v.name), " ", "")
		command, _, _ := strings.Cut(s.Title(), ",")
		if !strings.Contains(plain, command) && !strings.Contains(plain, strings.ReplaceAll(command, "_", "")) && !strings.HasPrefix(v.name, "Multiple") {
			t.Errorf("%s: is %s", v.name, s.Title())
		}
		saysSegments(t, v.name, s)
		tiles(t, v.name, s)
	}
}

// saysSegments holds the segments against what a name says behind its dash.
func saysSegments(t *testing.T, name string, s *Section) {
	t.Helper()
	_, said, ok := strings.Cut(name, " - ")
	if !ok {
		return
	}
	said = strings.ReplaceAll(said, "Start/End", "Start / Program End")
	for _, part := range regexp.MustCompile(` [-/] `).Split(said, -1) {
		if !strings.Contains(s.Title(), part) {
			t.Errorf("%s: no %q in %q", name, part, s.Title())
		}
	}
}

// tiles says whether each bit of a section is in exactly one field.
func tiles(t *testing.T, name string, s *Section) {
	t.Helper()
	at := 0
	for _, f := range s.Fields {
		if f.Group {
			continue
		}
		if f.Bit != at || f.Bits <= 0 {
			t.Errorf("%s: %s begins at bit %d, the one before ended at %d", name, f.Name, f.Bit, at)
		}
		at = f.Bit + f.Bits
	}
	if at != len(s.Raw)*8 {
		t.Errorf("%s: the fields end at bit %d of %d", name, at, len(s.Raw)*8)
	}
}

func TestVectorsEncodeToTheSameBytes(t *testing.T) {
	for _, v := range vectors(t) {
		b, err := base64.StdEncoding.DecodeString(v.data)
		if err != nil {
			continue
		}
		s, err := Decode(b)
		if err != nil {
			t.Errorf("%s: %v", v.name, err)
			continue
		}
		if same, err := s.With(s.Cue()); err != nil || !bytes.Equal(same.Raw, b) {
			t.Errorf("%s: unchanged it is\n%x, %v, not\n%x", v.name, same.Raw, err, b)
		}
		if again := remade(t, s); !bytes.Equal(again, b) {
			t.Errorf("%s: encoded anew it is\n%x, not\n%x", v.name, again, b)
		}
	}
}

// remade encodes the command and the segments of a section from what was read,
// whether they changed or not.
func remade(t *testing.T, s *Section) []byte {
	t.Helper()
	c := s.Cue()
	command, err := encodeCommand(&c)
	if err != nil {
		t.Fatal(err)
	}
	var loop []byte
	for _, d := range s.descriptors {
		b := s.Raw[d.from:d.to]
		if d.n >= 0 {
			if b, err = encodeSegment(&c.Segments[d.n]); err != nil {
				t.Fatal(err)
			}
		}
		loop = append(loop, b...)
	}
	return s.assemble(c.Command, command, loop)
}

// Another program's reading of sample 14.8 lies in the corpus.
func TestFieldsAreWhatAnotherDecoderReads(t *testing.T) {
	text := corpusFile(t, testdata.Corpus(t), "futzu+SCTE35_threefive/json.txt")
	var other struct {
		Section     map[string]any   `json:"info_section"`
		Command     map[string]any   `json:"command"`
		Descriptors []map[string]any `json:"descriptors"`
	}
	if err := json.Unmarshal([]byte(text), &other); err != nil {
		t.Fatal(err)
	}
	var s *Section
	for _, v := range vectors(t) {
		if strings.Contains(v.name, "14.8") {
			b, _ := base64.StdEncoding.DecodeString(v.data)
			s, _ = Decode(b)
		}
	}
	if n := compareFields(t, s.Fields, other.Section); n < 9 {
		t.Errorf("only %d fields of the section were compared", n)
	}
	if n := compareFields(t, s.Fields, other.Command); n < 1 {
		t.Errorf("only %d fields of the command were compared", n)
	}
	var starts []int
	for i, f := range s.Fields {
		if f.Name == "segmentation_descriptor" {
			starts = append(starts, i)
		}
	}
	if len(starts) != len(other.Descriptors) {
		t.Fatalf("%d segments, want %d", len(starts), len(other.Descriptors))
	}
	for i, at := range starts {
		if n := compareFields(t, s.Fields[at:], other.Descriptors[i]); n < 10 {
			t.Errorf("only %d fields of descriptor %d were compared", n, i)
		}
	}
	if pts := *s.Cue().PTS; fmt.Sprintf("%.6f", float64(pts)/Clock) != fmt.Sprintf("%.6f", other.Command["pts_time"]) {
		t.Errorf("pts_time is %d", pts)
	}
}

// compareFields holds numbers and flags against the first field of their name.
func compareFields(t *testing.T, fields []Field, other map[string]any) (compared int) {
	t.Helper()
	for name, value := range other {
		for _, f := range fields {
			if f.Name != name || f.Bytes != nil {
				continue
			}
			want, ok := number(value)
			if ok && name != "pts_time" {
				compared++
				if f.Uint != want {
					t.Errorf("%s is %d, the other program says %v", name, f.Uint, value)
				}
			}
			break
		}
	}
	return compared
}

func number(value any) (uint64, bool) {
	switch v := value.(type) {
	case bool:
		return map[bool]uint64{true: 1}[v], true
	case float64:
		return uint64(v), true
	case string:
		var n uint64
		_, err := fmt.Sscanf(v, "0x%x", &n)
		return n, err == nil
	}
	return 0, false
}
