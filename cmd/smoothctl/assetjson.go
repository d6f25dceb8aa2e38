package main

import "smoothscope/inspect/asset"

// The JSON document of the verb.
type (
	assetDocument struct {
		Name      string           `json:"name"`
		TimeScale uint64           `json:"timeScale"`
		Duration  uint64           `json:"duration"`
		Live      bool             `json:"live"`
		Members   []memberDocument `json:"members"`
		Streams   []streamDocument `json:"streams"`
		Warnings  []string         `json:"warnings"`
		Error     string           `json:"error,omitempty"`
	}
	memberDocument struct {
		Path    string `json:"path"`
		Role    string `json:"role"`
		Size    int64  `json:"size"`
		Present bool   `json:"present"`
	}
	streamDocument struct {
		Type      string          `json:"type"`
		Subtype   string          `json:"subtype"`
		Name      string          `json:"name"`
		Language  string          `json:"language"`
		TimeScale uint64          `json:"timeScale"`
		URL       string          `json:"url"`
		Parent    string          `json:"parent,omitempty"`
		Embedded  bool            `json:"embedded,omitempty"`
		Levels    []levelDocument `json:"levels"`
		Chunks    []chunkDocument `json:"chunks"`
	}
	levelDocument struct {
		Index        int    `json:"index"`
		Bitrate      uint64 `json:"bitrate"`
		BitrateFrom  string `json:"bitrateFrom,omitempty"`
		FourCC       string `json:"fourCC"`
		Codec        string `json:"codec"`
		PrivateData  string `json:"codecPrivateData"`
		Width        int    `json:"width,omitempty"`
		Height       int    `json:"height,omitempty"`
		SamplingRate int    `json:"samplingRate,omitempty"`
		Channels     int    `json:"channels,omitempty"`
		File         string `json:"file,omitempty"`
		TrackID      uint32 `json:"trackID,omitempty"`
	}
	chunkDocument struct {
		N        int    `json:"n"`
		Time     uint64 `json:"time"`
		Duration uint64 `json:"duration"`
	}
)

// emptyAsset is the document of what could not be opened.
func emptyAsset(why error) assetDocument {
	return assetDocument{Members: []memberDocument{}, Streams: []streamDocument{}, Warnings: []string{}, Error: oneLine(why)}
}

func documentOf(a *asset.Asset) assetDocument {
	d := assetDocument{
		Name: a.Name, TimeScale: a.TimeScale, Duration: a.Duration, Live: a.Live,
		Members: []memberDocument{}, Streams: []streamDocument{}, Warnings: append([]string{}, a.Warnings...),
	}
	for _, m := range a.Members {
		d.Members = append(d.Members, memberDocument{m.Path, string(m.Role), m.Size, m.Present})
	}
	for i := range a.Streams {
		d.Streams = append(d.Streams, streamOf(&a.Streams[i]))
	}
	return d
}

func streamOf(s *asset.Stream) streamDocument {
	d := streamDocument{
		Type: s.Type, Subtype: s.Subtype, Name: s.Name, Language: s.Language, TimeScale: s.TimeScale, URL: s.URL,
		Parent: s.Parent, Embedded: s.Embedded, Levels: []levelDocument{}, Chunks: []chunkDocument{},
	}
	for _, l := range s.Levels {
		d.Levels = append(d.Levels, levelDocument{
			Index: l.Index, Bitrate: l.Bitrate, BitrateFrom: l.BitrateFrom, FourCC: l.FourCC, Codec: l.Codec,
			PrivateData: l.PrivateData, Width: l.Width, Height: l.Height, SamplingRate: l.SamplingRate,
			Channels: l.Channels, File: l.File, TrackID: l.TrackID,
		})
	}
	for i, c := range s.Chunks {
		d.Chunks = append(d.Chunks, chunkDocument{i, c.Time, c.Duration})
	}
	return d
}
