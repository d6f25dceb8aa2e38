package check

import (
	"fmt"
	"strconv"
	"strings"
)

func manChunks() *Rule {
	return &Rule{
		ID: "MAN-CHUNKS", Title: "Chunks says another number than there are chunks", Severity: Error,
		Help: "Chunks is how many chunks a StreamIndex lists once the repeats are expanded. Players reserve and check by it, and some stop at the smaller of the two numbers. " +
			"A difference shows that the list was edited by hand or cut, or that r was counted as in DASH, where it is the number of further chunks.",
		Clause: "MS-SSTR 2.2.2.3",
		whole: func(c *Case, to *Reporter) {
			client, _ := c.client()
			if client == nil || !c.wholeClient() {
				return
			}
			for i := range client.Streams {
				s := &client.Streams[i]
				text, said := s.Attr("Chunks")
				text = strings.TrimSpace(text)
				n, err := strconv.ParseUint(text, 10, 31)
				// A live manifest says 0 while it grows, and one whose data it carries may say nothing.
				if !said || err == nil && (n == uint64(len(s.Chunks)) || n == 0 && (client.Live || s.Embedded || s.Parent != "")) {
					continue
				}
				to.Add("", Finding{
					Place:    c.inClient(i, -1, s.Span),
					Message:  fmt.Sprintf("Chunks of %s says %s, but %d are listed", clientTitle(s), cmpOr(quotedNumber(text, err), text), len(s.Chunks)),
					Measured: count(len(s.Chunks), "chunk", "chunks"), Expected: cmpOr(text, "a number"),
					Hint: "The list was cut or edited, or r counts further chunks as in DASH; have the packager write the manifest again.",
				})
			}
		},
	}
}

// quotedNumber is a text in quotes where it is no number.
func quotedNumber(text string, err error) string {
	if err == nil {
		return ""
	}
	return quotedOr(text, "nothing")
}

func manLevels() *Rule {
	return &Rule{
		ID: "MAN-LEVELS", Title: "QualityLevels says another number than there are levels", Severity: Warning,
		Help:   "QualityLevels is how many bitrates a StreamIndex has. A difference shows that a level was added or taken out by hand; players that believe the attribute never reach the level that is too many.",
		Clause: "MS-SSTR 2.2.2.3",
		whole: func(c *Case, to *Reporter) {
			client, _ := c.client()
			if client == nil || !c.wholeClient() {
				return
			}
			for i := range client.Streams {
				s := &client.Streams[i]
				text, said := s.Attr("QualityLevels")
				text = strings.TrimSpace(text)
				if n, err := strconv.ParseUint(text, 10, 31); said && (err != nil || n != uint64(len(s.Levels))) {
					to.Add("", Finding{
						Place:    c.inClient(i, -1, s.Span),
						Message:  fmt.Sprintf("QualityLevels of %s says %s, but there are %d", clientTitle(s), cmpOr(quotedNumber(text, err), text), len(s.Levels)),
						Measured: count(len(s.Levels), "level", "levels"), Expected: cmpOr(text, "a number"),
						Hint: "A level was added or taken out by hand: change the attribute too.",
					})
				}
			}
		},
	}
}

func manTimeOrDuration() *Rule {
	return &Rule{
		ID: "MAN-D-OR-T", Title: "A chunk has neither a duration nor a time", Severity: Error,
		Help: "A c element has to say when it starts (t) or how long it lasts (d): from one of the two players work out the other. " +
			"With neither they have to guess, and ask the server for a chunk that is not there.",
		Clause: "MS-SSTR 2.2.2.6",
		whole: func(c *Case, to *Reporter) {
			client, m := c.client()
			if client == nil {
				return
			}
			for i := range m.streams {
				var t tally
				what := ""
				for n := range m.streams[i].chunks {
					if e := &m.streams[i].chunks[n]; m.streams[i].timeless(n) {
						t.add(func() Place { return c.atChunk(i, e.first, e) })
						if what == "" {
							what = "neither t nor d"
							if e.hasD {
								what = "no t, and the one before it no d: nobody knows when it starts"
							}
						}
					}
				}
				if t.n > 0 {
					t.report(to, "", Finding{
						Message:  fmt.Sprintf("chunk %d of %s has %s%s", max(t.places[0].Chunk, 0), clientTitle(&client.Streams[i]), what, several(t.n)),
						Measured: what, Expected: "t, d or both", Hint: "Have the packager write the chunk list again; by hand, give the element its t and d.",
					})
				}
			}
		},
	}
}

// several tells in a message of how many places it speaks.
func several(n int) string {
	if n < 2 {
		return ""
	}
	return fmt.Sprintf("; %d chunks in all", n)
}

func manNumbers() *Rule {
	return &Rule{
		ID: "MAN-N", Title: "The numbers of the chunks are missing or do not increase", Severity: Warning,
		// A live point numbers nothing, since its window moves, and no CMAF player asks.
		In: map[Profile]Severity{Ingest: Info, Archive: Info, CMAF: Info},
		Help: "n is the ordinal of a chunk. Most players count by themselves, so that playback works without it, but some tools take it as the order of the list. " +
			"Numbers that go back show that two lists were joined.",
		Clause: "MS-SSTR 2.2.2.6",
		whole: func(c *Case, to *Reporter) {
			client, m := c.client()
			if client == nil {
				return
			}
			for i := range m.streams {
				var missing, back tally
				chunks, last := m.streams[i].chunks, -1
				for n := range chunks {
					switch e := &chunks[n]; {
					case !e.hasN:
						missing.add(func() Place { return c.atChunk(i, e.first, e) })
					case last >= 0 && e.n <= chunks[last].n:
						back.add(func() Place { return c.atChunk(i, e.first, e) })
						last = n
					default:
						last = n
					}
				}
				name := clientTitle(&client.Streams[i])
				back.report(to, "back", Finding{
					Message:  fmt.Sprintf("the numbers (n) of the chunks of %s do not increase%s", name, several(back.n)),
					Measured: "n as before or lower", Expected: "n higher than that of the chunk before", Hint: "Two lists may have been joined: number the chunks from 0 on.",
				})
				missing.report(to, "missing", Finding{
					Message:  fmt.Sprintf("%d of %d c elements of %s have no number (n)", missing.n, len(chunks), name),
					Measured: fmt.Sprintf("%d without n", missing.n), Expected: "n in each element", Hint: "Harmless for players, which count by themselves. Packagers that write r or live manifests leave n out.",
				})
			}
		},
	}
}
