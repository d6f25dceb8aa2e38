// Package report writes what a check found, for people and for programs: one
// file per format, listed in formats.go. It judges nothing: what is said comes
// from inspect/check.
//
// To add a format, write it in a file of its own and name it in Formats.
package report

import (
	"io"

	"smoothscope/inspect/check"
)

// Format is a way to write a report.
type Format struct {
	Name   string // html, text, json
	Title  string // for people
	Ending string // of files, with its dot
	Write  func(w io.Writer, r *check.Report) error
}
