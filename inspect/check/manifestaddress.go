package check

import (
	"fmt"
	"regexp"
	"slices"
	"strings"

	"smoothscope/inspect/manifest"
)

func manURL() *Rule {
	return &Rule{
		ID: "MAN-URL", Title: "The Url template cannot be filled in", Severity: Error,
		Help: "Url tells players how to ask for a chunk. Without {bitrate} all levels have one address, without {start time} all chunks do; a token that players do not know stays in the address as it is. " +
			"The usual template is QualityLevels({bitrate})/Fragments(video={start time}).",
		Clause: "MS-SSTR 2.2.2.3",
		whole: func(c *Case, to *Reporter) {
			client, _ := c.client()
			if client == nil {
				return
			}
			for i := range client.Streams {
				s := &client.Streams[i]
				if s.Embedded || s.URL == "" && !c.wholeClient() {
					continue
				}
				if fault := templateFault(s.URL); fault != "" {
					to.Add("", Finding{
						Place: c.inClient(i, -1, s.Span), Message: fmt.Sprintf("the Url of %s %s", clientTitle(s), fault),
						Measured: quotedOr(s.URL, "no Url"), Expected: "QualityLevels({bitrate})/Fragments(" + cmpOr(s.Title(), "video") + "={start time})",
						Hint: "Write the two tokens in lower case, {start time} with a blank: Kodi and older players know no other spelling.",
					})
				}
			}
		},
	}
}

var (
	tokens      = regexp.MustCompile(`\{[^{}]*\}`)
	knownTokens = []string{"{bitrate}", "{Bitrate}", "{start time}", "{start_time}", "{CustomAttributes}"} //nolint:gochecknoglobals // a constant list
)

// templateFault is why a Url template is of no use, "" where it is.
func templateFault(url string) string {
	if url == "" {
		return "is missing, and its data is not in the manifest"
	}
	found := tokens.FindAllString(url, 16)
	for _, t := range found {
		if !slices.Contains(knownTokens, t) {
			return fmt.Sprintf("has the token %s, which players do not know", quotedOr(t, ""))
		}
	}
	bitrate := slices.Contains(found, "{bitrate}") || slices.Contains(found, "{Bitrate}")
	time := slices.Contains(found, "{start time}") || slices.Contains(found, "{start_time}")
	switch {
	case !bitrate && !time:
		return "has neither {bitrate} nor {start time}: all its chunks have one address"
	case !bitrate:
		return "lacks {bitrate}: all its levels have the same addresses"
	case !time:
		return "lacks {start time}: all its chunks have the same address"
	}
	return ""
}

func manName() *Rule {
	return &Rule{
		ID: "MAN-NAME", Title: "Two streams have the same name or addresses", Severity: Error,
		Help: "The name of a stream is part of the address of its chunks, and players tell streams apart by it. Two of one name answer each other's requests: the wrong language, or audio where video was asked for. " +
			"Give each stream its own Name, such as audio_eng and audio_fra, and use it in its Url.",
		Clause: "MS-SSTR 2.2.2.3",
		whole: func(c *Case, to *Reporter) {
			client, _ := c.client()
			if client == nil {
				return
			}
			for i := range client.Streams {
				for j := range i {
					a, b := &client.Streams[j], &client.Streams[i]
					fault := collision(a, b)
					if fault == "" {
						continue
					}
					to.Add("", Finding{
						Place:    c.inClient(i, -1, b.Span),
						Message:  fmt.Sprintf("streams %d (%s) and %d (%s) %s", j, clientTitle(a), i, clientTitle(b), fault),
						Measured: quotedOr(b.Title(), "no name") + " twice", Expected: "a name of its own for each stream",
						Hint: "Give each track a trackName in the server manifest, and each StreamIndex that Name; the default is its Type, which only one stream of a kind can have.",
					})
					break
				}
			}
		},
	}
}

// collision is how two streams are mistaken for each other, "" where they are not.
func collision(a, b *manifest.Stream) string {
	if strings.EqualFold(a.Title(), b.Title()) {
		return "have the same name"
	}
	if a.Embedded || b.Embedded || a.URL == "" || !strings.EqualFold(a.URL, b.URL) {
		return ""
	}
	// One Url for several streams works while the bitrates tell them apart.
	for i := range a.Levels {
		for j := range b.Levels {
			if a.Levels[i].BitrateText == b.Levels[j].BitrateText && slices.Equal(a.Levels[i].Custom, b.Levels[j].Custom) {
				return fmt.Sprintf("have the same Url and the same bitrate %s", a.Levels[i].BitrateText)
			}
		}
	}
	return ""
}

// subtypes are those of MS-SSTR 2.2.2.3.
var subtypes = []string{"SCMD", "CHAP", "SUBT", "CAPT", "DESC", "CTRL", "DATA"} //nolint:gochecknoglobals // a constant list

func manSubtype() *Rule {
	return &Rule{
		ID: "MAN-SUBTYPE", Title: "A text stream does not say what its text is", Severity: Warning,
		Help: "Subtype tells players whether a text stream is subtitles (SUBT), captions (CAPT), descriptions (DESC), chapters (CHAP), script commands (SCMD), control (CTRL) or other data (DATA). " +
			"Without it, or with one that they do not know, they ignore the stream; ExoPlayer refuses the manifest.",
		Clause: "MS-SSTR 2.2.2.3",
		whole: func(c *Case, to *Reporter) {
			client, _ := c.client()
			if client == nil {
				return
			}
			for i := range client.Streams {
				s := &client.Streams[i]
				if s.Type != "text" || slices.ContainsFunc(subtypes, func(t string) bool { return strings.EqualFold(t, s.Subtype) }) {
					continue
				}
				to.Add("", Finding{
					Place:    c.inClient(i, -1, s.Span),
					Message:  fmt.Sprintf("the text stream %s has %s", clientTitle(s), cmpOr(unknownSubtype(s.Subtype), "no Subtype")),
					Measured: quotedOr(s.Subtype, "no Subtype"), Expected: strings.Join(subtypes, ", "),
					Hint: "Set the parameter Subtype of its track in the server manifest: SUBT for subtitles, CAPT for captions, DATA for markers.",
				})
			}
		},
	}
}

func unknownSubtype(text string) string {
	if text == "" {
		return ""
	}
	return "the Subtype " + quotedOr(text, "") + ", which players do not know"
}

func manParent() *Rule {
	return &Rule{
		ID: "MAN-PARENT", Title: "A sparse stream has no parent that it can follow", Severity: Error,
		Help:   "ParentStreamIndex names the stream whose chunks tell players that the sparse stream has something new. It has to name a stream of the manifest, and one that is not sparse itself: else captions, markers and commands are never fetched.",
		Clause: "MS-SSTR 2.2.2.3",
		whole: func(c *Case, to *Reporter) {
			client, _ := c.client()
			if client == nil || !c.wholeClient() {
				return
			}
			for i := range client.Streams {
				s := &client.Streams[i]
				if s.Parent == "" {
					continue
				}
				p := slices.IndexFunc(client.Streams, func(o manifest.Stream) bool { return strings.EqualFold(o.Title(), s.Parent) })
				var fault string
				switch {
				case p < 0:
					fault = fmt.Sprintf("names the parent %s, but no stream is called that", quotedOr(s.Parent, ""))
				case p == i:
					fault = "names itself as its parent"
				case client.Streams[p].Parent != "":
					fault = fmt.Sprintf("names the parent %s, which is sparse itself", quotedOr(s.Parent, ""))
				default:
					continue
				}
				to.Add("", Finding{
					Place: c.inClient(i, -1, s.Span), Message: fmt.Sprintf("the stream %s %s", clientTitle(s), fault),
					Measured: quotedOr(s.Parent, ""), Expected: "the Name of a video or audio stream",
					Hint: "Set ParentStreamIndex, in the server manifest parentTrackName, to the name of the video.",
				})
			}
		},
	}
}
