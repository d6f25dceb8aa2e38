package edit

import (
	"fmt"
	"path"
	"strings"

	"smoothscope/inspect/manifest"
)

// RemoveCaptions takes a text stream out of both manifests. File is what its
// media is in, relative to the server manifest, "" where the client manifest
// carries the text itself. A file of further tracks is refused.
func RemoveCaptions(client, server []byte, name, file string) (*AddedCaptions, error) {
	c, err := manifest.ParseClient(client)
	if err != nil {
		return nil, err
	}
	out := &AddedCaptions{Server: server}
	if out.Client, err = withoutStream(client, c, name); err != nil {
		return nil, err
	}
	if file == "" {
		return out, nil
	}
	s, err := manifest.ParseServer(server)
	if err != nil {
		return nil, err
	}
	track := -1
	for i := range s.Tracks {
		local, err := manifest.LocalPath(s.Tracks[i].Src)
		if err != nil || !strings.EqualFold(path.Clean(local), path.Clean(file)) {
			continue
		}
		if track >= 0 || !strings.EqualFold(s.Tracks[i].Element, "textstream") {
			return nil, fmt.Errorf("%s holds other tracks too: take the one of %s out of the server manifest by hand", file, name)
		}
		track = i
	}
	if track < 0 {
		return nil, fmt.Errorf("the server manifest does not name %s", file)
	}
	edits, err := s.RemoveTrack(track)
	if err != nil {
		return nil, err
	}
	out.Server, err = manifest.Apply(server, edits)
	return out, err
}

func withoutStream(raw []byte, c *manifest.Client, name string) ([]byte, error) {
	for i := range c.Streams {
		if c.Streams[i].Type == "text" && strings.EqualFold(c.Streams[i].Title(), name) {
			edits, err := c.RemoveStream(i)
			if err != nil {
				return nil, err
			}
			return manifest.Apply(raw, edits)
		}
	}
	return nil, fmt.Errorf("the client manifest has no text stream %q", name)
}
