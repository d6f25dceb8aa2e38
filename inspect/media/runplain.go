package media

import (
	"fmt"
	"math"
)

// plainReader walks over the sample tables of one track of a plain file; asked
// for its groups in order, it walks once.
type plainReader struct {
	track   Track
	tables  *samples
	n       uint64 // samples passed
	key     int    // row of the key frame to come
	present bool   // the next sample is placed already
}

// readPlain lists the samples of a group of pictures by the sample tables.
func (r *RunReader) readPlain(at Fragment) error {
	track, ok := r.file.Track(at.Track)
	if !ok {
		return fmt.Errorf("%s: has no track %d", r.file.Source.Name(), at.Track)
	}
	if r.plain == nil || r.plain.track.ID != at.Track || !r.plain.seek(at.Offset) {
		tables, err := r.file.samplesOf(track)
		if err != nil {
			return err
		}
		if r.plain = (&plainReader{track: track, tables: tables}); !r.plain.seek(at.Offset) {
			return fmt.Errorf("%s: track %d has no sample at 0x%x", r.file.Source.Name(), at.Track, at.Offset)
		}
	}
	run := &r.run
	run.Track, run.Flagged = at.Track, r.plain.tables.keys != nil
	run.Payload, run.PayloadEnd = 0, r.file.Source.Size()
	for range at.Samples {
		s, ok := r.plain.next()
		if !ok {
			break
		}
		run.Samples = append(run.Samples, s)
	}
	return r.ctx.Err()
}

// seek goes forward to the sample that lies at an offset.
func (p *plainReader) seek(offset int64) bool {
	for p.place() {
		if p.tables.chunks.at == offset {
			return true
		}
		p.next()
	}
	return false
}

// place finds where the next sample lies; false behind the last.
func (p *plainReader) place() bool {
	if !p.present {
		p.present = p.n < p.tables.count && p.tables.chunks.place()
	}
	return p.present
}

func (p *plainReader) next() (Sample, bool) {
	if !p.place() {
		return Sample{}, false
	}
	t := p.tables
	s := Sample{
		Offset: t.chunks.at, Size: t.sizeOf(p.n), Composition: t.delays.next(),
		Duration: uint32(min(max(0, t.times.next()), math.MaxUint32)), Sync: p.sync(),
	}
	if !s.Sync {
		s.Flags = nonSync
	}
	t.chunks.at += int64(s.Size)
	p.n++
	p.present = false
	return s, true
}

// sync tells whether the next sample is a key: all are where no table lists them.
func (p *plainReader) sync() bool {
	keys := p.tables.keys
	if keys == nil {
		return true
	}
	for p.key < keys.Count() && keys.Uint(p.key, 0) < p.n+1 {
		p.key++
	}
	return p.key < keys.Count() && keys.Uint(p.key, 0) == p.n+1
}
