package main

import (
	"compress/gzip"
	"context"
	"fmt"
	"io"
	"net/http"
	"time"
)

// manifestsWanted is how many gzipped manifests of ten thousand chunks a
// second the server shall give.
const manifestsWanted = 3000

// manifest asks for the manifest of the asset with the most chunks.
func (b *bench) manifest(ctx context.Context) error {
	m, err := b.medium(ctx, small())
	if err != nil {
		return err
	}
	ours, err := start(ctx, "ours", b.smoothctl, "serve", m.file)
	if err != nil {
		return err
	}
	defer ours.stop()
	path := "/" + m.name() + "/Manifest"
	plain, zipped, err := manifestSizes(ctx, ours.url+path)
	if err != nil {
		return err
	}
	script, err := b.writeWalk("manifest", []string{path}, true)
	if err != nil {
		return err
	}
	watched := ours.watch(ctx)
	defer watched.end()
	var rates []float64
	for round := range b.rounds + 1 {
		during := b.each
		if round == 0 {
			during = time.Second
		}
		got, err := b.wrk(ctx, ours, script, during)
		if err != nil {
			return err
		}
		if round > 0 {
			rates = append(rates, got.perSecond())
		}
	}
	rate := median(rates)
	verdict := b.want(rate >= manifestsWanted, fmt.Sprintf("%.0f manifests/s, wanted %d", rate, manifestsWanted))
	fmt.Fprintf(b.out, "manifest of %d chunks, gzipped: %.0f/s, wanted %d: %s; %d bytes, %d gzipped; memory now %s\n",
		len(m.paths), rate, manifestsWanted, verdict, plain, zipped, megabytes(ours.memory()))
	return nil
}

// manifestSizes fetches a manifest once and unpacks it.
func manifestSizes(ctx context.Context, url string) (plain, zipped int64, err error) {
	request, err := http.NewRequestWithContext(ctx, http.MethodGet, url, nil)
	if err != nil {
		return 0, 0, err
	}
	request.Header.Set("Accept-Encoding", "gzip")
	response, err := http.DefaultClient.Do(request)
	if err != nil {
		return 0, 0, err
	}
	defer response.Body.Close()
	if response.StatusCode != http.StatusOK || response.Header.Get("Content-Encoding") != "gzip" {
		return 0, 0, fmt.Errorf("%s: %s, encoding %q", url, response.Status, response.Header.Get("Content-Encoding"))
	}
	packed := &tally{r: response.Body}
	unpacked, err := gzip.NewReader(packed)
	if err != nil {
		return 0, 0, err
	}
	plain, err = io.Copy(io.Discard, unpacked)
	return plain, packed.n, err
}

// tally counts what is read.
type tally struct {
	r io.Reader
	n int64
}

func (t *tally) Read(p []byte) (int, error) {
	n, err := t.r.Read(p)
	t.n += int64(n)
	return n, err
}
