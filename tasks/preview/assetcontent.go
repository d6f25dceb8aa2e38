package preview

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"sync"

	"smoothscope/inspect/asset"
)

// assetContent serves an asset.
type assetContent struct {
	asset  *asset.Asset
	pool   *files
	client *document
	notes  []string
	levels map[levelKey]*levelIndex
	odd    map[string]oddChunk // chunks whose addresses are not of the usual form

	dash     dashView
	dashable bool

	mu    sync.Mutex
	files map[string]*file // by member
}

// levelKey is what an address says of a quality level.
type levelKey struct{ level, stream string }

// oddChunk is a chunk under an address of its own form.
type oddChunk struct {
	index *levelIndex
	time  uint64
}

// contentOf makes the addresses of an asset; where the chunks lie is found
// when they are asked for.
func (s *Server) contentOf(a *asset.Asset) (content, error) {
	if Published(a) {
		c, err := openFolder(a.Folder)
		if err != nil {
			return nil, err
		}
		c.pool = s.files
		for _, m := range a.Members {
			if m.Content != nil { // of a tree only the manifest is a member
				c.unsaved = true
				c.read.Store(newPublished(m.Content, nil))
			}
		}
		return c, nil
	}
	if err := servable(a); err != nil {
		return nil, err
	}
	c := &assetContent{
		asset: a, pool: s.files, client: newDocument(a.ClientBytes()),
		levels: map[levelKey]*levelIndex{}, odd: map[string]oddChunk{}, files: map[string]*file{},
		dash: dashView{turn: make(chan struct{}, 1)},
	}
	for i := range a.Streams {
		for j := range a.Streams[i].Levels {
			if !a.Streams[i].Embedded {
				c.address(i, j)
			}
		}
	}
	if err := c.fragmented(s.life()); err != nil {
		return nil, err
	}
	c.tryDASH(s.life())
	return c, nil
}

// fragmented notes the files that have no chunks; it is an error where none
// has any.
func (c *assetContent) fragmented(ctx context.Context) error {
	plain, good := []string(nil), false
	for i := range c.asset.Streams {
		for _, l := range c.asset.Streams[i].Levels {
			if m, _ := c.asset.Member(l.File); !m.Present || slices.Contains(plain, l.File) {
				continue
			}
			file, err := c.asset.Media(ctx, l.File)
			if err == nil && !file.Fragmented {
				plain = append(plain, l.File)
				c.notes = append(c.notes, l.File+": "+asset.ErrUnfragmented.Error())
			} else {
				good = true
			}
		}
	}
	if len(plain) > 0 && !good {
		return fmt.Errorf("%s: %w", plain[0], asset.ErrUnfragmented)
	}
	return nil
}

// servable says why no chunk of an asset can be served.
func servable(a *asset.Asset) error {
	if a.URL != "" {
		return fmt.Errorf("%s: %w", a.Name, asset.ErrRemote)
	}
	if len(a.Streams) == 0 {
		return fmt.Errorf("%s: %w", a.Name, asset.ErrNoStreams)
	}
	return nil
}

// address notes under which address the chunks of a level are asked for. It
// comes from the Url template, whatever the stream is called.
func (c *assetContent) address(stream, level int) {
	s := &c.asset.Streams[stream]
	l := newLevelIndex(stream, level)
	const probe = 1234567890123
	t, err := parse("/x/" + escapePath(c.asset.ChunkPath(stream, level, probe)))
	if err == nil && t.kind == Fragment && t.time == probe && t.params == "" {
		key := levelKey{t.level, t.stream}
		if first, taken := c.levels[key]; taken {
			c.notes = append(c.notes, fmt.Sprintf("%s %s: has the same address as %s %s and cannot be asked for", s.Name,
				s.Levels[level].BitrateKey, c.asset.Streams[first.stream].Name, c.asset.Streams[first.stream].Levels[first.level].BitrateKey))
			return
		}
		c.levels[key] = l
		return
	}
	for _, chunk := range s.Chunks {
		c.odd[c.asset.ChunkPath(stream, level, chunk.Time)] = oddChunk{l, chunk.Time}
	}
}

// escapePath is a path as it stands in a request, what is special escaped.
func escapePath(path string) string {
	return strings.NewReplacer("%", "%25", "?", "%3F", "#", "%23").Replace(path)
}

func (c *assetContent) manifest(*exchange) (*document, error) { return c.client, nil }
func (c *assetContent) warnings() []string                    { return c.notes }
func (c *assetContent) hasDASH() bool                         { return c.dashable }

func (c *assetContent) close() {
	c.mu.Lock()
	defer c.mu.Unlock()
	for _, f := range c.files {
		f.forget()
	}
}

func (c *assetContent) chunk(x *exchange) (*body, error) {
	l, ok := c.levels[levelKey{x.target.level, x.target.stream}]
	if !ok {
		return nil, c.unknown(&x.target)
	}
	return c.chunkAt(x, l, x.target.time)
}

// unknown says what of an address there is not.
func (c *assetContent) unknown(t *target) error {
	for key := range c.levels {
		if key.stream == t.stream {
			bitrate, _, _ := strings.Cut(t.level, ",")
			if !isDecimal(bitrate) {
				return failf(http.StatusBadRequest, "the bitrate %q is not a number", bitrate)
			}
			return failf(http.StatusNotFound, "stream %q has no quality level %s", t.stream, t.level)
		}
	}
	for i := range c.asset.Streams {
		if s := &c.asset.Streams[i]; s.Embedded && s.Name == t.stream {
			return failf(http.StatusNotFound, "the data of stream %q is in the manifest: it has no fragments", t.stream)
		}
	}
	return failf(http.StatusNotFound, "there is no stream %q", t.stream)
}

func (c *assetContent) other(x *exchange) (*body, error) {
	if odd, ok := c.odd[x.target.rest]; ok {
		x.note.Kind = Fragment
		return c.chunkAt(x, odd.index, odd.time)
	}
	return nil, errNotFound
}

// chunkAt is the body of a chunk of a level.
func (c *assetContent) chunkAt(x *exchange, l *levelIndex, time uint64) (*body, error) {
	x.note.Stream, x.note.Level, x.note.Time = l.stream, l.level, time
	at, err := l.get(x.req.Context(), c)
	if errors.Is(err, asset.ErrUnfragmented) {
		return nil, failf(http.StatusNotFound, "%v", err)
	}
	if err != nil {
		return nil, err
	}
	i, ok := at.byTime[time]
	if !ok {
		if c.asset.Live && time > at.last {
			return nil, errNotYet
		}
		return nil, failf(http.StatusNotFound, "no chunk starts at %d", time)
	}
	place := &at.places[i]
	x.note.Chunk = place.Chunk
	if place.Missing != nil {
		return nil, failf(http.StatusNotFound, "%v", place.Missing)
	}
	b := &body{contentType: videoType, file: at.file, modified: at.file.modified(), etag: at.file.etag(place.Offset, x.note.Kind)}
	if c.asset.Streams[l.stream].Type == "audio" {
		b.contentType = audioType
	}
	if x.note.Kind == Fragment {
		if err := b.fill(x.req.Context(), Fragment, nil, 0, place); err != nil {
			return nil, err
		}
		return b, b.settle()
	}
	media, err := c.asset.Media(x.req.Context(), place.Member)
	if err != nil {
		return nil, err
	}
	if err := b.fill(x.req.Context(), x.note.Kind, media, c.asset.Streams[l.stream].Levels[l.level].TrackID, place); err != nil {
		return nil, err
	}
	return b, b.settle()
}

// etag changes with the file and differs for each chunk and form of it.
func (f *file) etag(offset int64, kind Kind) string {
	b := make([]byte, 0, 64)
	b = append(append(b, '"'), f.stamp...)
	b = append(b, '-')
	b = strconv.AppendInt(b, offset, 36)
	b = append(b, kind[0], kind[len(kind)-1], '"')
	return string(b)
}

var (
	errNotFound = &failure{http.StatusNotFound, "there is nothing at this address"}
	errNotYet   = errors.New("the chunk is not there yet")
)
