package folder

import (
	"context"
	"errors"
	"strings"

	"smoothscope/tasks/publish"
)

// Path is the name of the only setting.
const Path = "path"

// Kind is how to ask for a folder.
func Kind() publish.Kind {
	return publish.Kind{
		Name:  "folder",
		Label: "Folder",
		Fields: []publish.Field{{
			Name: Path, Label: "Folder", Placeholder: "where the asset's own folder is made", Check: checkPath,
		}},
		Open:  open,
		Match: match,
	}
}

func checkPath(value string) error {
	if strings.TrimSpace(value) == "" {
		return errors.New("name a folder")
	}
	return nil
}

func open(_ context.Context, settings map[string]string) (publish.Target, error) {
	if err := checkPath(settings[Path]); err != nil {
		return nil, err
	}
	return New(settings[Path]), nil
}

// match takes all that is no address of another kind.
func match(arg string, _ func(string) string) (map[string]string, bool) {
	if arg == "" || strings.Contains(arg, "://") {
		return nil, false
	}
	return map[string]string{Path: arg}, true
}
