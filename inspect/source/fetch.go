package source

import (
	"context"
	"fmt"
	"io"
	"net/http"
)

// Fetch reads a whole small document, such as a manifest, from a path or an
// http or https URL. A document of more than max bytes is an error; the limit
// counts bytes after decompression.
func Fetch(ctx context.Context, name string, max int64) ([]byte, error) {
	if IsURL(name) {
		return fetchURL(ctx, name, max)
	}
	src, err := OpenFile(name)
	if err != nil {
		return nil, err
	}
	b, err := ReadAll(WithContext(ctx, src), max)
	if closed := src.Close(); err == nil {
		err = closed
	}
	return b, err
}

func fetchURL(ctx context.Context, url string, max int64) ([]byte, error) {
	client := newClient()
	defer client.CloseIdleConnections()
	var body []byte
	err := twice(ctx, func(ctx context.Context) error {
		var err error
		body, err = get(ctx, client, url, max)
		return err
	})
	return body, err
}

// get asks for the whole document once.
func get(ctx context.Context, client *http.Client, url string, max int64) (body []byte, err error) {
	ctx, cancel := context.WithTimeout(ctx, requestTime)
	defer cancel()
	request, err := http.NewRequestWithContext(ctx, http.MethodGet, url, nil)
	if err != nil {
		return nil, fmt.Errorf("%s: is not a usable address: %w", Shown(url), bare(err))
	}
	answer, err := client.Do(request)
	if err != nil {
		return nil, &transient{fmt.Errorf("%s: %w", Shown(url), bare(err))}
	}
	defer func() { _ = answer.Body.Close() }()
	if answer.StatusCode != http.StatusOK {
		return nil, statusError(url, answer)
	}
	body, err = io.ReadAll(io.LimitReader(answer.Body, max+1))
	if int64(len(body)) > max {
		return nil, fmt.Errorf("%s: is more than the %d bytes allowed for such a document", Shown(url), max)
	}
	if err != nil {
		return nil, &transient{fmt.Errorf("%s: the answer broke off after %d bytes: %w", Shown(url), len(body), bare(err))}
	}
	return body, nil
}
