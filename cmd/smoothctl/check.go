package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"smoothscope/inspect/asset"
	"smoothscope/inspect/check"
	"smoothscope/tasks"
	"smoothscope/tasks/report"
	"smoothscope/tasks/save"
)

// checkOptions are the flags of check.
type checkOptions struct {
	profile string
	rules   []string
	list    bool
	json    bool
	html    string // the page to write, "" for none
	alone   bool
	all     bool   // look into every sample of long tracks too
	mode    string // of the progress
}

func checkVerb() *cobra.Command {
	var o checkOptions
	cmd := &cobra.Command{
		Use:   "check ASSET",
		Short: "Say whether an asset is right, and if not, where and why",
		Long: "Say whether an asset is right, and if not, where and why. " + assetHelp + "\n" +
			"Loose files are judged too: check what the encoder wrote before there is a manifest.\n" +
			"Ends with 1 where there is an error. --list-rules shows what is checked.",
		Args: func(cmd *cobra.Command, args []string) error {
			if o.list {
				if len(args) > 0 {
					return fmt.Errorf("--list-rules takes no ASSET, but there is %q", args[0])
				}
				return nil
			}
			return needArgs(-1, "an ASSET")(cmd, args)
		},
		RunE: func(cmd *cobra.Command, args []string) (err error) {
			if o.mode, err = cmd.Flags().GetString(progressFlag); err != nil {
				return err
			}
			return o.run(cmd.Context(), args, cmd.OutOrStdout(), cmd.ErrOrStderr())
		},
	}
	f := cmd.Flags()
	f.StringVar(&o.profile, "profile", string(check.Smooth), "what the asset is meant to be: "+profileNames())
	f.StringSliceVar(&o.rules, "rules", nil, "judge by these rules only, separated by commas")
	f.BoolVar(&o.list, "list-rules", false, "list the rules instead of checking")
	f.BoolVar(&o.json, "json", false, "write one JSON document")
	f.StringVar(&o.html, "html", "", "write a page for people to this file as well")
	f.BoolVar(&o.alone, "alone", false, aloneHelp)
	f.BoolVar(&o.all, "thorough", false, "look into every sample of long tracks too, which takes about twice the time")
	return cmd
}

func profileNames() string {
	var names []string
	for _, p := range check.Profiles() {
		names = append(names, string(p))
	}
	return strings.Join(names, ", ")
}

func (o *checkOptions) run(ctx context.Context, args []string, stdout, stderr io.Writer) error {
	if !slices.Contains(check.Profiles(), check.Profile(o.profile)) {
		return fmt.Errorf("there is no profile %q; there are %s", o.profile, profileNames())
	}
	rules, err := o.chosen()
	switch {
	case err != nil:
		return err
	case o.list && o.json:
		return writeRulesJSON(stdout, rules)
	case o.list:
		return writeRules(stdout, rules, check.Profile(o.profile))
	}
	found, warnings, err := o.judge(ctx, args, stderr)
	if err != nil {
		return err
	}
	if err := o.writePage(ctx, found); err != nil {
		return err
	}
	if o.json {
		err = report.JSON(stdout, found)
	} else {
		warn(stderr, warnings, saidBy(found))
		err = report.Coloured(stdout, found, paletteFor(stdout))
	}
	if err != nil || found.Errors == 0 {
		return err
	}
	return wrong(fmt.Errorf("%s: %s", found.Asset, strings.TrimSuffix(lowerFirst(found.Verdict()), ".")))
}

// writePage writes the page that --html asks for.
func (o *checkOptions) writePage(ctx context.Context, r *check.Report) error {
	if o.html == "" {
		return nil
	}
	return save.Save(ctx, o.html, func(w io.Writer) error { return report.HTML(w, r) })
}

// saidBy is the warnings that the findings of a report say already.
func saidBy(r *check.Report) []string {
	var said []string
	for _, f := range r.Findings {
		said = append(said, f.Message)
		if f.Rule == "MAN-XML" {
			said = append(said, f.File+": cannot be read as a manifest: check says where")
		}
	}
	return said
}

// chosen is the rules that --rules names, all without it.
func (o *checkOptions) chosen() ([]*check.Rule, error) {
	if len(o.rules) == 0 {
		return check.Rules(), nil
	}
	var list []*check.Rule
	for i, id := range o.rules {
		o.rules[i] = strings.TrimSpace(id)
		rule, ok := check.Find(o.rules[i])
		if !ok {
			return nil, fmt.Errorf("there is no rule %q; 'smoothctl check --list-rules' names them all", id)
		}
		list = append(list, rule)
	}
	return list, nil
}

// judge opens and checks the asset.
func (o *checkOptions) judge(ctx context.Context, args []string, stderr io.Writer) (found *check.Report, warnings []string, err error) {
	a, err := asset.Open(ctx, args, asset.Options{Alone: o.alone, Broken: true})
	if err != nil {
		return nil, nil, err
	}
	defer func() { err = errors.Join(err, a.Close()) }()
	p := tasks.NewProgress(nil)
	p.Doing("checking " + a.Name)
	stop, err := watch(o.mode, p, stderr)
	if err != nil {
		return nil, nil, err
	}
	begun, done := int64(-1), int64(0)
	found, err = check.Run(ctx, a, check.Options{
		Profile: check.Profile(o.profile), Rules: o.rules, Thorough: o.all,
		Progress: func(now, total int64) {
			if total != begun {
				p.Start(tasks.Count, total)
				begun, done = total, 0
			}
			p.Add(now - done)
			done = now
		},
	})
	stop()
	return found, a.Warnings, err
}

func lowerFirst(text string) string {
	if text == "" {
		return ""
	}
	return strings.ToLower(text[:1]) + text[1:]
}

// paletteFor has colours only for a person at a terminal who wants them
// (https://no-color.org).
func paletteFor(w io.Writer) report.Palette {
	if out, ok := w.(*counted); ok {
		w = out.Writer
	}
	if !isTerminal(w) || os.Getenv("NO_COLOR") != "" {
		return report.Palette{}
	}
	return report.Palette{Errors: "\x1b[1;31m", Warning: "\x1b[1;33m", Info: "\x1b[36m", Dim: "\x1b[2m", Strong: "\x1b[1m", Good: "\x1b[1;32m", Off: "\x1b[0m"}
}
