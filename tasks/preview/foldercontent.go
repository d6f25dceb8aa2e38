package preview

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"net/http"
	"os"
	"strconv"
	"strings"
	"sync/atomic"

	"smoothscope/inspect/asset"
	"smoothscope/inspect/manifest"
	"smoothscope/inspect/media"
)

// folderContent serves a published tree: its files, as they are.
type folderContent struct {
	root *os.Root
	name string // of the presentation, without ending
	pool *files
	read atomic.Pointer[published]

	unsaved bool // read is what counts, not the file
}

// published is what the Manifest of a tree says.
type published struct {
	info    fs.FileInfo // of the file
	sniffed manifest.Kind
	doc     *document
	client  *manifest.Client
	notes   []string
	streams map[string]int // by name in the Url template
	levels  map[levelKey]bool
}

func newPublished(b []byte, info fs.FileInfo) *published {
	p := &published{info: info, sniffed: manifest.Sniff(b), doc: newDocument(b), streams: map[string]int{}, levels: map[levelKey]bool{}}
	var err error
	if p.client, err = manifest.ParseClient(b); err != nil {
		p.notes = append(p.notes, "Manifest: "+err.Error())
	}
	for i := range p.client.Streams {
		s := &p.client.Streams[i]
		for _, l := range s.Levels {
			if t, err := parse("/x/" + escapePath(s.ChunkPath(l, manifest.Chunk{}))); err == nil && t.stream != "" {
				p.streams[t.stream], p.levels[levelKey{t.level, t.stream}] = i, true
			}
		}
	}
	return p
}

// published is the Manifest as it is now.
func (c *folderContent) published() (*published, error) {
	old := c.read.Load()
	if c.unsaved {
		return old, nil
	}
	p, err := readManifest(c.root, old)
	if err != nil {
		return nil, err
	}
	if p != old {
		c.read.Store(p)
	}
	return p, nil
}

func (c *folderContent) manifest(*exchange) (*document, error) {
	p, err := c.published()
	if err != nil {
		return nil, c.explain("Manifest", err)
	}
	return p.doc, nil
}

func (c *folderContent) facts(context.Context) (*facts, error) {
	p, err := c.published()
	if err != nil {
		return nil, c.explain("Manifest", err)
	}
	f := factsOf(p.client)
	f.Warnings = append(f.Warnings, p.notes...)
	return f, nil
}

func (c *folderContent) warnings() []string { return c.read.Load().notes }
func (c *folderContent) hasDASH() bool      { return false }
func (c *folderContent) close()             { _ = c.root.Close() }

func (c *folderContent) mpd(*exchange) (*document, error) { return nil, errNoDASH }

func (c *folderContent) dashBody(*exchange) (*body, error) { return nil, errNoDASH }

var errNoDASH = &failure{http.StatusNotFound, "a published folder has no DASH: open the asset that it was published from"}

// explain words why a file of the tree cannot be served. What lies outside is
// not there.
func (c *folderContent) explain(name string, err error) error {
	var where *fs.PathError
	if errors.As(err, &where) {
		err = where.Err
	}
	if errors.Is(err, fs.ErrNotExist) || errors.Is(err, fs.ErrPermission) || where != nil {
		return failf(http.StatusNotFound, "%s: is not there: %v", name, err)
	}
	return failf(http.StatusInternalServerError, "%s: cannot be read: %v", name, err)
}

// chunk answers with the file that has the name of the address; where only
// whole fragments were published, the other forms are made from them.
func (c *folderContent) chunk(x *exchange) (*body, error) {
	t := &x.target
	x.note.Time = t.time
	p := c.read.Load()
	if i, ok := p.streams[t.stream]; ok {
		x.note.Stream = i
	}
	b, err := c.body(t.rest, p.typeOf(t.stream), t.kind)
	if err == nil {
		return b, nil
	}
	b, err = c.body(fmt.Sprintf("QualityLevels(%s)/Fragments(%s=%d)", t.level, t.stream, t.time), p.typeOf(t.stream), t.kind)
	if err != nil {
		if p.client.Live && p.isLater(t) {
			return nil, errNotYet
		}
		return nil, err
	}
	if t.kind == Fragment {
		return b, nil
	}
	return b, c.form(x, b)
}

// typeOf is the content type of a stream's chunks.
func (p *published) typeOf(stream string) []string {
	if i, ok := p.streams[stream]; ok && p.client.Streams[i].Type == "audio" {
		return audioType
	}
	return videoType
}

// isLater says whether a time is after the last chunk of a known level.
func (p *published) isLater(t *target) bool {
	i, ok := p.streams[t.stream]
	if !ok || !p.levels[levelKey{t.level, t.stream}] {
		return false
	}
	chunks := p.client.Streams[i].Chunks
	return len(chunks) == 0 || t.time > chunks[len(chunks)-1].Time
}

func (c *folderContent) other(x *exchange) (*body, error) {
	if x.target.rest == "" || strings.Contains("/"+x.target.rest, "/.") { // hidden, or in what is
		return nil, errNotFound
	}
	return c.body(x.target.rest, videoType, Other)
}

// body is a whole file of the tree.
func (c *folderContent) body(name string, contentType []string, kind Kind) (*body, error) {
	info, err := c.root.Stat(name)
	if err != nil {
		return nil, c.explain(name, err)
	}
	if !info.Mode().IsRegular() {
		return nil, errNotFound
	}
	f := &file{pool: c.pool, name: name, known: info, stamp: stampOf(info), once: true,
		stat: func() (fs.FileInfo, error) { return info, nil }, // it was looked at for this answer
		open: func() (*os.File, error) { return c.root.Open(name) },
	}
	return &body{contentType: contentType, file: f, modified: info.ModTime(), etag: f.etag(0, kind), spans: []media.Extent{{Size: info.Size()}}}, nil
}

// form makes another form of a published fragment.
func (c *folderContent) form(x *exchange, b *body) error {
	h, err := b.file.opened()
	if err != nil {
		return err
	}
	defer func() { _ = h.Close() }()
	ctx := x.req.Context()
	m, err := media.Open(ctx, &opened{File: h, size: b.spans[0].Size})
	if err != nil {
		return failf(http.StatusInternalServerError, "%v", err)
	}
	for _, track := range m.Tracks {
		index, err := m.Fragments(ctx, track.ID)
		if err != nil {
			return err
		}
		for _, f := range index.Fragments {
			b.spans = nil
			return b.fill(ctx, x.note.Kind, m, track.ID, &asset.Location{Time: x.target.time, Offset: f.Offset, MoofSize: f.MoofSize, Size: f.Size})
		}
	}
	return failf(http.StatusInternalServerError, "%s: holds no fragment", strconv.Quote(b.file.name))
}

// opened is an open file as a source of bytes.
type opened struct {
	*os.File
	size int64
}

func (o *opened) Size() int64 { return o.size }
