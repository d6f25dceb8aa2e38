package check

import (
	"fmt"
	"strings"

	"smoothscope/inspect/manifest"
)

// manifestRules judge the manifests alone, as they are written.
func manifestRules() []*Rule {
	return []*Rule{
		manXML(), manVersion(),
		manChunks(), manLevels(), manTimeOrDuration(), manNumbers(), manOrder(), manDuration(),
		manURL(), manName(), manFourCC(), manPrivateData(), manSubtype(), manAudio(), manSize(), manParent(), manProtection(),
	}
}

// clientTitle is what a person calls a stream of the client manifest.
func clientTitle(s *manifest.Stream) string {
	switch title := s.Title(); {
	case title == "":
		return "a stream without name"
	case s.Language != "" && !strings.Contains(title, s.Language):
		return title + " " + s.Language
	default:
		return title
	}
}

// clientLevel is what a person calls a quality level.
func clientLevel(s *manifest.Stream, l *manifest.Level) string {
	return fmt.Sprintf("the %s level of %s", Rate(l.Bitrate), clientTitle(s))
}

// clockText is a time of the manifest in seconds, to the last tick.
func clockText(ticks, scale uint64) string { return seconds(int64(ticks), scale) }
