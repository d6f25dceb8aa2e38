package asset

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"path/filepath"
	"strings"

	"smoothscope/inspect/manifest"
	"smoothscope/inspect/media"
	"smoothscope/inspect/source"
)

// Open opens the asset that names are members of: one manifest, folder, media
// file or address of a manifest, or several media files that have no manifest
// yet. Content decides what each is. Whatever is merely missing or odd is a
// warning of the asset.
func Open(ctx context.Context, names []string, opts Options) (*Asset, error) {
	d := newDisk(opts)
	a, err := d.openAny(ctx, names, opts)
	if opts.Broken {
		a, err = d.withBroken(ctx, names, a, err)
	}
	if err != nil {
		if closed := d.spare.close(); closed != nil {
			err = errors.Join(err, closed)
		}
		return nil, plain(err)
	}
	return a, nil
}

// withBroken takes the manifests that cannot be read into what was opened.
func (d disk) withBroken(ctx context.Context, names []string, a *Asset, failed error) (*Asset, error) {
	if ctx.Err() != nil {
		return a, failed
	}
	if len(names) == 1 && !source.IsURL(names[0]) {
		if info, err := d.stat(names[0]); err == nil && info.IsDir() {
			names = d.brokenIn(ctx, names[0])
		}
	}
	if failed == nil {
		a.addBrokenBeside(ctx, names)
		return a, nil
	}
	broken, meant, err := d.openBroken(ctx, names)
	if !meant || err != nil {
		return nil, failed
	}
	return broken, nil
}

// plain says the usual errors of a file system in a person's words.
func plain(err error) error {
	var path *fs.PathError
	if !errors.As(err, &path) {
		return err
	}
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return fmt.Errorf("%s: is not there (%w); check the path", path.Path, path.Err)
	case errors.Is(err, fs.ErrPermission):
		return fmt.Errorf("%s: may not be read (%w); check its permissions", path.Path, path.Err)
	}
	return err
}

// openAny opens what the names are.
func (d disk) openAny(ctx context.Context, names []string, opts Options) (*Asset, error) {
	if len(names) == 0 {
		return nil, errors.New("no asset: name a manifest, a folder or media files")
	}
	if len(names) > 1 {
		return d.openSeveral(ctx, names)
	}
	name := names[0]
	if source.IsURL(name) {
		return d.openURL(ctx, name)
	}
	info, err := d.stat(name)
	if err != nil {
		return nil, err
	}
	if info.IsDir() {
		return d.openFolder(ctx, name)
	}
	kind, err := d.kindOfFile(ctx, name)
	if err != nil {
		return nil, err
	}
	switch kind {
	case manifest.ServerManifest:
		return d.openServer(ctx, name)
	case manifest.ClientManifest:
		return d.openClient(ctx, name)
	}
	return d.openMember(ctx, name, opts)
}

// openMember opens the asset that a media file belongs to: that of the one
// server manifest beside it that names it, else its own.
func (d disk) openMember(ctx context.Context, name string, opts Options) (*Asset, error) {
	// First of all it must be media: the error for anything else is about it.
	file, err := d.openMedia(ctx, name)
	if err != nil {
		return nil, d.foreign(name, err)
	}
	if err := file.Source.Close(); err != nil {
		return nil, err
	}
	if opts.Alone {
		return d.openLoose(ctx, []string{name})
	}
	a, naming, err := d.openThrough(ctx, name)
	if a != nil || err != nil {
		return a, err
	}
	a, err = d.openLoose(ctx, []string{name})
	if err == nil && len(naming) > 1 {
		a.warn(fmt.Sprintf("%s: several server manifests name it (%s): open one of them to see its asset; here it stands alone",
			filepath.Base(name), strings.Join(naming, ", ")))
	}
	return a, err
}

// openThrough opens the asset of the one server manifest beside a file that
// names it. Where none or several do there is no asset, and their names.
func (d disk) openThrough(ctx context.Context, name string) (a *Asset, naming []string, err error) {
	folder := filepath.Dir(name)
	around, err := d.look(ctx, folder)
	if err != nil {
		return nil, nil, err
	}
	naming = around.naming(ctx, filepath.Base(name))
	if len(naming) == 1 {
		a, err = d.openServer(ctx, filepath.Join(folder, naming[0]))
	}
	return a, naming, err
}

// foreign says what a file that is no media may be instead.
func (d disk) foreign(name string, err error) error {
	if !errors.Is(err, media.ErrForeign) {
		return err
	}
	if info, statErr := d.stat(name); statErr == nil && info.Size() == 0 {
		return fmt.Errorf("%s: is empty, so %w: copy it again", name, media.ErrForeign)
	}
	return fmt.Errorf("%s: is no manifest and %w: open an .ism, .ismc, .ismv, .isma or .mp4", name, media.ErrForeign)
}

// openClient opens a client manifest: through the one server manifest beside
// it that names it, else alone.
func (d disk) openClient(ctx context.Context, name string) (*Asset, error) {
	a, naming, err := d.openThrough(ctx, name)
	if a != nil || err != nil {
		return a, err
	}
	raw, err := d.fetch(ctx, name)
	if err != nil {
		return nil, err
	}
	a = d.newAsset(filepath.Dir(name), name)
	a.addMember(filepath.Base(name), ClientRole)
	if err := a.useClient(raw, filepath.Base(name)); err != nil {
		return nil, fmt.Errorf("%s: %w", name, err)
	}
	why := filepath.Base(name) + ": no server manifest beside it names it, so its media files are not known"
	if len(naming) > 1 {
		why = fmt.Sprintf("%s: several server manifests name it (%s): open one of them to reach the media",
			filepath.Base(name), strings.Join(naming, ", "))
	}
	a.warn(why)
	a.show(nil, why)
	return a, nil
}

// newAsset is an asset without members; path is the manifest or the first file.
func (d disk) newAsset(folder, path string) *Asset {
	return &Asset{Name: baseName(path), Folder: folder, TimeScale: manifest.DefaultTimeScale, disk: d, files: map[string]*opened{}}
}

// baseName is the asset's name: that of the file without its ending, or, where
// the file is called Manifest, that of the place it stands in.
func baseName(path string) string {
	if source.IsURL(path) {
		path = strings.SplitN(path, "?", 2)[0] // which may hold secrets
	}
	path = strings.TrimRight(filepath.ToSlash(path), "/")
	if abs, err := filepath.Abs(path); err == nil && !source.IsURL(path) {
		path = filepath.ToSlash(abs)
	}
	base := path[strings.LastIndex(path, "/")+1:]
	if strings.EqualFold(base, "manifest") && strings.Contains(path, "/") {
		return baseName(path[:strings.LastIndex(path, "/")])
	}
	if dot := strings.LastIndex(base, "."); dot > 0 {
		base = base[:dot]
	}
	return base
}

// addMember adds the file at path below the folder.
func (a *Asset) addMember(path string, role Role) {
	if _, ok := a.Member(path); ok {
		return
	}
	full := filepath.Join(a.Folder, filepath.FromSlash(path))
	m := Member{Path: path, Full: full, Role: role}
	m.Content, _ = a.disk.other(full)
	if info, err := a.disk.stat(full); err == nil && info.Mode().IsRegular() {
		m.Present, m.Size = true, info.Size()
	}
	a.Members = append(a.Members, m)
}
