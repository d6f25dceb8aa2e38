package preview

import (
	"bytes"
	"compress/gzip"
	"crypto/sha256"
	"encoding/hex"
	"net/http"
	"strconv"
	"strings"
	"sync"
)

// document is a text that is served whole, as it is or packed.
type document struct {
	contentType string
	raw         []byte
	etag        string        // of raw
	packed      func() []byte // raw by gzip, made once
}

func newDocument(raw []byte) *document {
	sum := sha256.Sum256(raw)
	return &document{contentType: "text/xml", raw: raw, etag: hex.EncodeToString(sum[:12]),
		packed: sync.OnceValue(func() []byte { return pack(raw) })}
}

func pack(raw []byte) []byte {
	var b bytes.Buffer
	w := gzip.NewWriter(&b)
	if _, err := w.Write(raw); err != nil {
		return nil // a buffer takes everything
	}
	if err := w.Close(); err != nil {
		return nil
	}
	return b.Bytes()
}

// serve answers with the document, packed for those who take that. An ETag of
// its own keeps caches from mixing the two (RFC 9110 8.8.3).
func (d *document) serve(w http.ResponseWriter, r *http.Request) {
	body, etag := d.raw, `"`+d.etag+`"`
	h := w.Header()
	h.Set("Content-Type", d.contentType)
	h.Set("Vary", "Accept-Encoding")
	h.Set("Cache-Control", "no-cache")
	if takesGzip(r.Header.Values("Accept-Encoding")) {
		body, etag = d.packed(), `"`+d.etag+`-gzip"`
		h.Set("Content-Encoding", "gzip")
	}
	h.Set("ETag", etag)
	if matches(r.Header.Values("If-None-Match"), etag) {
		h.Del("Content-Encoding")
		h.Del("Content-Type")
		w.WriteHeader(http.StatusNotModified)
		return
	}
	h.Set("Content-Length", strconv.Itoa(len(body)))
	w.WriteHeader(http.StatusOK)
	if r.Method != http.MethodHead {
		_, _ = w.Write(body) // a player that hung up is noted by w
	}
}

// matches says whether an If-None-Match names an entity (RFC 9110 13.1.2).
func matches(header []string, etag string) bool {
	for _, line := range header {
		for one := range strings.SplitSeq(line, ",") {
			one = strings.TrimSpace(one)
			if one == "*" || strings.TrimPrefix(one, "W/") == etag {
				return true
			}
		}
	}
	return false
}

// takesGzip reads Accept-Encoding (RFC 9110 12.5.3). The word itself counts
// more than "*", and a weight of 0 is a no.
func takesGzip(header []string) bool {
	any := false
	for _, line := range header {
		for one := range strings.SplitSeq(line, ",") {
			name, weight, _ := strings.Cut(one, ";")
			name = strings.TrimSpace(name)
			switch {
			case strings.EqualFold(name, "gzip"), strings.EqualFold(name, "x-gzip"):
				return !isZero(weight)
			case name == "*":
				any = !isZero(weight)
			}
		}
	}
	return any
}

// isZero says whether a weight is q=0, q=0.0 and so on.
func isZero(weight string) bool {
	key, value, ok := strings.Cut(weight, "=")
	if !ok || !strings.EqualFold(strings.TrimSpace(key), "q") {
		return false
	}
	q, err := strconv.ParseFloat(strings.TrimSpace(value), 64)
	return err == nil && q == 0
}
