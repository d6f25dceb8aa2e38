package asset

import (
	"context"
	"fmt"
	"path/filepath"
	"slices"
	"strings"
)

// openFolder opens the one asset in a folder.
func (d disk) openFolder(ctx context.Context, folder string) (*Asset, error) {
	around, err := d.look(ctx, folder)
	if err != nil {
		return nil, err
	}
	found := slices.Clone(around.servers)
	for _, client := range around.clients {
		if len(around.naming(ctx, client)) == 0 {
			found = append(found, client)
		}
	}
	switch len(found) {
	case 0:
		return d.openLooseFolder(ctx, around)
	case 1:
		path := filepath.Join(folder, found[0])
		if len(around.servers) == 1 {
			return d.openServer(ctx, path)
		}
		return d.openClient(ctx, path)
	}
	return nil, &SeveralError{Folder: folder, Names: found}
}

// SeveralError tells that a folder holds more than one asset: one of them has
// to be named.
type SeveralError struct {
	Folder string
	Names  []string // of the manifests, below Folder
}

func (e *SeveralError) Error() string {
	return fmt.Sprintf("%s: holds %d assets, name one of them: %s", e.Folder, len(e.Names), strings.Join(e.Names, ", "))
}

// openLooseFolder takes the media files of a folder without manifests.
func (d disk) openLooseFolder(ctx context.Context, around *beside) (*Asset, error) {
	var names []string
	for _, other := range around.others {
		path := filepath.Join(around.folder, other)
		file, err := d.openMedia(ctx, path)
		if err != nil {
			continue
		}
		names = append(names, path)
		if err := file.Source.Close(); err != nil {
			return nil, err
		}
	}
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	if len(names) == 0 {
		return nil, fmt.Errorf("%s: holds neither a manifest nor a media file: open the folder of an asset", around.folder)
	}
	a, err := d.openLoose(ctx, names)
	if err == nil {
		a.Name = baseName(around.folder)
	}
	return a, err
}
