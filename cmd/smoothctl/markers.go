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
	"smoothscope/inspect/manifest"
	"smoothscope/inspect/marker"
)

func markersVerb() *cobra.Command {
	cmd := &cobra.Command{
		Use:   "markers",
		Short: "List, add, change and remove ad markers, chapters and script commands",
		Long: "List, add, change and remove what a client manifest says of places of the time line:\n" +
			"ad markers (SCTE-35 or XML), chapters and script commands.",
		RunE: func(_ *cobra.Command, args []string) error {
			if len(args) > 0 {
				return fmt.Errorf("markers cannot %q; it can list, add, change, remove and decode", args[0])
			}
			return errors.New("say what to do with markers: list, add, change, remove or decode; see 'smoothctl markers --help'")
		},
	}
	cmd.AddCommand(markersListVerb(), markersAddVerb(), markersChangeVerb(), markersRemoveVerb(), markersDecodeVerb())
	return cmd
}

// markersList are the flags of markers list.
type markersList struct{ json, csv, fields bool }

func markersListVerb() *cobra.Command {
	var o markersList
	cmd := &cobra.Command{
		Use:   "list ASSET",
		Short: "List the markers that the client manifest and marker tracks carry",
		Long: "List the markers that the client manifest carries, and those in media tracks, which\n" +
			"can be read but not changed here. " + assetHelp + "\n" +
			"Ends with 1 where a payload cannot be read.",
		Args: needArgs(-1, "an ASSET"),
		RunE: func(cmd *cobra.Command, args []string) error {
			return o.run(cmd.Context(), args, cmd.OutOrStdout(), cmd.ErrOrStderr())
		},
	}
	cmd.Flags().BoolVar(&o.json, "json", false, "write one JSON document, SCTE-35 sections field by field")
	cmd.Flags().BoolVar(&o.csv, "csv", false, "write a table in CSV, which 'markers add --csv' reads")
	cmd.Flags().BoolVar(&o.fields, "fields", false, "show SCTE-35 sections field by field")
	cmd.MarkFlagsMutuallyExclusive("json", "csv", "fields")
	return cmd
}

func (o *markersList) run(ctx context.Context, args []string, stdout, stderr io.Writer) error {
	name, warnings, all, err := markersOf(ctx, args)
	if err != nil {
		if o.json {
			return errors.Join(err, json.NewEncoder(stdout).Encode(markersDocument{Markers: []markerDocument{}, Warnings: []string{}, Error: oneLine(err)}))
		}
		return err
	}
	switch {
	case o.json:
		err = json.NewEncoder(stdout).Encode(documentOfMarkers(name, warnings, all))
	case o.csv:
		warn(stderr, warnings, nil)
		err = marker.WriteCSV(stdout, all)
	default:
		warn(stderr, warnings, nil)
		err = writeMarkers(stdout, all, o.fields)
	}
	if err != nil {
		return err
	}
	return faults(name, all)
}

// markersOf opens an asset and reads its markers.
func markersOf(ctx context.Context, args []string) (name string, warnings []string, all []marker.Marker, err error) {
	a, err := asset.Open(ctx, args, asset.Options{})
	if err != nil {
		return "", nil, nil, err
	}
	defer func() { err = errors.Join(err, a.Close()) }()
	c, err := manifest.ParseClient(a.ClientBytes())
	if err != nil {
		return a.Name, a.Warnings, nil, fmt.Errorf("%s: the client manifest: %w", a.Name, err)
	}
	warnings, all = a.Warnings, marker.All(c)
	for i := range a.Streams {
		if !a.HasMarkers(i) {
			continue
		}
		more, faults, err := a.Markers(ctx, i)
		if ctx.Err() != nil {
			return a.Name, nil, nil, ctx.Err()
		}
		if err != nil { // those of the client manifest are there all the same
			faults = append(faults, fmt.Sprintf("%s: its markers are not listed: %v", a.Streams[i].Name, err))
		}
		warnings, all = append(warnings, faults...), append(all, more...)
	}
	return a.Name, warnings, all, nil
}

// faults is an error where payloads cannot be read.
func faults(name string, all []marker.Marker) error {
	n := 0
	var first *marker.Marker
	for i := range all {
		if all[i].Err != nil {
			if n++; n == 1 {
				first = &all[i]
			}
		}
	}
	if n == 0 {
		return nil
	}
	return wrong(fmt.Errorf("%s: %d of %d markers cannot be read; the first, at %s s in %s: %w", name, n, len(all), marker.Seconds(first.Time, first.TimeScale), first.Stream, first.Err))
}

// writeMarkers writes the markers as a table for people.
func writeMarkers(stdout io.Writer, all []marker.Marker, fields bool) error {
	out := tabwriter.NewWriter(stdout, 0, 0, 2, ' ', 0)
	// The tab writer keeps the first error and Flush returns it.
	line := func(format string, args ...any) { _, _ = fmt.Fprintf(out, format+"\n", args...) }
	if len(all) == 0 {
		line("no markers")
	}
	for i := range all {
		m := &all[i]
		lasts := ""
		if m.Duration > 0 {
			lasts = "for " + seconds(m.Duration, m.TimeScale)
		}
		id := m.ID
		if id != "" {
			id = "id " + id
		}
		line("%s\t%s\t%s\t%s\t%s\t%s\t%s", m.Stream, seconds(m.Time, m.TimeScale), lasts, m.Class, m.Payload.Kind, id, onOneLine(m.Text))
		if fields && m.Payload.Kind == marker.SCTE35 {
			if err := out.Flush(); err != nil {
				return err
			}
			s, _ := marker.Decode(m.Payload.Bytes) // the error is m.Err
			if err := writeFields(stdout, s); err != nil {
				return err
			}
		}
	}
	return out.Flush()
}

// onOneLine is the begin of a text without line ends.
func onOneLine(text string) string {
	const most = 80
	text = strings.Join(strings.Fields(text), " ")
	if r := []rune(text); len(r) > most {
		return string(r[:most]) + "…"
	}
	return text
}

// writeFields writes a section as a table: bits, name, value, meaning.
func writeFields(stdout io.Writer, s *marker.Section) error {
	out := tabwriter.NewWriter(stdout, 0, 0, 2, ' ', 0)
	for i := range s.Fields {
		f := &s.Fields[i]
		// The tab writer keeps the first error and Flush returns it.
		_, _ = fmt.Fprintf(out, "  %d.%d\t%d bits\t%s%s\t%s\t%s\n", f.Bit/8, f.Bit%8, f.Bits, strings.Repeat("  ", f.Depth), f.Name, f.Text(), f.Note)
	}
	return out.Flush()
}
