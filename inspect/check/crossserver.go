package check

import (
	"fmt"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"

	"smoothscope/inspect/manifest"
	"smoothscope/inspect/media"
)

// servers are the tracks of the server manifest.
func (c *Case) serverTracks() []manifest.ServerTrack {
	if c.Server == nil {
		return nil
	}
	return c.Server.Doc.Tracks
}

// fileNamed is the media file that a src means, nil where there is none.
func (c *Case) fileNamed(src string) *File {
	local, err := manifest.LocalPath(src)
	if err != nil {
		return nil
	}
	var other *File
	for _, f := range c.Files {
		if f.Member.Path == local {
			return f
		}
		if strings.EqualFold(f.Member.Path, local) {
			other = f
		}
	}
	return other
}

// serverTitle is what a person calls a track of the server manifest.
func serverTitle(t *manifest.ServerTrack) string {
	return strings.TrimSpace(fmt.Sprintf("%s %s", t.Element, cmpOr(rateOf(t), t.BitrateText)))
}

func rateOf(t *manifest.ServerTrack) string {
	if t.Bitrate == 0 {
		return ""
	}
	return Rate(t.Bitrate)
}

func crossFile() *Rule {
	return &Rule{
		ID: "X-FILE", Title: "A media file that the server manifest names is missing", Severity: Error,
		Help: "The server takes the chunks of a level out of its file. Without it every request for that level is answered with 404, and players that switch to it stop. " +
			"Copy the file into the folder of the asset, or take the level out of both manifests.",
		Clause: "IIS server manifest, video and audio elements",
		whole: func(c *Case, to *Reporter) {
			if c.Server == nil {
				return
			}
			absent := 0
			for _, f := range c.Files {
				if !f.Member.Present {
					absent++
				}
			}
			if absent > 1 && absent == len(c.Files) {
				to.Add("all", Finding{
					Place: c.inServer(c.Server.Doc.Span), Count: absent, Message: fmt.Sprintf("none of the %d media files that %s names is there", absent, c.Server.Path),
					Measured: "no file", Expected: fmt.Sprintf("%d files", absent), Hint: "Was the manifest copied without the media? Put them into its folder.",
				})
				return
			}
			c.missingFiles(to)
		},
	}
}

// missingFiles reports each file that is missing or no media, once.
func (c *Case) missingFiles(to *Reporter) {
	tracks, told := c.serverTracks(), map[*File]bool{}
	for i := range tracks {
		t := &tracks[i]
		f := c.fileNamed(t.Src)
		if f == nil || f.Err == nil || told[f] {
			continue
		}
		told[f] = true
		p := c.inServer(t.Span)
		p.Stream, p.Level = c.levelNamed(f.Member.Path, t.TrackID)
		finding := Finding{
			Place: p, Message: fmt.Sprintf("%s, the file of %s, is missing", f.Member.Path, serverTitle(t)),
			Measured: "no such file", Expected: f.Member.Path, Hint: "Was the folder copied without it, or the file renamed? Put it back, or take the level out of both manifests.",
		}
		if f.Member.Present {
			finding.Message = fmt.Sprintf("%s, the file of %s, cannot be read as media: %v", f.Member.Path, serverTitle(t), f.Err)
			finding.Measured, finding.Expected = fmt.Sprintf("%d bytes that are no MP4", f.Member.Size), "a fragmented MP4"
			finding.Hint = "Copy the file again, or encode the level again."
		}
		to.Add(f.Member.Path, finding)
	}
}

// levelNamed is the level that a track of a file is, -1 and -1 where it is none.
func (c *Case) levelNamed(file string, track uint32) (stream, level int) {
	for i := range c.Asset.Streams {
		for j := range c.Asset.Streams[i].Levels {
			if l := &c.Asset.Streams[i].Levels[j]; l.File == file && (l.TrackID == track || track == 0) {
				return i, j
			}
		}
	}
	return -1, -1
}

func crossTrack() *Rule {
	return &Rule{
		ID: "X-TRACK", Title: "The server manifest names a track that the file does not have", Severity: Error,
		Help: "The parameter trackID says which track of a file a level is. With the number of no track the server finds nothing; with that of another kind it sends sound where pictures were asked for. " +
			"Packagers number from 1 or from 2: look up the track in its file.",
		Clause: "IIS server manifest, param element (trackID)",
		whole: func(c *Case, to *Reporter) {
			tracks := c.serverTracks()
			for i := range tracks {
				t := &tracks[i]
				f := c.fileNamed(t.Src)
				if f == nil || f.Media == nil || len(f.Tracks) == 0 {
					continue
				}
				fault, measured, expected := trackFault(t, f)
				if fault == "" {
					continue
				}
				p := c.inServer(t.Span)
				p.Stream, p.Level = c.levelNamed(f.Member.Path, t.TrackID)
				to.Add(t.Src, Finding{
					Place: p, Message: fmt.Sprintf("%s of the server manifest %s", serverTitle(t), fault), Measured: measured, Expected: expected,
					Hint: "Set the parameter trackID to the number of the track in its file.",
				})
			}
		},
	}
}

// trackFault is why a server finds no track, or a wrong one.
func trackFault(t *manifest.ServerTrack, f *File) (fault, measured, expected string) {
	kinds := map[string]media.Kind{"video": media.Video, "audio": media.Audio, "textstream": media.Text}
	var has []string
	for _, o := range f.Tracks {
		has = append(has, fmt.Sprintf("%d (%s)", o.ID, o.Kind))
	}
	all := strings.Join(has, ", ")
	if t.TrackID == 0 {
		if len(f.Tracks) == 1 {
			return "", "", ""
		}
		return fmt.Sprintf("does not say which track of %s it means", f.Member.Path), "no trackID", "one of " + all
	}
	i := slices.IndexFunc(f.Tracks, func(o *Track) bool { return o.ID == t.TrackID })
	if i < 0 {
		return fmt.Sprintf("means track %d, but %s has %s", t.TrackID, f.Member.Path, all), fmt.Sprintf("track %d", t.TrackID), all
	}
	kind, named := kinds[t.Element]
	if is := f.Tracks[i].Kind; named && is != kind && (kind != media.Text || is != media.Other) {
		return fmt.Sprintf("means track %d of %s, which is %s", t.TrackID, f.Member.Path, is), string(is), string(kind)
	}
	return "", "", ""
}

func crossClientPath() *Rule {
	return &Rule{
		ID: "X-ISMC-REF", Title: "The server manifest does not lead to its client manifest", Severity: Error,
		In: map[Profile]Severity{Ingest: Off, Archive: Warning, CMAF: Info},
		Help: "clientManifestRelativePath is the file that a server on demand sends to players when they ask for the Manifest. Where it is not there, nothing plays. " +
			"It is a path from the folder of the server manifest, usually the same name with the ending .ismc.",
		Clause: "IIS server manifest, meta element",
		whole: func(c *Case, to *Reporter) {
			if c.Server == nil || c.Server.Err != nil || c.Client != nil {
				return
			}
			s := c.Server.Doc
			written := s.ClientPath
			f := Finding{
				Place: c.inServer(s.Span), Measured: quotedOr(written, "no clientManifestRelativePath"), Expected: c.Asset.Name + ".ismc",
				Hint: "Correct the path, or make a client manifest from the media.",
			}
			_, unsafe := manifest.LocalPath(written)
			switch _, formats := s.Meta("formats"); {
			case written == "" && (formats || madeLive(s)):
				return // such servers make it themselves
			case written == "":
				f.Message = fmt.Sprintf("%s names no client manifest (clientManifestRelativePath)", c.Server.Path)
			case unsafe != nil:
				f.Message = fmt.Sprintf("%s names a client manifest that is not in its folder: %v", c.Server.Path, unsafe)
			default:
				f.Message = fmt.Sprintf("%s names the client manifest %s, which is not there", c.Server.Path, written)
			}
			to.Add("", f)
		},
	}
}

// madeLive tells a server manifest of a live publishing point, which has no
// client manifest of its own.
func madeLive(s *manifest.Server) bool {
	module, _ := s.Meta("module")
	return strings.EqualFold(module, "liveSmoothStreaming") || slices.ContainsFunc(s.Tracks, func(t manifest.ServerTrack) bool { return strings.EqualFold(t.Src, "Streams") })
}

// named are the paths that the server manifest names, with where.
func (c *Case) named(do func(written, what string, at Place)) {
	if c.Server == nil {
		return
	}
	if c.Server.Doc.ClientPath != "" {
		do(c.Server.Doc.ClientPath, "clientManifestRelativePath", c.inServer(c.Server.Doc.Span))
	}
	seen := map[string]bool{}
	for i := range c.Server.Doc.Tracks {
		if t := &c.Server.Doc.Tracks[i]; t.Src != "" && !strings.EqualFold(t.Src, "Streams") && !seen[t.Src] {
			seen[t.Src] = true
			do(t.Src, serverTitle(t), c.inServer(t.Span))
		}
	}
}

func crossNameCase() *Rule {
	return &Rule{
		ID: "X-NAME-CASE", Title: "A file is called otherwise than the server manifest writes, but for upper and lower case", Severity: Warning,
		Help: "Windows does not tell V_20.ismv from v_20.ismv; blob storage, Linux and most web servers do, and answer 404. Give file and manifest the same name, letter by letter.",
		whole: func(c *Case, to *Reporter) {
			listings := map[string][]string{}
			c.named(func(written, what string, at Place) {
				local, err := manifest.LocalPath(written)
				if err != nil || c.Asset.Folder == "" && c.Asset.URL != "" {
					return
				}
				is := spelled(c.Asset.Folder, local, listings)
				if is == "" || is == local {
					return
				}
				to.Add(written, Finding{
					Place: at, Message: fmt.Sprintf("the server manifest writes %s, the file is called %s: only Windows finds it", written, is),
					Measured: is, Expected: local, Hint: "Rename the file, or correct " + what + " in the server manifest.",
				})
			})
		},
	}
}

// maxNames is how many names of a folder are looked at.
const maxNames = 10_000

// spelled is the path below a folder as its names are really spelled, "" where
// nothing there is called so in any case. A path that is there as written is
// itself.
func spelled(folder, local string, listings map[string][]string) string {
	out := ""
	for _, segment := range strings.Split(local, "/") {
		at := filepath.Join(folder, filepath.FromSlash(out))
		names, ok := listings[at]
		if !ok {
			entries, err := os.ReadDir(at)
			if err != nil {
				return ""
			}
			for _, e := range entries[:min(len(entries), maxNames)] {
				names = append(names, e.Name())
			}
			listings[at] = names
		}
		i := slices.Index(names, segment)
		if i < 0 {
			i = slices.IndexFunc(names, func(n string) bool { return strings.EqualFold(n, segment) })
		}
		if i < 0 {
			return ""
		}
		out = path.Join(out, names[i])
	}
	return out
}

func crossPath() *Rule {
	return &Rule{
		ID: "X-SRC-PATH", Title: "A path in the server manifest works on one machine only", Severity: Warning,
		Help: "Paths in a server manifest are relative to its folder, with slashes. An absolute path, one that leads out of the folder or one with backslashes works on the machine that wrote it at most: elsewhere the file is not found.",
		whole: func(c *Case, to *Reporter) {
			c.named(func(written, what string, at Place) {
				fault := ""
				if _, err := manifest.LocalPath(written); err != nil {
					fault = "cannot be followed below its folder: " + err.Error()
				} else if strings.Contains(written, `\`) {
					fault = "is written with backslashes, which only Windows follows"
				}
				if fault != "" {
					to.Add(written, Finding{
						Place: at, Message: fmt.Sprintf("the path %s in the server manifest %s", quotedOr(written, ""), fault),
						Measured: quotedOr(written, ""), Expected: "a path below the manifest's folder, with slashes",
						Hint: "Put the file beside the manifest and correct " + what + ".",
					})
				}
			})
		},
	}
}

func crossFormats() *Rule {
	return &Rule{
		ID: "X-FORMATS", Title: "How the media is stored, by the formats of the server manifest", Severity: Info,
		Help: "Azure and Unified servers write into formats how the media is stored: vod-fmp4, fmp4 and mp4 are finished recordings; live-fmp4 is what a live event left, a folder for each track with a file for each fragment. Nothing has to be done.",
		whole: func(c *Case, to *Reporter) {
			if c.Server == nil {
				return
			}
			formats, ok := c.Server.Doc.Meta("formats")
			if !ok {
				return
			}
			to.Add("", Finding{
				Place: c.inServer(c.Server.Doc.Span), Message: fmt.Sprintf("the server manifest says formats=%s: %s", quotedOr(formats, "nothing"), layoutOf(formats)),
				Measured: quotedOr(formats, "nothing"),
			})
		},
	}
}

// layoutOf is what a formats value means.
func layoutOf(formats string) string {
	switch first, _, _ := strings.Cut(strings.ToLower(strings.TrimSpace(formats)), ","); strings.TrimSpace(first) {
	case "fmp4", "vod-fmp4":
		return "fragmented MP4 of a finished recording"
	case "vod-cmaf":
		return "CMAF of a finished recording"
	case "live-fmp4":
		return "what a live event left, one file for each fragment"
	case "ll-cmaf":
		return "CMAF of a live event with low latency"
	case "mp4", "mp4-v1", "mp4-v2", "mp4-v3":
		return "plain MP4 that the server cuts into chunks when asked"
	}
	return "a layout that is not known here"
}
