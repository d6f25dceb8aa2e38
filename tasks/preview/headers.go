package preview

import (
	"net"
	"net/http"
	"strconv"
	"strings"
)

// Values of headers, shared by all answers and never changed.
var (
	everyone      = []string{"*"}
	noCache       = []string{"no-cache"} // the file may be encoded anew at any moment: ask, 304 is cheap
	rangesOfBytes = []string{"bytes"}
	exposed       = []string{"Content-Length, Content-Range, Accept-Ranges, ETag, Last-Modified, Date"}
)

// allowAll lets the players of other sites read the answer.
func (x *exchange) allowAll() {
	h := x.Header()
	h["Access-Control-Allow-Origin"] = everyone
	if len(x.req.Header["Origin"]) > 0 {
		h["Access-Control-Expose-Headers"] = exposed
	}
}

// preflight answers a browser that asks before it asks.
func (x *exchange) preflight() {
	h := x.Header()
	h.Set("Allow", "GET, HEAD, OPTIONS")
	h.Set("Access-Control-Allow-Methods", "GET, HEAD, OPTIONS")
	h.Set("Access-Control-Allow-Headers", "*, Range, If-None-Match, If-Modified-Since, If-Range, Cache-Control")
	h.Set("Access-Control-Max-Age", "86400")
	if x.req.Header.Get("Access-Control-Request-Private-Network") != "" {
		h.Set("Access-Control-Allow-Private-Network", "true") // a page on the web may play from this computer
	}
	x.WriteHeader(http.StatusNoContent)
}

// knows says whether a request means this server: its Host is loopback, or
// what the server was told to listen on, or the address that the connection
// came in at. Others come from pages that lead their own names here.
func (s *Server) knows(host string, at net.Addr) bool {
	if host == s.addr {
		return true
	}
	if h, port, err := net.SplitHostPort(host); err == nil {
		if _, err := strconv.ParseUint(port, 10, 16); err != nil {
			return false // 127.0.0.1:80.example.com is no address of this computer
		}
		host = h
	}
	host = strings.TrimSuffix(strings.TrimPrefix(strings.TrimSuffix(host, "]"), "["), ".")
	if strings.EqualFold(host, "localhost") || s.host != "" && strings.EqualFold(host, s.host) {
		return true
	}
	ip := net.ParseIP(host)
	if ip == nil {
		return false
	}
	local, ok := at.(*net.TCPAddr)
	return ip.IsLoopback() || ok && ip.Equal(local.IP)
}
