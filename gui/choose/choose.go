// Package choose asks a person for files and folders in the dialogs of the
// operating system. It opens nothing and remembers nothing. Where the system
// has no such dialog, the window shows its own.
package choose

import (
	"context"
	"errors"
	"fmt"

	"github.com/ncruces/zenity"
)

// ErrCancelled tells that the person chose nothing.
var ErrCancelled = errors.New("nothing was chosen")

// ErrNone tells that the system has no dialog to ask with.
var ErrNone = errors.New("this system has no file dialog")

// Ask is what to ask.
type Ask struct {
	Title   string
	At      string // the file or the folder to begin with; a folder ends with a separator
	Parent  any    // what WindowID gave, nil for no window
	Filters []Filter
}

// Filter is a choice of files by their names.
type Filter struct {
	Name     string
	Patterns []string // such as "*.ismv"
}

// Native asks with the dialogs of the system. Its methods wait for a person:
// never call them on the UI goroutine. Cancelling ctx closes the dialog.
type Native struct{}

// Files asks for one or more files.
func (Native) Files(ctx context.Context, a Ask) ([]string, error) {
	if !zenity.IsAvailable() {
		return nil, ErrNone
	}
	names, err := zenity.SelectFileMultiple(options(ctx, a)...)
	return names, reason(err)
}

// Folder asks for a folder.
func (Native) Folder(ctx context.Context, a Ask) (string, error) {
	if !zenity.IsAvailable() {
		return "", ErrNone
	}
	name, err := zenity.SelectFile(append(options(ctx, a), zenity.Directory())...)
	return name, reason(err)
}

// Save asks where to write a file; that an existing one is to be replaced has
// been confirmed.
func (Native) Save(ctx context.Context, a Ask) (string, error) {
	if !zenity.IsAvailable() {
		return "", ErrNone
	}
	name, err := zenity.SelectFileSave(append(options(ctx, a), zenity.ConfirmOverwrite())...)
	return name, reason(err)
}

func options(ctx context.Context, a Ask) []zenity.Option {
	list := []zenity.Option{zenity.Context(ctx), zenity.Title(a.Title)}
	if a.At != "" {
		list = append(list, zenity.Filename(a.At))
	}
	if a.Parent != nil {
		list = append(list, zenity.Attach(a.Parent), zenity.Modal())
	}
	for _, f := range a.Filters {
		list = append(list, zenity.FileFilter{Name: f.Name, Patterns: f.Patterns, CaseFold: true})
	}
	return list
}

func reason(err error) error {
	switch {
	case err == nil:
		return nil
	case errors.Is(err, zenity.ErrCanceled), errors.Is(err, context.Canceled):
		return ErrCancelled
	}
	return fmt.Errorf("ask with the system's dialog: %w", err)
}
