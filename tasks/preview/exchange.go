package preview

import (
	"errors"
	"io"
	"net/http"
)

// exchange is one request and its answer.
type exchange struct {
	http.ResponseWriter
	req    *http.Request
	target target
	note   Request
	folder string // of the asset on this computer, where that is known
	wrote  bool
}

// WriteHeader notes the status.
func (x *exchange) WriteHeader(status int) {
	x.wrote, x.note.Status = true, status
	x.ResponseWriter.WriteHeader(status)
}

// Write counts the bytes.
func (x *exchange) Write(p []byte) (int, error) {
	n, err := x.ResponseWriter.Write(p)
	x.sent(int64(n), err)
	return n, err
}

// ReadFrom counts the bytes and lets them go straight from the file.
func (x *exchange) ReadFrom(r io.Reader) (int64, error) {
	c, held := x.req.Context().Value(connKey{}).(*conn)
	if f, ok := x.ResponseWriter.(http.Flusher); ok && held {
		c.hold()
		f.Flush() // the headers, which go with the body then
	}
	n, err := io.Copy(x.ResponseWriter, r)
	if held {
		err = errors.Join(err, c.letGo())
	}
	x.sent(n, err)
	return n, err
}

func (x *exchange) sent(n int64, err error) {
	x.wrote = true
	x.note.Bytes += n
	if err != nil && x.note.Err == "" {
		x.note.Err = HungUp
	}
}
