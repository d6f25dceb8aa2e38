package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"path/filepath"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"smoothscope/inspect/asset"
	"smoothscope/inspect/caption"
	"smoothscope/tasks/save"
)

// captionsExtract are the flags of captions extract.
type captionsExtract struct {
	name, format, output string
}

func captionsExtractVerb() *cobra.Command {
	var o captionsExtract
	cmd := &cobra.Command{
		Use:   "extract ASSET",
		Short: "Write the captions of a stream as SRT, WebVTT or TTML",
		Long: "Write the captions of a stream as SRT, WebVTT or TTML, with times on the asset's own time line.\n" + assetHelp + "\n" +
			"What the format cannot say is a warning on stderr.",
		Args: needArgs(-1, "an ASSET"),
		RunE: func(cmd *cobra.Command, args []string) error {
			return o.run(cmd.Context(), args, cmd.OutOrStdout(), cmd.ErrOrStderr())
		},
	}
	f := cmd.Flags()
	f.StringVar(&o.name, "name", "", "the stream's name; needed where there are several")
	f.StringVar(&o.format, "format", "", "srt, vtt or ttml; without it, as the ending of -o says")
	f.StringVarP(&o.output, "output", "o", "", "write to this file instead of stdout, which is -")
	return cmd
}

func (o *captionsExtract) run(ctx context.Context, args []string, stdout, stderr io.Writer) (err error) {
	if o.output == "-" {
		o.output = ""
	}
	format, err := o.target()
	if err != nil {
		return err
	}
	a, err := asset.Open(ctx, args, asset.Options{})
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, a.Close()) }()
	stream, err := captionStream(a, o.name)
	if err != nil {
		return err
	}
	found, err := a.Captions(ctx, stream)
	if err != nil {
		return err
	}
	whole := found.Document.With(found.Document.Cues)
	if strings.EqualFold(whole.Language, a.Streams[stream].Language) && format.Name != "ttml" {
		whole.Language = "" // it is the stream's, and nothing that is lost
	}
	doc, losses, err := caption.Convert(whole, format.Name)
	if err != nil {
		return err
	}
	raw, err := doc.Bytes()
	if err != nil {
		return err
	}
	warn(stderr, append(append([]string{}, found.Warnings...), lossWords(losses, format.Title)...), nil)
	write := func(w io.Writer) error {
		_, err := w.Write(raw)
		return err
	}
	if o.output == "" {
		return write(stdout)
	}
	return save.Save(ctx, o.output, write)
}

// target is the format that was asked for.
func (o *captionsExtract) target() (*caption.Format, error) {
	switch {
	case o.format != "":
		return caption.FormatNamed(o.format)
	case filepath.Ext(o.output) != "":
		return caption.FormatNamed(filepath.Ext(o.output))
	}
	return nil, errors.New("say which format: --format srt, vtt or ttml")
}

// captionStream finds a stream of captions by its name, in any case.
func captionStream(a *asset.Asset, name string) (int, error) {
	var names []string
	var found []int
	for i := range a.Streams {
		s := &a.Streams[i]
		if !s.HasCaptions() {
			continue
		}
		names = append(names, s.Name)
		if name == "" || strings.EqualFold(s.Name, name) {
			found = append(found, i)
		}
	}
	switch {
	case len(names) == 0:
		return 0, fmt.Errorf("%s has no captions", a.Name)
	case len(found) == 1:
		return found[0], nil
	case len(found) == 0:
		return 0, fmt.Errorf("%s has no captions named %q; there are %s", a.Name, name, strings.Join(names, ", "))
	case name == "":
		return 0, fmt.Errorf("%s has several streams of captions; --name says which: %s", a.Name, strings.Join(names, ", "))
	}
	return 0, fmt.Errorf("%s has %d streams of captions named %q", a.Name, len(found), name)
}

// lossWords is one line for each kind of loss.
func lossWords(losses []caption.Loss, title string) []string {
	var lines, kinds []string
	first, count := map[string]int{}, map[string]int{}
	for _, l := range losses {
		if count[l.What] == 0 {
			kinds, first[l.What] = append(kinds, l.What), l.Cue
		}
		count[l.What]++
	}
	for _, kind := range kinds {
		where := "the document"
		switch {
		case first[kind] >= 0 && count[kind] > 1:
			where = fmt.Sprintf("caption %d and %d more", first[kind]+1, count[kind]-1)
		case first[kind] >= 0:
			where = fmt.Sprintf("caption %d", first[kind]+1)
		}
		lines = append(lines, fmt.Sprintf("%s cannot say all of %s: %s", title, where, kind))
	}
	return lines
}

// clockOf is a time for a table.
func clockOf(s float64) string {
	return caption.Clock(time.Duration(s * float64(time.Second)))
}
