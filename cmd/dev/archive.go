package main

import (
	"archive/tar"
	"archive/zip"
	"compress/gzip"
	"errors"
	"io"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"
)

// An adder puts one file into an archive.
type adder func(name string, info fs.FileInfo, content io.Reader) error

func writeTar(folder string, b bundle) (string, error) {
	path := filepath.Join(folder, b.name+".tar.gz")
	return path, create(path, func(out io.Writer) error {
		packed := gzip.NewWriter(out)
		archive := tar.NewWriter(packed)
		err := b.each(func(name string, info fs.FileInfo, content io.Reader) error {
			h := &tar.Header{Name: name, Mode: mode(name), Size: info.Size(), ModTime: stamp(), Format: tar.FormatPAX}
			if err := archive.WriteHeader(h); err != nil {
				return err
			}
			_, err := io.Copy(archive, content)
			return err
		})
		return errors.Join(err, archive.Close(), packed.Close())
	})
}

func writeZip(folder string, b bundle) (string, error) {
	path := filepath.Join(folder, b.name+".zip")
	return path, create(path, func(out io.Writer) error {
		archive := zip.NewWriter(out)
		err := b.each(func(name string, _ fs.FileInfo, content io.Reader) error {
			w, err := archive.CreateHeader(&zip.FileHeader{Name: name, Method: zip.Deflate, Modified: stamp()})
			if err != nil {
				return err
			}
			_, err = io.Copy(w, content)
			return err
		})
		return errors.Join(err, archive.Close())
	})
}

// each hands out the files in the order of their names, so that equal files
// make an equal archive.
func (b bundle) each(add adder) error {
	for _, name := range slices.Sorted(maps.Keys(b.files)) {
		if err := b.one(name, add); err != nil {
			return err
		}
	}
	return nil
}

func (b bundle) one(name string, add adder) error {
	f, err := os.Open(b.files[name])
	if err != nil {
		return err
	}
	defer f.Close()
	info, err := f.Stat()
	if err != nil {
		return err
	}
	return add(b.name+"/"+name, info, f)
}

func create(path string, fill func(io.Writer) error) error {
	f, err := os.Create(path)
	if err != nil {
		return err
	}
	if err := errors.Join(fill(f), f.Close()); err != nil {
		return errors.Join(err, os.Remove(path))
	}
	return nil
}

// mode makes the programs, and nothing else, executable.
func mode(name string) int64 {
	if base := name[strings.LastIndexByte(name, '/')+1:]; base == "smoothscope" || base == "smoothctl" {
		return 0o755
	}
	return 0o644
}

// stamp is one moment for all files: when a thing was built is no part of it.
func stamp() time.Time { return time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC) }
