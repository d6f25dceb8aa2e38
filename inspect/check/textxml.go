package check

import (
	"bytes"
	"encoding/base64"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"strings"

	"smoothscope/inspect/manifest"
	"smoothscope/inspect/marker"
	"smoothscope/inspect/media"
)

func textXML() *Rule {
	return &Rule{
		ID: "TXT-XML", Title: "A caption document is not well-formed XML", Severity: Error,
		Help: "Each fragment of a TTML track, and each caption in the manifest, is a document of its own. Players throw one away that their XML parser cannot read: no caption is shown for its time, in some players none any more. " +
			"Usual causes are an & that is not written as &amp;, a document cut by a limit, and text in another encoding than it says.",
		Clause:   "TTML1 3, MS-SSTR 2.2.2.6.1",
		fragment: judgeTTML,
		whole: func(c *Case, to *Reporter) {
			c.embedded(func(e *embeddedData) {
				if e.err != nil || !isCaption(e.stream) || !marker.IsXML(e.payload) {
					return
				}
				if err := xmlFault(e.payload); err != nil {
					to.Add("", Finding{
						Place: e.place(c), Message: fmt.Sprintf("the caption of chunk %d of %s in the manifest is not well-formed XML: %v", e.chunk, clientTitle(e.stream), err),
						Measured: err.Error(), Expected: "a well-formed XML document", Hint: hintTTML,
					})
				}
			})
		},
	}
}

const hintTTML = "Write & as &amp; and < as &lt; in the text, and save captions in UTF-8."

// maxDocument bounds the caption documents that are read, in bytes.
const maxDocument = 1 << 20

// judgeTTML reads the samples of a TTML track.
func judgeTTML(c *Case, s *Sight, to *Reporter) {
	if s.Run == nil || s.Track.Protected || !isTTML(s.Track) {
		return
	}
	s.documents(func(_ int, from int64, b []byte) {
		if len(bytes.TrimSpace(b)) == 0 {
			return
		}
		if err := xmlFault(b); err != nil {
			p := s.Place()
			p.Offset, p.Size = from, int64(len(b))
			to.Add("", Finding{
				Place: p, Message: fmt.Sprintf("the caption document of %s is not well-formed XML: %v", c.chunkOf(s.Track, s.N), err),
				Measured: err.Error(), Expected: "a well-formed XML document", Hint: hintTTML,
			})
		}
	})
}

// isTTML tells the tracks whose samples are XML documents.
func isTTML(t *Track) bool {
	switch strings.ToLower(strings.TrimSpace(t.SampleEntry)) {
	case "dfxp", "stpp", "ttml":
		return true
	}
	return t.Kind == media.Text && t.Codec.RFC6381 == "stpp"
}

// documents calls do with each sample of the fragment, its ordinal and where it
// begins, but for those that are too large or not there. Where there is one, it
// takes the whole mdat: some writers tell a size that is too small. No byte
// counts twice, however often the boxes name it.
func (s *Sight) documents(do func(n int, from int64, b []byte)) {
	left := s.Run.PayloadEnd - s.Run.Payload
	for i, sample := range s.Run.Samples {
		from, to := sample.Offset, sample.Offset+int64(sample.Size)
		if len(s.Run.Samples) == 1 && s.Fragment.MoofSize > 0 {
			from, to = s.Run.Payload, s.Run.PayloadEnd
		}
		size := to - from
		if size <= 0 || size > maxDocument || to > s.Run.PayloadEnd || s.bytes == nil {
			continue
		}
		if left -= size; left < 0 {
			return
		}
		b := make([]byte, size)
		if n, err := s.bytes.ReadAt(b, from); int64(n) == size && (err == nil || errors.Is(err, io.EOF)) {
			do(i, from, b)
		}
	}
}

// xmlFault is why a strict parser does not read a document to the end of its
// root; what follows it is not looked at.
func xmlFault(b []byte) error {
	d := newDecoder(b)
	depth, begun := 0, false
	for {
		token, err := d.Token()
		switch token.(type) {
		case xml.StartElement:
			depth++
			begun = true
		case xml.EndElement:
			if depth--; depth == 0 {
				return nil
			}
		}
		switch {
		case errors.Is(err, io.EOF) && !begun:
			return errors.New("it holds no element")
		case err != nil:
			line, _ := d.InputPos()
			var syntax *xml.SyntaxError
			if errors.As(err, &syntax) {
				return fmt.Errorf("line %d: %s", line, syntax.Msg)
			}
			return fmt.Errorf("line %d: %w", line, err)
		}
	}
}

func isCaption(s *manifest.Stream) bool {
	switch strings.ToUpper(s.Subtype) {
	case "CAPT", "SUBT", "DESC":
		return true
	}
	return false
}

// embeddedData is one f of the client manifest.
type embeddedData struct {
	stream  *manifest.Stream
	index   int // of the stream
	chunk   int
	text    string // as written, blanks removed
	payload []byte
	err     error // why payload is not there
	markup  *streamMarkup
}

// place is the c element that the data is in.
func (e *embeddedData) place(c *Case) Place {
	element := e.markup.chunkAt(e.chunk)
	if element == nil {
		return c.inClient(e.index, -1, e.stream.Span)
	}
	return c.atChunk(e.index, e.chunk, element)
}

// embedded calls do for all data that the client manifest carries.
func (c *Case) embedded(do func(*embeddedData)) {
	client, m := c.client()
	if client == nil {
		return
	}
	for i := range client.Streams {
		s := &client.Streams[i]
		for n := range s.Chunks {
			for _, text := range s.Chunks[n].Data {
				e := &embeddedData{stream: s, index: i, chunk: n, text: text, markup: &m.streams[i]}
				e.payload, e.err = base64.StdEncoding.DecodeString(text)
				do(e)
			}
		}
	}
}
