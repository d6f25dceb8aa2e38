package folder

import (
	"errors"
	"io/fs"
	"path/filepath"
	"strings"
	"syscall"

	"smoothscope/tasks/save"
)

// explain says what happened to name in a person's words.
func (t *Target) explain(name string, err error) error {
	if err == nil {
		return nil
	}
	full := filepath.Join(t.path, filepath.FromSlash(name))
	// The os package does not export the error of a path that leaves a Root.
	if strings.Contains(err.Error(), "path escapes from parent") {
		return &save.Error{
			Path: full, Err: err,
			Why:  "a symbolic link leads out of the folder",
			Hint: "remove the link or choose another folder",
		}
	}
	return save.Explain(full, err)
}

// passing are the causes that may be gone a moment later. fs.ErrNotExist is
// among them because another program may tidy up between two steps.
var passing = [...]error{
	syscall.EAGAIN, syscall.EINTR, syscall.EBUSY, syscall.EMFILE, syscall.ENFILE,
	syscall.ETIMEDOUT, syscall.EIO, fs.ErrNotExist,
}

// IsPermanent implements publish.Target.
func (t *Target) IsPermanent(err error) bool {
	for _, may := range passing {
		if errors.Is(err, may) {
			return false
		}
	}
	return !isSharing(err)
}
