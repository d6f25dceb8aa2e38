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
	"smoothscope/tasks/edit"
)

// captionsAdd are the flags of captions add.
type captionsAdd struct {
	in, encoding, format    string
	lang, name, as, subtype string
	offset                  time.Duration
	keep                    keeping
}

func captionsAddVerb() *cobra.Command {
	var o captionsAdd
	cmd := &cobra.Command{
		Use:   "add ASSET --in FILE --lang eng",
		Short: "Add captions from an SRT, WebVTT or TTML file as a text track",
		Long: "Add captions from an SRT, WebVTT or TTML file as a text track: an .ismt beside the asset\n" +
			"with one TTML document for each chunk of the video, named in both manifests; or, with\n" +
			"--as manifest, inside the client manifest, which then is the only file that changes.\n" +
			"What TTML cannot say of the file is a warning on stderr.",
		Args: needArgs(1, "an ASSET"),
		RunE: func(cmd *cobra.Command, args []string) error {
			return o.run(cmd.Context(), args, cmd.OutOrStdout(), cmd.ErrOrStderr())
		},
	}
	f := cmd.Flags()
	f.StringVar(&o.in, "in", "", "the `file` of captions")
	f.StringVar(&o.lang, "lang", "", "language, three letters: eng")
	f.StringVar(&o.name, "name", "", "name of the stream (default captions_LANG)")
	f.StringVar(&o.as, "as", "fragments", "how they are carried: fragments or manifest")
	f.StringVar(&o.subtype, "subtype", "CAPT", "CAPT or SUBT")
	f.DurationVar(&o.offset, "offset", 0, "move all captions by this: 1.5s, -2s")
	f.StringVar(&o.encoding, "encoding", "auto", strings.Join(caption.Encodings(), ", "))
	f.StringVar(&o.format, "format", "", "of the file: srt, vtt or ttml, where it cannot be told")
	o.keep.flags(cmd)
	for _, flag := range []string{"in", "lang"} {
		if err := cmd.MarkFlagRequired(flag); err != nil {
			panic(err) // a flag of that name is defined above
		}
	}
	return cmd
}

func (o *captionsAdd) check() error {
	o.subtype = strings.ToUpper(o.subtype)
	switch {
	case o.as != "fragments" && o.as != "manifest":
		return fmt.Errorf("--as %q is neither fragments nor manifest", o.as)
	case o.subtype != "CAPT" && o.subtype != "SUBT":
		return fmt.Errorf("--subtype %q is neither CAPT nor SUBT", o.subtype)
	case len(o.lang) != 3 || strings.Trim(o.lang, "abcdefghijklmnopqrstuvwxyz") != "":
		return fmt.Errorf("--lang %q is not three small letters such as eng", o.lang)
	}
	if o.name == "" {
		o.name = "captions_" + o.lang
	}
	return nil
}

func (o *captionsAdd) run(ctx context.Context, args []string, stdout, stderr io.Writer) (err error) {
	if err := o.check(); err != nil {
		return err
	}
	doc, err := o.read(ctx)
	if err != nil {
		return err
	}
	a, err := asset.Open(ctx, args, asset.Options{})
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, a.Close()) }()
	client, err := memberFile(ctx, a, asset.ClientRole)
	if err != nil {
		return err
	}
	track := edit.CaptionTrack{Name: o.name, Language: o.lang, Subtype: o.subtype, Embedded: o.as == "manifest", Captions: doc}
	var server clientFile
	if !track.Embedded {
		if server, err = memberFile(ctx, a, asset.ServerRole); err != nil {
			return err
		}
		track.File = edit.FreeFile(a, o.name)
	}
	added, err := edit.AddCaptions(client.raw, server.raw, track)
	if err != nil {
		return fmt.Errorf("%s: %w", a.Name, err)
	}
	warn(stderr, append(append(append([]string{}, doc.Warnings...), lossWords(added.Losses, "TTML")...), added.Warnings...), nil)
	if err := o.save(ctx, a, client, server, added); err != nil {
		return err
	}
	in := added.File
	if track.Embedded {
		in = client.Path
	}
	many := fmt.Sprintf("%d captions", len(doc.Cues))
	if len(doc.Cues) == 1 {
		many = "1 caption"
	}
	fmt.Fprintf(stdout, "%s in %s\n", many, in)
	return nil
}

// read reads the captions and moves them.
func (o *captionsAdd) read(ctx context.Context) (*caption.Document, error) {
	raw, _, err := edit.Read(ctx, o.in)
	if err != nil {
		return nil, err
	}
	doc, err := caption.Parse(raw, caption.Options{Name: o.in, Format: o.format, Encoding: o.encoding})
	if err != nil {
		return nil, fmt.Errorf("%s: %w", filepath.Base(o.in), err)
	}
	if len(doc.Cues) == 0 {
		return nil, fmt.Errorf("%s holds no captions", o.in)
	}
	if o.offset == 0 {
		return doc, nil
	}
	cues, err := caption.Shift(doc.Cues, o.offset)
	return doc.With(cues), err
}

// memberFile is a manifest of an asset, as it was when it was read.
func memberFile(ctx context.Context, a *asset.Asset, role asset.Role) (f clientFile, err error) {
	if a.URL != "" {
		return f, fmt.Errorf("%s is on a server: copy the asset first and change that", a.URL)
	}
	for _, m := range a.Members {
		if m.Role == role && m.Present {
			f.Member = m
			f.raw, f.was, err = edit.Read(ctx, m.Full)
			return f, err
		}
	}
	return f, fmt.Errorf("%s has no %s manifest that could name captions: make one first", a.Name, role)
}

// save writes media, client manifest and server manifest, or the client
// manifest alone.
func (o *captionsAdd) save(ctx context.Context, a *asset.Asset, client, server clientFile, added *edit.AddedCaptions) error {
	change := edit.Change{Client: []edit.File{edit.Content(client.Path, added.Client, client.was)}}
	if added.Media != nil {
		change.Media = []edit.File{edit.Content(added.File, added.Media, &edit.FileState{})}
		change.Server = []edit.File{edit.Content(server.Path, added.Server, server.was)}
	}
	how := edit.Options{Out: o.keep.out, NoBackup: o.keep.noBackup}
	for _, m := range a.Members {
		if o.keep.out != "" && m.Present && m.Path != client.Path && m.Path != server.Path {
			how.Rest = append(how.Rest, m.Path)
		}
	}
	return edit.Save(ctx, a.Folder, change, how)
}
