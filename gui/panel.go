package gui

import (
	"cmp"
	"fmt"
	"path/filepath"
	"slices"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"

	"smoothscope/gui/kit"
	"smoothscope/gui/session"
	"smoothscope/inspect/asset"
)

// panel is the list at the left: the members of the asset, the other open
// assets, or what was open lately.
type panel struct {
	hall   *Hall
	grid   *kit.Grid
	rows   []panelRow
	object fyne.CanvasObject

	unsaved map[string]bool // members of the current asset, by path
}

// panelRow is one line of it.
type panelRow struct {
	cell  kit.Cell
	right kit.Cell
	path  string         // of a member
	open  *session.Asset // another open asset
	names []string       // something to open

	unsaved bool
}

func newPanel(h *Hall) *panel {
	p := &panel{hall: h}
	p.grid = kit.NewGrid(p, kit.Column{})
	p.grid.Surface, p.grid.RowHeight, p.grid.Inset = kit.Panel, kit.PanelRowHeight, 14
	p.grid.OnSelect = p.chosen
	p.grid.OnCopy = func(rows []int64) {
		if row := p.row(rows[0]); row != nil && row.path != "" {
			h.copied(row.path)
		}
	}
	p.object = kit.NewPanel(kit.Panel, kit.Pad(kit.Space, 0, 0, 0, p.grid))
	return p
}

// Rows is for the grid.
func (p *panel) Rows() int64 { return int64(len(p.rows)) }

// Cell is for the grid.
func (p *panel) Cell(i int64, col int) kit.Cell {
	row := p.row(i)
	if row == nil || col > 0 {
		return kit.Cell{}
	}
	cell := row.cell
	cell.End, cell.EndWords, cell.EndColor = row.right.Text, true, row.right.Color
	if row.unsaved {
		cell.End = strings.TrimSpace(dirtyMark + " " + cell.End)
		if cell.EndColor == "" {
			cell.EndColor = kit.Warning
		}
	}
	if cell.EndColor == "" {
		cell.EndColor = kit.Dim
	}
	return cell
}

func (p *panel) row(i int64) *panelRow {
	if i < 0 || i >= int64(len(p.rows)) {
		return nil
	}
	return &p.rows[i]
}

func (p *panel) chosen(i int64) {
	row, h := p.row(i), p.hall
	switch {
	case row == nil:
	case row.open != nil:
		h.session.Activate(row.open)
	case row.names != nil:
		h.Open(row.names)
	case row.path != "":
		h.showFile(h.session.Current(), row.path)
		if h.tabs.Selected() != tabBoxes {
			h.showTab(tabBoxes)
		}
	}
	p.mark()
}

// refresh lists what is open now.
func (p *panel) refresh() {
	p.rows = nil
	current := p.hall.session.Current()
	p.unsaved = map[string]bool{}
	if current != nil && current.Draft != nil {
		for _, path := range current.Draft.Dirty() {
			p.unsaved[path] = true
		}
	}
	switch {
	case current == nil:
		p.recent()
	case current.Content == nil:
		p.section(lang.L("ASSET"))
		p.opening(current)
	default:
		p.members(current.Content)
	}
	p.others(current)
	p.grid.Refresh()
	p.mark()
}

func (p *panel) section(title string) {
	p.rows = append(p.rows, panelRow{cell: kit.Cell{Text: title, Section: true}})
}

func (p *panel) opening(a *session.Asset) {
	row := panelRow{cell: kit.Cell{Text: a.Title, Mark: kit.Structure}, right: kit.Cell{Text: lang.L("opening…")}}
	if a.Err != nil {
		row.right = kit.Cell{Text: lang.L("✕ no asset"), Color: kit.Error}
	}
	if len(a.Names) == 1 {
		row.path = a.Names[0]
	}
	p.rows = append(p.rows, row)
}

func (p *panel) recent() {
	recent := p.hall.prefs.Recent()
	if len(recent) == 0 {
		return
	}
	p.section(lang.L("RECENT"))
	for _, names := range recent {
		p.rows = append(p.rows, panelRow{cell: kit.Cell{Text: titleOf(names), Mark: kit.Structure}, names: names})
	}
}

func (p *panel) others(current *session.Asset) {
	var rows []panelRow
	for _, a := range p.hall.session.Assets() {
		if a != current {
			row := panelRow{cell: kit.Cell{Text: a.Title, Mark: kit.Structure}, open: a}
			row.unsaved = dirty(a)
			rows = append(rows, row)
		}
	}
	if len(rows) > 0 {
		p.section(lang.L("ALSO OPEN"))
		p.rows = append(p.rows, rows...)
	}
}

// members lists the manifests, then the media by what is in them.
func (p *panel) members(content *asset.Asset) {
	p.section(lang.L("ASSET"))
	for _, m := range content.Members {
		if m.Role != asset.MediaRole {
			p.member(m, kit.Structure, roleWord(m.Role))
			p.judge(m.Path, -1, -1)
		}
	}
	if content.URL == "" && !slices.ContainsFunc(content.Members, func(m asset.Member) bool { return m.Role != asset.MediaRole }) {
		p.rows = append(p.rows, panelRow{cell: kit.Cell{Text: content.Name, Mark: kit.Structure}, right: kit.Cell{Text: lang.L("no manifest")}})
	}
	listed := map[string]bool{}
	for _, kind := range kinds() {
		p.kind(content, kind, listed)
	}
	p.rest(content, listed)
}

func roleWord(r asset.Role) string {
	if r == asset.ServerRole {
		return lang.L("server")
	}
	return lang.L("client")
}

// kinds are those of streams, in the order of the panel.
func kinds() []string { return []string{"video", "audio", "text"} }

// levelRow is a level with its stream, and which they are.
type levelRow struct {
	stream *asset.Stream
	level  *asset.Level
	at, of int // stream and level
}

// levelsOf lists the levels of the streams of one kind, the best first.
func levelsOf(content *asset.Asset, kind string) []levelRow {
	var rows []levelRow
	for i := range content.Streams {
		s := &content.Streams[i]
		if s.Type != kind {
			continue
		}
		first := len(rows)
		for j := range s.Levels {
			rows = append(rows, levelRow{s, &s.Levels[j], i, j})
		}
		slices.SortStableFunc(rows[first:], func(a, b levelRow) int { return cmp.Compare(b.level.Bitrate, a.level.Bitrate) })
	}
	return rows
}

// kind lists what there is of one kind of stream.
func (p *panel) kind(content *asset.Asset, kind string, listed map[string]bool) {
	rows := levelsOf(content, kind)
	if len(rows) == 0 {
		return
	}
	p.section(map[string]string{"video": lang.L("VIDEO"), "audio": lang.L("AUDIO"), "text": lang.L("TEXT")}[kind])
	for _, row := range rows {
		p.level(content, row, listed)
	}
}

func (p *panel) level(content *asset.Asset, row levelRow, listed map[string]bool) {
	s, l := row.stream, row.level
	if s.Embedded && l.File == "" {
		p.rows = append(p.rows, panelRow{cell: kit.Cell{Text: s.Name, Mark: kindToken(s.Type)}, right: kit.Cell{Text: lang.L("in manifest")}})
		return
	}
	right := fmt.Sprintf("%d kb/s", (l.Bitrate+500)/1000)
	if s.Language != "" && s.Language != "und" {
		right = s.Language + " " + right
	}
	m, known := content.Member(l.File)
	if !known {
		p.rows = append(p.rows, panelRow{cell: kit.Cell{Text: s.Name, Mark: kindToken(s.Type)}, right: kit.Cell{Text: right}})
		return
	}
	listed[l.File] = true
	p.member(m, kindToken(s.Type), right)
	p.judge(l.File, row.at, row.of)
}

// rest lists media that no stream names.
func (p *panel) rest(content *asset.Asset, listed map[string]bool) {
	first := true
	for _, m := range content.Members {
		if m.Role != asset.MediaRole || listed[m.Path] {
			continue
		}
		if first {
			p.section(lang.L("OTHER FILES"))
			first = false
		}
		p.member(m, kit.Unknown, kit.Bytes(m.Size))
		p.judge(m.Path, -1, -1)
	}
}

func (p *panel) member(m asset.Member, mark kit.Token, right string) {
	row := panelRow{
		cell: kit.Cell{Text: filepath.Base(filepath.FromSlash(m.Path)), Mark: mark}, right: kit.Cell{Text: right}, path: m.Full,
	}
	if !m.Present {
		row.cell.Color, row.cell.Mark = kit.Error, kit.Error
		row.right = kit.Cell{Text: lang.L("✕ missing"), Color: kit.Error}
		row.path = ""
	}
	row.unsaved = p.unsaved[m.Path]
	p.hall.disk.mark(&row, m.Full)
	p.rows = append(p.rows, row)
}

// panelExtra is the room of a row besides its texts.
const panelExtra = 72

func panelText(s string) float32 {
	return fyne.MeasureText(s, kit.TextSize, fyne.TextStyle{}).Width
}

// judge puts the count of what is wrong with a file or level behind the row that
// was added last, unless something more urgent stands there.
func (p *panel) judge(file string, stream, level int) {
	row := &p.rows[len(p.rows)-1]
	text, token := p.hall.wrong(p.hall.session.Current(), file, stream, level)
	if text == "" || row.right.Color != "" {
		return
	}
	if panelText(row.cell.Text)+panelText(row.right.Text)+panelText(text) < p.grid.Size().Width-panelExtra {
		row.cell.Dim = row.right.Text
	}
	row.right = kit.Cell{Text: text, Color: token}
}

func kindToken(kind string) kit.Token {
	switch kind {
	case "video":
		return kit.Media
	case "audio":
		return kit.Time
	case "text":
		return kit.Protection
	}
	return kit.Unknown
}

// mark selects the row of the file that is shown.
func (p *panel) mark() {
	f := p.hall.session.Selection().File
	at := int64(-1)
	if f != nil {
		at = int64(slices.IndexFunc(p.rows, func(r panelRow) bool { return r.path == f.Path && r.path != "" }))
		if have := p.row(p.grid.Selected()); have != nil && have.path == f.Path {
			at = p.grid.Selected() // one of several levels in the same file
		}
	}
	p.grid.Select(at)
}
