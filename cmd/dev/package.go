package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
)

// A bundle is what goes into an archive: names in it, and the files they are.
type bundle struct {
	name  string // the folder inside, also the archive's name
	files map[string]string
}

func packageAll(ctx context.Context, s *shop, _ []string) error {
	facts, err := readFacts(filepath.Join(s.root, "FyneApp.toml"))
	if err != nil {
		return err
	}
	r := &report{out: s.out}
	return r.all(ctx, []step{
		{"the player library", s.player},
		{"for Linux", func(ctx context.Context) error { return s.packageLinux(ctx, facts) }},
		{"for Windows", func(ctx context.Context) error { return s.packageWindows(ctx, facts) }},
	})
}

func (s *shop) packageLinux(ctx context.Context, f facts) error {
	if runtime.GOOS != "linux" {
		return errors.New("the window for Linux is built on Linux: cgo and its headers are needed")
	}
	if err := s.install(ctx, buildNeeds()); err != nil {
		return err
	}
	folder, err := s.freshFolder("linux")
	if err != nil {
		return err
	}
	env := []string{"GOOS=linux"}
	if err := s.buildPair(ctx, folder, "", "-s -w", env); err != nil {
		return err
	}
	desktop := filepath.Join(folder, "smoothscope.desktop")
	if err := os.WriteFile(desktop, []byte(f.desktopEntry()), 0o644); err != nil {
		return err
	}
	b := s.bundle(f, "linux-"+runtime.GOARCH, folder, "")
	b.files["share/applications/"+f.ID+".desktop"] = desktop
	b.files["share/icons/hicolor/512x512/apps/smoothscope.png"] = filepath.Join(s.root, f.Icon)
	return s.tell(writeTar(s.made, b))
}

func (s *shop) packageWindows(ctx context.Context, f facts) error {
	env := []string{"GOOS=windows", "GOARCH=amd64", "CGO_ENABLED=1"}
	windres := "windres"
	if runtime.GOOS != "windows" {
		if err := s.install(ctx, crossNeeds()); err != nil {
			return err
		}
		env = append(env, "CC=x86_64-w64-mingw32-gcc")
		windres = "x86_64-w64-mingw32-windres"
	}
	folder, err := s.freshFolder("windows")
	if err != nil {
		return err
	}
	// The Go linker takes resources from beside the main package.
	resource := filepath.Join(s.root, "cmd", "smoothscope", "icon_windows_amd64.syso")
	defer os.Remove(resource)
	if err := s.iconResource(ctx, f, windres, folder, resource); err != nil {
		return err
	}
	if err := s.buildPair(ctx, folder, ".exe", "-s -w -H=windowsgui", env); err != nil {
		return err
	}
	return s.tell(writeZip(s.made, s.bundle(f, "windows-amd64", folder, ".exe")))
}

// buildPair builds both programs into folder. The linker flags are the
// window's; smoothctl belongs to a console and has no cgo.
func (s *shop) buildPair(ctx context.Context, folder, suffix, flags string, env []string) error {
	window := s.command(ctx, "go", "build", "-buildvcs=false", "-trimpath", "-tags", releaseTag, "-ldflags", flags,
		"-o", filepath.Join(folder, "smoothscope"+suffix), "./cmd/smoothscope")
	window.Env = append(window.Env, env...)
	if err := window.Run(); err != nil {
		return fmt.Errorf("build smoothscope: %w", err)
	}
	console := s.command(ctx, "go", "build", "-buildvcs=false", "-trimpath", "-ldflags", "-s -w",
		"-o", filepath.Join(folder, "smoothctl"+suffix), "./cmd/smoothctl")
	console.Env = append(append(console.Env, env...), "CGO_ENABLED=0")
	if err := console.Run(); err != nil {
		return fmt.Errorf("build smoothctl: %w", err)
	}
	return nil
}

func (s *shop) bundle(f facts, platform, folder, suffix string) bundle {
	b := bundle{name: fmt.Sprintf("smoothscope-%s-%s", f.Version, platform), files: map[string]string{}}
	for _, program := range []string{"smoothscope" + suffix, "smoothctl" + suffix} {
		b.files[program] = filepath.Join(folder, program)
	}
	for _, name := range []string{"LICENSE", "README.md"} {
		b.files[name] = filepath.Join(s.root, name)
	}
	return b
}

func (s *shop) freshFolder(name string) (string, error) {
	folder := filepath.Join(s.cache, "package", name)
	if err := os.RemoveAll(folder); err != nil {
		return "", err
	}
	return folder, os.MkdirAll(folder, 0o755)
}

func (s *shop) tell(path string, err error) error {
	if err != nil {
		return err
	}
	info, err := os.Stat(path)
	if err != nil {
		return err
	}
	fmt.Fprintf(s.out, "   %s, %.1f MB\n", path, float64(info.Size())/1e6)
	return nil
}
