package source

import (
	"errors"
	"net/http"
	"strconv"
	"strings"
)

// stamp tells two versions of a file apart.
type stamp struct {
	tag  string // ETag, without the mark of a weak one
	date string // Last-Modified
}

func stampOf(answer *http.Response) stamp {
	return stamp{strings.TrimPrefix(answer.Header.Get("ETag"), "W/"), answer.Header.Get("Last-Modified")}
}

// differs compares what both have: a cache on the way may leave one out.
func (s stamp) differs(now stamp) bool {
	if s.tag != "" && now.tag != "" {
		return s.tag != now.tag
	}
	return s.date != "" && now.date != "" && s.date != now.date
}

func (s stamp) String() string {
	if s.tag != "" {
		return s.tag
	}
	return s.date
}

// contentRange reads "bytes 0-99/1234" (RFC 9110, 14.4) as a half-open range.
func contentRange(text string) (from, to, total int64, ok bool) {
	unit, rest, found := strings.Cut(strings.TrimSpace(text), " ")
	if !found || !strings.EqualFold(unit, "bytes") {
		return 0, 0, 0, false
	}
	span, size, found := strings.Cut(rest, "/")
	first, last, dashed := strings.Cut(strings.TrimSpace(span), "-")
	if !found || !dashed {
		return 0, 0, 0, false
	}
	from, err1 := strconv.ParseInt(first, 10, 64)
	last64, err2 := strconv.ParseInt(last, 10, 64)
	total = -1
	var err3 error
	if size != "*" {
		total, err3 = strconv.ParseInt(size, 10, 64)
	}
	if errors.Join(err1, err2, err3) != nil || from < 0 || last64 < from || last64 == 1<<63-1 || (total >= 0 && last64 >= total) {
		return 0, 0, 0, false
	}
	return from, last64 + 1, total, true
}
