package folder

import (
	"errors"
	"syscall"
)

// Windows refuses to replace a file that somebody is reading: a virus scanner
// or a player, mostly for a moment only.
const (
	errorAccessDenied     = syscall.Errno(5)
	errorSharingViolation = syscall.Errno(32)
)

func isSharing(err error) bool {
	return errors.Is(err, errorSharingViolation) || errors.Is(err, errorAccessDenied)
}
