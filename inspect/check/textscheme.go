package check

import (
	"fmt"
	"strings"

	"smoothscope/inspect/marker"
)

func markerScheme() *Rule {
	return &Rule{
		ID: "MRK-SCHEME", Title: "A data stream does not say what its data is", Severity: Error,
		Help: "A text stream with the Subtype DATA may carry anything. What it is stands in CustomAttributes as Scheme, for SCTE-35 urn:scte:scte35:2013:bin. " +
			"Without it players and ad servers do not look into the stream, and breaks pass unseen.",
		Clause: "Timed metadata in live streaming 2.1",
		whole: func(c *Case, to *Reporter) {
			client, _ := c.client()
			if client == nil || !c.wholeClient() {
				return
			}
			for i := range client.Streams {
				s := &client.Streams[i]
				if s.Type != "text" || !strings.EqualFold(s.Subtype, "DATA") || marker.SchemeOf(s) != "" {
					continue
				}
				to.Add("", Finding{
					Place:    c.inClient(i, -1, s.Span),
					Message:  fmt.Sprintf("the stream %s carries data and does not say of which kind", clientTitle(s)),
					Measured: "no Scheme", Expected: "an Attribute Scheme in CustomAttributes, such as urn:scte:scte35:2013:bin",
					Hint: "Give the track the parameter Scheme in the server manifest, or the level CustomAttributes with it.",
				})
			}
		},
	}
}
