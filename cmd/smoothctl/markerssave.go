package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"

	"github.com/spf13/cobra"

	"smoothscope/inspect/asset"
	"smoothscope/tasks/save"
)

// keeping is what happens to the files that a verb changes.
type keeping struct {
	noBackup bool
	out      string
}

func (k *keeping) flags(cmd *cobra.Command) {
	cmd.Flags().BoolVar(&k.noBackup, "no-backup", false, "do not keep what was there as NAME.bak")
	cmd.Flags().StringVar(&k.out, "out", "", "write the changed files into this `folder` and leave the asset as it is")
}

// clientOf is the client manifest of an asset, which has to be a file.
func clientOf(a *asset.Asset) ([]byte, asset.Member, error) {
	if a.URL != "" {
		return nil, asset.Member{}, fmt.Errorf("%s is on a server: copy the asset first and change that", a.URL)
	}
	for _, m := range a.Members {
		if m.Role == asset.ClientRole && m.Present {
			return a.ClientBytes(), m, nil
		}
	}
	return nil, asset.Member{}, fmt.Errorf("%s has no client manifest that could hold markers; 'smoothctl manifest make' writes one", a.Name)
}

// save writes one changed file and returns where.
func (k *keeping) save(ctx context.Context, _ *asset.Asset, m asset.Member, content []byte) (string, error) {
	write := func(w io.Writer) error {
		_, err := w.Write(content)
		return err
	}
	path := m.Full
	if k.out != "" {
		path = filepath.Join(k.out, filepath.FromSlash(m.Path))
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			return "", err
		}
		return path, save.Save(ctx, path, write)
	}
	if !k.noBackup {
		if err := backup(ctx, path); err != nil {
			return "", err
		}
	}
	return path, save.Save(ctx, path, write)
}

// backup copies a file to the first name that is free: NAME.bak, NAME.bak2 …
func backup(ctx context.Context, path string) error {
	const most = 1000
	for n := 1; n < most; n++ {
		name := path + ".bak"
		if n > 1 {
			name = fmt.Sprintf("%s.bak%d", path, n)
		}
		if _, err := os.Lstat(name); err == nil {
			continue
		} else if !errors.Is(err, os.ErrNotExist) {
			return err
		}
		return save.Save(ctx, name, func(w io.Writer) error {
			b, err := os.ReadFile(path)
			if err != nil {
				return err
			}
			_, err = w.Write(b)
			return err
		})
	}
	return fmt.Errorf("%s has %d backups: remove some", path, most)
}
