package check

import (
	"slices"
	"strings"
	"testing"

	"smoothscope/testdata"
)

func TestVerdicts(t *testing.T) {
	at := func(rule string, stream, level int) Finding {
		return Finding{Rule: rule, Severity: Error, Count: 1, Place: InStream(stream, level), Message: rule}
	}
	for want, r := range map[string]*Report{
		"Ready to publish: nothing is wrong.":                                                                        {Profile: Smooth, Streams: make([]StreamFacts, 1)},
		"Ready to publish with care: one warning is worth a look.":                                                   {Profile: Archive, Warnings: 1, Streams: make([]StreamFacts, 1)},
		"Ready to ingest with care: 3 warnings are worth a look.":                                                    {Profile: Ingest, Warnings: 3, Streams: make([]StreamFacts, 1)},
		"There is nothing to judge: no video, audio or text was found.":                                              {Profile: Smooth},
		"Not ready to publish: one level is cut at other times than the rest.":                                       {Profile: Smooth, Errors: 3, Findings: []Finding{at("X-TIME", 0, 1), at("ALIGN-TIME", 0, 1), at("ALIGN-COUNT", 0, 1)}},
		"Not ready to publish: 2 levels are cut at other times than the rest.":                                       {Profile: Smooth, Errors: 2, Findings: []Finding{at("ALIGN-TIME", 0, 1), at("ALIGN-TIME", 0, 2)}},
		"Not ready to convert to CMAF: a manifest is not the XML it should be, and there are errors of other kinds.": {Profile: CMAF, Errors: 2, Findings: []Finding{at("X-TIME", 0, 1), at("MAN-XML", -1, -1)}},
	} {
		if got := r.Verdict(); got != want {
			t.Errorf("%s\nwant %s", got, want)
		}
		j := r.Judgement()
		if !slices.Contains(Heads(), j.Head) || j.Reason != "" && !slices.Contains(Reasons(), j.Reason) {
			t.Errorf("%+v is not among the listed parts", j)
		}
	}
}

// Every rule that can be an error has a reason of its own family.
func TestEveryErrorHasAReason(t *testing.T) {
	list := grounds()
	for _, r := range Rules() {
		if n := groundOf(list, r.ID); n < 0 || n == len(list)-1 {
			t.Errorf("%s: no reason speaks of it", r.ID)
		}
	}
}

func TestVerdictOfTheLadder(t *testing.T) {
	if v := checked(t, Options{}, testdata.Path(t, "ladder/ladder.ism")).Verdict(); !strings.HasPrefix(v, "Ready to publish") {
		t.Error(v)
	}
}
