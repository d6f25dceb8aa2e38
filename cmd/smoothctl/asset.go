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
)

// assetOptions are the flags of asset.
type assetOptions struct {
	json  bool
	alone bool
}

func assetVerb() *cobra.Command {
	var o assetOptions
	cmd := &cobra.Command{
		Use:   "asset ASSET",
		Short: "Show what belongs to an asset: members, streams, quality levels",
		Long: "Show what belongs to an asset. " + assetHelp + "\n" +
			"What is odd or missing is a warning on stderr.",
		Args: needArgs(-1, "an ASSET"),
		RunE: func(cmd *cobra.Command, args []string) error {
			return o.run(cmd.Context(), args, cmd.OutOrStdout(), cmd.ErrOrStderr())
		},
	}
	cmd.Flags().BoolVar(&o.json, "json", false, "write one JSON document")
	cmd.Flags().BoolVar(&o.alone, "alone", false, aloneHelp)
	return cmd
}

// What all verbs say of their ASSET argument.
const (
	assetHelp = "ASSET is a server or client manifest, the address of a Manifest, a folder,\n" +
		"a media file, or several media files that have no manifest yet; content decides, not the name."
	aloneHelp = "take a media file on its own, whatever manifest names it"
)

func (o *assetOptions) run(ctx context.Context, args []string, stdout, stderr io.Writer) (err error) {
	a, err := asset.Open(ctx, args, asset.Options{Alone: o.alone})
	if err != nil {
		if o.json {
			return errors.Join(err, json.NewEncoder(stdout).Encode(emptyAsset(err)))
		}
		return err
	}
	defer func() { err = errors.Join(err, a.Close()) }()
	if o.json {
		return json.NewEncoder(stdout).Encode(documentOf(a))
	}
	warn(stderr, a.Warnings, nil)
	return writeAsset(stdout, a)
}

// warn writes each warning as one line, but those that an error will say.
func warn(stderr io.Writer, warnings, said []string) {
	known := map[string]bool{}
	for _, s := range said {
		known[s] = true
	}
	for _, w := range warnings {
		if !known[w] {
			known[w] = true
			// There is nobody left to tell when stderr does not take it.
			_, _ = fmt.Fprintln(stderr, "warning:", oneLine(errors.New(w)))
		}
	}
}

// writeAsset writes the asset as a table for people.
func writeAsset(stdout io.Writer, a *asset.Asset) error {
	out := tabwriter.NewWriter(stdout, 0, 0, 2, ' ', 0)
	// The tab writer keeps the first error and Flush returns it.
	line := func(format string, args ...any) { _, _ = fmt.Fprintf(out, format+"\n", args...) }
	line("%s\t%s", a.Name, lengthOf(a))
	line("")
	for _, m := range a.Members {
		size := fmt.Sprintf("%d bytes", m.Size)
		if !m.Present {
			size = "missing"
		}
		line("%s\t%s\t%s", m.Role, m.Path, size)
	}
	for i := range a.Streams {
		s := &a.Streams[i]
		line("")
		line("%s\t%s", s.Type, strings.Join(about(s), ", "))
		for _, l := range s.Levels {
			line("  %s\t%s\t%s\t%s", l.BitrateKey, codecOf(l), formatOf(s, l), whereOf(l))
		}
	}
	return out.Flush()
}

func lengthOf(a *asset.Asset) string {
	switch {
	case a.Live:
		return "live"
	case a.TimeScale == 0:
		return "unknown length"
	}
	return seconds(a.Duration, a.TimeScale)
}

// seconds is a time with three decimals, without a floating point number.
func seconds(ticks, scale uint64) string {
	if scale == 0 {
		return fmt.Sprint(ticks)
	}
	return fmt.Sprintf("%d.%03d s", ticks/scale, ticks%scale*1000/scale)
}

func about(s *asset.Stream) []string {
	all := []string{s.Name}
	for _, part := range []string{s.Subtype, s.Language} {
		if part != "" {
			all = append(all, part)
		}
	}
	if s.Embedded {
		all = append(all, "in the manifest")
	}
	if s.Parent != "" {
		all = append(all, "sparse, parent "+s.Parent)
	}
	return append(all, fmt.Sprintf("%d chunks", len(s.Chunks)), fmt.Sprintf("time scale %d", s.TimeScale))
}

func codecOf(l asset.Level) string {
	if l.Codec == "" || strings.EqualFold(l.Codec, l.FourCC) {
		return l.FourCC
	}
	return strings.TrimSpace(l.FourCC + " " + l.Codec)
}

func formatOf(s *asset.Stream, l asset.Level) string {
	switch {
	case s.Type == "video" && l.Width > 0:
		return fmt.Sprintf("%dx%d", l.Width, l.Height)
	case s.Type == "audio" && l.SamplingRate > 0:
		return fmt.Sprintf("%d Hz, %d ch", l.SamplingRate, l.Channels)
	}
	return ""
}

func whereOf(l asset.Level) string {
	where := ""
	if l.File != "" {
		where = fmt.Sprintf("%s track %d", l.File, l.TrackID)
	}
	if l.BitrateFrom != "" {
		where += " (bitrate: " + l.BitrateFrom + ")"
	}
	return where
}
