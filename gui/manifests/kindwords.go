package manifests

import (
	"slices"
	"strings"

	"fyne.io/fyne/v2/lang"
	"golang.org/x/text/language"
	"golang.org/x/text/language/display"

	"smoothscope/inspect/manifest"
)

// judgeWord is for values that are no numbers.
func judgeWord(a asked) verdict {
	value := strings.TrimSpace(a.value)
	switch a.known.kind {
	case kBool:
		return judgeOneOf(value, "true", "false", "TRUE", "FALSE")
	case kType:
		return judgeOneOf(value, "video", "audio", "text")
	case kSubtype:
		return verdict{note: subtypeWord(value)}
	case kStreamName:
		return judgeStreamName(a, value)
	case kName:
		if value == "" {
			return wrong(lang.L("a name is needed"))
		}
	case kParent:
		return judgeParent(a, value)
	case kLanguage:
		return judgeLanguage(value)
	case kFourCC:
		return judgeFourCC(value)
	case kGUID:
		return judgeGUID(value)
	case kURL:
		return judgeURL(a, value)
	case kPath:
		return judgePath(value)
	}
	return verdict{}
}

func judgeOneOf(value string, all ...string) verdict {
	if slices.ContainsFunc(all, func(s string) bool { return strings.EqualFold(s, value) }) {
		return verdict{}
	}
	var shown []string
	for _, s := range all {
		if s != strings.ToUpper(s) {
			shown = append(shown, s)
		}
	}
	return wrong(lang.L("one of {{.Words}}", map[string]any{"Words": strings.Join(shown, ", ")}))
}

// judgeLanguage takes ISO 639-2 codes and what RFC 5646 allows.
func judgeLanguage(value string) verdict {
	if value == "" || strings.EqualFold(value, "und") {
		return verdict{note: lang.L("not said")}
	}
	tag, err := language.Parse(value)
	if err != nil {
		return verdict{warn: lang.L("no language code: three letters such as eng, or en-US")}
	}
	name := display.English.Tags().Name(tag)
	if base, _ := tag.Base(); len(value) == 2 && base.ISO3() != "" {
		return verdict{note: name, warn: lang.L("{{.Language}}: players rather take the three letters {{.Code}}", map[string]any{"Language": name, "Code": base.ISO3()})}
	}
	return verdict{note: name}
}

func judgeFourCC(value string) verdict {
	if value == "" || slices.Contains(fourCCs(), strings.ToUpper(value)) {
		return verdict{}
	}
	if len(value) != 4 {
		return verdict{warn: lang.L("four characters are usual")}
	}
	return verdict{warn: lang.L("players hardly know this one")}
}

func judgeGUID(value string) verdict {
	digits := strings.NewReplacer("{", "", "}", "", "-", "").Replace(strings.ToLower(value))
	if len(digits) != 32 || strings.Trim(digits, "0123456789abcdef") != "" {
		return wrong(lang.L("a GUID: 32 hex digits, as 9a04f079-9840-4286-ab92-e65be0885f95"))
	}
	if name := systemWord(value); name != value {
		return verdict{note: name}
	}
	return verdict{warn: lang.L("a system that players do not know")}
}

func judgePath(value string) verdict {
	if value == "" {
		return wrong(lang.L("a file name is needed"))
	}
	if _, err := manifest.LocalPath(value); err != nil {
		return verdict{err: err}
	}
	return verdict{}
}
