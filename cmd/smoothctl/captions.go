package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"strings"
	"text/tabwriter"

	"github.com/spf13/cobra"

	"smoothscope/inspect/asset"
	"smoothscope/inspect/caption"
)

func captionsVerb() *cobra.Command {
	cmd := &cobra.Command{
		Use:   "captions",
		Short: "List, add and remove captions, write them as SRT, WebVTT or TTML",
		Long: "List the captions of an asset and write them as SRT, WebVTT or TTML, whether they\n" +
			"stand in an .ismt or in the client manifest, and whatever their times count from.",
		RunE: func(_ *cobra.Command, args []string) error {
			if len(args) > 0 {
				return fmt.Errorf("captions cannot %q; it can list, add, extract and remove", args[0])
			}
			return errors.New("say what to do with captions: list, add, extract or remove; see 'smoothctl captions --help'")
		},
	}
	cmd.AddCommand(captionsListVerb(), captionsAddVerb(), captionsExtractVerb(), captionsRemoveVerb())
	return cmd
}

// captionsList are the flags of captions list.
type captionsList struct{ json bool }

func captionsListVerb() *cobra.Command {
	var o captionsList
	cmd := &cobra.Command{
		Use:   "list ASSET",
		Short: "List the streams of captions and how many cues they hold",
		Long:  "List the streams of captions and how many cues they hold. " + assetHelp,
		Args:  needArgs(-1, "an ASSET"),
		RunE: func(cmd *cobra.Command, args []string) error {
			return o.run(cmd.Context(), args, cmd.OutOrStdout(), cmd.ErrOrStderr())
		},
	}
	cmd.Flags().BoolVar(&o.json, "json", false, "write one JSON document, with the cues")
	return cmd
}

// The JSON documents of captions list.
type (
	captionsDocument struct {
		Asset    string            `json:"asset"`
		Captions []captionDocument `json:"captions"`
		Warnings []string          `json:"warnings"`
		Error    string            `json:"error,omitempty"`
	}
	captionDocument struct {
		Name      string        `json:"name"`
		Language  string        `json:"language"`
		Subtype   string        `json:"subtype"`
		File      string        `json:"file,omitempty"`
		Base      string        `json:"base"` // of its times: fragment, asset, manifest or ""
		Documents int           `json:"documents"`
		Cues      []cueDocument `json:"cues"`
		Warnings  []string      `json:"warnings"`
		Error     string        `json:"error,omitempty"`
	}
	cueDocument struct {
		Start float64 `json:"start"` // seconds
		End   float64 `json:"end"`   // seconds, -1 where it has none
		Text  string  `json:"text"`
	}
)

func (o *captionsList) run(ctx context.Context, args []string, stdout, stderr io.Writer) (err error) {
	doc := captionsDocument{Captions: []captionDocument{}, Warnings: []string{}}
	a, err := asset.Open(ctx, args, asset.Options{})
	if err != nil {
		if o.json {
			doc.Error = oneLine(err)
			return errors.Join(err, json.NewEncoder(stdout).Encode(doc))
		}
		return err
	}
	defer func() { err = errors.Join(err, a.Close()) }()
	doc.Asset, doc.Warnings = a.Name, append(doc.Warnings, a.Warnings...)
	var faults []string
	for i := range a.Streams {
		if !a.Streams[i].HasCaptions() {
			continue
		}
		one := captionsOf(ctx, a, i)
		if one.Error != "" {
			faults = append(faults, one.Error)
		}
		doc.Captions = append(doc.Captions, one)
	}
	if ctx.Err() != nil {
		return ctx.Err()
	}
	if o.json {
		err = json.NewEncoder(stdout).Encode(doc)
	} else {
		err = doc.write(stdout, stderr)
	}
	if err == nil && len(faults) > 0 {
		return wrong(summary(args[0], faults))
	}
	return err
}

// captionsOf is what list says of one stream.
func captionsOf(ctx context.Context, a *asset.Asset, i int) captionDocument {
	s := &a.Streams[i]
	one := captionDocument{Name: s.Name, Language: s.Language, Subtype: s.Subtype, File: s.Levels[0].File, Cues: []cueDocument{}, Warnings: []string{}}
	c, err := a.Captions(ctx, i)
	if err != nil {
		one.Error = oneLine(err)
		return one
	}
	one.Base, one.Documents, one.Warnings = string(c.Base), c.Documents, append(one.Warnings, c.Warnings...)
	for _, cue := range c.Document.Cues {
		end := cue.End.Seconds()
		if cue.End == caption.Open {
			end = -1
		}
		one.Cues = append(one.Cues, cueDocument{cue.Start.Seconds(), end, cue.Text()})
	}
	return one
}

func (d *captionsDocument) write(stdout, stderr io.Writer) error {
	warn(stderr, d.Warnings, nil)
	if len(d.Captions) == 0 {
		fmt.Fprintln(stdout, "no captions")
		return nil
	}
	w := tabwriter.NewWriter(stdout, 0, 8, 2, ' ', 0)
	fmt.Fprintln(w, "NAME\tLANGUAGE\tSUBTYPE\tIN\tTIMES FROM\tCUES\tFIRST\tLAST")
	for _, c := range d.Captions {
		warn(stderr, c.Warnings, nil)
		in, first, last := c.File, "-", "-"
		if in == "" {
			in = "manifest"
		}
		if n := len(c.Cues); n > 0 {
			first, last = clockOf(c.Cues[0].Start), clockOf(c.Cues[n-1].Start)
		}
		fmt.Fprintln(w, strings.Join([]string{c.Name, orDash(c.Language), orDash(c.Subtype), in, orDash(c.Base), fmt.Sprint(len(c.Cues)), first, last}, "\t"))
	}
	return w.Flush()
}

func orDash(text string) string {
	if text == "" {
		return "-"
	}
	return text
}
