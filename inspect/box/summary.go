package box

import (
	"fmt"
	"strconv"
	"strings"
)

// Summary is a short text beside the type of node i in a tree: what a person
// would look for in the box. It is empty where there is nothing to say, and
// costs a few reads of the source at most.
func (t *Tree) Summary(i int) string {
	return newSummarizer(t).summary(i, nil)
}

// summarizer makes summaries; its decoder reads the other boxes that it asks.
type summarizer struct {
	tree *Tree
	ask  *Decoder
}

func newSummarizer(t *Tree) *summarizer { return &summarizer{t, NewDecoder(t)} }

// summary of node i, whose fields are known already or nil.
func (s *summarizer) summary(i int, fields *Decoded) string {
	n := &s.tree.nodes[i]
	if n.Gap {
		return "bytes that no box claims"
	}
	what := string(n.Type[:])
	if n.uuid >= 0 {
		if what = s.tree.Name(i); what == "" {
			return s.tree.uuids[n.uuid].String()
		}
	}
	if text, ok := s.whole(i, what); ok {
		return text
	}
	if fields == nil {
		fields = s.ask.Fields(i)
	}
	if n.Parent >= 0 && string(s.tree.nodes[n.Parent].Type[:]) == "stsd" {
		return entryText(fields)
	}
	return s.text(i, what, fields)
}

// whole is the summary of boxes that are told by others, not by their fields.
func (s *summarizer) whole(i int, what string) (text string, ok bool) {
	switch what {
	case "moov":
		return plural(s.count(i, "trak"), "track"), true
	case "trak":
		return s.trak(i), true
	case "moof":
		return s.moof(i), true
	case "mdat":
		return s.mdat(i), true
	case "mfra":
		return s.mfra(i), true
	}
	return "", false
}

// text is the summary of a box by its fields.
func (s *summarizer) text(i int, what string, f *Decoded) string {
	switch what {
	case "ftyp", "styp":
		return brandText(f)
	case "trun", "senc", "stsz", "stz2":
		return plural(f.Uint("sample_count"), "sample")
	case "stts", "ctts", "stsc", "stco", "co64", "stss", "elst", "sbgp", "sgpd", "subs", "stsd", "dref":
		return plural(f.Uint("entry_count"), "entry")
	case "tfra":
		return plural(f.Uint("number_of_entry"), "entry")
	case "sidx":
		return plural(f.Uint("reference_count"), "reference")
	case "tfrf":
		return plural(f.Uint("fragment_count"), "fragment") + " to come"
	case "tfhd", "trex", "tkhd":
		return "track " + strconv.FormatUint(f.Uint("track_id"), 10)
	case "tfxd":
		return s.tfxd(i, f)
	case "tfdt":
		return seconds(f.Int("base_media_decode_time"), s.scale(s.tree.Parent(i)))
	}
	return names(what, f)
}

// names is the summary of boxes whose fields are names.
func names(what string, f *Decoded) string {
	switch what {
	case "mdhd":
		return mediaTime(f) + " · " + Language(uint16(f.Uint("language")))
	case "mvhd":
		return mediaTime(f)
	case "hdlr":
		return f.Text("handler_type")
	case "frma":
		return f.Text("data_format")
	case "schm":
		return f.Text("scheme_type")
	case "pssh":
		var id UUID
		copy(id[:], f.Bytes("system_id", 16))
		return systemName(id)
	case "url ":
		return f.Text("location")
	case "data", "mean", "name":
		return short(f.Text("value"))
	}
	return ""
}

// brandText is the major brand and then the compatible ones that differ.
func brandText(f *Decoded) string {
	list := []string{f.Text("major_brand")}
	if rows := f.Table("compatible_brands"); rows != nil {
		for i := range min(rows.Count(), 16) {
			if brand := typeOf(uint32(rows.Uint(i, 0))).String(); brand != list[0] {
				list = append(list, brand)
			}
		}
	}
	return strings.Join(list, ", ")
}

func mediaTime(f *Decoded) string {
	scale, duration := f.Uint("timescale"), f.Uint("duration")
	if field, ok := f.Get("duration"); !ok || duration == 1<<field.Bits-1 {
		return fmt.Sprintf("%d ticks/s", scale)
	}
	return fmt.Sprintf("%s · %d ticks/s", seconds(int64(duration), scale), scale)
}

func entryText(f *Decoded) string {
	if w, h := f.Uint("width"), f.Uint("height"); w != 0 || h != 0 {
		return fmt.Sprintf("%d × %d", w, h)
	}
	if rate, ok := f.Get("samplerate"); ok {
		return fmt.Sprintf("%.0f Hz · %s", rate.Float(), plural(f.Uint("channelcount"), "channel"))
	}
	return ""
}

// trak is the number of the track and its handler.
func (s *summarizer) trak(i int) string {
	text := "track " + strconv.FormatUint(s.uint(s.tree.Child(i, "tkhd"), "track_id"), 10)
	if hdlr := s.tree.Child(i, "mdia", "hdlr"); hdlr >= 0 {
		text += " · " + s.ask.Fields(hdlr).Text("handler_type")
	}
	return text
}

// moof is the number of the fragment and its time, as far as they are said.
func (s *summarizer) moof(i int) string {
	number, time := "", ""
	for c := range s.tree.Children(i) {
		switch string(s.tree.nodes[c].Type[:]) {
		case "mfhd":
			number = strconv.FormatUint(s.uint(c, "sequence_number"), 10)
		case "traf":
			if time == "" {
				time = s.fragmentTime(c)
			}
		}
	}
	if number == "" || time == "" {
		return number + time
	}
	return number + " · " + time
}

// fragmentTime is the time of a traf by its tfxd, else by its tfdt.
func (s *summarizer) fragmentTime(traf int) string {
	for c := range s.tree.Children(traf) {
		if s.tree.Name(c) == "tfxd" {
			time := s.ask.Fields(c).Int("fragment_absolute_time")
			return seconds(time, s.scaleOr(traf, smoothTimeScale))
		}
	}
	if c := s.tree.near(traf, "tfdt"); c >= 0 {
		time := s.ask.Fields(c).Int("base_media_decode_time")
		return seconds(time, s.scale(traf))
	}
	return ""
}

func (s *summarizer) tfxd(i int, f *Decoded) string {
	time, duration := f.Int("fragment_absolute_time"), f.Int("fragment_duration")
	scale := s.scaleOr(s.tree.Parent(i), smoothTimeScale)
	return seconds(time, scale) + " + " + seconds(duration, scale)
}

// mdat is how many samples the moof before it has.
func (s *summarizer) mdat(i int) string {
	before := s.tree.before(i)
	if before < 0 || string(s.tree.nodes[before].Type[:]) != "moof" {
		return ""
	}
	samples := uint64(0)
	for c := before; c < int(s.tree.nodes[before].End); c++ {
		if string(s.tree.nodes[c].Type[:]) == "trun" {
			samples += s.uint(c, "sample_count")
		}
	}
	return plural(samples, "sample")
}

func (s *summarizer) mfra(i int) string {
	entries := uint64(0)
	for c := range s.tree.Children(i) {
		if string(s.tree.nodes[c].Type[:]) == "tfra" {
			entries += s.uint(c, "number_of_entry")
		}
	}
	return plural(entries, "entry")
}

// before is the sibling before node i, -1 for none.
func (t *Tree) before(i int) int {
	b := i - 1
	for b >= 0 && t.nodes[b].Depth > t.nodes[i].Depth {
		b = t.Parent(b)
	}
	if b < 0 || t.nodes[b].Depth < t.nodes[i].Depth {
		return -1
	}
	return b
}

// scale is the timescale of the track of a traf, 0 where it is unknown.
func (s *summarizer) scale(traf int) uint64 {
	id := uint64(0)
	if traf >= 0 {
		id = s.uint(s.tree.near(traf, "tfhd"), "track_id")
	}
	return s.ask.d.trackOf(id).scale
}

func (s *summarizer) scaleOr(traf int, other uint64) uint64 {
	if scale := s.scale(traf); scale != 0 {
		return scale
	}
	return other
}

// uint is an integer of another node.
func (s *summarizer) uint(i int, name string) uint64 {
	if i < 0 {
		return 0
	}
	return s.ask.Fields(i).Uint(name)
}

func (s *summarizer) count(i int, code string) (n uint64) {
	for c := range s.tree.Children(i) {
		if string(s.tree.nodes[c].Type[:]) == code {
			n++
		}
	}
	return n
}

// plural is "1 entry", "2 entries", "3 samples".
func plural(n uint64, noun string) string {
	switch {
	case n == 1:
	case strings.HasSuffix(noun, "y"):
		noun = strings.TrimSuffix(noun, "y") + "ies"
	default:
		noun += "s"
	}
	return strconv.FormatUint(n, 10) + " " + noun
}

// short cuts a text to what fits beside a type.
func short(text string) string {
	const most = 40
	if letters := []rune(text); len(letters) > most {
		return string(letters[:most-1]) + "…"
	}
	return text
}
