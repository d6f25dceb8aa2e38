package caption

import (
	"math"
	"strconv"
	"strings"
)

// Place is where a cue is shown, in per cent of the picture: a box, to which
// edge of it the lines are pushed, and how they are aligned. The zero Place is
// the usual one, centred at the bottom.
type Place struct {
	X, Y, W, H float64
	Edge       string // before (top), center or after (bottom)
	Align      string // start, left, center, right or end
}

// usual is the box that the usual place stands for.
func usual() Place { return Place{X: 10, Y: 10, W: 80, H: 80, Edge: "after", Align: "center"} }

func (p Place) orNone() Place {
	if p == usual() {
		return Place{}
	}
	return p
}

// nine is the number of the key of a numeric pad that lies where a place does,
// as {\an8} has it.
func (p Place) nine() int {
	if p == (Place{}) {
		return 2
	}
	n := 2
	switch p.Align {
	case "start", "left":
		n = 1
	case "end", "right":
		n = 3
	}
	switch p.Edge {
	case "before":
		n += 6
	case "center":
		n += 3
	}
	return n
}

// ofNine is the place of a key.
func ofNine(n int) Place {
	p := usual()
	p.Align = []string{"left", "center", "right"}[(n-1)%3]
	p.Edge = []string{"after", "center", "before"}[(n-1)/3]
	return p.orNone()
}

// placeSRT finds {\an8}, which is the only way in which SRT says a place.
func placeSRT(_ *Document, c Cue) Place {
	for _, r := range c.Runs {
		if n, ok := anchor(r.Markup); ok {
			return ofNine(n)
		}
	}
	return Place{}
}

func anchor(markup string) (int, bool) {
	if len(markup) == len(`{\an8}`) && strings.HasPrefix(markup, `{\an`) && markup[4] >= '1' && markup[4] <= '9' {
		return int(markup[4] - '0'), true
	}
	return 0, false
}

// placeVTT reads the settings of a cue (WebVTT 3.1, 6.3).
func placeVTT(_ *Document, c Cue) Place {
	if strings.TrimSpace(c.Settings) == "" {
		return Place{}
	}
	set := settingsOf(c.Settings)
	p := Place{Y: 10, H: 80, W: 100, Edge: "after", Align: "center"}
	if align := set["align"]; align != "" {
		p.Align = strings.ReplaceAll(align, "middle", "center")
	}
	p.across(set["position"], set["size"])
	p.down(set["line"])
	return p.orNone()
}

func settingsOf(text string) map[string]string {
	set := map[string]string{}
	for _, word := range strings.Fields(text) {
		name, value, _ := strings.Cut(word, ":")
		set[name] = value
	}
	return set
}

// across sets the box's sides.
func (p *Place) across(position, size string) {
	if n, ok := percent(size); ok {
		p.W = n
	}
	side := map[string]string{"start": "line-left", "left": "line-left", "end": "line-right", "right": "line-right"}[p.Align]
	at := map[string]float64{"line-left": 0, "line-right": 100, "": 50}[side]
	text, anchor, _ := strings.Cut(position, ",")
	if n, ok := percent(text); ok {
		at = n
	}
	if anchor != "" {
		side = anchor
	}
	switch side {
	case "line-left", "start":
		p.W = min(p.W, 100-at)
		p.X = at
	case "line-right", "end":
		p.W = min(p.W, at)
		p.X = at - p.W
	default:
		p.W = min(p.W, 2*min(at, 100-at))
		p.X = at - p.W/2
	}
}

// lines is how many lines of text WebVTT's line numbers are taken to count.
const lines = 15

// down sets the box's top and bottom.
func (p *Place) down(line string) {
	text, anchor, _ := strings.Cut(line, ",")
	at, ok := percent(text)
	if !ok {
		n, err := strconv.Atoi(text)
		switch {
		case err != nil || n >= lines || n < -lines:
			return
		case n < 0:
			at, anchor = 100+float64(n+1)*100/lines, "end"
		default:
			at = float64(n) * 100 / lines
		}
	}
	switch anchor {
	case "end":
		p.Y, p.Edge = margin(at), "after"
		p.H = at - p.Y
	case "center":
		p.H = 2 * min(at, 100-at)
		p.Y, p.Edge = at-p.H/2, "center"
	default:
		p.Y, p.Edge = at, "before"
		p.H = 100 - at - margin(100-at)
	}
}

// margin is how much of a length stays free at the far side of a box, where
// WebVTT says nothing: as much as the usual box leaves.
func margin(length float64) float64 {
	if length < 2*usual().Y {
		return 0
	}
	return usual().Y
}

// percent reads a number with a per cent sign, from 0 to 100.
func percent(text string) (float64, bool) {
	number, ok := strings.CutSuffix(text, "%")
	n, err := strconv.ParseFloat(number, 64)
	return n, ok && err == nil && n >= 0 && n <= 100
}

// settingsVTT says a place in WebVTT's words.
func settingsVTT(p Place) string {
	if p == (Place{}) {
		return ""
	}
	var words []string
	switch {
	case p.Edge == "before":
		words = append(words, "line:"+short(p.Y))
	case p.Edge == "center":
		words = append(words, "line:"+short(p.Y+p.H/2)+",center")
	case p.Y != usual().Y || p.H != usual().H:
		words = append(words, "line:"+short(p.Y+p.H)+",end")
	}
	switch p.Align {
	case "start", "left":
		words = append(words, "position:"+short(p.X)+",line-left")
	case "end", "right":
		words = append(words, "position:"+short(p.X+p.W)+",line-right")
	default:
		words = append(words, "position:"+short(p.X+p.W/2))
	}
	return strings.Join(append(words, "size:"+short(p.W), "align:"+p.Align), " ")
}

func short(n float64) string {
	return strconv.FormatFloat(math.Round(n*1000)/1000, 'f', -1, 64) + "%"
}

// placeTTML reads a cue's region; one without any is at the usual place, which
// is what players do with such files.
func placeTTML(d *Document, c Cue) Place {
	region := c.Settings
	align := "start"
	if o := c.origin; o != nil && o.element != nil {
		if region == "" {
			region = o.element.region
		}
		if o.element.look.align != "" {
			align = o.element.look.align
		}
	}
	tt := d.read.tt
	if tt == nil || tt.regions[region] == nil {
		return Place{}
	}
	p := Place{W: 100, H: 100, Edge: "before", Align: align}
	said := func(name string) string { return tt.sheet.find("region "+region, name, 0) }
	if edge := said("displayAlign"); edge == "center" || edge == "after" {
		p.Edge = edge
	}
	root := attrMap(tt.root)
	if x, y, ok := lengths(said("origin"), root); ok {
		p.X, p.Y = x, y
		p.W, p.H = 100-x, 100-y
	}
	if w, h, ok := lengths(said("extent"), root); ok {
		p.W, p.H = w, h
	}
	return p.orNone()
}

// find is the value of an attribute of a style or of those it builds on.
func (s styleSheet) find(id, name string, depth int) string {
	entry := s[id]
	if entry == nil || depth > maxChain {
		return ""
	}
	if value := entry.attrs[name]; value != "" {
		return value
	}
	for i := len(entry.refs) - 1; i >= 0; i-- {
		if value := s.find(entry.refs[i], name, depth+1); value != "" {
			return value
		}
	}
	return ""
}

// lengths reads two lengths in %, px or c as per cent.
func lengths(text string, root map[string]string) (x, y float64, ok bool) {
	two := strings.Fields(text)
	if len(two) != 2 {
		return 0, 0, false
	}
	cells, size := strings.Fields(root["cellResolution"]), strings.Fields(root["extent"])
	if len(cells) != 2 {
		cells = []string{"32", "15"}
	}
	if len(size) != 2 {
		size = []string{"", ""}
	}
	x, ok1 := length(two[0], size[0], cells[0])
	y, ok2 := length(two[1], size[1], cells[1])
	return x, y, ok1 && ok2
}

func length(text, whole, cells string) (float64, bool) {
	if n, ok := percent(text); ok {
		return n, true
	}
	of := cells
	number, ok := strings.CutSuffix(text, "c")
	if !ok {
		number, ok = strings.CutSuffix(text, "px")
		of = strings.TrimSuffix(whole, "px")
	}
	n, err1 := strconv.ParseFloat(number, 64)
	all, err2 := strconv.ParseFloat(of, 64)
	if !ok || err1 != nil || err2 != nil || all <= 0 || n < 0 || n > all {
		return 0, false
	}
	return 100 * n / all, true
}
