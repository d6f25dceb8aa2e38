// Package report writes what a check found, for people and for programs: one
// file per format, listed in formats.go. It judges nothing: what is said comes
// from inspect/check.
//
// To add a format, write it in a file of its own and name it in Formats.
package report

import (
	"fmt"
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

// rateText is a bitrate for people.
func rateText(bitrate uint64) string {
	switch {
	case bitrate == 0:
		return ""
	case bitrate < 10_000_000:
		return fmt.Sprintf("%d kb/s", (bitrate+500)/1000)
	}
	return fmt.Sprintf("%.1f Mb/s", float64(bitrate)/1e6)
}
