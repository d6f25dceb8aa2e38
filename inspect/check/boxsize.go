package check

import (
	"errors"
	"fmt"
	"io/fs"

	"smoothscope/inspect/box"
)

// sizeRules are about where boxes end.
func sizeRules() []*Rule {
	return []*Rule{
		{
			ID: "BOX-SIZE", Title: "A box claims a size that it cannot have", Severity: Error,
			Help: "Each box says how long it is, and a reader goes by that to the next one. " +
				"A wrong size shifts everything behind it: players and servers lose all that follows. " +
				"Make the file again, or copy it again and compare its checksum.",
			Clause: "ISO/IEC 14496-12 4.2",
			boxes:  judgeBoxSize,
		},
		{
			ID: "BOX-TRUNC", Title: "The file ends, or cannot be read, inside a box", Severity: Error,
			Help: "The file is shorter than its last box says. A copy or an upload was cut short, the disk was full, or the encoder was ended before it had written everything. " +
				"Copy the file again and compare sizes; where the source is short too, encode it again.",
			Clause: "ISO/IEC 14496-12 4.2",
			boxes:  judgeBoxTruncated, fragment: judgeUnread,
		},
		{
			ID: "BOX-LARGE", Title: "A box has a 64-bit size, or runs to the end of the file", Severity: Warning,
			In: map[Profile]Severity{CMAF: Info},
			Help: "Both are allowed, but older servers and tools only read sizes of 32 bits, and size 0 hides where the box ends. " +
				"Repackage the file; keep its mdat boxes below 4 GiB each.",
			Clause: "ISO/IEC 14496-12 4.2",
			boxes:  judgeBoxLarge,
		},
	}
}

// broken is the first box whose header claims what cannot be, and how many there
// are. What lies in a box that the end of the file cuts off is not among them,
// nor are a few bytes behind the last child of a box, which harm nobody.
func (b *BoxSight) broken() (first *box.Fault, n int) {
	cut, _ := b.cut()
	for _, f := range b.Faults() {
		if cut != nil && f.Offset >= cut.Offset || f.Claimed == 0 && f.Left > 0 && f.Left < 8 {
			continue
		}
		if n++; first == nil {
			first = f
		}
	}
	return first, n
}

// cut is the box that the end of the file cuts off, and its node; nil where the
// file ends with a box. A box that overruns the file has a wrong size instead
// where it is followed by others, as its content or the index tells.
func (b *BoxSight) cut() (*box.Fault, int) {
	last := -1
	for i := range b.Roots() {
		last = i
	}
	if last < 0 {
		return nil, -1
	}
	for _, f := range b.Faults() {
		if f.Offset != b.Node(last).Offset {
			continue
		}
		if f.Overruns && b.followed(last) {
			return nil, -1
		}
		return f, last
	}
	return nil, -1
}

// followed tells whether other boxes stand where a box says that it still goes
// on: at the end of the file its index, behind its children another box, or for
// an mdat behind the samples another moof.
func (b *BoxSight) followed(i int) bool {
	n := b.Node(i)
	if b.endsWithIndex() {
		return true
	}
	end := n.Offset + int64(n.Header)
	switch {
	case b.is(i, "mdat"):
		if i > 0 {
			end += b.sampleBytes(b.moofAt(i))
		}
	default:
		for c := range b.Children(i) {
			if b.Node(c).Gap || b.Fault(c) != nil || b.is(c, "mdat") || b.is(c, "moof") {
				break
			}
			end = b.Node(c).Offset + b.Node(c).Size
		}
	}
	return end > n.Offset+int64(n.Header) && b.topLevelAt(end)
}

// endsWithIndex tells whether the last bytes of the file are an mfro that leads
// to an mfra (8.8.11), so that nothing is missing at its end.
func (b *BoxSight) endsWithIndex() bool {
	tail, ok := b.read(b.Source().Size()-16, 16)
	if !ok || string(tail[4:8]) != "mfro" {
		return false
	}
	head, ok := b.read(b.Source().Size()-int64(be32(tail[12:])), 8)
	return ok && string(head[4:8]) == "mfra"
}

// topLevelAt tells whether a box that stands at the top level of files begins
// at an offset.
func (b *BoxSight) topLevelAt(off int64) bool {
	head, ok := b.read(off, 8)
	if !ok {
		return false
	}
	switch string(head[4:8]) {
	case "moof", "mdat", "mfra", "moov", "free", "styp", "sidx", "emsg", "prft", "uuid":
		return true
	}
	return false
}

// read is n bytes at off of the file.
func (b *BoxSight) read(off int64, n int) ([]byte, bool) {
	p := make([]byte, n)
	if off < 0 || off+int64(n) > b.Source().Size() {
		return nil, false
	}
	got, _ := b.Source().ReadAt(p, off)
	return p, got == n
}

func be32(b []byte) uint32 {
	return uint32(b[0])<<24 | uint32(b[1])<<16 | uint32(b[2])<<8 | uint32(b[3])
}

// sampleBytes is the sum of the sample sizes of all runs of a moof.
func (b *BoxSight) sampleBytes(moof int) int64 {
	if moof < 0 {
		return 0
	}
	sum := int64(0)
	for traf := range b.Children(moof) {
		for i := range b.Children(traf) {
			if b.is(i, "trun") {
				sum += trunBytes(b.fields(i))
			}
		}
	}
	return sum
}

func trunBytes(d *box.Decoded) int64 {
	rows := d.Table("sample")
	if rows == nil {
		return 0
	}
	column, sum := rows.Column("size"), int64(0)
	if column < 0 {
		return 0
	}
	for row := range rows.Count() {
		sum += int64(rows.Uint(row, column))
	}
	return sum
}

func judgeBoxSize(c *Case, _ *File, b *BoxSight, to *Reporter) {
	f, n := b.broken()
	if f == nil {
		return
	}
	i, _ := b.Find(f.Path)
	place := b.Place(i)
	to.Add("", Finding{
		Message:  fmt.Sprintf("%s: %s at byte %d: %s%s", place.File, b.called(i), f.Offset, f.Message, c.inChunk(place)),
		Place:    place,
		Count:    n,
		Measured: claimWords(f),
		Expected: leftWords(f),
		Hint:     "A copy that changed bytes, or a writer that filled in the size of the box wrongly. Copy the file again; if it is so at its source, make it again.",
	})
}

// called is how a sentence calls a box.
func (b *BoxSight) called(i int) string {
	n := b.Node(i)
	if n.Gap {
		return "what should be a box"
	}
	if n.Depth == 0 || n.Depth > 6 {
		return "the box " + b.TypeString(i)
	}
	return "the box " + b.Path(i)
}

func claimWords(f *box.Fault) string {
	if f.Claimed == 0 {
		return f.Message
	}
	return fmt.Sprintf("%d bytes", f.Claimed)
}

func leftWords(f *box.Fault) string {
	if f.Left == 0 {
		return "a box that fits into what is around it"
	}
	return fmt.Sprintf("at most %d bytes", f.Left)
}

// inChunk says which chunk a place is, "" where it is none.
func (c *Case) inChunk(p Place) string {
	if p.Chunk < 0 || p.Stream < 0 {
		return ""
	}
	return fmt.Sprintf(", in chunk %d of %s", p.Chunk, c.levelAt(p.Stream, p.Level))
}

func judgeBoxTruncated(c *Case, file *File, b *BoxSight, to *Reporter) {
	if b.Err != nil {
		to.Add("unread", Finding{
			Message:  fmt.Sprintf("%s cannot be read to its end (%v)", file.Member.Path, b.Err),
			Place:    InFile(file.Member.Path, -1, 0),
			Measured: "a read error", Expected: "all bytes of the file",
			Hint: "A broken disk, a network share that went away, or a file that was cut while it was read. Copy it to a local disk and check that.",
		})
		return
	}
	f, i := b.cut()
	if f == nil {
		return
	}
	place := b.Place(i)
	missing := "a box header is cut in two"
	if f.Claimed > uint64(f.Left) {
		missing = fmt.Sprintf("its last %d bytes are missing", f.Claimed-uint64(f.Left))
	}
	to.Add("", Finding{
		Message:  fmt.Sprintf("%s ends inside %s at byte %d: %s%s", place.File, b.called(i), f.Offset, missing, c.inChunk(place)),
		Place:    place,
		Measured: fmt.Sprintf("%d bytes", f.Left), Expected: expectedBytes(f),
		Hint: "The copy was cut short, or the encoder was ended before it had finished. Copy the file again and compare the sizes.",
	})
}

// judgeUnread tells of samples and moofs that the disk or the network does not
// give. That a fragment is not as it should be is the business of other rules.
func judgeUnread(c *Case, s *Sight, to *Reporter) {
	var path *fs.PathError
	if s.Err == nil || s.Run == nil && !errors.As(s.Err, &path) {
		return
	}
	place := InFile(s.Track.File.Member.Path, s.Fragment.Offset, s.Fragment.Size)
	to.Add("unread", Finding{
		Message: fmt.Sprintf("%s cannot be read (%v)", c.chunkOf(s.Track, s.N), s.Err), Place: place,
		Measured: "a read error", Expected: "all bytes of the file",
		Hint: "A broken disk, a network share that went away, or a file that was cut while it was read. Copy it to a local disk and check that.",
	})
}

func expectedBytes(f *box.Fault) string {
	if f.Claimed == 0 {
		return "at least 8 bytes"
	}
	return fmt.Sprintf("%d bytes", f.Claimed)
}

func judgeBoxLarge(_ *Case, file *File, b *BoxSight, to *Reporter) {
	for i := range b.Roots() {
		n := b.Node(i)
		if n.Gap || b.Fault(i) != nil {
			continue
		}
		measured := "a size of 64 bits"
		if n.Header != 16 && n.Header != 32 { // those have one; it stands before the type of a uuid
			if n.Offset+n.Size < b.Source().Size() {
				continue
			}
			raw, ok := b.read(n.Offset, 4)
			if !ok || be32(raw) != 0 {
				continue
			}
			measured = "size 0, which means to the end of the file"
		}
		to.Add("", Finding{
			Message: fmt.Sprintf("%s: the box %s at byte %d has %s", file.Member.Path, b.TypeString(i), n.Offset, measured),
			Place:   InFile(file.Member.Path, n.Offset, n.Size), Measured: measured, Expected: "a size of 32 bits",
			Hint: "Writers of very large or of streamed files do so. Repackage it as a fragmented file.",
		})
	}
}
