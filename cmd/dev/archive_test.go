package main

import (
	"archive/tar"
	"archive/zip"
	"bytes"
	"compress/gzip"
	"encoding/binary"
	"image"
	"image/color"
	"image/png"
	"io"
	"os"
	"path/filepath"
	"testing"
)

func sampleBundle(t *testing.T) bundle {
	t.Helper()
	folder := t.TempDir()
	program, text := filepath.Join(folder, "p"), filepath.Join(folder, "t")
	for path, content := range map[string]string{program: "program", text: "text"} {
		if err := os.WriteFile(path, []byte(content), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	return bundle{name: "smoothscope-1", files: map[string]string{"smoothctl": program, "share/LICENSE": text}}
}

func TestTarIsTheSameTwiceAndMarksPrograms(t *testing.T) {
	b := sampleBundle(t)
	path, err := writeTar(t.TempDir(), b)
	if err != nil {
		t.Fatal(err)
	}
	again, err := writeTar(t.TempDir(), b)
	if err != nil {
		t.Fatal(err)
	}
	one, two := read(t, path), read(t, again)
	if !bytes.Equal(one, two) {
		t.Error("two runs differ")
	}
	packed, err := gzip.NewReader(bytes.NewReader(one))
	if err != nil {
		t.Fatal(err)
	}
	modes := map[string]int64{}
	for in := tar.NewReader(packed); ; {
		h, err := in.Next()
		if err == io.EOF {
			break
		}
		if err != nil {
			t.Fatal(err)
		}
		modes[h.Name] = h.Mode
	}
	if modes["smoothscope-1/smoothctl"] != 0o755 || modes["smoothscope-1/share/LICENSE"] != 0o644 {
		t.Errorf("modes: %v", modes)
	}
}

func TestZipHoldsTheFiles(t *testing.T) {
	path, err := writeZip(t.TempDir(), sampleBundle(t))
	if err != nil {
		t.Fatal(err)
	}
	z, err := zip.OpenReader(path)
	if err != nil {
		t.Fatal(err)
	}
	defer z.Close()
	f, err := z.Open("smoothscope-1/share/LICENSE")
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	if got, err := io.ReadAll(f); err != nil || string(got) != "text" {
		t.Errorf("%q, %v", got, err)
	}
}

func TestFailedArchiveLeavesNothing(t *testing.T) {
	folder := t.TempDir()
	b := bundle{name: "x", files: map[string]string{"smoothctl": filepath.Join(folder, "absent")}}
	if _, err := writeZip(folder, b); err == nil {
		t.Error("an absent file was packed")
	}
	if left, _ := os.ReadDir(folder); len(left) != 0 {
		t.Errorf("left behind: %v", left)
	}
}

func TestIcoHoldsEachSize(t *testing.T) {
	picture := image.NewRGBA(image.Rect(0, 0, 512, 512))
	for i := range picture.Pix {
		picture.Pix[i] = 0xC0
	}
	sizes := []int{256, 16}
	ico, err := icoFile(picture, sizes)
	if err != nil {
		t.Fatal(err)
	}
	for i, size := range sizes {
		entry := ico[6+16*i:]
		n, at := binary.LittleEndian.Uint32(entry[8:]), binary.LittleEndian.Uint32(entry[12:])
		got, err := png.Decode(bytes.NewReader(ico[at : at+n]))
		if err != nil {
			t.Fatal(err)
		}
		if got.Bounds().Dx() != size || got.At(3, 3) != (color.NRGBA{0xFF, 0xFF, 0xFF, 0xC0}) {
			t.Errorf("size %d: %v %v", size, got.Bounds(), got.At(3, 3))
		}
	}
}

func read(t *testing.T, path string) []byte {
	t.Helper()
	b, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return b
}
