package check

import "fmt"

// liveRules are about what live fragments say of those to come.
func liveRules() []*Rule {
	return []*Rule{{
		ID: "LIV-TFRF-TIME", Title: "A fragment announces others that do not come so", Severity: Error,
		In: map[Profile]Severity{Smooth: Warning, CMAF: Info}, // played on demand nobody reads it
		Help: "A live fragment carries the times of the next ones (tfrf), and players ask the server for just those. Where they are wrong the player asks for chunks that do not exist, and stops. " +
			"The server or encoder filled them in wrongly, or fragments were dropped afterwards.",
		Clause: "[MS-SSTR] 2.2.4.5",
		boxes:  judgeAnnounced,
	}}
}

func judgeAnnounced(c *Case, _ *File, b *BoxSight, to *Reporter) {
	for moof := range b.Roots() {
		if !b.is(moof, "moof") || b.Fault(moof) != nil {
			continue
		}
		if tfrf := b.announcing(moof); tfrf >= 0 {
			if t := b.trackOf(moof); t != nil && t.Index.Broken == 0 {
				b.judgeTfrf(c, t, moof, tfrf, to)
			}
		}
	}
}

// announcing is the tfrf of a moof, -1 for none.
func (b *BoxSight) announcing(moof int) int {
	for traf := range b.Children(moof) {
		for i := range b.Children(traf) {
			if b.Name(i) == "tfrf" {
				return i
			}
		}
	}
	return -1
}

func (b *BoxSight) judgeTfrf(c *Case, t *Track, moof, tfrf int, to *Reporter) {
	n, _ := t.ordinal(b.Node(moof).Offset)
	rows := b.fields(tfrf).Table("entries")
	for row := range rows.Count() {
		next := n + 1 + row
		if next >= len(t.Fragments) {
			return
		}
		said, is := rows.Int(row, 0), int64(t.Fragments[next].Time)
		if said-is >= -1 && said-is <= 1 {
			continue
		}
		place, off := b.Place(tfrf), t.Off(said-is)
		to.Add("", Finding{
			Message: fmt.Sprintf("chunk %d of %s announces chunk %d at %s, and that is at %s", n, c.level(t), next, seconds(said, uint64(t.TimeScale)), seconds(is, uint64(t.TimeScale))),
			Place:   place, Measured: seconds(said, uint64(t.TimeScale)), Expected: seconds(is, uint64(t.TimeScale)), Off: off,
			Hint: "Fragments were dropped, or cut anew, after the server had announced them.",
		})
		return
	}
}
