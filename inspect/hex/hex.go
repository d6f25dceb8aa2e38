// Package hex knows bytes as bytes: rows for a window of them, searching them,
// and what a few of them could mean. It knows no boxes and no screen.
//
// To add a meaning, add a line to meanings in inspect.go.
package hex
