package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"path/filepath"
	"slices"

	"github.com/spf13/cobra"

	"smoothscope/inspect/asset"
	"smoothscope/tasks/edit"
)

// captionsRemove are the flags of captions remove.
type captionsRemove struct {
	name string
	keep keeping
}

func captionsRemoveVerb() *cobra.Command {
	var o captionsRemove
	cmd := &cobra.Command{
		Use:   "remove ASSET",
		Short: "Remove a stream of captions from the manifests",
		Long: "Remove a stream of captions from the manifests. Its .ismt stays where it is;\n" +
			"with --out it is left out of the copy.",
		Args: needArgs(1, "an ASSET"),
		RunE: func(cmd *cobra.Command, args []string) error {
			return o.run(cmd.Context(), args, cmd.OutOrStdout(), cmd.ErrOrStderr())
		},
	}
	cmd.Flags().StringVar(&o.name, "name", "", "the stream's name; needed where there are several")
	o.keep.flags(cmd)
	return cmd
}

func (o *captionsRemove) run(ctx context.Context, args []string, stdout, stderr io.Writer) (err error) {
	a, err := asset.Open(ctx, args, asset.Options{})
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, a.Close()) }()
	stream, err := captionStream(a, o.name)
	if err != nil {
		return err
	}
	client, err := memberFile(ctx, a, asset.ClientRole)
	if err != nil {
		return err
	}
	s := &a.Streams[stream]
	file := s.Levels[0].File
	source := ""
	var server clientFile
	if file != "" && !s.Embedded {
		if server, err = memberFile(ctx, a, asset.ServerRole); err != nil {
			return err
		}
		if source, err = filepath.Rel(filepath.Dir(server.Path), file); err != nil {
			return err
		}
	}
	gone, err := edit.RemoveCaptions(client.raw, server.raw, s.Name, filepath.ToSlash(source))
	if err != nil {
		return fmt.Errorf("%s: %w", a.Name, err)
	}
	warn(stderr, a.Warnings, nil)
	if err := o.save(ctx, a, client, server, gone, file); err != nil {
		return err
	}
	fmt.Fprintf(stdout, "%s is no longer part of %s\n", s.Name, a.Name)
	if file != "" && o.keep.out == "" {
		fmt.Fprintf(stdout, "%s is still there; nothing names it any more\n", file)
	}
	return nil
}

// save writes the manifests; with --out all other members are copied but the
// file that went.
func (o *captionsRemove) save(ctx context.Context, a *asset.Asset, client, server clientFile, gone *edit.AddedCaptions, file string) error {
	how := edit.Options{Out: o.keep.out, NoBackup: o.keep.noBackup}
	for _, m := range a.Members {
		if o.keep.out != "" && m.Present && !slices.Contains([]string{client.Path, server.Path, file}, m.Path) {
			how.Rest = append(how.Rest, m.Path)
		}
	}
	change := edit.Change{Client: []edit.File{edit.Content(client.Path, gone.Client, client.was)}}
	if server.Path != "" {
		change.Server = []edit.File{edit.Content(server.Path, gone.Server, server.was)}
	}
	return edit.Save(ctx, a.Folder, change, how)
}
