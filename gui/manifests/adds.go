package manifests

import (
	"strconv"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"

	"smoothscope/inspect/manifest"
)

// addition is something that can be added at the selected element.
type addition struct {
	label string
	do    func()
}

// additions are what can be added at the selected element, the likeliest first.
func (r *Room) additions() []addition {
	d := r.shown
	if d == nil || d.selected < 0 {
		return nil
	}
	element := d.element(d.selected)
	var all []addition
	if d.server != nil {
		all = r.serverAdditions(d, element)
	} else {
		all = r.clientAdditions(d, element)
	}
	if d.list(d.selected) {
		return all
	}
	return append(all, addition{lang.L("Attribute…"), func() { r.form.addAttribute(r.form.title) }})
}

func (r *Room) additionItems() []*fyne.MenuItem {
	var items []*fyne.MenuItem
	for _, a := range r.additions() {
		items = append(items, fyne.NewMenuItem(a.label, a.do))
	}
	return items
}

func (r *Room) clientAdditions(d *doc, element int) []addition {
	var all []addition
	s, _ := d.stream(element)
	if _, _, ok := d.chunk(element); ok {
		all = append(all, addition{lang.L("Chunk"), func() { r.add(lang.L("Chunk"), element, addChunk) }})
	} else if d.list(d.selected) {
		all = append(all, addition{lang.L("Chunk"), r.form.table.add})
	}
	if s != nil {
		all = append(all, addition{lang.L("Quality level"), func() { r.add(lang.L("Quality level"), element, addLevel) }})
	}
	if d.takesCustom(element) && !d.list(d.selected) {
		all = append(all, addition{lang.L("Custom attribute…"), r.form.addCustom})
	}
	for _, kind := range []struct{ label, name string }{
		{lang.L("Video stream"), "video"}, {lang.L("Audio stream"), "audio"}, {lang.L("Text stream"), "text"},
	} {
		all = append(all, addition{kind.label, func() { r.add(kind.label, element, streamAdder(kind.name)) }})
	}
	return all
}

func (r *Room) serverAdditions(d *doc, element int) []addition {
	var all []addition
	if d.track(element) != nil {
		all = append(all, addition{lang.L("Param…"), r.form.addParam})
	}
	if d.outline.Is(element, "head") || d.outline.Is(element, "meta") {
		all = append(all, addition{lang.L("Meta…"), r.form.addMeta})
	}
	for _, kind := range []struct{ label, name string }{
		{lang.L("Video track"), "video"}, {lang.L("Audio track"), "audio"}, {lang.L("Text track"), "textstream"},
	} {
		all = append(all, addition{kind.label, func() { r.add(kind.label, element, trackAdder(kind.name)) }})
	}
	return all
}

// add adds something at an element.
func (r *Room) add(what string, element int, make func(*doc, int) (result, error)) {
	r.form.commit()
	r.change(change{what: lang.L("Add {{.What}}", named(what)), base: r.shown, element: element, make: make})
}

// track is the track of a server manifest that holds an element, nil outside of
// one.
func (d *doc) track(element int) *manifest.ServerTrack {
	if d.server == nil {
		return nil
	}
	for ; element >= 0; element = int(d.outline.Elements[element].Parent) {
		if i, ok := d.streams[element]; ok {
			return &d.server.Tracks[i]
		}
	}
	return nil
}

// trackNumber is the number of the track that holds an element, -1 outside.
func (d *doc) trackNumber(element int) int {
	for ; d.server != nil && element >= 0; element = int(d.outline.Elements[element].Parent) {
		if i, ok := d.streams[element]; ok {
			return i
		}
	}
	return -1
}

// built is a document after edits, with what stands behind an element chosen.
func built(d *doc, edits []manifest.Edit, err error, chosen func(*doc) int64) (result, error) {
	if err != nil {
		return result{}, err
	}
	raw, err := manifest.Apply(d.raw, edits)
	if err != nil {
		return result{}, err
	}
	return result{raw, chosen(parse(d.path, raw))}, nil
}

// streamAdder adds a stream of a kind behind the one of an element, or at the
// end.
func streamAdder(kind string) func(*doc, int) (result, error) {
	return func(d *doc, element int) (result, error) {
		before := len(d.client.Streams)
		if _, i := d.stream(element); i >= 0 {
			before = i + 1
		}
		name := kind
		for n := 2; nameTaken(d, name); n++ {
			name = kind + "_" + strconv.Itoa(n)
		}
		s := &manifest.Stream{
			Type: kind, Name: name, URL: "QualityLevels({bitrate})/Fragments(" + name + "={start time})",
			TimeScale: d.client.TimeScale, Levels: []manifest.Level{firstLevel(kind)},
		}
		if kind == "text" {
			s.Subtype = "SUBT"
		}
		edits, err := d.client.InsertStream(before, s)
		return built(d, edits, err, func(fresh *doc) int64 { return fresh.client.Streams[before].Span.From })
	}
}

func nameTaken(d *doc, name string) bool {
	for i := range d.client.Streams {
		if d.client.Streams[i].Title() == name {
			return true
		}
	}
	return false
}

// firstLevel is what a new stream begins with; its values are there to be
// changed.
func firstLevel(kind string) manifest.Level {
	switch kind {
	case "video":
		return manifest.Level{BitrateText: "1000000", FourCC: "H264"}
	case "audio":
		return manifest.Level{BitrateText: "128000", FourCC: "AACL", SamplingRate: 48000, Channels: 2}
	}
	return manifest.Level{BitrateText: "1000", FourCC: "TTML"}
}

// addLevel adds a quality level like the one of an element, or like the last,
// behind it.
func addLevel(d *doc, element int) (result, error) {
	s, i := d.stream(element)
	if s == nil {
		return result{}, errGone
	}
	before, l := len(s.Levels), firstLevel(s.Type)
	for k := range s.Levels {
		if near := d.level(element); near == nil || near.Span == s.Levels[k].Span {
			before, l = k+1, s.Levels[k]
		}
	}
	index, rate := -1, l.Bitrate
	for k := range s.Levels {
		index = max(index, s.Levels[k].Index)
	}
	for taken(s, rate) {
		rate++
	}
	l.Index, l.Attrs, l.Custom = index+1, nil, nil
	if l.BitrateText == "" || rate > 0 {
		l.BitrateText = strconv.FormatUint(rate, 10)
	}
	edits, err := d.client.InsertLevel(i, before, &l)
	return built(d, edits, err, func(fresh *doc) int64 { return fresh.client.Streams[i].Levels[before].Span.From })
}

func taken(s *manifest.Stream, rate uint64) bool {
	for k := range s.Levels {
		if s.Levels[k].Bitrate == rate {
			return true
		}
	}
	return false
}

// trackAdder adds a track of a kind behind the one of an element, or at the
// end.
func trackAdder(kind string) func(*doc, int) (result, error) {
	return func(d *doc, element int) (result, error) {
		before := len(d.server.Tracks)
		t := manifest.ServerTrack{Element: kind, BitrateText: "1000", TrackID: 1}
		if len(d.server.Tracks) > 0 {
			t.Src = d.server.Tracks[before-1].Src
		}
		if i := d.trackNumber(element); i >= 0 {
			before = i + 1
			t.Src = d.server.Tracks[i].Src
			t.TrackID = d.server.Tracks[i].TrackID + 1
		}
		if t.Src == "" {
			t.Src = strings.TrimSuffix(d.title(), ".ism") + ".ismv"
		}
		edits, err := d.server.InsertTrack(before, &t)
		return built(d, edits, err, func(fresh *doc) int64 { return fresh.server.Tracks[before].Span.From })
	}
}
