package save

import (
	"context"
	"errors"
	"io/fs"
	"syscall"
)

var errIsFolder = errors.New("a folder of that name is there")

// Error says in one line what could not be written, why, and what to do.
type Error struct {
	Path string
	Why  string
	Hint string // what a person can do; may be empty
	Err  error
}

func (e *Error) Error() string {
	text := "cannot write " + e.Path + ": " + e.Why
	if e.Hint != "" {
		text += "; " + e.Hint
	}
	return text
}

// Unwrap is the cause.
func (e *Error) Unwrap() error { return e.Err }

// Explain puts the path and the cause of a failed write in a person's words.
// What is an *Error already, or says that the context ended, or is nil, stays.
func Explain(path string, err error) error {
	var known *Error
	if err == nil || errors.As(err, &known) ||
		errors.Is(err, context.Canceled) || errors.Is(err, context.DeadlineExceeded) {
		return err
	}
	why, hint := reason(err)
	return &Error{Path: path, Why: why, Hint: hint, Err: err}
}

func reason(err error) (why, hint string) {
	switch {
	case isDiskFull(err):
		return "the disk is full", "free some space or choose another folder"
	case errors.Is(err, syscall.EROFS):
		return "the file system is read-only", "choose another folder"
	case errors.Is(err, fs.ErrPermission):
		return "permission denied", "choose another folder or change its permissions"
	case errors.Is(err, syscall.ENOTDIR):
		return "a file stands where the folder should be", "choose another folder"
	case errors.Is(err, fs.ErrNotExist):
		return "the folder does not exist", "make it first or choose another"
	case errors.Is(err, errIsFolder):
		return errIsFolder.Error(), "choose another name"
	case errors.Is(err, syscall.ENAMETOOLONG):
		return "the name is too long for this file system", "choose a shorter one"
	}
	return innermost(err), ""
}

// innermost is the text of the cause without the temporary file's name that
// the operating system's errors carry.
func innermost(err error) string {
	var inPath *fs.PathError
	if errors.As(err, &inPath) {
		return inPath.Err.Error()
	}
	return err.Error()
}
