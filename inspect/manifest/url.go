package manifest

import (
	"errors"
	"fmt"
	"net/url"
	"regexp"
	"strconv"
	"strings"
	"unicode/utf8"
)

// ChunkPath is the path of a chunk, relative to the manifest's own: the
// stream's Url with its tokens replaced (MS-SSTR 2.2.2.3). It comes from the
// manifest and may be anything: ask CheckPath before writing below it.
func (s *Stream) ChunkPath(level Level, chunk Chunk) string {
	return ExpandURL(s.URL, level.BitrateText, level.Custom, chunk.Time)
}

// ExpandURL replaces the tokens of a Url template: {bitrate}, {start time} and
// {CustomAttributes} in the spellings that occur. The bitrate is a key and goes
// in as written. Where a level has no custom attributes, the comma before their
// token goes too, as the grammar of requests wants (MS-SSTR 2.2.3).
func ExpandURL(template, bitrate string, custom []Attr, start uint64) string {
	if len(custom) == 0 {
		template = lonelyComma.ReplaceAllString(template, "")
	}
	pairs := make([]string, len(custom))
	for i, a := range custom {
		pairs[i] = a.Name + "=" + a.Value
	}
	time := strconv.FormatUint(start, 10)
	// One pass: a value that looks like a token stays a value.
	return strings.NewReplacer(
		"{bitrate}", bitrate, "{Bitrate}", bitrate,
		"{start time}", time, "{start_time}", time,
		"{CustomAttributes}", strings.Join(pairs, ","),
	).Replace(template)
}

var lonelyComma = regexp.MustCompile(`,\s*\{CustomAttributes\}`)

// CheckPath says why a path from a manifest must not be used below a folder or
// a container, nil when it is safe: relative, without empty, "." or ".."
// segments, backslashes, control characters, drive letters and URL schemes,
// also once percent-decoded.
func CheckPath(path string) error {
	if err := checkPlain(path); err != nil {
		return fmt.Errorf("path %s: %w", quoted(path), err)
	}
	if decoded, err := url.PathUnescape(path); err == nil && decoded != path {
		if err := checkPlain(decoded); err != nil {
			return fmt.Errorf("path %s, decoded: %w", quoted(path), err)
		}
	}
	return nil
}

func checkPlain(path string) error {
	if path == "" {
		return errors.New("is empty")
	}
	if !utf8.ValidString(path) {
		return errors.New("is not valid text")
	}
	if strings.ContainsFunc(path, func(c rune) bool { return c < ' ' || c >= 0x7f && c < 0xa0 }) {
		return errors.New("has a control character")
	}
	if strings.Contains(path, `\`) {
		return errors.New("has a backslash")
	}
	if strings.HasPrefix(path, "/") {
		return errors.New("is absolute")
	}
	segments := strings.Split(path, "/")
	if strings.Contains(segments[0], ":") {
		return errors.New("has a drive letter or a URL scheme")
	}
	for _, segment := range segments {
		switch strings.TrimSpace(segment) {
		case "":
			return errors.New("has an empty segment")
		case ".", "..":
			return fmt.Errorf("has a segment %q", segment)
		}
	}
	return nil
}

// LocalPath is a src or client manifest path as a slash path below the
// manifest's folder: backslashes become slashes, "./" goes. An absolute path,
// a URL or a way out of the folder is an error that says so.
func LocalPath(written string) (string, error) {
	path := strings.ReplaceAll(strings.TrimSpace(written), `\`, "/")
	for strings.HasPrefix(path, "./") {
		path = strings.TrimLeft(path[2:], "/")
	}
	// A plain file name may hold a percent sign; only the path itself counts.
	if err := checkPlain(path); err != nil {
		return "", fmt.Errorf("path %s: %w", quoted(written), err)
	}
	return path, nil
}
