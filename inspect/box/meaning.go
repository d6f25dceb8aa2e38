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

// Language is the three letters of a packed language code of mdhd, or the
// number of a Macintosh language.
func Language(code uint16) string {
	if code < 0x400 {
		return fmt.Sprintf("Macintosh language %d", code)
	}
	return string([]byte{letter(code >> 10), letter(code >> 5), letter(code)})
}

func letter(v uint16) byte { return byte(v&31) + 0x60 }

// language reads a padding bit and a packed language code.
func (d *D) language() {
	d.U("pad", 1)
	code := d.U("language", 15)
	if d.notes {
		d.Note(Language(uint16(code)))
	}
}

// systemName is the name of a known identifier of a protection system.
func systemName(id UUID) string {
	switch dashed(id) {
	case "9a04f079-9840-4286-ab92-e65be0885f95":
		return "PlayReady"
	case "edef8ba9-79d6-4ace-a3c8-27dcd51d21ed":
		return "Widevine"
	case "94ce86fb-07ff-4f43-adb8-93d2fa968ca2":
		return "FairPlay"
	case "1077efec-c0b2-4d02-ace3-3c1e52e2fb4b":
		return "W3C common system"
	case "e2719d58-a985-b3c9-781a-b030af78d30e":
		return "Clear Key"
	case "5e629af5-38da-4063-8977-97ffbd9902d4":
		return "Marlin"
	case "f239e769-efa3-4850-9c16-a903c6932efb":
		return "Adobe Primetime"
	case "3d5e6d35-9b9a-41e8-b843-dd3c6e72c42c":
		return "ChinaDRM"
	case "80a6be7e-1448-4c37-9e70-d5aebe04c8d2":
		return "Irdeto"
	case "793b7956-9f94-4946-a942-23e7ef7e44b4":
		return "VisionCrypt"
	}
	return ""
}

// playReady is the protection system whose data is a PlayReady object.
func isPlayReady(id UUID) bool { return systemName(id) == "PlayReady" }
