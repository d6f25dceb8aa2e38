package box

import (
	"errors"
	"reflect"
	"slices"
	"strconv"
	"strings"
	"unicode"
)

var errNoSize = errors.New("the definition gives no size")

// unlimited is the length of a list that goes on to the end of the box.
const unlimited = 1<<64 - 1

// tag is what the mp4 tag of a field of a go-mp4 struct says.
type tag struct {
	index  int    // in the struct
	goName string // as the struct's methods know it
	name   string // as people know it
	order  int
	size   uint64 // bits of one value
	length uint64 // of a list

	opt, nopt uint32 // flags that must, and that must not be set
	ver, nver int    // version that must, and that must not be; -1 any

	sizeDynamic, lenDynamic, optDynamic bool // the struct's methods know
	text, boxString, varint             bool
	uuid, language, extend              bool
}

// tagsOf are the fields of a go-mp4 struct in the order of the box.
func tagsOf(t reflect.Type) []tag {
	tags := make([]tag, 0, t.NumField())
	for i := range t.NumField() {
		f := t.Field(i)
		text, ok := f.Tag.Lookup("mp4")
		if !ok {
			continue
		}
		g := tag{index: i, goName: f.Name, name: snake(f.Name), length: unlimited, ver: -1, nver: -1}
		for option := range strings.SplitSeq(text, ",") {
			key, value, _ := strings.Cut(strings.TrimSpace(option), "=")
			g.set(key, value)
		}
		tags = append(tags, g)
	}
	slices.SortStableFunc(tags, func(a, b tag) int { return a.order - b.order })
	return tags
}

// set takes one option of a tag; those that only concern printing are passed.
func (t *tag) set(key, value string) {
	switch key {
	case "size":
		t.size, t.sizeDynamic = number(value), value == "dynamic"
	case "len":
		t.length, t.lenDynamic = number(value), value == "dynamic"
	case "opt":
		t.opt, t.optDynamic = uint32(number(value)), value == "dynamic"
	case "nopt":
		t.nopt = uint32(number(value))
	case "ver":
		t.ver = int(number(value))
	case "nver":
		t.nver = int(number(value))
	default:
		t.setWord(key)
	}
}

func (t *tag) setWord(key string) {
	switch key {
	case "string":
		t.text = true
	case "boxstring":
		t.boxString = true
	case "varint":
		t.varint = true
	case "uuid":
		t.uuid = true
	case "iso639-2":
		t.language = true
	case "extend":
		t.extend = true
	default:
		if order, err := strconv.Atoi(key); err == nil {
			t.order = order
		}
	}
}

// number is a decimal or 0x number; 0 where it is a word.
func number(text string) uint64 {
	n, err := strconv.ParseUint(text, 0, 32)
	if err != nil {
		return 0
	}
	return n
}

func (t *tag) inVersion(version uint8) bool {
	if version == anyVersion {
		return true
	}
	return (t.ver < 0 || t.ver == int(version)) && t.nver != int(version)
}

func (t *tag) inFlags(flags uint32) bool {
	return (t.opt == 0 || t.opt&flags != 0) && t.nopt&flags == 0
}

// snake turns TrackIDV0 into track_id: go-mp4 keeps one field per version.
func snake(name string) string {
	name = strings.TrimSuffix(strings.TrimSuffix(name, "V0"), "V1")
	letters := []rune(name)
	var b strings.Builder
	for i, r := range letters {
		if i > 0 && unicode.IsUpper(r) && (!unicode.IsUpper(letters[i-1]) || i+1 < len(letters) && unicode.IsLower(letters[i+1])) {
			b.WriteByte('_')
		}
		b.WriteRune(unicode.ToLower(r))
	}
	return b.String()
}
