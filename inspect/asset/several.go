package asset

import (
	"context"
	"fmt"
	"path/filepath"
	"slices"
	"strings"

	"smoothscope/inspect/manifest"
	"smoothscope/inspect/source"
)

// openSeveral opens several names: loose media files, or all the files of one
// asset at once, as when a person drops the content of its folder.
func (d disk) openSeveral(ctx context.Context, names []string) (*Asset, error) {
	var servers, clients []string
	for _, name := range names {
		if source.IsURL(name) {
			continue
		}
		switch kind, err := d.kindOfFile(ctx, name); {
		case err != nil:
			return nil, err
		case kind == manifest.ServerManifest:
			servers = append(servers, name)
		case kind == manifest.ClientManifest:
			clients = append(clients, name)
		}
	}
	chosen := servers
	if len(servers) == 0 {
		chosen = clients
	}
	switch len(chosen) {
	case 0:
		return d.openLoose(ctx, names)
	case 1:
		return d.openWith(ctx, chosen[0], names)
	}
	return nil, fmt.Errorf("%d manifests at once, open one of them: %s", len(chosen), strings.Join(chosen, ", "))
}

// openWith opens the asset of a manifest and names what does not belong to it.
func (d disk) openWith(ctx context.Context, chosen string, names []string) (*Asset, error) {
	a, err := d.openAny(ctx, []string{chosen}, Options{})
	if err != nil {
		return nil, err
	}
	for _, name := range names {
		if !slices.ContainsFunc(a.Members, func(m Member) bool { return samePath(m.Full, name) }) {
			a.warn(fmt.Sprintf("%s: is left out, it does not belong to the asset of %s", filepath.Base(name), filepath.Base(chosen)))
		}
	}
	return a, nil
}

func samePath(a, b string) bool {
	x, errX := filepath.Abs(a)
	y, errY := filepath.Abs(b)
	return errX == nil && errY == nil && x == y
}
