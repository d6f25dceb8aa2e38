package caption

import (
	"fmt"
	"strconv"
	"strings"
	"time"
)

// Loss is something that another format cannot say.
type Loss struct {
	Cue  int // its index, -1 for the whole document
	What string
}

// neutral is a document as all formats can say it.
type neutral struct {
	Language string
	Cues     []Cue // without markup of any format
	Places   []Place
}

// Convert makes a document of another format. The losses are what does not go
// along; nothing is written, so they can be told before. A document that is of
// the format already is returned as it is.
func Convert(d *Document, format string) (*Document, []Loss, error) {
	to, err := FormatNamed(format)
	if err != nil {
		return nil, nil, err
	}
	if to.Name == d.Format.Name {
		return d, nil, nil
	}
	n, losses := d.neutral()
	losses = append(losses, to.says(n)...)
	made, err := n.make(to)
	if err != nil {
		return nil, losses, err
	}
	return made, append(losses, made.differences(n)...), nil
}

// Fresh is a new document of a format with cues that may come from several
// documents; markup of their own formats is left out.
func Fresh(cues []Cue, format, language string) (*Document, error) {
	to, err := FormatNamed(format)
	if err != nil {
		return nil, err
	}
	n := &neutral{Language: language, Places: make([]Place, len(cues))}
	for _, c := range cues {
		c.Settings, c.Runs = "", bare(c.Runs)
		n.Cues = append(n.Cues, c)
	}
	return n.make(to)
}

func (n *neutral) make(to *Format) (*Document, error) {
	return Parse([]byte(to.fresh(n)), Options{Format: to.Name, Encoding: utf8Name})
}

// bare is runs without markup.
func bare(runs []Run) []Run {
	var out []Run
	for _, r := range runs {
		if r.Markup == "" {
			out = append(out, r)
		}
	}
	return normal(out)
}

// neutral is what all formats can say of a document, and what they cannot.
func (d *Document) neutral() (*neutral, []Loss) {
	n := &neutral{Language: d.Language}
	losses := d.outside()
	for i, c := range d.Cues {
		n.Places = append(n.Places, d.Format.place(d, c))
		losses = append(losses, d.marked(i, c)...)
		c.Runs, c.Settings = bare(c.Runs), ""
		n.Cues = append(n.Cues, c)
	}
	return n, losses
}

// marked is what of one cue only its own format can say.
func (d *Document) marked(i int, c Cue) []Loss {
	var losses []Loss
	told := map[string]bool{}
	tell := func(what string) {
		if !told[what] {
			told[what] = true
			losses = append(losses, Loss{i, what})
		}
	}
	for _, r := range c.Runs {
		if _, ok := anchor(r.Markup); r.Markup == "" || ok || strings.HasPrefix(r.Markup, "</") {
			continue
		}
		tell("markup that only " + d.Format.Title + " has: " + kindOf(r.Markup))
	}
	set := settingsOf(c.Settings)
	switch {
	case d.Format.Name == "srt" && c.Settings != "":
		tell("coordinates in pixels")
	case d.Format.Name == "vtt" && set["vertical"] != "":
		tell("vertical writing")
	case d.Format.Name == "vtt" && set["region"] != "":
		tell("the WebVTT region that it is in")
	case d.Format.Name == "vtt" && set["line"] != "" && !strings.Contains(set["line"], "%"):
		tell("its line number becomes a place in per cent")
	}
	return losses
}

// kindOf is a piece of markup without its values.
func kindOf(markup string) string {
	switch {
	case strings.HasPrefix(markup, "{"):
		return "a command {\\…}"
	case strings.HasPrefix(markup, "<!"):
		return "a comment"
	case !strings.HasPrefix(markup, "<"):
		return markup
	}
	name, _, _ := tagName(markup)
	if name == "" || name[0] >= '0' && name[0] <= '9' {
		return "a time inside of the text"
	}
	return "<" + strings.TrimSuffix(name, "/") + ">"
}

// outside is what a document says outside of its cues.
func (d *Document) outside() []Loss {
	r := d.read
	var losses []Loss
	if r.tt != nil {
		if r.tt.styledMore() {
			losses = append(losses, Loss{-1, "colours, fonts and other styling of TTML"})
		}
		if strings.Contains(r.text, "metadata") {
			losses = append(losses, Loss{-1, "metadata"})
		}
		return losses
	}
	at := 0
	if d.Format.Name == "vtt" && isVTT(r.text) {
		at = lineAt(r.text, 0).to
	}
	for i := 0; i <= len(r.cues); i++ {
		to := len(r.text)
		if i < len(r.cues) {
			to = r.cues[i].from
		}
		if at < to && !isBlank(r.text[at:to]) {
			return append(losses, Loss{-1, "headers, notes, style and region blocks between the captions"})
		}
		if i < len(r.cues) {
			at = r.cues[i].to
		}
	}
	return losses
}

// styledMore says whether something is styled in a way that Style and Place do
// not know.
func (tt *timedText) styledMore() bool {
	prefix, _ := tt.styling()
	known := []string{"fontStyle", "fontWeight", "textAlign", "origin", "extent", "displayAlign", "textDecoration"}
	rest := tt.text
	for {
		n := strings.Index(rest, " "+prefix)
		if n < 0 {
			return false
		}
		rest = rest[n+1+len(prefix):]
		found := false
		for _, k := range known {
			found = found || strings.HasPrefix(rest, k)
		}
		if !found {
			return true
		}
	}
}

// differences is what a new document says otherwise than it was told.
func (d *Document) differences(n *neutral) []Loss {
	if len(d.Cues) != len(n.Cues) {
		return []Loss{{-1, fmt.Sprintf("%d captions become %d", len(n.Cues), len(d.Cues))}}
	}
	var losses []Loss
	for i, c := range d.Cues {
		if !sameRuns(bare(c.Runs), n.Cues[i].Runs) {
			losses = append(losses, Loss{i, "its text or style reads otherwise"})
		}
	}
	return losses
}

// linesLose is what formats with times to the millisecond and an end for each
// cue cannot say.
func linesLose(n *neutral) []Loss {
	var losses []Loss
	for i, c := range n.Cues {
		if c.End == Open {
			losses = append(losses, Loss{i, fmt.Sprintf("it has no end, and gets one after %s", openFor)})
		}
		if c.Start%time.Millisecond != 0 || c.End != Open && c.End%time.Millisecond != 0 {
			losses = append(losses, Loss{i, "times are rounded to the millisecond"})
		}
	}
	return losses
}

func saysSRT(n *neutral) []Loss {
	losses := linesLose(n)
	if n.Language != "" {
		losses = append(losses, Loss{-1, "the language"})
	}
	for i, c := range n.Cues {
		if c.ID != "" && !isNumber(c.ID) && !isNumber(strings.TrimPrefix(c.ID, "c")) {
			losses = append(losses, Loss{i, "its name"})
		}
		if p := n.Places[i]; p != ofNine(p.nine()) {
			losses = append(losses, Loss{i, "its exact place: SRT knows nine"})
		}
	}
	return losses
}

func saysVTT(n *neutral) []Loss {
	losses := linesLose(n)
	if n.Language != "" {
		losses = append(losses, Loss{-1, "the language"})
	}
	return losses
}

func saysTTML(n *neutral) []Loss {
	var losses []Loss
	for i, c := range n.Cues {
		if c.ID != "" && !isNumber(c.ID) && nameXML(c.ID) != c.ID {
			losses = append(losses, Loss{i, "its name"})
		}
	}
	return losses
}

func freshSRT(n *neutral) string {
	var b strings.Builder
	numbers := numbersSRT(n.Cues)
	for i, c := range n.Cues {
		if key := n.Places[i].nine(); key != 2 {
			c.Runs = append([]Run{{Markup: fmt.Sprintf(`{\an%d}`, key)}}, c.Runs...)
		}
		fmt.Fprintf(&b, "%s\n%s --> %s\n", numbers[i], stamp(c.Start, 2, ','), stamp(shown(c), 2, ','))
		if body := bodySRT(c.Runs, "\n"); body != "" {
			b.WriteString(body + "\n")
		}
		b.WriteString("\n")
	}
	return b.String()
}

// numbersSRT are the numbers of cues: those that they have, or new ones from 1 on
// where some have none.
func numbersSRT(cues []Cue) []string {
	out, all := make([]string, len(cues)), true
	for i, c := range cues {
		out[i] = strings.TrimSpace(strings.TrimPrefix(c.ID, "c"))
		all = all && isNumber(out[i])
	}
	for i := range out {
		if !all {
			out[i] = strconv.Itoa(i + 1)
		}
	}
	return out
}

func freshVTT(n *neutral) string {
	var b strings.Builder
	b.WriteString("WEBVTT\n\n")
	for i, c := range n.Cues {
		if number, ok := strings.CutPrefix(c.ID, "c"); ok && isNumber(number) {
			c.ID = number
		}
		c.Settings = settingsVTT(n.Places[i])
		b.WriteString(blockVTT(&Document{read: &read{eol: "\n"}}, c, nil, nil))
	}
	return b.String()
}

// freshTTML writes a document with a region for each place.
func freshTTML(n *neutral) string {
	root := `<tt xmlns="http://www.w3.org/ns/ttml" xmlns:tts="http://www.w3.org/ns/ttml#styling" xml:lang="` + escapeXML(n.Language) + `">`
	tt := &timedText{root: root, sheet: styleSheet{}}
	names := map[Place]string{}
	var regions, cues strings.Builder
	ids := map[string]bool{}
	for i, c := range n.Cues {
		p := n.Places[i]
		if p == (Place{}) {
			p = usual()
		}
		if names[p] == "" {
			names[p] = "place-" + strconv.Itoa(len(names)+1)
			fmt.Fprintf(&regions, "      <region xml:id=%q tts:origin=\"%s %s\" tts:extent=\"%s %s\" tts:displayAlign=%q tts:textAlign=%q/>\n",
				names[p], short(p.X), short(p.Y), short(p.W), short(p.H), p.Edge, p.Align)
		}
		tag := setAttr("<p>", "region", names[p])
		tag = setAttr(tag, "begin", tt.rules.write(c.Start, ""))
		if c.End != Open {
			tag = setAttr(tag, "end", tt.rules.write(c.End, ""))
		}
		if id := nameXML(c.ID); !ids[id] && !strings.HasPrefix(id, "place-") {
			tag, ids[id] = setAttr(tag, "xml:id", id), true
		}
		cues.WriteString("      " + tag + tt.body(c.Runs, look{}) + "</p>\n")
	}
	return "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n" + root + "\n  <head>\n    <layout>\n" + regions.String() +
		"    </layout>\n  </head>\n  <body>\n    <div>\n" + cues.String() + "    </div>\n  </body>\n</tt>\n"
}

// nameXML is an identifier as xml:id can have it: c12 for 12, "" for what is
// no name.
func nameXML(id string) string {
	if isNumber(id) {
		return "c" + strings.TrimSpace(id)
	}
	for i, r := range id {
		letter := r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' || r == '_'
		if !letter && (i == 0 || !strings.ContainsRune("0123456789-.", r)) {
			return ""
		}
	}
	return id
}

// Anew is a new TTML document of what all formats can say of one: for TTML
// whose containers have times of their own, or count frames.
func Anew(d *Document) (*Document, []Loss, error) {
	n, losses := d.neutral()
	made, err := n.make(ttml())
	if err != nil {
		return nil, losses, err
	}
	return made, append(losses, made.differences(n)...), nil
}
