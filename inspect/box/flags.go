package box

import "strings"

// sampleFlagParts are the bits of sample_flags (ISO/IEC 14496-12, 8.8.3.1).
var sampleFlagParts = []part{
	{name: "reserved", bits: 4},
	{name: "is_leading", bits: 2, text: leadingText},
	{name: "sample_depends_on", bits: 2, text: dependsText},
	{name: "sample_is_depended_on", bits: 2, text: dependedText},
	{name: "sample_has_redundancy", bits: 2, text: redundancyText},
	{name: "sample_padding_value", bits: 3},
	{name: "sample_is_non_sync_sample", bits: 1, text: []string{"sync sample", "not a sync sample"}},
	{name: "sample_degradation_priority", bits: 16},
}

var (
	leadingText    = []string{"", "leading, cannot be decoded from here", "not leading", "leading, can be decoded"}
	dependsText    = []string{"", "depends on others", "depends on none", ""}
	dependedText   = []string{"", "others depend on it", "disposable", ""}
	redundancyText = []string{"", "has redundant coding", "no redundant coding", ""}
)

// sampleFlags reads a word of sample flags.
func (d *D) sampleFlags(name string) {
	v := d.Hex(name, 32)
	d.word(sampleFlagParts)
	if d.notes {
		d.Note(sampleFlagText(v, 32))
	}
}

// sampleFlagText says what a word of sample flags means.
func sampleFlagText(v uint64, _ int64) string {
	said := []string{}
	for _, s := range []string{
		dependsText[v>>24&3], leadingText[v>>26&3], dependedText[v>>22&3], redundancyText[v>>20&3],
	} {
		if s != "" {
			said = append(said, s)
		}
	}
	if v>>16&1 == 1 {
		return strings.Join(append(said, "not a sync sample"), ", ")
	}
	return strings.Join(append(said, "sync sample"), ", ")
}
