package dash

import (
	"math"

	"smoothscope/inspect/media"
	"smoothscope/tasks/preview/boxes"
)

// Flags of a tfhd and a trun (ISO/IEC 14496-12 8.8.7, 8.8.8).
const (
	tfhdEntry, tfhdDuration, tfhdSize, tfhdFlags, tfhdMoof = 0x2, 0x8, 0x10, 0x20, 0x20000

	trunData, trunFirst, trunDuration, trunSize, trunFlags, trunOffset = 0x1, 0x4, 0x100, 0x200, 0x400, 0x800
)

// table is the samples of a fragment as a trun writes them: columns in which
// all rows are the same become defaults.
type table struct {
	samples []media.Sample
	flags   []uint32 // of each sample
	decode  int64    // of the first sample, not negative
	late    int64    // taken off each composition offset, as decoding cannot start before 0
	columns uint32   // flags of the trun
	version byte
}

func newTable(f *fragment) *table {
	t := &table{samples: f.run.Samples, decode: max(f.decode, 0), columns: trunData}
	t.late = t.decode - f.decode
	t.flags = f.sampleFlags()
	for i := range t.samples {
		s, first := &t.samples[i], &t.samples[0]
		if s.Duration != first.Duration {
			t.columns |= trunDuration
		}
		if s.Size != first.Size {
			t.columns |= trunSize
		}
		if offset := t.offset(i); offset != 0 {
			t.columns |= trunOffset
			if offset < 0 {
				t.version = 1
			}
		}
		if i > 1 && t.flags[i] != t.flags[1] {
			t.columns |= trunFlags
		}
	}
	if t.columns&trunFlags == 0 && len(t.flags) > 1 && t.flags[0] != t.flags[1] {
		t.columns |= trunFirst
	}
	return t
}

// sampleFlags are the flags of each sample: those of the file, with what an
// sdtp adds, or made where the file carries none. Then every sample of audio can
// be decoded alone; of video the first, as a fragment starts with a key.
func (f *fragment) sampleFlags() []uint32 {
	const dependencies = 0x0ff00000 // what an sdtp has as well
	all := make([]uint32, len(f.run.Samples))
	for i := range all {
		switch flags := f.run.Samples[i].Flags; {
		case f.run.Flagged:
			if i < len(f.run.Sdtp) && flags&dependencies == 0 {
				flags |= uint32(f.run.Sdtp[i]) << 20
			}
			all[i] = flags
		case i == 0 || f.audio:
			all[i] = flagsSync
		default:
			all[i] = flagsDelta
		}
	}
	return all
}

// offset is the composition offset of a sample as it is written.
func (t *table) offset(i int) int64 { return t.samples[i].Composition - t.late }

func (t *table) tfhd(w *boxes.Writer, entry uint32) {
	flags := uint32(tfhdMoof)
	if entry > 0 {
		flags |= tfhdEntry
	}
	if len(t.samples) > 0 {
		flags |= tfhdDuration | tfhdSize | tfhdFlags
		flags &^= t.columns >> 5 & (tfhdDuration | tfhdSize | tfhdFlags) // 0x100, 0x200, 0x400 to 0x8, 0x10, 0x20
	}
	w.Full("tfhd", 0, flags, func() {
		w.U32(1)
		if entry > 0 {
			w.U32(entry)
		}
		if flags&tfhdDuration != 0 {
			w.U32(t.samples[0].Duration)
		}
		if flags&tfhdSize != 0 {
			w.U32(t.samples[0].Size)
		}
		if flags&tfhdFlags != 0 {
			w.U32(t.flags[min(1, len(t.flags)-1)])
		}
	})
}

// trun writes the samples and says where the data offset stands.
func (t *table) trun(w *boxes.Writer) (data int) {
	w.Full("trun", t.version, t.columns, func() {
		w.U32(uint32(len(t.samples)))
		data = len(w.Bytes)
		w.U32(0)
		if t.columns&trunFirst != 0 {
			w.U32(t.flags[0])
		}
		for i := range t.samples {
			t.row(w, i)
		}
	})
	return data
}

func (t *table) row(w *boxes.Writer, i int) {
	s := &t.samples[i]
	if t.columns&trunDuration != 0 {
		w.U32(s.Duration)
	}
	if t.columns&trunSize != 0 {
		w.U32(s.Size)
	}
	if t.columns&trunFlags != 0 {
		w.U32(t.flags[i])
	}
	if t.columns&trunOffset != 0 {
		offset := t.offset(i)
		if t.version == 1 {
			offset = min(max(offset, math.MinInt32), math.MaxInt32)
		}
		w.U32(uint32(offset))
	}
}
