package main

import (
	"errors"
	"fmt"
	"os"
	"runtime"
	"strings"
)

// errNoScreen is for machines on which no window can open: servers, remote
// desktops and virtual machines without OpenGL.
var errNoScreen = errors.New("no window can be opened: there is no display with OpenGL; use smoothctl here, which needs none")

// findDisplay says early that there is no display, where that can be known.
func findDisplay(getenv func(string) string) error {
	switch runtime.GOOS {
	case "linux", "freebsd", "openbsd", "netbsd":
		if getenv("DISPLAY") == "" && getenv("WAYLAND_DISPLAY") == "" {
			return errNoScreen
		}
	}
	return nil
}

// explain turns the panic with which the window toolkit gives up on a machine
// without OpenGL into an error; any other panic goes on.
func explain(err *error) {
	cause := recover()
	if cause == nil {
		return
	}
	text := fmt.Sprint(cause)
	for _, sign := range []string{"GLFW", "OpenGL", "PlatformUnavailable", "APIUnavailable", "VersionUnavailable", "WGL"} {
		if strings.Contains(text, sign) {
			fmt.Fprintln(os.Stderr, strings.SplitN(text, "\n", 2)[0])
			*err = errNoScreen
			return
		}
	}
	panic(cause)
}
