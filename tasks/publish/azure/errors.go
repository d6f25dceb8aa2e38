package azure

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"time"

	"github.com/Azure/azure-sdk-for-go/sdk/azcore"

	"smoothscope/tasks/publish"
)

// Error is what went wrong in a person's words, on one line: what, where,
// why, and what to do. It holds no secret and wraps nothing that does.
type Error struct {
	What, Where, Why string
	Do               string // may be empty
	Status           int    // of the answer; 0 where there was none
	Code             string // of Azure; may be empty

	permanent bool
	after     time.Duration
	err       error
}

func (e *Error) Error() string {
	text := fmt.Sprintf("%s in %s: %s", e.What, e.Where, e.Why)
	if e.Do != "" {
		text += "; " + e.Do
	}
	return text
}

// Unwrap is the cause where it is one that can be shown.
func (e *Error) Unwrap() error { return e.err }

// RetryAfter is how long the server asks to wait.
func (e *Error) RetryAfter() time.Duration { return e.after }

// IsPermanent implements publish.Target.
func (t *Target) IsPermanent(err error) bool {
	var known *Error
	return errors.As(err, &known) && known.permanent
}

// explain puts an error of the container in words; nil stays nil.
func (t *Target) explain(what string, err error) error { return t.words(what, t.where(), err) }

// explainAccount does so for an error of the whole account.
func (t *Target) explainAccount(what string, err error) error {
	return t.words(what, t.whereAccount(), err)
}

func (t *Target) words(what, where string, err error) error {
	if err == nil || errors.Is(err, context.Canceled) || errors.Is(err, context.DeadlineExceeded) {
		return bare(err)
	}
	e := &Error{What: what, Where: where}
	var response *azcore.ResponseError
	if errors.As(err, &response) {
		e.Status, e.Code = response.StatusCode, response.ErrorCode
		e.permanent = !passes(response.StatusCode, response.ErrorCode)
		e.after = retryAfter(response.RawResponse)
		e.Why, e.Do = t.answered(response)
		if e.Code == "ContainerNotFound" {
			e.err = publish.ErrNoContainer
		}
		return e
	}
	e.err = cleaned(err)
	e.Why, e.Do, e.permanent = t.unanswered(err)
	return e
}

// bare is the end of a context without the address that was asked.
func bare(err error) error {
	switch {
	case errors.Is(err, context.Canceled):
		return context.Canceled
	case errors.Is(err, context.DeadlineExceeded):
		return context.DeadlineExceeded
	}
	return err
}

// passes reports whether the same request may succeed later.
func passes(status int, code string) bool {
	switch code {
	case "ContainerBeingDeleted", "Md5Mismatch", "Crc64Mismatch", "OperationTimedOut":
		return true
	}
	switch status {
	case http.StatusRequestTimeout, http.StatusTooManyRequests:
		return true
	case http.StatusNotImplemented, http.StatusHTTPVersionNotSupported:
		return false
	}
	return status >= http.StatusInternalServerError
}

// retryAfter reads what the server asks for, in seconds.
func retryAfter(response *http.Response) time.Duration {
	if response == nil {
		return 0
	}
	seconds, err := strconv.Atoi(response.Header.Get("Retry-After"))
	if err != nil || seconds < 0 {
		return 0
	}
	return time.Duration(min(seconds, 3600)) * time.Second
}

// cleaned is the error without the address that was asked: that may hold a
// SAS.
func cleaned(err error) error {
	var asked *url.Error
	if errors.As(err, &asked) {
		return cleaned(asked.Err)
	}
	return err
}

func firstLine(err error) string {
	line, _, _ := strings.Cut(strings.TrimSpace(cleaned(err).Error()), "\n")
	return line
}
