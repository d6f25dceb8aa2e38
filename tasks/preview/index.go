package preview

import (
	"context"
	"io/fs"
	"sync/atomic"

	"smoothscope/inspect/asset"
)

// levelIndex is where the chunks of one quality level lie, found when the
// first of them is asked for.
type levelIndex struct {
	stream, level int
	turn          chan struct{} // who may locate
	found         atomic.Pointer[located]
}

// located is the chunks of a level by time.
type located struct {
	byTime map[uint64]int32 // index in places
	places []asset.Location
	file   *file  // of all that have bytes; nil where none has
	last   uint64 // the latest time
}

func newLevelIndex(stream, level int) *levelIndex {
	return &levelIndex{stream: stream, level: level, turn: make(chan struct{}, 1)}
}

// get locates the chunks once; others wait for it, or for their own end. A
// request that ends meanwhile leaves the work to the next.
func (x *levelIndex) get(ctx context.Context, c *assetContent) (*located, error) {
	if at := x.found.Load(); at != nil {
		return at, nil
	}
	select {
	case x.turn <- struct{}{}:
	case <-ctx.Done():
		return nil, ctx.Err()
	}
	defer func() { <-x.turn }()
	if at := x.found.Load(); at != nil {
		return at, nil
	}
	at, err := c.locate(ctx, x.stream, x.level)
	if err != nil {
		return nil, err
	}
	x.found.Store(at)
	return at, nil
}

// locate asks the asset. What the file looked like is noted before, so that a
// change on the way is seen at the first answer.
func (c *assetContent) locate(ctx context.Context, stream, level int) (*located, error) {
	f, err := c.fileOf(ctx, c.asset.Streams[stream].Levels[level].File)
	if err != nil {
		return nil, err
	}
	all, err := c.asset.Locate(ctx, stream, level)
	if err != nil {
		return nil, err
	}
	at := &located{byTime: make(map[uint64]int32, len(all.Locations)), places: all.Locations, file: f}
	for i, l := range all.Locations {
		if _, twice := at.byTime[l.Time]; !twice {
			at.byTime[l.Time] = int32(i)
		}
		at.last = max(at.last, l.Time)
	}
	return at, nil
}

// fileOf is the file of a member, nil where the asset cannot open it: then no
// chunk of it has bytes.
func (c *assetContent) fileOf(ctx context.Context, member string) (*file, error) {
	if m, ok := c.asset.Member(member); !ok || !m.Present {
		return nil, nil
	}
	src, err := c.asset.Source(ctx, member)
	if err != nil {
		return nil, ctx.Err()
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	if f, ok := c.files[member]; ok {
		return f, nil
	}
	if m, _ := c.asset.Member(member); m.Content != nil {
		f := unsavedFile(shown(member), m.Content)
		c.files[member] = f
		return f, nil
	}
	file, ok := src.(interface{ Stat() (fs.FileInfo, error) })
	if !ok {
		return nil, asset.ErrRemote
	}
	info, err := file.Stat()
	if err != nil {
		return nil, err
	}
	f := c.pool.fileAt(src.Name(), shown(member), info)
	c.files[member] = f
	return f, nil
}
