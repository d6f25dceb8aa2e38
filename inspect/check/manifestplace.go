package check

import (
	"bytes"
	"unicode/utf8"

	"smoothscope/inspect/manifest"
)

// client is the client manifest where the asset has one that says something,
// and what is written in it; both nil else.
func (c *Case) client() (*manifest.Client, *markup) {
	if c.Client == nil || len(c.Client.Doc.Streams) == 0 && c.Client.Doc.Span.To == 0 {
		return nil, nil
	}
	if c.markup == nil {
		c.markup = readMarkup(c.Client.Doc)
	}
	return c.Client.Doc, c.markup
}

// listed tells whether the streams of the asset are those of its client
// manifest: without one, or with a broken one, they come from the media.
func (c *Case) listed() bool {
	client, _ := c.client()
	return client != nil && len(client.Streams) > 0 && len(client.Streams) == len(c.Asset.Streams)
}

// whole tells whether the client manifest could be read to its end, so that
// what it counts can be judged.
func (c *Case) wholeClient() bool { return c.Client != nil && c.Client.Err == nil }

// inClient is an element of the client manifest. stream and level are -1 for
// none.
func (c *Case) inClient(stream, level int, span manifest.Span) Place {
	p := Nowhere()
	if stream >= 0 && c.listed() {
		p.Stream, p.Level = stream, level
	}
	p.File = c.Client.Path
	p.Offset, p.Size = fileSpan(c.Client.Raw, c.Client.Doc.Text, c.Client.Doc.Encoding, span)
	return p
}

// atChunk is the c element of a chunk.
func (c *Case) atChunk(stream, chunk int, e *chunkMarkup) Place {
	p := c.inClient(stream, -1, e.span)
	if p.Stream >= 0 && chunk < len(c.Asset.Streams[stream].Chunks) {
		p = p.AtChunk(chunk, c.Asset.Streams[stream].Chunks[chunk].Time)
	}
	return p
}

// inServer is an element of the server manifest.
func (c *Case) inServer(span manifest.Span) Place {
	offset, size := fileSpan(c.Server.Raw, c.Server.Doc.Text, c.Server.Doc.Encoding, span)
	return InFile(c.Server.Path, offset, size)
}

// fileSpan is where a span of the decoded text lies in the file it came from.
func fileSpan(raw, text []byte, encoding string, span manifest.Span) (offset, size int64) {
	from, to := min(max(span.From, 0), int64(len(text))), min(max(span.To, span.From, 0), int64(len(text)))
	mark := int64(0)
	if bytes.HasPrefix(raw, []byte("\xef\xbb\xbf")) {
		mark = 3
	}
	if bytes.HasPrefix(raw, []byte("\xff\xfe")) || bytes.HasPrefix(raw, []byte("\xfe\xff")) {
		mark = 2
	}
	unit := func(b []byte) int64 { return int64(len(b)) }
	switch encoding {
	case "utf-16le", "utf-16be":
		unit = utf16Bytes
	case "windows-1252":
		unit = func(b []byte) int64 { return int64(utf8.RuneCount(b)) }
	}
	return mark + unit(text[:from]), unit(text[from:to])
}

// utf16Bytes is how many bytes a text takes in UTF-16.
func utf16Bytes(text []byte) int64 {
	n := int64(0)
	for len(text) > 0 {
		r, size := utf8.DecodeRune(text)
		n += 2
		if r > 0xffff {
			n += 2
		}
		text = text[size:]
	}
	return n
}

// tally counts the breaches of one cause and keeps the first places: a
// manifest may hold hundreds of thousands.
type tally struct {
	n      int
	places []Place
}

func (t *tally) add(place func() Place) {
	if t.n++; t.n <= 1+morePlaces {
		t.places = append(t.places, place())
	}
}

// report adds what was counted, if anything was.
func (t *tally) report(to *Reporter, key string, f Finding) {
	if t.n == 0 {
		return
	}
	f.Place, f.More, f.Count = t.places[0], t.places[1:], t.n
	to.Add(key, f)
}
