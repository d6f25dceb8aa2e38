package check

import (
	"fmt"
	"slices"
	"strings"
)

// brandRules are about what a file says it is.
func brandRules() []*Rule {
	return []*Rule{
		{
			ID: "BRAND-SMOOTH", Title: "No brand of Smooth Streaming", Severity: Warning,
			In: map[Profile]Severity{CMAF: Off},
			Help: "The file type (ftyp) of a Smooth Streaming file names isml or piff. Players and most servers do not look, but some packagers refuse the file. " +
				"Write it with a Smooth Streaming muxer (ffmpeg: -f ismv).",
			Clause: "[MS-SSTR] 2.2.7.1",
			boxes:  judgeBrand,
		},
		{
			ID: "FTYP-MAJOR", Title: "The major brand is not among the compatible brands", Severity: Info,
			Help:   "A file should list its major brand among the compatible ones too, because some readers look only there.",
			Clause: "ISO/IEC 14496-12 4.3",
			boxes:  judgeMajorBrand,
		},
	}
}

// brands is the major brand and the compatible ones; at is -1 without an ftyp.
func (b *BoxSight) brands() (major string, compatible []string, at int) {
	at = b.Child(-1, "ftyp")
	if at < 0 || b.Fault(at) != nil {
		return "", nil, -1
	}
	n := b.Node(at)
	raw, ok := b.read(n.Offset+int64(n.Header), int(min(n.Size-int64(n.Header), 256)))
	if !ok || len(raw) < 8 {
		return "", nil, -1
	}
	for p := 8; p+4 <= len(raw); p += 4 {
		compatible = append(compatible, string(raw[p:p+4]))
	}
	return string(raw[:4]), compatible, at
}

// judgeBrand judges fragmented files that a manifest names.
func judgeBrand(c *Case, file *File, b *BoxSight, to *Reporter) {
	major, compatible, at := b.brands()
	if at < 0 || c.Server == nil && c.Client == nil || !file.Media.Fragmented {
		return
	}
	for _, brand := range append([]string{major}, compatible...) {
		if slices.Contains([]string{"isml", "piff", "ismv"}, strings.TrimSpace(brand)) {
			return
		}
	}
	to.Add("", Finding{
		Message: fmt.Sprintf("%s has the brands %s, none of Smooth Streaming", file.Member.Path, strings.Join(append([]string{major}, compatible...), ", ")),
		Place:   InFile(file.Member.Path, b.Node(at).Offset, b.Node(at).Size), Measured: major, Expected: "isml or piff",
		Hint: "A muxer for plain or DASH MP4 wrote it. It plays where brands are not looked at.",
	})
}

func judgeMajorBrand(_ *Case, file *File, b *BoxSight, to *Reporter) {
	major, compatible, at := b.brands()
	if at < 0 || slices.Contains(compatible, major) {
		return
	}
	to.Add("", Finding{
		Message: fmt.Sprintf("%s has the major brand %s, which is not among its compatible brands (%s)", file.Member.Path, major, strings.Join(compatible, ", ")),
		Place:   InFile(file.Member.Path, b.Node(at).Offset, b.Node(at).Size), Measured: strings.Join(compatible, ", "), Expected: major + " among them",
		Hint: "A habit of some muxers; hardly any reader minds.",
	})
}
