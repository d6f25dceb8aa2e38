package publish

import (
	"errors"
	"fmt"
	"io/fs"
	"strings"
	"unicode/utf8"
)

// maxName is the longest name that a blob may have, in bytes.
const maxName = 1024

// CheckName says what is wrong with an item's name: it must be a relative,
// slash-separated path that leaves no folder and that every target can hold.
func CheckName(name string) error {
	switch {
	case !utf8.ValidString(name):
		return errors.New("a name must be UTF-8")
	case len(name) > maxName:
		return fmt.Errorf("the name is %d bytes long, at most %d are possible", len(name), maxName)
	case !fs.ValidPath(name) || name == ".":
		return errors.New("a name must be a relative path without empty, . and .. parts")
	}
	for _, part := range strings.Split(name, "/") {
		if err := checkPart(part); err != nil {
			return err
		}
	}
	return nil
}

// checkPart refuses what Windows or a blob store would silently change, so
// that an asset is published the same everywhere.
func checkPart(part string) error {
	for _, r := range part {
		if r < 0x20 || r == 0x7f || strings.ContainsRune(`\:*?"<>|`, r) {
			return fmt.Errorf("%q may not hold %q", part, r)
		}
	}
	if strings.HasSuffix(part, ".") || strings.HasSuffix(part, " ") {
		return fmt.Errorf("%q may not end with a dot or a blank", part)
	}
	return nil
}

// checkPlan refuses a plan whose names are unsafe or not unique.
func checkPlan(items []Item) error {
	seen := make(map[string]bool, len(items))
	for _, item := range items {
		if err := CheckName(item.Name); err != nil {
			return fmt.Errorf("item %q: %w", item.Name, err)
		}
		if seen[item.Name] {
			return fmt.Errorf("item %q: the name is there twice", item.Name)
		}
		seen[item.Name] = true
	}
	return nil
}
