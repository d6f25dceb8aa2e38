package main

import (
	"context"
	"errors"
	"fmt"
	"io"

	"github.com/spf13/cobra"

	"smoothscope/inspect/asset"
	"smoothscope/inspect/marker"
	"smoothscope/tasks/edit"
)

// markersChange are the flags of markers change.
type markersChange struct {
	find         markersRemove // which marker
	to, duration string
	id           uint32
	in, out      bool
	text         string
	said         func(flag string) bool
	keep         keeping
	json         bool
}

func markersChangeVerb() *cobra.Command {
	var o markersChange
	cmd := &cobra.Command{
		Use:   "change ASSET",
		Short: "Change one marker of the client manifest",
		Long: "Change one marker of the client manifest: the one that --at, --id and --stream fit.\n" +
			"Of an SCTE-35 section only what is said changes; everything else in it stays byte for byte.",
		Args: needArgs(1, "an ASSET"),
		RunE: func(cmd *cobra.Command, args []string) error {
			o.said = cmd.Flags().Changed
			return o.run(cmd.Context(), args, cmd.OutOrStdout(), cmd.ErrOrStderr())
		},
	}
	f := cmd.Flags()
	f.StringVar(&o.find.at, "at", "", "the one at this time, in seconds to the millisecond: 12.5s")
	f.StringVar(&o.find.id, "id", "", "the one of this event")
	f.StringVar(&o.find.stream, "stream", "", "the one of this stream")
	f.StringVar(&o.to, "to", "", "move it to this time, in seconds; the time in a section moves along")
	f.StringVar(&o.duration, "duration", "", "let the break or the marker last so long, in seconds; 0 takes the duration away")
	f.Uint32Var(&o.id, "set-id", 0, "give its event this id")
	f.BoolVar(&o.in, "set-in", false, "make it lead back into the programme")
	f.BoolVar(&o.out, "set-out", false, "make it lead out of the programme")
	f.StringVar(&o.text, "text", "", "give it this text: the name of a chapter, a command")
	f.BoolVar(&o.json, "json", false, "write one JSON document")
	o.keep.flags(cmd)
	cmd.MarkFlagsOneRequired("at", "id", "stream")
	cmd.MarkFlagsOneRequired("to", "duration", "set-id", "set-in", "set-out", "text")
	cmd.MarkFlagsMutuallyExclusive("set-in", "set-out")
	return cmd
}

func (o *markersChange) run(ctx context.Context, args []string, stdout, stderr io.Writer) (err error) {
	a, err := asset.Open(ctx, args, asset.Options{})
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, a.Close()) }()
	file, c, err := parseClient(ctx, a)
	if err != nil {
		return err
	}
	found, err := o.find.chosen(marker.All(c))
	switch {
	case err != nil:
		return err
	case len(found) != 1:
		return fmt.Errorf("%s: %d markers fit, and one has to; 'smoothctl markers list' shows those that are there", file.Path, len(found))
	}
	m := found[0]
	if err := o.change(&m); err != nil {
		return fmt.Errorf("%s: %w", file.Path, err)
	}
	edited, err := edit.ReplaceMarker(file.raw, m.At, m)
	if err != nil {
		return fmt.Errorf("%s: %w", file.Path, err)
	}
	warn(stderr, append(a.Warnings, beyond(a, []snapped{{Marker: m}})...), nil)
	where, err := o.keep.save(ctx, a, file, edited)
	if err != nil {
		return err
	}
	return reportChanged(stdout, a, "changed in", []marker.Marker{m}, where, o.json)
}

// change makes the marker what the flags say.
func (o *markersChange) change(m *marker.Marker) (err error) {
	before := m.Time
	if o.to != "" {
		if m.Time, err = marker.Ticks(o.to, m.TimeScale); err != nil {
			return fmt.Errorf("--to %w", err)
		}
	}
	if o.said("duration") {
		if m.Duration, err = marker.Ticks(o.duration, m.TimeScale); err != nil {
			return fmt.Errorf("--duration %w", err)
		}
	}
	switch {
	case m.Payload.Kind == marker.SCTE35 && o.said("text"):
		return errors.New("--text is for chapters and commands, and the marker is an SCTE-35 section")
	case m.Payload.Kind == marker.SCTE35:
		return o.changeSection(m, before)
	case o.said("set-id"), o.in, o.out:
		return fmt.Errorf("--set-id, --set-in and --set-out are for SCTE-35 sections, and the payload is %s", m.Payload.Kind)
	case o.said("text"):
		m.Payload, m.Text = marker.Payload{Kind: marker.Text, Bytes: []byte(o.text)}, o.text
	}
	return nil
}

func (o *markersChange) changeSection(m *marker.Marker, before uint64) error {
	s, err := marker.Decode(m.Payload.Bytes)
	if err != nil {
		return err
	}
	cue := s.Cue()
	if cue.PTS != nil {
		// Its clock need not be that of the time line: it moves as far.
		const wrap = 1<<33 - 1
		pts := (*cue.PTS + marker.Rescale(m.Time, m.TimeScale, marker.Clock) - marker.Rescale(before, m.TimeScale, marker.Clock)) & wrap
		cue.PTS = &pts
	}
	if cue.Command == marker.TimeSignal && len(cue.Segments) == 0 && (o.said("duration") || o.said("set-id")) {
		return errors.New("the time_signal has no segment that could tell an event or a duration: remove it and add one that has")
	}
	if o.said("duration") {
		setLength(&cue, marker.Rescale(m.Duration, m.TimeScale, marker.Clock))
	}
	if o.said("set-id") {
		setEvent(&cue, o.id)
	}
	if o.in || o.out {
		if cue.Command != marker.SpliceInsert {
			return errors.New("--set-in and --set-out are for a splice_insert: a time_signal says it by the types of its segments")
		}
		cue.Out = o.out
	}
	changed, err := s.With(cue)
	if err != nil {
		return err
	}
	m.Payload.Bytes = changed.Raw
	m.ID, m.Text = changed.EventID(), changed.Title()
	return nil
}

// setLength lets a break last so many ticks, 0 for not saying. A time_signal
// tells it by its first segment.
func setLength(cue *marker.Cue, ticks uint64) {
	var lasts *uint64
	if ticks > 0 {
		lasts = &ticks
	}
	switch {
	case cue.Command == marker.SpliceInsert:
		cue.AutoReturn = lasts != nil && (cue.AutoReturn || cue.Duration == nil)
		cue.Duration = lasts
	case len(cue.Segments) > 0:
		cue.Segments[0].Duration = lasts
	}
}

// setEvent gives an event its id, which a time_signal has in its first segment.
func setEvent(cue *marker.Cue, id uint32) {
	switch {
	case cue.Command == marker.SpliceInsert:
		cue.EventID = id
	case len(cue.Segments) > 0:
		cue.Segments[0].EventID = id
	}
}
