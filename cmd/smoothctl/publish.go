package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"strconv"
	"strings"

	"github.com/spf13/cobra"

	"smoothscope/inspect/asset"
	"smoothscope/tasks"
	"smoothscope/tasks/publish"
	"smoothscope/tasks/publish/targets"
)

// publishOptions is the flags of the verb publish.
type publishOptions struct {
	to, prefix, rate, progress            string
	dryRun, verify, json, alone           bool
	createContainer, publicToAll, addCORS bool
	concurrency                           int
}

func publishVerb() *cobra.Command {
	var o publishOptions
	cmd := &cobra.Command{
		Use:   "publish ASSET --to TARGET",
		Short: "Put an asset's chunks and client manifest where players can fetch them",
		Long: `Puts every chunk and, last, the client manifest of an asset below [PREFIX/]NAME.ism/ of a
target: a folder, azure://ACCOUNT/CONTAINER, or http(s)://HOST/…/CONTAINER?SAS. What is
there already and equal is skipped, so the same command goes on after an interrupt.
Credentials come from AZURE_STORAGE_CONNECTION_STRING, AZURE_STORAGE_KEY, or signing in.
` + assetHelp,
		Args: needArgs(-1, "an ASSET"),
	}
	f := cmd.Flags()
	f.StringVar(&o.to, "to", "", "the TARGET (required)")
	f.StringVar(&o.prefix, "prefix", "", "folder below the target's root")
	f.BoolVar(&o.dryRun, "dry-run", false, "list the items and send nothing")
	f.BoolVar(&o.verify, "verify", false, "compare everything with what the target holds afterwards")
	f.IntVar(&o.concurrency, "concurrency", 0, "items at once, 1 to 128 (default: 8 for folders, 32 for Azure)")
	f.StringVar(&o.rate, "rate", "", "bytes a second at most, for example 500k or 2M")
	f.BoolVar(&o.json, "json", false, "print one JSON document")
	f.BoolVar(&o.alone, "alone", false, aloneHelp)
	f.BoolVar(&o.createContainer, "create-container", false, "create the container where it is not there")
	f.BoolVar(&o.publicToAll, "public", false, "with --create-container: let everyone read its items")
	f.BoolVar(&o.addCORS, "cors", false, "let web pages of other hosts read the account's items")
	cmd.RunE = func(cmd *cobra.Command, args []string) (err error) {
		if o.progress, err = cmd.Flags().GetString(progressFlag); err != nil {
			return err
		}
		return o.run(cmd.Context(), args, cmd.OutOrStdout(), cmd.ErrOrStderr())
	}
	return cmd
}

// publishDocument is what --json prints.
type publishDocument struct {
	publish.Report
	leftOut int
	DryRun  bool          `json:"dryRun,omitempty"`
	Plan    []plannedItem `json:"plan,omitempty"`
	Error   string        `json:"error,omitempty"`
}

type plannedItem struct {
	Name         string `json:"name"`
	Size         int64  `json:"size"`
	ContentType  string `json:"contentType"`
	CacheControl string `json:"cacheControl"`
}

// run publishes and prints. Whatever happens, --json prints its document.
func (o publishOptions) run(ctx context.Context, args []string, stdout, stderr io.Writer) error {
	doc := publishDocument{Report: publish.Report{Failed: []publish.Failure{}, Warnings: []string{}}}
	why := o.publish(ctx, args, &doc, stderr)
	warn(stderr, doc.Warnings, nil)
	err := outcome(doc.Report, doc.leftOut, why)
	var printed error
	switch {
	case o.json:
		if err != nil {
			doc.Error = err.Error()
		}
		encoder := json.NewEncoder(stdout)
		encoder.SetEscapeHTML(false)
		encoder.SetIndent("", "  ")
		printed = encoder.Encode(doc)
	case doc.DryRun || why == nil || doc.Uploaded+doc.Skipped > 0:
		printed = doc.print(stdout, why)
	}
	if err == nil && printed != nil {
		return fmt.Errorf("print the report: %w", printed)
	}
	return err
}

// outcome is the verb's error: of the work, else of the items, else of the
// media.
func outcome(r publish.Report, leftOut int, err error) error {
	switch {
	case errors.Is(err, context.Canceled) && r.Items == 0:
		return exitError{exitInterrupted, errors.New("interrupted before anything was sent")}
	case errors.Is(err, context.Canceled):
		return exitError{exitInterrupted, fmt.Errorf("interrupted: %d of %d items are there and whole; the same command sends the rest", r.Uploaded+r.Skipped, r.Items)}
	case errors.Is(err, publish.ErrGivenUp):
		return wrong(fmt.Errorf("%d of %d items are not there; %w", len(r.Failed), r.Items, err))
	case err != nil:
		return err
	case len(r.Failed) > 0:
		first := r.Failed[0]
		return wrong(fmt.Errorf("%d of %d items are not there; the first is %s: %s", len(r.Failed), r.Items, first.Name, first.Error))
	case leftOut > 0:
		return wrong(fmt.Errorf("%d broken fragments of the media are left out, as the warnings say; all else is there", leftOut))
	}
	return nil
}

func (o publishOptions) publish(ctx context.Context, args []string, doc *publishDocument, stderr io.Writer) error {
	rate, err := o.check()
	if err != nil {
		return err
	}
	target, err := targets.ForArgument(ctx, o.to, os.Getenv)
	if err != nil {
		return fmt.Errorf("--to: %w", err)
	}
	opened, err := asset.Open(ctx, args, asset.Options{Alone: o.alone})
	if err != nil {
		return err
	}
	defer func() { _ = opened.Close() }() // only read
	plan, err := publish.NewPlan(ctx, opened, publish.PlanOptions{Prefix: o.prefix})
	if err != nil {
		return err
	}
	doc.leftOut = plan.LeftOut
	if o.dryRun {
		doc.planned(plan)
		return nil
	}
	if err := o.prepare(ctx, target, doc); err != nil {
		return err
	}
	warnings := doc.Warnings
	doc.Report, err = o.send(ctx, plan, target, rate, stderr)
	doc.Warnings = append(warnings, doc.Warnings...)
	if errors.Is(err, publish.ErrNoContainer) {
		return fmt.Errorf("%w (--create-container)", err)
	}
	return err
}

// check refuses flags that make no sense; it gives the rate.
func (o publishOptions) check() (int64, error) {
	switch {
	case o.to == "":
		return 0, errors.New("--to is missing: name a folder, azure://ACCOUNT/CONTAINER, or https://…/CONTAINER?SAS")
	case o.publicToAll && !o.createContainer:
		return 0, errors.New("--public goes with --create-container: an existing container keeps its access")
	case o.concurrency < 0 || o.concurrency > publish.MaxConcurrency:
		return 0, fmt.Errorf("--concurrency %d is not possible: use 1 to %d", o.concurrency, publish.MaxConcurrency)
	}
	return parseRate(o.rate)
}

func parseRate(text string) (int64, error) {
	if text == "" {
		return 0, nil
	}
	digits := strings.TrimRight(text, "kKMG")
	factor := map[string]int64{"": 1, "k": 1e3, "K": 1e3, "M": 1e6, "G": 1e9}[text[len(digits):]]
	n, err := strconv.ParseInt(digits, 10, 64)
	if err != nil || n <= 0 || factor == 0 || n > 1<<62/factor {
		return 0, fmt.Errorf("--rate %s is no number of bytes a second: use for example 250000, 500k or 2M", text)
	}
	return n * factor, nil
}

// prepare does what was asked for before anything is sent.
func (o publishOptions) prepare(ctx context.Context, target publish.Target, doc *publishDocument) error {
	if o.createContainer {
		containers, ok := target.(publish.Containers)
		if !ok {
			return errors.New("--create-container: this target has no containers")
		}
		err := containers.CreateContainer(ctx, containers.Container(), o.publicToAll)
		if errors.Is(err, publish.ErrContainerExists) {
			if o.publicToAll {
				doc.Warnings = append(doc.Warnings, "the container exists already and keeps its access")
			}
			err = nil
		}
		if err != nil {
			return err
		}
	}
	if o.addCORS {
		target, ok := target.(publish.CORS)
		if !ok {
			return errors.New("--cors: this target has no such rules; set the header in the web server")
		}
		return target.SetCORS(ctx)
	}
	return nil
}

func (o publishOptions) send(ctx context.Context, plan *publish.Plan, target publish.Target, rate int64, stderr io.Writer) (publish.Report, error) {
	progress := tasks.NewProgress(nil)
	stop, err := watch(o.progress, progress, stderr)
	if err != nil {
		return publish.Report{Failed: []publish.Failure{}, Warnings: []string{}}, err
	}
	defer stop()
	return publish.Send(ctx, progress, plan, target, publish.SendOptions{
		Concurrency: o.concurrency, RateBytes: rate, Verify: o.verify,
	})
}

func (d *publishDocument) planned(plan *publish.Plan) {
	d.DryRun = true
	d.Items, d.Bytes = len(plan.Items)+len(plan.Missing), plan.Bytes
	d.Failed = append(d.Failed, plan.Missing...)
	d.Warnings = append(d.Warnings, plan.Warnings...)
	for _, item := range plan.Items {
		d.Plan = append(d.Plan, plannedItem{item.Name, item.Size, item.ContentType, item.CacheControl})
	}
}

// print says in words what --json says, but not again for each item why the
// whole work ended.
func (d *publishDocument) print(w io.Writer, why error) error {
	var b strings.Builder
	for _, item := range d.Plan {
		fmt.Fprintf(&b, "%10d  %-15s  %s\n", item.Size, item.ContentType, item.Name)
	}
	for _, f := range d.Failed {
		if why != nil && errors.Is(f.Err, why) {
			continue
		}
		fmt.Fprintf(&b, "failed  %s: %s\n", f.Name, f.Error)
	}
	if d.DryRun {
		fmt.Fprintf(&b, "%d items, %s; nothing was sent\n", d.Items, byteText(d.Bytes))
	} else {
		fmt.Fprintf(&b, "%d items: %d uploaded, %d already there, %d failed; %s in %.1f s\n",
			d.Items, d.Uploaded, d.Skipped, len(d.Failed), byteText(d.Bytes), d.Seconds)
	}
	if d.URL != "" {
		fmt.Fprintf(&b, "url %s\n", d.URL)
	}
	if d.Note != "" {
		fmt.Fprintf(&b, "note %s\n", d.Note)
	}
	_, err := io.WriteString(w, b.String())
	return err
}
