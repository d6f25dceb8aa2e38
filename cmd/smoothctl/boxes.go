package main

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"

	"github.com/spf13/cobra"

	"smoothscope/inspect/box"
	"smoothscope/inspect/source"
)

// boxesOptions are the flags of boxes.
type boxesOptions struct {
	json   bool
	depth  int
	path   string
	fields bool
	all    bool
}

func boxesVerb() *cobra.Command {
	var o boxesOptions
	cmd := &cobra.Command{
		Use:   "boxes FILE",
		Short: "Show the boxes of a media file",
		Long: "Show the boxes of a media file, or of an http(s) URL: where each lies, how large it is, and what it says.\n" +
			"Ends with 1 where a box is broken, and with 2 where the file is no media file.",
		Args: needArgs(1, "one FILE"),
		RunE: func(cmd *cobra.Command, args []string) error {
			return o.run(cmd.Context(), args, cmd.OutOrStdout(), cmd.ErrOrStderr())
		},
	}
	f := cmd.Flags()
	f.BoolVar(&o.json, "json", false, "write one JSON document")
	f.IntVar(&o.depth, "depth", 0, "how many levels to show; 0 is all")
	f.StringVar(&o.path, "path", "", "show only this box and what is in it, like moov[1]/trak[2]")
	f.BoolVar(&o.fields, "fields", false, "show the fields of every box")
	f.BoolVar(&o.all, "all", false, "with --fields, do not cut long arrays")
	return cmd
}

func (o *boxesOptions) run(ctx context.Context, args []string, stdout, _ io.Writer) error {
	if o.depth < 0 {
		return o.unable(stdout, args[0], 0, fmt.Errorf("--depth %d: it is a number of levels, or 0 for all", o.depth))
	}
	src, err := openFile(ctx, args[0])
	if err != nil {
		return o.unable(stdout, args[0], 0, err)
	}
	defer src.Close()
	tree, err := box.Scan(ctx, src, box.Options{})
	if err == nil && tree.Foreign() {
		err = foreign(src)
	}
	if err != nil {
		return o.unable(stdout, args[0], src.Size(), err)
	}
	return o.write(ctx, tree, stdout)
}

// openFile opens a path or an address. A folder may be an asset, but has no
// boxes.
func openFile(ctx context.Context, name string) (source.Source, error) {
	if info, err := os.Stat(name); err == nil && info.IsDir() {
		return nil, fmt.Errorf("%s: is a folder; name a media file in it, or use 'smoothctl asset'", name)
	}
	return source.Open(ctx, name)
}

func (o *boxesOptions) write(ctx context.Context, tree *box.Tree, stdout io.Writer) error {
	dump := box.DumpOptions{Root: -1, Depth: o.depth, Fields: o.fields, All: o.all}
	name := tree.Source().Name()
	if o.path != "" {
		i, ok := tree.Find(o.path)
		if !ok {
			return o.unable(stdout, name, tree.Source().Size(),
				fmt.Errorf("%s: has no box %s; 'smoothctl boxes --json' lists the paths", name, o.path))
		}
		dump.Root = i
	}
	write := tree.WriteText
	if o.json {
		write = tree.WriteJSON
	}
	damage, err := write(ctx, stdout, dump)
	switch {
	case err != nil:
		return fmt.Errorf("write the boxes of %s: %w", name, err)
	case damage.Count > 0:
		return wrong(fmt.Errorf("%s: %w; look at it with --path '%s' --fields", name, &damage, damage.First.Path))
	}
	return nil
}

// unable is an error that left nothing to show. With --json the document says
// it too.
func (o *boxesOptions) unable(stdout io.Writer, name string, size int64, cause error) error {
	if !o.json {
		return cause
	}
	type fault struct {
		Offset  int64  `json:"offset"`
		Path    string `json:"path"`
		Message string `json:"message"`
	}
	doc := struct {
		File   string   `json:"file"`
		Size   int64    `json:"size"`
		Boxes  []string `json:"boxes"`
		Errors []fault  `json:"errors"`
	}{source.Shown(name), size, []string{}, []fault{{Message: oneLine(cause)}}}
	return errors.Join(cause, json.NewEncoder(stdout).Encode(doc))
}

// foreign says what a file without boxes seems to be, and what to do.
func foreign(src source.Source) error {
	if src.Size() == 0 {
		return fmt.Errorf("%s: is empty; give a media file (.ismv, .isma, .mp4)", src.Name())
	}
	head, err := source.ReadRange(src, 0, min(src.Size(), 16), 16)
	if err != nil {
		return err
	}
	if text := bytes.TrimLeft(bytes.TrimPrefix(head, []byte("\xef\xbb\xbf")), " \t\r\n"); bytes.HasPrefix(text, []byte("<")) {
		return fmt.Errorf("%s: holds no boxes, it is XML; if it is a manifest, use 'smoothctl asset'", src.Name())
	}
	return fmt.Errorf("%s: holds no boxes, it begins with %q; give a media file (.ismv, .isma, .mp4)", src.Name(), head)
}
