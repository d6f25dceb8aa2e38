package main

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"testing"

	"smoothscope/inspect/asset"
	"smoothscope/inspect/check"
	"smoothscope/testdata"
	"smoothscope/testdata/spoil"
)

// spoiled writes the fixture that breaks a rule and returns what to open.
func spoiled(t *testing.T, rule string) string {
	t.Helper()
	a, err := spoil.Ladder(testdata.Path(t, "ladder"))
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range spoil.Cases() {
		if c.Rule == rule {
			c.Bad(a)
		}
	}
	folder := t.TempDir()
	names, err := a.Write(folder)
	if err != nil {
		t.Fatal(err)
	}
	if len(names) > 1 {
		return folder
	}
	return names[0]
}

// found is the finding of a rule about an asset.
func found(t *testing.T, name, rule string) check.Finding {
	t.Helper()
	a, err := asset.Open(context.Background(), []string{name}, asset.Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = a.Close() }()
	r, err := check.Run(context.Background(), a, check.Options{})
	if err != nil {
		t.Fatal(err)
	}
	i := slices.IndexFunc(r.Findings, func(f check.Finding) bool { return f.Rule == rule })
	if i < 0 {
		t.Fatalf("%s is not found: %+v", rule, r.Findings)
	}
	return r.Findings[i]
}

// TestChecks lets a finding lead to its bytes and its fragment, and publishes
// what is wrong only after the question.
func TestChecks(t *testing.T) {
	const rule = "TIME-TFRA-TFXD"
	name := spoiled(t, rule)
	f := found(t, name, rule)
	s := newScreen(t, 1440, 900, name)
	s.untilTitle("Smoothscope — " + filepath.Base(name))
	s.copied("ctrl+shift+c", "ftyp[1]")
	s.untilOpened(name)
	s.keys("ctrl+k")
	s.copies(func() { s.keys("ctrl+c") }, "error", rule, f.File)
	s.shot("checks")
	s.keys("ctrl+f")
	s.typed(rule)
	s.keys("Return")
	s.copied("ctrl+shift+e", fmt.Sprintf("0x%x", f.Offset))

	s.keys("ctrl+2")
	s.shot("timeline")
	s.keys("Left")
	s.keys("Right")
	s.copied("ctrl+shift+e", fmt.Sprintf("0x%x", f.Offset))
	s.keys("Return") // its boxes
	s.copied("ctrl+shift+c", fmt.Sprintf("moof[%d]", f.Chunk+1))

	to := filepath.Join(t.TempDir(), "published")
	s.keys("ctrl+9")
	s.typed(to)
	s.keys("Return")
	s.shot("publish-asks")
	s.keys("Return") // Cancel has the focus
	if _, err := os.Stat(to); err == nil {
		t.Error("it is published though nobody has said so")
	}
	s.keys("ctrl+9", "Return", "shift+Tab", "Return")
	s.until("the manifest", func() bool { _, err := os.Stat(filepath.Join(to, filepath.Base(name), "Manifest")); return err == nil })
	stable(t, to) // a publish that has not ended makes quitting ask
	s.quit()
}
