package edit

import (
	"context"
	"fmt"
	"maps"

	"smoothscope/inspect/manifest"
)

// Save writes what differs from what is saved, see Save. It is a copy of the
// draft as it is when it begins: steps that are made meanwhile are unsaved. A
// file that is no longer part of the asset stays where it is. Where it fails
// the draft keeps all edits. After a save into the asset's own folder the
// draft is clean; undo goes on working, and past a save it is dirty again.
func (d *Draft) Save(ctx context.Context, o Options) error {
	files := d.State().Files
	change, err := d.change(ctx, files, o.Out != "")
	if err != nil {
		return err
	}
	if err := Save(ctx, d.folder, change, o); err != nil {
		if o.Out == "" {
			d.written(ctx, files)
		}
		return err
	}
	if o.Out == "" {
		d.adopt(files)
	}
	return nil
}

// change is the files to be written. A copy minds no change by another program:
// it replaces nothing, and is a way out when there was one.
func (d *Draft) change(ctx context.Context, files map[string][]byte, isCopy bool) (c Change, err error) {
	for name, content := range files {
		if content == nil {
			continue
		}
		var was *FileState
		if !isCopy {
			if was, err = d.before(ctx, name); err != nil {
				return c, err
			}
		}
		f := Content(name, content, was)
		switch manifest.Sniff(content) {
		case manifest.ServerManifest:
			c.Server = append(c.Server, f)
		case manifest.ClientManifest:
			c.Client = append(c.Client, f)
		default:
			c.Media = append(c.Media, f)
		}
	}
	return c, nil
}

// before is what a file has to be for a save to replace it. The content that
// it has before the first save is kept for undo.
func (d *Draft) before(ctx context.Context, name string) (*FileState, error) {
	d.mu.Lock()
	f := *d.disk[name]
	d.mu.Unlock()
	if f.was == nil {
		return nil, fmt.Errorf("%s: could not be looked at when it was changed first; save into another folder", name)
	}
	if f.known {
		return f.was, nil
	}
	content, was, err := Read(ctx, below(d.folder, name))
	if err != nil {
		return nil, err
	}
	if was.Size != f.was.Size || !was.Modified.Equal(f.was.Modified) {
		return nil, fmt.Errorf("%s: %w", name, ErrChanged)
	}
	d.mu.Lock()
	defer d.mu.Unlock()
	kept := d.disk[name]
	kept.first, kept.known, kept.was = content, true, was
	return was, nil
}

// written finds the files of a save that failed which have their new content
// all the same, as the next save must not take that for a foreign change.
func (d *Draft) written(ctx context.Context, files map[string][]byte) {
	ctx = context.WithoutCancel(ctx)
	maps.DeleteFunc(files, func(name string, content []byte) bool {
		return content == nil || d.stateOf(name, content).same(ctx, below(d.folder, name)) != nil
	})
	d.adopt(files)
}

// adopt takes contents for what is on the disk.
func (d *Draft) adopt(files map[string][]byte) {
	d.mu.Lock()
	defer d.mu.Unlock()
	for name, content := range files {
		f := d.disk[name]
		f.once, f.saved = true, content
		if content != nil {
			f.was = d.stateOf(name, content)
		}
	}
}

// Saved says whether all is saved. Save itself sees to that; there is nothing
// to be told to the draft.
func (d *Draft) Saved() bool { return len(d.State().Files) == 0 }
