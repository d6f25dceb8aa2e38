package box

import (
	"fmt"
	"strings"
	"time"
)

// seconds is a time of a timescale in seconds, below one second in
// milliseconds; "" where the timescale is not known.
func seconds(ticks int64, scale uint64) string {
	if scale == 0 {
		return ""
	}
	s := float64(ticks) / float64(scale)
	if ticks != 0 && s < 1 && s > -1 {
		return fmt.Sprintf("%.3f ms", s*1000)
	}
	return fmt.Sprintf("%.3f s", s)
}

// ticks notes the field read last as a time of a timescale.
func (d *D) ticks(scale uint64) {
	if !d.notes || d.err != nil || len(d.out) == 0 {
		return
	}
	f := &d.out[len(d.out)-1]
	if f.Kind == Uint && f.Bits >= 32 && f.num == 1<<f.Bits-1 {
		f.Note = "unknown"
		return
	}
	f.Note = seconds(f.Int(), scale)
}

// tickNote is the note of a column of times.
func (d *D) tickNote(scale uint64) func(uint64, int64) string {
	if !d.notes || scale == 0 {
		return nil
	}
	return func(v uint64, _ int64) string { return seconds(int64(v), scale) }
}

// signedTickNote is the note of a column of signed times.
func (d *D) signedTickNote(scale uint64) func(uint64, int64) string {
	if !d.notes || scale == 0 {
		return nil
	}
	return func(v uint64, bits int64) string { return seconds(signExtend(v, bits), scale) }
}

// date notes the field read last as seconds since 1904.
func (d *D) date() {
	if !d.notes || d.err != nil || len(d.out) == 0 {
		return
	}
	f := &d.out[len(d.out)-1]
	if f.num == 0 || f.num > 1<<34 {
		return
	}
	epoch := time.Date(1904, 1, 1, 0, 0, 0, 0, time.UTC)
	f.Note = epoch.Add(time.Duration(f.num) * time.Second).Format("2006-01-02 15:04:05 UTC")
}

// flag is one bit of a full box's flags and what it says.
type flag struct {
	bit  uint32
	name string
}

// flags notes which of the flags are set; it stands right after Full.
func (d *D) flags(names ...flag) {
	if !d.notes {
		return
	}
	var set []string
	for _, n := range names {
		if d.Flags&n.bit != 0 {
			set = append(set, n.name)
		}
	}
	d.Note(strings.Join(set, " · "))
}

// versionNote says what a version changes; it stands right after Full.
func (d *D) versionNote(version uint8, text string) {
	if d.Version == version && len(d.out) >= 2 && d.err == nil {
		if v := &d.out[len(d.out)-2]; v.Note == "" {
			v.Note = text
		}
	}
}
