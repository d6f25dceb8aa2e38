package edit

import (
	"errors"
	"fmt"
	"strings"

	"smoothscope/inspect/asset"
	"smoothscope/inspect/manifest"
)

// CaptionsOf is a stream of captions of an asset as ReplaceCaptions wants it,
// but for the Captions themselves; base is what asset.Captions tells of its
// times. Where its file holds other tracks too, it is to go into a new one. The
// error says why the stream cannot be written.
func CaptionsOf(a *asset.Asset, stream int, base asset.CaptionBase) (CaptionTrack, error) {
	s := &a.Streams[stream]
	t := CaptionTrack{Name: s.Name, Language: s.Language, Subtype: s.Subtype, Embedded: s.Embedded, Absolute: base == asset.AbsoluteBase}
	if err := ownFiles(a, s.Embedded); err != nil {
		return t, err
	}
	c, err := manifest.ParseClient(a.ClientBytes())
	if err != nil {
		return t, err
	}
	if _, err := captionStream(c, s.Name); err != nil {
		return t, err
	}
	if s.Embedded {
		return t, nil
	}
	t.File = s.Levels[0].File
	if t.File == "" {
		return t, fmt.Errorf("the file of %s is not known", s.Name)
	}
	for i := range a.Streams {
		for j, l := range a.Streams[i].Levels {
			if l.File == t.File && (i != stream || j > 0) {
				t.File = FreeFile(a, s.Name)
				return t, nil
			}
		}
	}
	return t, nil
}

// ownFiles says why the files of an asset cannot be changed.
func ownFiles(a *asset.Asset, embedded bool) error {
	if a.URL != "" {
		return errors.New("the asset is on a server: copy it first and change that")
	}
	there := map[asset.Role]bool{}
	for _, m := range a.Members {
		there[m.Role] = there[m.Role] || m.Present
	}
	switch {
	case !there[asset.ClientRole]:
		return errors.New("there is no client manifest that could name captions: make one first")
	case !embedded && !there[asset.ServerRole]:
		return errors.New("there is no server manifest that could name a file of captions: make one first")
	}
	return nil
}

// FreeFile is the path of an .ismt for a stream of captions that is not there
// yet: NAME_STREAM.ismt, else NAME_STREAM_2.ismt and so on.
func FreeFile(a *asset.Asset, stream string) string {
	base := strings.Map(func(r rune) rune {
		if r <= ' ' || strings.ContainsRune(`/\:*?"<>|%&+;#`, r) {
			return '_'
		}
		return r
	}, a.Name+"_"+stream)
	for n := 1; ; n++ {
		path := base + ".ismt"
		if n > 1 {
			path = fmt.Sprintf("%s_%d.ismt", base, n)
		}
		if !a.Exists(path) {
			return path
		}
	}
}
