package asset

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"smoothscope/inspect/manifest"
	"smoothscope/inspect/source"
)

// openURL opens a client manifest over HTTP; a media file there is an asset of
// its own.
func (d disk) openURL(ctx context.Context, url string) (*Asset, error) {
	noMedia := d.tryMedia(ctx, url)
	if noMedia == nil {
		return d.openLoose(ctx, []string{url})
	}
	raw, err := source.Fetch(ctx, url, manifest.MaxSize)
	if err != nil {
		return nil, err
	}
	switch manifest.Sniff(raw) {
	case manifest.ClientManifest:
	case manifest.ServerManifest:
		return nil, fmt.Errorf("%s: is a server manifest: over HTTP open the address that players use, which ends in /Manifest", source.Shown(url))
	default:
		if errors.Is(noMedia, source.ErrNoRanges) {
			return nil, noMedia
		}
		return nil, fmt.Errorf("%s: the answer is no Smooth Streaming manifest: check the address, it usually ends in .ism/Manifest", source.Shown(url))
	}
	a := d.newAsset("", url)
	a.URL = url
	a.Members = []Member{{Path: "Manifest", Full: url, Role: ClientRole, Size: int64(len(raw)), Present: true}}
	if err := a.useClient(raw, "Manifest"); err != nil {
		return nil, fmt.Errorf("%s: %w", source.Shown(url), err)
	}
	a.show(nil, "")
	return a, nil
}

// errManifestName is why an address is not tried as media.
var errManifestName = errors.New("is named like a manifest")

// tryMedia says why an address is no media file whose ranges can be asked for;
// nil where it is one.
func (d disk) tryMedia(ctx context.Context, url string) error {
	path := strings.SplitN(url, "?", 2)[0]
	if strings.HasPrefix(strings.ToLower(path[strings.LastIndex(path, "/")+1:]), "manifest") {
		return errManifestName
	}
	file, err := d.openMedia(ctx, url)
	if err != nil {
		return err
	}
	return file.Source.Close()
}
