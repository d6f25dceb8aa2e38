package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path"
	"path/filepath"
	"strings"

	"github.com/spf13/cobra"

	"smoothscope/inspect/asset"
	"smoothscope/tasks"
	"smoothscope/tasks/offsets"
	"smoothscope/tasks/save"
)

// offsetsOptions are the flags of offsets.
type offsetsOptions struct {
	format string
	output string
	alone  bool
	mode   string // of the progress
}

func offsetsVerb() *cobra.Command {
	var o offsetsOptions
	cmd := &cobra.Command{
		Use:   "offsets ASSET",
		Short: "Write where each chunk of an asset lies in its files",
		Long: "Write where each chunk of an asset lies in its files. " + assetHelp + "\n" +
			"Ends with 1 where a chunk has no bytes or a fragment is broken; the others are written.\n" +
			"The lines of ismf do not name their file, so there is one map for each media file: with -o FOLDER\n" +
			"FOLDER/NAME.ismf, with -o MAP.ismf and several media files MAP-NAME.ismf, and on stdout one after another.",
		Args: needArgs(-1, "an ASSET"),
		RunE: func(cmd *cobra.Command, args []string) (err error) {
			if o.mode, err = cmd.Flags().GetString(progressFlag); err != nil {
				return err
			}
			return o.run(cmd.Context(), args, cmd.OutOrStdout(), cmd.ErrOrStderr())
		},
	}
	f := cmd.Flags()
	f.StringVar(&o.format, "format", "fov", "fov, csv, json or ismf")
	f.StringVarP(&o.output, "output", "o", "", "write to this file instead of stdout, which is -")
	f.BoolVar(&o.alone, "alone", false, aloneHelp)
	return cmd
}

func (o *offsetsOptions) run(ctx context.Context, args []string, stdout, stderr io.Writer) error {
	format, err := offsets.FormatNamed(o.format)
	if err != nil {
		return err
	}
	if o.output == "-" {
		o.output = "" // as elsewhere, stdout
	}
	found, err := o.find(ctx, args, stderr)
	if err != nil {
		if o.output == "" && format.Name == "json" {
			return errors.Join(err, format.Write(stdout, nil)) // a document all the same
		}
		return err
	}
	if err := o.write(ctx, format, found.Entries, stdout, stderr); err != nil {
		return err
	}
	if found.Broken > 0 {
		return wrong(summary(strings.Join(args, ", "), found.Problems))
	}
	return nil
}

// find opens the asset and finds its chunks; warnings go to stderr.
func (o *offsetsOptions) find(ctx context.Context, args []string, stderr io.Writer) (found *offsets.Map, err error) {
	a, err := asset.Open(ctx, args, asset.Options{Alone: o.alone})
	if err != nil {
		return nil, err
	}
	defer func() { err = errors.Join(err, a.Close()) }()
	p := tasks.NewProgress(nil)
	stop, err := watch(o.mode, p, stderr)
	if err != nil {
		return nil, err
	}
	found, err = offsets.Entries(ctx, a, p)
	stop()
	if err != nil {
		return nil, err
	}
	warn(stderr, append(append([]string{}, a.Warnings...), found.Warnings...), found.Problems)
	return found, nil
}

// summary is the problems on one line, the first few in full. Each begins with
// the name of its file; what was asked for stands before unless it is that.
func summary(asked string, problems []string) error {
	const shown = 3
	text := strings.Join(problems[:min(shown, len(problems))], "; ")
	if more := len(problems) - shown; more > 0 {
		text += fmt.Sprintf("; and %d more problems", more)
	}
	if strings.HasPrefix(text, filepath.Base(asked)+":") {
		return errors.New(text)
	}
	return fmt.Errorf("%s: %s", asked, text)
}

// write writes the map to stdout or, whole or not at all, to its file.
func (o *offsetsOptions) write(ctx context.Context, format offsets.Format, entries []offsets.Entry, stdout, stderr io.Writer) error {
	if format.PerFile {
		return o.writePerFile(ctx, format, entries, stdout, stderr)
	}
	if o.output == "" {
		return format.Write(stdout, entries)
	}
	return save.Save(ctx, o.output, func(w io.Writer) error { return format.Write(w, entries) })
}

// writePerFile writes one map for each media file.
func (o *offsetsOptions) writePerFile(ctx context.Context, format offsets.Format, entries []offsets.Entry, stdout, stderr io.Writer) error {
	files := offsets.ByFile(entries)
	if o.output == "" {
		if len(files) > 1 {
			warn(stderr, []string{fmt.Sprintf("the lines of %s do not say which of %d files they mean; -o FOLDER writes a map for each", format.Name, len(files))}, nil)
		}
		for _, f := range files {
			if err := format.Write(stdout, f.Entries); err != nil {
				return err
			}
		}
		return nil
	}
	for name, f := range o.outputs(format, files) {
		if err := save.Save(ctx, name, func(w io.Writer) error { return format.Write(w, f) }); err != nil {
			return err
		}
	}
	return nil
}

// outputs are the files to write: one in a folder for each media file, or the
// one that was named, or its siblings.
func (o *offsetsOptions) outputs(format offsets.Format, files []offsets.FileEntries) map[string][]offsets.Entry {
	out := map[string][]offsets.Entry{}
	info, err := os.Stat(o.output)
	folder := err == nil && info.IsDir() || strings.HasSuffix(o.output, "/")
	for _, f := range files {
		name := o.output
		switch base := strings.TrimSuffix(path.Base(f.File), path.Ext(f.File)); {
		case folder:
			name = free(out, filepath.Join(o.output, base+format.Ending), filepath.Join(o.output, path.Base(f.File)+format.Ending))
		case len(files) > 1:
			stem, ending := strings.TrimSuffix(o.output, filepath.Ext(o.output)), filepath.Ext(o.output)
			name = free(out, stem+"-"+base+ending, stem+"-"+path.Base(f.File)+ending)
		}
		out[name] = f.Entries
	}
	if len(files) == 0 {
		out[o.output] = nil
	}
	return out
}

// free is the first of two names that is not taken.
func free(taken map[string][]offsets.Entry, first, second string) string {
	if _, used := taken[first]; used {
		return second
	}
	return first
}
