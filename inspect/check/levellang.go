package check

import (
	"fmt"
	"strings"

	"golang.org/x/text/language"
)

func judgeLanguage(c *Case, to *Reporter) {
	several := map[string]int{}
	for i := range c.Asset.Streams {
		several[spoken(c, i)]++
	}
	for i := range c.Asset.Streams {
		s := &c.Asset.Streams[i]
		kind := spoken(c, i)
		if kind == "" {
			continue
		}
		f := Finding{Place: InStream(i, -1), Measured: "Language " + quoted(s.Language)}
		inFile := c.spokenInFile(i)
		switch {
		case unknownLanguage(s.Language) && several[kind] > 1:
			f.Message = fmt.Sprintf("stream %s does not say its language, and there are %d %s streams", s.Name, several[kind], kind)
			f.Expected = "a code of ISO 639-2 such as eng"
			f.Hint = "Viewers choose by it. Tell the encoder (ffmpeg: -metadata:s:a:0 language=eng) and write Language into the client manifest."
		case unknownLanguage(s.Language):
			continue
		case !wellFormed(s.Language):
			f.Message = fmt.Sprintf("the language %s of stream %s is no code of ISO 639-2", quoted(s.Language), s.Name)
			f.Expected = "three letters such as eng"
			f.Hint = "Old players know three letters only. Write the code of ISO 639-2/T."
		case inFile != "" && !sameTongue(s.Language, inFile):
			f.Message = fmt.Sprintf("stream %s is %s by the manifest but %s by its file", s.Name, quoted(s.Language), quoted(inFile))
			f.Expected = quoted(inFile) + " as in mdhd"
			f.Hint = "Streams may have been mixed up. Listen, and correct the one that is wrong."
		default:
			continue
		}
		to.Add("", f)
	}
}

// spoken is the type of a stream that people choose by language, else "".
func spoken(c *Case, stream int) string {
	s := &c.Asset.Streams[stream]
	if s.Type == "audio" || s.Type == "text" && (s.Subtype == "SUBT" || s.Subtype == "CAPT" || s.Subtype == "DESC") {
		return s.Type
	}
	return ""
}

func (c *Case) spokenInFile(stream int) string {
	for _, t := range c.Levels(stream) {
		if t != nil && !unknownLanguage(t.Language) {
			return t.Language
		}
	}
	return ""
}

func unknownLanguage(code string) bool { return code == "" || strings.EqualFold(code, "und") }

// wellFormed says whether a code is one of ISO 639-2.
func wellFormed(code string) bool {
	if len(code) != 3 {
		return false
	}
	_, err := language.ParseBase(code)
	return err == nil
}

func sameTongue(a, b string) bool {
	x, errX := language.ParseBase(a)
	y, errY := language.ParseBase(b)
	return errX != nil || errY != nil || x == y
}

func quoted(s string) string { return `"` + s + `"` }
