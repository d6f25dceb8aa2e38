package preview

import "bytes"

// plainHead is what the short way needs to know of a request. Its slices lie in
// what was read.
type plainHead struct {
	path, host, agent []byte
	origin            bool // a page asks: which, does not matter
	short             bool // nothing speaks against the short way
}

// readPlain reads the head of a request that is without a body and written as
// players write it; size is its length in bytes. size is 0 for any other, and
// for one that is not there in whole: those are net/http's to judge.
//
// What it takes, net/http takes too and ends at the same byte.
func readPlain(b []byte) (h plainHead, size int) {
	line, size := plainLine(b)
	if size == 0 || !h.start(line) {
		return h, 0
	}
	for {
		line, n := plainLine(b[size:])
		if n == 0 {
			return h, 0
		}
		size += n
		if len(line) == 0 {
			break
		}
		if !h.field(line) {
			return h, 0
		}
	}
	if h.host == nil {
		return h, 0
	}
	return h, size
}

// plainLine is the first line, and its length together with its end. The length
// is 0 where the line does not end, ends without a carriage return, or holds
// anything but printable ASCII.
func plainLine(b []byte) (line []byte, size int) {
	n := bytes.IndexByte(b, '\n')
	if n < 1 || b[n-1] != '\r' {
		return nil, 0
	}
	line = b[:n-1]
	for _, c := range line {
		if c < ' ' || c > '~' {
			return nil, 0
		}
	}
	return line, n + 1
}

// start takes the request line and says whether it is plain.
func (h *plainHead) start(line []byte) bool {
	rest, ok := bytes.CutSuffix(line, []byte(" HTTP/1.1"))
	if !ok {
		return false
	}
	method, path, _ := bytes.Cut(rest, []byte(" "))
	if len(path) == 0 || path[0] != '/' || bytes.IndexByte(path, ' ') >= 0 {
		return false
	}
	h.path = path
	switch string(method) {
	case "GET":
		h.short = plainPath(path)
		return true
	case "HEAD", "OPTIONS":
		return true
	}
	return false // a body may follow
}

// plainPath says whether a path is what url.URL.EscapedPath makes of it, and
// nothing follows it.
func plainPath(path []byte) bool {
	for _, c := range path {
		if !alphanumeric(c) && bytes.IndexByte([]byte("/()=,.-_~!$&'*+:;@"), c) < 0 {
			return false
		}
	}
	return true
}

func alphanumeric(c byte) bool {
	return 'a' <= c && c <= 'z' || 'A' <= c && c <= 'Z' || '0' <= c && c <= '9'
}

// longestName bounds the names of fields that are known, in bytes.
const longestName = 32

// field takes a line of the header and says whether it is plain.
func (h *plainHead) field(line []byte) bool {
	name, value, ok := bytes.Cut(line, []byte(":"))
	if !ok || len(name) == 0 {
		return false
	}
	var lower [longestName]byte
	for i, c := range name {
		if !alphanumeric(c) && c != '-' {
			return false
		}
		if i < longestName {
			lower[i] = c | 0x20 // digits and the hyphen stay what they are
		}
	}
	if len(name) > longestName {
		h.short = false
		return true
	}
	return h.known(lower[:len(name)], bytes.Trim(value, " "))
}

// known takes a field by its name in lower case. What it does not know the
// short way does not dare: ranges and conditions among others.
func (h *plainHead) known(name, value []byte) bool {
	switch string(name) {
	case "host":
		if h.host != nil || len(value) == 0 {
			return false
		}
		h.host = value
	case "connection":
		return bytes.EqualFold(value, []byte("keep-alive"))
	case "content-length", "transfer-encoding", "trailer", "te", "expect", "upgrade":
		return false
	case "user-agent":
		h.short = h.short && h.agent == nil
		h.agent = value
	case "origin":
		h.origin = true
	case "accept", "accept-encoding", "accept-language", "cache-control", "cookie", "dnt", "pragma", "priority", "referer",
		"sec-ch-ua", "sec-ch-ua-mobile", "sec-ch-ua-platform", "sec-fetch-dest", "sec-fetch-mode", "sec-fetch-site":
	default:
		h.short = false
	}
	return true
}
