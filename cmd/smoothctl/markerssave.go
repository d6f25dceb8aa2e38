package main

import (
	"context"
	"fmt"
	"path/filepath"

	"github.com/spf13/cobra"

	"smoothscope/inspect/asset"
	"smoothscope/inspect/manifest"
	"smoothscope/tasks/edit"
)

// keeping is what happens to the files that a verb changes.
type keeping struct {
	noBackup bool
	out      string
}

func (k *keeping) flags(cmd *cobra.Command) {
	cmd.Flags().BoolVar(&k.noBackup, "no-backup", false, "do not keep what was there as NAME.bak")
	cmd.Flags().StringVar(&k.out, "out", "", "write a copy of the asset into this `folder` and leave the asset as it is")
}

// clientFile is the client manifest of an asset, as it was when it was read.
type clientFile struct {
	asset.Member
	raw []byte
	was *edit.FileState
}

// parseClient reads and understands the client manifest of an asset: what is
// not understood whole is not changed.
func parseClient(ctx context.Context, a *asset.Asset) (clientFile, *manifest.Client, error) {
	file, err := readClient(ctx, a)
	if err != nil {
		return file, nil, err
	}
	c, err := manifest.ParseClient(file.raw)
	if err != nil {
		return file, nil, fmt.Errorf("%s: %w", file.Path, err)
	}
	return file, c, nil
}

// readClient reads the client manifest of an asset, which has to be a file.
func readClient(ctx context.Context, a *asset.Asset) (f clientFile, err error) {
	if a.URL != "" {
		return f, fmt.Errorf("%s is on a server: copy the asset first and change that", a.URL)
	}
	for _, m := range a.Members {
		if m.Role == asset.ClientRole && m.Present {
			f.Member = m
			f.raw, f.was, err = edit.Read(ctx, m.Full)
			return f, err
		}
	}
	return f, fmt.Errorf("%s has no client manifest that could hold markers: make one first", a.Name)
}

// save writes the new content of the client manifest and returns where.
func (k *keeping) save(ctx context.Context, a *asset.Asset, f clientFile, content []byte) (string, error) {
	o := edit.Options{Out: k.out, NoBackup: k.noBackup}
	folder := a.Folder
	if k.out != "" {
		folder = k.out
		for _, m := range a.Members {
			if m.Present && m.Path != f.Path {
				o.Rest = append(o.Rest, m.Path)
			}
		}
	}
	change := edit.Change{Client: []edit.File{edit.Content(f.Path, content, f.was)}}
	return filepath.Join(folder, filepath.FromSlash(f.Path)), edit.Save(ctx, a.Folder, change, o)
}
