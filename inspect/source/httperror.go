package source

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"strings"
	"time"
)

// transient is an error that may be gone at the next attempt.
type transient struct{ error }

func (t *transient) Unwrap() error { return t.error }

// twice does what is to be done, and once more after a short pause when it
// failed for a reason that may pass.
func twice(ctx context.Context, do func(context.Context) error) error {
	err := do(ctx)
	var passing *transient
	if !errors.As(err, &passing) {
		return err
	}
	timer := time.NewTimer(retryPause)
	defer timer.Stop()
	select {
	case <-ctx.Done():
		return ctx.Err()
	case <-timer.C:
	}
	err = do(ctx)
	if ctx.Err() != nil {
		return ctx.Err()
	}
	return err
}

// statusError words a status that is not success.
func statusError(address string, answer *http.Response) error {
	name := Shown(address)
	switch code := answer.StatusCode; {
	case code == http.StatusNotFound || code == http.StatusGone:
		return fmt.Errorf("%s: the server has no such file (%s)", name, answer.Status)
	case code == http.StatusUnauthorized || code == http.StatusForbidden:
		return fmt.Errorf("%s: the server does not allow reading it (%s); the address may need a signature or a login", name, answer.Status)
	case code >= 500 || code == http.StatusTooManyRequests || code == http.StatusRequestTimeout:
		return &transient{fmt.Errorf("%s: the server failed (%s)", name, answer.Status)}
	}
	return fmt.Errorf("%s: unexpected answer %s", name, answer.Status)
}

// bare takes the address off an error of net/http: ours names it already, and
// theirs would show secrets of its query.
func bare(err error) error {
	var wrapped *url.Error
	if errors.As(err, &wrapped) {
		err = wrapped.Err
	}
	if errors.Is(err, context.DeadlineExceeded) {
		return fmt.Errorf("no answer in time: %w", err)
	}
	return err
}

// Shown is an address without its password and signatures, to be read by
// people and kept in logs. Other names stay as they are.
func Shown(address string) string {
	if !IsURL(address) {
		return address
	}
	u, err := url.Parse(address)
	if err != nil {
		return strings.SplitN(address, "?", 2)[0]
	}
	if u.RawQuery != "" {
		parts := strings.Split(u.RawQuery, "&")
		for i, part := range parts {
			if name, _, _ := strings.Cut(part, "="); secret(name) {
				parts[i] = name + "=..."
			}
		}
		u.RawQuery = strings.Join(parts, "&")
	}
	return u.Redacted()
}

// secret reports whether a query parameter of this name lets its bearer in.
func secret(name string) bool {
	name = strings.ToLower(name)
	for _, word := range []string{"sig", "token", "key", "password", "credential", "secret"} {
		if strings.Contains(name, word) {
			return true
		}
	}
	return false
}
