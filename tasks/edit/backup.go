package edit

import (
	"context"
	"crypto/rand"
	"errors"
	"io/fs"
	"os"
	"path/filepath"

	"smoothscope/tasks/save"
)

// The names of backups, behind that of the file.
const (
	firstBackup = ".bak"   // as it was before the first save
	lastBackup  = ".2.bak" // as it was before the last
)

// BackupName is the path under which a save would keep the file at path.
func BackupName(path string) string {
	if _, err := os.Lstat(path + firstBackup); err == nil {
		return path + lastBackup
	}
	return path + firstBackup
}

// backup keeps the file at path, if there is one, under a second name. That
// needs no space: the save that follows puts a new file in the place of the
// old name. Only where a file cannot have two names it is copied.
func backup(ctx context.Context, path string) error {
	real, err := filepath.EvalSymlinks(path)
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	if err != nil {
		return save.Explain(path, err)
	}
	err = os.Link(real, path+firstBackup)
	switch {
	case err == nil:
		return nil
	case errors.Is(err, fs.ErrExist):
		return keepLast(ctx, real, path)
	}
	return duplicate(ctx, real, path+firstBackup)
}

// keepLast puts the file in the place of the second backup.
func keepLast(ctx context.Context, real, path string) error {
	for _, name := range []string{path + firstBackup, path + lastBackup} {
		if equal(ctx, real, name) {
			return nil // it is kept already, perhaps by a save that was cut off
		}
	}
	temp := filepath.Join(filepath.Dir(path), ".smoothscope-"+rand.Text()+".tmp")
	if err := os.Link(real, temp); err != nil {
		return duplicate(ctx, real, path+lastBackup)
	}
	if err := os.Rename(temp, path+lastBackup); err != nil {
		return save.Explain(path+lastBackup, errors.Join(err, os.Remove(temp)))
	}
	return nil
}

// equal says whether two names are of one file, or of two that say the same.
func equal(ctx context.Context, a, b string) bool {
	first, err := os.Stat(a)
	if err != nil {
		return false
	}
	second, err := os.Stat(b)
	if err != nil || first.Size() != second.Size() {
		return false
	}
	if os.SameFile(first, second) {
		return true
	}
	x, err := StateOf(ctx, a)
	if err != nil || x.Size > largest {
		return false
	}
	y, err := StateOf(ctx, b)
	return err == nil && x.Sum == y.Sum
}

func duplicate(ctx context.Context, from, to string) error {
	return save.Save(ctx, to, copyOf(from))
}
