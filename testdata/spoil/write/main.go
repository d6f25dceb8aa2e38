// Write writes the fixtures of the validator below a folder: RULE/bad and
// RULE/good for each rule, and what was done to each as about.txt.
package main

import (
	"fmt"
	"os"
	"path/filepath"

	"smoothscope/testdata/spoil"
)

func main() {
	if len(os.Args) != 2 {
		fmt.Fprintln(os.Stderr, "usage: go run ./testdata/spoil/write FOLDER")
		os.Exit(2)
	}
	if err := write(os.Args[1]); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func write(folder string) error {
	for _, c := range spoil.Cases() {
		for name, change := range map[string]func(*spoil.Asset){"bad": c.Bad, "good": c.Good} {
			a, err := spoil.Ladder("testdata/ladder")
			if err != nil {
				return err
			}
			if change != nil {
				change(a)
			}
			to := filepath.Join(folder, c.Rule, name)
			if err := os.MkdirAll(to, 0o750); err != nil {
				return err
			}
			if _, err := a.Write(to); err != nil {
				return err
			}
		}
		about := filepath.Join(folder, c.Rule, "about.txt")
		if err := os.WriteFile(about, []byte(c.About+"\n"), 0o600); err != nil {
			return err
		}
	}
	return nil
}
