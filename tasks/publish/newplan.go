package publish

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"

	"smoothscope/inspect/asset"
	"smoothscope/inspect/source"
)

const (
	// Chunks never change under their name; a manifest may be made anew.
	chunkCache    = "public, max-age=31536000"
	manifestCache = "public, max-age=60"
	manifestType  = "text/xml"
)

// PlanOptions says where an asset goes.
type PlanOptions struct {
	Prefix string // folder below the target's root; may be empty
}

// NewPlan is everything that a player needs of an asset: each chunk of each
// stream and level, bytes from moof to the end of mdat, under the name that
// its StreamIndex's Url template gives (MS-SSTR 2.2.2.4), and the client
// manifest last. The asset must stay open as long as the plan is used. Chunks
// without bytes are in Missing.
func NewPlan(ctx context.Context, a *asset.Asset, options PlanOptions) (*Plan, error) {
	p := &planner{asset: a, names: map[string]owner{}, plan: &Plan{Root: a.Name + ".ism"}}
	if prefix := strings.Trim(options.Prefix, "/"); prefix != "" {
		p.plan.Root = prefix + "/" + p.plan.Root
	}
	if err := CheckName(p.plan.Root); err != nil {
		return nil, fmt.Errorf("%s cannot be published: %w", p.plan.Root, err)
	}
	p.plan.Warnings = append(p.plan.Warnings, a.Warnings...)
	for i := range a.Streams {
		for j := range a.Streams[i].Levels {
			if err := p.level(ctx, levelOf{i, j}); err != nil {
				return nil, fmt.Errorf("%s cannot be published: %w", a.Name, err)
			}
		}
	}
	if len(p.plan.Items)+len(p.plan.Missing) == 0 {
		return nil, fmt.Errorf("%s cannot be published: it has no chunks", a.Name)
	}
	p.add(p.manifest())
	return p.plan, nil
}

// planner is one plan in the making.
type planner struct {
	asset *asset.Asset
	plan  *Plan
	names map[string]owner // whose each name is
}

type levelOf struct{ stream, level int }

// owner is the chunk that has a name.
type owner struct {
	levelOf
	time uint64 // ticks of the stream
}

func (p *planner) level(ctx context.Context, at levelOf) error {
	stream := &p.asset.Streams[at.stream]
	if stream.Embedded {
		return nil
	}
	located, err := p.asset.Locate(ctx, at.stream, at.level)
	if err != nil {
		return err
	}
	for _, w := range slices.Concat(located.Warnings, located.Problems) {
		if !slices.Contains(p.plan.Warnings, w) {
			p.plan.Warnings = append(p.plan.Warnings, w)
		}
	}
	lacking := len(p.plan.Missing)
	for _, chunk := range located.Locations {
		if chunk.Chunk < 0 {
			continue // no player would ever ask for it
		}
		if err := p.chunk(ctx, at, chunk); err != nil {
			return err
		}
	}
	p.plan.LeftOut += max(0, located.Broken-(len(p.plan.Missing)-lacking))
	return nil
}

// chunk adds one chunk to the items or to what is missing.
func (p *planner) chunk(ctx context.Context, at levelOf, chunk asset.Location) error {
	name := p.plan.Root + "/" + p.asset.ChunkPath(at.stream, at.level, chunk.Time)
	if err := CheckName(name); err != nil {
		return fmt.Errorf("the address of chunk %d of %s, %q: %w", chunk.Chunk, p.asset.Streams[at.stream].Name, name, err)
	}
	switch first, taken := p.names[name]; {
	case taken && first.levelOf == at && first.time != chunk.Time:
		return fmt.Errorf("the chunks at %d and %d of %s have the same address %s: write {start time} into its Url", first.time, chunk.Time, p.asset.Streams[at.stream].Name, name)
	case taken && first.levelOf == at:
		p.plan.Warnings = append(p.plan.Warnings, name+": the manifest lists this chunk twice; the first one is published")
		return nil
	case taken || name == p.manifestName():
		return fmt.Errorf("two different items have the address %s: give each quality level of a stream its own bitrate", name)
	}
	p.names[name] = owner{at, chunk.Time}
	if p.lacks(name, chunk.Missing) {
		return nil
	}
	src, err := p.asset.Source(ctx, chunk.Member)
	if err != nil {
		return err
	}
	p.add(Item{
		Name: name, Size: chunk.Size, ContentType: contentType(p.asset.Streams[at.stream].Type), CacheControl: chunkCache,
		Open: func() (io.ReadSeekCloser, error) { return section(src, chunk.Offset, chunk.Size), nil },
	})
	return nil
}

// lacks notes a chunk that has no bytes, for the reason why.
func (p *planner) lacks(name string, why error) bool {
	if why != nil {
		p.plan.Missing = append(p.plan.Missing, failure(name, why))
	}
	return why != nil
}

func (p *planner) manifestName() string { return p.plan.Root + "/" + ManifestName }

func (p *planner) manifest() Item {
	b := p.asset.ClientBytes()
	return Item{
		Name: p.manifestName(), Size: int64(len(b)), ContentType: manifestType, CacheControl: manifestCache, Last: true,
		Open: func() (io.ReadSeekCloser, error) { return noClose{bytes.NewReader(b)}, nil },
	}
}

func (p *planner) add(item Item) {
	p.plan.Items = append(p.plan.Items, item)
	p.plan.Bytes += item.Size
}

func contentType(streamType string) string {
	switch streamType {
	case "video":
		return "video/mp4"
	case "audio":
		return "audio/mp4"
	}
	return "application/mp4"
}

// section is a part of a file that belongs to the asset.
func section(src source.Source, offset, size int64) io.ReadSeekCloser {
	return noClose{&named{io.NewSectionReader(src, offset, size), src.Name()}}
}

// named says whose bytes could not be read.
type named struct {
	*io.SectionReader
	name string
}

func (n *named) Read(p []byte) (int, error) {
	count, err := n.SectionReader.Read(p)
	if err != nil && !errors.Is(err, io.EOF) {
		err = fmt.Errorf("%s: %w", n.name, err)
	}
	return count, err
}

type noClose struct{ io.ReadSeeker }

func (noClose) Close() error { return nil }
