package gui

import (
	"context"
	"strings"

	"fyne.io/fyne/v2/lang"

	"smoothscope/gui/captions"
	"smoothscope/gui/session"
	"smoothscope/inspect/asset"
	"smoothscope/inspect/caption"
	"smoothscope/tasks/edit"
)

// carried are the captions that the manifest itself carries: an edit of the
// manifest may have changed them.
func (h *Hall) carried(a *session.Asset) map[string]*caption.Document {
	var gone map[string]*caption.Document
	known := a.Draft.State().Captions
	for i := range a.Content.Streams {
		if s := &a.Content.Streams[i]; s.Embedded && known[s.Name] != nil {
			if gone == nil {
				gone = map[string]*caption.Document{}
			}
			gone[s.Name] = nil
		}
	}
	return gone
}

// stateOf is what an edit of captions has changed. The captions are those that
// are carried, so that the next edit begins there; none where they were removed.
func stateOf(now manifestPair, t edit.CaptionTrack, made *edit.AddedCaptions) edit.State {
	s := edit.State{Files: map[string][]byte{now.client.path: made.Client}, Captions: map[string]*caption.Document{t.Name: made.Captions}}
	if now.server.path != "" && made.Server != nil {
		s.Files[now.server.path] = made.Server
	}
	if made.Media != nil {
		s.Files[t.File] = made.Media
	}
	return s
}

// captionsEdited takes an edit of the captions of a track; amend lets it take the
// place of the last one.
func (h *Hall) captionsEdited(what string, t captions.Track, d *caption.Document, amend bool) {
	a := h.session.Current()
	if a == nil {
		return
	}
	base := h.editor.bench(a).bases[t.Name]
	h.editor.compute(a, tabCaptions, what, amend, func(_ context.Context, now manifestPair) (edit.State, error) {
		track, err := trackOf(now.content, t.Name, base, d)
		if err != nil {
			return edit.State{}, err
		}
		made, err := edit.ReplaceCaptions(now.client.raw, now.server.raw, track)
		if err != nil {
			return edit.State{}, err
		}
		return stateOf(now, track, made), nil
	}, func(err error) {
		h.captions.Answered(d)
		if err != nil {
			h.fail(lang.L("The captions cannot be changed like that"), err)
			h.fillEditors(a)
		}
	})
}

// addCaptions adds a track.
func (h *Hall) addCaptions(track edit.CaptionTrack) {
	a := h.session.Current()
	var warnings []string
	h.editor.compute(a, tabCaptions, lang.L("add the captions {{.Name}}", map[string]any{"Name": track.Name}), false, func(_ context.Context, now manifestPair) (edit.State, error) {
		made, err := edit.AddCaptions(now.client.raw, now.server.raw, track)
		if err != nil {
			return edit.State{}, err
		}
		warnings = made.Warnings
		return stateOf(now, track, made), nil
	}, func(err error) {
		if err != nil {
			h.fail(lang.L("The captions cannot be added"), err)
			return
		}
		if len(warnings) > 0 {
			h.say("▲ " + strings.Join(warnings, "; "))
		}
	})
}

// removeCaptions takes a track out of the asset.
func (h *Hall) removeCaptions(t captions.Track) {
	a := h.session.Current()
	text := lang.L("The track {{.Name}} goes from the manifests.", map[string]any{"Name": t.Name})
	if t.File != "" {
		text += " " + lang.L("{{.File}} stays where it is.", map[string]any{"File": t.File})
	}
	h.ask(lang.L("Remove the captions?"), text, answer{lang.L("Remove"), func() {
		what := lang.L("remove the captions {{.Name}}", map[string]any{"Name": t.Name})
		h.editor.compute(a, tabCaptions, what, false, func(_ context.Context, now manifestPair) (edit.State, error) {
			made, err := edit.RemoveCaptions(now.client.raw, now.server.raw, t.Name, t.File)
			if err != nil {
				return edit.State{}, err
			}
			s := stateOf(now, edit.CaptionTrack{Name: t.Name}, made)
			if t.File != "" {
				s.Files[t.File] = nil
			}
			return s, nil
		}, func(err error) {
			if err != nil {
				h.fail(lang.L("The captions cannot be removed"), err)
			}
		})
	}})
}

// exportCaptions writes the captions of a track in a format.
func (h *Hall) exportCaptions(t captions.Track, format string) {
	a := h.session.Current()
	if a == nil || a.Content == nil {
		return
	}
	doc, content := (*caption.Document)(nil), a.Content
	if a.Draft != nil {
		doc = a.Draft.State().Captions[t.Name]
	}
	var raw []byte
	var ending string
	var err error
	background{h}.Do(func(ctx context.Context) { raw, ending, err = exported(ctx, content, t.Stream, doc, format) }, func() {
		if err != nil {
			h.fail(lang.L("The captions cannot be exported"), err)
			return
		}
		h.export(content.Name+"-"+t.Name+"."+ending, raw)
	})
}

// exported is captions as a file of a format; doc is nil where they have to be
// read.
func exported(ctx context.Context, content *asset.Asset, stream int, doc *caption.Document, format string) (raw []byte, ending string, err error) {
	if doc == nil {
		read, err := content.Captions(ctx, stream)
		if err != nil {
			return nil, "", err
		}
		doc = read.Document
	}
	if doc, _, err = caption.Convert(doc, format); err != nil {
		return nil, "", err
	}
	raw, err = doc.Bytes()
	return raw, strings.TrimPrefix(doc.Format.Endings[0], "."), err
}
