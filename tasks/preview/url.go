package preview

import (
	"errors"
	"fmt"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"
)

// target is what the path of a request asks for (MS-SSTR 2.2.1 and 2.2.3).
type target struct {
	site   string // first segment, decoded; "" for the list
	rest   string // the segments behind it, decoded; "" for none
	folder bool   // site is followed by a slash
	kind   Kind
	params string // of the manifest or the fragment: a format that is asked for

	level  string // the key of a quality level: its bitrate and custom attributes
	stream string // its name in the Url template
	time   uint64 // ticks; of DASH, on the time line of its own

	streamIndex, levelIndex int // of DASH
}

// maxPath bounds a path in bytes; real ones stay below a few hundred.
const maxPath = 4096

// parse takes the percent-encoded path of a request apart. Each segment is
// decoded once and must be an ordinary name then. The error says what is
// malformed; site and rest are set where they could be read.
func parse(escaped string) (target, error) {
	t := target{kind: Other}
	if len(escaped) > maxPath {
		return t, errors.New("the path is too long")
	}
	path, ok := strings.CutPrefix(escaped, "/")
	if !ok {
		return t, errors.New("the path does not start with a slash")
	}
	site, rest, folder := strings.Cut(path, "/")
	var err error
	if t.site, err = segment(site, !folder); err != nil {
		return t, err
	}
	t.folder = folder
	if rest == "" {
		return t, nil
	}
	if t.rest, err = segments(rest); err != nil {
		return t, err
	}
	return t, t.read()
}

// segments decodes several; only the last may be empty.
func segments(escaped string) (string, error) {
	if plain(escaped) {
		return escaped, nil
	}
	list := strings.Split(escaped, "/")
	for i, s := range list {
		var err error
		if list[i], err = segment(s, i == len(list)-1); err != nil {
			return "", err
		}
	}
	return strings.Join(list, "/"), nil
}

// plain says that segments need neither decoding nor a closer look: the usual
// address of a chunk.
func plain(s string) bool {
	dot := true // a name starting with a dot gets the closer look
	for i := range len(s) {
		c := s[i]
		switch {
		case c == '/':
			if dot {
				return false
			}
			dot = true
			continue
		case c == '.' && dot, c <= ' ', c >= 0x7f, c == '%', c == '\\':
			return false
		}
		dot = false
	}
	return true
}

// segment decodes one segment.
func segment(escaped string, mayBeEmpty bool) (string, error) {
	s, err := url.PathUnescape(escaped)
	if err != nil {
		return "", errors.New("the percent-encoding is broken")
	}
	switch {
	case s == "" && !mayBeEmpty:
		return "", errors.New("the path has an empty part")
	case s == "." || s == "..":
		return "", errors.New("the path has a part that leads elsewhere")
	case strings.ContainsAny(s, `/\`):
		return "", errors.New("the path has an encoded slash or a backslash")
	case !utf8.ValidString(s):
		return "", errors.New("the path is not valid text")
	case strings.ContainsFunc(s, func(c rune) bool { return c < ' ' || c >= 0x7f && c < 0xa0 }):
		return "", errors.New("the path has a control character")
	}
	return s, nil
}

// read understands the part below the site.
func (t *target) read() error {
	first, second, deeper := strings.Cut(t.rest, "/")
	if !deeper {
		if inner, ok := call(first, "Manifest"); ok {
			t.kind, t.params = Manifest, inner
		} else if strings.EqualFold(first, "Manifest") {
			t.kind = Manifest
		}
	}
	if deeper && first == "dash" {
		return t.dash(second)
	}
	level, ok := call(first, "QualityLevels")
	if !ok {
		return nil
	}
	if !deeper || strings.Contains(second, "/") {
		return errors.New("QualityLevels(…) must be followed by one Fragments(…)")
	}
	return t.chunk(level, second)
}

// dash reads manifest.mpd, S/L/init.mp4 and S/L/TIME.m4s. What is none of them
// is of no kind.
func (t *target) dash(rest string) error {
	if rest == "manifest.mpd" {
		t.kind = MPD
		return nil
	}
	list := strings.Split(rest, "/")
	if len(list) != 3 {
		return nil
	}
	stream, err := strconv.ParseUint(list[0], 10, 31)
	level, err2 := strconv.ParseUint(list[1], 10, 31)
	if err != nil || err2 != nil {
		return errors.New("stream and level must be numbers")
	}
	t.streamIndex, t.levelIndex = int(stream), int(level)
	if list[2] == "init.mp4" {
		t.kind = Init
		return nil
	}
	time, ok := strings.CutSuffix(list[2], ".m4s")
	if !ok {
		return nil
	}
	t.kind = Segment
	t.time, err = strconv.ParseUint(time, 10, 64)
	if err != nil {
		return fmt.Errorf("the time %q is not a number of ticks", time)
	}
	return nil
}

// nouns are the words of requests for chunks, in the order of their frequency.
var nouns = []struct {
	word string
	kind Kind
}{
	{"Fragments", Fragment},
	{"FragmentInfo", FragmentInfo},
	{"KeyFrames", KeyFrames},
	{"RawFragments", RawFragments},
}

// chunk reads what stands in QualityLevels(…) and the segment behind it.
func (t *target) chunk(level, second string) error {
	for _, n := range nouns {
		inner, ok := call(second, n.word)
		if !ok {
			continue
		}
		if err := t.key(level); err != nil {
			return err
		}
		t.kind = n.kind
		return t.position(inner)
	}
	return fmt.Errorf("%q is none of Fragments, FragmentInfo, KeyFrames and RawFragments with (stream=time)", second)
}

// key reads Bitrate{,Name=Value}. The order of the attributes means nothing.
func (t *target) key(level string) error {
	bitrate, custom, more := strings.Cut(level, ",")
	if bitrate == "" {
		return errors.New("QualityLevels(…) has no bitrate")
	}
	t.level = level
	if !more {
		return nil
	}
	list := strings.Split(custom, ",")
	for _, pair := range list {
		if name, _, ok := strings.Cut(pair, "="); !ok || name == "" {
			return fmt.Errorf("the attribute %q of QualityLevels(…) is not Name=Value", pair)
		}
	}
	if !slices.IsSorted(list) {
		slices.Sort(list)
		t.level = bitrate + "," + strings.Join(list, ",")
	}
	return nil
}

// position reads Stream=Time{,params}.
func (t *target) position(inner string) error {
	stream, value, ok := strings.Cut(inner, "=")
	if !ok || stream == "" {
		return fmt.Errorf("%q is not stream=time", inner)
	}
	value, t.params, _ = strings.Cut(value, ",")
	time, err := strconv.ParseUint(value, 10, 64)
	if err != nil {
		return fmt.Errorf("the time %q is not a number of ticks", value)
	}
	t.stream, t.time = stream, time
	return nil
}

// call is what stands in the parentheses behind a word, which is found in any
// case.
func call(s, word string) (string, bool) {
	if len(s) < len(word)+2 || s[len(word)] != '(' || s[len(s)-1] != ')' || !strings.EqualFold(s[:len(word)], word) {
		return "", false
	}
	return s[len(word)+1 : len(s)-1], true
}

// isDecimal says whether a bitrate is one by the grammar of requests.
func isDecimal(s string) bool {
	return s != "" && strings.Trim(s, "0123456789") == ""
}
