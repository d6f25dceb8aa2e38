package edit_test

import (
	"bytes"
	"fmt"
	"io"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"smoothscope/inspect/caption"
	"smoothscope/tasks/edit"
	"smoothscope/tasks/offsets"
	"smoothscope/tasks/publish"
)

// jobsSay is what the jobs make of an asset: its check, its map of chunks, and
// all that would be published.
func (d *desk) jobsSay() string {
	d.t.Helper()
	var out bytes.Buffer
	for _, f := range judgeAsset(d.t, d.asset).Findings {
		fmt.Fprintf(&out, "%+v\n", f)
	}
	entries, err := offsets.Entries(d.t.Context(), d.asset, nil)
	if err != nil {
		d.t.Fatal(err)
	}
	for _, e := range entries.Entries {
		fmt.Fprintf(&out, "%+v\n", e)
	}
	plan, err := publish.NewPlan(d.t.Context(), d.asset, publish.PlanOptions{})
	if err != nil {
		d.t.Fatal(err)
	}
	for _, item := range plan.Items {
		r, err := item.Open()
		if err != nil {
			d.t.Fatal(err)
		}
		content, err := io.ReadAll(r)
		if err != nil {
			d.t.Fatal(err)
		}
		fmt.Fprintf(&out, "%s %x\n", item.Name, content)
	}
	return out.String()
}

// Before a draft is saved, all jobs see the asset as it will be.
func TestJobsOfAnUnsavedAsset(t *testing.T) {
	d := newDesk(t)
	d.add(edit.CaptionTrack{Name: "eng", Language: "eng", Subtype: "CAPT", File: "eng.ismt", Captions: someDocument(t)})
	d.add(edit.CaptionTrack{Name: "fra", Language: "fra", Subtype: "SUBT", Embedded: true, Captions: someDocument(t)})
	d.replace(func(cues []caption.Cue) []caption.Cue { return caption.Delete(cues, 1) })
	unsaved := d.jobsSay()
	saveDraft(t, d.draft)
	d.open()
	if saved := d.jobsSay(); saved != unsaved || strings.Count(saved, "Fragments(eng=") != 8 {
		t.Error(cmp.Diff(strings.Split(saved, "\n"), strings.Split(unsaved, "\n")))
	}
}
