package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"smoothscope/inspect/asset"
	"smoothscope/inspect/manifest"
	"smoothscope/inspect/marker"
	"smoothscope/tasks/edit"
)

// markersAdd are the flags of markers add.
type markersAdd struct {
	at, duration    string
	command         string
	in              bool
	id              uint32
	idSaid          bool
	segment         uint8 // segmentation_type_id
	upid            string
	upidType        uint8
	payload, table  string // names of files
	text, kind      string // a payload, and of what type the script command is
	snap            string
	stream, subtype string
	scheme          string
	keep            keeping
	json            bool
}

func markersAddVerb() *cobra.Command {
	var o markersAdd
	cmd := &cobra.Command{
		Use:   "add ASSET --at TIME",
		Short: "Add a marker, or those of a table, to the client manifest",
		Long: "Add a marker, or those of a table, to the client manifest: an SCTE-35 section that is\n" +
			"made here, or a payload from a file (a section in bytes, base64 or hexadecimal, XML, text).\n" +
			"Times are on the asset's own time line, where its first chunk need not start at 0.\n" +
			"Prints where the marker went, with --snap also how far that is from --at.",
		Args: needArgs(1, "an ASSET"),
		RunE: func(cmd *cobra.Command, args []string) error {
			o.idSaid = cmd.Flags().Changed("id")
			for _, flag := range []string{"scte35", "in", "id", "segment", "upid", "upid-type"} {
				if (o.payload != "" || o.text != "" || o.table != "") && cmd.Flags().Changed(flag) {
					return fmt.Errorf("--%s is for a section that is made here, not for another payload", flag)
				}
			}
			return o.run(cmd.Context(), args, cmd.InOrStdin(), cmd.OutOrStdout(), cmd.ErrOrStderr())
		},
	}
	f := cmd.Flags()
	f.StringVar(&o.at, "at", "", "where, in seconds: 12.5s")
	f.StringVar(&o.duration, "duration", "", "how long the break or the marker lasts, in seconds")
	f.StringVar(&o.command, "scte35", "splice-insert", "what section to make: splice-insert or time-signal")
	f.Uint32Var(&o.id, "id", 0, "event id of the section (default the next that is free)")
	f.BoolVar(&o.in, "in", false, "the splice leads back into the programme, not out of it")
	f.Uint8Var(&o.segment, "segment", 0x34, "segmentation_type_id of a time-signal; 0x34 is Provider Placement Opportunity Start")
	f.Uint8Var(&o.upidType, "upid-type", 0x0f, "segmentation_upid_type of --upid; 0x0f is URI, 0x03 Ad-ID")
	f.StringVar(&o.upid, "upid", "", "segmentation_upid of a time-signal: text, or 0x and hexadecimal digits")
	f.StringVar(&o.payload, "payload", "", "take the payload from this `file` (- is the standard input)")
	f.StringVar(&o.text, "text", "", "take this text as the payload: the name of a chapter, a command")
	f.StringVar(&o.kind, "type", "", "of a script command, in streams that tell it (ScriptCommand)")
	f.StringVar(&o.table, "csv", "", "add all markers of this `table`, as 'markers list --csv' writes it")
	f.StringVar(&o.snap, "snap", "none", "move to the nearest start of a chunk or key frame: none, chunk or idr")
	f.StringVar(&o.stream, "stream", "", "name of the stream (default scte35; chapters or script by --subtype)")
	f.StringVar(&o.subtype, "subtype", "DATA", "of a new stream: DATA, CHAP or SCMD")
	f.StringVar(&o.scheme, "scheme", marker.Scheme, "of a new DATA stream: what its payloads are")
	f.BoolVar(&o.json, "json", false, "write one JSON document")
	o.keep.flags(cmd)
	cmd.MarkFlagsMutuallyExclusive("payload", "text", "csv")
	cmd.MarkFlagsMutuallyExclusive("at", "csv")
	cmd.MarkFlagsOneRequired("at", "csv")
	return cmd
}

// snapped is what became of a marker: where it was meant to be.
type snapped struct {
	marker.Marker
	by marker.Snapped
}

func (o *markersAdd) run(ctx context.Context, args []string, stdin io.Reader, stdout, stderr io.Writer) (err error) {
	if err := o.check(); err != nil {
		return err
	}
	a, err := asset.Open(ctx, args, asset.Options{})
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, a.Close()) }()
	file, c, err := parseClient(ctx, a)
	if err != nil {
		return err
	}
	list, err := o.markers(stdin)
	if err != nil {
		return err
	}
	if err := o.move(ctx, a, list); err != nil {
		return err
	}
	if err := o.fill(c, list); err != nil {
		return err
	}
	edited, err := o.added(file.raw, list)
	if err != nil {
		return fmt.Errorf("%s: %w", file.Path, err)
	}
	warn(stderr, slices.Concat(a.Warnings, beyond(a, list), o.apart(ctx, a, list)), nil)
	where, err := o.keep.save(ctx, a, file, edited)
	if err != nil {
		return err
	}
	return o.report(stdout, a, list, where)
}

func (o *markersAdd) check() error {
	if !slices.Contains([]string{"splice-insert", "time-signal"}, o.command) {
		return fmt.Errorf("--scte35 %q is neither splice-insert nor time-signal", o.command)
	}
	if !slices.Contains([]string{"none", "chunk", "idr"}, o.snap) {
		return fmt.Errorf("--snap %q is none of none, chunk and idr", o.snap)
	}
	o.subtype = strings.ToUpper(o.subtype)
	names := map[string]string{"DATA": "scte35", "CHAP": "chapters", "SCMD": "script"}
	if names[o.subtype] == "" {
		return fmt.Errorf("--subtype %q is none of DATA, CHAP and SCMD", o.subtype)
	}
	if o.stream == "" && o.table == "" {
		o.stream = names[o.subtype]
	}
	if o.subtype != "DATA" {
		o.scheme = ""
	}
	return nil
}

// clock is the time scale that times are taken in before a stream is known.
const clock = manifest.DefaultTimeScale

// markers are those that are asked for; a section that is made here has no
// payload yet, since it tells its own time.
func (o *markersAdd) markers(stdin io.Reader) ([]snapped, error) {
	if o.table != "" {
		return o.ofTable(stdin)
	}
	at, err := marker.Ticks(o.at, clock)
	if err != nil {
		return nil, fmt.Errorf("--at %w", err)
	}
	m := marker.Marker{Stream: o.stream, Time: at, TimeScale: clock, Type: o.kind}
	if o.duration != "" {
		if m.Duration, err = marker.Ticks(o.duration, clock); err != nil {
			return nil, fmt.Errorf("--duration %w", err)
		}
	}
	if o.text != "" {
		m.Payload = marker.Payload{Kind: marker.Text, Bytes: []byte(o.text)}
	}
	if o.payload != "" {
		b, err := payloadFile(o.payload, stdin)
		if err != nil {
			return nil, err
		}
		if m.Payload = payloadOf(b); m.Payload.Kind == marker.Text {
			m.Payload.Bytes = bytes.TrimRight(b, "\r\n") // the end of the file, not of the text
		}
		if err := m.Payload.Says().Err; err != nil {
			return nil, fmt.Errorf("%s: %w", o.payload, err)
		}
	}
	return []snapped{{Marker: m}}, nil
}

func (o *markersAdd) ofTable(stdin io.Reader) (list []snapped, err error) {
	in := stdin
	if o.table != "-" {
		f, err := os.Open(o.table)
		if err != nil {
			return nil, err
		}
		defer func() { _ = f.Close() }() // it was only read
		in = f
	}
	all, err := marker.ReadCSV(in, clock)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", o.table, err)
	}
	for _, m := range all {
		if o.stream != "" {
			m.Stream = o.stream
		}
		if m.Stream == "" {
			return nil, fmt.Errorf("%s: a marker names no stream: say which with --stream", o.table)
		}
		list = append(list, snapped{Marker: m})
	}
	if len(list) == 0 {
		return nil, fmt.Errorf("%s: holds no marker", o.table)
	}
	return list, nil
}

// move snaps the markers.
func (o *markersAdd) move(ctx context.Context, a *asset.Asset, list []snapped) (err error) {
	var points edit.Points
	if o.snap == "chunk" {
		if points, err = edit.ChunkPoints(ctx, a); err != nil {
			return err
		}
	}
	for i := range list {
		m := &list[i]
		if o.snap == "idr" {
			if points, err = edit.KeyPoints(ctx, a, m.Time, m.TimeScale); err != nil {
				return err
			}
		}
		if o.snap == "none" {
			continue
		}
		var ok bool
		if m.by, ok = marker.Snap(marker.Rescale(m.Time, m.TimeScale, points.TimeScale), points.Times, points.Frame); ok {
			m.Time, m.Duration, m.TimeScale = m.by.Time, marker.Rescale(m.Duration, m.TimeScale, points.TimeScale), points.TimeScale
		}
	}
	return nil
}

// added is the manifest with the markers in their streams.
func (o *markersAdd) added(raw []byte, list []snapped) ([]byte, error) {
	var names []string
	by := map[string][]marker.Marker{}
	for i := range list {
		name := list[i].Stream
		if by[name] == nil {
			names = append(names, name)
		}
		by[name] = append(by[name], list[i].Marker)
	}
	for _, name := range names {
		to := edit.MarkerStream{Name: name, Subtype: o.subtype, Scheme: o.scheme}
		if o.table != "" {
			to.Subtype, to.Scheme = subtypeOf(by[name], o.scheme)
		}
		var err error
		if raw, err = edit.AddMarkers(raw, to, by[name]); err != nil {
			return nil, err
		}
	}
	return raw, nil
}

// subtypeOf is what a new stream for the rows of a table is.
func subtypeOf(all []marker.Marker, scheme string) (subtype, itsScheme string) {
	switch all[0].Class {
	case marker.Chapter:
		return "CHAP", ""
	case marker.Script:
		return "SCMD", ""
	}
	return "DATA", scheme
}
