package captions

import (
	"path/filepath"
	"strings"

	"golang.org/x/text/language"
	"golang.org/x/text/language/display"
)

// usualLanguages are those that captions are often in, as ISO 639-2 has them.
func usualLanguages() []string {
	return []string{"eng", "deu", "fra", "spa", "ita", "por", "nld", "pol", "swe", "nor", "dan", "fin", "ces", "ell", "tur", "rus", "ukr", "ara", "heb", "hin", "zho", "jpn", "kor"}
}

// languageName is a language in its own words, the code where it is unknown and
// "" without one.
func languageName(code string) string {
	if code == "" || code == "und" {
		return ""
	}
	tag, err := language.Parse(code)
	if err != nil {
		return code
	}
	if name := display.Self.Name(tag); name != "" {
		return name
	}
	return code
}

func isCode(code string) bool {
	return len(code) == 3 && strings.Trim(code, "abcdefghijklmnopqrstuvwxyz") == ""
}

// threeLetters is a language tag such as de or en-GB as ISO 639-2 has it, "" for
// one that is unknown.
func threeLetters(tag string) string {
	t, err := language.Parse(tag)
	if err != nil {
		return ""
	}
	base, _ := t.Base()
	return base.ISO3()
}

// languageIn is the language that a file's name tells of: movie.de.srt,
// subs_fra.vtt; "" where it tells none.
func languageIn(file string) string {
	base := strings.TrimSuffix(file, filepath.Ext(file))
	parts := strings.FieldsFunc(base, func(r rune) bool { return strings.ContainsRune("._- ()[]", r) })
	if len(parts) < 2 {
		return ""
	}
	for _, code := range usualLanguages() {
		if last := strings.ToLower(parts[len(parts)-1]); last == code || threeLetters(last) == code && len(last) < 4 {
			return code
		}
	}
	return ""
}
