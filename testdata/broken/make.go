// Command broken writes the damaged fixtures beside it from ladder/v_20.ismv.
// It finds the boxes by their names, so it also serves another v_20.ismv.
//
//	go run ./testdata/broken
package main

import (
	"bytes"
	"encoding/binary"
	"fmt"
	"log"
	"os"
	"path/filepath"
	"slices"
)

func main() {
	good, err := os.ReadFile(filepath.Join("testdata", "ladder", "v_20.ismv"))
	if err != nil {
		log.Fatalf("run it from the top of the project: %v", err)
	}
	for name, b := range damaged(good) {
		if err := os.WriteFile(filepath.Join("testdata", "broken", name), b, 0o644); err != nil {
			log.Fatal(err)
		}
		fmt.Printf("%-20s %6d bytes\n", name, len(b))
	}
}

func damaged(good []byte) map[string][]byte {
	second, third := moof(good, 2), moof(good, 3)
	mfra := bytes.LastIndex(good, []byte("mfra")) - 4

	// The second moof says that it is larger than the file.
	moofSize := slices.Clone(good)
	binary.BigEndian.PutUint32(moofSize[second:], 1<<20)

	// The second entry of the index points 24 bytes into its moof.
	lying := slices.Clone(good)
	entry := bytes.Index(lying[mfra:], binary.BigEndian.AppendUint64(nil, uint64(second))) + mfra
	binary.BigEndian.PutUint64(lying[entry:], uint64(second+24))

	return map[string][]byte{
		// A copy that stopped inside the third fragment's mdat.
		"truncated.ismv":  good[:third+2000],
		"moof_size.ismv":  moofSize,
		"no_mfra.ismv":    good[:mfra],
		"lying_mfra.ismv": lying,
		// A run that claims 2³²-1 samples and has bytes for none.
		"long_trun.ismv": longTrun(good[:second]),
		// A hundred moofs inside each other.
		"nested.ismv": nested(100),
		"empty.ismv":  {},
		"text.ismv":   []byte("This is a text file, whatever its name says.\n"),
	}
}

// moof is the offset of the nth moof, counted from 1.
func moof(b []byte, n int) int {
	at := 0
	for range n {
		at += bytes.Index(b[at:], []byte("moof")) + 4
	}
	return at - 8
}

func longTrun(b []byte) []byte {
	b = slices.Clone(b)
	trun := bytes.Index(b, []byte("trun")) + 4
	binary.BigEndian.PutUint32(b[trun+4:], 1<<32-1)
	return b
}

func nested(depth int) []byte {
	var b []byte
	for i := range depth {
		b = binary.BigEndian.AppendUint32(b, uint32(8*(depth-i)))
		b = append(b, "moof"...)
	}
	return b
}
