package preview

import (
	"context"

	"smoothscope/inspect/asset"
	"smoothscope/inspect/media"
	"smoothscope/inspect/source"
)

// maxMoof bounds the moof of a fragment in bytes; real ones stay below 100 kB.
const maxMoof = 16 << 20

// fill says which bytes of a fragment an answer has: all, or those of the form
// that the request names ([MS-SSTR] 2.2.3).
func (b *body) fill(ctx context.Context, kind Kind, file *media.File, track uint32, place *asset.Location) error {
	switch kind {
	case Fragment:
		b.spans = []media.Extent{{Offset: place.Offset, Size: place.Size}}
		return nil
	case FragmentInfo:
		b.spans = []media.Extent{{Offset: place.Offset, Size: place.MoofSize}}
		return nil
	}
	if err := b.file.check(); err != nil {
		return err
	}
	run, err := file.Run(ctx, media.Fragment{Track: track, Offset: place.Offset, MoofSize: place.MoofSize, Size: place.Size})
	if err != nil {
		return err
	}
	if kind == RawFragments {
		b.spans = []media.Extent{{Offset: run.Payload, Size: run.PayloadEnd - run.Payload}}
		return nil
	}
	moof, err := source.ReadRange(source.WithContext(ctx, file.Source), place.Offset, place.MoofSize, maxMoof)
	if err != nil {
		return err
	}
	b.head, b.spans, err = keyFrames(moof, run, b.contentType[0] == videoType[0], place.Time)
	return err
}
