package main

import (
	"bytes"
	"context"
	"encoding/binary"
	"fmt"
	"image"
	"image/color"
	"image/png"
	"os"
	"path/filepath"
	"strings"
)

// iconResource makes what the Windows linker embeds: the icon in the sizes
// that Windows shows, and the version.
func (s *shop) iconResource(ctx context.Context, f facts, windres, folder, to string) error {
	b, err := os.ReadFile(filepath.Join(s.root, f.Icon))
	if err != nil {
		return err
	}
	picture, err := png.Decode(bytes.NewReader(b))
	if err != nil {
		return fmt.Errorf("%s: %w", f.Icon, err)
	}
	ico, err := icoFile(picture, []int{256, 64, 48, 32, 16})
	if err != nil {
		return err
	}
	if err := os.WriteFile(filepath.Join(folder, "icon.ico"), ico, 0o644); err != nil {
		return err
	}
	script := filepath.Join(folder, "icon.rc")
	if err := os.WriteFile(script, []byte(resourceScript(f)), 0o644); err != nil {
		return err
	}
	return s.run(ctx, windres, "-I", folder, "-O", "coff", "-o", to, script)
}

func resourceScript(f facts) string {
	numbers := strings.ReplaceAll(f.Version, ".", ",") + ",0"
	return fmt.Sprintf(`1 ICON "icon.ico"
1 VERSIONINFO
FILEVERSION %[1]s
PRODUCTVERSION %[1]s
BEGIN
  BLOCK "StringFileInfo"
  BEGIN
    BLOCK "040904b0"
    BEGIN
      VALUE "FileDescription", "%[2]s"
      VALUE "ProductName", "%[2]s"
      VALUE "ProductVersion", "%[3]s"
      VALUE "OriginalFilename", "smoothscope.exe"
    END
  END
  BLOCK "VarFileInfo"
  BEGIN
    VALUE "Translation", 0x409, 1200
  END
END
`, numbers, f.Name, f.Version)
}

// icoFile packs a picture in several sizes, each as a PNG.
func icoFile(picture image.Image, sizes []int) ([]byte, error) {
	head := []byte{0, 0, 1, 0}
	head = binary.LittleEndian.AppendUint16(head, uint16(len(sizes)))
	var body bytes.Buffer
	for _, size := range sizes {
		from := body.Len()
		if err := png.Encode(&body, shrink(picture, size)); err != nil {
			return nil, err
		}
		head = append(head, byte(size), byte(size), 0, 0, 1, 0, 32, 0) // 256 is written as 0
		head = binary.LittleEndian.AppendUint32(head, uint32(body.Len()-from))
		head = binary.LittleEndian.AppendUint32(head, uint32(6+16*len(sizes)+from))
	}
	return append(head, body.Bytes()...), nil
}

// shrink makes a square picture smaller by averaging what falls together.
func shrink(picture image.Image, size int) image.Image {
	small := image.NewRGBA(image.Rect(0, 0, size, size))
	b := picture.Bounds()
	for y := range size {
		for x := range size {
			small.Set(x, y, mean(picture, image.Rect(
				b.Min.X+x*b.Dx()/size, b.Min.Y+y*b.Dy()/size,
				b.Min.X+(x+1)*b.Dx()/size, b.Min.Y+(y+1)*b.Dy()/size)))
		}
	}
	return small
}

func mean(picture image.Image, area image.Rectangle) color.Color {
	var r, g, b, a, n uint64
	for y := area.Min.Y; y < area.Max.Y; y++ {
		for x := area.Min.X; x < area.Max.X; x++ {
			pr, pg, pb, pa := picture.At(x, y).RGBA()
			r, g, b, a, n = r+uint64(pr), g+uint64(pg), b+uint64(pb), a+uint64(pa), n+1
		}
	}
	if n == 0 {
		return color.RGBA{}
	}
	return color.RGBA64{uint16(r / n), uint16(g / n), uint16(b / n), uint16(a / n)}
}
