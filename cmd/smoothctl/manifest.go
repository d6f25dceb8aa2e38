package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"smoothscope/inspect/asset"
	"smoothscope/inspect/check"
	"smoothscope/tasks"
	"smoothscope/tasks/edit"
)

// makeOptions are the flags of manifest make.
type makeOptions struct {
	name     string // as given to -o
	out      string
	noBackup bool
	mode     string // of the progress
}

func manifestVerb() *cobra.Command {
	cmd := &cobra.Command{
		Use:   "manifest",
		Short: "Write the manifests of media files that have none",
		RunE: func(cmd *cobra.Command, args []string) error {
			if len(args) > 0 {
				return fmt.Errorf("there is no command %q; there is make", args[0])
			}
			return fmt.Errorf("say what to do: make; see '%s --help'", cmd.CommandPath())
		},
	}
	cmd.AddCommand(makeVerb())
	return cmd
}

func makeVerb() *cobra.Command {
	var o makeOptions
	cmd := &cobra.Command{
		Use:   "make FILE… [-o NAME.ism]",
		Short: "Write NAME.ism and NAME.ismc for loose media files",
		Long: `Writes the server manifest NAME.ism and the client manifest NAME.ismc for loose
fragmented media files (.ismv, .isma, .ismt), beside them. Every time and size comes from
the media; each language and codec becomes a stream of its own. What was made is checked
then: it ends with 1 where there is an error, such as levels that do not start their chunks
at the same times.`,
		Args: needArgs(-1, "media FILEs"),
		RunE: func(cmd *cobra.Command, args []string) (err error) {
			if o.mode, err = cmd.Flags().GetString(progressFlag); err != nil {
				return err
			}
			return o.run(cmd.Context(), args, cmd.OutOrStdout(), cmd.ErrOrStderr())
		},
	}
	f := cmd.Flags()
	f.StringVarP(&o.name, "output", "o", "", "the server manifest (default: called like the first FILE)")
	f.StringVar(&o.out, "out", "", "write the manifests and copies of the media into this `folder`")
	f.BoolVar(&o.noBackup, "no-backup", false, "do not keep manifests that are replaced as NAME.bak")
	return cmd
}

func (o *makeOptions) run(ctx context.Context, args []string, stdout, stderr io.Writer) error {
	server, err := o.make(ctx, args, stderr)
	if err != nil {
		return err
	}
	if _, err := fmt.Fprintf(stdout, "%s\n%sc\n", server, server); err != nil {
		return err
	}
	return o.judge(ctx, server, stderr)
}

// make writes the manifests and returns the path of the server manifest.
func (o *makeOptions) make(ctx context.Context, args []string, stderr io.Writer) (server string, err error) {
	a, err := asset.Open(ctx, args, asset.Options{Alone: true})
	if err != nil {
		return "", err
	}
	defer func() { err = errors.Join(err, a.Close()) }()
	if a.Folder == "" {
		return "", fmt.Errorf("%s: is on a server: copy the media files first", args[0])
	}
	home, name, err := o.place(a)
	if err != nil {
		return "", err
	}
	made, err := edit.MakeManifests(ctx, a, home, name)
	if err != nil {
		return "", err
	}
	warn(stderr, append(slices.Clone(a.Warnings), made.Warnings...), nil)
	change := edit.Change{
		Client: []edit.File{edit.Content(name+".ismc", made.Client, nil)},
		Server: []edit.File{edit.Content(name+".ism", made.Server, nil)},
	}
	if err := edit.Save(ctx, home, change, edit.Options{Out: o.out, Rest: made.Media, NoBackup: o.noBackup}); err != nil {
		return "", err
	}
	if o.out != "" {
		home = o.out
	}
	return filepath.Join(home, name+".ism"), nil
}

// place is where the manifests go: where -o says, or, where that is only a
// name, beside the media unless they lie below the current folder.
func (o *makeOptions) place(a *asset.Asset) (home, name string, err error) {
	folder, file := filepath.Split(o.name)
	switch ext := filepath.Ext(file); {
	case o.name == "":
		return a.Folder, a.Name, nil
	case strings.EqualFold(ext, ".ism"):
		file = file[:len(file)-len(ext)]
	case strings.EqualFold(ext, ".ismc"), strings.EqualFold(ext, ".ismv"), strings.EqualFold(ext, ".isma"), strings.EqualFold(ext, ".mp4"):
		return "", "", fmt.Errorf("-o %s: name the server manifest, NAME.ism; NAME.ismc is written beside it", o.name)
	}
	if file == "" {
		return "", "", fmt.Errorf("-o %s: is a folder: name the server manifest in it, NAME.ism", o.name)
	}
	if folder != "" {
		return filepath.Clean(folder), file, nil
	}
	if here, err := os.Getwd(); err == nil && below(here, a) {
		return ".", file, nil
	}
	return a.Folder, file, nil
}

// below says whether all members of an asset lie below a folder.
func below(folder string, a *asset.Asset) bool {
	for _, m := range a.Members {
		full, err := filepath.Abs(m.Full)
		if err != nil {
			return false
		}
		rel, err := filepath.Rel(folder, full)
		if err != nil || rel == ".." || strings.HasPrefix(rel, ".."+string(filepath.Separator)) {
			return false
		}
	}
	return true
}

// judge checks what was made and says what is wrong with it.
func (o *makeOptions) judge(ctx context.Context, server string, stderr io.Writer) (err error) {
	a, err := asset.Open(ctx, []string{server}, asset.Options{})
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, a.Close()) }()
	p := tasks.NewProgress(nil)
	p.Doing("checking " + a.Name)
	stop, err := watch(o.mode, p, stderr)
	if err != nil {
		return err
	}
	report, err := check.Run(ctx, a, check.Options{})
	stop()
	if err != nil {
		return err
	}
	var lines []string
	for _, f := range report.Findings {
		if f.Severity == check.Error || f.Severity == check.Warning {
			lines = append(lines, fmt.Sprintf("%s (%s, %s)", f.Message, f.Rule, f.Severity))
		}
	}
	warn(stderr, lines, nil)
	if report.Errors == 0 {
		return nil
	}
	what := "the media have errors"
	if slices.ContainsFunc(report.Findings, misaligned) {
		what = "the media are misaligned: levels of one stream do not start their chunks at the same times, so players stall or jump where they switch"
	}
	return wrong(fmt.Errorf("%s is written, but %s; 'smoothctl check %s' says more", server, what, server))
}

func misaligned(f check.Finding) bool {
	return f.Severity == check.Error && strings.HasPrefix(f.Rule, "ALIGN-")
}
