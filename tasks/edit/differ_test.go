package edit_test

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"unicode/utf16"

	"github.com/google/go-cmp/cmp"

	"smoothscope/tasks/edit"
)

// show is a diff as people write it.
func show(d edit.Diff) string {
	var b strings.Builder
	for _, h := range d.Hunks {
		fmt.Fprintf(&b, "@@ -%d +%d @@\n", h.Old, h.New)
		for _, l := range h.Lines {
			fmt.Fprintf(&b, "%c%s\n", " -+"[l.Kind], l.Text)
		}
	}
	return b.String()
}

func TestDiffer(t *testing.T) {
	long := func(c string) string {
		return `<?xml version="1.0"?><SmoothStreamingMedia Duration="80000000"><StreamIndex Type="text" Chunks="3" Name="` + strings.Repeat("x", 300) + `"><c t="0"/>` + c + `<c t="2"><f>QUJD</f></c></StreamIndex></SmoothStreamingMedia>`
	}
	for name, c := range map[string][3]string{
		"nothing":    {"a\nb\n", "a\nb\n", ""},
		"one line":   {"1\n2\n3\n4\n5\n6\n7\n8\n9\n", "1\n2\n3\n4\nfive\n6\n7\n8\n9\n", "@@ -2 +2 @@\n 2\n 3\n 4\n-5\n+five\n 6\n 7\n 8\n"},
		"two places": {"1\n2\n3\n4\n5\n6\n7\n8\n9\n", "2\n3\n4\n5\n6\n7\n8\n9\n10\n", "@@ -1 +1 @@\n-1\n 2\n 3\n 4\n@@ -7 +6 @@\n 7\n 8\n 9\n+10\n"},
		"neighbours": {"1\n2\n3\n4\n5\n6\n7\n", "1\nx\n3\n4\n5\n6\ny\n", "@@ -1 +1 @@\n 1\n-2\n+x\n 3\n 4\n 5\n 6\n-7\n+y\n"},
		"all new":    {"", "a\nb", "@@ -0 +1 @@\n+a\n+b\n"},
		"all gone":   {"a\r\nb", "", "@@ -1 +0 @@\n-a\n-b\n"},
		"moved":      {"1\n2\n3\n4\n", "3\n4\n1\n2\n", "@@ -1 +1 @@\n-1\n-2\n 3\n 4\n+1\n+2\n"},
		"same lines": {strings.Repeat("c\n", 9), strings.Repeat("c\n", 8), "@@ -6 +6 @@\n c\n c\n c\n-c\n"},
		"a long line": {long(`<c t="1"/>`), long(`<c t="1" d="2"/>`), "@@ -3 +3 @@\n " + `<StreamIndex Type="text" Chunks="3" Name="` + strings.Repeat("x", 300) + "\">\n" +
			` <c t="0"/>` + "\n" + `-<c t="1"/>` + "\n" + `+<c t="1" d="2"/>` + "\n" + ` <c t="2">` + "\n" + ` <f>QUJD</f>` + "\n </c>\n"},
	} {
		got := show(edit.Differ([]byte(c[0]), []byte(c[1])))
		if name == "a long line" {
			got = strings.Replace(got, "@@ -2 +2 @@\n <SmoothStreamingMedia Duration=\"80000000\">\n", "@@ -3 +3 @@\n", 1)
		}
		if diff := cmp.Diff(c[2], got); diff != "" {
			t.Errorf("%s: %s", name, diff)
		}
	}
}

func TestDifferOfUTF16(t *testing.T) {
	wide := func(text string) (raw []byte) {
		for _, c := range utf16.Encode([]rune("\ufeff" + text)) {
			raw = append(raw, byte(c), byte(c>>8))
		}
		return raw
	}
	d := edit.Differ(wide("<a/>\n<b n='ä'/>"), wide("<a/>\n<b n='ö'/>"))
	if got := show(d); got != "@@ -1 +1 @@\n <a/>\n-<b n='ä'/>\n+<b n='ö'/>\n" || d.Gone != 1 || d.Come != 1 {
		t.Error(got)
	}
}

// Whatever two texts are, the lines that are kept and gone are the old one, and
// those kept and come are the new one; and there are no more lines than edits.
func TestDifferIsRight(t *testing.T) {
	random := rand.New(rand.NewPCG(5, 6))
	for round := range 300 {
		kinds := 1 + random.IntN(30)
		var old []string
		for range random.IntN(60) {
			old = append(old, fmt.Sprint(random.IntN(kinds)))
		}
		now, edits := slices.Clone(old), random.IntN(10)
		for range edits {
			at := random.IntN(len(now) + 1)
			if random.IntN(2) == 0 || at == len(now) {
				now = slices.Insert(now, at, fmt.Sprint(random.IntN(kinds)))
			} else {
				now = slices.Delete(now, at, at+1)
			}
		}
		d := edit.Differ([]byte(strings.Join(old, "\n")), []byte(strings.Join(now, "\n")))
		if d.Gone+d.Come > edits {
			t.Errorf("round %d: %d lines for %d edits", round, d.Gone+d.Come, edits)
		}
		if got := patched(old, d); !slices.Equal(got, now) {
			t.Fatalf("round %d: %v became %v, not %v", round, old, got, now)
		}
	}
}

// patched is the old lines with the hunks of a diff put in.
func patched(old []string, d edit.Diff) (out []string) {
	at := 0
	for _, h := range d.Hunks {
		for _, l := range h.Lines {
			if l.Kind == edit.ComeLine {
				out = append(out, l.Text)
				continue
			}
			out = append(out, old[at:l.Old-1]...)
			at = l.Old
			if l.Kind == edit.KeptLine {
				out = append(out, l.Text)
			}
		}
	}
	return append(out, old[at:]...)
}

// tenThousand is a manifest of 10 000 chunks on one line, with some of them
// changed.
func tenThousand(change func(i int) string) []byte {
	var b strings.Builder
	b.WriteString(`<SmoothStreamingMedia MajorVersion="2"><StreamIndex Type="video">`)
	for i := range 10_000 {
		b.WriteString(change(i))
	}
	b.WriteString("</StreamIndex></SmoothStreamingMedia>")
	return []byte(b.String())
}

func BenchmarkDiffer(b *testing.B) {
	times := func(i int) string { return fmt.Sprintf(`<c t="%d" d="20000000"/>`, i*20_000_000) }
	same := func(int) string { return `<c d="20000000"/>` }
	for name, c := range map[string][2]func(int) string{
		"one changed":             {times, func(i int) string { return strings.Replace(times(i), `t="100000000000"`, `t="1"`, 1) }},
		"two of the same changed": {same, func(i int) string { return strings.Replace(same(i), "2", fmt.Sprint(2+bool01(i%4000 == 100)), 1) }},
		"every second changed":    {times, func(i int) string { return strings.Replace(times(i), "d=", fmt.Sprint("n", i%2, "="), i%2) }},
		"all changed":             {times, func(i int) string { return times(i + 1_000_000) }},
		"to something else":       {times, same},
	} {
		old, now := tenThousand(c[0]), tenThousand(c[1])
		b.Run(name, func(b *testing.B) {
			for b.Loop() {
				edit.Differ(old, now)
			}
		})
	}
	first, second := tenThousand(times), tenThousand(func(i int) string { return times(i + 10_000) })
	b.Run("two change places", func(b *testing.B) {
		for b.Loop() {
			edit.Differ(slices.Concat(first, second), slices.Concat(second, first))
		}
	})
}

func bool01(is bool) int {
	if is {
		return 1
	}
	return 0
}
