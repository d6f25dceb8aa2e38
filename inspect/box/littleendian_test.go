package box_test

import (
	"context"
	"encoding/hex"
	"strings"
	"testing"

	"smoothscope/inspect/box"
	"smoothscope/inspect/source"
)

// A reader of the JSON takes every number for big-endian bits. The integers of
// a PlayReady object are not: they show their bytes, and tell their number.
func TestLittleEndianIntegersShowTheirBytesInJSON(t *testing.T) {
	object := "0a000000" + "0100" + "0100" + "0000" // length 10, one record of type 1 and no bytes
	payload := "00000000" + "9a04f07998404286ab92e65be0885f95" + "0000000a" + object
	raw, err := hex.DecodeString("0000003a" + hex.EncodeToString([]byte("uuid")) + "d08a4f1810f34a82b6c832d8aba183d3" + payload)
	if err != nil {
		t.Fatal(err)
	}
	tree, err := box.Scan(context.Background(), source.Memory("pro", raw), box.Options{})
	if err != nil {
		t.Fatal(err)
	}
	doc, _ := dumpJSON(t, tree, box.DumpOptions{Root: -1, Depth: -1, Fields: true})
	found := false
	var look func([]jsonField)
	look = func(fields []jsonField) {
		for _, f := range fields {
			look(f.Items)
			if f.Name != "length" {
				continue
			}
			found = true
			if f.Value != "0a000000" || !f.Little || !strings.HasPrefix(f.Text, "10") {
				t.Errorf("value %v, text %q, littleEndian %v", f.Value, f.Text, f.Little)
			}
		}
	}
	look(doc.Boxes[0].Fields)
	if !found {
		t.Error("no length in the PlayReady object")
	}
}
