package manifests

import (
	"strings"

	"fyne.io/fyne/v2/lang"

	"smoothscope/gui/kit"
	"smoothscope/inspect/manifest"
)

// What the rows of the tree say.

// cell is a node in the tree.
func (d *doc) cell(i int) kit.Cell {
	n := d.nodes[i]
	if n.list {
		return d.listCell(i)
	}
	name := d.outline.Elements[n.element].Name
	cell := kit.Cell{Text: name, Mono: true, Bar: kit.Structure}
	switch strings.ToLower(name) {
	case "smoothstreamingmedia":
		cell.Dim = d.mediaWords()
	case "streamindex":
		d.streamCell(n.element, &cell)
	case "qualitylevel":
		d.levelCell(n.element, &cell)
	case "c":
		d.chunkCell(n.element, &cell)
	case "protection", "protectionheader":
		cell.Bar, cell.Dim = kit.Protection, d.protectionWords(n.element)
	case "video", "audio", "textstream", "ref":
		d.trackCell(n.element, &cell)
	default:
		d.otherCell(n.element, &cell)
	}
	return cell
}

// barOf is the colour of a kind of stream.
func barOf(kind string) kit.Token {
	switch strings.ToLower(kind) {
	case "video":
		return kit.Media
	case "audio":
		return kit.Time
	case "text", "textstream":
		return kit.Protection
	}
	return kit.Unknown
}

func (d *doc) mediaWords() string {
	parts := []string{several(len(d.client.Streams), lang.L("1 stream"), lang.L("{{.Count}} streams", count(len(d.client.Streams))))}
	if d.client.Duration > 0 {
		parts = append(parts, span(d.client.Duration, d.client.TimeScale))
	}
	if d.client.Live {
		parts = append(parts, lang.L("live"))
	}
	return strings.Join(parts, " · ")
}

func (d *doc) streamCell(element int, cell *kit.Cell) {
	i, ok := d.streams[element]
	if !ok {
		return
	}
	s := &d.client.Streams[i]
	cell.Bar, cell.Dim = barOf(s.Type), streamWords(s)
}

func streamWords(s *manifest.Stream) string {
	parts := []string{s.Title()}
	if s.Language != "" {
		parts = append(parts, s.Language)
	}
	return strings.Join(append(parts, several(len(s.Levels), lang.L("1 level"), lang.L("{{.Count}} levels", count(len(s.Levels))))), " · ")
}

func (d *doc) levelCell(element int, cell *kit.Cell) {
	s, _ := d.stream(element)
	l := d.level(element)
	if l == nil {
		return
	}
	cell.Bar, cell.Dim = barOf(s.Type), levelWords(l)
}

func levelWords(l *manifest.Level) string {
	parts := []string{kiloBits(l.Bitrate)}
	if l.Width > 0 {
		parts = append(parts, size(l.Width, l.Height))
	}
	if l.FourCC != "" {
		parts = append(parts, l.FourCC)
	}
	return strings.Join(parts, " · ")
}

func (d *doc) listCell(node int) kit.Cell {
	cell := kit.Cell{Text: lang.L("chunks"), Bar: kit.Index}
	s, _ := d.stream(d.element(node))
	if s == nil || len(s.Chunks) == 0 {
		return cell
	}
	cell.Dim = kit.Group(int64(len(s.Chunks))) + " · " + stretch(s)
	if gaps := gapsOf(s); gaps > 0 {
		cell.End, cell.EndWords, cell.EndColor = "▲ "+several(gaps, lang.L("1 gap"), lang.L("{{.Count}} gaps", count(gaps))), true, kit.Warning
	}
	return cell
}

// gapsOf counts the chunks that do not begin where the one before ends; in a
// sparse stream that says nothing.
func gapsOf(s *manifest.Stream) int {
	if s.Parent != "" {
		return 0
	}
	n := 0
	for i := range s.Chunks {
		if gap(s, i) != 0 {
			n++
		}
	}
	return n
}

func (d *doc) chunkCell(element int, cell *kit.Cell) {
	cell.Bar = kit.Index
	at, s, ok := d.chunk(element)
	if !ok {
		return
	}
	chunk := s.Chunks[at.first]
	cell.Text = "#" + kit.Group(int64(at.first))
	cell.Dim = seconds(chunk.Time, s.TimeScale)
	if chunk.DurationKnown {
		cell.Dim += " + " + seconds(chunk.Duration, s.TimeScale)
	}
	if at.count > 1 {
		cell.Dim += " × " + kit.Group(int64(at.count))
	}
	if g := gap(s, at.first); g != 0 && s.Parent == "" {
		cell.End, cell.EndWords, cell.EndColor = "▲ "+gapWords(g, s.TimeScale), true, kit.Warning
	}
}

func (d *doc) trackCell(element int, cell *kit.Cell) {
	i, ok := d.streams[element]
	if !ok || d.server == nil {
		d.otherCell(element, cell)
		return
	}
	t := &d.server.Tracks[i]
	cell.Bar = barOf(t.Element)
	parts := []string{t.Src}
	if t.Bitrate > 0 {
		parts = append(parts, kiloBits(t.Bitrate))
	}
	if t.Language != "" {
		parts = append(parts, t.Language)
	}
	cell.Dim = strings.Join(parts, " · ")
}

// otherCell says the first two attributes, or the text.
func (d *doc) otherCell(element int, cell *kit.Cell) {
	if !knownElement(d.outline.Elements[element].Name) {
		cell.Bar = kit.Unknown
	}
	var values []string
	for _, a := range d.outline.Attrs(element) {
		if len(values) < 2 && a.Value != "" && !strings.HasPrefix(a.Name, "xmlns") && !strings.EqualFold(a.Name, "valuetype") {
			values = append(values, a.Value)
		}
	}
	cell.Dim = strings.Join(values, " = ")
	if len(values) == 0 {
		cell.Dim = d.outline.Content(element)
	}
	if len(cell.Dim) > mostSaid {
		cell.Dim = cell.Dim[:mostSaid] + "…"
	}
}

// mostSaid is how many bytes of a text a row says at most.
const mostSaid = 80

// protectionWords names the system of a header.
func (d *doc) protectionWords(element int) string {
	id, ok := d.outline.Attr(element, "SystemID")
	if !ok {
		return ""
	}
	return systemWord(id)
}

// xml is a node as it stands in the source.
func (d *doc) xml(node int) string {
	if node < 0 || node >= len(d.nodes) {
		return ""
	}
	span := d.span(node)
	return d.text[span.From:span.To] + "\n"
}

// span is where a node stands in the text; a list reaches from its first chunk
// to its last.
func (d *doc) span(i int) manifest.Span {
	n := d.nodes[i]
	span := d.outline.Elements[n.element].Span
	if n.list {
		for k := i + 1; k < n.end; k = d.nodes[k].end {
			span.To = d.outline.Elements[d.nodes[k].element].Span.To
		}
	}
	return span
}
