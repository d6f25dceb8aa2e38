package main

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"hash/crc32"
	"io"
	"net"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"time"
)

const (
	memoryWanted = 200e6   // bytes the server may take with all slow readers
	readerWindow = 8 << 10 // bytes: small, so that the server has to wait
	steps        = 20      // dribbles that a chunk is read in
	inTurn       = 3       // chunks that a reader reads: one fits into the system's buffers
)

// slowReaders lets many clients read chunks of 1 MB, a little at a time, so
// that all of them are there for the whole time. Each checks its bytes.
func (b *bench) slowReaders(ctx context.Context) error {
	m, err := b.medium(ctx, large())
	if err != nil {
		return err
	}
	sums, err := m.sums()
	if err != nil {
		return err
	}
	ours, err := start(ctx, "ours", b.smoothctl, "serve", m.file)
	if err != nil {
		return err
	}
	defer ours.stop()
	// One chunk beforehand: what is opened once and kept is no leak.
	if err := dribble(ctx, ours.url, m.paths[:1], sums[:1], 0); err != nil {
		return err
	}
	idle := ours.settle(0)
	watched := ours.watch(ctx)
	failed := b.readAll(ctx, ours.url, m, sums)
	watched.end()
	left := ours.settle(idle)
	b.sayReaders(watched, idle, left, failed)
	return ctx.Err()
}

// sums are of the published chunks, to compare what is read with.
func (m *medium) sums() ([]uint32, error) {
	sums := make([]uint32, len(m.paths))
	for i, path := range m.paths {
		b, err := os.ReadFile(filepath.Join(m.folder, filepath.FromSlash(path)))
		if err != nil {
			return nil, err
		}
		sums[i] = crc32.ChecksumIEEE(b)
	}
	return sums, nil
}

func (b *bench) readAll(ctx context.Context, url string, m *medium, sums []uint32) []error {
	var (
		wait   sync.WaitGroup
		lock   sync.Mutex
		failed []error
	)
	for i := range b.readers {
		wait.Go(func() {
			at := i % (len(m.paths) - inTurn)
			if err := dribble(ctx, url, m.paths[at:at+inTurn], sums[at:at+inTurn], b.readFor/steps/inTurn); err != nil {
				lock.Lock()
				defer lock.Unlock()
				failed = append(failed, err)
			}
		})
	}
	wait.Wait()
	return failed
}

// dribble reads chunks over one connection, each in steps with a pause between.
func dribble(ctx context.Context, url string, paths []string, sums []uint32, pause time.Duration) error {
	host := strings.TrimPrefix(url, "http://")
	conn, err := (&net.Dialer{Timeout: time.Minute}).DialContext(ctx, "tcp", host)
	if err != nil {
		return err
	}
	defer func() { _ = conn.Close() }() // it was only read
	if tcp, ok := conn.(*net.TCPConn); ok {
		if err := tcp.SetReadBuffer(readerWindow); err != nil {
			return err
		}
	}
	in := bufio.NewReaderSize(conn, 4<<10)
	for i, path := range paths {
		if _, err := fmt.Fprintf(conn, "GET %s HTTP/1.1\r\nHost: %s\r\n\r\n", path, host); err != nil {
			return err
		}
		if err := dribbleOne(ctx, in, sums[i], pause); err != nil {
			return fmt.Errorf("%s: %w", path, err)
		}
	}
	return nil
}

// dribbleOne reads one answer.
func dribbleOne(ctx context.Context, in *bufio.Reader, sum uint32, pause time.Duration) error {
	response, err := http.ReadResponse(in, nil)
	if err != nil {
		return fmt.Errorf("the head: %w", err)
	}
	defer response.Body.Close()
	if response.StatusCode != http.StatusOK {
		return errors.New(response.Status)
	}
	got, size := crc32.NewIEEE(), response.ContentLength
	for range steps {
		if err := sleep(ctx, pause); err != nil {
			return err
		}
		if _, err := io.CopyN(got, response.Body, size/steps); err != nil {
			return fmt.Errorf("the body: %w", err)
		}
	}
	if _, err := io.Copy(got, response.Body); err != nil {
		return fmt.Errorf("the body: %w", err)
	}
	if got.Sum32() != sum {
		return errors.New("the bytes differ from those of the published chunk")
	}
	return nil
}

func sleep(ctx context.Context, d time.Duration) error {
	select {
	case <-ctx.Done():
		return ctx.Err()
	case <-time.After(d):
		return nil
	}
}

func (b *bench) sayReaders(g *gauge, idle, left int, failed []error) {
	verdict := b.want(len(failed) == 0, fmt.Sprintf("%d slow readers failed", len(failed)))
	fmt.Fprintf(b.out, "%d slow readers of %d MB each, for %s: %d failed: %s", b.readers, inTurn, b.readFor, len(failed), verdict)
	verdict = b.want(g.most < memoryWanted, "slow readers took "+megabytes(g.most))
	fmt.Fprintf(b.out, "; memory at most %s, wanted under %s: %s", megabytes(g.most), megabytes(memoryWanted), verdict)
	verdict = b.want(left <= idle, fmt.Sprintf("%d handles are left open", left-idle))
	fmt.Fprintf(b.out, "; handles %d before, %d at most, %d after: %s\n", idle, g.handles, left, verdict)
	for i, err := range failed {
		if i == 3 {
			break
		}
		fmt.Fprintln(b.out, "       ", err)
	}
}
