package azure

import (
	"context"
	"io"
	"net/http"
)

// probeOrigin stands for any web page's host.
const probeOrigin = "https://player.example"

// Probe implements publish.PublicProbe: it asks for the blob without any
// credentials, as a player on some web page would.
func (t *Target) Probe(ctx context.Context, name string) (string, string) {
	address := t.place.blobURL(name)
	request, err := http.NewRequestWithContext(ctx, http.MethodGet, address, nil)
	if err != nil {
		return "", "no address could be made: " + cleaned(err).Error()
	}
	request.Header.Set("Origin", probeOrigin)
	response, err := t.http.Do(request)
	if err != nil {
		return "", "the address does not answer: " + cleaned(err).Error()
	}
	defer func() {
		_, _ = io.Copy(io.Discard, io.LimitReader(response.Body, 1<<20))
		_ = response.Body.Close()
	}()
	if response.StatusCode != http.StatusOK {
		return "", whyNotPublic(response)
	}
	if response.Header.Get("Access-Control-Allow-Origin") == "" {
		return address, "players on web pages need a CORS rule, which publishing can set; a new rule works after half a minute"
	}
	return address, ""
}
