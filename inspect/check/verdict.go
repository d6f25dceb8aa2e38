package check

import (
	"fmt"
	"slices"
	"strings"
)

// Verdict is the report in one plain sentence.
func (r *Report) Verdict() string { return r.Judgement().String() }

// Judgement is a verdict in parts, so that it can be said in any language.
type Judgement struct {
	Worst  Severity // the worst severity that counts, "" where nothing is wrong
	Head   string   // "Not ready to publish", one of Heads
	Reason string   // why, one of Reasons; holds %d where it speaks of several. May be empty
	N      int      // what %d stands for
	Others bool     // there are errors of other kinds too
}

// String is the sentence in English.
func (j Judgement) String() string {
	s := j.Head
	if j.Reason != "" {
		reason := j.Reason
		if strings.Contains(reason, "%d") {
			reason = fmt.Sprintf(reason, j.N)
		}
		s += ": " + reason
	}
	if j.Others {
		s += OtherErrors
	}
	return s + "."
}

// OtherErrors follows a reason that is not the only one.
const OtherErrors = ", and there are errors of other kinds"

// ground is what errors of some rules mean together.
type ground struct {
	rules     []string // ids, or their beginnings up to and with the dash
	one, many string   // many holds %d; the same as one where nothing is counted
}

// grounds is in the order in which they are said: what has to be mended first
// comes first.
func grounds() []ground {
	same := func(text string, rules ...string) ground { return ground{rules, text, text} }
	return []ground{
		same("a manifest is not the XML it should be", "MAN-XML"),
		same("a file is cut short", "BOX-TRUNC"),
		{[]string{"X-FILE"}, "a media file is missing", "%d media files are missing"},
		same("the boxes of a file are broken", "BOX-", "MVEX-", "SAMPLE-", "MOOV-", "DREF-", "BRAND-", "FTYP-", "MEHD-"),
		{[]string{"ALIGN-"}, "one level is cut at other times than the rest", "%d levels are cut at other times than the rest"},
		same("the manifest lists chunks that the files do not have", "X-CHUNK-MISS"),
		same("the files have chunks that the manifest does not list", "X-CHUNK-EXTRA"),
		same("the manifest lists other times than the files have", "X-TIME"),
		same("the index at the end of a file is missing or wrong", "X-MFRA", "X-TFRA"),
		same("the manifests and the files do not go together", "X-"),
		same("the client manifest has errors", "MAN-"),
		same("fragments are damaged", "MOOF-", "TRAF-", "TRUN-", "TFHD-", "MFHD-", "NAL-", "SPS-", "FLAGS-"),
		same("chunks do not begin with a key frame", "FRAG-"),
		same("the times of fragments do not fit together", "TIME-", "AV-", "AUDIO-"),
		same("the levels of a stream do not go together", "LVL-", "LANG-"),
		same("captions cannot be read", "TXT-"),
		same("markers cannot be read", "MRK-"),
		same("the encryption has errors", "ENC-"),
		same("it does not fit a live event", "LIV-"),
		same("something is wrong", ""),
	}
}

// followers are rules whose errors come with those of others on the same level:
// a level that is cut elsewhere cannot have the times of the manifest either.
var followers = map[string]string{"X-TIME": "ALIGN-", "X-CHUNK-MISS": "ALIGN-", "X-CHUNK-EXTRA": "ALIGN-"} //nolint:gochecknoglobals // a constant list

// Heads are all beginnings of verdicts.
func Heads() []string {
	var all []string
	for _, p := range Profiles() {
		for _, worst := range []Severity{"", Warning, Error} {
			if h := head(p, worst); !slices.Contains(all, h) {
				all = append(all, h)
			}
		}
	}
	return append(all, nothingToJudge)
}

// Reasons are all reasons of verdicts.
func Reasons() []string {
	all := []string{allRight, oneWarning, manyWarnings}
	for _, r := range grounds() {
		all = append(all, r.one)
		if r.many != r.one {
			all = append(all, r.many)
		}
	}
	return all
}

const (
	nothingToJudge = "There is nothing to judge: no video, audio or text was found"

	allRight     = "nothing is wrong"
	oneWarning   = "one warning is worth a look"
	manyWarnings = "%d warnings are worth a look"
)

// head is what the asset is ready for.
func head(p Profile, worst Severity) string {
	what := map[Profile]string{Smooth: "publish", Ingest: "ingest", Archive: "publish", CMAF: "convert to CMAF"}[p]
	switch worst {
	case Error:
		return "Not ready to " + what
	case Warning:
		return "Ready to " + what + " with care"
	}
	return "Ready to " + what
}

// Judgement says the whole of the report.
func (r *Report) Judgement() Judgement {
	switch {
	case r.Errors > 0:
		return r.judgeErrors()
	case len(r.Streams) == 0:
		return Judgement{Worst: Error, Head: nothingToJudge}
	case r.Warnings == 1:
		return Judgement{Worst: Warning, Head: head(r.Profile, Warning), Reason: oneWarning}
	case r.Warnings > 1:
		return Judgement{Worst: Warning, Head: head(r.Profile, Warning), Reason: manyWarnings, N: r.Warnings}
	}
	return Judgement{Head: head(r.Profile, ""), Reason: allRight}
}

// judgeErrors takes the first ground that there is.
func (r *Report) judgeErrors() Judgement {
	j := Judgement{Worst: Error, Head: head(r.Profile, Error)}
	list := grounds()
	first := len(list)
	for _, f := range r.errors() {
		first = min(first, groundOf(list, f.Rule))
	}
	if first == len(list) {
		return j
	}
	places, missing := map[[2]int]bool{}, 0
	for _, f := range r.errors() {
		if groundOf(list, f.Rule) == first {
			places[[2]int{f.Stream, f.Level}] = true
			missing += f.Count
		}
	}
	for _, f := range r.errors() {
		leads, follows := followers[f.Rule]
		follows = follows && slices.Contains(list[first].rules, leads) && places[[2]int{f.Stream, f.Level}]
		j.Others = j.Others || groundOf(list, f.Rule) != first && !follows
	}
	if j.N = len(places); slices.Contains(list[first].rules, "X-FILE") {
		j.N = missing
	}
	if j.Reason = list[first].one; j.N > 1 {
		j.Reason = list[first].many
	}
	return j
}

// errors are the findings that are errors.
func (r *Report) errors() []Finding {
	return slices.DeleteFunc(slices.Clone(r.Findings), func(f Finding) bool { return f.Severity != Error })
}

// groundOf is the first reason that a rule belongs to.
func groundOf(list []ground, rule string) int {
	return slices.IndexFunc(list, func(r ground) bool {
		return slices.ContainsFunc(r.rules, func(id string) bool {
			return id == rule || id == "" || strings.HasSuffix(id, "-") && strings.HasPrefix(rule, id)
		})
	})
}
