package preview

import (
	"bufio"
	"bytes"
	"context"
	"fmt"
	"io"
	"net"
	"net/http"
	"strings"
	"testing"

	"smoothscope/testdata"
)

// Every chunk has the short way the bytes that lie in the file, whoever else
// asks, and while the site is replaced.
func TestEveryChunkTheShortWay(t *testing.T) {
	name := testdata.Path(t, "ladder", "ladder.ism")
	c := startCounted(t, nil, name)
	chunks := chunksOf(t, name)
	stop, ended := make(chan bool), make(chan error)
	const players = 4
	for range players {
		go func() { ended <- askAll(c.Addr(), chunks, stop) }()
	}
	for range 20 {
		a := openAsset(t, name)
		if _, err := c.Replace(c.Sites()[0], a); err != nil {
			t.Error(err)
		}
	}
	close(stop)
	for range players {
		if err := <-ended; err != nil {
			t.Error(err)
		}
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	if long := c.long.Load(); sureWays() && int(long) == len(c.told) {
		t.Errorf("all %d requests went the long way", long)
	}
}

// chunksOf is what each address of an asset has to be answered with.
func chunksOf(t *testing.T, name string) map[string][]byte {
	t.Helper()
	a := openAsset(t, name)
	chunks := map[string][]byte{}
	for i := range a.Streams {
		for j := range a.Streams[i].Levels {
			at, err := a.Locate(t.Context(), i, j)
			if err != nil {
				t.Fatal(err)
			}
			for _, l := range at.Locations {
				b, err := a.Fetch(t.Context(), l.Member)
				if err != nil {
					t.Fatal(err)
				}
				path := "/" + a.Name + ".ism/" + a.ChunkPath(i, j, l.Time)
				chunks[path] = b[l.Offset : l.Offset+l.Size]
				chunks[strings.Replace(path, "Fragments", "FragmentInfo", 1)] = b[l.Offset : l.Offset+l.MoofSize]
			}
		}
	}
	return chunks
}

// askAll asks for all chunks over one connection, time and again until stop is
// closed.
func askAll(addr string, chunks map[string][]byte, stop <-chan bool) error {
	nc, err := (&net.Dialer{}).DialContext(context.Background(), "tcp", addr)
	if err != nil {
		return err
	}
	defer func() { _ = nc.Close() }()
	in := bufio.NewReader(nc)
	for stopped := false; !stopped; {
		select {
		case <-stop:
			stopped = true // after all have been asked for once more
		default:
		}
		for path, want := range chunks {
			if _, err := io.WriteString(nc, "GET "+path+ladderEnd+"\r\n"); err != nil {
				return err
			}
			answer, err := http.ReadResponse(in, nil)
			if err != nil {
				return err
			}
			got, err := io.ReadAll(answer.Body)
			_ = answer.Body.Close()
			if err != nil || answer.StatusCode != 200 || !bytes.Equal(got, want) {
				return fmt.Errorf("%s: %s with %d bytes of %d, %w", path, answer.Status, len(got), len(want), err)
			}
		}
	}
	return nil
}
