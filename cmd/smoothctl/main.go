// Smoothctl is Smoothscope without a window: one verb for each of its powers,
// for scripts and for machines that have no screen.
//
// To add a verb, write it in a file of its own and name it in verbs.
package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"net"
	"os"
	"os/signal"
	"runtime/debug"
	"slices"
	"strings"
	"syscall"

	"github.com/spf13/cobra"
)

// The exit codes, which scripts depend on.
const (
	exitWrong       = 1   // the input was understood and something in it is wrong
	exitUnable      = 2   // the command could not do its work
	exitInterrupted = 130 // as a shell says of a program that ended by interrupt
)

// verbs are what the program can do, in the order of its help.
func verbs() []*cobra.Command {
	return []*cobra.Command{
		boxesVerb(),
		assetVerb(),
		offsetsVerb(),
		checkVerb(),
		serveVerb(),
		publishVerb(),
		manifestVerb(),
		markersVerb(),
		captionsVerb(),
	}
}

// exitError is an error that ends the program with a code of its own. Any
// other error ends it with exitUnable.
type exitError struct {
	code int
	err  error
}

func (e exitError) Error() string { return e.err.Error() }
func (e exitError) Unwrap() error { return e.err }

// wrong is an error of the input, not of the work.
func wrong(err error) error { return exitError{exitWrong, err} }

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	context.AfterFunc(ctx, stop) // a second interrupt ends the program at once
	os.Exit(execute(ctx, os.Args[1:], os.Stdout, os.Stderr))
}

// execute runs one command line and returns its exit code.
func execute(ctx context.Context, args []string, stdout, stderr io.Writer) int {
	root := rootCommand() //nolint:contextcheck // cobra hands the context to the verbs
	root.SetArgs(args)
	out := &counted{Writer: stdout}
	root.SetOut(out)
	root.SetErr(stderr)
	verb, err := root.ExecuteContextC(ctx)
	if err == nil {
		return 0
	}
	if out.bytes == 0 && asksForJSON(args) {
		err = errors.Join(err, writeEmpty(strings.TrimPrefix(verb.CommandPath(), "smoothctl "), err, out))
	}
	fmt.Fprintln(stderr, "smoothctl:", oneLine(err))
	return exitCode(err)
}

func exitCode(err error) int {
	var exit exitError
	switch {
	case errors.Is(err, context.Canceled):
		return exitInterrupted
	case errors.As(err, &exit):
		return exit.code
	}
	return exitUnable
}

// oneLine is the text of an error on one line, with what to do about it.
func oneLine(err error) string {
	if errors.Is(err, context.Canceled) {
		return "interrupted"
	}
	lines := strings.FieldsFunc(err.Error(), func(r rune) bool { return r == '\n' || r == '\r' })
	text := strings.Join(lines, "; ")
	if advice := adviceFor(err); advice != "" && !strings.Contains(text, ";") {
		text += "; " + advice
	}
	return text
}

// adviceFor says what to do about causes that lie outside the program.
func adviceFor(err error) string {
	var network *net.OpError
	var lookup *net.DNSError
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return "check its name and folder"
	case errors.Is(err, fs.ErrPermission):
		return "check who may use it"
	case errors.Is(err, syscall.ENOSPC):
		return "make room and try again"
	case errors.As(err, &network), errors.As(err, &lookup):
		return "check the address and the network"
	}
	return ""
}

func rootCommand() *cobra.Command {
	root := &cobra.Command{
		Use:               "smoothctl",
		Short:             "Look into, serve and publish Smooth Streaming and fragmented MP4",
		Version:           version(),
		SilenceErrors:     true,
		SilenceUsage:      true,
		CompletionOptions: cobra.CompletionOptions{DisableDefaultCmd: true},
		Args:              cobra.ArbitraryArgs,
		PersistentPreRunE: func(cmd *cobra.Command, _ []string) error { return checkProgress(cmd) },
		RunE:              noVerb,
	}
	root.PersistentFlags().String(progressFlag, "auto", "how to show progress: bar, lines, json or none")
	root.SetFlagErrorFunc(func(cmd *cobra.Command, err error) error {
		return fmt.Errorf("%w; see '%s --help'", err, cmd.CommandPath())
	})
	root.AddCommand(verbs()...)
	return root
}

// noVerb is for a command line that names no verb, or one that is unknown.
func noVerb(_ *cobra.Command, args []string) error {
	var names []string
	for _, v := range verbs() {
		names = append(names, v.Name())
	}
	known := strings.Join(names, ", ")
	if len(args) == 0 {
		return fmt.Errorf("say what to do: %s; see 'smoothctl --help'", known)
	}
	return fmt.Errorf("there is no command %q; there are %s", args[0], known)
}

// progressFlag is the flag that all verbs share.
const progressFlag = "progress"

func checkProgress(cmd *cobra.Command) error {
	styles := []string{"auto", "bar", "lines", "json", "none"}
	style, err := cmd.Flags().GetString(progressFlag)
	if err != nil {
		return err
	}
	if !slices.Contains(styles, style) {
		return fmt.Errorf("--progress %q is none of bar, lines, json and none", style)
	}
	return nil
}

// needArgs checks that a verb gets an argument and no more than most of them,
// -1 for any number; what names them in an error.
func needArgs(most int, what string) cobra.PositionalArgs {
	return func(cmd *cobra.Command, args []string) error {
		switch {
		case len(args) == 0:
			return fmt.Errorf("%s needs %s; see '%s --help'", cmd.Name(), what, cmd.CommandPath())
		case most >= 0 && len(args) > most:
			return fmt.Errorf("%s takes %s, but there is also %q", cmd.Name(), what, args[most])
		}
		return nil
	}
}

// version is the module's, or the commit that the program was built from.
func version() string {
	info, ok := debug.ReadBuildInfo()
	if !ok {
		return "unknown"
	}
	if v := info.Main.Version; v != "" && v != "(devel)" {
		return v
	}
	for _, s := range info.Settings {
		if s.Key == "vcs.revision" {
			return s.Value
		}
	}
	return "development"
}
