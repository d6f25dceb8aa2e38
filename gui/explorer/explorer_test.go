package explorer

import (
	"context"
	"encoding/binary"
	"os"
	"slices"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"smoothscope/gui/session"
	"smoothscope/inspect/box"
	"smoothscope/inspect/source"
	"smoothscope/testdata"
)

// later is a Background that works when the test says so.
type later struct{ jobs []func() }

func (l *later) Do(work func(context.Context), done func()) context.CancelFunc {
	ctx, cancel := context.WithCancel(context.Background())
	l.jobs = append(l.jobs, func() {
		if ctx.Err() == nil {
			work(ctx)
		}
		if ctx.Err() == nil {
			done()
		}
	})
	return cancel
}

// all works until nothing is left to do.
func (l *later) all() {
	for len(l.jobs) > 0 {
		job := l.jobs[0]
		l.jobs = l.jobs[1:]
		job()
	}
}

// stage is the screen in a window, with a file.
type stage struct {
	t    *testing.T
	bg   *later
	room *Room
	file *session.File
	last Selection
	copy string
}

func newStage(t *testing.T, content []byte) *stage {
	t.Helper()
	test.NewTempApp(t)
	s := &stage{t: t, bg: &later{}}
	s.room = New(s.bg, s.bg, FirstSizes())
	s.room.OnSelect = func(sel Selection) { s.last = sel; s.room.Show(sel) }
	s.room.OnCopy = func(text string) { s.copy = text }
	w := test.NewTempWindow(t, s.room.Object())
	w.Resize(fyne.NewSize(1200, 800))
	s.file = &session.File{Name: "test.ismv", Source: source.Memory("test.ismv", content)}
	tree, err := box.Scan(context.Background(), s.file.Source, box.Options{})
	if err != nil {
		t.Fatal(err)
	}
	s.file.Tree = tree
	s.show(Selection{Node: 0})
	return s
}

func (s *stage) show(sel Selection) {
	sel.File = s.file
	s.room.Show(sel)
	s.bg.all()
}

func (s *stage) node(path string) int {
	s.t.Helper()
	i, ok := s.file.Tree.Find(path)
	if !ok {
		s.t.Fatalf("no %s", path)
	}
	return i
}

func ladder(t *testing.T) []byte {
	t.Helper()
	b, err := os.ReadFile(testdata.Path(t, "ladder", "v_40.ismv"))
	if err != nil {
		t.Fatal(err)
	}
	return b
}

// column is the text of a column of the first rows.
func column(rows int64, cell func(int64) string) []string {
	var list []string
	for i := range min(rows, 200) {
		list = append(list, cell(i))
	}
	return list
}

func (s *stage) boxes() []string {
	return column(s.room.tree.Rows(), func(i int64) string { return s.room.tree.Cell(i, 0).Text })
}

func (s *stage) fields() []string {
	return column(s.room.fields.Rows(), func(i int64) string { return s.room.fields.Cell(i, 0).Text })
}

func TestTreeShowsTheFile(t *testing.T) {
	s := newStage(t, ladder(t))
	boxes := s.boxes()
	if !slices.Equal(boxes[:4], []string{"ftyp", "moov", "moof", "mdat"}) {
		t.Errorf("rows %v", boxes)
	}
	s.room.tree.Cell(0, 0) // asks for the summary
	s.bg.all()
	if got := s.room.tree.Cell(0, 0).Dim; !strings.Contains(got, "piff") {
		t.Errorf("summary of ftyp %q", got)
	}
}

func TestABoxOfTheTreeShowsItsFieldsAndBytes(t *testing.T) {
	s := newStage(t, ladder(t))
	trun := s.node("moof[2]/traf[1]/trun[1]")
	s.show(Selection{Node: trun})
	if !slices.Contains(s.boxes(), "trun") {
		t.Error("the tree is not open down to the box")
	}
	fields := s.fields()
	for _, want := range []string{"sample_count", "data_offset", "sample[0].duration", "sample[1].size"} {
		if !slices.Contains(fields, want) {
			t.Errorf("no field %s in %v", want, fields)
		}
	}
	row := int64(slices.Index(fields, "sample[1].size"))
	s.room.fields.selected(row)
	s.bg.all()
	if s.last.Node != trun || s.last.Field != "sample[1].size" || s.last.To-s.last.From != 4 {
		t.Errorf("selected %+v", s.last)
	}
	if from, to := s.room.bytes.hex.Selection(); from != s.last.From || to != s.last.To {
		t.Errorf("hex shows %d to %d", from, to)
	}
	if got := s.room.fields.grid.Selected(); got != row {
		t.Errorf("row %d is selected, want %d", got, row)
	}
}

func TestAByteShowsItsBoxAndField(t *testing.T) {
	s := newStage(t, ladder(t))
	trun := s.node("moof[3]/traf[1]/trun[1]")
	f, ok := s.file.Tree.Fields(trun).Get("sample_count")
	if !ok {
		t.Fatal("no sample_count")
	}
	s.room.Pick(f.Bit/8 + 2)
	s.bg.all()
	if s.last.Node != trun || s.last.Field != "sample_count" || s.last.From != f.Bit/8 {
		t.Errorf("selected %+v", s.last)
	}
	n := s.file.Tree.Node(trun)
	s.room.Pick(n.Offset + 5)
	s.bg.all()
	if s.last.Field != "" || s.last.From != n.Offset+4 || s.last.To != n.Offset+8 {
		t.Errorf("in the header selected %+v", s.last)
	}
	mdat := s.file.Tree.Node(s.node("mdat[1]"))
	s.room.Pick(mdat.Offset + 100)
	s.bg.all()
	if s.last.To-s.last.From != 1 {
		t.Errorf("in the samples selected %+v", s.last)
	}
}

func TestInspectorNamesThePlace(t *testing.T) {
	s := newStage(t, ladder(t))
	trun := s.node("moof[1]/traf[1]/trun[1]")
	f, _ := s.file.Tree.Fields(trun).Get("sample_count")
	s.show(Selection{Node: trun, Field: "sample_count", From: f.Bit / 8, To: f.Bit/8 + 4})
	values := map[string]string{}
	for _, l := range s.room.meaning.list.Lines() {
		values[l.Key] = l.Value
	}
	if values["field"] != "sample_count" || values["u32"] != "50" || values["in box"] != "trun" {
		t.Errorf("inspector %v", values)
	}
}

func TestABrokenBoxTellsItsReason(t *testing.T) {
	b := ladder(t)
	moof := newStage(t, b)
	at := moof.file.Tree.Node(moof.node("moof[2]/traf[1]/trun[1]")).Offset
	binary.BigEndian.PutUint32(b[at:], 1<<20)
	s := newStage(t, b)
	trun := s.node("moof[2]/traf[1]/trun[1]")
	s.show(Selection{Node: trun})
	if got := s.room.fields.reason.Text; !strings.Contains(got, "claims") || s.room.fields.reason.Hidden {
		t.Errorf("reason %q", got)
	}
	if hit, err := FindBroken(context.Background(), s.file.Tree, 0); err != nil || hit.Node != trun {
		t.Errorf("the next broken box is %d %v, want %d", hit.Node, err, trun)
	}
	row := s.room.tree.grid.Selected()
	if cell := s.room.tree.Cell(row, 0); !strings.HasPrefix(cell.Text, "✕") || cell.Color != "error" {
		t.Errorf("cell %+v", cell)
	}
	s.show(Selection{Node: 0})
	if !s.room.fields.reason.Hidden {
		t.Error("the reason stays with another box")
	}
}

func TestAMillionRowsAreNotMade(t *testing.T) {
	const count = 1_000_000
	stsz := binary.BigEndian.AppendUint32(nil, 20+4*count)
	stsz = append(stsz, "stsz\x00\x00\x00\x00\x00\x00\x00\x00"...)
	stsz = binary.BigEndian.AppendUint32(stsz, count)
	for i := range uint32(count) {
		stsz = binary.BigEndian.AppendUint32(stsz, i)
	}
	s := newStage(t, stsz)
	rows := s.room.fields.Rows()
	if rows < count {
		t.Fatalf("%d rows", rows)
	}
	last := rows - 1
	s.room.fields.Cell(last, 1)
	s.bg.all()
	if got := s.room.fields.Cell(last, 1).Text; got != "999\u2009999" {
		t.Errorf("last value %q", got)
	}
	if n := len(s.room.fields.pages); n > 4 {
		t.Errorf("%d pages were made", n)
	}
	path := s.room.fields.layout.row(last).path
	if got := s.room.fields.layout.find(path, -1); got != last {
		t.Errorf("%s is found in row %d, want %d", path, got, last)
	}
}

func TestRowsFindTheirPath(t *testing.T) {
	s := newStage(t, ladder(t))
	for i := range s.file.Tree.Len() {
		l := newLayout(s.file.Tree.Fields(i).Fields, nil)
		for at := range l.total {
			r := l.row(at)
			if got := l.find(r.path, r.from); got != at {
				t.Errorf("%s: %s of row %d is found in row %d", s.file.Tree.Path(i), r.path, at, got)
			}
		}
	}
}

func TestTextFileShowsLines(t *testing.T) {
	s := newStage(t, ladder(t))
	s.file = &session.File{Name: "a.ism", Foreign: true, Source: source.Memory("a.ism", []byte("<smil>\n  <head/>\n</smil>\n"))}
	s.show(Selection{Node: -1})
	got := column(s.room.text.Rows(), func(i int64) string { return s.room.text.Cell(i, 2).Text })
	if !slices.Equal(got, []string{"<smil>", "  <head/>", "</smil>"}) {
		t.Errorf("lines %q", got)
	}
	s.show(Selection{Node: -1, From: 9, To: 10})
	if row := s.room.text.grid.Selected(); row != 1 {
		t.Errorf("line %d is selected", row)
	}
}

func TestForgetDropsTheFile(t *testing.T) {
	s := newStage(t, ladder(t))
	s.room.Forget(s.file)
	if s.room.tree.Rows() != 0 || s.room.fields.Rows() != 0 || len(s.room.docs) != 0 {
		t.Error("something of the file stays")
	}
}

func TestFind(t *testing.T) {
	s := newStage(t, ladder(t))
	tree := s.file.Tree
	for words, want := range map[string]string{
		"trun": "moof[1]/traf[1]/trun[1]", "TFXD": "moof[1]/traf[1]/uuid[1]", "moof[2]/mfhd": "moof[2]/mfhd[1]",
		"moov/mvhd/timescale": "moov[1]/mvhd[1] timescale", "data_offset": "moof[1]/traf[1]/trun[1] data_offset",
	} {
		hit, err := Find(context.Background(), tree, 0, words)
		if err != nil {
			t.Errorf("%s: %v", words, err)
			continue
		}
		if got := strings.TrimSpace(tree.Path(hit.Node) + " " + hit.Field); got != want {
			t.Errorf("%s finds %s, want %s", words, got, want)
		}
	}
	first, _ := Find(context.Background(), tree, 0, "mdat")
	second, _ := Find(context.Background(), tree, first.Node, "mdat")
	if second.Node <= first.Node {
		t.Error("the next one is not behind the first")
	}
	if _, err := Find(context.Background(), tree, 0, "nothing like it"); err == nil {
		t.Error("found what is not there")
	}
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	if _, err := Find(ctx, tree, 0, "nothing like it"); err == nil {
		t.Error("a cancelled search finds something")
	}
}

func TestBytesComeInBlocks(t *testing.T) {
	data := make([]byte, 3*blockSize+10)
	for i := range data {
		data[i] = byte(i / 7)
	}
	bg := &later{}
	loaded := 0
	b := newBlocks(bg, source.Memory("x", data), func() { loaded++ })
	p := make([]byte, 20)
	if _, ok := b.read(blockSize-10, p); ok {
		t.Error("there before it was fetched")
	}
	bg.all()
	if _, ok := b.read(blockSize-10, p); ok {
		t.Error("the second block was not asked for before")
	}
	bg.all()
	n, ok := b.read(blockSize-10, p)
	if !ok || n != 20 || !slices.Equal(p, data[blockSize-10:blockSize+10]) {
		t.Errorf("read %d %v", n, ok)
	}
	if n, ok := b.read(int64(len(data))-5, p); ok || n != 0 {
		t.Errorf("read %d %v", n, ok)
	}
	bg.all()
	if n, ok := b.read(int64(len(data))-5, p); !ok || n != 5 {
		t.Errorf("at the end %d %v", n, ok)
	}
	if loaded != 3 {
		t.Errorf("told %d times", loaded)
	}
}

func TestCopyBytes(t *testing.T) {
	s := newStage(t, ladder(t))
	for name, want := range map[string]string{
		"Hex": "66747970", "Base64": "ZnR5cA==",
		"C array": "unsigned char data[4] = {\n\t0x66, 0x74, 0x79, 0x70,\n};\n", "Go slice": "[]byte{\n\t0x66, 0x74, 0x79, 0x70,\n}\n",
	} {
		for _, f := range CopyFormats() {
			if f.Name == name {
				s.room.CopyBytes(f, 4, 8)
				s.bg.all()
				if s.copy != want {
					t.Errorf("%s: %q, want %q", name, s.copy, want)
				}
			}
		}
	}
}
