// Package asset knows the unit of the program: what the server manifest, the
// client manifest and the media files of one presentation are together. It
// opens any member and finds the rest, joins them into streams, quality levels
// and chunks, and says where the bytes of each chunk lie. What does not fit is
// a warning, not an end.
package asset

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"slices"
	"sync"

	"smoothscope/inspect/manifest"
	"smoothscope/inspect/media"
	"smoothscope/inspect/source"
)

// ErrRemote says that the chunks are addresses on a server, not places in files.
var ErrRemote = errors.New("its chunks are addresses on the server, not places in files: copy the asset first and open that")

// ErrUnfragmented says that a file has no fragments of its own.
var ErrUnfragmented = errors.New("is a plain MP4 without fragments: it has no moof to point at, convert it to fragmented MP4 first")

// ErrNoStreams says that there is nothing to play.
var ErrNoStreams = errors.New("holds no video, audio or text track")

// Options of Open.
type Options struct {
	Alone  bool // take a media file on its own, whatever manifest names it
	Broken bool // a manifest that cannot be read is a member all the same, for who wants to say what is wrong with it

	// Instead is contents that are not saved yet: by full path, what stands for
	// the content of a file, which need not be on the disk; nil: as if there
	// were no such file. They must not change while the asset is open.
	Instead map[string][]byte

	// Like is an asset whose media files are taken over as far as they are
	// unchanged on the disk, with all that is known of them: for one that was
	// edited and is opened again. Either may be closed before the other.
	Like *Asset
}

// Asset is a presentation. Its fields do not change once Open has returned;
// Locate may be called from several goroutines. Whoever opened it closes it.
type Asset struct {
	Name      string // without ending; the published tree is NAME.ism
	Folder    string // that members are relative to; "" over HTTP
	URL       string // of the manifest over HTTP, else ""
	TimeScale uint64 // ticks per second of Duration
	Duration  uint64 // ticks; 0 while live
	Live      bool
	Members   []Member
	Streams   []Stream
	Warnings  []string // what was tolerated, once each

	client []byte           // the client manifest's own bytes, nil where there is none
	made   *manifest.Client // the manifest that was understood or made

	disk  disk
	mu    sync.Mutex
	files map[string]*opened // by member path
}

// Member is one file of the asset.
type Member struct {
	Path    string // relative to the folder, with slashes
	Full    string // to open it
	Role    Role
	Size    int64 // bytes, 0 when absent
	Present bool
	Content []byte // where it is not what the file on the disk holds (Options.Instead), else nil; not to be changed
}

// Role is what a member is for.
type Role string

// The roles of members.
const (
	ServerRole Role = "server"
	ClientRole Role = "client"
	MediaRole  Role = "media"
)

// Stream is a StreamIndex, or what would be one.
type Stream struct {
	Type      string // video, audio or text
	Subtype   string
	Name      string // its Name, or its Type where it has none
	Language  string
	URL       string // template of the chunks' paths
	Parent    string
	TimeScale uint64 // ticks per second of Chunks
	Embedded  bool   // the data is in the manifest: there are no fragments
	Levels    []Level
	Chunks    []manifest.Chunk
}

// Level is one quality level of a stream.
type Level struct {
	Index        int
	Bitrate      uint64 // bits per second
	BitrateKey   string // as written in the manifest: the key in URLs
	BitrateFrom  string // btrt, esds or measured where no manifest says it, else ""
	FourCC       string
	Codec        string // RFC 6381
	PrivateData  string // hex
	Width        int
	Height       int
	SamplingRate int
	Channels     int
	File         string // member path of its media, "" where none is known
	TrackID      uint32 // in File; 0 where none is known

	custom []manifest.Attr
	why    string // why File is empty
}

// opened is a media file that was asked for.
type opened struct {
	file *shared // nil where it cannot be opened
	err  error
}

func (o *opened) media() (*media.File, error) {
	if o.file == nil {
		return nil, o.err
	}
	return o.file.File, o.err
}

// ClientBytes is the client manifest: its file's own bytes, or one that was
// made from what the media say.
func (a *Asset) ClientBytes() []byte {
	if a.client != nil {
		return slices.Clone(a.client)
	}
	return manifest.WriteClient(a.made)
}

// ChunkPath is the path of a chunk relative to the asset's own address.
func (a *Asset) ChunkPath(stream, level int, time uint64) string {
	s := &a.Streams[stream]
	l := &s.Levels[level]
	return manifest.ExpandURL(s.URL, l.BitrateKey, l.custom, time)
}

// Member finds a member by its path.
func (a *Asset) Member(path string) (Member, bool) {
	i := slices.IndexFunc(a.Members, func(m Member) bool { return m.Path == path })
	if i < 0 {
		return Member{}, false
	}
	return a.Members[i], true
}

// Media is the media file of a member. It is opened once and belongs to the
// asset.
func (a *Asset) Media(ctx context.Context, path string) (*media.File, error) {
	a.mu.Lock()
	defer a.mu.Unlock()
	if o, ok := a.files[path]; ok {
		return o.media()
	}
	m, ok := a.Member(path)
	if !ok {
		return nil, errors.New(path + ": is no member of " + a.Name)
	}
	file, err := a.disk.media(ctx, m.Full)
	o := &opened{file: file, err: err}
	if ctx.Err() == nil || err == nil {
		a.files[path] = o
	}
	return o.media()
}

// Source is the bytes of a member. They belong to the asset.
func (a *Asset) Source(ctx context.Context, path string) (source.Source, error) {
	file, err := a.Media(ctx, path)
	if err != nil {
		return nil, err
	}
	return file.Source, nil
}

// Fetch is the whole content of a small member, such as a manifest.
func (a *Asset) Fetch(ctx context.Context, path string) ([]byte, error) {
	m, ok := a.Member(path)
	if !ok {
		return nil, errors.New(path + ": is no member of " + a.Name)
	}
	return a.disk.fetch(ctx, m.Full)
}

// Exists says whether something lies at a path below the asset's folder, in
// any case, on the disk or as content that is not saved yet.
func (a *Asset) Exists(path string) bool {
	found, _, err := a.disk.resolve(a.Folder, path)
	if err != nil {
		return false
	}
	full := filepath.Join(a.Folder, filepath.FromSlash(found))
	if _, err := a.disk.stat(full); err == nil {
		return true
	}
	_, err = os.Lstat(full)
	return err == nil
}

// Close closes the media files.
func (a *Asset) Close() error {
	a.mu.Lock()
	defer a.mu.Unlock()
	var all []error
	for _, o := range a.files {
		if o.file != nil {
			all = append(all, o.file.release())
		}
	}
	clear(a.files)
	all = append(all, a.disk.spare.close())
	return errors.Join(all...)
}

// mediaFrom reads what a media file says of itself; the source is closed when
// that fails.
func mediaFrom(ctx context.Context, src source.Source) (*media.File, error) {
	file, err := media.Open(ctx, src)
	if err != nil {
		return nil, errors.Join(err, src.Close())
	}
	return file, nil
}

// warn keeps a warning once.
func (a *Asset) warn(text string) {
	if !slices.Contains(a.Warnings, text) {
		a.Warnings = append(a.Warnings, text)
	}
}
