package preview

import (
	"errors"
	"net"
	"net/http"
	"strconv"
	"time"
)

// shortWay is what answering a connection's requests the short way needs time
// and again.
type shortWay struct {
	exchange    exchange
	host, agent string // as the last request had them
	date        stamp
	modified    stamp
}

// handy is content that can tell which chunks it can answer with at once,
// without a look into the media. The others may take their time, and the short
// way does not notice when a player hangs up meanwhile.
type handy interface {
	atHand(t *target) bool
}

// atHand names the chunks whose places are known.
func (c *assetContent) atHand(t *target) bool {
	if t.kind != Fragment && t.kind != FragmentInfo || t.params != "" {
		return false
	}
	l, ok := c.levels[levelKey{t.level, t.stream}]
	return ok && l.found.Load() != nil
}

// answer answers a request, byte for byte as ServeHTTP does. It is not done
// where the answer is not a whole chunk, and nothing was sent then; the error is
// that the connection has broken.
func (c *conn) answer(h *plainHead) (done bool, err error) {
	if !c.turns.state.CompareAndSwap(resting, answering) {
		return false, net.ErrClosed
	}
	defer func() {
		if !c.turns.state.CompareAndSwap(answering, resting) {
			err = errors.Join(err, net.ErrClosed)
		}
	}()
	if c.turns.short == nil {
		c.turns.short = &shortWay{}
	}
	x := c.prepare(h)
	b := c.server.atHand(x)
	if b == nil {
		return false, nil
	}
	r := reader{body: b, total: b.size()}
	if b.file != nil {
		if r.handle, err = b.file.take(); err != nil {
			return false, nil // ServeHTTP says why
		}
		defer b.file.release()
	}
	err = c.sendAnswer(&r, h.origin)
	c.turns.last = time.Now()
	c.server.report(&x.note)
	return true, err
}

// prepare notes what is asked for; the kind is Other where the short way does
// not know it, or must not answer.
func (c *conn) prepare(h *plainHead) *exchange {
	s, w := c.server, c.turns.short
	x := &w.exchange
	x.req = s.chunks
	x.note = Request{Kind: Other, Method: http.MethodGet, Stream: -1, Level: -1, Chunk: -1}
	if s.options.OnRequest != nil {
		x.note.At = s.options.Now()
	}
	if string(h.host) != w.host {
		w.host = string(h.host)
	}
	if string(h.agent) != w.agent {
		w.agent = string(h.agent)
	}
	x.note.Path, x.note.Agent = string(h.path), w.agent
	target, err := parse(x.note.Path)
	x.target = target
	if err == nil && s.knows(w.host, c.LocalAddr()) {
		x.note.Kind = target.kind
	}
	return x
}

// atHand is the body of a chunk that can be sent at once, or nil.
func (s *Server) atHand(x *exchange) *body {
	if x.note.Kind == Other {
		return nil
	}
	site := s.sites.Load().named(x.target.site)
	if site == nil {
		return nil
	}
	x.note.Site = site.Name
	if c, ok := site.content.(handy); !ok || !c.atHand(&x.target) {
		return nil
	}
	b, err := site.content.chunk(x)
	if err != nil {
		return nil
	}
	return b
}

// sendAnswer sends a body with the head in front.
func (c *conn) sendAnswer(r *reader, origin bool) error {
	w := c.turns.short
	c.hold()
	*c.held = w.appendHead(*c.held, r, origin)
	n := &w.exchange.note
	n.Status = http.StatusOK
	var err error
	n.Bytes, err = c.sendBody(r, r.total)
	if err != nil {
		n.Err = HungUp
	}
	if r.err != nil {
		n.Err = r.err.Error()
	}
	return err
}

// appendHead writes what net/http makes of the headers that send sets, in its
// order.
func (w *shortWay) appendHead(b []byte, r *reader, origin bool) []byte {
	b = append(b, "HTTP/1.1 200 OK\r\nAccept-Ranges: bytes\r\nAccess-Control-Allow-Origin: *\r\n"...)
	if origin {
		b = append(append(append(b, "Access-Control-Expose-Headers: "...), exposed[0]...), "\r\n"...)
	}
	b = append(append(b, "Cache-Control: "...), noCache[0]...)
	b = strconv.AppendInt(append(b, "\r\nContent-Length: "...), r.total, 10)
	b = append(append(b, "\r\nContent-Type: "...), r.contentType[0]...)
	if r.etag != "" {
		b = append(append(b, "\r\nEtag: "...), r.etag...)
	}
	if !r.modified.IsZero() {
		b = w.modified.append(append(b, "\r\nLast-Modified: "...), r.modified)
	}
	b = w.date.append(append(b, "\r\nDate: "...), time.Now())
	return append(b, "\r\n\r\n"...)
}

// stamp writes times as headers have them. It keeps the last, which is often
// the next.
type stamp struct {
	second int64
	text   string
}

func (s *stamp) append(b []byte, t time.Time) []byte {
	if second := t.Unix(); s.text == "" || second != s.second {
		s.second, s.text = second, t.UTC().Format(http.TimeFormat)
	}
	return append(b, s.text...)
}
