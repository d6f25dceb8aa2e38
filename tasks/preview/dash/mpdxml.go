package dash

import "encoding/xml"

// The elements of an MPD (ISO/IEC 23009-1 5.3), as far as they are written.

type mpdXML struct {
	XMLName   xml.Name `xml:"MPD"`
	Namespace string   `xml:"xmlns,attr"`
	Cenc      string   `xml:"xmlns:cenc,attr"`
	Mspr      string   `xml:"xmlns:mspr,attr"`
	Profiles  string   `xml:"profiles,attr"`
	Type      string   `xml:"type,attr"`
	Duration  string   `xml:"mediaPresentationDuration,attr"`
	Buffer    string   `xml:"minBufferTime,attr"`
	Period    period
}

type period struct {
	ID    string          `xml:"id,attr"`
	Start string          `xml:"start,attr"`
	Sets  []adaptationSet `xml:"AdaptationSet"`
}

type adaptationSet struct {
	ID              int     `xml:"id,attr"`
	Content         string  `xml:"contentType,attr"`
	MIME            string  `xml:"mimeType,attr"`
	Language        string  `xml:"lang,attr,omitempty"`
	MaxWidth        int     `xml:"maxWidth,attr,omitempty"`
	MaxHeight       int     `xml:"maxHeight,attr,omitempty"`
	Aligned         bool    `xml:"segmentAlignment,attr"`
	SAP             int     `xml:"startWithSAP,attr"`
	Protection      []guard `xml:"ContentProtection"`
	Label           string  `xml:"Label,omitempty"`
	Role            role
	Template        template         `xml:"SegmentTemplate"`
	Representations []representation `xml:"Representation"`
}

type role struct {
	Scheme string `xml:"schemeIdUri,attr"`
	Value  string `xml:"value,attr"`
}

type scheme struct {
	Scheme string `xml:"schemeIdUri,attr"`
	Value  string `xml:"value,attr,omitempty"`
}

// guard is a ContentProtection.
type guard struct {
	Scheme string `xml:"schemeIdUri,attr"`
	Value  string `xml:"value,attr,omitempty"`
	KID    string `xml:"cenc:default_KID,attr,omitempty"`
	Pssh   string `xml:"cenc:pssh,omitempty"`
	Pro    string `xml:"mspr:pro,omitempty"`
}

type template struct {
	Scale    uint64   `xml:"timescale,attr"`
	Offset   uint64   `xml:"presentationTimeOffset,attr,omitempty"`
	Init     string   `xml:"initialization,attr"`
	Media    string   `xml:"media,attr"`
	Timeline timeline `xml:"SegmentTimeline"`
}

type timeline struct {
	S []timeS
}

// timeS is R+1 segments of length D, from T or from the end of the one before.
type timeS struct {
	T *uint64 `xml:"t,attr,omitempty"`
	D uint64  `xml:"d,attr"`
	R uint64  `xml:"r,attr,omitempty"`
}

type representation struct {
	ID        string    `xml:"id,attr"`
	Codecs    string    `xml:"codecs,attr"`
	Bandwidth uint64    `xml:"bandwidth,attr"`
	Width     int       `xml:"width,attr,omitempty"`
	Height    int       `xml:"height,attr,omitempty"`
	FrameRate string    `xml:"frameRate,attr,omitempty"`
	Sampling  int       `xml:"audioSamplingRate,attr,omitempty"`
	Channels  *scheme   `xml:"AudioChannelConfiguration"`
	Base      string    `xml:"BaseURL"`
	Template  *template `xml:"SegmentTemplate"`
}
