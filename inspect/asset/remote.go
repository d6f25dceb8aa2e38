package asset

import (
	"context"
	"fmt"
	"strings"

	"smoothscope/inspect/manifest"
	"smoothscope/inspect/source"
)

// openURL opens a client manifest over HTTP; a media file there is an asset of
// its own.
func openURL(ctx context.Context, url string) (*Asset, error) {
	raw, isMedia, err := fetchOrMedia(ctx, url)
	if err != nil {
		return nil, err
	}
	if isMedia {
		return openLoose(ctx, []string{url})
	}
	switch manifest.Sniff(raw) {
	case manifest.ClientManifest:
	case manifest.ServerManifest:
		return nil, fmt.Errorf("%s: is a server manifest: over HTTP open the address that players use, which ends in /Manifest", url)
	default:
		return nil, fmt.Errorf("%s: the answer is no Smooth Streaming manifest: check the address, it usually ends in .ism/Manifest", url)
	}
	a := newAsset("", strings.SplitN(url, "?", 2)[0])
	a.URL = url
	a.Members = []Member{{Path: "Manifest", Full: url, Role: ClientRole, Size: int64(len(raw)), Present: true}}
	if err := a.useClient(raw, "Manifest"); err != nil {
		return nil, fmt.Errorf("%s: %w", url, err)
	}
	a.show(nil, "")
	return a, nil
}

// fetchOrMedia fetches a document, or says that the address is a media file
// whose ranges can be asked for.
func fetchOrMedia(ctx context.Context, url string) ([]byte, bool, error) {
	path := strings.SplitN(url, "?", 2)[0]
	if !strings.HasPrefix(strings.ToLower(path[strings.LastIndex(path, "/")+1:]), "manifest") {
		if file, err := openMedia(ctx, url); err == nil {
			return nil, true, file.Source.Close()
		}
	}
	raw, err := source.Fetch(ctx, url, manifest.MaxSize)
	return raw, false, err
}
