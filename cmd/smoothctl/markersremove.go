package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"strings"

	"github.com/spf13/cobra"

	"smoothscope/inspect/asset"
	"smoothscope/inspect/marker"
	"smoothscope/tasks/edit"
)

// markersRemove are the flags of markers remove.
type markersRemove struct {
	at, id, stream string
	all, json      bool
	keep           keeping
}

func markersRemoveVerb() *cobra.Command {
	var o markersRemove
	cmd := &cobra.Command{
		Use:   "remove ASSET",
		Short: "Remove markers from the client manifest",
		Long: "Remove markers from the client manifest: those that all the given flags fit.\n" +
			"A stream that was left without any goes too.",
		Args: needArgs(1, "an ASSET"),
		RunE: func(cmd *cobra.Command, args []string) error {
			return o.run(cmd.Context(), args, cmd.OutOrStdout(), cmd.ErrOrStderr())
		},
	}
	f := cmd.Flags()
	f.StringVar(&o.at, "at", "", "those at this time, in seconds to the millisecond: 12.5s")
	f.StringVar(&o.id, "id", "", "those of this event")
	f.StringVar(&o.stream, "stream", "", "those of this stream")
	f.BoolVar(&o.all, "all", false, "all there are")
	f.BoolVar(&o.json, "json", false, "write one JSON document")
	o.keep.flags(cmd)
	cmd.MarkFlagsOneRequired("at", "id", "stream", "all")
	return cmd
}

func (o *markersRemove) run(ctx context.Context, args []string, stdout, stderr io.Writer) (err error) {
	a, err := asset.Open(ctx, args, asset.Options{})
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, a.Close()) }()
	file, c, err := parseClient(ctx, a)
	if err != nil {
		return err
	}
	gone, err := o.chosen(marker.All(c))
	if err != nil {
		return err
	}
	if len(gone) == 0 {
		return fmt.Errorf("%s: no marker fits; 'smoothctl markers list' shows those that are there", file.Path)
	}
	var places []marker.Place
	for i := range gone {
		places = append(places, gone[i].At)
	}
	edited, err := edit.RemoveMarkers(file.raw, places)
	if err != nil {
		return fmt.Errorf("%s: %w", file.Path, err)
	}
	warn(stderr, a.Warnings, nil)
	where, err := o.keep.save(ctx, a, file, edited)
	if err != nil {
		return err
	}
	return reportChanged(stdout, a, "removed from", gone, where, o.json)
}

// chosen are the markers that all flags fit. Times are compared in
// milliseconds, as 'markers list' shows them.
func (o *markersRemove) chosen(all []marker.Marker) (gone []marker.Marker, err error) {
	const millis = 1000
	at := uint64(0)
	if o.at != "" {
		if at, err = marker.Ticks(o.at, millis); err != nil {
			return nil, fmt.Errorf("--at %w", err)
		}
	}
	for i := range all {
		m := &all[i]
		// Shown is the time cut, meant may be the time rounded.
		cut, rounded := m.Time/m.TimeScale*millis+m.Time%m.TimeScale*millis/m.TimeScale, marker.Rescale(m.Time, m.TimeScale, millis)
		if (o.at == "" || at == cut || at == rounded) && (o.id == "" || m.ID == o.id) && (o.stream == "" || strings.EqualFold(m.Stream, o.stream)) {
			gone = append(gone, *m)
		}
	}
	return gone, nil
}

// reportChanged says what was done to markers and where it was written.
func reportChanged(stdout io.Writer, a *asset.Asset, what string, all []marker.Marker, where string, document bool) error {
	if document {
		return json.NewEncoder(stdout).Encode(changedDocument{Asset: a.Name, File: where, Markers: documentOfMarkers("", nil, all).Markers})
	}
	for i := range all {
		m := &all[i]
		if _, err := fmt.Fprintf(stdout, "%s %s at %s s: %s\n", what, m.Stream, marker.Seconds(m.Time, m.TimeScale), onOneLine(m.Text)); err != nil {
			return err
		}
	}
	_, err := fmt.Fprintln(stdout, "wrote", where)
	return err
}
