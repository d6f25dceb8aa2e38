package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"runtime"
	"strings"
)

// A need is something that the machine must have. It is there when the program
// is found or, without one, when the package manager says so.
type need struct {
	debian  string // the Debian package
	program string
}

// buildNeeds is what compiling the window takes: a C compiler and the headers
// of OpenGL, X and Wayland.
func buildNeeds() []need {
	needs := []need{{"gcc", "gcc"}, {"pkg-config", "pkg-config"}}
	for _, p := range []string{
		"libc6-dev", "libgl-dev", "libegl-dev", "libx11-dev", "libxrandr-dev", "libxxf86vm-dev",
		"libxi-dev", "libxcursor-dev", "libxinerama-dev", "libwayland-dev", "libxkbcommon-dev",
	} {
		needs = append(needs, need{debian: p})
	}
	return needs
}

// windowNeeds is what driving a real window without a screen takes.
func windowNeeds() []need {
	return []need{{"xvfb", "Xvfb"}, {"xdotool", "xdotool"}, {"imagemagick", "import"}, {"libgl1-mesa-dri", ""}}
}

// mediaNeeds is what making media, Azurite and a player take.
func mediaNeeds() []need {
	return []need{{"ffmpeg", "ffmpeg"}, {"nodejs", "node"}, {"npm", "npm"}, {"chromium", "chromium"}}
}

// crossNeeds is what building for Windows takes elsewhere.
func crossNeeds() []need {
	return []need{{"gcc-mingw-w64-x86-64", "x86_64-w64-mingw32-gcc"}, {"binutils-mingw-w64-x86-64", "x86_64-w64-mingw32-windres"}}
}

// install brings what is missing, where apt-get is at hand. Elsewhere it says
// what a person has to install. It is quick when nothing is missing.
func (s *shop) install(ctx context.Context, needs []need) error {
	if !s.has("apt-get") {
		return s.advise(ctx, needs)
	}
	missing := s.missing(ctx, needs)
	if len(missing) == 0 {
		return nil
	}
	fmt.Fprintln(s.out, "   installing", strings.Join(missing, " "))
	get, err := aptGet()
	if err != nil {
		return fmt.Errorf("%w; run: apt-get install %s", err, strings.Join(missing, " "))
	}
	// Lists that cannot be fetched now may still be there from before.
	if err := s.apt(ctx, get, "update"); err != nil {
		fmt.Fprintln(s.out, "   the package lists could not be fetched:", err)
	}
	err = s.apt(ctx, get, append([]string{"install", "-y", "--no-install-recommends"}, missing...)...)
	if err != nil {
		return fmt.Errorf("missing: %s: %w", strings.Join(s.missing(ctx, needs), " "), err)
	}
	return nil
}

// missing lists the Debian packages of needs that are not there.
func (s *shop) missing(ctx context.Context, needs []need) []string {
	var names []string
	for _, n := range needs {
		if n.program == "" || !s.has(n.program) {
			names = append(names, n.debian)
		}
	}
	if len(names) == 0 {
		return nil
	}
	// dpkg-query exits 1 when it does not know one of them; it prints the rest.
	known, _ := s.ask(ctx, "dpkg-query", append([]string{"-W", "-f", "${Package} ${db:Status-Status}\n"}, names...)...)
	installed := map[string]bool{}
	for line := range strings.Lines(known) {
		if name, ok := strings.CutSuffix(strings.TrimSpace(line), " installed"); ok {
			installed[name] = true
		}
	}
	var missing []string
	for _, name := range names {
		if !installed[name] {
			missing = append(missing, name)
		}
	}
	return missing
}

// aptGet is the command that may install packages.
func aptGet() ([]string, error) {
	if os.Geteuid() == 0 {
		return []string{"apt-get"}, nil
	}
	if _, err := exec.LookPath("sudo"); err != nil {
		return nil, errors.New("installing packages needs root, and there is no sudo")
	}
	return []string{"sudo", "DEBIAN_FRONTEND=noninteractive", "apt-get"}, nil
}

// apt runs apt-get and shows what it prints only when it fails: hundreds of
// lines that nobody reads.
func (s *shop) apt(ctx context.Context, get []string, args ...string) error {
	line := append(append([]string{}, get...), "-q", "-o", "Dpkg::Use-Pty=0")
	line = append(line, args...)
	c := s.command(ctx, line[0], line[1:]...)
	c.Env = append(c.Env, "DEBIAN_FRONTEND=noninteractive")
	if line[0] == "sudo" {
		c.Stdin = os.Stdin // sudo may ask for a password
	}
	return named(s.muted(c), "apt-get", args)
}

// advise says what to install where apt-get is not at hand. Only a missing C
// compiler stops the work: the headers show themselves when it compiles.
func (s *shop) advise(ctx context.Context, needs []need) error {
	var absent []string
	for _, n := range needs {
		if n.program != "" && n.program != "pkg-config" && !s.has(n.program) {
			absent = append(absent, n.program)
		}
	}
	headers := s.headersMissing(ctx, needs)
	if len(absent) == 0 && headers == "" {
		return nil
	}
	return fmt.Errorf("missing: %s", strings.TrimSpace(strings.Join(absent, ", ")+" "+headers)+advice())
}

func (s *shop) headersMissing(ctx context.Context, needs []need) string {
	wanted := false
	for _, n := range needs {
		wanted = wanted || n.debian == "libgl-dev"
	}
	if !wanted || runtime.GOOS != "linux" {
		return ""
	}
	if !s.has("pkg-config") {
		return "pkg-config"
	}
	list := []string{"gl", "egl", "x11", "xrandr", "xxf86vm", "xi", "xcursor", "xinerama", "wayland-client", "xkbcommon"}
	if _, err := s.ask(ctx, "pkg-config", append([]string{"--exists"}, list...)...); err != nil {
		return "the headers of OpenGL, X or Wayland"
	}
	return ""
}

func advice() string {
	switch runtime.GOOS {
	case "darwin":
		return "\n   macOS: xcode-select --install; for the tests also: brew install ffmpeg node chromium"
	case "windows":
		return "\n   Windows: install MSYS2, in it pacman -S mingw-w64-x86_64-gcc, and put C:\\msys64\\mingw64\\bin into PATH;" +
			"\n   for the tests also ffmpeg and node. Without a C compiler, smoothctl still builds: go build ./cmd/smoothctl"
	default:
		return "\n   Fedora: dnf install gcc pkgconf mesa-libGL-devel mesa-libEGL-devel libX11-devel libXrandr-devel libXxf86vm-devel libXi-devel" +
			" libXcursor-devel libXinerama-devel wayland-devel libxkbcommon-devel" +
			"\n   Arch:   pacman -S gcc pkgconf libglvnd libx11 libxrandr libxxf86vm libxi libxcursor libxinerama wayland libxkbcommon" +
			"\n   for the tests also: xorg-x11-server-Xvfb xdotool ImageMagick ffmpeg nodejs npm chromium"
	}
}
