package gui

import (
	"errors"
	"fmt"
	"strconv"
	"strings"

	"fyne.io/fyne/v2/lang"

	"smoothscope/gui/explorer"
	"smoothscope/inspect/source"
)

func checkURL(text string) error {
	if !source.IsURL(text) {
		return errors.New(lang.L("an address begins with http:// or https://"))
	}
	return nil
}

// checkPort is a port that was typed, 0 for a free one.
func checkPort(text string) (int, error) {
	if text = strings.TrimSpace(text); text == "" {
		return 0, nil
	}
	n, err := strconv.Atoi(text)
	if err != nil || n < 0 || n > 65535 {
		return 0, errors.New(lang.L("a number up to 65535, or nothing"))
	}
	return n, nil
}

func checkOffset(text string, base, size int64) error {
	q, err := explorer.ParseQuery(text, base)
	if err != nil || !q.IsOffset {
		return errors.New(lang.L("not an offset: type 24152, 0x5e58, 5e58h or +16"))
	}
	if q.Offset >= size {
		return errors.New(lang.L("behind the end: the file has {{.Size}} bytes", map[string]any{"Size": fmt.Sprint(size)}))
	}
	return nil
}
