package box

import (
	"bytes"
	"context"
	"testing"

	"smoothscope/inspect/source"
)

// Where each of many siblings asks for another, all of them must not be looked
// at for each.
func TestLookingForASiblingIsBounded(t *testing.T) {
	for before, found := range map[int]bool{0: true, 200: true, 300: false, 100_000: false} {
		file := append(bytes.Repeat([]byte("\x00\x00\x00\x08free"), before), "\x00\x00\x00\x08tfhd"...)
		tree, err := Scan(context.Background(), source.Memory("a.mp4", file), Options{})
		if err != nil {
			t.Fatal(err)
		}
		if got := tree.near(-1, "tfhd"); (got == before) != found || (got == -1) == found {
			t.Errorf("behind %d siblings it is node %d", before, got)
		}
		if got := tree.Child(-1, "tfhd"); got != before {
			t.Errorf("Child gives %d, want %d", got, before)
		}
	}
}

// A file that calls itself QuickTime's does so at its start.
func TestQuickTime(t *testing.T) {
	for file, want := range map[string]bool{
		"\x00\x00\x00\x14ftypqt  \x00\x00\x00\x00qt  ":                     true,
		"\x00\x00\x00\x14ftypisom\x00\x00\x00\x00qt  ":                     true,
		"\x00\x00\x00\x14ftypisom\x00\x00\x00\x00isml":                     false,
		"\x00\x00\x00\x08free\x00\x00\x00\x14ftypqt  \x00\x00\x00\x00qt  ": false,
		"": false,
	} {
		tree, err := Scan(context.Background(), source.Memory("a.mov", []byte(file)), Options{})
		if err != nil {
			t.Fatal(err)
		}
		if got := tree.quickTime(); got != want {
			t.Errorf("%q: %v, want %v", file, got, want)
		}
	}
}
