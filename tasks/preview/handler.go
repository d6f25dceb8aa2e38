package preview

import (
	"context"
	"errors"
	"io"
	"net"
	"net/http"
	"path/filepath"
	"strconv"
	"strings"
)

// ServeHTTP answers one request.
func (s *Server) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	x := &exchange{ResponseWriter: w, req: r, note: Request{Kind: Other, Stream: -1, Level: -1, Chunk: -1}}
	if s.options.OnRequest != nil {
		x.note.At = s.options.Now()
		defer s.tell(x)
	}
	if err := s.answer(r.Context(), x); err != nil {
		x.fail(err)
	}
}

// tell reports an answer.
func (s *Server) tell(x *exchange) {
	n := &x.note
	n.Method, n.Path, n.Agent = x.req.Method, x.req.URL.EscapedPath(), x.req.UserAgent()
	s.report(n)
}

// report tells of a request that was answered right now.
func (s *Server) report(n *Request) {
	if s.options.OnRequest != nil {
		n.Took = s.options.Now().Sub(n.At)
		s.options.OnRequest(*n)
	}
}

// answer finds out what is asked for and answers it; what it returns is still
// to be answered.
func (s *Server) answer(ctx context.Context, x *exchange) error {
	if at, _ := ctx.Value(http.LocalAddrContextKey).(net.Addr); !s.knows(x.req.Host, at) {
		return failf(http.StatusForbidden, "this server answers for its own address only, not for %q", x.req.Host)
	}
	x.allowAll()
	if x.req.ContentLength != 0 && reads(x.req.Method) {
		x.Header().Set("Connection", "close") // nobody waits for it
		return failf(http.StatusBadRequest, "requests have no body here")
	}
	switch x.req.Method {
	case http.MethodGet, http.MethodHead:
	case http.MethodOptions:
		x.preflight()
		return nil
	default:
		x.Header().Set("Allow", "GET, HEAD, OPTIONS")
		x.Header().Set("Connection", "close") // a body may follow that nobody waits for
		return failf(http.StatusMethodNotAllowed, "%s is not possible here: only GET, HEAD and OPTIONS are", x.req.Method)
	}
	var err error
	x.target, err = parse(x.req.URL.EscapedPath())
	x.note.Kind = x.target.kind
	return s.route(ctx, x, err)
}

func reads(method string) bool {
	return method == http.MethodGet || method == http.MethodHead || method == http.MethodOptions
}

// route answers the parts of the address; malformed is what the parser found
// wrong with it.
func (s *Server) route(ctx context.Context, x *exchange, malformed error) error {
	bad := func() error { return failf(http.StatusBadRequest, "%v", malformed) }
	if x.target.site == "" {
		if malformed != nil {
			return bad()
		}
		return s.list(x)
	}
	if malformed == nil {
		if done, err := s.fixed(x); done {
			return err
		}
	}
	site := s.sites.Load().named(x.target.site)
	if site == nil {
		if malformed != nil {
			return bad()
		}
		return failf(http.StatusNotFound, "%q is not served here", x.target.site)
	}
	x.note.Site = site.Name
	return s.serveSite(ctx, x, site, malformed)
}

// serveSite answers what lies below a site.
func (s *Server) serveSite(ctx context.Context, x *exchange, site *Site, malformed error) error {
	c := site.content
	if on, ok := c.(*assetContent); ok {
		x.folder = on.asset.Folder
	}
	switch {
	case malformed != nil || x.target.params != "":
		b, err := c.other(x) // odd Url templates may look malformed
		if err == nil {
			return x.send(b)
		}
		if malformed == nil {
			return failf(http.StatusNotFound, "%q is a format that is not served here", x.target.params)
		}
		return failf(http.StatusBadRequest, "%v", malformed)
	case x.target.kind == Manifest:
		return x.document(c.manifest(x))
	case x.target.kind == MPD:
		return x.document(c.mpd(x))
	case x.target.kind == Init || x.target.kind == Segment:
		return x.reply(c.dashBody(x))
	case x.target.kind != Other:
		return x.reply(c.chunk(x))
	case x.target.rest == "":
		return s.page(x, site)
	case x.target.rest == "info.json":
		return x.info(ctx, site, c)
	}
	return x.reply(c.other(x))
}

func (x *exchange) document(d *document, err error) error {
	if err == nil {
		d.serve(x, x.req)
	}
	return err
}

func (x *exchange) reply(b *body, err error) error {
	if err != nil {
		return err
	}
	return x.send(b)
}

// send answers with a body, or the part or the confirmation of it that the
// request wants.
func (x *exchange) send(b *body) error {
	r := reader{body: b, total: b.size()}
	if b.file != nil {
		h, err := b.file.take()
		if err != nil && !errors.Is(err, errBusy) {
			return err
		}
		if err == nil {
			defer b.file.release()
		}
		r.handle = h
	}
	h := x.Header()
	h["Content-Type"] = b.contentType
	h["Cache-Control"] = noCache
	if b.etag != "" {
		h["Etag"] = []string{b.etag}
	}
	if x.req.Method == http.MethodGet && !conditional(x.req.Header) {
		x.sendWhole(&r)
	} else {
		http.ServeContent(x, x.req, "", b.modified, &r)
	}
	if r.err != nil {
		x.note.Err = r.err.Error() // net/http ends the connection, as bytes are missing
	}
	return nil
}

// conditional says whether a request wants anything but the whole of it.
func conditional(h http.Header) bool {
	for _, name := range [...]string{"Range", "If-None-Match", "If-Modified-Since", "If-Match", "If-Unmodified-Since"} {
		if len(h[name]) > 0 {
			return true
		}
	}
	return false
}

// sendWhole is what ServeContent does, for the usual request.
func (x *exchange) sendWhole(r *reader) {
	h := x.Header()
	h["Accept-Ranges"] = rangesOfBytes
	h["Content-Length"] = []string{strconv.FormatInt(r.total, 10)}
	if !r.modified.IsZero() {
		h["Last-Modified"] = []string{r.modified.UTC().Format(http.TimeFormat)}
	}
	x.WriteHeader(http.StatusOK)
	_, _ = x.ReadFrom(&io.LimitedReader{R: r, N: r.total}) // what went wrong is noted by x
}

// fail answers with an error, or notes it where an answer is under way.
func (x *exchange) fail(err error) {
	text := strings.ReplaceAll(err.Error(), "\n", "; ")
	x.note.Err = text
	if x.wrote {
		return
	}
	if errors.Is(err, errNotYet) {
		x.WriteHeader(http.StatusPreconditionFailed)
		return
	}
	status := http.StatusInternalServerError
	var f *failure
	switch {
	case errors.As(err, &f):
		status = f.status
	case errors.Is(err, context.Canceled):
		status = http.StatusServiceUnavailable
	}
	h := x.Header()
	h.Set("Content-Type", "text/plain; charset=utf-8")
	h.Set("X-Content-Type-Options", "nosniff")
	h.Set("Cache-Control", "no-store")
	x.WriteHeader(status)
	if x.req.Method != http.MethodHead {
		_, _ = io.WriteString(x, x.outside(text)+"\n") // a player that hung up is noted already
	}
}

// outside is a text as a player may have it: any page may read the answer, and
// no page is to learn where on this computer the files are.
func (x *exchange) outside(text string) string {
	if x.folder == "" {
		return text
	}
	return strings.ReplaceAll(text, x.folder+string(filepath.Separator), "")
}
