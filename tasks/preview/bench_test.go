package preview_test

import (
	"bufio"
	"fmt"
	"io"
	"net"
	"net/http"
	"os"
	"path/filepath"
	"testing"

	"smoothscope/tasks/preview"
)

// Each benchmark asks over keep-alive connections, as many as there are
// processors, and once more a bare Go file server for the same bytes.
func BenchmarkChunk(b *testing.B) {
	for _, size := range []int{6 << 10, 60 << 10, 1 << 20} {
		b.Run(fmt.Sprintf("%dkB", size>>10), func(b *testing.B) {
			folder := b.TempDir()
			a := open(b, bigFile(b, folder, size))
			s := start(b, preview.Options{})
			site := add(b, s, a)
			at, err := a.Locate(b.Context(), 0, 0)
			if err != nil {
				b.Fatal(err)
			}
			ours := "/" + site.Name + "/" + a.ChunkPath(0, 0, at.Locations[0].Time)
			b.Run("preview", func(b *testing.B) { askMany(b, s.Addr(), ours, at.Locations[0].Size) })
			if err := os.WriteFile(filepath.Join(folder, "chunk"), make([]byte, at.Locations[0].Size), 0o666); err != nil {
				b.Fatal(err)
			}
			bare := bareServer(b, folder)
			b.Run("bare", func(b *testing.B) { askMany(b, bare, "/chunk", at.Locations[0].Size) })
		})
	}
}

func BenchmarkManifest(b *testing.B) {
	folder := b.TempDir()
	var client []byte
	client = append(client, `<SmoothStreamingMedia MajorVersion="2" MinorVersion="0" Duration="200000000000"><StreamIndex Type="video" Url="QualityLevels({bitrate})/Fragments(video={start time})"><QualityLevel Index="0" Bitrate="300000" FourCC="H264" CodecPrivateData=""/>`...)
	for i := range 10_000 {
		client = fmt.Appendf(client, `<c t="%d" n="%d" d="%d"/>`, i*20_000_000, i, 20_000_000)
	}
	client = append(client, `</StreamIndex></SmoothStreamingMedia>`...)
	if err := os.WriteFile(filepath.Join(folder, "Manifest"), client, 0o666); err != nil {
		b.Fatal(err)
	}
	s := start(b, preview.Options{})
	site, err := s.AddFolder(folder)
	if err != nil {
		b.Fatal(err)
	}
	b.Run("gzip", func(b *testing.B) {
		askMany(b, s.Addr(), "/"+site.Name+"/Manifest", 0, "Accept-Encoding: gzip\r\n")
	})
}

func bareServer(b *testing.B, folder string) string {
	b.Helper()
	var config net.ListenConfig
	l, err := config.Listen(b.Context(), "tcp", "127.0.0.1:0")
	if err != nil {
		b.Fatal(err)
	}
	s := http.Server{Handler: http.FileServer(http.Dir(folder))}
	done := make(chan struct{})
	go func() {
		defer close(done)
		_ = s.Serve(l)
	}()
	b.Cleanup(func() {
		_ = s.Close()
		<-done
	})
	return l.Addr().String()
}

// askMany asks for a path again and again; the answers must have size bytes,
// unless that is 0.
func askMany(b *testing.B, addr, path string, size int64, header ...string) {
	request := "GET " + path + " HTTP/1.1\r\nHost: " + addr + "\r\n"
	for _, h := range header {
		request += h
	}
	request += "\r\n"
	b.SetBytes(size)
	b.ReportAllocs()
	b.RunParallel(func(pb *testing.PB) {
		var d net.Dialer
		c, err := d.DialContext(b.Context(), "tcp", addr)
		if err != nil {
			b.Error(err)
			return
		}
		defer func() { _ = c.Close() }()
		in := bufio.NewReaderSize(c, 64<<10)
		for pb.Next() {
			if err := askOnce(c, in, request, size); err != nil {
				b.Error(err)
				return
			}
		}
	})
}

func askOnce(c io.Writer, in *bufio.Reader, request string, size int64) error {
	if _, err := io.WriteString(c, request); err != nil {
		return err
	}
	answer, err := http.ReadResponse(in, nil)
	if err != nil {
		return err
	}
	defer func() { _ = answer.Body.Close() }()
	n, err := io.Copy(io.Discard, answer.Body)
	if err == nil && (answer.StatusCode != 200 || size > 0 && n != size) {
		err = fmt.Errorf("%s, %d bytes", answer.Status, n)
	}
	return err
}
