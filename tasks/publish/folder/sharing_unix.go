//go:build !windows

package folder

// isSharing is about a kind of error that only Windows has.
func isSharing(error) bool { return false }
