package preview

import (
	"context"
	"encoding/hex"
	"encoding/json"
	"math"
	"slices"

	"smoothscope/inspect/asset"
	"smoothscope/inspect/codec"
	"smoothscope/inspect/manifest"
)

// facts is what the player page needs to know of a site: info.json. Times are
// seconds on the asset's own time line.
type facts struct {
	Name      string        `json:"name"`
	Smooth    string        `json:"smooth"` // addresses, relative to that of info.json
	DASH      string        `json:"dash"`
	Live      bool          `json:"live"`
	Duration  float64       `json:"duration"`  // 0 where unknown
	Start     float64       `json:"start"`     // of the first chunk
	DASHStart float64       `json:"dashStart"` // where the time 0 of DASH lies
	Streams   []factsStream `json:"streams"`
	Markers   []marker      `json:"markers"`
	Captions  []carried     `json:"captions"` // those that the client manifest carries
	Warnings  []string      `json:"warnings"`
}

type factsStream struct {
	Type      string       `json:"type"`
	Subtype   string       `json:"subtype"`
	Name      string       `json:"name"`
	Language  string       `json:"language"`
	TimeScale uint64       `json:"timeScale"`
	Chunks    int          `json:"chunks"`
	Embedded  bool         `json:"embedded"` // its data is in the manifest
	Levels    []factsLevel `json:"levels"`
}

type factsLevel struct {
	Bitrate uint64 `json:"bitrate"`
	Width   int    `json:"width"`
	Height  int    `json:"height"`
	Codec   string `json:"codec"` // RFC 6381, "" where unknown
	File    string `json:"file"`  // of the asset, "" where unknown
}

// factsOf reads a client manifest.
func factsOf(c *manifest.Client) *facts {
	f := &facts{Live: c.Live, Duration: seconds(c.Duration, c.TimeScale), Start: math.Inf(1),
		Streams: []factsStream{}, Markers: []marker{}, Captions: []carried{}, Warnings: slices.Clone(c.Warnings)}
	end := 0.0
	for i := range c.Streams {
		s := &c.Streams[i]
		f.Streams = append(f.Streams, factsOfStream(s))
		f.Markers = append(f.Markers, markersOf(s)...)
		if n := len(s.Chunks); n > 0 && !s.Embedded {
			f.Start = min(f.Start, seconds(s.Chunks[0].Time, s.TimeScale))
			end = max(end, seconds(s.Chunks[n-1].Time, s.TimeScale)+seconds(s.Chunks[n-1].Duration, s.TimeScale))
		}
	}
	if math.IsInf(f.Start, 1) {
		f.Start = 0
	}
	if f.Duration == 0 {
		f.Duration = max(0, end-f.Start)
	}
	return f
}

func seconds(ticks, scale uint64) float64 { return float64(ticks) / float64(max(scale, 1)) }

func factsOfStream(s *manifest.Stream) factsStream {
	out := factsStream{Type: s.Type, Subtype: s.Subtype, Name: s.Title(), Language: s.Language, TimeScale: s.TimeScale,
		Chunks: len(s.Chunks), Embedded: s.Embedded, Levels: []factsLevel{}}
	for _, l := range s.Levels {
		out.Levels = append(out.Levels, factsLevel{Bitrate: l.Bitrate, Width: l.Width, Height: l.Height, Codec: codecOf(s.Type, &l)})
	}
	return out
}

// codecOf is the codec string by the manifest alone, as far as it can be read.
func codecOf(kind string, l *manifest.Level) string {
	private, err := hex.DecodeString(l.PrivateData)
	if err != nil {
		return ""
	}
	info, _ := codec.FromPrivateData(l.FourCC, private, codec.Hint{Kind: kind, SamplingRate: l.SamplingRate, Channels: l.Channels, AudioTag: l.AudioTag})
	return info.RFC6381
}

// facts adds what the asset knows better than its manifest.
func (c *assetContent) facts(ctx context.Context) (*facts, error) {
	client, _ := manifest.ParseClient(c.client.raw) // what it does not understand, the asset has warned of
	f := factsOf(client)
	for i := range min(len(f.Streams), len(c.asset.Streams)) {
		f.Streams[i].better(&c.asset.Streams[i])
	}
	f.Captions = carriedBy(ctx, c.asset)
	f.Warnings = slices.Concat(c.asset.Warnings, c.notes)
	if m, err := c.dash.get(ctx, c); err == nil && m.err == nil {
		f.DASHStart = m.movie.Start().Seconds()
	}
	return f, nil
}

func (s *factsStream) better(from *asset.Stream) {
	for j := range min(len(s.Levels), len(from.Levels)) {
		l := &from.Levels[j]
		s.Levels[j].Codec, s.Levels[j].File = l.Codec, l.File
	}
}

// info answers with info.json.
func (x *exchange) info(ctx context.Context, site *Site, c content) error {
	x.note.Kind = Page
	x.private()
	f, err := c.facts(ctx)
	if err != nil {
		return err
	}
	f.Name, f.Smooth = site.Name, "Manifest"
	if c.hasDASH() {
		f.DASH = "dash/manifest.mpd"
	}
	if f.Warnings == nil {
		f.Warnings = []string{}
	}
	b, err := json.Marshal(f)
	if err != nil {
		return err
	}
	d := newDocument(b)
	d.contentType = "application/json"
	d.serve(x, x.req)
	return nil
}
