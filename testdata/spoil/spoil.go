// Package spoil makes the fixtures of the validator: for each rule an asset
// that breaks exactly it, and one that comes near and does not. Each is the
// clean ladder of testdata with one thing changed, so no file is committed;
// `go run ./testdata/spoil/write FOLDER` writes them all to look at.
//
// To add one, append a Case to the list of its family: what it changes stands
// in its own few lines.
package spoil

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
)

// Case is the pair of fixtures of one rule.
type Case struct {
	Rule    string
	Profile string // "" is smooth
	About   string // what is done to the clean ladder
	Bad     func(*Asset)
	Good    func(*Asset) // comes near; nil is the clean ladder itself
	Base    func(*Asset) // what it breaks does not count, where the rule needs something unusual; nil is the clean ladder
}

// Cases is all pairs, family by family.
func Cases() []Case {
	return slices.Concat(boxCases(), protectCases(), fragmentCases(), timeCases(), levelCases(), manifestCases(), crossCases(), textCases())
}

// Asset is files by name, and which of them to open.
type Asset struct {
	Files map[string][]byte
	Open  []string
}

// Ladder is a copy of the clean ladder; from is the folder that holds it.
func Ladder(from string) (*Asset, error) {
	a := &Asset{Files: map[string][]byte{}, Open: []string{"ladder.ism"}}
	for _, name := range []string{"ladder.ism", "ladder.ismc", "v_20.ismv", "v_40.ismv", "v_80.ismv", "a_eng0.isma"} {
		b, err := os.ReadFile(filepath.Join(from, name))
		if err != nil {
			return nil, err
		}
		a.Files[name] = b
	}
	a.Replace("ladder.ismc", `Duration="80232200">`, `Duration="80232200" TimeScale="10000000">`) // so that nothing at all is to be said of it
	return a, nil
}

// Write writes the files into a folder and returns the paths to open.
func (a *Asset) Write(folder string) ([]string, error) {
	for name, b := range a.Files {
		if err := os.WriteFile(filepath.Join(folder, filepath.FromSlash(name)), b, 0o600); err != nil {
			return nil, err
		}
	}
	var open []string
	for _, name := range a.Open {
		open = append(open, filepath.Join(folder, filepath.FromSlash(name)))
	}
	return open, nil
}

// Replace changes the one place of a text file where was stands; another
// number of places is a mistake of the case.
func (a *Asset) Replace(file, was, is string) {
	if n := strings.Count(string(a.Files[file]), was); n != 1 {
		panic(fmt.Sprintf("%s holds %q %d times", file, was, n))
	}
	a.Files[file] = bytes.Replace(a.Files[file], []byte(was), []byte(is), 1)
}

// Edit changes the boxes of a media file. Sizes, the index and the data offsets
// are put right again afterwards, so that only what was meant is wrong.
func (a *Asset) Edit(file string, change func(Boxes)) {
	all := parse(a.Files[file])
	root := &Box{Children: all}
	change(Boxes{root})
	settle(root)
	a.Files[file] = root.body()
}

// EditRaw changes the boxes and puts only the sizes right.
func (a *Asset) EditRaw(file string, change func(Boxes)) {
	root := &Box{Children: parse(a.Files[file])}
	change(Boxes{root})
	a.Files[file] = root.body()
}
